from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tequio.core.territories import Node, Tree
from tequio.places.models import Jurisdiction, Territory


@dataclass(frozen=True, slots=True)
class LocalCalendar:
    """Days off besides the statutory ones; ``closures`` are (first, last), both included. Each with its published source."""

    days: tuple[date, ...] = ()
    closures: tuple[tuple[date, date], ...] = ()
    sources: tuple[str, ...] = ()


def local_calendar(jurisdiction: Jurisdiction) -> LocalCalendar:
    """Of this place and of those it lies in: a municipality rests on its state's days too. Two queries per level."""
    days: list[date] = []
    closures: list[tuple[date, date]] = []
    sources: list[str] = []
    place: Jurisdiction | None = jurisdiction
    while place is not None:
        for day in place.non_working_days.order_by("day_on"):
            days.append(day.day_on)
            sources.append(f"{day.day_on:%d/%m/%Y} {day.name}: {day.source}")
        for closure in place.closures.order_by("first_on"):
            closures.append((closure.first_on, closure.last_on))
            sources.append(f"{closure.first_on:%d/%m/%Y} a {closure.last_on:%d/%m/%Y} {closure.name}: {closure.source}")
        place = place.parent
    return LocalCalendar(tuple(sorted(set(days))), tuple(closures), tuple(sources))


def tree_of(jurisdiction_id: int, *, rows: Iterable[Territory] | None = None) -> Tree:
    """Every territory of a place, those that were closed too. One query, or none where the ``rows`` are at hand."""
    found = Territory.objects.filter(jurisdiction=jurisdiction_id) if rows is None else rows
    return Tree(Node(each.pk, each.parent_id, each.kind, each.name, each.merged_into_id) for each in found)
