"""From the sheet in Word to the board, in a real browser: uploaded, compared, corrected, confirmed, public at 0 %."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tequio.commitments.models import Commitment
from tequio.exercises.models import Exercise
from tequio.people.actions import create_person, open_account
from tests import builders
from tests.journeys.looking import follow, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHEET = SAMPLES / "compromiso-jalisco-2019.docx"
#: what Word leaves in the clipboard: cells of several lines, and one that goes down two rows
COPIED = """<style>p{margin:0}</style><p style="color:red">Anexo 1</p><table><tr><td>No.</td><td>Actividad</td><td>Medios</td></tr>
<tr><td rowspan=2>1</td><td><p>Reunión</p><p>«Plenaria»</p></td><td><ul><li>Minuta</li><li>Lista</li></ul></td></tr>
<tr><td>Ensayo</td><td>Dice "sí"</td></tr></table>"""
PASTED = 'Anexo 1\nNo.\tActividad\tMedios\n1\t"Reunión\n«Plenaria»"\t"● Minuta\n● Lista"\n\tEnsayo\t"Dice ""sí"""'
PASTES = """(copied) => { const held = new DataTransfer(); held.setData("text/html", copied); document.querySelector("#texto")
  .dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true})) }"""


@pytest.fixture
def secretariat(transactional_db: None, live_server: LiveServer, page: Page) -> Iterator[str]:
    """Address of a site with an exercise and nothing in it, and a browser where its secretaría técnica has entered."""
    with time_machine.travel(builders.NOW, tick=True):
        exercise = builders.exercise("jalisco")
        person = builders.secretariat(exercise)
        account = open_account(
            person=person, email="secretaria@example.org", by=builders.administrator(), at=builders.NOW
        )
        client = Client()
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        yield live_server.url


@pytest.mark.covers("exp:13", "exp:26", "exp:27", "req:70")
@pytest.mark.parametrize("page", [390], indirect=True, ids=str)
def test_a_sheet_goes_from_word_to_the_board(secretariat: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    site, wrong = secretariat, []
    known = Exercise.objects.get().jurisdiction
    create_person(jurisdiction=known, name="Persona de otro documento", by=builders.administrator(), at=builders.NOW)

    page.goto(f"{site}/jalisco/importar/")
    wrong += looked_at(page, "importar-1-subir")
    follow(page, "Leer el documento")
    assert page.title().startswith("Error:")
    wrong += looked_at(page, "importar-1-subir-error")
    said.clear()
    page.focus("#texto")
    page.evaluate(PASTES, COPIED)
    assert page.input_value("#texto") == PASTED
    page.fill("#texto", "")
    page.get_by_label("Archivo").set_input_files(SHEET)
    follow(page, "Leer el documento")
    assert page.get_by_role("heading", level=1).inner_text() == "Revise lo que se entendió"
    assert page.get_by_text("lada de otro país").is_visible()
    wrong += looked_at(page, "importar-2-revisar")

    page.get_by_role("link", name="Corregir Responsable").click()
    phone = page.get_by_label("Teléfono")
    assert phone.input_value().startswith("+51")
    phone.fill(phone.input_value().replace("+51", "+52"))
    wrong += looked_at(page, "importar-3-corregir")
    follow(page, "Guardar la corrección")
    assert page.get_by_text("lada de otro país").count() == 0

    page.get_by_role("link", name="Corregir Meta 1", exact=True).click()
    follow(page, "Agregar actividad")
    wrong += looked_at(page, "importar-3-corregir-meta")
    page.get_by_label("Actividad 1: Fecha de cumplimiento").fill("31/02/2019")
    follow(page, "Guardar la corrección")
    assert page.get_by_text("no existe en el calendario").count() == 2
    wrong += looked_at(page, "importar-3-corregir-error")
    said.clear()
    follow(page, "Volver sin guardar")

    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page, "Las marcadas están bien")
    assert page.get_by_role("checkbox").count() == 0
    for each in page.get_by_label("Sí, es la misma").all():
        each.check()
    if page.get_by_role("button", name="Guardar las respuestas").count():
        follow(page, "Guardar las respuestas")
    follow(page, "Continuar a confirmar")
    wrong += looked_at(page, "importar-4-confirmar")
    assert not Commitment.objects.exists()
    follow(page, "Confirmar y guardar")
    assert page.get_by_role("heading", level=1).inner_text() == "Quedó guardado"
    wrong += looked_at(page, "importar-5-guardado")

    follow(page, "Ir al tablero")
    assert page.locator("article.row").count() == 1
    assert "0 %" in page.locator(".progress").inner_text()
    assert "0 de 16" in page.locator(".progress").inner_text()
    page.goto(f"{site}/jalisco/importar/")
    wrong += looked_at(page, "importar-6-lista")
    assert wrong == []
    assert said == []
