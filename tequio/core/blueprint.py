"""A template of an exercise: what is done, how long it takes, what waits for what; and its dates from any first day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tequio.core.dates import FuzzyDate, first_day, from_edtf, last_day
from tequio.core.refusals import Refusal
from tequio.core.schedule import Constraint, ConstraintKind, DayLine, Link, LinkKind, Task, schedule
from tequio.core.workdays import Calendar

MONTHS = 12


class BrokenBlueprint(Refusal):
    """A template that cannot be laid out on a calendar."""

    code = "broken-blueprint"


@dataclass(frozen=True, slots=True)
class Wait:
    """``lag`` in working days; ``type`` FS, SS, FF or SF."""

    code: str
    type: str = "FS"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A date as a distance from the first day: ``days`` working days after it, or ``month`` months after its month."""

    days: int | None = None
    month: int | None = None
    months: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """``days`` is its duration in working days. Without it, ``starts`` and ``ends`` say when; neither: to be defined."""

    code: str
    title: str
    stage: str = ""
    days: int | None = None
    after: tuple[Wait, ...] = ()
    parent: str | None = None
    starts: Span | None = None
    ends: Span | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A date to keep, that of the end of a part; with ``bound`` MSO or SNET, that of its beginning."""

    name: str
    part: str
    bound: str = "FNLT"


@dataclass(frozen=True, slots=True)
class Blueprint:
    key: str
    name: str
    summary: str
    kind: str
    pack: str
    plan: str
    title: str
    objective: str
    objectives: tuple[str, ...]
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def top(self) -> int:
        """Parts that are not under another."""
        return sum(part.parent is None for part in self.parts)


@dataclass(frozen=True, slots=True)
class Laid:
    """A part with its dates."""

    part: Part
    starts: FuzzyDate | None
    ends: FuzzyDate | None


@dataclass(frozen=True, slots=True)
class LaidMark:
    mark: Mark
    on: FuzzyDate | None


@dataclass(frozen=True, slots=True)
class LaidStage:
    key: str
    starts: FuzzyDate | None
    ends: FuzzyDate | None


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day of the week, inside the plan, on which nobody works."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """``first`` is the first working day; ``days_off`` leaves out Saturdays and Sundays."""

    first: date
    last: date
    parts: tuple[Laid, ...]
    marks: tuple[LaidMark, ...]
    stages: tuple[LaidStage, ...]
    days_off: tuple[DayOff, ...]


def lay_out(blueprint: Blueprint, start: date, calendar: Calendar) -> Layout:
    """Every date, counted from the first working day at or after ``start``. Raises ScheduleRefusal or OutsideCalendar."""
    first = calendar.next_working(start)
    parts = _scheduled(blueprint, first, calendar) if _has_days(blueprint) else _shifted(blueprint, first, calendar)
    days = [day for laid in parts for each in (laid.starts, laid.ends) if each for day in _ends_of(each)]
    last = max(days, default=first)
    return Layout(
        first=first,
        last=last,
        parts=parts,
        marks=tuple(_mark(mark, parts) for mark in blueprint.marks),
        stages=tuple(_stages(parts)),
        days_off=tuple(_days_off(first, last, calendar)),
    )


def _has_days(blueprint: Blueprint) -> bool:
    parents = {part.parent for part in blueprint.parts}
    given = [part.days is not None for part in blueprint.parts if part.code not in parents]
    return bool(given) and all(given)


def _scheduled(blueprint: Blueprint, first: date, calendar: Calendar) -> tuple[Laid, ...]:
    """By the critical path: what waits for nothing begins on the first day."""
    floor = (Constraint(ConstraintKind.SNET, first),)
    tasks = [Task(part.code, part.title, part.days or 0, floor, part.parent) for part in blueprint.parts]
    links = [
        Link(wait.code, part.code, LinkKind(wait.type), wait.lag) for part in blueprint.parts for wait in part.after
    ]
    rows = {row.id: row for row in schedule(tasks, links, DayLine(calendar, first)).rows()}
    return tuple(
        Laid(part, _exact(rows[part.code].early_start), _exact(rows[part.code].early_finish))
        for part in blueprint.parts
    )


def _shifted(blueprint: Blueprint, first: date, calendar: Calendar) -> tuple[Laid, ...]:
    return tuple(
        Laid(part, _place(part.starts, first, calendar), _place(part.ends, first, calendar)) for part in blueprint.parts
    )


def _place(span: Span | None, first: date, calendar: Calendar) -> FuzzyDate | None:
    if span is None:
        return None
    if span.days is not None:
        return _exact(calendar.at(calendar.number(first) + span.days))
    begins = first.year * MONTHS + first.month - 1 + (span.month or 0)
    return from_edtf("/".join(_month(number) for number in sorted({begins, begins + span.months - 1})))


def _month(number: int) -> str:
    return f"{number // MONTHS:04}-{number % MONTHS + 1:02}"


def _exact(day: date) -> FuzzyDate:
    return from_edtf(f"{day:%Y-%m-%d}")


def _ends_of(day: FuzzyDate) -> Iterable[date]:
    return (each for each in (first_day(day), last_day(day)) if each)


def _mark(mark: Mark, parts: tuple[Laid, ...]) -> LaidMark:
    found = next((laid for laid in parts if laid.part.code == mark.part), None)
    if found is None:
        raise BrokenBlueprint(f"La fecha «{mark.name}» nombra la actividad {mark.part}, que no está en la plantilla.")
    return LaidMark(mark, found.starts if mark.bound in {"MSO", "SNET"} else found.ends)


def _stages(parts: tuple[Laid, ...]) -> Iterable[LaidStage]:
    """From the first day of its first part to the last day of its last one, in the order in which they are met."""
    for key in dict.fromkeys(laid.part.stage for laid in parts if laid.part.stage):
        own = [laid for laid in parts if laid.part.stage == key]
        starts = [laid.starts or laid.ends for laid in own]
        ends = [laid.ends or laid.starts for laid in own]
        yield LaidStage(
            key,
            min((day for day in starts if day), key=lambda day: first_day(day) or date.max, default=None),
            max((day for day in ends if day), key=lambda day: last_day(day) or date.min, default=None),
        )


def _days_off(first: date, last: date, calendar: Calendar) -> Iterable[DayOff]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        why = calendar.why_closed(day)
        if why and day.weekday() < 5:
            yield DayOff(day, why)


def span_between(day: FuzzyDate | None, first: date, calendar: Calendar) -> Span | None:
    """How far a date lies from the first day of its plan: a day in working days, a month or a range in months."""
    low, high = (first_day(day), last_day(day)) if day else (None, None)
    if low is None or high is None:
        return None
    if low == high:
        return Span(days=calendar.number(low) - calendar.number(first))
    begins, ends = (each.year * MONTHS + each.month for each in (low, high))
    return Span(month=begins - first.year * MONTHS - first.month, months=ends - begins + 1)
