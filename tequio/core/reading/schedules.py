"""Dates of the rows of a schedule: in columns, or as marks and colours under months; the year a date lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tequio.core.dates import FuzzyDate, ends, from_edtf, infer_year, last_day, parse, sort_key
from tequio.core.reading.calendars import marked
from tequio.core.reading.goals import read_date
from tequio.core.reading.layout import Grid, Row
from tequio.core.reading.words import squash

#: local administrations take office in September or October; without better data a plan begins with October
ADMINISTRATION_BEGINS_IN = 10
#: three years named by their first and third, as in "2022-2024": such a term runs from January to December
_WHOLE_YEARS = 2
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-–—/]|al?|y)\s*(20\d\d|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class YearContext:
    """What the text says about the year: ``year`` of an annual plan, or ``since`` when its period began."""

    year: int | None = None
    since: date | None = None

    def of(self, text: str) -> FuzzyDate | None:
        return read_date(text, year=self.year, since=None if self.year else self.since)

    def exactly(self, text: str) -> FuzzyDate | None:
        """Only when the whole text is one date."""
        return parse(text, year=self.year, since=None if self.year else self.since)

    def month(self, number: int, year: int | None, after: tuple[int, int] | None) -> tuple[int, bool] | None:
        """(year, whether inferred) of a month column; months go on from left to right."""
        if year is not None:
            return year, False
        if after is not None:
            return after[0] + (1 if number < after[1] else 0), True
        if self.year is not None:
            return self.year, True
        return (infer_year(number, since=self.since), True) if self.since else None


def administration(text: str) -> str:
    """ "ADMINISTRACION 2021-2024" → "2021-2024"; "" when the text names none."""
    found = re.search(
        r"(?:administraci[oó]n|trienio|gobierno\s+municipal|periodo)\D{0,60}?(20\d\d)\s*[-–—/al]{1,3}\s*(20\d\d)",
        text[:20000],
        re.I,
    )
    return f"{found[1]}-{found[2]}" if found else ""


def annual_context(title: str, term: str) -> YearContext:
    """The year in the title of an annual plan; else the start of its administration."""
    without_periods = _PERIOD.sub(" ", title)
    found = _YEAR.search(without_periods)
    if found:
        return YearContext(int(found[1]))
    if term:
        first, _, last = term.partition("-")
        month = 1 if int(last) - int(first) == _WHOLE_YEARS else ADMINISTRATION_BEGINS_IN
        return YearContext(None, date(int(first), month, 1))
    period = _PERIOD.search(title)
    return YearContext(None, date(int(period[1]), 1, 1)) if period else YearContext()


def row_dates(grid: Grid, row: Row, context: YearContext) -> tuple[FuzzyDate | None, FuzzyDate | None, str]:
    """(start, end, text that could not be read as a date)."""
    if grid.months:
        starts, finish = _marked(grid, row, context)
        if starts is not None:
            return starts, finish, ""
    first, last, single = (grid.text(row, name).strip() for name in ("starts", "ends", "date"))
    if not first and not last and single:
        found = context.of(single)
        return (*(ends(found) if found else (None, None)), "" if found else single)
    starts, finish = context.of(first) if first else None, context.of(last) if last else None
    if starts and not last and "ends" not in grid.columns:
        starts, finish = ends(starts)
    unread = next((text for text, found in ((first, starts), (last, finish)) if text and found is None), "")
    return starts, finish, unread


def _marked(grid: Grid, row: Row, context: YearContext) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """First and last month with a mark or a colour that the rest of the row does not have."""
    plain = {
        row.cells[place].fill
        for name in ("activity", "phase", "goal", "number")
        for place in grid.columns.get(name, ())
        if place < len(row.cells)
    }
    found = list(marked(row.cells, grid.months, plain, context.month))
    if not found:
        return None, None
    first, last = found[0], found[-1]
    return _month(first), _month(last)


def _month(found: tuple[int, int, bool, str]) -> FuzzyDate:
    year, month, inferred, text = found
    return from_edtf(f"{year}-{month:02}", inferred=inferred, source_text=squash(text))


def span_of(dates: Sequence[tuple[FuzzyDate | None, FuzzyDate | None]]) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The earliest start and the latest end of the children."""

    starts = [start for start, _ in dates if start and start.edtf]
    finishes = [finish for _, finish in dates if finish and finish.edtf]
    return min(starts, key=sort_key, default=None), max(
        finishes, key=lambda value: last_day(value) or date.min, default=None
    )
