"""Numbers ↔ dates: working days, or working minutes of calendars with hours.

A number is a place between two units: 0 is the beginning of the first. What starts at ``n`` starts in unit ``n``, what
finishes at ``n`` finishes in unit ``n − 1``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Protocol

from tequio.core.schedule.model import ScheduleRefusal
from tequio.core.workdays import Calendar

MINUTES_OF_A_DAY = 24 * 60
#: a calendar with hours is laid out day by day; more than this is a mistake in a duration
LONGEST_IN_DAYS = 200 * 366
_DAYS_BEFORE_THE_START = 5 * 366


class Timeline(Protocol):
    """``unit`` units are one day; dates are ``date`` or, with hours, ``datetime``."""

    unit: int
    has_hours: bool

    def starting(self, moment: date) -> int:
        """The first number at or after that moment at which work can start."""

    def finishing(self, moment: date) -> int:
        """The last number by which work done up to and including that moment has finished."""

    def starts(self, numbers: list[int]) -> list[date]:
        """When work that starts at each number starts."""

    def finishes(self, numbers: list[int]) -> list[date]:
        """When work that finishes at each number finishes."""


class DayLine:
    """One unit is one working day; number 0 is the first working day at or after ``start``."""

    unit = 1
    has_hours = False

    def __init__(self, calendar: Calendar, start: date) -> None:
        self.calendar = calendar
        self._origin = calendar.number(start)

    def starting(self, moment: date) -> int:
        return self.calendar.number(moment) - self._origin

    def finishing(self, moment: date) -> int:
        return self.calendar.number(moment + timedelta(days=1)) - self._origin

    def starts(self, numbers: list[int]) -> list[date]:
        first, last = min(numbers), max(numbers)
        days = self.calendar.range(self._origin + first, self._origin + last)
        return [days[number - first] for number in numbers]

    def finishes(self, numbers: list[int]) -> list[date]:
        return self.starts([number - 1 for number in numbers])


#: (from, to) in minutes of the day
Shifts = tuple[tuple[int, int], ...]


@dataclass
class Hours:
    """The working hours of a week (Monday first) and the days that differ, as in a Microsoft Project calendar."""

    week: tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]
    exceptions: Mapping[date, Shifts] = field(default_factory=dict)

    def on(self, day: date) -> Shifts:
        return self.exceptions.get(day, self.week[day.weekday()])

    def minutes(self, day: date) -> int:
        return sum(end - begin for begin, end in self.on(day))


class ClockLine:
    """One unit is one working minute of ``hours``; number 0 is the first working moment at or after ``start``.

    ``unit`` is how many minutes the file calls a day.
    """

    has_hours = True

    def __init__(self, hours: Hours, start: datetime, *, minutes_per_day: int = 480) -> None:
        self.hours = hours
        self.unit = minutes_per_day
        # some years before the start, so that negative float has dates too
        self._first_day = start.date() - timedelta(days=_DAYS_BEFORE_THE_START)
        self._before = [0]
        self._origin = 0
        self._origin = self._number(start)

    def starting(self, moment: date) -> int:
        return self._number(_as_datetime(moment)) - self._origin

    def finishing(self, moment: date) -> int:
        if not isinstance(moment, datetime):
            moment = _as_datetime(moment) + timedelta(days=1)
        return self._number(moment) - self._origin

    def starts(self, numbers: list[int]) -> list[date]:
        return [self.start(number) for number in numbers]

    def finishes(self, numbers: list[int]) -> list[date]:
        return [self.finish(number) for number in numbers]

    def start(self, number: int) -> datetime:
        """The moment at which the minute after ``number`` minutes of work begins."""
        return self._moment(number + self._origin)

    def finish(self, number: int) -> datetime:
        """The moment at which ``number`` minutes of work are over."""
        return self._moment(number + self._origin - 1) + timedelta(minutes=1)

    def _number(self, moment: datetime) -> int:
        """Working minutes between the first day of the line and the moment."""
        day = moment.date()
        days = max(0, (day - self._first_day).days)
        self._lay_out(days)
        minute = moment.hour * 60 + moment.minute
        return self._before[days] + sum(max(0, min(end, minute) - begin) for begin, end in self.hours.on(day))

    def _moment(self, number: int) -> datetime:
        if number < 0:
            raise ScheduleRefusal("La fecha que se pide cumplir queda más de cinco años antes de lo posible.")
        while self._before[-1] <= number:
            self._lay_out(len(self._before) + 365)
        days = bisect_right(self._before, number) - 1
        day = self._first_day + timedelta(days=days)
        rest = number - self._before[days]
        for begin, end in self.hours.on(day):
            if rest < end - begin:
                return _as_datetime(day) + timedelta(minutes=begin + rest)
            rest -= end - begin
        raise AssertionError("the day was chosen because it holds this minute")

    def _lay_out(self, days: int) -> None:
        if days >= LONGEST_IN_DAYS or self._first_day.year + days // 365 > 9000:
            raise ScheduleRefusal(
                "El calendario del archivo no deja horas de trabajo o las duraciones pasan de 200 años."
            )
        new = range(len(self._before) - 1, days)
        minutes = (self.hours.minutes(self._first_day + timedelta(days=day)) for day in new)
        self._before = self._before[:-1] + list(accumulate(minutes, initial=self._before[-1]))


def own_shifts(line: ClockLine, efforts: Sequence[tuple[Hours, int]]) -> Callable[[int], tuple[int, datetime]]:
    """An elastic duration: each effort takes so many minutes of its own hours; the task lasts until the last is done."""
    lines = [(ClockLine(hours, line.start(0)), minutes) for hours, minutes in efforts]

    def fit(number: int) -> tuple[int, datetime]:
        begin = line.start(number)
        finish = max(own.finish(own.starting(begin) + minutes) for own, minutes in lines)
        return line.finishing(finish) - number, finish

    return fit


def _as_datetime(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001  the hours of a plan have no zone
