"""Versions of a document that were given out with a folio: frozen, one after the other, each with its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.core.outline import Outline
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.models import Kind as DocumentKind
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.opendata.documents import commitment_as_outline, kind_of, workplan_as_outline
from tequio.opendata.queries import public_plans
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.models import WorkPlan

#: versions told one by one; the older keep their addresses
MOST = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What the versions are of: a commitment that was published, or a plan that anybody sees. ``url``: its page."""

    kind: str
    subject_kind: str
    uid: UUID
    title: str
    url: str
    thing: Commitment | WorkPlan


@dataclass(frozen=True, slots=True)
class VersionShown:
    number: int
    folio: str
    sha256: str
    form: str
    url: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class VersionsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    subject: Subject
    url: str
    versions: tuple[VersionShown, ...]
    may_issue: bool
    office: str
    form: str
    issued: bool = False
    errors: tuple[FormError, ...] = ()


def subject_of(exercise: ExerciseHeader, uid: UUID) -> Subject | None:
    published = Commitment.objects.filter(exercise_id=exercise.id, status=CommitmentStatus.PUBLISHED, uid=uid)
    related = ("exercise", "workplan", "responsible__organisation", "responsible__person", "continues")
    commitment = published.select_related(*related).first()
    if commitment is not None:
        url = f"{exercise.url}compromisos/{commitment.number}/"
        kind = DocumentKind.COMMITMENT_SHEET.value
        return Subject(kind, "commitment", uid, commitment.title, url, commitment)
    plan: WorkPlan | None = public_plans(exercise).exclude(kind="commitment").filter(uid=uid).first()
    if plan is None:
        return None
    url = f"{exercise.url}ruta/" if plan.kind == "route" else f"{exercise.url}plan-anual/"
    return Subject(kind_of(plan), "workplan", uid, plan.title, url, plan)


def outline_of(exercise: ExerciseHeader, subject: Subject) -> Outline:
    if isinstance(subject.thing, Commitment):
        return commitment_as_outline(exercise, subject.thing)
    return workplan_as_outline(exercise, subject.thing, computed=False)


def issue_version(
    *, exercise: ExerciseHeader, subject: Subject, form: Form, office: str, by: Person, at: datetime
) -> Issued:
    """What the page says today, with the next folio of the office. Who may is asked by ``issue_outline``."""
    return issue_outline(
        outline=outline_of(exercise, subject),
        form=form,
        exercise=Exercise.objects.select_related("jurisdiction").get(pk=exercise.id),
        kind=subject.kind,
        subject_kind=subject.subject_kind,
        subject_uid=subject.uid,
        office=office,
        by=by,
        at=at,
    )


def versions_page(
    exercise: ExerciseHeader,
    subject: Subject,
    *,
    may_issue: bool,
    issued: bool = False,
    office: str | None = None,
    form: str = "",
    errors: tuple[FormError, ...] = (),
) -> VersionsPage:
    """Two queries."""
    rows = Issued.objects.filter(kind=subject.kind, subject_uid=subject.uid).select_related("series", "file")
    return VersionsPage(
        exercise=exercise,
        title=_("Versiones con folio"),
        description=_("Cada versión queda como se emitió: no se cambia ni se quita, sólo la sustituye otra."),
        crumbs=(
            Crumb(_("Inicio"), "/"),
            Crumb(exercise.name, exercise.url),
            Crumb(subject.title, subject.url),
            Crumb(_("Versiones")),
        ),
        subject=subject,
        url=address_of(exercise, subject.uid),
        versions=tuple(shown(exercise, row) for row in rows.order_by("-version")[:MOST]),
        may_issue=may_issue,
        office=office_before(exercise) if office is None else office,
        form=form or Form.PDF.value,
        issued=issued,
        errors=errors,
    )


def address_of(exercise: ExerciseHeader, uid: UUID) -> str:
    return f"{exercise.url}documentos/{uid}/"


def shown(exercise: ExerciseHeader, row: Issued) -> VersionShown:
    form = row.file.original_name.rpartition(".")[2]
    return VersionShown(
        number=row.version,
        folio=row.folio,
        sha256=row.sha256,
        form=form,
        url=f"{address_of(exercise, row.subject_uid)}{row.version}.{form}",
        issued_at=row.issued_at.astimezone(exercise.zone),
    )


def office_before(exercise: ExerciseHeader) -> str:
    """The one of the last folio of the exercise; nobody types it twice."""
    last = Issued.objects.filter(exercise=exercise.id).select_related("series").order_by("-pk").first()
    return last.series.office if last else ""


def find_version(exercise: ExerciseHeader, uid: UUID, number: int, form: str) -> Issued | None:
    """Of something that is public still."""
    subject = subject_of(exercise, uid)
    if subject is None:
        return None
    rows = Issued.objects.filter(kind=subject.kind, subject_uid=uid, version=number).select_related("file")
    found = rows.first()
    return found if found and found.file.original_name.endswith(f".{form}") else None
