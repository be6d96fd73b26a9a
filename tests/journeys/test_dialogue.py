"""The dialogue in a browser: a seat hears its sector, proposes, and signs what the office recorded; nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.conf import LazySettings, settings

from tequio.bodies.models import Seat
from tequio.calls.actions import describe_mechanism
from tequio.calls.models import InclusionActivity, Signature
from tequio.exercises.models import Exercise
from tests import builders
from tests.builders import NOW
from tests.journeys.looking import enters, follow, looked_at

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/jalisco/dialogo/"


@pytest.fixture
def exercise(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Exercise:
    settings.MEDIA_ROOT = tmp_path / "files"
    made = builders.exercise("jalisco")
    values: dict[str, Any] = {"organiser": builders.body(), "first_year": 2016, "last_year": 2018}
    by = builders.secretariat(made)
    describe_mechanism(exercise=made, name="Mecanismo de Diálogo", plan="Plan", by=by, at=NOW, **values)
    return made


@pytest.fixture
def seat(exercise: Exercise) -> Seat:
    return builders.seat(builders.person("Nombre Reservado"))


@pytest.mark.covers("req:3", "exp:20")
@pytest.mark.parametrize("width", [1280, 390])
def test_a_seat_hears_its_sector_proposes_and_signs(
    exercise: Exercise, seat: Seat, live_server: LiveServer, chromium: Browser, width: int
) -> None:
    assert seat.person is not None
    office, mine = (chromium.new_context(viewport={"width": width, "height": 900}).new_page() for _ in range(2))
    enters(office, live_server.url, builders.secretariat(exercise), NOW)
    enters(mine, live_server.url, seat.person, NOW)
    wrong: list[str] = []
    office.goto(f"{live_server.url}{PAGE}declaracion/")
    office.get_by_label("Título").fill("Declaración conjunta")
    follow(office, "Registrar")
    wrong += looked_at(office, "dialogo-1-declaracion-incompleta")
    assert office.get_by_label("Título").input_value() == "Declaración conjunta"
    office.get_by_label("Cuándo se declaró").fill("2019-09-20")
    office.get_by_label("El texto").fill("Nos comprometemos a escuchar.")
    follow(office, "Registrar")
    mine.goto(f"{live_server.url}{PAGE}tema/")
    mine.get_by_label("El tema").fill("Agua limpia")
    mine.get_by_label("Cuándo se propuso").fill("2019-09-09")
    follow(mine, "Proponer")
    assert mine.get_by_text("Se propuso sin que conste").is_visible()
    wrong += looked_at(mine, "dialogo-2-sin-escuchar")
    follow(mine, "Registrar una actividad de inclusión")
    mine.get_by_label("Qué día fue").fill("2019-09-01")
    mine.get_by_label("A cuántas personas").fill("24")
    mine.get_by_label("Qué se hizo").fill("Foro con colectivos")
    follow(mine, "Registrar")
    wrong += looked_at(mine, "dialogo-3-sin-evidencia")
    mine.get_by_label("Liga donde consta").fill("https://example.org/foro")
    follow(mine, "Registrar")
    assert not mine.get_by_text("Se propuso sin que conste").is_visible()
    follow(mine, "Leer y firmar")
    wrong += looked_at(mine, "dialogo-4-firmar")
    follow(mine, "Firmar")
    mine.get_by_text("Quién firmó").click()
    wrong += looked_at(mine, "dialogo-5-firmada")
    assert mine.locator(".signers").get_by_text("Titular, Organización civil_society").is_visible()
    assert Signature.objects.count() == 1
    assert wrong == []


@pytest.mark.covers("case:F9")
def test_the_session_ends_while_a_seat_writes(
    exercise: Exercise, seat: Seat, live_server: LiveServer, page: Page
) -> None:
    assert seat.person is not None
    enters(page, live_server.url, seat.person, NOW)
    page.goto(f"{live_server.url}{PAGE}inclusion/")
    page.get_by_label("Qué se hizo").fill("Cuarenta minutos de texto")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Registrar", exact=True).click()
    page.get_by_role("heading", name="Entrar").first.wait_for()
    back = unquote(page.url.partition("next=")[2])
    assert "Cuarenta" not in page.url
    seat.person.refresh_from_db()
    enters(page, live_server.url, seat.person, NOW)
    page.goto(f"{live_server.url}{back}")
    assert page.get_by_label("Qué se hizo").input_value() == "Cuarenta minutos de texto"
    assert InclusionActivity.objects.count() == 0
