"""A long form loses nothing: the tab dies, two browsers save, the connection goes; a sheet is written with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tequio.commitments.models import Commitment
from tequio.people.draft_models import Draft
from tequio.people.models import Account, Person
from tests import builders
from tests.builders import Table
from tests.journeys.keyboard import leaves_by_enter
from tests.journeys.test_route import fits_and_passes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = "/jalisco/compromisos/1/editar/"


def let_in(page: Page, address: str, person: Person) -> None:
    """With the session of whoever entered, as often as it takes."""
    account, _created = Account.objects.get_or_create(
        email=f"{person.pk}@example.org", defaults={"joined_at": builders.NOW}
    )
    Person.objects.filter(pk=person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


@pytest.fixture
def table(transactional_db: None) -> Iterator[Table]:
    with time_machine.travel(builders.LATER, tick=True):
        yield builders.table()


@pytest.fixture(autouse=True)
def settled(table: Table, page: Page) -> Iterator[None]:
    """What the script still asks is answered before the database is emptied."""
    yield
    for each in page.context.pages:
        each.wait_for_load_state("networkidle")
        each.goto("about:blank")


@pytest.mark.covers("exp:1")
def test_the_tab_dies_and_the_text_is_there(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.officer)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}{SHEET}")
    assert fits_and_passes(page) == []
    page.get_by_label("Objetivo: qué cambia").press_sequentially("Que cualquiera sepa quién recibe qué")
    page.get_by_text("Borrador guardado a las").wait_for(timeout=4000)
    assert Commitment.objects.get().objective == ""
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(f"{live_server.url}{SHEET}")
    again.get_by_text("Hay un borrador de las").wait_for()
    assert fits_and_passes(again) == []
    assert again.get_by_label("Objetivo: qué cambia").input_value() == ""
    again.get_by_role("button", name="Recuperar").press("Enter")
    assert again.get_by_label("Objetivo: qué cambia").input_value() == "Que cualquiera sepa quién recibe qué"
    again.get_by_role("button", name="Guardar", exact=True).press("Enter")
    again.get_by_text("Guardado.").wait_for()
    assert Commitment.objects.get().objective == "Que cualquiera sepa quién recibe qué"
    assert not Draft.objects.exists()
    again.goto(f"{live_server.url}{SHEET}")
    again.wait_for_load_state("networkidle")
    assert again.locator(".autosave__ask").is_hidden()
    assert said == []


@pytest.mark.covers("exp:1")
def test_a_draft_is_discarded(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}{SHEET}")
    page.get_by_label("Tema", exact=True).press_sequentially("Agua")
    page.get_by_text("Borrador guardado a las").wait_for(timeout=4000)
    page.reload()
    with page.expect_response(lambda answer: "/borrador/" in answer.url and answer.request.method == "POST"):
        page.get_by_role("button", name="Descartar").click()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(".autosave__ask").is_hidden()


def test_without_connection_it_stays_in_this_machine(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}{SHEET}")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("Tema", exact=True).press_sequentially("Agua")
    page.get_by_text("Sin conexión: se guarda en este aparato").wait_for(timeout=4000)
    page.get_by_role("button", name="Guardar", exact=True).click()
    assert page.get_by_label("Tema", exact=True).input_value() == "Agua"
    page.context.set_offline(False)
    page.get_by_text("Borrador guardado a las").wait_for(timeout=9000)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('borrador')).length") == 0


@pytest.mark.covers("exp:2", "case:F9")
def test_the_session_ends_while_one_writes(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}{SHEET}")
    page.get_by_label("Tema", exact=True).fill("Agua para todas las personas")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_role("heading", name="Entrar").first.wait_for()
    back = page.url.partition("next=")[2]
    assert "Agua" not in page.url
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}{unquote(back)}")
    page.get_by_label("Tema", exact=True).wait_for()
    assert page.get_by_label("Tema", exact=True).input_value() == "Agua para todas las personas"
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_text("Guardado.").wait_for()
    assert Commitment.objects.get().theme == "Agua para todas las personas"


@pytest.mark.covers("exp:3", "case:C4")
def test_two_browsers_see_both_versions(table: Table, live_server: LiveServer, page: Page, chromium: Browser) -> None:
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}{SHEET}")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    other = context.new_page()
    let_in(other, live_server.url, builders.secretariat(table.exercise))
    other.goto(f"{live_server.url}{SHEET}")
    other.get_by_label("Tema", exact=True).fill("De la secretaría")
    other.get_by_role("button", name="Guardar", exact=True).click()
    other.get_by_text("Guardado.").wait_for()
    context.close()
    page.get_by_label("Tema", exact=True).fill("Del responsable")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_role("heading", name="Otra persona cambió lo mismo").wait_for()
    assert fits_and_passes(page) == []
    page.get_by_label("Lo mío").check()
    page.get_by_role("button", name="Seguir con lo elegido").click()
    page.get_by_text("Guardado.").wait_for()
    assert Commitment.objects.get().theme == "Del responsable"


@pytest.mark.covers("exp:4", "exp:20", "exp:21", "req:76", "case:F2")
def test_a_sheet_is_written_ordered_and_taken_out_with_the_keyboard(
    table: Table, live_server: LiveServer, page: Page
) -> None:
    let_in(page, live_server.url, builders.secretariat(table.exercise))
    page.goto(f"{live_server.url}/jalisco/compromisos/editar/")
    assert fits_and_passes(page) == []
    leaves_by_enter(page, page.get_by_role("link", name="Nuevo compromiso"))
    page.get_by_label("Compromiso", exact=True).fill("Presupuesto abierto")
    page.get_by_label("Descripción breve").fill("á" * 281)
    assert "281 de 280 caracteres" in page.locator("#description-count").inner_text()
    page.locator("#h-description .heed").wait_for()
    page.get_by_label("Puesto que responde").select_option(label="Otro puesto: escríbalo abajo")
    page.get_by_label("Institución", exact=True).fill("Organización government")
    page.get_by_label("Teléfono del puesto").fill("+51 (33) 3819 2374")
    page.locator("#h-phone .heed").wait_for()
    page.get_by_label("Agregar una institución del directorio").fill("Organización civil_society | Sociedad civil")
    page.get_by_label("Agregar una institución del directorio").press("Enter")
    page.get_by_role("button", name="Guardar", exact=True).press("Enter")
    page.get_by_text("Guardado.").wait_for()
    made = Commitment.objects.get(title="Presupuesto abierto")
    assert (made.number, made.actors.count()) == (2, 1)
    page.goto(f"{live_server.url}/jalisco/compromisos/editar/")
    leaves_by_enter(page, page.get_by_role("button", name="Más arriba: Presupuesto abierto"))
    page.get_by_role("button", name="Más abajo: Presupuesto abierto").wait_for()
    leaves_by_enter(page, page.get_by_role("link", name="Quitar: Presupuesto abierto"))
    page.get_by_label("Por qué se quita").fill("Se repite")
    assert fits_and_passes(page) == []
    leaves_by_enter(page, page.get_by_role("button", name="Quitarlo"))
    page.get_by_role("button", name="Deshacer").wait_for()
    assert not Commitment.objects.filter(title="Presupuesto abierto").exists()
    assert fits_and_passes(page) == []
    leaves_by_enter(page, page.get_by_role("button", name="Deshacer"))
    page.get_by_text("Guardado.").wait_for()
    assert Commitment.objects.filter(title="Presupuesto abierto").exists()
