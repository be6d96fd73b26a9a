"""Who organises an event, runs it, and notes whom the office advised."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Seat, SeatRole
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise, can_read_reserved
from tequio.people.models import Person


def can_organise_event(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Writes, announces and calls it off: the secretaría técnica, and the facilitadores and enlaces of the place (requirement 7)."""
    return can_run_event(by, exercise, at) or sits(by, exercise, at, SeatRole.ENLACE)


def can_run_event(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Notes who came and what was said at each table: the secretaría técnica and the facilitadores."""
    return can_edit_exercise(by, exercise, at) or sits(by, exercise, at, SeatRole.FACILITADOR)


def can_read_event(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Also the names of who came: whoever runs it, and the auditor, who writes nothing."""
    return can_run_event(by, exercise, at) or can_read_reserved(by, exercise, at)


def can_note_advice(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The office that gives it."""
    return can_edit_exercise(by, exercise, at)


def can_read_advice(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Each note of the log, and not only the counts: the office and the auditor."""
    return can_read_reserved(by, exercise, at)


def sits(by: Person, exercise: Exercise, at: datetime, role: SeatRole) -> bool:
    day = exercise.today(at)
    return Seat.objects.held_on(day).filter(person=by, role=role, body__jurisdiction=exercise.jurisdiction_id).exists()
