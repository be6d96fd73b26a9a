"""The rules over everything that is stored of an exercise: after each load, and whenever its office asks."""

from __future__ import annotations

from datetime import datetime

from tequio.checks.actions import run_checks
from tequio.checks.models import CheckRun
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.imports.stored import subjects_of
from tequio.people.models import Person


def review_exercise(*, exercise: Exercise, by: Person, at: datetime) -> CheckRun:
    pack = rulepack.load(exercise.pack)
    return run_checks(
        exercise=exercise, subjects=subjects_of(exercise), pack=pack, today=exercise.today(at), by=by, at=at
    )
