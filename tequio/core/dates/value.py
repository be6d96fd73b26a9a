"""The value: its EDTF text form (ISO 8601-2, level 0), its days, its order, what is overdue."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Status(StrEnum):
    EXACT = "exact"
    MONTH = "month"
    #: two ends, or a whole year ("2021")
    RANGE = "range"
    TO_BE_DEFINED = "to_be_defined"


class Style(StrEnum):
    """How it was written, so that mixed styles can be reported (requirement 89)."""

    NUMERIC = "numeric"
    WORDS = "words"
    ISO = "iso"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """``edtf`` is None only when the status is TO_BE_DEFINED; a date nobody wrote is ``None``, not a FuzzyDate.

    ``inferred``: the text gave no year and it comes from the context. ``ambiguous``: written only with numbers, day and
    month both under 13 (it was read day first).
    """

    status: Status
    edtf: str | None
    inferred: bool = False
    ambiguous: bool = False
    style: Style = Style.WORDS
    source_text: str = ""


class DateJson(TypedDict):
    edtf: str | None
    status: str
    inferred: bool
    ambiguous: bool
    source_text: str


def from_edtf(edtf: str | None, *, inferred: bool = False, source_text: str = "") -> FuzzyDate:
    """``None`` is a date to be defined; ``a/a`` is the same as ``a``. Raises ValueError on anything that is not EDTF level 0
    with a closed end, and on an interval that ends before it begins."""
    if edtf is None:
        return FuzzyDate(Status.TO_BE_DEFINED, None, inferred=inferred, source_text=source_text)
    pieces = edtf.split("/")
    if len(pieces) > 2:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    for piece in pieces:
        part_days(piece)
    if len(pieces) == 2 and part_days(pieces[0])[0] > part_days(pieces[1])[1]:
        raise ValueError(f"ends before it begins: {edtf!r}")
    text = pieces[0] if len(pieces) == 2 and pieces[0] == pieces[1] else edtf
    return FuzzyDate(_status(text), text, inferred=inferred, style=Style.ISO, source_text=source_text)


def _status(edtf: str) -> Status:
    return {10: Status.EXACT, 7: Status.MONTH}.get(len(edtf), Status.RANGE)


def part_days(part: str) -> tuple[date, date]:
    """First and last day of one part, ``2021``, ``2021-11`` or ``2021-11-05``; ValueError if it is none of them."""
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(f"not an EDTF date: {part!r}")
    year, month, day = (int(group) if group else None for group in found.groups())
    assert year is not None  # noqa: S101  the pattern requires it
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        first = date(year, month, 1)
        return first, first.replace(day=calendar.monthrange(year, month)[1])
    exact = date(year, month, day)
    return exact, exact


def first_day(value: FuzzyDate) -> date | None:
    """The first day it may be; None while to be defined."""
    return None if value.edtf is None else part_days(value.edtf.split("/")[0])[0]


def last_day(value: FuzzyDate) -> date | None:
    """The last day it may be; None while to be defined."""
    return None if value.edtf is None else part_days(value.edtf.split("/")[-1])[1]


def ends(value: FuzzyDate) -> tuple[FuzzyDate, FuzzyDate]:
    """The two ends of an interval, each as precise as it was written; anything without two ends is both."""
    if value.edtf is None or "/" not in value.edtf:
        return value, value
    first, last = value.edtf.split("/")
    return _piece(value, first), _piece(value, last)


def _piece(whole: FuzzyDate, part: str) -> FuzzyDate:
    return FuzzyDate(
        _status(part), part, whole.inferred, whole.ambiguous, style=whole.style, source_text=whole.source_text
    )


def is_overdue(value: FuzzyDate, today: date) -> bool:
    """Only when its whole span has passed: November is not overdue on the 30th. Never while to be defined."""
    last = last_day(value)
    return last is not None and last < today


def sort_key(value: FuzzyDate | None) -> tuple[date, date]:
    """By first day, then by last day; what has no date yet comes last."""
    first, last = (None, None) if value is None else (first_day(value), last_day(value))
    return first or date.max, last or date.max


def as_json(value: FuzzyDate) -> DateJson:
    """The shape of every date in the answers of ``tequio read``."""
    return {
        "edtf": value.edtf,
        "status": value.status.value,
        "inferred": value.inferred,
        "ambiguous": value.ambiguous,
        "source_text": value.source_text,
    }


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February where the year has no 29th.

    A term counted in years ends on the day with the same number (Código Civil practice), so two years from
    2020-02-29 end on 2022-02-28.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
