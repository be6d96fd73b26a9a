"""The term of an administration ends: its exercise becomes something that is read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.archive import permissions
from tequio.archive.models import TermEnd
from tequio.audit.actions import record
from tequio.audit.closing import close_record, open_record
from tequio.bodies.models import Session, SessionStatus
from tequio.calls.models import Call
from tequio.core.refusals import Refusal
from tequio.exercises.actions import mark_archived, mark_status
from tequio.exercises.models import Exercise, Status
from tequio.people.models import Person


class NeedsAReason(Refusal):
    code = "needs-a-reason"
    field = "reason"


class NobodyReceives(Refusal):
    code = "nobody-receives"
    field = "receiver_post"


class TermHasEnded(Refusal):
    code = "term-has-ended"


class StillGoingOn(Refusal):
    code = "still-going-on"


class IsNotArchived(Refusal):
    code = "is-not-archived"


@transaction.atomic
def close_term(
    *,
    exercise: Exercise,
    reason: str,
    receiver_post: str,
    receiver_organisation: str,
    by: Person,
    at: datetime,
    act: str = "",
) -> TermEnd:
    """From here on everything of it is read and nothing is written. ``reason``, the receiver and ``act`` are public."""
    locked = locked_exercise(exercise)
    if not permissions.can_close_term(by, locked, at):
        raise PermissionDenied(_("El periodo lo cierra la administración del ejercicio."))
    if locked.status == Status.ARCHIVED:
        raise TermHasEnded(_("Este periodo ya se había cerrado."))
    said, post, organisation = (plain(each) for each in (reason, receiver_post, receiver_organisation))
    if not said:
        raise NeedsAReason(_("Escriba por qué se cierra: por ejemplo, el cambio de administración."))
    if not post or not organisation:
        raise NobodyReceives(_("Escriba qué puesto recibe y de qué institución."))
    _refuse_while_something_goes_on(locked, at)
    end = TermEnd.objects.create(
        exercise=locked,
        reason=said,
        act=plain(act)[:300],
        receiver_post=post[:300],
        receiver_organisation=organisation[:300],
        status_before=mark_archived(locked),
        closed_by=by,
        closed_at=at,
    )
    close_record(locked.uid, at)
    told = {"reason": (None, end.reason), "act": (None, end.act), "receives": (None, f"{post}, {organisation}")}
    note("term_closed", locked, by, at, {"status": (end.status_before, "archived"), **told})
    exercise.status = locked.status
    return end


@transaction.atomic
def reopen_term(*, exercise: Exercise, reason: str, by: Person, at: datetime) -> TermEnd:
    """What it was before it is again. ``reason`` is public."""
    locked = locked_exercise(exercise)
    if not permissions.can_reopen_term(by, locked, at):
        raise PermissionDenied(_("Un ejercicio archivado lo reabre su administración."))
    end = TermEnd.objects.filter(exercise=locked, reopened_at__isnull=True).first()
    if end is None:
        raise IsNotArchived(_("Este ejercicio no está archivado."))
    said = plain(reason)
    if not said:
        raise NeedsAReason(_("Escriba por qué se reabre."))
    end.reopened_by, end.reopened_at, end.reopen_reason = by, at, said
    end.save(update_fields=["reopened_by", "reopened_at", "reopen_reason"])
    open_record(locked.uid)
    mark_status(locked, end.status_before)
    note("term_reopened", locked, by, at, {"status": ("archived", end.status_before), "reason": (None, said)})
    exercise.status = locked.status
    return end


def locked_exercise(exercise: Exercise) -> Exercise:
    found = Exercise.objects.select_for_update(of=("self",)).select_related("jurisdiction")
    return found.get(pk=exercise.pk)


def _refuse_while_something_goes_on(exercise: Exercise, at: datetime) -> None:
    """Nobody may be left in the middle: of a session, or of a form that accepts what she writes."""
    if exercise.status == Status.DRAFT:
        raise StillGoingOn(_("Este ejercicio no se ha publicado: no hay nada que entregar."))
    if Session.objects.filter(exercise=exercise, status=SessionStatus.OPEN).exists():
        raise StillGoingOn(_("Hay una sesión en curso: conclúyala antes de cerrar el periodo."))
    if any(call.is_open(at) for call in Call.objects.filter(exercise=exercise, takes_applications=True)):
        raise StillGoingOn(_("Hay una convocatoria abierta: espere su cierre o declárela desierta."))


def plain(text: str) -> str:
    return " ".join(text.split())


def note(verb: str, exercise: Exercise, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"archive.{verb}",
        subject_kind="exercise",
        subject_uid=exercise.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )
