"""Who in the directory a name may be. Asked of a person, never taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tequio.core.dates.words import fold
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction

_WORD = re.compile(r"\w+")
_SMALL = {
    "de",
    "del",
    "la",
    "las",
    "los",
    "el",
    "y",
    "e",
    "en",
    "para",
    "por",
    "a",
    "c",
    "ac",
    "lic",
    "mtra",
    "mtro",
    "ing",
}
#: part of all the words of two names that both have
ALIKE = 0.6
MOST = 4


@dataclass(frozen=True, slots=True)
class Known:
    uid: UUID
    name: str
    acronym: str = ""


def words_of(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(name))) - _SMALL


def known_people(where: Jurisdiction) -> tuple[Known, ...]:
    rows = Person.objects.filter(jurisdiction=where, erased_at__isnull=True).exclude(name="").order_by("name")
    return tuple(Known(*row) for row in rows.values_list("uid", "name"))


def known_organisations(where: Jurisdiction) -> tuple[Known, ...]:
    rows = Organisation.objects.filter(jurisdiction=where).order_by("name").values_list("uid", "name", "acronym")
    return tuple(Known(*row) for row in rows)


def alike(name: str, known: Sequence[Known]) -> tuple[Known, ...]:
    """The same name, one of the two inside the other, its acronym, or most of the words."""
    mine = words_of(name)

    def weight(other: Known) -> float:
        theirs = words_of(other.name)
        if not mine or not theirs:
            return 0.0
        if other.acronym and fold(other.acronym) == fold(name):
            return 1.0
        part = len(mine & theirs) / len(mine | theirs)
        return max(part, ALIKE) if mine <= theirs or theirs <= mine else part

    found = sorted(((weight(each), each) for each in known), key=lambda pair: -pair[0])
    return tuple(each for part, each in found if part >= ALIKE)[:MOST]
