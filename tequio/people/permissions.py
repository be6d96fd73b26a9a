from __future__ import annotations

from tequio.people.models import Person
from tequio.places.models import Jurisdiction


def can_edit_directory(by: Person, jurisdiction: Jurisdiction) -> bool:
    """Organisations, people and posts of a place."""
    return by.is_administrator or (by.keeps_directory and by.jurisdiction_id == jurisdiction.pk)


def can_erase_person(by: Person, person: Person) -> bool:
    """Only the installation's administrator, and never oneself."""
    return by.is_administrator and by.pk != person.pk


def can_withdraw_second_factor(by: Person, person: Person) -> bool:
    """Only the installation's administrator, and never one's own: whoever took a session would begin there."""
    return by.is_administrator and by.pk != person.pk


def can_keep_accounts(by: Person) -> bool:
    """Who opens accounts in some place: the secretaría técnica that keeps its directory, and the administration."""
    return by.is_administrator or by.keeps_directory


def can_change_address(by: Person, person: Person) -> bool:
    """The directory of her place; that of who administers the installation, only the administration."""
    return by.is_administrator or (can_edit_directory(by, person.jurisdiction) and not person.is_administrator)
