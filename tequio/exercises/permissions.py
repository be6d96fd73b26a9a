from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tequio.exercises.models import Exercise, Membership, Role, Status
from tequio.people.models import Person
from tequio.places.models import Jurisdiction


def held(by: Person, exercise: Exercise, role: Role | None, at: datetime) -> QuerySet[Membership]:
    """Memberships of that role, or of any, at that moment."""
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    found = Membership.objects.filter(still, exercise=exercise, person=by, starts_at__lte=at)
    return found.filter(role=role) if role else found


def holds(by: Person, exercise: Exercise, role: Role, at: datetime) -> bool:
    return held(by, exercise, role, at).exists()


def can_see_exercise(by: Person | None, exercise: Exercise, at: datetime) -> bool:
    """A published one, anybody. That a draft exists is known only to who has a role in it and to the administration."""
    if exercise.status != Status.DRAFT:
        return True
    return by is not None and (by.is_administrator or held(by, exercise, None, at).exists())


def can_read_reserved(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The secretaría técnica, and the auditor, who reads everything and writes nothing."""
    return holds(by, exercise, Role.SECRETARIAT, at) or holds(by, exercise, Role.AUDITOR, at)


def can_create_exercise(by: Person) -> bool:
    return by.is_administrator


def can_start_exercise(by: Person, jurisdiction: Jurisdiction) -> bool:
    """A draft from a template: the administration anywhere; who keeps the directory of a place, in that place."""
    return by.is_administrator or (by.keeps_directory and by.jurisdiction_id == jurisdiction.pk)


def can_edit_exercise(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The secretaría técnica of this exercise."""
    return holds(by, exercise, Role.SECRETARIAT, at)


def can_grant_role(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Administrators, of the exercise or of the installation."""
    return by.is_administrator or holds(by, exercise, Role.ADMINISTRATOR, at)


def can_see_roles(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Who gives them, the secretaría técnica and the auditor."""
    return can_grant_role(by, exercise, at) or can_read_reserved(by, exercise, at)


def can_wipe_exercise(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Administrators, of the exercise or of the installation. That it is one to practise with is a rule of the action."""
    return can_grant_role(by, exercise, at)


def can_open_publication(by: Person, exercise: Exercise, at: datetime) -> bool:
    """The page before publishing: whoever has a role in it, and the administration. To everybody else it offers nothing."""
    return by.is_administrator or held(by, exercise, None, at).exists()


def works_with_everything() -> Exists:
    """Of a person in a query: secretaría técnica or administration of some exercise, who need a second factor."""
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=Now())
    roles = (Role.SECRETARIAT, Role.ADMINISTRATOR)
    return Exists(Membership.objects.filter(still, person=OuterRef("pk"), role__in=roles))
