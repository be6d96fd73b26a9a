"""The calendars of a Microsoft Project XML file: weeks with hours, exceptions, calendars based on another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element

from tequio.core.schedule import Hours, Shifts

_WHOLE_DAY: Shifts = ((0, 24 * 60),)
_OFFICE: Shifts = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
ALWAYS = Hours((_WHOLE_DAY,) * 7)
#: what Project assumes where a file says nothing
STANDARD = Hours((_OFFICE,) * 5 + ((),) * 2)
#: days of one exception; ten years of holidays in one entry is a mistake
_LONGEST_EXCEPTION = 3660
_DEEPEST = 20


@dataclass
class RawCalendar:
    """``week``: by weekday (Monday 0) what the file says; a missing day is that of ``base``."""

    uid: str
    base: str
    week: dict[int, Shifts] = field(default_factory=dict)
    exceptions: dict[date, Shifts] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_calendar(element: Element) -> RawCalendar:
    calendar = RawCalendar(_text(element, "UID"), _text(element, "BaseCalendarUID"))
    for day in _inside(element, "WeekDays", "WeekDay"):
        number = _text(day, "DayType")
        if number == "0":
            _except(calendar, day)
        elif number in {"1", "2", "3", "4", "5", "6", "7"}:
            # Project counts from Sunday
            calendar.week[(int(number) - 2) % 7] = _shifts(day)
    for exception in _inside(element, "Exceptions", "Exception"):
        _except(calendar, exception)
    return calendar


def hours_of(calendar: RawCalendar | None, calendars: Mapping[str, RawCalendar], depth: int = 0) -> Hours:
    """With the days that come from its base."""
    if calendar is None or depth > _DEEPEST:
        return STANDARD
    base = hours_of(calendars.get(calendar.base), calendars, depth + 1)
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        calendar.week.get(day, base.week[day]) for day in range(7)
    )
    week = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    return Hours(week, {**base.exceptions, **calendar.exceptions})


def _except(calendar: RawCalendar, element: Element) -> None:
    period = next((child for child in element if _tag(child) == "TimePeriod"), None)
    first = _day(_text(period, "FromDate")) if period is not None else None
    last = _day(_text(period, "ToDate")) if period is not None else None
    if first is None or last is None or last < first:
        return
    days = min((last - first).days + 1, _LONGEST_EXCEPTION)
    occurrences = _text(element, "Occurrences")
    if _text(element, "Type") not in {"", "1"} and occurrences not in {"", str(days)}:
        calendar.remarks.append(
            "El calendario repite excepciones (cada semana, mes o año): solo se toma la primera. "
            "Agregue las demás con --holiday."
        )
        days = 1
    shifts = _shifts(element)
    for offset in range(days):
        calendar.exceptions[first + timedelta(days=offset)] = shifts


def _shifts(element: Element) -> Shifts:
    if _text(element, "DayWorking") != "1":
        return ()
    found = []
    for working in _inside(element, "WorkingTimes", "WorkingTime"):
        begin, end = _minute(_text(working, "FromTime")), _minute(_text(working, "ToTime"))
        if begin is not None and end is not None:
            # midnight at the end of a shift is the end of the day
            found.append((begin, end if end > begin else 24 * 60))
    shifts = sorted(found)
    overlapping = any(before[1] > after[0] for before, after in pairwise(shifts))
    return _OFFICE if overlapping or not shifts else tuple(shifts)


def _inside(element: Element, section: str, name: str) -> list[Element]:
    return [child for part in element if _tag(part) == section for child in part if _tag(child) == name]


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    return next(((child.text or "").strip() for child in element if _tag(child) == name), "")


def _day(written: str) -> date | None:
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        return None


def _minute(written: str) -> int | None:
    hours, _, rest = written.partition(":")
    minutes = rest[:2]
    if hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60:
        return int(hours) * 60 + int(minutes)
    return None
