from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.core.dates import FuzzyDate, Status, Style, from_edtf, parse
from tequio.people.models import Person
from tequio.places.actions import (
    UnknownTimeZone,
    add_closure,
    add_non_working_day,
    create_jurisdiction,
    remove_non_working_day,
)
from tequio.places.actions.days_off import (
    ClosureIsTooLong,
    DayIsAlreadyOff,
    DayIsFarAway,
    SayName,
    SaySource,
    SayWhy,
)
from tequio.places.fields import FuzzyDateField, from_text, to_text
from tequio.places.models import Closure, Jurisdiction, NonWorkingDay
from tequio.places.queries import local_calendar
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW


@pytest.mark.covers("req:132")
def test_a_place_keeps_its_own_time() -> None:
    """UTC−6 all year since 2022 in most of the country; the border and Quintana Roo keep theirs."""
    late = datetime(2026, 7, 2, 5, 30, tzinfo=UTC)
    assert builders.place("Durango", time_zone="America/Monterrey").today(late) == date(2026, 7, 1)
    assert builders.place("Baja California", time_zone="America/Tijuana").today(late) == date(2026, 7, 1)
    assert builders.place("Quintana Roo", time_zone="America/Cancun").today(late) == date(2026, 7, 2)


@pytest.mark.covers("req:128")
def test_it_is_recorded() -> None:
    place = builders.place("Yucatán")
    event = Event.objects.get(verb="places.jurisdiction_created", subject_uid=place.uid)
    assert event.actor_uid == builders.administrator().uid
    assert event.changes["name"] == [None, "Yucatán"]


def test_an_unknown_time_zone_is_refused() -> None:
    for zone in ("America/Durango", "../etc/passwd", ""):
        with pytest.raises(UnknownTimeZone):
            create_jurisdiction(level="state", name="X", time_zone=zone, by=builders.administrator(), at=NOW)


DAY = date(2021, 1, 1)
VERBS: dict[str, Callable[[Person, Jurisdiction], object]] = {
    "place": lambda by, where: create_jurisdiction(level="state", name="X", time_zone="America/Merida", by=by, at=NOW),
    "day": lambda by, where: add_non_working_day(jurisdiction=where, day_on=DAY, name="x", source="x", by=by, at=NOW),
    "closure": lambda by, where: add_closure(
        jurisdiction=where, first_on=DAY, last_on=DAY, name="x", source="x", by=by, at=NOW
    ),
}


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("verb", VERBS)
def test_only_the_administration_edits_places(verb: str) -> None:
    somebody, where = builders.person(), builders.place()
    with pytest.raises(PermissionDenied):
        VERBS[verb](somebody, where)


@pytest.mark.covers("req:132")
def test_a_municipality_rests_on_the_days_of_its_state_too() -> None:
    admin, state = builders.administrator(), builders.place()
    town = builders.place("Municipio", level="municipality", parent=state)
    where: dict[str, Any] = {"by": admin, "at": NOW}
    add_non_working_day(jurisdiction=state, day_on=date(2021, 6, 16), name="Día local", source="P. O. 12", **where)
    add_closure(
        jurisdiction=town,
        first_on=date(2021, 7, 26),
        last_on=date(2021, 8, 6),
        name="Vacaciones",
        source="Circular 3",
        **where,
    )
    found = local_calendar(town)
    assert found.days == (date(2021, 6, 16),)
    assert found.closures == ((date(2021, 7, 26), date(2021, 8, 6)),)
    assert [source.rpartition(": ")[2] for source in found.sources] == ["Circular 3", "P. O. 12"]
    assert local_calendar(state).closures == ()


