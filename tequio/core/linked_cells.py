"""Which counts of people are not said aloud when several sums join them: rows, columns, and the same people told on other pages.

``small_cells`` looks at one list; this, at every sum at once: where one is told and all its parts but one, that one could be worked
out, so another goes too. Prose and worked table: docs/rules/linked-cells.md. Source: Willenborg and de Waal, Elements of Statistical
Disclosure Control (2001), cell suppression in linked tables.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tequio.core.small_cells import LEAST

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """``total`` is the sum of ``parts``: a row or a column of a table, by the names of its cells."""

    total: Key
    parts: tuple[Key, ...]


def hidden_cells(
    counts: Mapping[Key, int],
    sums: Iterable[Sum[Key]],
    *,
    least: int = LEAST,
    hidden: Collection[Key] = (),
    told: Collection[Key] = (),
) -> frozenset[Key]:
    """The names of the cells that stay unsaid. ``hidden`` are unsaid already; ``told`` are said elsewhere and cannot be unsaid, so
    that another is chosen. Every sum that is told leaves at least two parts unsaid, or none, and together at least ``least`` people.
    """
    unsaid = set(hidden) | {key for key, count in counts.items() if 0 < count < least and key not in told}
    lines, before = tuple(sums), -1
    while before != len(unsaid):
        before = len(unsaid)
        for line in lines:
            while (more := _next(line, counts, unsaid, least, told)) is not None:
                unsaid.add(more)
    return frozenset(unsaid)


def _next(line: Sum[Key], counts: Mapping[Key, int], unsaid: set[Key], least: int, told: Collection[Key]) -> Key | None:
    """The cell to hide so that nothing of this line can be worked out, or None where nothing can."""
    parts = [key for key in line.parts if key in unsaid]
    if line.total in unsaid:
        exposed = not parts
    else:
        exposed = bool(parts) and (len(parts) == 1 or sum(counts[key] for key in parts) < least)
    if not exposed:
        return None
    others = [key for key in line.parts if key not in unsaid and key not in told and counts[key]]
    if others:
        return min(others, key=lambda key: counts[key])
    return line.total if line.total not in unsaid and line.total not in told else None
