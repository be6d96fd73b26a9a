from __future__ import annotations

from datetime import datetime

from tequio.exercises.models import Exercise, Role
from tequio.exercises.permissions import can_edit_exercise, holds
from tequio.imports.models import ImportJob
from tequio.people.models import Person


def can_upload_document(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_confirm_reading(by: Person, job: ImportJob, at: datetime) -> bool:
    """Reading, confirming and loading are the same person's work."""
    return can_edit_exercise(by, job.exercise, at)


def can_see_imports(by: Person, exercise: Exercise, at: datetime) -> bool:
    """What is not a fact yet is seen by who confirms it, who audits and who administers."""
    return (
        can_edit_exercise(by, exercise, at)
        or by.is_administrator
        or holds(by, exercise, Role.AUDITOR, at)
        or holds(by, exercise, Role.ADMINISTRATOR, at)
    )