@pytest.mark.covers("req:132")
def test_a_day_off_says_where_it_was_published_and_is_not_one_already() -> None:
    where: dict[str, Any] = {"jurisdiction": builders.place(), "by": builders.administrator(), "at": NOW}
    said: dict[str, Any] = {"name": "Feria", "source": "Gaceta 3"}
    add_non_working_day(day_on=date(2021, 6, 16), **said, **where)
    for day, refusal in (
        (date(2021, 6, 16), DayIsAlreadyOff),
        (date(2021, 6, 19), DayIsAlreadyOff),
        (date(2021, 9, 16), DayIsAlreadyOff),
        (date(1921, 6, 16), DayIsFarAway),
    ):
        with pytest.raises(refusal):
            add_non_working_day(day_on=day, **said, **where)
    for missing, unsaid in (("name", SayName), ("source", SaySource)):
        with pytest.raises(unsaid):
            add_non_working_day(day_on=date(2021, 6, 17), **{**said, missing: " "}, **where)
    first = date(2021, 7, 1)
    for last in (date(2021, 6, 30), date(2022, 7, 1)):
        with pytest.raises(ClosureIsTooLong):
            add_closure(first_on=first, last_on=last, **said, **where)
    assert NonWorkingDay.objects.count() == 1


@pytest.mark.covers("req:132")
def test_a_day_is_worked_again_for_a_reason_that_stays_in_the_record() -> None:
    where: dict[str, Any] = {"by": builders.administrator(), "at": NOW}
    day = add_non_working_day(
        jurisdiction=builders.place(), day_on=date(2021, 6, 16), name="Feria", source="Gaceta 3", **where
    )
    with pytest.raises(SayWhy):
        remove_non_working_day(day=day, reason=" ", **where)
    for _each in ("once", "twice"):
        remove_non_working_day(day=day, reason="Se trabajará", **where)
    event = Event.objects.get(verb="places.non_working_day_removed")
    assert (event.changes["day_on"], event.changes["reason"]) == (["2021-06-16", None], [None, "Se trabajará"])
    assert local_calendar(builders.place()).days == ()


@pytest.mark.covers("req:132")
def test_a_day_off_is_written_once() -> None:
    where, day = builders.place(), date(2021, 6, 16)
    NonWorkingDay.objects.create(jurisdiction=where, day_on=day, name="a", source="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        NonWorkingDay.objects.create(jurisdiction=where, day_on=day, name="b", source="b")


@pytest.mark.covers("req:132")
def test_a_closure_does_not_end_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.create(
            jurisdiction=builders.place(), first_on=date(2021, 8, 6), last_on=date(2021, 8, 5), name="x", source="x"
        )


@pytest.mark.covers("req:131")
def test_a_code_of_inegi_names_one_place() -> None:
    Jurisdiction.objects.create(level="state", name="Jalisco", code="14")
    Jurisdiction.objects.create(level="municipality", name="Sin clave")
    Jurisdiction.objects.create(level="municipality", name="Tampoco")
    with pytest.raises(IntegrityError), transaction.atomic():
        Jurisdiction.objects.create(level="state", name="Otro", code="14")


DATES = [
    from_edtf("2019-09-05"),
    from_edtf("2021-11", inferred=True, source_text="NOV"),
    from_edtf("2021-09/2021-10"),
    FuzzyDate(Status.TO_BE_DEFINED, None, source_text="Por definir"),
    FuzzyDate(Status.EXACT, "2019-11-07", ambiguous=True, style=Style.NUMERIC, source_text="7/11/19"),
    parse("22 de Agosto del año 2019"),
]


@pytest.mark.covers("req:68", "req:86", "req:102", "req:103")
@pytest.mark.parametrize("value", DATES, ids=lambda value: value.source_text or str(value.edtf))
def test_a_date_is_stored_as_it_was_written(value: FuzzyDate) -> None:
    assert from_text(to_text(value)) == value
    field = FuzzyDateField()
    assert field.to_python(field.get_prep_value(value)) == value
    assert field.from_db_value(field.get_prep_value(value), None, None) == value


def test_no_date_is_not_a_date_to_be_defined() -> None:
    field = FuzzyDateField()
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None, None, None) is None


def test_a_column_with_something_else_says_so() -> None:
    for text in ("ayer", "{}", "[]"):
        with pytest.raises(ValidationError):
            FuzzyDateField().to_python(text)
