"""With how many days a meeting was called, against those it needs. Prose and worked table: docs/rules/quorum.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Notice:
    """``given`` days lie between the call and the meeting, neither of them counted; ``working``: both numbers are of working days."""

    given: int
    required: int
    working: bool

    @property
    def is_short(self) -> bool:
        return self.given < self.required


def notice(convened_on: date, held_on: date, *, required: int, working: bool, calendar: Calendar) -> Notice:
    """A meeting on the day it was called, or before, was called with 0 days."""
    if working:
        after = calendar.count(convened_on, held_on)
        given = after - calendar.is_working(convened_on) - calendar.is_working(held_on)
    else:
        given = (held_on - convened_on).days - 1
    return Notice(max(0, given), required, working)
