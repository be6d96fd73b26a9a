"""docs/rules/workdays.md, executed; and what holds for every calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.core.refusals import Refusal
from tequio.core.workdays import Calendar, Closure, LocalDay, OutsideCalendar
from tests.worked_tables import worked_table

PAGE = "workdays.md"
MEXICO = Calendar()
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.covers("req:132")
@pytest.mark.parametrize(("day", "works", "why"), worked_table(PAGE, "days"))
def test_days(day: str, works: str, why: str) -> None:
    assert MEXICO.is_working(date.fromisoformat(day)) is (works == "sí")
    assert (MEXICO.why_closed(date.fromisoformat(day)) or "") == why


@pytest.mark.covers("case:T5")
@pytest.mark.parametrize(("start", "count", "end", "closed"), worked_table(PAGE, "terms"))
def test_terms(start: str, count: str, end: str, closed: str) -> None:
    first, _, last = closed.partition("..")
    closures = (Closure(date.fromisoformat(first), date.fromisoformat(last)),) if closed else ()
    assert Calendar(closures=closures).add(date.fromisoformat(start), int(count)) == date.fromisoformat(end)


@pytest.mark.parametrize(("first", "last", "count"), worked_table(PAGE, "counts"))
def test_counts(first: str, last: str, count: str) -> None:
    assert MEXICO.count(date.fromisoformat(first), date.fromisoformat(last)) == int(count)


def test_a_local_day_says_its_name_and_keeps_its_source() -> None:
    local = LocalDay(date(2021, 3, 25), "Fiesta patronal", "Acuerdo de cabildo 12/2021")
    calendar = Calendar(days=(local,))
    assert calendar.why_closed(local.day) == "Fiesta patronal"
    assert MEXICO.is_working(local.day)
    assert not calendar.is_working(local.day)
    assert calendar.days[0].source == "Acuerdo de cabildo 12/2021"


def test_without_statutory_days_only_weekends_are_closed() -> None:
    assert Calendar(country=None).is_working(date(2021, 9, 16))


def test_a_closure_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="termina"):
        Closure(date(2021, 8, 6), date(2021, 7, 26))


def test_days_beyond_the_calendar_are_refused_in_words() -> None:
    with pytest.raises(OutsideCalendar, match="2399"):
        MEXICO.add(date(2021, 1, 4), 10_000_000)


@settings(deadline=None)
@given(DAYS, st.integers(-3000, 3000))
def test_adding_and_counting_agree_with_walking(day: date, count: int) -> None:
    there = MEXICO.add(day, count)
    assert MEXICO.is_working(there)
    if count > 0:
        assert MEXICO.count(day + timedelta(days=1), there) == count
    elif count < 0:
        assert MEXICO.count(there, day - timedelta(days=1)) == -count


@settings(deadline=None)
@given(DAYS, st.integers(0, 60))
def test_count_is_the_number_of_working_days_met_on_the_way(day: date, length: int) -> None:
    walked = [day + timedelta(days=offset) for offset in range(length)]
    assert MEXICO.count(day, day + timedelta(days=length - 1)) == sum(MEXICO.is_working(each) for each in walked)
    assert all((MEXICO.why_closed(each) is None) is MEXICO.is_working(each) for each in walked)


@settings(deadline=None)
@given(DAYS)
def test_numbers_name_working_days(day: date) -> None:
    following = MEXICO.next_working(day)
    assert MEXICO.at(MEXICO.number(day)) == following >= day
    assert MEXICO.previous_working(day) <= day
    assert MEXICO.range(MEXICO.number(following), MEXICO.number(following)) == [following]


@settings(deadline=None)
@given(st.lists(DAYS, min_size=2, max_size=6))
def test_the_order_of_questions_does_not_matter(days: list[date]) -> None:
    asked = Calendar()
    for day in days:
        asked.number(day)
    fresh = Calendar()
    assert asked.number(days[0]) - asked.number(days[1]) == fresh.number(days[0]) - fresh.number(days[1])
