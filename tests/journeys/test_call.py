"""Somebody applies to a call from a phone, without JavaScript and without an account; the office sees it. In a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

from tequio.calls.letters import private_address
from tequio.calls.models import Application, Call
from tests import builders
from tests.calls.applying import PDF, open_call
from tests.journeys.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: where to leave pictures of each step, for who wants to look
PICTURES = os.environ.get("TEQUIO_PICTURES", "")
CHECKED = {390: 844, 1280: 900}


@pytest.fixture
def call(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Call:
    settings.MEDIA_ROOT = tmp_path / "files"
    of = builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))
    return open_call(of, requirements=["Residir en Durango"], contact=["gobierno@example.org"])


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner, name
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{inner}.png", full_page=True)


def fill(page: Page) -> None:
    page.get_by_label("Organización de la sociedad civil").check()
    page.get_by_label("Nombre", exact=True).fill("María Canaria")
    page.get_by_label("Correo electrónico").fill("canaria@example.org")
    page.get_by_label("Estado en que vive").fill("Jalisco")
    page.get_by_label("Diseño").check()
    page.get_by_label("¿Por qué quiere participar?").fill("Quiero ayudar.")
    page.get_by_label("honorífica").check()
    page.set_input_files("#file_1", {"name": "carta.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_label("Qué documento es").first.fill("Carta de postulación")


@pytest.mark.covers("req:46", "req:48", "req:126")
@pytest.mark.parametrize("width", CHECKED)
def test_from_the_call_to_the_folio(call: Call, live_server: LiveServer, chromium: Browser, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": CHECKED[width]})
    page = context.new_page()
    wrong: list[str] = []

    def checked(name: str) -> None:
        look(page, name)
        wrong.extend(f"{name}: {each}" for each in violations(page))

    page.goto(f"{live_server.url}/durango/convocatoria/{call.uid}/")
    checked("convocatoria")
    page.get_by_role("link", name="Postularse").click()
    checked("solicitud")
    fill(page)
    page.get_by_role("button", name="Revisar antes de enviar").click()
    checked("solicitud-error")
    assert page.get_by_role("alert").get_by_role("link").count() == 1
    assert page.get_by_label("Nombre", exact=True).input_value() == "María Canaria"
    assert "carta.pdf" in page.get_by_role("group", name="Documento 1").inner_text()
    page.get_by_label("Leí el aviso").check()
    page.get_by_role("button", name="Revisar antes de enviar").click()
    checked("solicitud-revision")
    assert "Declaró vivir en Jalisco" in page.locator("main").inner_text()
    page.get_by_role("button", name="Enviar la solicitud").click()
    made = Application.objects.get()
    assert made.folio in page.locator("main").inner_text()
    checked("solicitud-recibida")
    page.goto(live_server.url + private_address(made))
    checked("solicitud-propia")
    page.goto(f"{live_server.url}/seguir/")
    checked("seguir")
    context.close()
    assert wrong == []


@pytest.mark.covers("req:48")
def test_without_javascript_on_a_phone(call: Call, live_server: LiveServer, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{live_server.url}/durango/convocatoria/{call.uid}/solicitud/")
    fill(page)
    page.get_by_label("Leí el aviso").check()
    page.get_by_role("button", name="Revisar antes de enviar").click()
    page.get_by_role("button", name="Enviar la solicitud").click()
    made = Application.objects.get()
    assert made.folio in page.locator("main").inner_text()
    assert made.files.get().label == "Carta de postulación"
