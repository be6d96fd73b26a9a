"""An activity that repeats: its rule, its days before they are stored, a day that is cancelled, and the calendar that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import icalendar
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.models import Activity, Series
from tequio.workplans.recurring import (
    Every,
    RepeatsWrong,
    days_of,
    days_of_series,
    end_series,
    outside,
    proposed_days,
    repeat_activity,
    rule_of,
    skip_day,
)
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
Enter = Callable[[Person | None], Client]
NOW, LATER = builders.NOW, builders.LATER
DECEMBER, JUNE = date(2021, 12, 6), date(2022, 6, 30)


@pytest.fixture
def council() -> Exercise:
    """A municipality until September 2024, with the year of its office."""
    made = builders.exercise(
        "municipio", kind="municipal", jurisdiction=builders.place("Municipio", level="municipality")
    )
    Exercise.objects.filter(pk=made.pk).update(period_starts_on=date(2021, 10, 1), period_ends_on=date(2024, 9, 30))
    made.refresh_from_db()
    return made


@pytest.fixture
def activity(council: Exercise) -> Activity:
    plan = builders.workplan(council, "annual", "Plan anual")
    return builders.activity(plan, "Reuniones cada mes de seguimiento", ends="2021-12")


def repeated(activity: Activity, **options: Any) -> Series:
    clerk = builders.secretariat(activity.workplan.exercise)
    values: dict[str, Any] = {
        "every": "month",
        "first": DECEMBER,
        "until": JUNE,
        "key": uuid4(),
        "by": clerk,
        "at": NOW,
    }
    return repeat_activity(activity=activity, **{**values, **options})


@pytest.mark.covers("req:106")
@pytest.mark.parametrize(
    ("every", "first", "until", "days"),
    [
        ("month", date(2021, 12, 6), date(2022, 3, 6), ["2021-12-06", "2022-01-06", "2022-02-06", "2022-03-06"]),
        ("month", date(2022, 1, 31), date(2022, 4, 30), ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]),
        ("month", date(2024, 1, 30), date(2024, 3, 30), ["2024-01-30", "2024-02-29", "2024-03-30"]),
        ("two-months", date(2021, 12, 6), date(2022, 4, 30), ["2021-12-06", "2022-02-06", "2022-04-06"]),
        ("three-months", date(2021, 11, 30), date(2022, 3, 1), ["2021-11-30", "2022-02-28"]),
        ("two-weeks", date(2021, 12, 27), date(2022, 1, 25), ["2021-12-27", "2022-01-10", "2022-01-24"]),
        ("year", date(2024, 2, 29), date(2026, 3, 1), ["2024-02-29", "2025-02-28", "2026-02-28"]),
    ],
)
def test_the_days_of_a_rule(every: str, first: date, until: date, days: list[str]) -> None:
    assert [day.isoformat() for day in days_of(rule_of(Every(every), first), first, until)] == days


@pytest.mark.covers("req:106")
def test_monthly_until_the_end_of_the_term_and_no_further(activity: Activity) -> None:
    series = repeated(activity, until=date(2024, 9, 30))
    assert len(days_of_series(series)) == 34
    assert Event.objects.get(verb="workplans.series_added").changes["days"] == [None, 34]
    with pytest.raises(RepeatsWrong, match="El periodo termina el 30 de septiembre de 2024") as refused:
        repeated(activity, until=date(2024, 10, 1))
    assert refused.value.field == "hasta"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"every": "siempre"}, "cada"), ({"until": date(2021, 12, 5)}, "hasta"), ({"until": DECEMBER}, "hasta")],
)
def test_what_does_not_repeat_is_refused_at_its_field(activity: Activity, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RepeatsWrong) as refused:
        repeated(activity, **wrong)
    assert refused.value.field == field
    assert not Series.objects.exists()


@pytest.mark.covers("req:106")
def test_the_conflict_with_the_dates_of_the_plan_is_counted(activity: Activity) -> None:
    _rule, days = proposed_days(activity.workplan, "month", DECEMBER, JUNE)
    assert (len(days), outside(activity, days)) == (7, 6)


@pytest.mark.covers("case:F10")
def test_a_double_click_makes_one_series(activity: Activity) -> None:
    key = uuid4()
    assert repeated(activity, key=key) == repeated(activity, key=key)
    assert Series.objects.count() == 1
    assert Event.objects.filter(verb="workplans.series_added").count() == 1


def test_a_day_is_cancelled_once_with_its_reason_and_the_others_stay(activity: Activity) -> None:
    series, clerk = repeated(activity), builders.secretariat(activity.workplan.exercise)
    with pytest.raises(NeedsAReason):
        skip_day(series=series, day=date(2022, 1, 6), reason=" ", by=clerk, at=LATER)
    skip_day(series=series, day=date(2022, 1, 6), reason="Es día de Reyes", by=clerk, at=LATER)
    for wrong in (date(2022, 1, 6), date(2022, 1, 7)):
        with pytest.raises(RepeatsWrong):
            skip_day(series=series, day=wrong, reason="Otra vez", by=clerk, at=LATER)
    series.refresh_from_db()
    assert len(days_of_series(series)) == 6
    event = Event.objects.get(verb="workplans.meeting_skipped")
    assert (event.subject_uid, event.changes["reason"]) == (activity.uid, [None, "Es día de Reyes"])


def test_it_ends_once_with_its_reason(activity: Activity) -> None:
    series, clerk = repeated(activity), builders.secretariat(activity.workplan.exercise)
    with pytest.raises(NeedsAReason):
        end_series(series=series, reason="", by=clerk, at=LATER)
    end_series(series=series, reason="El comité se disolvió", by=clerk, at=LATER)
    with pytest.raises(RepeatsWrong):
        end_series(series=series, reason="Otra vez", by=clerk, at=LATER)
    with pytest.raises(RepeatsWrong):
        skip_day(series=series, day=DECEMBER, reason="x", by=clerk, at=LATER)


def test_only_who_drafts_the_plan(activity: Activity) -> None:
    series, stranger = repeated(activity), builders.person()
    with pytest.raises(PermissionDenied):
        repeated(activity, by=stranger)
    with pytest.raises(PermissionDenied):
        skip_day(series=series, day=DECEMBER, reason="x", by=stranger, at=LATER)
    with pytest.raises(PermissionDenied):
        end_series(series=series, reason="x", by=stranger, at=LATER)


# ---- the calendar ---------------------------------------------------------------------------------------------------


def calendar_of(activity: Activity) -> bytes:
    slug = activity.workplan.exercise.slug
    response: Any = Client().get(f"/{slug}/calendario.ics")
    content: bytes = response.getvalue()
    return content


def event_of(series: Series, content: bytes) -> Any:
    found = [
        each for each in icalendar.Calendar.from_ical(content).walk("VEVENT") if str(series.uid) in str(each["uid"])
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.covers("exp:10", "req:106")
def test_a_calendar_program_is_given_the_rule_and_what_is_not_held(activity: Activity) -> None:
    series, clerk = repeated(activity), builders.secretariat(activity.workplan.exercise)
    before = event_of(series, calendar_of(activity))
    assert before["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20220630"
    assert before["dtstart"].dt == DECEMBER
    assert before.get("exdate") is None
    assert calendar_of(activity) == calendar_of(activity)
    skip_day(series=series, day=date(2022, 1, 6), reason="Es día de Reyes", by=clerk, at=LATER)
    content = calendar_of(activity)
    after = event_of(series, content)
    assert b"EXDATE;VALUE=DATE:20220106" in content
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    end_series(series=series, reason="Ya no hace falta", by=clerk, at=LATER)
    ended = event_of(series, calendar_of(activity))
    assert (ended["status"], ended["summary"]) == ("CANCELLED", "Cancelada: Reuniones cada mes de seguimiento")


@pytest.mark.covers("exp:10")
def test_a_rule_on_the_last_days_of_a_month_is_read_as_it_was_meant(activity: Activity) -> None:
    series = repeated(activity, first=date(2022, 1, 31))
    rule = event_of(series, calendar_of(activity))["rrule"].to_ical().decode()
    assert set(rule.split(";")) == {"FREQ=MONTHLY", "UNTIL=20220630", "BYMONTHDAY=28,29,30,31", "BYSETPOS=-1"}


# ---- the page -------------------------------------------------------------------------------------------------------


def page_of(activity: Activity) -> str:
    return f"/municipio/plan-anual/editar/actividades/{activity.uid}/repetir/"


FORM = {"cada": "month", "desde": "06/12/2021", "hasta": "30 jun 2022"}


@pytest.mark.covers("req:106")
def test_the_days_are_seen_before_they_are_stored(activity: Activity, enter: Enter) -> None:
    browser = enter(builders.secretariat(activity.workplan.exercise))
    first = browser.get(page_of(activity)).content.decode()
    assert 'value="30/09/2024"' in first
    assert "Todavía no se repite" in first
    shown = browser.post(page_of(activity), {**FORM, "paso": "ver"}).content.decode()
    assert "Ocurriría 7 veces" in shown
    assert "6 de enero de 2022" in shown
    assert "6 fechas quedan fuera de las que el plan da a esta actividad" in shown
    assert not Series.objects.exists()
    found = re.search(r'name="clave" value="([^"]+)"', shown)
    assert found
    for _press in range(2):
        answer = browser.post(page_of(activity), {**FORM, "clave": found[1], "paso": "guardar"})
        assert answer.status_code == 302
    series = Series.objects.get()
    listed = browser.get(page_of(activity)).content.decode()
    assert "Cada mes" in listed
    answer = browser.post(page_of(activity), {"paso": f"saltar:{series.uid}", "dia": "2022-01-06", "motivo": "Reyes"})
    assert answer.status_code == 302
    assert "Fechas canceladas: 6 de enero de 2022" in browser.get(page_of(activity)).content.decode()


@pytest.mark.covers("exp:26")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"desde": "diciembre"}, "desde"),
        ({"desde": ""}, "desde"),
        ({"hasta": "31/02/2022"}, "hasta"),
        ({"hasta": "01/01/2030"}, "hasta"),
        ({"cada": "nunca"}, "cada"),
    ],
)
def test_a_wrong_form_is_told_at_its_field_and_kept(
    activity: Activity, enter: Enter, wrong: dict[str, str], field: str
) -> None:
    browser = enter(builders.secretariat(activity.workplan.exercise))
    answer = browser.post(page_of(activity), {**FORM, **wrong, "paso": "guardar"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert f'href="#{field}"' in page
    for name, typed in {**FORM, **wrong}.items():
        assert name == "cada" or f'value="{typed}"' in page
    assert not Series.objects.exists()


def test_who_may_not_draft_reads_why_and_a_goal_does_not_repeat(activity: Activity, enter: Enter) -> None:
    assert enter(builders.person()).get(page_of(activity)).status_code == 403
    goal = builders.goal(activity.workplan, "Informe")
    browser = enter(builders.secretariat(activity.workplan.exercise))
    assert browser.get(page_of(activity).replace(str(activity.uid), str(goal.uid))).status_code == 404
    other = repeated(builders.activity(activity.workplan, "Otra"))
    step = {"paso": f"terminar:{other.uid}", "motivo": "x"}
    assert browser.post(page_of(activity), step).status_code == 404


@pytest.mark.covers("req:106")
def test_the_public_plan_says_until_when_it_repeats_and_which_comes_next(activity: Activity) -> None:
    series = repeated(activity, first=date(2019, 10, 7), until=date(2020, 3, 31))
    page = Client().get("/municipio/plan-anual/").content.decode()
    assert "Cada mes, hasta el 31 de marzo de 2020. La siguiente: 7 de octubre de 2019." in page
    clerk = builders.secretariat(activity.workplan.exercise)
    skip_day(series=series, day=date(2019, 10, 7), reason="Es inhábil", by=clerk, at=LATER)
    assert "La siguiente: 7 de noviembre de 2019." in Client().get("/municipio/plan-anual/").content.decode()
    end_series(series=series, reason="Ya no", by=clerk, at=LATER)
    assert "Cada mes, hasta" not in Client().get("/municipio/plan-anual/").content.decode()


@pytest.mark.covers("req:106")
def test_the_table_refuses_a_series_that_ends_before_it_begins(activity: Activity) -> None:
    repeated(activity, first=date(2019, 10, 7), until=date(2020, 3, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.update(until_on=date(2019, 10, 6))
