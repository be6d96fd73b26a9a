"""The index of a document under review: its parts by pages, and what one page leaves for the next when it is very large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.imports.fields import Json, Section, sections_of
from tequio.imports.review import Noticed, Placed

#: parts of a document on one page
PARTS = 30
#: that the index names
LISTED = 150
#: pages named on each side of the one that is read
BESIDE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the index of the document; ``worst`` is the gravest finding in it."""

    url: str
    title: str
    count: int
    worst: str


@dataclass(frozen=True, slots=True)
class Left:
    """How many there are of what one page does not hold whole."""

    dates: int = 0
    names: int = 0
    parts: int = 0
    dropped: int = 0
    text: int = 0


def index_of(sections: Sequence[Section], number: int, placed: Placed) -> tuple[Part, ...]:
    """Every part; of a very large document those of this page and the first with findings."""
    found = [
        part_of(section, at // PARTS + 1, number, placed.inside.get(section.key, {}))
        for at, section in enumerate(sections)
    ]
    if len(found) <= LISTED:
        return tuple(found)
    here = range((number - 1) * PARTS, number * PARTS)
    told = [at for at, each in enumerate(found) if each.count and at not in here]
    kept = {*here, *told[: LISTED - PARTS]}
    return tuple(each for at, each in enumerate(found) if at in kept)


def pages_around(number: int, last: int) -> tuple[tuple[int, bool], ...]:
    """The first, the last and those beside this one, with which of them it is; none where there is only one."""
    near = {1, last, *range(max(number - BESIDE, 1), min(number + BESIDE, last) + 1)}
    return tuple((page, page == number) for page in sorted(near)) if last > 1 else ()


def part_of(section: Section, page: int, here: int, told: dict[str, list[Noticed]]) -> Part:
    found = [each.severity for many in told.values() for each in many]
    worst = next((severity for severity in ("error", "warning", "info") if severity in found), "")
    url = f"#{section.key}" if page == here else f"?parte={page}#{section.key}"
    return Part(url, section.title, len(found), worst)


def part_number(reading: Json, section: Section) -> int:
    """Of the page of the review where a part stands."""
    return [each.key for each in sections_of(reading)].index(section.key) // PARTS + 1
