"""The address where the calendar of a telephone reads what is one person's: a preference of hers, that nobody else reads.

A calendar cannot enter with a code, so whoever has the address reads it; that is why it can be changed and closed at any time.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from tequio.people.calendar_models import CalendarAddress
from tequio.people.models import Person


def secret_of(person: Person) -> str:
    """Empty where there is none."""
    return CalendarAddress.objects.filter(person=person).values_list("secret", flat=True).first() or ""


def open_calendar(person: Person, *, moment: datetime) -> None:
    """Twice is the same as once: the address in use stays."""
    CalendarAddress.objects.get_or_create(
        person=person, defaults={"secret": secrets.token_urlsafe(32), "made_at": moment}
    )


def change_calendar(person: Person, *, moment: datetime) -> None:
    """Another address; the former answers no more."""
    CalendarAddress.objects.update_or_create(
        person=person, defaults={"secret": secrets.token_urlsafe(32), "made_at": moment}
    )


def close_calendar(person: Person) -> None:
    CalendarAddress.objects.filter(person=person).delete()


def reader_of(secret: str) -> Person | None:
    """Whose calendar it is, while the person has an account with which to change it."""
    found = CalendarAddress.objects.filter(secret=secret, person__account__is_active=True)
    address = found.select_related("person__jurisdiction").first()
    return address.person if address else None
