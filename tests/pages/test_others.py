"""The call, the route, the annual plan, findings, the record, lists."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from tequio.audit.models import Event
from tequio.exercises.models import Exercise, ExerciseSlug
from tequio.search.indexing import index
from tests.pages import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def text_of(web: Client, address: str) -> str:
    response = web.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.covers("case:T1", "exp:30")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (
            "2020-10-20T18:00:00+00:00",
            "Cierra el 15 de noviembre de 2020 a las 23:59 (hora de Monterrey), faltan 26 días.",
        ),
        ("2020-11-15T18:00:00+00:00", "Cierra hoy, 15 de noviembre de 2020 a las 23:59 (hora de Monterrey)."),
        ("2020-11-16T05:59:59.999999+00:00", "Cierra hoy, 15 de noviembre de 2020 a las 23:59 (hora de Monterrey)."),
        ("2020-11-16T06:00:00+00:00", "Cerró el 15 de noviembre de 2020 a las 23:59 (hora de Monterrey)."),
        (
            "2020-09-01T18:00:00+00:00",
            "Abre el 29 de septiembre de 2020 a las 00:00 (hora de Monterrey) y cierra el 15 de noviembre",
        ),
    ],
)
def test_the_hour_of_closing_has_a_zone_and_the_last_second_counts(web: Client, moment: str, said: str) -> None:
    """The Durango window: 29 September to 15 November 2020, both days included, in the zone of Monterrey."""
    found = world.call(world.exercise(), closes_at=datetime(2020, 11, 16, 6, tzinfo=UTC))
    found.opens_at = datetime(2020, 9, 29, 5, tzinfo=UTC)
    found.save()
    with time_machine.travel(moment, tick=False):
        assert said in text_of(web, "/plan-2019/convocatoria/")


def test_open_call_comes_before_the_ones_that_are_to_come_or_over(web: Client) -> None:
    found = world.exercise()
    world.call(found)
    later = world.call(found, closes_at=datetime(2020, 3, 1, 6, tzinfo=UTC))
    later.opens_at, later.title = datetime(2020, 2, 1, 6, tzinfo=UTC), "Segunda vuelta"
    later.save()
    page = text_of(web, "/plan-2019/convocatoria/")
    assert "Situación Abierta" in page
    assert "Otras convocatorias de este ejercicio Segunda vuelta Abre el 1 de febrero de 2020" in page
    assert "Situación Por abrir" in text_of(web, f"/plan-2019/convocatoria/?cual={later.uid}")
    assert "Situación Abierta" in text_of(web, "/plan-2019/convocatoria/?cual=nada")


def test_void_call_gives_its_reason(web: Client) -> None:
    found = world.call(world.exercise())
    found.status, found.void_reason = "void", "Nadie se inscribió."
    found.save()
    page = text_of(web, "/plan-2019/convocatoria/")
    assert "Se declaró desierta." in page
    assert "Nadie se inscribió." in page


def test_draft_call_is_not_shown(web: Client) -> None:
    found = world.call(world.exercise())
    found.status = "draft"
    found.save()
    assert "Aún no hay convocatoria" in text_of(web, "/plan-2019/convocatoria/")


def test_route_says_what_cannot_move_and_what_can(web: Client) -> None:
    world.route(world.exercise())
    page = text_of(web, "/plan-2019/ruta/")
    assert "8 fases para llegar al 27 de diciembre de 2019." in page
    assert "El riesgo está en 5 fases que no tienen margen. Si una se atrasa un día, la firma se atrasa un día" in page
    assert "Puede moverse 8 días" in page
    assert "El calendario llega el 27 dic 2019: cumple." in page


@pytest.mark.covers("exp:16")
def test_views_of_the_route_live_in_the_address(web: Client) -> None:
    world.route(world.exercise())
    assert "Se muestran 8 de 8 fases." in text_of(web, "/plan-2019/ruta/")
    assert "Se muestran 7 de 8 fases." in text_of(web, "/plan-2019/ruta/?ver=sin-margen")
    assert "Se muestran 3 de 8 fases." in text_of(web, "/plan-2019/ruta/?ver=este-mes")
    assert "Se muestran 8 de 8 fases." in text_of(web, "/plan-2019/ruta/?ver=otra-cosa")


def test_route_without_durations_says_why_and_invents_nothing(web: Client) -> None:
    world.route(world.exercise(), dated=False)
    response = web.get("/plan-2019/ruta/").content.decode()
    assert "El documento no dice cuántos días dura cada fase ni cuál va antes de cuál." in html.unescape(response)
    assert "b-ahead" not in response
    assert response.count('<th scope="row"') == 10


@pytest.mark.covers("req:102")
def test_months_stay_months_and_are_overdue_only_afterwards(web: Client) -> None:
    world.annual(world.exercise(kind="municipal"))
    page = web.get("/plan-2019/plan-anual/").content.decode()
    assert "noviembre de 2019" in page
    assert "1 de noviembre" not in page
    assert 'class="b b-now"' in page
    with time_machine.travel("2019-11-30T18:00:00+00:00", tick=False):
        assert 'class="b b-past"' not in web.get("/plan-2019/plan-anual/").content.decode()
    with time_machine.travel("2019-12-01T18:00:00+00:00", tick=False):
        assert 'class="b b-past"' in web.get("/plan-2019/plan-anual/").content.decode()


def test_guessed_years_are_marked_and_derived_dates_said(web: Client) -> None:
    world.annual(world.exercise(kind="municipal"))
    page = text_of(web, "/plan-2019/plan-anual/")
    assert "6 renglones no dicen de qué año son." in page
    assert "año deducido : «NOV»" in page
    assert "según sus subactividades" in page


def test_findings_by_severity_lead_to_the_record(web: Client) -> None:
    world.everything(count=1)
    page = web.get("/plan-2019/hallazgos/").content.decode()
    assert re.findall(r'class="tag tag--(\w+)"', page) == ["error", "warning", "info"]
    assert 'href="/plan-2019/compromisos/1/"' in page
    only = web.get("/plan-2019/hallazgos/?gravedad=warning").content.decode()
    assert re.findall(r'class="tag tag--(\w+)"', only) == ["warning"]
    assert "phone-country" in only


def test_record_goes_back_page_by_page(web: Client) -> None:
    found = world.exercise()
    Event.objects.bulk_create(
        Event(
            verb="exercises.exercise_described",
            subject_kind="exercise",
            subject_uid=found.uid,
            exercise_uid=found.uid,
            at=world.NOW,
        )
        for _ in range(95)
    )
    address, seen = "/plan-2019/bitacora/", 0
    for shown in (40, 40, 15):
        page = web.get(address).content.decode()
        assert page.count("Se describió el ejercicio.") == shown
        seen += shown
        older = re.search(r'href="([^"]+)" rel="next"', page)
        address = older[1] if older else ""
    assert (seen, address) == (95, "")


@pytest.mark.covers("exp:24")
def test_every_empty_section_says_what_will_be_there_and_where_to_go(web: Client) -> None:
    world.exercise("vacio")
    for end in ("tablero/", "compromisos/", "ruta/", "plan-anual/", "hallazgos/", "convocatoria/", "metodologia/"):
        page = web.get(f"/vacio/{end}").content.decode()
        found = re.search(r'<div class="empty[^"]*">(.*?)</div>', page, flags=re.S)
        assert found, end
        assert re.search(r"<h[23]>[^<]+</h[23]>", found[1]), end
        assert "<a href=" in found[1], end
    assert web.get("/vacio/").status_code == 200
    assert "Aún no hay eventos" in text_of(web, "/vacio/bitacora/")


def test_empty_site_says_so(web: Client) -> None:
    assert "Aún no hay ejercicios publicados" in text_of(web, "/")


@pytest.mark.covers("exp:40")
def test_former_address_leads_to_the_same_page(web: Client) -> None:
    found = world.exercise("nuevo")
    ExerciseSlug.objects.create(slug="viejo", exercise=found, since_at=world.NOW)
    response = web.get("/viejo/tablero/?estado=cumplido")
    assert (response.status_code, response["Location"]) == (301, "/nuevo/tablero/?estado=cumplido")


def test_draft_exercise_does_not_exist_for_anyone(web: Client) -> None:
    world.everything(count=1)
    Exercise.objects.update(status="draft")
    for end in ("", "tablero/", "compromisos/1/", "ruta/", "hallazgos/", "bitacora/", "datos/"):
        assert web.get(f"/plan-2019/{end}").status_code == 404, end
    assert "Aún no hay ejercicios publicados" in text_of(web, "/")
    assert "No encontramos nada" in text_of(web, "/buscar/?q=padrones")


def test_home_shows_who_decides_what_is_open_and_what_comes_next(web: Client) -> None:
    world.everything()
    page = text_of(web, "/plan-2019/")
    assert "Cierra el 15 de diciembre de 2019 a las 23:59 (hora de Monterrey), faltan 25 días." in page
    for words in ("Gobierno Organización government", "Sociedad civil Organización", "Órgano garante Organización"):
        assert words in page
    assert re.search(r"nov 25 2019 Sesión de revisión 3 Compromiso 03", page)


def test_search_finds_without_accents_in_every_exercise(web: Client) -> None:
    world.everything(count=3)
    index()
    page = text_of(web, "/buscar/?q=PUBLICO+xcunya")
    assert "Agua: tablero público de pozos" in page
    assert "1 resultado" in page
