from __future__ import annotations

from datetime import datetime

from tequio.commitments.models import Commitment
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise
from tequio.people.models import Person


def can_create_commitment(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_edit_commitment(by: Person, commitment: Commitment, at: datetime) -> bool:
    """The secretaría técnica, and who holds the responsible post."""
    post = commitment.responsible
    holder = post is not None and post.person_id == by.pk and post.held_at(at)
    return holder or can_edit_exercise(by, commitment.exercise, at)


def can_publish_commitment(by: Person, commitment: Commitment, at: datetime) -> bool:
    return can_edit_exercise(by, commitment.exercise, at)
