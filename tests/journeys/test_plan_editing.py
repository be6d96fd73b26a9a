"""A responsible corrects the plan of their commitment in a real browser: with JavaScript, and without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from tequio.commitments.actions import publish_commitment
from tequio.commitments.models import Commitment
from tequio.workplans.models import Activity
from tests import builders
from tests.builders import Table
from tests.journeys.keyboard import leaves_by_enter
from tests.journeys.test_route import fits_and_passes, let_in

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(transactional_db: None) -> Iterator[Table]:
    with time_machine.travel(builders.LATER, tick=True):
        made = builders.table()
        Commitment.objects.filter(pk=made.commitment.pk).update(
            starts=builders.day("2019-08-22"), ends=builders.day("2020-08-22")
        )
        publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=builders.NOW)
        yield made


@pytest.mark.covers("exp:4", "exp:5", "exp:20", "exp:21", "case:F5", "req:98")
def test_a_responsible_corrects_the_plan(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.officer)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/jalisco/compromisos/1/")
    page.get_by_role("link", name="Editar el plan").click()
    assert fits_and_passes(page) == []
    page.get_by_role("link", name="Segunda reunión", exact=True).click()
    assert fits_and_passes(page) == []
    page.get_by_label("Termina o se entrega").fill("23 ago 2020")
    page.locator("#h-ends .heed--error").wait_for()
    page.get_by_label("Termina o se entrega").fill("05/10/19")
    page.locator("#h-ends .heed--error").wait_for(state="detached")
    page.get_by_label("Agregar un medio del catálogo").fill("Acta")
    page.get_by_label("Agregar un medio del catálogo").press("Enter")
    page.get_by_role("button", name="Guardar", exact=True).press("Enter")
    assert "se leyó 5 de octubre de 2019" in page.locator("#ends-note").inner_text()
    assert fits_and_passes(page) == []
    page.get_by_role("button", name="Sí, guardar así").click()
    page.get_by_text("Guardado.").wait_for()
    kept = Activity.objects.get(pk=table.second.pk)
    assert kept.ends is not None
    assert (kept.ends.edtf, [each.text for each in kept.means.all()]) == ("2019-10-05", ["Acta"])
    leaves_by_enter(page, page.get_by_role("button", name="Más arriba: Segunda reunión"))
    page.get_by_role("button", name="Más abajo: Segunda reunión").wait_for()
    assert Activity.objects.get(pk=table.second.pk).position == 1
    leaves_by_enter(page, page.get_by_role("button", name="Quitar: Primera reunión"))
    page.get_by_role("button", name="Deshacer").wait_for()
    assert fits_and_passes(page) == []
    assert not Activity.objects.filter(pk=table.first.pk).exists()
    leaves_by_enter(page, page.get_by_role("button", name="Deshacer"))
    page.get_by_role("link", name="Primera reunión", exact=True).wait_for()
    leaves_by_enter(page, page.get_by_role("link", name="Primera reunión", exact=True))
    page.get_by_label("¿Ya no se hará? Diga por qué").fill("Se unió a la segunda")
    leaves_by_enter(page, page.get_by_role("button", name="Dar por cancelada"))
    leaves_by_enter(page, page.get_by_role("link", name="Retomarla: Primera reunión"))
    page.get_by_label("¿Se hará después de todo? Diga por qué").fill("Se harán las dos")
    assert fits_and_passes(page) == []
    leaves_by_enter(page, page.get_by_role("button", name="Retomarla"))
    page.get_by_text("Guardado.").wait_for()
    assert Activity.objects.get(pk=table.first.pk).cancelled_at is None
    assert said == []


@pytest.mark.covers("exp:4", "exp:6")
def test_without_javascript_a_date_moves_and_a_removal_is_undone(
    table: Table, live_server: LiveServer, plain_page: Page
) -> None:
    page = plain_page
    let_in(page, live_server.url, table.officer)
    page.goto(f"{live_server.url}/jalisco/compromisos/1/plan/")
    page.get_by_role("link", name="Primera reunión", exact=True).click()
    page.get_by_label("Termina o se entrega").fill("4 oct 2019")
    page.get_by_role("button", name="Guardar", exact=True).click()
    assert page.title().startswith("Error:")
    page.get_by_label("Motivo", exact=True).select_option("budget")
    page.get_by_label("Explíquelo en una o dos frases").fill("El presupuesto llegó tarde")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.goto(f"{live_server.url}/jalisco/compromisos/1/")
    told = page.locator("main").inner_text()
    assert "El presupuesto llegó tarde" in told
    page.goto(f"{live_server.url}/jalisco/compromisos/1/plan/")
    page.get_by_role("button", name="Quitar: Segunda reunión").click()
    page.get_by_role("button", name="Deshacer").click()
    page.get_by_role("link", name="Segunda reunión", exact=True).wait_for()
