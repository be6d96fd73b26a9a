from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.checks import permissions
from tequio.checks.models import CheckRun, Override, StoredFinding
from tequio.core.reading.records import Reading
from tequio.core.refusals import Refusal
from tequio.core.rules import engine
from tequio.core.rules.findings import Finding
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise
from tequio.people.models import Person


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class NoSuchFinding(Refusal):
    code = "no-such-finding"


class AlreadyOverridden(Refusal):
    code = "already-overridden"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of the exercise and its plain records; ``parts`` are the things of a document with several commitments, in order."""

    kind: str
    uid: UUID
    reading: Reading
    parts: tuple[UUID, ...] = ()

    def uid_of(self, finding: Finding) -> UUID:
        match finding.path:
            case ("commitments", int(place), *_rest) if place < len(self.parts):
                return self.parts[place]
        return self.uid


def evaluate(records: Reading, pack: RulePack, *, today: date | None = None) -> tuple[Finding, ...]:
    """What a pack says of the records a room hands over."""
    return engine.evaluate(records, pack, today=today)


def fingerprint(subject: UUID, finding: Finding) -> str:
    """The same while nothing has changed; a message that names another value is another finding."""
    parts = [str(subject), finding.code, list(finding.path), finding.where, finding.message]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def run_checks(
    *, exercise: Exercise, subjects: Iterable[Subject], pack: RulePack, today: date, by: Person, at: datetime
) -> CheckRun:
    """One pass over everything given; earlier passes are replaced, the record keeps their counts."""
    if not permissions.can_run_checks(by, exercise, at):
        raise PermissionDenied(_("La revisión la corre la secretaría técnica."))
    CheckRun.objects.filter(exercise=exercise).delete()
    run = CheckRun.objects.create(exercise=exercise, pack=pack.name, run_at=at)
    found = {
        fingerprint(subject.uid, finding): (subject, finding)
        for subject in subjects
        for finding in evaluate(subject.reading, pack, today=today)
    }
    StoredFinding.objects.bulk_create(
        _row(run, mark, position, subject, finding)
        for position, (mark, (subject, finding)) in enumerate(found.items(), 1)
    )
    counts = Counter(finding.severity.value for _subject, finding in found.values())
    record(
        verb="checks.checks_run",
        subject_kind="exercise",
        subject_uid=exercise.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes={"pack": (None, pack.name), "counts": (None, dict(counts))},
    )
    return run


@transaction.atomic
def look_again(*, exercise: Exercise, subject: Subject, pack: RulePack, today: date, at: datetime) -> int:
    """What the last pass said of one thing, replaced; how many findings it has now. It follows a change and is part of it: the
    change is what the record tells."""
    last = CheckRun.objects.select_for_update().filter(exercise=exercise).order_by("-run_at", "-id").first()
    run = last or CheckRun.objects.create(exercise=exercise, pack=pack.name, run_at=at)
    run.findings.filter(subject_uid__in=(subject.uid, *subject.parts)).delete()
    found = {fingerprint(subject.uid, each): each for each in evaluate(subject.reading, pack, today=today)}
    first = (run.findings.aggregate(last=Max("position"))["last"] or 0) + 1
    StoredFinding.objects.bulk_create(
        _row(run, mark, position, subject, each) for position, (mark, each) in enumerate(found.items(), first)
    )
    return len(found)


def _row(run: CheckRun, mark: str, position: int, subject: Subject, finding: Finding) -> StoredFinding:
    return StoredFinding(
        run=run,
        subject_kind=subject.kind,
        subject_uid=subject.uid_of(finding),
        code=finding.code,
        requirement=finding.requirement,
        severity=finding.severity.value,
        message=finding.message,
        where=finding.where,
        citation=finding.citation,
        path=list(finding.path),
        fingerprint=mark,
        position=position,
    )


@transaction.atomic
def override_finding(*, exercise: Exercise, fingerprint: str, reason: str, by: Person, at: datetime) -> Override:
    """Somebody takes responsibility for a finding, with a reason anyone can read."""
    if not permissions.can_override_finding(by, exercise, at):
        raise PermissionDenied(_("Los hallazgos los responde la secretaría técnica."))
    if not reason.strip():
        raise NeedsAReason(_("Para dejar un hallazgo como está hay que decir por qué."))
    finding = StoredFinding.objects.filter(run__exercise=exercise, fingerprint=fingerprint).first()
    if finding is None:
        raise NoSuchFinding(_("Ese hallazgo ya no existe: la última revisión no lo encontró."))
    if Override.objects.filter(exercise=exercise, fingerprint=fingerprint, withdrawn_at__isnull=True).exists():
        raise AlreadyOverridden(_("Ese hallazgo ya tiene respuesta."))
    override = Override.objects.create(
        exercise=exercise, fingerprint=fingerprint, reason=reason, overridden_by=by, overridden_at=at
    )
    _note("finding_overridden", exercise, by, at, finding.code, reason)
    return override


@transaction.atomic
def withdraw_override(*, override: Override, by: Person, at: datetime) -> None:
    """The finding speaks again; what had been answered stays in the record."""
    if not permissions.can_override_finding(by, override.exercise, at):
        raise PermissionDenied(_("Los hallazgos los responde la secretaría técnica."))
    Override.objects.filter(pk=override.pk).update(withdrawn_at=at)
    override.withdrawn_at = at
    _note("override_withdrawn", override.exercise, by, at, override.fingerprint[:12], override.reason)


def _note(verb: str, exercise: Exercise, by: Person, at: datetime, finding: str, reason: str) -> None:
    record(
        verb=f"checks.{verb}",
        subject_kind="exercise",
        subject_uid=exercise.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes={"finding": (None, finding), "reason": (None, reason)},
    )
