"""Where a day falls on the bar of a calendar, as percentages for the attributes of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tequio.web import words


@dataclass(frozen=True, slots=True)
class MonthMark:
    """``x`` of its first day and ``middle`` of its name, in percent."""

    name: str
    x: float
    line: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day of the first month to the last day of the last one shown."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def x(self, day: date) -> float:
        """The beginning of that day, kept inside the bar."""
        return round(min(100.0, max(0.0, 100 * (day - self.first).days / self.length)), 2)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Left edge and width of whole days; never thinner than what can be seen."""
        left = self.x(first)
        return left, round(max(0.6, self.x(last + timedelta(days=1)) - left), 2)

    def months(self) -> tuple[MonthMark, ...]:
        marks, day = [], self.first.replace(day=1)
        every = 1 if self.length <= 220 else 3 if self.length <= 740 else 12
        count = 0
        while day <= self.last:
            if count % every == 0:
                name = words.month(day.month) if self.length <= 130 else words.month_short(day.month)
                label = f"{name} {day.year}" if count == 0 or day.month == 1 else name
                marks.append(MonthMark(label, self.x(max(day, self.first)), day > self.first))
            day = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
            count += 1
        return tuple(marks)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def axis_of(days: list[date]) -> Axis | None:
    """A little air at both ends, so that the first bar does not touch the text."""
    if not days:
        return None
    first, last = min(days), max(days)
    air = max(2, (last - first).days // 60)
    return Axis(first - timedelta(days=air), last + timedelta(days=air))
