"""Who comes into the rooms behind a session: whoever prepares it, and of those who conducts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.bodies.models import Session
from tequio.bodies.session_permissions import can_read_session, can_run_session
from tequio.bodies.views.sessions import header_of, session_in
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """A session, and who stands at its table. ``conducts``: the secretaría técnica; an enlace only prepares; the auditor does
    neither and reads."""

    exercise: ExerciseHeader
    session: Session
    person: Person
    conducts: bool
    prepares: bool
    at: datetime

    @property
    def url(self) -> str:
        return f"{self.exercise.url}organos/{self.session.body.uid}/sesiones/{self.session.uid}/"


def desk_in(
    request: HttpRequest, slug: str, uid: UUID, session: UUID, *, to_conduct: bool = False, to_read: bool = False
) -> Desk:
    """``to_read``: of what is only opened, which the auditor opens too. Of an archived exercise nobody conducts or prepares."""
    exercise, person = header_of(request, slug)
    found, prepares = session_in(request, exercise, uid, session)
    at = timezone.now()
    conducts = can_run_session(person, found.exercise, at)
    may = conducts if to_conduct else prepares
    if not may and not (to_read and can_read_session(person, found, at)):
        raise PermissionDenied(whose_it_is(found, to_conduct=to_conduct))
    offered = exercise.takes_changes
    return Desk(exercise, found, person, conducts and offered, prepares and offered, at)


def whose_it_is(session: Session, *, to_conduct: bool) -> str:
    if to_conduct:
        return _("Esto lo lleva la secretaría técnica de «%(name)s».") % {"name": session.exercise.name}
    return _("Las sesiones las preparan la secretaría técnica y los enlaces del órgano.")
