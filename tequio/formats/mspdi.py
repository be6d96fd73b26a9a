"""Microsoft Project XML (MSPDI, schema http://schemas.microsoft.com/project) → tasks, links and hours.

Source: "Project XML Data Interchange Schema" of Microsoft. Durations and slacks are working minutes; the file writes lags in
tenths of a minute. Tasks are known by their UID. Writing: ``mspdi_out``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from tequio.core.refusals import UnreadableDocument
from tequio.core.schedule import (
    ClockLine,
    Constraint,
    ConstraintKind,
    Elastic,
    Hours,
    Link,
    LinkKind,
    Task,
    own_shifts,
)
from tequio.core.workdays import FIRST_YEAR, LAST_YEAR, SATURDAY, Calendar
from tequio.formats.mspdi_calendars import ALWAYS, RawCalendar, hours_of, read_calendar

LARGEST = 20 * 1024 * 1024
MOST_ELEMENTS = 1_000_000
MOST_TASKS = 100_000
_YEARS_OF_HOLIDAYS = 40
_DEEPEST = 60
NOT_PROJECT = "El archivo no es XML de Microsoft Project: en Project use «Guardar como» y elija «Formato XML (*.xml)»."

_KINDS = {"0": LinkKind.FF, "1": LinkKind.FS, "2": LinkKind.SF, "3": LinkKind.SS}
_CONSTRAINTS = {
    "2": ConstraintKind.MSO,
    "3": ConstraintKind.MFO,
    "4": ConstraintKind.SNET,
    "5": ConstraintKind.SNLT,
    "6": ConstraintKind.FNET,
    "7": ConstraintKind.FNLT,
}
#: codes of time that runs day and night ("edays"), with and without the mark of an estimate
_ELAPSED = frozenset({"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"})
_PERCENT = frozenset({"19", "20", "51", "52"})
_USED = frozenset(
    {
        "UID", "ID", "Name", "IsNull", "Active", "Duration", "DurationFormat", "OutlineLevel", "Start", "Manual", "ManualStart",
        "ConstraintType", "ConstraintDate", "Deadline", "CalendarUID",
    }
)  # fmt: skip
_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,8})M)?(?:[\d.]{1,8}S)?)?"
)


@dataclass(frozen=True)
class ProjectFile:
    """``duration`` of the tasks in minutes of their own calendar; ``elastic`` are those whose hours differ from the project's.

    ``numbers``: the number that Project shows for each UID. ``remarks``: what was read in another way than Project would.
    """

    name: str
    start: datetime
    hours: Hours
    minutes_per_day: int
    tasks: tuple[Task, ...]
    links: tuple[Link, ...]
    own_hours: Mapping[str, tuple[tuple[Hours, int], ...]]
    numbers: Mapping[str, int]
    remarks: tuple[str, ...]

    def timeline(self, *, start: datetime | None = None) -> ClockLine:
        return ClockLine(self.hours, start or self.start, minutes_per_day=self.minutes_per_day)

    def without(self, calendar: Calendar) -> ProjectFile:
        """The same project when nobody works on the closed weekdays of that calendar either."""
        return replace(
            self,
            hours=_closed(self.hours, calendar, self.start),
            own_hours={
                uid: tuple((_closed(hours, calendar, self.start), minutes) for hours, minutes in efforts)
                for uid, efforts in self.own_hours.items()
            },
        )

    def elastic(self, line: ClockLine) -> dict[str, Elastic]:
        return {uid: own_shifts(line, efforts) for uid, efforts in self.own_hours.items()}


@dataclass(frozen=True, slots=True)
class _RawTask:
    """The texts of the children that hold no others, and those of each predecessor."""

    texts: dict[str, str]
    links: tuple[dict[str, str], ...]

    def get(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass
class _Raw:
    """The sections as they were found; resources and assignments come after the tasks in the file."""

    header: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, RawCalendar] = field(default_factory=dict)
    tasks: list[_RawTask] = field(default_factory=list)
    resource_calendar: dict[str, str] = field(default_factory=dict)
    #: task uid → (resource uid, minutes of work, units)
    assignments: dict[str, list[tuple[str, int, float]]] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)


def read_mspdi(data: bytes) -> ProjectFile:
    """Raises UnreadableDocument when it is not a Project file, is damaged or too large."""
    if len(data) > LARGEST:
        raise UnreadableDocument(
            f"El archivo pesa más de {LARGEST // 2**20} MB. Guarde solo el proyecto que hace falta."
        )
    raw = _Raw()
    try:
        for section, element in _sections(data):
            _keep(raw, section, element)
    except (ParseError, DefusedXmlException, LookupError) as broken:
        raise UnreadableDocument(f"{NOT_PROJECT} ({_why(broken)})") from broken
    return _project(raw)


def read_mspdi_file(path: Path) -> ProjectFile:
    """The same from a file. Raises UnreadableDocument."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as failed:
        raise UnreadableDocument(
            f"No se puede abrir «{path.name}»: revise que exista y que sea un archivo."
        ) from failed
    if not data.strip():
        raise UnreadableDocument(f"«{path.name}» está vacío.")
    return read_mspdi(data)


