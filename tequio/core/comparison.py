"""Two versions of one document, row by row: what changed, what is new and what is gone.

Rows are paired inside their parent in four passes, from the surest to the least: same code and title, same title, same code, and
titles that share most of their words. A title counts more than a code because people renumber rows when they insert one. Each pass
looks rows up in a table; only rows that share a word are ever compared, so the cost follows the size of the document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tequio.core.dates.words import fold

#: part of all the words of two titles that both have, from which they are taken for the same row
ALIKE = 0.5
_WORD = re.compile(r"\w+")
Place = tuple[int, ...]


class Change(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Row:
    """A thing of a document: ``kind`` says what it is, ``code`` is its own number or letters, ``fields`` its texts by name."""

    kind: str
    title: str
    code: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def at(self, place: Place) -> Row:
        """The row reached by those positions, from 0, level by level."""
        return self.rows[place[0]].at(place[1:]) if place else self


@dataclass(frozen=True, slots=True)
class Difference:
    """``old`` and ``new`` are places in the two trees, None where the row is not. ``trail``: titles from the top, its own last.

    A changed field has its ``name`` and both texts; a row that was added or removed stands for all that hangs under it.
    """

    change: Change
    kind: str
    trail: tuple[str, ...]
    old: Place | None = None
    new: Place | None = None
    name: str = ""
    before: str = ""
    after: str = ""

    @property
    def title(self) -> str:
        return self.trail[-1]


def differences(
    old: Row, new: Row, trail: tuple[str, ...] = (), places: tuple[Place, Place] = ((), ())
) -> list[Difference]:
    """In the order of the new document, what is gone after what stands beside it. Only fields that both rows have are compared."""
    here = (*trail, old.title)
    found = [
        Difference(Change.CHANGED, old.kind, here, *places, name, before, new.fields[name])
        for name, before in old.fields.items()
        if name in new.fields and same_text(before, new.fields[name]) is False
    ]
    paired = pairs(old.rows, new.rows)
    partner = {after: before for before, after in paired}
    for place, row in enumerate(new.rows):
        at = (*places[1], place)
        if place in partner:
            before = partner[place]
            found += differences(old.rows[before], row, here, ((*places[0], before), at))
        else:
            found.append(Difference(Change.ADDED, row.kind, (*here, row.title), None, at))
    kept = {before for before, _after in paired}
    for place, row in enumerate(old.rows):
        if place not in kept:
            found.append(Difference(Change.REMOVED, row.kind, (*here, row.title), (*places[0], place)))
    return found


def same_text(one: str, other: str) -> bool:
    """Spaces do not count: Word and Excel break lines where they like."""
    return one.split() == other.split()


def pairs(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """(place in ``old``, place in ``new``) of the rows that are the same thing; each row in one pair at most."""
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    found: list[tuple[int, int]] = []

    def take(couples: Iterator[tuple[int, int]]) -> None:
        for before, after in couples:
            if before in free_old and after in free_new:
                free_old.discard(before)
                free_new.discard(after)
                found.append((before, after))

    for key in (_code_and_title, _title, _code):
        take(_by_key(old, new, free_old, free_new, key))
    take(_alike(old, new, free_old, free_new))
    return sorted(found)


def _code_and_title(row: Row) -> Hashable:
    return (row.kind, row.code, fold(row.title)) if row.code else None


def _title(row: Row) -> Hashable:
    return (row.kind, fold(row.title))


def _code(row: Row) -> Hashable:
    return (row.kind, row.code) if row.code else None


def _by_key(
    old: Sequence[Row], new: Sequence[Row], free_old: set[int], free_new: set[int], key: Callable[[Row], Hashable]
) -> Iterator[tuple[int, int]]:
    """In order: the first of several rows with one key goes with the first of the others."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place in sorted(free_old, reverse=True):
        waiting[key(old[place])].append(place)
    waiting.pop(None, None)
    for place in sorted(free_new):
        if waiting.get(key(new[place])):
            yield waiting[key(new[place])].pop(), place


def _alike(old: Sequence[Row], new: Sequence[Row], free_old: set[int], free_new: set[int]) -> Iterator[tuple[int, int]]:
    """The most alike first."""
    words = {place: _words(old[place]) for place in free_old}
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, own in words.items():
        for word in own:
            by_word[word].append(place)
    scored = []
    for after in free_new:
        own = _words(new[after])
        near = {before for word in own for before in by_word.get(word, ()) if old[before].kind == new[after].kind}
        for before in near:
            score = len(own & words[before]) / len(own | words[before])
            if score >= ALIKE:
                scored.append((-score, before, after))
    yield from ((before, after) for _score, before, after in sorted(scored))


def _words(row: Row) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(row.title)) if len(word) > 2)
