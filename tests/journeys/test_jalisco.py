"""One commitment from its sheet in Word to 12 %: read, corrected, handed over, proved, accepted, on the board. In a browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import LazySettings
from PIL import Image

from tequio.commitments.models import Commitment
from tequio.people.actions import create_post
from tequio.people.models import Person
from tests import builders
from tests.journeys.looking import enters, follow, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = Path(__file__).resolve().parents[2] / "samples" / "compromiso-jalisco-2019.docx"
#: after the first reunión of the sheet
DAY = builders.LATER
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WIDTHS = {1280: 900, 390: 844}


@dataclass(slots=True)
class Table:
    """Windows of the three people of the journey, each entered."""

    site: str
    secretariat: Page
    officer: Page
    guarantor: Page


@pytest.fixture(params=WIDTHS, ids=str)
def table(
    request: pytest.FixtureRequest,
    transactional_db: None,
    live_server: LiveServer,
    chromium: Browser,
    settings: LazySettings,
    tmp_path: Path,
) -> Iterator[Table]:
    """An exercise with nothing in it: its secretaría técnica, somebody who will answer, and the seat of the guarantor."""
    settings.MEDIA_ROOT = tmp_path / "files"
    contexts: list[BrowserContext] = []

    def window(person: Person) -> Page:
        contexts.append(chromium.new_context(viewport={"width": request.param, "height": WIDTHS[request.param]}))
        page = contexts[-1].new_page()
        enters(page, live_server.url, person, DAY)
        return page

    with time_machine.travel(DAY, tick=True):
        exercise = builders.exercise("jalisco")
        guarantor = builders.person("Comisionada del órgano garante")
        builders.seat(guarantor, "guarantor", votes=True)
        officer = builders.person("Anselmo Ficticio Arriaga")
        office = builders.organisation("Secretaría de Bienestar Comunitario", "government")
        create_post(organisation=office, person=officer, title="Subsecretario", by=builders.administrator(), at=DAY)
        yield Table(live_server.url, window(builders.secretariat(exercise)), window(officer), window(guarantor))
        for context in contexts:
            context.close()


def photo() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def brings_the_sheet(table: Table) -> list[str]:
    page, wrong = table.secretariat, []
    page.goto(f"{table.site}/jalisco/importar/")
    wrong += looked_at(page, "jalisco-01-traer")
    page.get_by_label("Archivo").set_input_files(SHEET)
    follow(page, "Leer el documento")
    assert page.get_by_role("heading", level=1).inner_text() == "Revise lo que se entendió"
    wrong += looked_at(page, "jalisco-02-lo-que-se-entendio")
    return wrong


def corrects_its_findings(table: Table) -> list[str]:
    page, wrong = table.secretariat, []
    assert page.get_by_text("lada de otro país").is_visible()
    page.get_by_role("link", name="Corregir Responsable").click()
    phone = page.get_by_label("Teléfono")
    phone.fill(phone.input_value().replace("+51", "+52"))
    wrong += looked_at(page, "jalisco-03-corregir")
    follow(page, "Guardar la corrección")
    assert page.get_by_text("lada de otro país").count() == 0
    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page, "Las marcadas están bien")
    for each in page.get_by_label("Sí, es la misma").all():
        each.check()
    wrong += looked_at(page, "jalisco-04-es-la-misma-persona")
    follow(page, "Guardar las respuestas")
    follow(page, "Continuar a confirmar")
    wrong += looked_at(page, "jalisco-05-confirmar")
    assert not Commitment.objects.exists()
    follow(page, "Confirmar y guardar")
    assert page.get_by_role("heading", level=1).inner_text() == "Quedó guardado"
    wrong += looked_at(page, "jalisco-06-guardado")
    return wrong


def stands_at(page: Page, site: str, share: str, count: str) -> None:
    page.goto(f"{site}/jalisco/tablero/")
    told = page.locator(".progress").inner_text()
    assert share in told
    assert count in told


def hands_an_activity_over(table: Table) -> list[str]:
    page, wrong = table.secretariat, []
    page.goto(f"{table.site}/jalisco/compromisos/1/plan/")
    page.get_by_role("link", name="Primera reunión (Plenaria)", exact=True).click()
    page.get_by_label("Responsables").fill("Anselmo Ficticio Arriaga")
    wrong += looked_at(page, "jalisco-08-encargar")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_text("Guardado.").wait_for()
    wrong += looked_at(page, "jalisco-09-encargada")
    return wrong


def gives_its_evidence(table: Table) -> list[str]:
    page, wrong = table.officer, []
    page.goto(f"{table.site}/esta-semana/")
    wrong += looked_at(page, "jalisco-10-esta-semana")
    page.get_by_role("link", name="Subir evidencia").first.click()
    activity = page.url
    assert page.locator(".proof").count() == 4
    wrong += looked_at(page, "jalisco-11-actividad")
    for place in range(4):
        page.goto(activity)
        proof = page.locator(".proof").nth(place)
        is_photo = "fotográfica" in proof.inner_text()
        proof.locator("a.btn").click()
        file = (photo(), "foto.jpg") if is_photo else (PDF, "documento.pdf")
        page.set_input_files("#file", {"name": file[1], "mimeType": "application/octet-stream", "buffer": file[0]})
        page.fill("#description", "Personas en la primera reunión, con los documentos sobre la mesa")
        if page.locator("#people").count():
            page.fill("#people", "34")
        choice = "as_is" if page.locator("input[value=as_is]").count() else "reserved"
        page.check(f"input[name=shown][value={choice}]")
        if is_photo:
            wrong += looked_at(page, "jalisco-12-subir")
        follow(page, "Entregar para revisión")
        assert "Su evidencia llegó" in page.inner_text("main")
    wrong += looked_at(page, "jalisco-13-entregada")
    return wrong


def accepts_it(table: Table) -> list[str]:
    page, wrong, said = table.guarantor, [], []
    page.goto(f"{table.site}/esta-semana/")
    wrong += looked_at(page, "jalisco-14-espera-decision")
    for place in range(4):
        page.goto(f"{table.site}/jalisco/revision/")
        page.get_by_role("link", name="Revisar evidencia").first.click()
        page.check("input[value=accept]")
        if place == 0:
            wrong += looked_at(page, "jalisco-15-revisar")
        follow(page, "Guardar mi decisión")
        said.append(page.inner_text("#resultado .lead"))
    wrong += looked_at(page, "jalisco-16-aceptada")
    assert said[:3] == ["El avance sigue en 0 de 16 (0 %)."] * 3
    assert said[3] == "El avance pasó de 0 de 16 a 2 de 16 (12 %)."
    return wrong


@pytest.mark.covers("req:70", "req:82", "exp:13", "exp:20")
def test_a_commitment_goes_from_its_sheet_in_word_to_twelve_percent(table: Table, chromium: Browser) -> None:
    wrong = brings_the_sheet(table)
    wrong += corrects_its_findings(table)
    anybody = chromium.new_page(viewport=table.officer.viewport_size)
    stands_at(anybody, table.site, "0 %", "0 de 16")
    wrong += looked_at(anybody, "jalisco-07-tablero-0")
    wrong += hands_an_activity_over(table)
    wrong += gives_its_evidence(table)
    wrong += accepts_it(table)
    stands_at(anybody, table.site, "12 %", "2 de 16")
    wrong += looked_at(anybody, "jalisco-17-tablero-12")
    anybody.close()
    assert wrong == []
