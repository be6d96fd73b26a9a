"""A schedule → Microsoft Project XML (MSPDI). Working days become days of eight hours, 8–12 and 13–17.

Project computes the dates again when it opens the file; those written are ours, and a test reads them back to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from tequio.core.schedule import ClockLine, ConstraintKind, DayLine, Hours, LinkKind, Schedule, Shifts
from tequio.formats.mspdi_calendars import STANDARD
from tequio.formats.ooxml import printable

NAMESPACE = "http://schemas.microsoft.com/project"
_KINDS = {LinkKind.FF: "0", LinkKind.FS: "1", LinkKind.SF: "2", LinkKind.SS: "3"}
_CONSTRAINTS = {
    ConstraintKind.MSO: "2",
    ConstraintKind.MFO: "3",
    ConstraintKind.SNET: "4",
    ConstraintKind.SNLT: "5",
    ConstraintKind.FNET: "6",
    ConstraintKind.FNLT: "7",
}
_AT_START = frozenset({ConstraintKind.MSO, ConstraintKind.SNET, ConstraintKind.SNLT})
_OPENS, _CLOSES = time(8), time(17)
_MINUTES_PER_DAY = 480
#: non-working days are written to this long after the end, so that a plan that slips keeps them
_AFTER_THE_END = timedelta(days=366)


def write_mspdi(plan: Schedule, *, title: str) -> bytes:
    """The file, UTF-8. UIDs are the ids where all of them are numbers, else the position of each task."""
    root = Element("Project", xmlns=NAMESPACE)
    days_first = isinstance(plan.timeline, DayLine)
    per_day = _MINUTES_PER_DAY if days_first else plan.timeline.unit
    fields = {
        "SaveVersion": "12",
        "Name": title,
        "Title": title,
        "ScheduleFromStart": "1",
        "StartDate": _at(plan.start, _OPENS),
        "FinishDate": _at(plan.finish, _CLOSES),
        "CalendarUID": "1",
        "DefaultStartTime": "08:00:00",
        "DefaultFinishTime": "17:00:00",
        "MinutesPerDay": str(per_day),
        "MinutesPerWeek": str(per_day * 5),
    }
    _fill(root, fields)
    _write_calendar(SubElement(root, "Calendars"), _hours(plan))
    _write_tasks(SubElement(root, "Tasks"), plan, per_day if days_first else 1)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(tostring(root, encoding="utf-8"))


def _fill(element: Element, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        SubElement(element, name).text = printable(value)


def _at(moment: date, hour: time) -> str:
    full = moment if isinstance(moment, datetime) else datetime.combine(moment, hour)
    return full.isoformat(timespec="seconds")


def _hours(plan: Schedule) -> Hours:
    if isinstance(plan.timeline, ClockLine):
        return plan.timeline.hours
    if not isinstance(plan.timeline, DayLine):
        return STANDARD
    calendar, day, last = (
        plan.timeline.calendar,
        plan.start,
        max(plan.finish, *plan.columns.late_finish) + _AFTER_THE_END,
    )
    closed: dict[date, Shifts] = {}
    while day <= last:
        if day.weekday() < 5 and not calendar.is_working(day):
            closed[day] = ()
        day += timedelta(days=1)
    return Hours(STANDARD.week, closed)


def _write_calendar(section: Element, hours: Hours) -> None:
    calendar = SubElement(section, "Calendar")
    _fill(calendar, {"UID": "1", "Name": "Días hábiles", "IsBaseCalendar": "1", "BaseCalendarUID": "-1"})
    week = SubElement(calendar, "WeekDays")
    for weekday in (6, 0, 1, 2, 3, 4, 5):
        _write_day(SubElement(week, "WeekDay"), {"DayType": str((weekday + 1) % 7 + 1)}, hours.week[weekday])
    exceptions = SubElement(calendar, "Exceptions")
    for day, shifts in sorted(hours.exceptions.items()):
        exception = SubElement(exceptions, "Exception")
        period = SubElement(exception, "TimePeriod")
        _fill(period, {"FromDate": f"{day.isoformat()}T00:00:00", "ToDate": f"{day.isoformat()}T23:59:00"})
        _write_day(exception, {"Occurrences": "1", "Type": "1"}, shifts)


def _write_day(element: Element, fields: dict[str, str], shifts: Shifts) -> None:
    _fill(element, {**fields, "DayWorking": str(int(bool(shifts)))})
    if shifts:
        times = SubElement(element, "WorkingTimes")
        for begin, end in shifts:
            _fill(SubElement(times, "WorkingTime"), {"FromTime": _clock(begin), "ToTime": _clock(end)})


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def _write_tasks(section: Element, plan: Schedule, minutes: int) -> None:
    uid_of = _uids(plan)
    incoming: dict[str, list[Element]] = {}
    for link in plan.links:
        element = Element("PredecessorLink")
        lag = str(link.lag * minutes * 10)
        _fill(
            element,
            {"PredecessorUID": uid_of[link.predecessor], "Type": _KINDS[link.kind], "LinkLag": lag, "LagFormat": "7"},
        )
        incoming.setdefault(link.successor, []).append(element)
    for position, (at, level) in enumerate(_outline(plan), 1):
        element = SubElement(section, "Task")
        _fill(element, _task_fields(plan, at, level, position, uid_of, minutes))
        element.extend(incoming.get(plan.tasks[at].id, []))


def _task_fields(
    plan: Schedule, at: int, level: int, position: int, uid_of: dict[str, str], minutes: int
) -> dict[str, str]:
    row, task = plan.row(at), plan.tasks[at]
    length = (row.duration if row.summary else task.duration) * minutes
    milestone = not length
    fields = {
        "UID": uid_of[task.id],
        "ID": str(position),
        "Name": task.name,
        "OutlineLevel": str(level),
        "Start": _at(row.early_start, _CLOSES if milestone else _OPENS),
        "Finish": _at(row.early_finish, _CLOSES),
        "Duration": f"PT{length // 60}H{length % 60}M0S",
        "DurationFormat": "7",
        "Milestone": str(int(milestone)),
        "Summary": str(int(row.summary)),
        "Critical": str(int(row.critical)),
        "TotalSlack": str(row.total_float * minutes * 10),
        "FreeSlack": str(row.free_float * minutes * 10),
    }
    if not task.constraints:
        return {**fields, "ConstraintType": "0"}
    first, *others = task.constraints
    hour = _OPENS if first.kind in _AT_START else _CLOSES
    fields |= {"ConstraintType": _CONSTRAINTS[first.kind], "ConstraintDate": _at(first.on, hour)}
    # a task has one constraint in Project, and besides it a deadline
    deadline = next((other for other in others if other.kind is ConstraintKind.FNLT), None)
    return fields | ({"Deadline": _at(deadline.on, _CLOSES)} if deadline else {})


def _uids(plan: Schedule) -> dict[str, str]:
    ids = [task.id for task in plan.tasks]
    numbers = all(name.isascii() and name.isdigit() and not name.startswith("0") and len(name) < 10 for name in ids)
    return {name: name if numbers else str(position) for position, name in enumerate(ids, 1)}


def _outline(plan: Schedule) -> Iterator[tuple[int, int]]:
    """(task, level), parts right after their whole."""
    parts: dict[str | None, list[int]] = {}
    for at, task in enumerate(plan.tasks):
        parts.setdefault(task.parent, []).append(at)
    waiting = [(at, 1) for at in reversed(parts.get(None, []))]
    while waiting:
        at, level = waiting.pop()
        yield at, level
        waiting += [(part, level + 1) for part in reversed(parts.get(plan.tasks[at].id, []))]
