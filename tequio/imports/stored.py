"""An exercise as it is stored → the same plain records a file gives, so that the same rules say the same of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from tequio.calls.hearing import subject_of
from tequio.calls.models import Call, Mechanism
from tequio.calls.models import Status as CallStatus
from tequio.calls.records import call_of
from tequio.checks.actions import Subject
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.commitments.records import commitment_of
from tequio.core.reading.document import Dropped
from tequio.core.reading.records import Kind, PlanHeader, Reading, Remark
from tequio.documents.models import Source
from tequio.exercises.models import Exercise
from tequio.exercises.records import methodology_of
from tequio.formats.reading_json import build
from tequio.workplans.models import Kind as PlanKind
from tequio.workplans.models import WorkPlan
from tequio.workplans.records import annual_plan_of, kind_of_record, route_of

COMMITMENT_WITH = ("workplan", "responsible__organisation", "responsible__person", "continues")


def subjects_of(exercise: Exercise) -> list[Subject]:
    """One for each document an exercise came from, with its rows as they are now, and one for each thing written here."""
    sources = list(Source.objects.filter(exercise=exercise).order_by("pk"))
    from_documents = [subject for source in sources for subject in _of_source(source, exercise)]
    told = {uid for subject in from_documents for uid in subject.parts}
    return [*from_documents, *(subject for subject in _written_here(exercise) if subject.uid not in told)]


def _of_source(source: Source, exercise: Exercise) -> Iterator[Subject]:
    made = [(kind, UUID(uid)) for kind, uid in source.reading["made"]]
    reading = Reading(
        kind=Kind(source.kind),
        name=source.reading["name"],
        text=source.text,
        header=build(PlanHeader, source.reading["header"]),
        dropped=tuple(build(Dropped, each) for each in source.reading["dropped"]),
        remarks=tuple(build(Remark, each) for each in source.reading["remarks"]),
        attachments=tuple(source.reading["attachments"]),
    )
    uids = tuple(uid for _kind, uid in made)
    filled = _filled(reading, uids, exercise)
    if filled is not None:
        yield Subject(made[0][0], uids[0], filled, uids)


def _filled(reading: Reading, uids: tuple[UUID, ...], exercise: Exercise) -> Reading | None:
    """The rows as they are now; None where nothing is left of the document."""
    match reading.kind:
        case Kind.COMMITMENT_SHEET:
            rows = Commitment.objects.filter(exercise=exercise, uid__in=uids).select_related(*COMMITMENT_WITH)
            sheets = sorted(rows, key=lambda row: uids.index(row.uid))
            return replace(reading, commitments=tuple(commitment_of(row) for row in sheets)) if sheets else None
        case Kind.ROUTE | Kind.ANNUAL_PLAN:
            plan = WorkPlan.objects.filter(exercise=exercise, uid__in=uids).first()
            return with_plan(reading, plan) if plan else None
        case Kind.CALL:
            call = Call.objects.filter(exercise=exercise, uid__in=uids).select_related("exercise__jurisdiction").first()
            return replace(reading, call=call_of(call)) if call else None
        case Kind.METHODOLOGY:
            return replace(reading, methodology=methodology_of(exercise))
    return None


def with_plan(reading: Reading, plan: WorkPlan) -> Reading:
    if plan.kind == PlanKind.ROUTE:
        return replace(reading, route=route_of(plan))
    return replace(reading, annual_plan=annual_plan_of(plan))


def _written_here(exercise: Exercise) -> Iterator[Subject]:
    """What no document brought and anyone can see: it has no text besides its records. Drafts are nobody else's business."""
    header = PlanHeader(exercise.name, exercise.ordinal, None, exercise.motto)
    published = Commitment.objects.filter(exercise=exercise, status=CommitmentStatus.PUBLISHED)
    for commitment in published.select_related(*COMMITMENT_WITH).order_by("number"):
        sheet = Reading(Kind.COMMITMENT_SHEET, header=header, commitments=(commitment_of(commitment),))
        yield Subject("commitment", commitment.uid, sheet, (commitment.uid,))
    for plan in WorkPlan.objects.filter(exercise=exercise).exclude(kind=PlanKind.COMMITMENT).order_by("pk"):
        empty = Reading(kind_of_record(plan), header=header)
        yield Subject("workplan", plan.uid, with_plan(empty, plan), (plan.uid,))
    calls = Call.objects.filter(exercise=exercise).exclude(status=CallStatus.DRAFT)
    for call in calls.select_related("exercise__jurisdiction").order_by("pk"):
        yield Subject("call", call.uid, Reading(Kind.CALL, header=header, call=call_of(call)), (call.uid,))
    for mechanism in Mechanism.objects.filter(exercise=exercise).select_related("exercise__jurisdiction"):
        yield subject_of(mechanism)
