"""«¿Qué pasa si…?»: anybody reads what a delay would move, and nothing is stored."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.workplans.models import Activity, Link, WorkPlan
from tequio.workplans.queries.consequences import from_to
from tests import builders
from tests.workplans.conftest import yucatan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
URL = "/yucatan/ruta/que-pasa-si/"


def read(body: bytes) -> str:
    """What a person reads, with single spaces."""
    text = unescape(re.sub(r"<[^>]+>", " ", body.decode()))
    return " ".join(text.split())


def asked(query: str, status: int = 200) -> str:
    response = Client().get(f"{URL}?{query}")
    assert response.status_code == status
    return read(response.content)


@pytest.mark.covers("req:28", "req:29")
def test_phase_15_a_day_late_brings_the_presentation_to_the_12th(plan: WorkPlan) -> None:
    page = asked("fase=15&dias=1")
    assert (
        "Si «Activación de consulta en línea» se atrasa 1 día hábil, la firma pasa del 18 al 19 de octubre de 2021; "
        "cambian las fechas de 13 fases." in page
    )
    assert (
        "«Presentación del PAL» no se cumpliría: la fecha comprometida es el 11 de octubre de 2021 y llegaría el "
        "12 de octubre de 2021." in page
    )
    assert "33 Presentación del PAL 11 oct 2021 12 oct 2021 1 día hábil después" in page
    assert "13 fases cambian de fechas" in page


def test_it_is_asked_from_the_route_and_by_its_address(plan: WorkPlan) -> None:
    route = Client().get("/yucatan/ruta/").content.decode()
    assert f'action="{URL}" method="get"' in route
    assert route.count("<option value=") == 1 + 35 + 3
    assert "Ver qué se mueve" in route
    assert "se guarda" in asked("")


@pytest.mark.covers("req:28")
def test_several_delays_at_once(plan: WorkPlan) -> None:
    page = asked("fase=15&modo=atraso&dias=3&fase=30&modo=dura&dias=7&fase=&modo=atraso&dias=")
    assert (
        "Si «Activación de consulta en línea» se atrasa 3 días hábiles y «Ejecución de mesas de cocreación» dura 7"
        in page
    )
    assert "la firma pasa del 18 al 25 de octubre de 2021" in page
    assert page.count("Si la fase") == 3


def test_a_phase_that_ends_sooner_or_within_its_float(plan: WorkPlan) -> None:
    assert "se acorta 2 días hábiles, la firma pasa del 18 al 14 de octubre de 2021" in asked(
        "fase=15&modo=adelanto&dias=2"
    )
    page = asked("fase=3&dias=0")
    assert "la firma sigue siendo el 18 de octubre de 2021." in page
    assert "cambian de fechas" not in page


@pytest.mark.covers("exp:26")
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("fase=99&dias=3", "No hay una fase 99 en esta ruta."),
        ("fase=&dias=3", "Elija la fase."),
        ("fase=15&dias=muchos", "Escriba los días hábiles con cifras, de 0 a 1,000."),
        ("fase=15&dias=-3", "Escriba los días hábiles con cifras, de 0 a 1,000."),
        ("fase=15&dias=1001", "Escriba los días hábiles con cifras, de 0 a 1,000."),
        ("fase=15&dias=²", "Escriba los días hábiles con cifras, de 0 a 1,000."),
        ("fase=15&modo=adelanto&dias=500", "no puede acortarse más que eso"),
        ("fase=15&dias=1&fase=15&dias=2", "La fase 15 está dos veces: déjela una."),
        ("&".join(f"fase={n}&dias=1" for n in range(1, 12)), "Pruebe con 10 fases a la vez como máximo."),
    ],
)
def test_an_error_says_where_and_erases_nothing(plan: WorkPlan, query: str, told: str) -> None:
    response = Client().get(f"{URL}?{query}")
    assert response.status_code == 422
    body = response.content.decode()
    assert told in read(response.content)
    assert "<title>Error:" in body
    for error in re.findall(r'<li><a href="#([^"]+)"', body):
        assert f'id="{error}"' in body
    typed = re.findall(r"dias=([^&]+)", query)
    assert [unescape(each) for each in re.findall(r'name="dias"[^>]* value="([^"]+)"', body)] == typed[:10]


def test_a_moment_without_duration_can_only_come_later(exercise: Exercise) -> None:
    plan = exercise.workplans.get()
    milestone = builders.activity(plan, "Entrega", details={"code": "36", "duration": 0})
    Link.objects.create(predecessor=Activity.objects.get(workplan=plan, code="35"), successor=milestone)
    assert "sólo puede atrasarse" in asked("fase=36&modo=dura&dias=3", 422)
    assert "«Entrega» se atrasa 3 días hábiles" in asked("fase=36&dias=3")


def test_nothing_is_stored_and_it_costs_what_the_route_costs(plan: WorkPlan) -> None:
    events, client = Event.objects.count(), Client()
    before = list(Activity.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as route:
        client.get("/yucatan/ruta/")
    with CaptureQueriesContext(connection) as ours:
        client.get(f"{URL}?fase=15&dias=3&fase=20&dias=2")
    assert len(ours) <= len(route)
    assert not [each for each in ours if not each["sql"].lstrip("( ").upper().startswith("SELECT")]
    assert (Event.objects.count(), list(Activity.objects.order_by("pk").values())) == (events, before)
    assert client.post(URL, {"fase": "15", "dias": "3"}).status_code == 405


def test_a_circle_or_a_missing_duration_is_told_and_not_computed(plan: WorkPlan) -> None:
    """In the second plan the numbers of the phases are not those of their rows."""
    other = yucatan("otro")
    before, after = (Activity.objects.get(workplan=other, code=code) for code in ("34", "35"))
    link = Link.objects.create(predecessor=after, successor=before)
    page = read(Client().get("/otro/ruta/que-pasa-si/?fase=15&dias=3").content)
    assert "No se pueden calcular las fechas de cada fase." in page
    assert re.search("las actividades (34 → 35 → 34|35 → 34 → 35) se esperan unas a otras", page)
    link.delete()
    Activity.objects.filter(pk=before.pk).update(duration=None)
    assert "Falta la duración de una fase (34)." in read(Client().get("/otro/ruta/que-pasa-si/").content)


def test_without_a_route_or_an_exercise(plan: WorkPlan) -> None:
    builders.exercise("vacio")
    assert "Aún no hay ruta crítica" in read(Client().get("/vacio/ruta/que-pasa-si/?fase=1&dias=1").content)
    assert Client().get("/no-existe/ruta/que-pasa-si/").status_code == 404


def test_hostile_values_stay_text(plan: WorkPlan) -> None:
    body = Client().get(f"{URL}?fase=%3Cscript%3Ealert(1)%3C/script%3E&dias=%22%3E%3Cb%3E").content.decode()
    assert "<script>" not in body
    assert '"><b>' not in body


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("2021-10-18", "2021-10-21", "del 18 al 21 de octubre de 2021"),
        ("2021-10-18", "2021-11-03", "del 18 de octubre al 3 de noviembre de 2021"),
        ("2021-12-30", "2022-01-04", "del 30 de diciembre de 2021 al 4 de enero de 2022"),
    ],
)
def test_what_two_dates_share_is_said_once(was: str, now: str, told: str) -> None:
    assert from_to(date.fromisoformat(was), date.fromisoformat(now)) == told
