"""Findings of the last check, by severity, each with where it is and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from tequio.audit.models import Event
from tequio.calls.models import Mechanism
from tequio.checks.models import CheckRun, Override, Severity, StoredFinding
from tequio.commitments.models import Commitment
from tequio.exercises.queries import ExerciseHeader
from tequio.web.pages import Crumb, Download
from tequio.workplans.models import WorkPlan

LIMIT = 200
#: what the rules read; and how far back the record is read to see whether any of it changed after they did
READ_BY_RULES = ("commitments.", "workplans.", "calls.", "exercises.exercise_described", "exercises.stages_defined")
BACK = 200


@dataclass(frozen=True, slots=True)
class FindingShown:
    """``excuse`` is the public reason of who took responsibility for it."""

    code: str
    severity: str
    label: str
    message: str
    where: str
    citation: str
    requirement: int | None
    url: str
    excuse: str


@dataclass(frozen=True, slots=True)
class SeverityCount:
    key: str
    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FindingsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    ran_on: date | None
    pack: str
    counts: tuple[SeverityCount, ...]
    findings: tuple[FindingShown, ...]
    total: int
    shown: int
    severity: str
    #: changes after the check, ``BACK`` at most
    changed: int = 0
    downloads: tuple[Download, ...] = ()


def last_run(exercise: ExerciseHeader) -> CheckRun | None:
    return CheckRun.objects.filter(exercise=exercise.id).order_by("-run_at", "-id").first()


def counts_of(run: CheckRun | None) -> dict[str, int]:
    if run is None:
        return {}
    return dict(StoredFinding.objects.filter(run=run.pk).values_list("severity").annotate(n=Count("id")))


def findings_page(exercise: ExerciseHeader, severity: str) -> FindingsPage:
    run = last_run(exercise)
    counts = counts_of(run)
    total = sum(counts.values())
    severity = severity if severity in Severity.values else ""
    found = findings_of(run, severity) if run else []
    places = places_of(exercise, {each.subject_uid for each in found if each.subject_uid})
    excuses = dict(
        Override.objects.filter(exercise=exercise.id, withdrawn_at=None).values_list("fingerprint", "reason")
    )
    return FindingsPage(
        exercise=exercise,
        title=_("Hallazgos"),
        description=_("Lo que las reglas señalan en los documentos de %(name)s y qué hacer con cada cosa.")
        % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Hallazgos"))),
        ran_on=run.run_at.astimezone(exercise.zone).date() if run else None,
        pack=run.pack if run else exercise.pack,
        counts=severity_counts(exercise, counts, severity),
        findings=tuple(shown(each, exercise, places, excuses) for each in found),
        total=total,
        shown=len(found),
        severity=severity,
        changed=changed_since(exercise, run) if run else 0,
    )


def changed_since(exercise: ExerciseHeader, run: CheckRun) -> int:
    """One query, whatever the size of the record."""
    last = Event.objects.filter(exercise_uid=exercise.uid).order_by("-id").values_list("verb", "at")[:BACK]
    return sum(at > run.run_at and verb.startswith(READ_BY_RULES) for verb, at in last)


def findings_of(run: CheckRun, severity: str) -> list[StoredFinding]:
    rows = StoredFinding.objects.filter(run=run.pk)
    if severity:
        rows = rows.filter(severity=severity)
    order = Severity.values
    return sorted(rows.order_by("position")[:LIMIT], key=lambda each: order.index(each.severity))


def severity_counts(exercise: ExerciseHeader, counts: dict[str, int], chosen: str) -> tuple[SeverityCount, ...]:
    url = f"{exercise.url}hallazgos/"
    labels = {"error": _("Errores"), "warning": _("Advertencias"), "info": _("Para saber")}
    return tuple(
        SeverityCount(
            key, labels[key], counts.get(key, 0), url if key == chosen else f"{url}?gravedad={key}", key == chosen
        )
        for key in Severity.values
    )


def shown(
    each: StoredFinding, exercise: ExerciseHeader, places: dict[UUID, str], excuses: dict[str, str]
) -> FindingShown:
    return FindingShown(
        code=each.code,
        severity=each.severity,
        label=str(Severity(each.severity).label),
        message=each.message,
        where=each.where,
        citation=each.citation,
        requirement=each.requirement,
        url=places.get(each.subject_uid, "") if each.subject_uid else "",
        excuse=excuses.get(each.fingerprint, ""),
    )


def places_of(exercise: ExerciseHeader, uids: set[UUID]) -> dict[UUID, str]:
    """Where each subject is shown. Three queries."""
    found: dict[UUID, str] = {exercise.uid: exercise.url}
    for uid, number in Commitment.objects.filter(exercise=exercise.id, uid__in=uids).values_list("uid", "number"):
        found[uid] = f"{exercise.url}compromisos/{number}/"
    pages = {"route": "ruta/", "annual": "plan-anual/"}
    plans = WorkPlan.objects.filter(exercise=exercise.id, uid__in=uids).values_list("uid", "kind", "commitment__number")
    for uid, kind, number in plans:
        found[uid] = f"{exercise.url}{pages.get(kind) or f'compromisos/{number}/#plan'}"
    for uid in Mechanism.objects.filter(exercise=exercise.id, uid__in=uids).values_list("uid", flat=True):
        found[uid] = f"{exercise.url}dialogo/"
    return found
