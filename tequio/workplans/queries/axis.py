"""Where a day falls on the bar of a calendar, as percentages for the attributes of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tequio.web import words


@dataclass(frozen=True, slots=True)
class MonthMark:
    """``x`` of its first day in percent; ``line`` unless it is the edge."""

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
        """Names where there is room for them: a month that shows only its last days has a line but no name."""
        starts = self.month_starts()
        every = 1 if self.length <= 220 else 3 if self.length <= 740 else 12
        marks, year = [], None
        for count, day in enumerate(starts):
            left = self.x(max(day, self.first))
            room = (self.x(starts[count + 1]) if count + 1 < len(starts) else 100.0) - left
            named = count % every == 0 and (every > 1 or room >= 7)
            name = words.month(day.month) if room >= 20 else words.month_short(day.month)
            label = f"{name} {day.year}" if day.year != year and room * every >= 14 else name
            marks.append(MonthMark(label if named else "", left, day > self.first))
            year = day.year if named else year
        return tuple(marks)

    def month_starts(self) -> list[date]:
        starts, day = [], self.first.replace(day=1)
        while day <= self.last:
            starts.append(day)
            day = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
        return starts

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def axis_of(days: list[date], *, whole_months: bool = False) -> Axis | None:
    """A little air at both ends, so that the first bar does not touch the text; months that are whole need none."""
    if not days:
        return None
    first, last = min(days), max(days)
    air = 0 if whole_months else max(2, (last - first).days // 60)
    return Axis(first - timedelta(days=air), last + timedelta(days=air))
