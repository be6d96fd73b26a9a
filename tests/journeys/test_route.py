"""The secretaría técnica of Yucatán changes one phase and reads the new day of the signature before saving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tequio.audit.models import Event
from tequio.people.models import Account, Person
from tequio.workplans.models import Activity
from tests import builders
from tests.journeys.axe import violations
from tests.journeys.looking import looked_at
from tests.workplans.conftest import yucatan

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def route(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """Address of the route of Yucatán."""
    with time_machine.travel(builders.LATER, tick=True):
        yucatan()
        yield f"{live_server.url}/yucatan/ruta/"


def let_in(page: Page, address: str, person: Person) -> None:
    """With the session of whoever entered with the code of their mail."""
    account = Account.objects.create(email="secretaria@example.org", joined_at=builders.NOW)
    Person.objects.filter(pk=person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def fits_and_passes(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*violations(page), *([f"{width} px in a window of {inner}"] if width > inner else [])]


@pytest.mark.covers("req:28", "req:29", "exp:4")
def test_the_new_day_of_the_signature_is_read_before_saving(route: str, page: Page) -> None:
    activity = Activity.objects.get(code="15")
    let_in(page, route, builders.secretariat(activity.workplan.exercise))
    page.goto(route)
    page.get_by_role("link", name="Editar la ruta").click()
    assert looked_at(page, "yucatan-1-editar") == []
    page.get_by_label("Duración, 15", exact=True).fill("21")
    page.get_by_label("Duración, 15", exact=True).press("Enter")
    shown = page.get_by_role("status").inner_text()
    assert shown == "Con este cambio, la firma pasa del 18 al 19 de octubre de 2021; cambian las fechas de 13 fases."
    assert (
        "llegaría el 12 de octubre de 2021" in page.get_by_text("«Presentación del PAL» no se cumpliría").inner_text()
    )
    assert looked_at(page, "yucatan-2-antes-de-guardar") == []
    assert not Event.objects.filter(verb="workplans.phase_amended").exists()
    page.get_by_label("¿Por qué se cambia?").fill("El servidor estuvo caído")
    page.get_by_role("button", name="Guardar el cambio").click()
    assert "El cambio se guardó." in page.get_by_role("status").inner_text()
    assert looked_at(page, "yucatan-3-guardado") == []
    assert Activity.objects.get(pk=activity.pk).duration == 21
    page.goto(route)
    assert "35 fases para llegar al 19 de octubre de 2021." in page.locator("main .lead").inner_text()
    assert looked_at(page, "yucatan-4-la-ruta") == []
    page.goto(f"{route}cambios/")
    assert looked_at(page, "yucatan-5-cambios") == []
    page.get_by_role("button", name="Deshacer este cambio").click()
    assert "El cambio se deshizo." in page.get_by_role("status").inner_text()
    assert Activity.objects.get(pk=activity.pk).duration == 20


@pytest.mark.covers("req:28")
def test_anybody_tries_a_delay_without_scripts(route: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(route)
    page.get_by_label("Si la fase").select_option("15")
    page.get_by_label("Días hábiles").fill("3")
    page.get_by_role("button", name="Ver qué se mueve").click()
    assert page.url.endswith("/ruta/que-pasa-si/?fase=15&modo=atraso&dias=3")
    assert "la firma pasa del 18 al 21 de octubre de 2021" in page.get_by_role("status").inner_text()


def test_what_if_passes_axe(route: str, page: Page) -> None:
    page.goto(f"{route}que-pasa-si/?fase=15&dias=3")
    assert fits_and_passes(page) == []
    page.goto(f"{route}que-pasa-si/?fase=15&dias=x")
    assert fits_and_passes(page) == []
