"""The sentence on top of a route says where the risk is, in each situation that a route can be in."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client

from tequio.workplans.actions import add_link, add_milestone
from tequio.workplans.models import Activity, WorkPlan
from tequio.workplans.queries.risk import risk_of
from tequio.workplans.queries.schedules import schedule_of
from tests import builders
from tests.workplans.conftest import yucatan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
#: 4 November 2019 is a Monday
BEGINS = "2019-11-04"
DURING, AFTER = date(2019, 11, 5), date(2020, 3, 1)


@pytest.fixture
def route() -> WorkPlan:
    """Two chains to one end: A (5 days) and B (2 days) before C (3 days)."""
    plan = builders.workplan(builders.exercise("ruta"), "route", "Ruta")
    clerk = builders.secretariat(plan.exercise)
    begins = builders.day(BEGINS)
    first, short = (
        builders.activity(plan, title, starts=begins, details={"duration": days})
        for title, days in (("A", 5), ("B", 2))
    )
    last = builders.activity(plan, "C", details={"duration": 3, "stage": "signature"})
    for before in (first, short):
        add_link(predecessor=before, successor=last, by=clerk, at=builders.NOW)
    return plan


def promise(route: WorkPlan, day: str, bound: str = "FNLT", name: str = "Firma del plan") -> None:
    last = route.activities.get(title="C")
    clerk = builders.secretariat(route.exercise)
    add_milestone(
        workplan=route, name=name, date=builders.day(day), activity=last, bound=bound, by=clerk, at=builders.NOW
    )


def told(route: WorkPlan, today: date) -> tuple[str, str, str]:
    activities = list(Activity.objects.filter(workplan=route).order_by("position"))
    milestones = list(route.milestones.order_by("position"))
    scheduled = schedule_of(route, activities, milestones, jurisdiction_id=route.exercise.jurisdiction_id)
    risk = risk_of(activities, milestones, scheduled, today)
    assert risk is not None
    return risk.first, risk.rest, risk.next


@pytest.mark.covers("req:29")
def test_some_cannot_wait_and_the_signature_waits_for_them(route: WorkPlan) -> None:
    assert told(route, DURING) == (
        "El riesgo está en 2 fases que no tienen margen.",
        "Si una se atrasa un día, la firma se atrasa un día.",
        "A, el 8 de noviembre de 2019",
    )


@pytest.mark.covers("req:29")
def test_what_has_ended_is_no_risk_any_more(route: WorkPlan) -> None:
    first, rest, coming = told(route, date(2019, 11, 11))
    assert first == "El riesgo está en 1 fase que no tiene margen."
    assert rest == "Si se atrasa un día, la firma se atrasa un día."
    assert coming == "C, el 13 de noviembre de 2019"


@pytest.mark.covers("req:29")
def test_a_committed_date_that_is_met_may_also_break(route: WorkPlan) -> None:
    promise(route, "2019-11-13")
    assert told(route, DURING)[1] == (
        "Si una se atrasa un día, la firma se atrasa un día o deja de cumplirse una fecha comprometida."
    )


@pytest.mark.covers("req:29")
def test_there_is_not_enough_time_and_it_says_for_what(route: WorkPlan) -> None:
    promise(route, "2019-11-11")
    first, rest, coming = told(route, DURING)
    assert first == "No alcanza el tiempo: faltan 2 días hábiles."
    assert rest == (
        "2 fases tendrían que empezar antes o durar menos para cumplir «Firma del plan», el 11 de noviembre de 2019."
    )
    assert coming.startswith("A, ")
    page = read(Client().get("/ruta/ruta/").content)
    assert "Faltan 2 días" in page
    assert "Puede moverse -" not in page
    # what is lacking is never called a margin
    assert "que no tienen margen" not in page


@pytest.mark.covers("req:29")
def test_one_day_is_said_of_one_day(route: WorkPlan) -> None:
    promise(route, "2019-11-12")
    assert told(route, DURING)[0] == "No alcanza el tiempo: falta 1 día hábil."


@pytest.mark.covers("req:29")
def test_everything_can_wait_until_the_day_that_is_required(route: WorkPlan) -> None:
    first, rest, coming = told(route, date(2019, 11, 14))
    assert (first, rest, coming) == (
        "Según el calendario, todas las fases ya debieron terminar.",
        "La última, el 13 de noviembre de 2019.",
        "",
    )
    assert told(route, AFTER)[0] == first


def test_a_route_without_dates_says_why_and_no_risk(route: WorkPlan) -> None:
    Activity.objects.filter(workplan=route, title="B").update(duration=None)
    activities = list(Activity.objects.filter(workplan=route).order_by("position"))
    scheduled = schedule_of(route, activities, [], jurisdiction_id=route.exercise.jurisdiction_id)
    assert risk_of(activities, [], scheduled, DURING) is None
    assert "No se pueden calcular las fechas" in read(Client().get("/ruta/ruta/").content)


def read(body: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body.decode())).split())


@pytest.mark.covers("req:28", "req:29")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2021-06-28", "El riesgo está en 15 fases que no tienen margen."),
        ("2021-08-04", "El riesgo está en 12 fases que no tienen margen."),
        ("2021-10-18", "El riesgo está en 1 fase que no tiene margen."),
        ("2021-10-19", "Según el calendario, todas las fases ya debieron terminar."),
    ],
)
def test_the_route_of_yucatan_on_several_days(day: str, said: str) -> None:
    yucatan("otra")
    with time_machine.travel(datetime.fromisoformat(f"{day}T18:00+00:00")):
        page = read(Client().get("/otra/ruta/").content)
    assert said in page
    assert ("la firma se atrasa un día o deja de cumplirse una fecha comprometida" in page) is ("riesgo" in said)
