from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tequio.exercises.models import Exercise, Membership, Role
from tequio.people.models import Person


def holds(by: Person, exercise: Exercise, role: Role, at: datetime) -> bool:
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    return Membership.objects.filter(still, exercise=exercise, person=by, role=role, starts_at__lte=at).exists()


def can_create_exercise(by: Person) -> bool:
    return by.is_administrator


def can_edit_exercise(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The secretaría técnica of this exercise."""
    return holds(by, exercise, Role.SECRETARIAT, at)


def can_grant_role(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Administrators, of the exercise or of the installation."""
    return by.is_administrator or holds(by, exercise, Role.ADMINISTRATOR, at)
