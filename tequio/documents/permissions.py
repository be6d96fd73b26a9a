from __future__ import annotations

from datetime import datetime

from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise
from tequio.people.models import Person


def can_issue_document(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_keep_source(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)
