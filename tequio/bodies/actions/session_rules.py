"""What every verb of a session asks first, and what it writes in the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import session_permissions as permissions
from tequio.bodies.models import (
    Session,
    SessionStatus,
)
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Person


class BodyOfAnotherPlace(Refusal):
    code = "body-of-another-place"


class SessionIsFixed(Refusal):
    code = "session-fixed"


class SessionIsNotOpen(Refusal):
    code = "session-not-open"


class AgendaIsEmpty(Refusal):
    code = "agenda-empty"


class AgreementStaysOnTheAgenda(Refusal):
    code = "agreement-stays"


class ItemsArePending(Refusal):
    code = "items-pending"


class NotThisOutcome(Refusal):
    code = "not-this-outcome"


class NoQuorum(Refusal):
    code = "no-quorum"


def note(verb: str, session: Session, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="session",
        subject_uid=session.uid,
        exercise_uid=session.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


def refuse_unless_runs(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_run_session(by, exercise, at):
        raise PermissionDenied(
            _("Las sesiones las conduce la secretaría técnica de «%(name)s».") % {"name": exercise.name}
        )


def refuse_unless_prepares(by: Person, session: Session, at: datetime) -> None:
    if not permissions.can_prepare_session(by, session.body, session.exercise, at):
        raise PermissionDenied(_("Las sesiones las preparan la secretaría técnica y los enlaces del órgano."))


def locked(session: Session, *statuses: SessionStatus) -> None:
    """As the row is now, held until the end of the transaction; refuses unless it is in one of these."""
    found = Session.objects.select_for_update().values_list("status", flat=True).get(pk=session.pk)
    session.status = found
    if found in statuses:
        return
    if statuses == (SessionStatus.OPEN,):
        raise SessionIsNotOpen(_("Esto se hace durante la sesión: primero hay que abrirla."))
    raise SessionIsFixed(_("Esta sesión ya no admite ese cambio."))
