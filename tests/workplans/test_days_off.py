"""The days off of a place: read by anybody, kept by its office, which is told first what each change moves in the routes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.exercises.queries import header_of
from tequio.people.models import Person
from tequio.places.actions import add_closure, add_non_working_day
from tequio.places.models import Closure, NonWorkingDay
from tequio.workplans.queries.route import route_of
from tests import builders

pytestmark = pytest.mark.django_db
Enter = Callable[[Person | None], Client]
FAIR = {"first": "2021-08-02", "last": "", "name": "Feria", "source": "Periódico oficial 34"}


def ends(exercise: Exercise) -> date:
    route = route_of(header_of(exercise, now=builders.NOW))
    assert route is not None
    assert route.scheduled.schedule is not None
    return route.scheduled.schedule.finish


def url_of(exercise: Exercise) -> str:
    return f"/dias-inhabiles/{exercise.jurisdiction.uid}/"


@pytest.mark.covers("req:132")
def test_what_a_day_moves_is_told_before_and_only_what_was_told_is_kept(
    exercise: Exercise, by: Person, enter: Enter
) -> None:
    office, url, before = enter(by), url_of(exercise), ends(exercise)
    told = office.post(f"{url}agregar/", FAIR)
    text = told.content.decode()
    assert "Cambian las fechas de la ruta que cuenta con estos días. Se mueve 1 firma o final." in text
    assert f"/{exercise.slug}/ruta/que-pasa-si/" in text
    assert not NonWorkingDay.objects.exists()
    assert not Event.objects.filter(verb="places.non_working_day_added").exists()
    seen = told.context["page"].seen
    other = office.post(f"{url}agregar/", {**FAIR, "first": "2021-08-03", "visto": seen, "paso": "guardar"})
    assert (other.status_code, NonWorkingDay.objects.count()) == (200, 0)
    kept = office.post(f"{url}agregar/", {**FAIR, "visto": seen, "paso": "guardar"})
    assert kept.headers["Location"] == f"{url}?hecho=agregar&anio=2021#hecho"
    assert ends(exercise) > before
    day = NonWorkingDay.objects.get()
    page = Client().get(f"{url}?anio=2021").content.decode()
    assert "Periódico oficial 34" in page
    assert "Quitar" not in page
    away = f"{url}quitar/{day.uid}/"
    seen = office.post(away, {"reason": "Se trabajará"}).context["page"].seen
    assert office.post(away, {"reason": "Se trabajará", "visto": seen, "paso": "guardar"}).status_code == 302
    assert ends(exercise) == before
    assert "Se trabajará" in Client().get(url).content.decode()


@pytest.mark.covers("req:132")
def test_several_days_are_a_closure_and_what_is_wrong_is_told_beside_its_field(
    exercise: Exercise, by: Person, enter: Enter
) -> None:
    office, url = enter(by), f"{url_of(exercise)}agregar/"
    for wrong, field in (
        ({"first": "2021-08-01"}, "first"),
        ({"last": "2021-07-01"}, "last"),
        ({"source": ""}, "source"),
    ):
        refused = office.post(url, {**FAIR, **wrong})
        assert refused.status_code == 422
        assert [each.field for each in refused.context["page"].errors] == [field]
        assert 'value="Feria"' in refused.content.decode()
    weeks = {**FAIR, "first": "2027-12-20", "last": "2028-01-04"}
    told = office.post(url, weeks)
    assert "1 ruta cuenta con estos días y ninguna de sus fechas se mueve." in told.content.decode()
    office.post(url, {**weeks, "visto": told.context["page"].seen, "paso": "guardar"})
    assert Closure.objects.get().last_on == date(2028, 1, 4)


@pytest.mark.covers("req:128")
def test_the_office_of_another_place_keeps_no_day_of_this_one(exercise: Exercise, enter: Enter) -> None:
    other = builders.secretariat(builders.exercise("jalisco", jurisdiction=builders.place("Jalisco")))
    url = url_of(exercise)
    assert enter(other).post(f"{url}agregar/", FAIR).status_code == 403
    assert Client().post(f"{url}agregar/", FAIR).headers["Location"].startswith("/entrar/")
    assert enter(other).get(url).status_code == 200
    assert enter(builders.administrator()).get(f"{url}agregar/").status_code == 200


@pytest.mark.covers("req:131", "req:132")
def test_the_official_days_of_the_rule_pack_are_loaded_once(enter: Enter) -> None:
    exercise = builders.exercise("jalisco", pack="jalisco-2019", jurisdiction=builders.place("Jalisco"))
    office, url = enter(builders.secretariat(exercise)), f"{url_of(exercise)}cargar/?anio=2027"
    told = office.post(url, {"paso": "ver"})
    assert "28 de septiembre de 2027" in told.content.decode()
    assert "sin verificar" in told.content.decode()
    seen = told.context["page"].seen
    assert office.post(url, {"paso": "guardar", "visto": seen}).status_code == 302
    assert NonWorkingDay.objects.filter(day_on=date(2027, 9, 28), source__contains="artículo 38").exists()
    assert "No falta ninguno" in office.get(url).content.decode()


def test_the_page_costs_the_same_with_more_days(exercise: Exercise, by: Person, enter: Enter) -> None:
    office, url = enter(by), f"{url_of(exercise)}?anio=2027"

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert office.get(url).status_code == 200
        return len(asked)

    said: dict[str, Any] = {"jurisdiction": exercise.jurisdiction, "source": "Gaceta", "by": by, "at": builders.NOW}
    add_non_working_day(day_on=date(2027, 6, 1), name="Una", **said)
    add_closure(first_on=date(2027, 7, 5), last_on=date(2027, 7, 6), name="Uno", **said)
    few = cost()
    days = [date(2027, 1, 4) + timedelta(days=each) for each in range(150)]
    NonWorkingDay.objects.bulk_create(
        NonWorkingDay(jurisdiction=exercise.jurisdiction, day_on=day, name="x", source="x")
        for day in days
        if day.day != 1
    )
    assert cost() == few
