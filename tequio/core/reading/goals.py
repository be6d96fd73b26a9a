"""The table of a work plan → goals with their activities, means of verification and responsibles.

A merged cell belongs to all its rows; an empty cell of its own is empty. A row without a number that goes on with the text
above, or that comes first after a page break, is the same goal; a number repeated on another title is another goal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tequio.core.dates import FuzzyDate, find_all, first_day, flaw, from_edtf, last_day, parse, sort_key
from tequio.core.reading.calendars import marked
from tequio.core.reading.document import Dropped
from tequio.core.reading.layout import Grid, Row
from tequio.core.reading.means import join_items, read_items
from tequio.core.reading.people import split_names
from tequio.core.reading.records import Activity, Goal, Remark
from tequio.core.reading.words import (
    code_of,
    enumerated,
    goes_on,
    is_bullet,
    joined,
    key,
    lines_of,
    one_line,
    squash,
    without_bullet,
)

_KEY_COLUMNS = ("activity", "date", "means", "responsible")


@dataclass(slots=True)
class _Task:
    title: list[str]
    date: str = ""
    means: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    #: from marks or colours under months, where the row writes no date
    marked: FuzzyDate | None = None


@dataclass(slots=True)
class _Draft:
    number: int | None
    title: list[str]
    where: str
    raw: str = ""
    tasks: list[_Task] = field(default_factory=list)
    #: cells that stand before any activity of the goal
    means: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)


@dataclass(slots=True)
class GoalsReader:
    """Reads the rows of one or more grids of the same commitment."""

    known: Sequence[str] = ()
    wrapped: bool = False
    since: date | None = None
    year: int | None = None
    drafts: list[_Draft] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    joined_rows: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def read(self, grid: Grid) -> None:
        for row in grid.rows:
            if grid.is_banner(row):
                self.dropped.append(
                    Dropped(squash(row.filled()[0]), "título dentro de la tabla; no es una actividad", row.where)
                )
            else:
                self._read_row(grid, row)

    def goals(self, path: tuple[str | int, ...]) -> tuple[Goal, ...]:
        goals = tuple(self._goal(draft) for draft in self.drafts)
        # a printed page breaks rows where it likes: there it is nothing that a person should mend
        if self.joined_rows and not self.wrapped:
            places = "; ".join(self.joined_rows[:6])
            text = f"Se unieron {len(self.joined_rows)} renglones que continuaban en otra página o tabla: {places}."
            self.remarks.append(Remark("rows-joined", text, self.joined_rows[0], (*path, "goals")))
        for text, where in self.unreadable:
            self.remarks.append(Remark("date-unreadable", unread(text), where, (*path, "goals")))
        return goals

    def _read_row(self, grid: Grid, row: Row) -> None:
        new = self._is_new_goal(grid, row)
        if new:
            self._open_goal(grid, row)
        draft = self.drafts[-1]
        continued = not new and self._continue_title(grid, row, draft)
        tasks = len(draft.tasks)
        self._read_activity(grid, row, draft, new=new)
        fresh = len(draft.tasks) > tasks
        broken = self._read_shared(grid, row, draft, "means", fresh=fresh, new=new)
        broken = self._read_shared(grid, row, draft, "responsible", fresh=fresh, new=new) or broken
        if not new and (continued or broken or not fresh):
            self.joined_rows.append(row.where)

    def _is_new_goal(self, grid: Grid, row: Row) -> bool:
        if not self.drafts:
            return True
        last = self.drafts[-1]
        number_cell, title_cell = grid.cell(row, "number"), grid.cell(row, self._title_column(grid))
        code, title = code_of(number_cell.text), title_cell.text.strip()
        before = joined(last.title)
        same = not title or key(one_line(title)) == key(before) or (title_cell.merged and key(title) == key(last.raw))
        if code and not number_cell.merged:
            if "." in code and last.number is not None and code.split(".")[0] == str(last.number):
                return False
            number = int(code.split(".")[0]) if code[0].isdecimal() else None
            if number == last.number and number is not None:
                return not (same or goes_on(before, title) or (row.first and is_bullet(title)))
            return True
        if code or same:
            return False
        if is_bullet(title) or goes_on(before, title):
            return False
        if "number" in grid.columns:
            return not row.first and all(grid.text(row, name) for name in _KEY_COLUMNS if name in grid.columns)
        return True

    @staticmethod
    def _title_column(grid: Grid) -> str:
        return "goal" if "goal" in grid.columns else grid.subject()

    def _open_goal(self, grid: Grid, row: Row) -> None:
        code = code_of(grid.text(row, "number"))
        number = int(code.split(".")[0]) if code[:1].isdecimal() else None
        raw = grid.text(row, self._title_column(grid))
        lines = lines_of(raw)
        if not code and lines:
            code, lines = _own_number(lines)
            number = int(code) if code.isdecimal() else None
        self.drafts.append(_Draft(number, lines, row.where, raw))

    def _continue_title(self, grid: Grid, row: Row, draft: _Draft) -> bool:
        cell = grid.cell(row, self._title_column(grid))
        text = cell.text.strip()
        if (
            not text
            or key(text) == key(draft.raw)
            or key(one_line(text)) == key(joined(draft.title))
            or "goal" not in grid.columns
        ):
            return False
        draft.title.extend(lines_of(text))
        return True

    def _read_activity(self, grid: Grid, row: Row, draft: _Draft, *, new: bool) -> None:
        column = "activity" if "activity" in grid.columns else "subactivity" if "subactivity" in grid.columns else ""
        cell, when = grid.cell(row, column), _date_text(grid, row)
        text = cell.text.strip()
        last = draft.tasks[-1] if draft.tasks else None
        if not text:
            self._undescribed(grid, row, draft, when, new=new)
            return
        repeated = last is not None and key(one_line(text)) == key(joined(last.title))
        if repeated and cell.merged and (not when or _is_copy(grid, row)):
            return
        if last is not None and not when and not new and goes_on(joined(last.title), text):
            last.title.extend(lines_of(text))
            return
        tasks = _tasks(text, when)
        for task in tasks if not when else ():
            task.marked = self._marked(grid, row)
        draft.tasks.extend(tasks)

    def _marked(self, grid: Grid, row: Row) -> FuzzyDate | None:
        """The months with a mark or a colour of their own, the first year being that of the commitment."""
        names = ("activity", "subactivity", "goal", "number", "responsible")
        places = [place for name in names for place in grid.columns.get(name, ()) if place < len(row.cells)]
        found = list(marked(row.cells, grid.months, {row.cells[place].fill for place in places}, self._year_of))
        if not found:
            return None
        first, last = (f"{year}-{month:02}" for year, month, *_ in (found[0], found[-1]))
        return from_edtf(f"{first}/{last}", inferred=found[0][2], source_text=" ".join(text for *_, text in found))

    def _year_of(self, month: int, year: int | None, after: tuple[int, int] | None) -> tuple[int, bool] | None:
        if year is not None:
            return year, False
        if after is not None:
            return after[0] + (month < after[1]), True
        known = self.since.year + (month < self.since.month) if self.since else self.year
        return (known, True) if known else None

    def _undescribed(self, grid: Grid, row: Row, draft: _Draft, when: str, *, new: bool) -> None:
        """A row without an activity: a date of its own completes the last one, or dates the goal itself."""
        if not when or _is_copy(grid, row):
            return
        if draft.tasks and not draft.tasks[-1].date and not new:
            draft.tasks[-1].date = when
        elif not draft.tasks or not new:
            draft.tasks.append(_Task(list(draft.title), when))

    def _read_shared(self, grid: Grid, row: Row, draft: _Draft, column: str, *, fresh: bool, new: bool) -> bool:
        cell = grid.cell(row, column)
        text = cell.text.strip()
        if not text or (cell.merged and not new and self._has(draft, column, text)):
            return False
        holders = [getattr(draft, column), *(getattr(task, column) for task in draft.tasks)]
        own = holders[-1]
        before = next((holder for holder in reversed(holders[:-1] if fresh else holders) if holder), None)
        if new or before is None:
            own.append(text)
            return False
        if column == "means":
            head, rest, completed = join_items(read_items("\n".join(before)), text)
        else:
            head, rest, completed = _join_names(before, text)
        if completed:
            before[:] = [f"● {item}" for item in head] if column == "means" else head
        if not fresh:
            before.extend(f"● {item}" for item in rest) if column == "means" else before.extend(rest)
            return True
        own.extend(f"● {item}" for item in rest) if column == "means" else own.extend(rest)
        return completed

    @staticmethod
    def _has(draft: _Draft, column: str, text: str) -> bool:
        return any(
            text in holder for holder in (getattr(draft, column), *(getattr(task, column) for task in draft.tasks))
        )

    def _goal(self, draft: _Draft) -> Goal:
        means = [tuple(read_items("\n".join(task.means))) for task in draft.tasks]
        shared = read_items("\n".join(draft.means))
        own = [items for items in means if items]
        per_task = len(own) > 1 or (len(own) == 1 and bool(shared)) or (bool(own) and not means[0] and not draft.means)
        names = [self._names(task.responsible) for task in draft.tasks]
        everyone = list(
            dict.fromkeys([*self._names(draft.responsible)[0], *(name for found, _ in names for name in found)])
        )
        unsure = any(unsure for _, unsure in [self._names(draft.responsible), *names])
        various = len({found for found, _ in names if found}) > 1
        activities = tuple(
            Activity(
                joined(task.title),
                task.marked or self._date(task.date, draft.where),
                items if per_task else (),
                found if various else (),
            )
            for task, items, (found, _) in zip(draft.tasks, means, names, strict=True)
        )
        cells = [*draft.responsible, *(text for task in draft.tasks for text in task.responsible)]
        return Goal(
            draft.number,
            joined(draft.title),
            tuple(dict.fromkeys([*shared, *(item for items in own for item in items)])),
            tuple(everyone),
            activities,
            "\n".join(cells) if unsure else "",
        )

    def _names(self, cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        found: list[str] = []
        unsure = False
        for cell in cells:
            names, doubt = split_names(cell, self.known, wrapped=self.wrapped)
            found.extend(names)
            unsure = unsure or doubt
        return tuple(dict.fromkeys(found)), unsure

    def _date(self, text: str, where: str) -> FuzzyDate | None:
        if not text.strip():
            return None
        found = read_date(text, since=self.since, year=self.year)
        if found is None:
            self.unreadable.append((squash(text)[:80], where))
        return found


def unread(text: str) -> str:
    """What to say of a text in the place of a date that is none."""
    short = squash(text)[:80]
    match flaw(text):
        case "yearless":
            return f"A la fecha «{short}» le falta el año y el documento no lo da."
        case "impossible":
            return f"La fecha «{short}» no existe en el calendario."
    return f"No se entiende la fecha «{short}»."


def read_date(text: str, *, since: date | None = None, year: int | None = None) -> FuzzyDate | None:
    """The date of a cell; several dates in it are the interval they span."""
    flat = squash(text)
    found = parse(flat, since=since, year=year)
    if found is not None or len(flat) > 400:
        return found
    several = [value for value in find_all(flat, since=since, year=year) if value.edtf]
    if not several:
        return None
    if len(several) == 1:
        return several[0]
    first, last = min(several, key=sort_key), max(several, key=lambda value: last_day(value) or date.min)
    start, end = first_day(first), last_day(last)
    if start is None or end is None or start > end:
        return first
    return from_edtf(
        f"{start.isoformat()}/{end.isoformat()}", inferred=first.inferred or last.inferred, source_text=flat
    )


def _date_text(grid: Grid, row: Row) -> str:
    text = grid.text(row, "date").strip()
    if text:
        return text
    starts, ends = grid.text(row, "starts").strip(), grid.text(row, "ends").strip()
    if starts and ends and key(starts) != key(ends):
        return f"{starts} al {ends}"
    return starts or ends


def _is_copy(grid: Grid, row: Row) -> bool:
    cells = [grid.cell(row, name) for name in ("date", "starts", "ends") if name in grid.columns]
    return bool(cells) and all(cell.merged or not cell.text.strip() for cell in cells)


def _own_number(lines: list[str]) -> tuple[str, list[str]]:

    found = enumerated(lines[0])
    if found and found[0].isdecimal() and found[1]:
        return found[0], [found[1], *lines[1:]]
    return "", lines


def _tasks(text: str, when: str) -> list[_Task]:
    """One activity, or one per bullet when the cell is nothing but bullets, each with its own line of dates if they match."""
    lines, dates = lines_of(text), lines_of(when)
    bullets = len(lines) > 1 and all(is_bullet(line) for line in lines)
    if bullets or (
        len(lines) > 1 and len(lines) == len(dates) and all(parse(without_bullet(d), year=2000) for d in dates)
    ):
        each = dates if len(dates) == len(lines) else [when] * len(lines)
        return [_Task([without_bullet(line)], without_bullet(day)) for line, day in zip(lines, each, strict=True)]
    return [_Task(lines, when)]


def _join_names(before: list[str], text: str) -> tuple[list[str], list[str], bool]:
    lines = lines_of(text)
    if lines and not is_bullet(lines[0]) and goes_on(before[-1].rstrip(), lines[0]):
        return [*before[:-1], f"{before[-1]} {lines[0]}"], ["\n".join(lines[1:])] if lines[1:] else [], True
    return before, [text], False


def for_authorities(grid: Grid) -> bool:
    """Whether the column of responsibles is headed as one for authorities and nobody else (requirement 84)."""
    places = grid.columns.get("responsible", ())
    headed = [text for text, place in zip(grid.headings, grid.heading_places, strict=False) if place in places]
    others = ("organizacion", "persona", "sociedad", "actor", "ciudadan")
    return any("autoridad" in key(text) and not any(word in key(text) for word in others) for text in headed)
