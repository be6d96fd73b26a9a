from __future__ import annotations

from datetime import datetime

from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise
from tequio.imports.models import ImportJob
from tequio.people.models import Person


def can_upload_document(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_confirm_reading(by: Person, job: ImportJob, at: datetime) -> bool:
    """Reading, confirming and loading are the same person's work."""
    return can_edit_exercise(by, job.exercise, at)
