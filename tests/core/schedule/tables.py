"""Small builders of plans for these tests."""

from __future__ import annotations

import re
from datetime import date

from tequio.core.schedule import (
    Constraint,
    ConstraintKind,
    DayLine,
    Link,
    LinkKind,
    Row,
    Schedule,
    Task,
    schedule,
)
from tequio.core.workdays import Calendar

MONDAY = date(2021, 6, 28)
WEEKDAYS = Calendar(country=None)


def link(text: str, successor: str, predecessor: str = "P") -> Link:
    """ "FS+2" → a link with that kind and lag."""
    kind, lag = text[:2], text[2:]
    return Link(predecessor, successor, LinkKind(kind), int(lag) if lag else 0)


def constraints(text: str) -> tuple[Constraint, ...]:
    """ "MSO:2021-07-08" or nothing."""
    found = re.findall(r"([A-Z]{3,4}):(\d{4}-\d{2}-\d{2})", text)
    return tuple(Constraint(ConstraintKind(kind), date.fromisoformat(day)) for kind, day in found)


def plan(tasks: list[Task], links: list[Link], *, finish: date | None = None, start: date = MONDAY) -> Schedule:
    return schedule(tasks, links, DayLine(WEEKDAYS, start), finish=finish)


def by_id(found: Schedule) -> dict[str, Row]:
    return {row.id: row for row in found.rows()}
