"""Whether a person still sees the first steps. A preference of hers: nobody else reads it and the record does not tell it."""

from __future__ import annotations

from datetime import datetime

from tequio.people.guide_models import GuideAway
from tequio.people.models import Person


def put_guide_away(person: Person, *, moment: datetime) -> None:
    """Twice is the same as once."""
    GuideAway.objects.get_or_create(person=person, defaults={"away_at": moment})


def bring_guide_back(person: Person) -> None:
    GuideAway.objects.filter(person=person).delete()


def guide_is_away(person: Person) -> bool:
    return GuideAway.objects.filter(person=person).exists()
