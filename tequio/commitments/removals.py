"""Taking out a commitment that is still a draft, with its reason, and putting it back as it was."""

from __future__ import annotations

import json
from datetime import datetime

from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from tequio.commitments import permissions
from tequio.commitments.actions import note
from tequio.commitments.editing import locked, locked_exercise
from tequio.commitments.models import Commitment, CommitmentRemoval, Status
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.editing import HasEvidence
from tequio.workplans.models import WorkPlan
from tequio.workplans.removals import UNDO, refuse_unless_in_time, taken_with


class IsPublic(Refusal):
    code = "is-public"


def refuse_unless_keeper(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_create_commitment(by, exercise, at):
        raise PermissionDenied(_("Los compromisos los quita y los devuelve la secretaría técnica."))


@transaction.atomic
def remove_commitment(*, commitment: Commitment, reason: str, by: Person, at: datetime) -> CommitmentRemoval:
    """With its plan of work. What is public stays: it is in its address, in the data and in the record."""
    exercise = locked_exercise(commitment.exercise_id)
    refuse_unless_keeper(by, exercise, at)
    commitment = locked(commitment.pk)
    if commitment.status == Status.PUBLISHED:
        raise IsPublic(_("El compromiso ya es público: no se quita."))
    if not reason.strip():
        raise NeedsAReason(_("Diga por qué se quita."))
    plan, number, title = commitment.workplan, commitment.number, commitment.title
    try:
        rows = taken_with(commitment)
        Commitment.objects.filter(pk=commitment.pk).delete()
        rows = taken_with(plan) + rows
        WorkPlan.objects.filter(pk=plan.pk).delete()
    except ProtectedError as kept:
        raise HasEvidence(_("Ya tiene evidencia, o lo continúa otro compromiso: no se puede quitar.")) from kept
    CommitmentRemoval.objects.filter(exercise=exercise, removed_at__lt=at - UNDO).update(rows=[])
    removal = CommitmentRemoval.objects.create(
        exercise=exercise,
        number=number,
        title=title,
        reason=reason.strip(),
        rows=rows,
        removed_by=by,
        removed_at=at,
    )
    changes = {"title": (title, None), "number": (number, None), "reason": (None, reason.strip())}
    note("commitment_removed", commitment, by, at, changes)
    return removal


@transaction.atomic
def restore_commitment(*, removal: CommitmentRemoval, by: Person, at: datetime) -> None:
    """By anybody of the office; that it was taken out stays in the record. With another number where its own was taken meanwhile."""
    exercise = locked_exercise(removal.exercise_id)
    refuse_unless_keeper(by, exercise, at)
    removal = CommitmentRemoval.objects.get(pk=removal.pk)
    refuse_unless_in_time(removal, at)
    back = None
    for each in serializers.deserialize("json", json.dumps(removal.rows)):
        if isinstance(each.object, Commitment):
            back = each.object
            _make_room(back)
        each.save()
    CommitmentRemoval.objects.filter(pk=removal.pk).update(undone_at=at, rows=[])
    if back is not None:
        note("commitment_restored", back, by, at, {"title": (None, removal.title), "number": (None, back.number)})


def _make_room(commitment: Commitment) -> None:
    same = Commitment.objects.filter(exercise=commitment.exercise_id)
    if same.filter(number=commitment.number).exists():
        commitment.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
