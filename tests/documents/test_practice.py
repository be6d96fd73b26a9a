"""The practice exercise can be loaded on any day: its documents are read like any other and have no error."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tequio.core.dates import first_day, last_day
from tequio.core.reading import read
from tequio.core.reading.records import Kind, Reading
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Severity
from tequio.documents import practice
from tequio.formats import rulepack
from tequio.formats.opening import open_bytes

DAYS = [date(2026, 11, 21), date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 30)]
each_day = pytest.mark.parametrize("today", DAYS, ids=str)


def readings(today: date) -> dict[str, Reading]:
    return {name: read(open_bytes(content, name)) for name, content in practice.build(today)}


def test_the_same_day_gives_the_same_files() -> None:
    assert practice.build(DAYS[0]) == practice.build(DAYS[0])
    assert practice.build(DAYS[0]) != practice.build(DAYS[1])


@each_day
def test_each_document_is_recognised_and_has_no_error(today: date) -> None:
    pack = rulepack.load(rulepack.DEFAULT)
    found = readings(today)
    assert [reading.kind for reading in found.values()] == [
        Kind.CALL,
        Kind.ROUTE,
        Kind.COMMITMENT_SHEET,
        Kind.COMMITMENT_SHEET,
    ]
    for name, reading in found.items():
        errors = [finding for finding in evaluate(reading, pack) if finding.severity is Severity.ERROR]
        assert errors == [], name


@each_day
def test_there_is_a_call_open_today(today: date) -> None:
    call = readings(today)["convocatoria-practica.docx"].call
    assert call is not None
    assert call.opens_on is not None
    assert call.closes_on is not None
    opens, closes = first_day(call.opens_on), last_day(call.closes_on)
    assert opens is not None
    assert closes is not None
    assert opens <= today < closes


@each_day
def test_the_route_has_35_phases_with_durations_and_leads_to_the_signature(today: date) -> None:
    route = readings(today)["ruta-practica.xlsx"].route
    assert route is not None
    assert [phase.number for phase in route.phases] == list(range(1, 36))
    assert all(phase.duration for phase in route.phases)
    dates = [milestone.date.edtf for milestone in route.milestones if milestone.date]
    assert len(dates) == 3
    assert dates == sorted(str(each) for each in dates)
    assert all(date.fromisoformat(str(each)).weekday() < 5 for each in dates)


@each_day
def test_there_is_something_past_something_coming_and_something_to_define(today: date) -> None:
    activities = [
        activity
        for reading in readings(today).values()
        for commitment in reading.commitments
        for goal in commitment.goals
        for activity in goal.activities
    ]
    ends = [last_day(activity.date) for activity in activities if activity.date]
    assert sum(end is None for end in ends) == 2
    assert any(end is not None and end < today for end in ends)
    assert any(end is not None and today < end <= today + timedelta(days=40) for end in ends)


def test_it_comes_with_the_program_and_not_with_the_samples() -> None:
    """Without the repository around it, as installed from a wheel."""
    code = "from datetime import date; from tequio.documents import practice; print(len(practice.build(date(2026, 11, 21))))"
    root = Path(practice.__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd="/", env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "4"
