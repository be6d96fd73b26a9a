"""What every verb of an event asks first, and what it writes in the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.listening import permissions
from tequio.listening.models import Advice, Event, EventStatus
from tequio.people.models import Person


class EventIsFixed(Refusal):
    code = "event-fixed"


class SaySomething(Refusal):
    code = "say-something"


class NoSuchSector(Refusal):
    code = "no-such-sector"


def note(verb: str, about: Event | Advice, by: Person, at: datetime, **changes: tuple[Any, Any]) -> None:
    record(
        verb=f"listening.{verb}",
        subject_kind="event" if isinstance(about, Event) else "advice",
        subject_uid=about.uid,
        exercise_uid=about.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


def refuse_unless_organises(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_organise_event(by, exercise, at):
        raise PermissionDenied(_("Los eventos los organizan la secretaría técnica, quien facilita y los enlaces."))


def refuse_unless_runs(by: Person, event: Event, at: datetime) -> None:
    if not permissions.can_run_event(by, event.exercise, at):
        raise PermissionDenied(_("La asistencia y las relatorías las llevan la secretaría técnica y quien facilita."))


def locked(event: Event, *statuses: EventStatus) -> None:
    """As the row is now, held until the end of the transaction; refuses unless it is in one of these."""
    found = Event.objects.select_for_update().values_list("status", flat=True).get(pk=event.pk)
    event.status = found
    if found not in statuses:
        raise EventIsFixed(
            _("Este evento está en la situación «%(status)s» y ya no admite ese cambio.")
            % {"status": EventStatus(found).label}
        )
