from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.checks import permissions
from tequio.checks.actions import (
    AlreadyOverridden,
    NeedsAReason,
    NoSuchFinding,
    Subject,
    fingerprint,
    override_finding,
    run_checks,
    withdraw_override,
)
from tequio.checks.models import CheckRun, Override, StoredFinding
from tequio.core.dates import from_edtf
from tequio.core.reading.records import Commitment, Kind, Reading
from tequio.exercises.models import Exercise
from tests import builders

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER
TODAY = date(2019, 10, 1)


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise()


def sheets(*spans: tuple[str, str]) -> Subject:
    """A document with several commitments; those of more than two years break the rule of requirement 13."""
    fields = frozenset({"title", "starts_on", "ends_on"})
    rows = tuple(
        Commitment(title="x", starts_on=from_edtf(first), ends_on=from_edtf(last), fields=fields)
        for first, last in spans
    )
    parts = tuple(uuid4() for _ in rows)
    return Subject("commitment", parts[0], Reading(Kind.COMMITMENT_SHEET, commitments=rows), parts)


def run(exercise: Exercise, *subjects: Subject) -> CheckRun:
    return run_checks(
        exercise=exercise,
        subjects=subjects,
        pack=builders.pack(),
        today=TODAY,
        by=builders.secretariat(exercise),
        at=NOW,
    )


LONG, SHORT = ("2019-08-22", "2022-08-22"), ("2019-08-22", "2020-08-22")


@pytest.mark.covers("req:13", "req:131")
def test_findings_are_stored_with_the_thing_they_are_about(exercise: Exercise) -> None:
    subject = sheets(SHORT, LONG)
    found = run(exercise, subject).findings.get(code="too-long-duration")
    assert (found.severity, found.requirement, found.subject_uid) == ("error", 13, subject.parts[1])
    assert found.path[:2] == ["commitments", 1]
    event = Event.objects.get(verb="checks.checks_run")
    assert event.changes["pack"] == [None, "jalisco-2019"]
    assert event.changes["counts"][1]["error"] == 1


def test_the_last_pass_replaces_the_one_before(exercise: Exercise) -> None:
    run(exercise, sheets(LONG))
    run(exercise, sheets(SHORT))
    assert CheckRun.objects.filter(exercise=exercise).count() == 1
    assert not StoredFinding.objects.filter(code="too-long-duration").exists()


@pytest.mark.covers("req:37")
def test_an_answered_finding_stays_answered_while_nothing_changes(exercise: Exercise) -> None:
    by, subject = builders.secretariat(exercise), sheets(LONG)
    found = run(exercise, subject).findings.get(code="too-long-duration")
    with pytest.raises(NeedsAReason):
        override_finding(exercise=exercise, fingerprint=found.fingerprint, reason=" ", by=by, at=NOW)
    with pytest.raises(NoSuchFinding):
        override_finding(exercise=exercise, fingerprint="f" * 64, reason="x", by=by, at=NOW)
    answer = override_finding(exercise=exercise, fingerprint=found.fingerprint, reason="Acta 4", by=by, at=NOW)
    with pytest.raises(AlreadyOverridden):
        override_finding(exercise=exercise, fingerprint=found.fingerprint, reason="x", by=by, at=NOW)
    again = run(exercise, subject).findings.get(code="too-long-duration")
    assert again.fingerprint == answer.fingerprint
    withdraw_override(override=answer, by=by, at=LATER)
    override_finding(exercise=exercise, fingerprint=found.fingerprint, reason="Acta 5", by=by, at=LATER)
    told = list(
        Event.objects.filter(verb__in=["checks.finding_overridden", "checks.override_withdrawn"]).order_by("pk")
    )
    assert [event.changes["reason"][1] for event in told] == ["Acta 4", "Acta 4", "Acta 5"]


def test_a_finding_about_another_value_is_another_finding(exercise: Exercise) -> None:
    subject = sheets(LONG)
    first = run(exercise, subject).findings.get(code="too-long-duration").fingerprint
    other = sheets(LONG)
    assert run(exercise, other).findings.get(code="too-long-duration").fingerprint != first
    from tequio.checks.actions import evaluate

    [finding] = [one for one in evaluate(subject.reading, builders.pack()) if one.code == "too-long-duration"]
    assert fingerprint(subject.uid, finding) != fingerprint(other.uid, finding)


@pytest.mark.covers("req:37")
def test_what_the_database_keeps_of_findings_and_answers(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    found = run(exercise, sheets(LONG)).findings.get(code="too-long-duration")
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFinding.objects.create(
            run=found.run, code="x", severity="info", message="x", fingerprint=found.fingerprint, position=99
        )
    answer = {"exercise": exercise, "fingerprint": found.fingerprint, "overridden_by": by, "overridden_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(**answer, reason="")
    Override.objects.create(**answer, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(**answer, reason="y")


@pytest.mark.covers("req:37")
@pytest.mark.parametrize(("who", "may"), [("secretariat", True), ("administrator", False), ("anybody", False)])
def test_who_runs_and_answers(who: str, may: bool, exercise: Exercise) -> None:
    by = {
        "secretariat": lambda: builders.secretariat(exercise),
        "administrator": builders.administrator,
        "anybody": builders.person,
    }[who]()
    assert permissions.can_run_checks(by, exercise, NOW) is may
    assert permissions.can_override_finding(by, exercise, NOW) is may
    if may:
        return
    found = run(exercise, sheets(LONG)).findings.get(code="too-long-duration")
    clerk = builders.secretariat(exercise)
    answer = override_finding(exercise=exercise, fingerprint=found.fingerprint, reason="x", by=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        run_checks(exercise=exercise, subjects=[], pack=builders.pack(), today=TODAY, by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        override_finding(exercise=exercise, fingerprint=found.fingerprint, reason="x", by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_override(override=answer, by=by, at=NOW)
