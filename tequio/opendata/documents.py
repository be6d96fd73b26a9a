"""Outlines of what is public in an exercise, ready to be downloaded."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max

from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.commitments.outlines import commitment_outline
from tequio.core.outline import Outline
from tequio.documents import queries as issued
from tequio.documents.models import Kind as DocumentKind
from tequio.documents.rendering import Form
from tequio.exercises.queries import ExerciseHeader
from tequio.opendata.queries import public_plans
from tequio.opendata.routes import number_of, route_of
from tequio.workplans.models import Kind, WorkPlan
from tequio.workplans.outlines import dated_route_outline, workplan_outline

SAMPLE = "Documento de muestra. Las personas, los correos y los teléfonos son ficticios."


def commitment_file(exercise: ExerciseHeader, number: int, form: Form) -> bytes:
    """Raises Commitment.DoesNotExist also for one that is not published."""
    published = Commitment.objects.filter(exercise_id=exercise.id, status=CommitmentStatus.PUBLISHED)
    related = ("exercise", "workplan", "responsible__organisation", "responsible__person", "continues")
    commitment = published.select_related(*related).get(number=number)
    outline = commitment_as_outline(exercise, commitment)
    return issued.content_now(outline, form, kind=DocumentKind.COMMITMENT_SHEET.value, subject_uid=commitment.uid)


def commitment_as_outline(exercise: ExerciseHeader, commitment: Commitment) -> Outline:
    day = changed_on(exercise, commitment.uid, commitment.workplan.uid)
    return commitment_outline(commitment, foot=_foot(exercise), dated=day)


def workplan_file(exercise: ExerciseHeader, uid: UUID, form: Form) -> bytes:
    """Raises WorkPlan.DoesNotExist. A PDF, which nobody loads again, has the computed dates of the route."""
    plan: WorkPlan = public_plans(exercise).get(uid=uid)
    outline = workplan_as_outline(exercise, plan, computed=form is Form.PDF)
    return issued.content_now(outline, form, kind=kind_of(plan), subject_uid=plan.uid)


def kind_of(plan: WorkPlan) -> str:
    return (DocumentKind.ROUTE if plan.kind == Kind.ROUTE else DocumentKind.WORKPLAN).value


def workplan_as_outline(exercise: ExerciseHeader, plan: WorkPlan, *, computed: bool) -> Outline:
    foot, day = _foot(exercise), changed_on(exercise, plan.uid)
    if computed and plan.kind == Kind.ROUTE:
        data = route_of(exercise)
        rows = data.scheduled.rows
        spans = {
            number_of(each): (rows[each.pk].early_start, rows[each.pk].early_finish)
            for each in data.activities
            if each.pk in rows
        }
        return dated_route_outline(plan, spans, organisation=exercise.office, foot=foot, dated=day)
    return workplan_outline(plan, organisation=exercise.office, motto=exercise.motto, foot=foot, dated=day)


def changed_on(exercise: ExerciseHeader, *uids: UUID) -> date | None:
    """The day of the last change that the record tells of these things; to issue a document of one is not to change it."""
    changes = Event.objects.filter(subject_uid__in=uids).exclude(verb__startswith="documents.")
    last = changes.aggregate(at=Max("at"))["at"]
    return last.astimezone(exercise.zone).date() if last else None


def _foot(exercise: ExerciseHeader) -> str:
    return SAMPLE if exercise.is_sample else ""