def _why(broken: Exception) -> str:
    if isinstance(broken, ParseError):
        line, column = broken.position
        return f"XML mal formado en la línea {line}, columna {column + 1}"
    return "trae entidades o una codificación que no se admiten"


def tag(element: Element) -> str:
    """Without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _texts(element: Element) -> dict[str, str]:
    return {tag(child): (child.text or "").strip() for child in element if not len(child)}


def _sections(data: bytes) -> Iterator[tuple[str, Element]]:
    """("Tasks", each task) and so on, each element emptied after its use; ("", header field) for the rest."""
    path: list[Element] = []
    elements = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            elements += 1
            path.append(element)
            if tag(path[0]) != "Project" or len(path) > _DEEPEST:
                raise UnreadableDocument(NOT_PROJECT)
            if elements > MOST_ELEMENTS:
                raise UnreadableDocument(
                    f"El archivo trae más de {MOST_ELEMENTS:,} elementos. Divida el proyecto en varios."
                )
            continue
        path.pop()
        if len(path) == 1:
            yield "", element
        elif len(path) == 2:
            yield tag(path[1]), element
            path[1].remove(element)


def _keep(raw: _Raw, section: str, element: Element) -> None:
    if section == "":
        if not len(element):
            raw.header[tag(element)] = (element.text or "").strip()
    elif section == "Calendars":
        calendar = read_calendar(element)
        raw.calendars[calendar.uid] = calendar
        raw.remarks |= dict.fromkeys(calendar.remarks)
    elif section == "Tasks":
        if len(raw.tasks) >= MOST_TASKS:
            raise UnreadableDocument(f"El archivo trae más de {MOST_TASKS:,} tareas. Divídalo en varios.")
        task = _RawTask(
            {name: found for name, found in _texts(element).items() if name in _USED},
            tuple(_texts(child) for child in element if tag(child) == "PredecessorLink"),
        )
        if task.get("IsNull") != "1" and task.get("Active") != "0":
            raw.tasks.append(task)
    elif section == "Resources":
        texts = _texts(element)
        raw.resource_calendar[texts.get("UID", "")] = texts.get("CalendarUID", "")
    elif section == "Assignments":
        texts = _texts(element)
        work, units = _minutes(texts.get("Work", "")), _number(texts.get("Units", ""), 1.0)
        raw.assignments.setdefault(texts.get("TaskUID", ""), []).append((texts.get("ResourceUID", ""), work, units))


def _project(raw: _Raw) -> ProjectFile:
    start = moment(raw.header.get("StartDate", "")) or _earliest(raw.tasks)
    if start is None:
        raise UnreadableDocument(f"{NOT_PROJECT} (no trae fecha de inicio)")
    if raw.header.get("ScheduleFromStart") == "0":
        raw.remarks["El proyecto se programó hacia atrás desde su fin; aquí se calcula desde su inicio."] = None
    hours = hours_of(raw.calendars.get(raw.header.get("CalendarUID", "")), raw.calendars)
    per_day = int(_number(raw.header.get("MinutesPerDay", ""), 480)) or 480
    tasks = tuple(_tasks(raw))
    return ProjectFile(
        name=raw.header.get("Title") or raw.header.get("Name", ""),
        start=start,
        hours=hours,
        minutes_per_day=per_day,
        tasks=tasks,
        links=tuple(_links(raw, per_day)),
        own_hours=_own_hours(raw, hours),
        numbers={task.get("UID"): int(_number(task.get("ID"), 0)) for task in raw.tasks},
        remarks=tuple(raw.remarks),
    )


def _closed(hours: Hours, calendar: Calendar, start: datetime) -> Hours:
    if hours == ALWAYS:
        return hours
    first = start.date() - timedelta(days=366)
    days = (first + timedelta(days=offset) for offset in range(_YEARS_OF_HOLIDAYS * 366))
    weekdays = (day for day in days if day.weekday() < SATURDAY and not calendar.is_working(day))
    return Hours(hours.week, {**hours.exceptions, **dict.fromkeys(weekdays, ())})


def _earliest(tasks: list[_RawTask]) -> datetime | None:
    starts = [found for task in tasks if (found := moment(task.get("Start")))]
    return min(starts, default=None)


def _tasks(raw: _Raw) -> Iterator[Task]:
    above: list[tuple[int, str]] = []
    for task in raw.tasks:
        uid = task.get("UID")
        level = int(_number(task.get("OutlineLevel"), 1))
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else None
        above.append((level, uid))
        yield Task(uid, task.get("Name"), _minutes(task.get("Duration")), _constraints(task, raw), parent)


def _constraints(task: _RawTask, raw: _Raw) -> tuple[Constraint, ...]:
    found = []
    code = task.get("ConstraintType")
    on = moment(task.get("ConstraintDate"))
    if code in _CONSTRAINTS and on:
        found.append(Constraint(_CONSTRAINTS[code], on))
    elif code == "1":
        raw.remarks[
            "Hay tareas «lo más tarde posible»: se calculan lo más temprano posible; vea sus fechas tardías."
        ] = None
    deadline = moment(task.get("Deadline"))
    if deadline:
        found.append(Constraint(ConstraintKind.FNLT, deadline))
    fixed = moment(task.get("ManualStart") or task.get("Start")) if task.get("Manual") == "1" else None
    if fixed:
        found.append(Constraint(ConstraintKind.SNET, fixed))
        raw.remarks[
            "Hay tareas programadas a mano: no empiezan antes de su fecha, pero sí esperan a sus predecesoras."
        ] = None
    return tuple(found)


def _links(raw: _Raw, per_day: int) -> Iterator[Link]:
    minutes = {task.get("UID"): _minutes(task.get("Duration")) for task in raw.tasks}
    for task in raw.tasks:
        for link in task.links:
            before = link.get("PredecessorUID", "")
            if link.get("CrossProject") == "1" or before not in minutes:
                raw.remarks[
                    "Hay predecesoras de otro proyecto o que no están en el archivo: no se toman en cuenta."
                ] = None
                continue
            kind = _KINDS.get(link.get("Type", ""), LinkKind.FS)
            yield Link(before, task.get("UID"), kind, _lag(link, minutes[before], per_day, raw))


def _lag(link: dict[str, str], duration: int, per_day: int, raw: _Raw) -> int:
    tenths, unit = _number(link.get("LinkLag", ""), 0), link.get("LagFormat", "")
    if unit in _PERCENT:
        return round(duration * tenths / 100)
    if unit in _ELAPSED and tenths:
        raw.remarks["Hay esperas en días corridos: se toman como su parte proporcional de días hábiles."] = None
        return round(tenths / 10 * per_day / (24 * 60))
    return round(tenths / 10)


def _own_hours(raw: _Raw, hours: Hours) -> dict[str, tuple[tuple[Hours, int], ...]]:
    """Tasks that follow a calendar of their own, run day and night, or are done by someone with other hours."""
    by_calendar = {uid: hours_of(calendar, raw.calendars) for uid, calendar in raw.calendars.items()}
    parents = {task.parent for task in _tasks(raw)}
    found = {}
    for task in raw.tasks:
        uid, minutes = task.get("UID"), _minutes(task.get("Duration"))
        if uid in parents or not minutes:
            continue
        efforts = _efforts(task, raw, by_calendar, hours)
        if any(own != hours for own, _ in efforts):
            found[uid] = tuple(efforts)
    return found


def _efforts(task: _RawTask, raw: _Raw, by_calendar: Mapping[str, Hours], hours: Hours) -> list[tuple[Hours, int]]:
    minutes = _minutes(task.get("Duration"))
    if task.get("DurationFormat") in _ELAPSED:
        return [(ALWAYS, minutes)]
    of_task = by_calendar.get(task.get("CalendarUID"))
    if of_task is not None:
        return [(of_task, minutes)]
    found = []
    for resource, work, units in raw.assignments.get(task.get("UID"), []):
        of_resource = by_calendar.get(raw.resource_calendar.get(resource, ""), hours)
        found.append((of_resource, round(work / units) if work and units > 0 else minutes))
    return found if any(own != hours for own, _ in found) else []


def moment(written: str) -> datetime | None:
    """ "2006-09-21T08:00:00", without zone; None for anything else and for years that no plan has."""
    try:
        found = datetime.fromisoformat(written).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None
    return found if FIRST_YEAR < found.year < LAST_YEAR else None


def _minutes(written: str) -> int:
    """ "PT16H30M0S" → 990."""
    found = _DURATION.fullmatch(written)
    if found is None:
        return 0
    days, hours, minutes = (int(found[name] or 0) for name in ("days", "hours", "minutes"))
    return (days * 24 + hours) * 60 + minutes


def _number(written: str, otherwise: float) -> float:
    try:
        found = float(written)
    except ValueError:
        return otherwise
    return found if abs(found) < 1e9 else otherwise
