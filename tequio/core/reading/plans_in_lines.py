"""A work plan written as paragraphs ("Meta 1. …", "Actividad: …", "Fecha: …") → the table it would be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tequio.core.reading.document import Cell
from tequio.core.reading.headings import column_of
from tequio.core.reading.layout import Grid, Line, Row
from tequio.core.reading.words import squash

_COLUMNS = ("number", "goal", "activity", "date", "starts", "ends", "means", "responsible")
_LABELLED = frozenset(_COLUMNS[2:])
#: fewer goals with fewer labels are a form or a list
_FEWEST_GOALS = 2
_FEWEST_LABELS = 2


@dataclass(slots=True)
class _Goal:
    number: str
    title: str
    where: str
    rows: list[dict[str, str]] = field(default_factory=list)

    def put(self, column: str, text: str) -> None:
        if not self.rows or (column == "activity" and "activity" in self.rows[-1]):
            self.rows.append({})
        self.rows[-1][column] = "\n".join(part for part in (self.rows[-1].get(column, ""), text) if part)

    def labels(self) -> int:
        return len({column for row in self.rows for column in row})


def with_plans_as_tables(items: Sequence[Line | Row | Grid]) -> list[Line | Row | Grid]:
    """The items with each run of goals and their labelled lines replaced by a grid."""
    kept: list[Line | Row | Grid] = []
    run: list[_Goal] = []
    lines: list[Line] = []
    for item in items:
        found = _part(item, run) if isinstance(item, Line) else None
        if found is not None and isinstance(item, Line):
            _add(run, found, item)
            lines.append(item)
            continue
        kept += _closed(run, lines)
        run, lines = [], []
        kept.append(item)
    return [*kept, *_closed(run, lines)]


def _part(line: Line, run: Sequence[_Goal]) -> tuple[str, str] | None:
    """(column, text): a goal by its number or label, what a label says of it, or a line that goes on under a label."""
    label, colon, rest = line.text.partition(":")
    column = column_of(label) if colon and len(label) <= 60 else None
    if column in _LABELLED:
        return (column or "", rest.strip()) if run else None
    if column == "goal":
        return "goal", rest.strip()
    if line.number.isdecimal() and not line.bullet and (column is None or not colon):
        return "goal", line.text
    return ("", line.text) if run and run[-1].rows and line.bullet else None


def _add(run: list[_Goal], part: tuple[str, str], line: Line) -> None:
    column, text = part
    if column == "goal":
        run.append(_Goal(line.number, text, line.where))
    elif column:
        run[-1].put(column, text)
    else:
        last = list(run[-1].rows[-1])[-1]
        run[-1].put(last, f"● {text}")


def _closed(run: Sequence[_Goal], lines: Iterable[Line]) -> list[Line | Row | Grid]:
    full = [goal for goal in run if goal.labels() >= _FEWEST_LABELS]
    if len(full) < _FEWEST_GOALS or len(full) < len(run):
        return list(lines)
    used = [
        name for name in _COLUMNS if name in {"number", "goal"} or any(name in row for goal in run for row in goal.rows)
    ]
    return [_grid(run, used)]


def _grid(run: Sequence[_Goal], used: Sequence[str]) -> Grid:
    rows = [
        Row(tuple(_cell(goal, row, name, at) for name in used), goal.where)
        for goal in run
        for at, row in enumerate(goal.rows)
    ]
    columns: dict[str, tuple[int, ...]] = {name: (place,) for place, name in enumerate(used)}
    return Grid(columns, tuple(rows), run[0].where, headings=tuple(used), heading_places=tuple(range(len(used))))


def _cell(goal: _Goal, row: dict[str, str], name: str, at: int) -> Cell:
    if name in {"number", "goal"}:
        return Cell(goal.number if name == "number" else squash(goal.title), merged=at > 0)
    return Cell(row.get(name, ""))
