"""A document that was saved by mistake goes back to its review, with everything that came of it, while nobody has worked on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tequio.audit.models import Event
from tequio.calls.models import Call
from tequio.commitments.models import Commitment
from tequio.core.refusals import Refusal
from tequio.documents.models import Source
from tequio.imports.actions import Made, note, refuse_unless
from tequio.imports.checking import review_exercise
from tequio.imports.models import ImportJob, State
from tequio.people.models import Person
from tequio.workplans.models import WorkPlan

#: during which what was saved can be undone
UNDO = timedelta(hours=1)
UNDOABLE = ("commitment", "workplan", "call")


class TooLateToUndo(Refusal):
    code = "too-late-to-undo"


class AlreadyWorkedOn(Refusal):
    code = "already-worked-on"


def made_by(job: ImportJob) -> list[Made]:
    """The rows that came of it, none where it changed what was there already."""
    source = Source.objects.filter(exercise=job.exercise_id, file=job.file_id).first()
    return [(kind, UUID(uid)) for kind, uid in source.reading["made"]] if source else []


def can_be_undone(job: ImportJob, now: datetime) -> bool:
    """Whether the hour has not passed and the document made something of its own: a methodology describes what was there."""
    recent = job.state == State.LOADED and job.loaded_at is not None and now - job.loaded_at <= UNDO
    made = made_by(job) if recent and job.version_of is None else []
    return bool(made) and all(kind in UNDOABLE for kind, _uid in made)


@transaction.atomic
def undo_load(*, job: ImportJob, by: Person, at: datetime) -> None:
    """The document goes back to its review as it was confirmed; people and organisations of the directory stay. A second event: that
    it was saved stays in the record."""
    refuse_unless(job, by, at, State.LOADED)
    if not can_be_undone(job, at):
        raise TooLateToUndo(_("Ya no se puede deshacer: pasó una hora, o el documento cambió lo que ya había."))
    made = made_by(job)
    _take_out(job, made)
    Source.objects.filter(exercise=job.exercise_id, file=job.file_id).delete()
    job.state, job.confirmed_at, job.loaded_at = State.READ, None, None
    job.save(update_fields=["state", "confirmed_at", "loaded_at"])
    review_exercise(exercise=job.exercise, by=by, at=at)
    note("load_undone", job, by, at, {"state": ("loaded", "read"), "made": ([f"{k}:{u}" for k, u in made], None)})


def _take_out(job: ImportJob, made: list[Made]) -> None:
    uids = [uid for _kind, uid in made]
    commitments = Commitment.objects.select_for_update().filter(exercise=job.exercise_id, uid__in=uids)
    theirs = list(commitments.values_list("workplan_id", flat=True))
    plans = WorkPlan.objects.filter(exercise=job.exercise_id)
    plans = plans.filter(uid__in=uids) | plans.filter(pk__in=theirs)
    about = [*uids, *plans.values_list("uid", flat=True)]
    worked_on = AlreadyWorkedOn(
        _("Ya no se puede deshacer: alguien trabajó después sobre lo que se guardó. Corríjalo en su página.")
    )
    if Event.objects.filter(subject_uid__in=about, at__gt=job.loaded_at).exists():
        raise worked_on
    doomed = list(plans.values_list("pk", flat=True))
    try:
        commitments.delete()
        WorkPlan.objects.filter(pk__in=doomed).delete()
        Call.objects.filter(exercise=job.exercise_id, uid__in=uids).delete()
    except ProtectedError as kept:
        raise worked_on from kept
