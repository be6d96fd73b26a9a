from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import leave_vacant, set_term
from tequio.bodies.models import Seat
from tequio.bodies.queries.alarms import alarms_of
from tequio.dashboard.queries.week import week_page
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
TODAY = date(2019, 10, 1)


def seat(name: str, ends_on: date | None = None) -> Seat:
    office = builders.organisation(name)
    made = builders.seat(builders.person(), organisation=office, votes=True, starts_on=date(2018, 1, 1))
    if ends_on:
        set_term(seat=made, ends_on=ends_on, reason="Convocatoria", by=builders.administrator(), at=NOW)
    return made


def told() -> list[str]:
    return [alarm.text for alarm in alarms_of({builders.place().pk: TODAY})]


@pytest.mark.covers("req:54")
def test_vacancies_and_ended_periods_ask_for_somebody() -> None:
    seat("Sin término")
    seat("Con tiempo", date(2020, 6, 1))
    seat("Por vencer", date(2019, 11, 1))
    seat("Vencido", date(2019, 10, 1))
    leave_vacant(seat=seat("Vacía"), on=date(2019, 9, 1), reason="Renuncia", by=builders.administrator(), at=NOW)
    assert told() == [
        "Periodo por vencer: Titular, Por vencer",
        "Periodo vencido: Titular, Vencido",
        "Asiento vacante: Titular, Vacía",
    ]


def test_an_enlace_and_what_is_over_alarm_nobody() -> None:
    builders.seat(None, role="enlace", organisation=builders.organisation("Sin enlace"))
    ended = seat("Terminó", date(2019, 1, 1))
    Seat.objects.filter(pk=ended.pk).update(ends_on=date(2019, 2, 1))
    future = seat("Aún no comienza", date(2019, 1, 1))
    Seat.objects.filter(pk=future.pk).update(starts_on=date(2019, 12, 1), term_ends_on=date(2019, 12, 2))
    assert told() == []
    assert alarms_of({}) == []


@pytest.mark.covers("req:54")
def test_the_office_reads_them_in_its_week_and_nobody_else() -> None:
    of = builders.exercise()
    seat("Vencido", date(2019, 9, 15))
    seat("Lejano", date(2019, 11, 20))
    seat("De esta semana", date(2019, 10, 5))
    page = week_page(builders.secretariat(of), at=NOW)
    found = {(group.key, todo.what): todo for group in page.groups for todo in group.todos}
    assert set(found) == {
        ("late", "Periodo vencido: Titular, Vencido"),
        ("soon", "Periodo por vencer: Titular, De esta semana"),
    }
    one = found["late", "Periodo vencido: Titular, Vencido"]
    assert (one.commitment, one.since, one.url) == (
        "Secretariado",
        "Desde el 15 sep 2019, hace 16 días",
        f"/{of.slug}/organos/{builders.body().uid}/",
    )
    anybody = builders.seat(builders.person()).person
    assert anybody
    assert week_page(anybody, at=NOW).groups == ()


def test_one_query_however_many_seats() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as done:
            told()
        return len(done)

    seat("Una", date(2019, 9, 15))
    few = cost()
    for n in range(30):
        seat(f"Otra {n}", date(2019, 9, 15))
    assert cost() == few
