from __future__ import annotations

from datetime import datetime

from tequio.calls.models import Call
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise
from tequio.people.models import Person


def can_create_call(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_publish_call(by: Person, call: Call, at: datetime) -> bool:
    return can_edit_exercise(by, call.exercise, at)
