from __future__ import annotations

from datetime import datetime

from tequio.exercises.models import Exercise, Role
from tequio.exercises.permissions import can_edit_exercise, can_grant_role, holds
from tequio.people.models import Person


def can_prepare_pack(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The public one: the secretaría técnica and the administration."""
    return can_edit_exercise(by, exercise, at) or can_grant_role(by, exercise, at)


def can_take_reserved(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Prepare and take what is reserved: only who has the role in this very exercise, which leaves a trace of its own."""
    return holds(by, exercise, Role.ADMINISTRATOR, at)


def can_close_term(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_grant_role(by, exercise, at)


def can_reopen_term(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_grant_role(by, exercise, at)
