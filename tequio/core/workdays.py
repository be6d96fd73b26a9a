"""Working-day arithmetic with given holidays, local days and closures.

Statutory days come from the ``holidays`` library (Mexico: article 74 of the Ley Federal del Trabajo, the Monday holidays
since 2006 and the days on which the federal executive changes included). Prose and worked tables: docs/rules/workdays.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

from tequio.core.dates import render
from tequio.core.refusals import Refusal

#: the last year for which days are counted; beyond it a schedule is a mistake in a duration
LAST_YEAR = 2399
FIRST_YEAR = 1900
SATURDAY, SUNDAY = 5, 6


class OutsideCalendar(Refusal):
    """A day so far away that the durations must be wrong."""

    code = "outside-calendar"


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A non-working day of one place. ``source`` is the reference of its publication, as a person would cite it."""

    day: date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Closure:
    """An office is closed from ``first`` to ``last``, both included."""

    first: date
    last: date
    name: str = "cierre"
    source: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(f"El cierre termina ({render(self.last)}) antes de empezar ({render(self.first)}).")


@cache
def statutory_days(country: str, year: int) -> dict[date, str]:
    """Day → name in Spanish."""
    return dict(_holidays_of(country)(years=year, language="es").items())


@cache
def _holidays_of(country: str) -> Callable[..., dict[date, str]]:
    """The class of one country. Its package would load those of all two hundred, which takes longer than a whole schedule."""
    import holidays
    from holidays.registry import COUNTRIES

    module_name, class_name = next((name, known[0]) for name, known in COUNTRIES.items() if country in known)
    spec = PathFinder.find_spec(module_name, [f"{holidays.__path__[0]}/countries"])
    if spec is None or spec.loader is None:
        return partial(holidays.country_holidays, country)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., dict[date, str]] = getattr(module, class_name)
    return found


class Calendar:
    """Working days, numbered: each lookup costs one bisection in its year, whatever the distance.

    ``country`` is a code of the ``holidays`` library ("MX") or None; Saturdays and Sundays are never working days.
    """

    def __init__(
        self, *, country: str | None = "MX", days: tuple[LocalDay, ...] = (), closures: tuple[Closure, ...] = ()
    ) -> None:
        self.country = country
        self.days = days
        self.closures = closures
        self._local = {local.day: local.name for local in days}
        self._years: dict[int, list[int]] = {}
        self._statutory: dict[int, dict[date, str]] = {}
        #: number of the first working day of each year; the first year asked about begins at 0
        self._first_number: dict[int, int] = {}

    def why_closed(self, day: date) -> str | None:
        """The reason in Spanish why this is no working day; None when it is one."""
        if day.weekday() in {SATURDAY, SUNDAY}:
            return "sábado" if day.weekday() == SATURDAY else "domingo"
        reason = self._local.get(day) or self._statutory_days(day.year).get(day)
        if reason:
            return reason
        return next((closure.name for closure in self.closures if closure.first <= day <= closure.last), None)

    def is_working(self, day: date) -> bool:
        ordinals = self._working_days(day.year)
        at = bisect_left(ordinals, day.toordinal())
        return at < len(ordinals) and ordinals[at] == day.toordinal()

    def number(self, day: date) -> int:
        """How many working days lie before ``day``, counted from a fixed origin; equal for a closed day and the next working one."""
        return self._number_of_year(day.year) + bisect_left(self._working_days(day.year), day.toordinal())

    def at(self, number: int) -> date:
        """The working day with that number: ``at(number(day)) == day`` for a working day."""
        if not self._first_number:
            self._number_of_year(FIRST_YEAR)
        year = min(self._first_number, key=lambda known: abs(number - self._first_number[known]))
        while number < self._number_of_year(year):
            year -= 1
        while number >= self._number_of_year(year) + len(self._working_days(year)):
            year += 1
        return date.fromordinal(self._working_days(year)[number - self._first_number[year]])

    def range(self, first_number: int, last_number: int) -> list[date]:
        """The working days with the numbers from first to last, both included."""
        days: list[date] = []
        if last_number < first_number:
            return days
        year = self.at(first_number).year
        begin = first_number
        while begin <= last_number:
            start, ordinals = self._number_of_year(year), self._working_days(year)
            stop = min(last_number + 1, start + len(ordinals))
            days += map(date.fromordinal, ordinals[begin - start : stop - start])
            begin, year = max(begin, stop), year + 1
        return days

    def next_working(self, day: date) -> date:
        """The same day, or the first working day after it."""
        return self.at(self.number(day))

    def previous_working(self, day: date) -> date:
        """The same day, or the last working day before it."""
        return day if self.is_working(day) else self.at(self.number(day) - 1)

    def add(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it when negative); a term runs from the day after (LFPCA style).

        0 gives the day itself, or the next working one.
        """
        if count > 0:
            return self.at(self.number(day) + count - (not self.is_working(day)))
        return self.at(self.number(day) + count)

    def count(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both included; 0 when last comes before."""
        return max(0, self.number(last + timedelta(days=1)) - self.number(first))

    def _statutory_days(self, year: int) -> dict[date, str]:
        if year not in self._statutory:
            self._statutory[year] = {} if self.country is None else statutory_days(self.country, year)
        return self._statutory[year]

    def _working_days(self, year: int) -> list[int]:
        if year not in self._years:
            self._years[year] = self._compute(year)
        return self._years[year]

    def _compute(self, year: int) -> list[int]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise OutsideCalendar(
                f"Las fechas llegan hasta el año {year}; se cuentan de {FIRST_YEAR} a {LAST_YEAR}. Revise las duraciones."
            )
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        closed = {day.toordinal() for day in self._statutory_days(year)}
        closed |= {day.toordinal() for day in self._local}
        for closure in self.closures:
            closed.update(range(max(first, closure.first.toordinal()), min(last, closure.last.toordinal()) + 1))
        # ordinal 1 was a Monday
        return [day for day in range(first, last + 1) if (day - 1) % 7 < SATURDAY and day not in closed]

    def _number_of_year(self, year: int) -> int:
        known = self._first_number
        if not known:
            known[year] = 0
        while year not in known:
            if year > max(known):
                newest = max(known)
                known[newest + 1] = known[newest] + len(self._working_days(newest))
            else:
                oldest = min(known)
                known[oldest - 1] = known[oldest] - len(self._working_days(oldest - 1))
        return known[year]
