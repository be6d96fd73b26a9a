from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import add_seat, create_body, sessions
from tequio.bodies.actions.sessions import AfterTheTerm
from tequio.bodies.models import Session
from tequio.bodies.recurrence import Pace, rule_of
from tequio.exercises.models import Exercise
from tequio.meetings.actions import moments_of
from tequio.meetings.models import Series
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db
MEXICO = ZoneInfo("America/Mexico_City")
GIVEN = {"pace": "month_weekday", "day": "2019-11-18", "hour": "17:00", "ends": "", "until": "2020-02-29", "where": ""}


@pytest.fixture
def table() -> Council:
    return council()


def series_url(table: Council) -> str:
    return f"{url_of(table)}serie/"


@pytest.mark.parametrize(
    ("pace", "first", "days"),
    [
        (Pace.WEEK, date(2020, 1, 6), ["2020-01-06", "2020-01-13", "2020-01-20", "2020-01-27"]),
        (Pace.FORTNIGHT, date(2020, 1, 6), ["2020-01-06", "2020-01-20"]),
        (Pace.MONTH_WEEKDAY, date(2020, 1, 14), ["2020-01-14", "2020-02-11", "2020-03-10"]),
        (Pace.MONTH_WEEKDAY, date(2020, 1, 31), ["2020-01-31", "2020-02-28", "2020-03-27"]),
        (Pace.MONTH_DAY, date(2020, 1, 15), ["2020-01-15", "2020-02-15", "2020-03-15"]),
        (Pace.MONTH_DAY, date(2020, 1, 31), ["2020-01-31", "2020-02-29", "2020-03-31"]),
    ],
)
@pytest.mark.covers("req:106")
def test_each_pace_gives_the_days_that_people_mean(pace: str, first: date, days: list[str]) -> None:
    begins = datetime.combine(first, datetime.min.time(), MEXICO)
    last = date(2020, 3, 31) if "MONTH" in rule_of(pace, first) else date(2020, 1, 31)
    assert [each.date().isoformat() for each in moments_of(rule_of(pace, first), begins, last)] == days


@pytest.mark.covers("req:106")
def test_the_days_are_seen_with_what_they_clash_with_before_anything_is_stored(table: Council) -> None:
    local = datetime(2019, 12, 16, 16, 0, tzinfo=MEXICO)
    table.prepared(begins_at=local, place="Otro")
    shown = entered(table.clerk).post(series_url(table), GIVEN | {"paso": "ver"})
    days = {each.value: each for each in shown.context["page"].days}
    assert list(days) == ["2019-11-18", "2019-12-16", "2020-01-20", "2020-02-17"]
    assert "Es inhábil" in days["2019-11-18"].warnings[0]
    assert not days["2019-11-18"].marked
    assert "ya hay otra reunión" in days["2019-12-16"].warnings[0]
    assert days["2019-12-16"].marked
    assert days["2020-01-20"].warnings == ()
    assert Session.objects.count() == 1


@pytest.mark.covers("req:106")
def test_a_session_of_another_exercise_with_the_same_people_is_told(table: Council) -> None:
    other = builders.exercise("jalisco-2")
    council_2 = create_body(
        jurisdiction=table.body.jurisdiction,
        name="Consejo",
        kind="council",
        decision_level="advice",
        by=builders.administrator(),
        at=NOW,
    )
    shared = table.civil.person
    assert shared is not None
    add_seat(body=council_2, person=shared, role="titular", by=builders.administrator(), at=NOW)
    begins = datetime(2020, 1, 20, 18, 0, tzinfo=MEXICO)
    sessions.prepare_session(
        body=council_2,
        exercise=other,
        begins_at=begins,
        ends_at=begins + timedelta(hours=1),
        by=builders.secretariat(other),
        at=NOW,
    )
    shown = entered(table.clerk).post(series_url(table), GIVEN | {"paso": "ver"})
    told = {each.value: each.warnings for each in shown.context["page"].days}
    assert "comparte a 1 persona" in told["2020-01-20"][0]
    assert told["2019-12-16"] == ()


@pytest.mark.covers("req:106", "case:F10")
def test_the_marked_days_are_stored_once_however_often_it_is_pressed(table: Council) -> None:
    office, key = entered(table.clerk), str(uuid4())
    seen = "2019-11-18,2019-12-16,2020-01-20,2020-02-17"
    values: dict[str, Any] = GIVEN | {
        "paso": "guardar",
        "clave": key,
        "vistos": seen,
        "dia": ["2019-12-16", "2020-02-17"],
    }
    for _each in range(2):
        assert office.post(series_url(table), values).status_code == 302
    days = [each.meeting.day().isoformat() for each in Session.objects.order_by("meeting__begins_at")]
    assert days == ["2019-12-16", "2020-02-17"]
    assert set(Session.objects.values_list("status", flat=True)) == {"draft"}
    assert Series.objects.count() == 1


def test_what_was_not_seen_is_not_stored(table: Council) -> None:
    values: dict[str, Any] = GIVEN | {"paso": "guardar", "clave": str(uuid4()), "vistos": "2019-11-18", "dia": []}
    told = entered(table.clerk).post(series_url(table), values)
    assert told.status_code == 422
    assert "revíselas otra vez" in text(told)
    values["vistos"] = "2019-11-18,2019-12-16,2020-01-20,2020-02-17"
    assert "deje marcada al menos una" in text(entered(table.clerk).post(series_url(table), values))
    assert not Session.objects.exists()


@pytest.mark.covers("req:106")
def test_a_series_ends_with_the_term_at_the_latest(table: Council) -> None:
    Exercise.objects.filter(pk=table.exercise.pk).update(period_ends_on=date(2020, 1, 31))
    table.exercise.refresh_from_db()
    office = entered(table.clerk)
    assert 'value="2020-01-31"' in text(office.get(series_url(table)))
    with pytest.raises(AfterTheTerm):
        sessions.schedule_sessions(
            body=table.body,
            exercise=table.exercise,
            first_begins_at=NOW,
            lasts=timedelta(hours=1),
            rule="FREQ=MONTHLY",
            until_on=date(2020, 2, 1),
            by=table.clerk,
            at=NOW,
        )
    assert entered(table.stranger).get(series_url(table)).status_code == 403


def test_the_preview_costs_the_same_for_a_year_of_weeks(table: Council) -> None:
    office = entered(table.clerk)
    counted: list[int] = []
    for until in ("2020-01-13", "2021-10-31"):
        values = GIVEN | {"pace": "week", "until": until, "paso": "ver"}
        with CaptureQueriesContext(connection) as asked:
            shown = office.post(series_url(table), values)
        assert shown.status_code == 200
        counted.append(len(asked))
    assert len(shown.context["page"].days) > 100
    assert counted[1] <= counted[0] <= 25, counted
