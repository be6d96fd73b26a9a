"""A table of activities (.csv, .xlsx and what ``opening`` reads) → tasks and links.

The table may stand below a title and above notes; the heading row is the first that names a duration. Columns by the
headings of docs/rules/schedule.md, in Spanish or English, in any order.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from tequio.core.dates import first_day, last_day, parse
from tequio.core.dates.words import fold
from tequio.core.reading.document import Document, Table
from tequio.core.refusals import UnreadableDocument
from tequio.core.schedule import Constraint, ConstraintKind, Link, LinkKind, NegativeDuration, ScheduleRefusal, Task
from tequio.core.workdays import Calendar
from tequio.formats.csv_in import best_separator
from tequio.formats.decoding import decode
from tequio.formats.schedule_headings import Column, columns_of

MOST_TASKS = 200_000
MOST_LINKS = 1_000_000
MOST_PREDECESSORS = 20_000
LONGEST_DURATION = 100_000
_LARGEST = 20 * 1024 * 1024
_LONGEST_LINE = 1024 * 1024
_DAYS_IN_A_WEEK = 5
_WEEKS = frozenset({"sem", "semana", "semanas", "w", "week", "weeks"})
_DEEPEST_HEADING = 300
_LONGEST_ID = 20

_DURATION = re.compile(
    r"(?P<count>[+-]?\d{1,9}(?:[.,]\d{1,6})?)\s*(?P<unit>d|dh|dias?|days?|wd|dias? habil(?:es)?|jornadas?|sem|semanas?|w|weeks?)?\.?"
)
_BETWEEN_PREDECESSORS = re.compile(r"[;,\n]|\sy\s")
_KINDS = {
    "FS": LinkKind.FS,
    "FC": LinkKind.FS,
    "SS": LinkKind.SS,
    "CC": LinkKind.SS,
    "FF": LinkKind.FF,
    "SF": LinkKind.SF,
    "CF": LinkKind.SF,
}
_PREDECESSOR = re.compile(
    r"(?P<id>.*?)\s*(?P<kind>FS|FC|SS|CC|FF|SF|CF)?\s*(?:(?P<lag>[+-]\s*\d{1,6})(?:[.,]0+)?\s*(?:d|días?|dias?|days?|dh|wd)?\.?)?",
    re.IGNORECASE | re.DOTALL,
)
_CONSTRAINT_NAMES = {
    "MSO": ConstraintKind.MSO,
    "DCE": ConstraintKind.MSO,
    "MFO": ConstraintKind.MFO,
    "DFE": ConstraintKind.MFO,
    "SNET": ConstraintKind.SNET,
    "NCAD": ConstraintKind.SNET,
    "NCA": ConstraintKind.SNET,
    "SNLT": ConstraintKind.SNLT,
    "NCDD": ConstraintKind.SNLT,
    "FNET": ConstraintKind.FNET,
    "NFAD": ConstraintKind.FNET,
    "FNLT": ConstraintKind.FNLT,
    "NFDD": ConstraintKind.FNLT,
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """``duration`` in working days, None where the cell is empty; ``number`` is the row of the file."""

    id: str
    name: str
    duration: int | None
    predecessors: tuple[str, ...]
    starts: date | None
    finishes: date | None
    constraints: tuple[Constraint, ...]
    parent: str | None
    number: int


@dataclass(frozen=True, slots=True)
class ScheduleTable:
    """``unknown_columns``: headings that mean nothing here. ``remarks``: what was left out or assumed, in Spanish."""

    rows: tuple[TableRow, ...]
    unknown_columns: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def earliest_start(self) -> date | None:
        return min((row.starts for row in self.rows if row.starts), default=None)

    def tasks(self, calendar: Calendar, *, own_starts: bool) -> list[Task]:
        """``own_starts``: a task without predecessors does not begin before the start that its row states.

        A missing duration is counted from start to finish. Raises ScheduleRefusal where neither is there."""
        wholes = {row.parent for row in self.rows}
        return [self._task(row, calendar, own_starts, row.id in wholes) for row in self.rows]

    def _task(self, row: TableRow, calendar: Calendar, own_starts: bool, whole: bool) -> Task:
        duration = row.duration
        if duration is None and row.starts and row.finishes:
            duration = calendar.count(row.starts, row.finishes)
        if duration is None and not whole:
            raise ScheduleRefusal(
                f"La actividad {row.id} (fila {row.number}) no tiene duración. Escriba sus días hábiles; 0 si es un hito."
            )
        constraints = row.constraints
        if own_starts and row.starts and not row.predecessors:
            constraints = (*constraints, Constraint(ConstraintKind.SNET, row.starts))
        return Task(row.id, row.name, duration or 0, constraints, row.parent)

    def links(self) -> list[Link]:
        """Raises ScheduleRefusal for a predecessor that cannot be understood."""
        if sum(len(row.predecessors) for row in self.rows) > MOST_LINKS:
            raise ScheduleRefusal(f"La tabla trae más de {MOST_LINKS:,} predecesoras. Divídala en varias.")
        known = {row.id for row in self.rows}
        return [_link(written, row, known) for row in self.rows for written in row.predecessors]


def read_schedule(path: Path) -> ScheduleTable:
    """The table of a file. Raises UnreadableDocument when it cannot be read or holds no table of activities."""
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return read_schedule_csv(_bytes(path))
    from tequio.formats.opening import open_document

    return schedule_of_document(open_document(path))


def read_schedule_csv(data: bytes) -> ScheduleTable:
    """Any usual encoding and separator. Read here and not through Document: a plan may have more rows than documents have."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")):
        raise UnreadableDocument(
            "El archivo dice ser una tabla de texto y no lo es. Guárdelo como .csv o use su extensión propia."
        )
    content = decode(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = content.split("\n")
    if max(map(len, lines)) > _LONGEST_LINE:
        raise UnreadableDocument(
            "Un renglón del archivo es demasiado largo para una tabla de actividades. Revíselo y guárdelo otra vez."
        )
    csv.field_size_limit(_LONGEST_LINE)
    try:
        rows = csv.reader((line + "\n" for line in lines), delimiter=best_separator(content))
        numbered = [
            (rows.line_num, [cell.strip() for cell in row]) for row in islice(rows, MOST_TASKS + _DEEPEST_HEADING)
        ]
        if next(rows, None) is not None:
            raise UnreadableDocument(_TOO_MANY)
    except csv.Error as broken:
        raise UnreadableDocument(f"La tabla no se puede leer: {broken}.") from broken
    found = _table(numbered)
    if found is None:
        raise UnreadableDocument(_NO_TABLE)
    return found


def schedule_of_document(document: Document) -> ScheduleTable:
    """The first table of the document that names durations."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        numbers: Iterable[int] = table.row_numbers or range(1, len(table.rows) + 1)
        rows = [
            (number, ["" if cell.merged else cell.text for cell in row])
            for number, row in zip(numbers, table.rows, strict=True)
        ]
        found = _table(rows)
        if found is not None:
            return found
    raise UnreadableDocument(_NO_TABLE)


_TOO_MANY = f"La tabla trae más de {MOST_TASKS:,} actividades. Divídala en varias."
_NO_TABLE = (
    "No hay una tabla de actividades con su duración. El primer renglón debe nombrar las columnas: "
    "no., actividad, duración, predecesoras (o id, name, duration, predecessors)."
)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as failed:
        raise UnreadableDocument(
            f"No se puede abrir «{path.name}»: revise que exista y que sea un archivo."
        ) from failed
    if not data.strip():
        raise UnreadableDocument(f"«{path.name}» está vacío.")
    if len(data) > _LARGEST:
        raise UnreadableDocument(f"«{path.name}» pesa más de {_LARGEST // 2**20} MB. Divídalo en varios.")
    return data


@dataclass(slots=True)
class _Reading:
    """One table being read: where its columns are, and what to tell about it afterwards."""

    place: dict[str, int]
    headings: list[str]
    left_out: list[str] = field(default_factory=list)
    odd_dates: list[str] = field(default_factory=list)

    def remarks(self) -> tuple[str, ...]:
        found = []
        if Column.ID not in self.place:
            found.append("La tabla no numera las actividades: se numeran en su orden, desde 1.")
        if self.left_out:
            found.append(f"Se apartaron {len(self.left_out)} renglones que no son actividades: {_some(self.left_out)}")
        if self.odd_dates:
            found.append(f"No se toman en cuenta fechas sin año o que no se entienden: {_some(self.odd_dates)}")
        return tuple(found)


def _some(texts: list[str]) -> str:
    return "; ".join(texts[:5]) + ("; …" if len(texts) > 5 else "")


def _table(rows: Sequence[tuple[int, list[str]]]) -> ScheduleTable | None:
    candidates = ((at, columns_of(cells)) for at, (_, cells) in enumerate(rows[:_DEEPEST_HEADING]))
    heading = next(((at, columns) for at, columns in candidates if columns is not None), None)
    if heading is None:
        return None
    at, (place, unknown) = heading
    reading = _Reading(place, rows[at][1])
    found = tuple(_rows(rows[at + 1 :], reading))
    if not found:
        raise UnreadableDocument("La tabla de actividades está vacía: no hay renglones debajo de los encabezados.")
    return ScheduleTable(_nested(found), unknown, reading.remarks())


def _rows(rows: Sequence[tuple[int, list[str]]], reading: _Reading) -> Iterator[TableRow]:
    count = 0
    for number, cells in rows:
        of = {column: cells[at] if at < len(cells) else "" for column, at in reading.place.items()}
        if not any(cells) or cells == reading.headings:
            continue
        if _is_note(of, cells):
            reading.left_out.append(f"«{' '.join(' '.join(cells).split())[:60]}»")
            continue
        count += 1
        if count > MOST_TASKS:
            raise UnreadableDocument(_TOO_MANY)
        yield _row(of, number, str(count) if Column.ID not in of else _id(of[Column.ID]), reading)


def _is_note(of: dict[str, str], cells: list[str]) -> bool:
    """A line of text below or amid the table: one filled cell, or neither a number nor a duration."""
    states = any(of.get(column) for column in (Column.DURATION, Column.PREDECESSORS, Column.START, Column.FINISH))
    if Column.ID not in of:
        return not states
    only_one = len(cells) > 1 and sum(1 for cell in cells if cell) == 1
    return not states and (only_one or not of[Column.ID] or len(of[Column.ID]) > _LONGEST_ID)


def _row(of: dict[str, str], number: int, name: str, reading: _Reading) -> TableRow:
    title = " ".join((of.get(Column.NAME) or "").split())
    if not name:
        raise ScheduleRefusal(
            f"La fila {number} («{title[:60]}») no tiene número de actividad. Escríbalo en su columna."
        )
    starts, finishes = (_day(of.get(column, ""), number, reading) for column in (Column.START, Column.FINISH))
    return TableRow(
        id=name,
        name=title,
        duration=_duration(of.get(Column.DURATION, ""), name, number),
        predecessors=tuple(_split(of.get(Column.PREDECESSORS, ""), name)),
        starts=starts,
        finishes=finishes,
        constraints=tuple(_constraints(of.get(Column.CONSTRAINT, ""), number)),
        parent=_id(of.get(Column.PARENT, "")) or None,
        number=number,
    )


def _nested(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Where "2" has no duration and there are "2.1" and "2.2", these are its parts."""
    wholes = {row.id for row in rows if row.duration is None and not (row.starts and row.finishes)}
    if not wholes or any(row.parent for row in rows):
        return rows
    return tuple(replace(row, parent=_whole_of(row.id, wholes)) for row in rows)


def _whole_of(name: str, wholes: set[str]) -> str | None:
    above = name.rpartition(".")[0]
    while above and above not in wholes:
        above = above.rpartition(".")[0]
    return above or None


def _id(cell: str) -> str:
    """Spreadsheets may give "3.0" for 3, and people write "3.", "No. 3"."""
    if cell.isdigit():
        return cell
    flat = " ".join(cell.split())
    whole = re.fullmatch(r"(\d+)\.0+|(\d+)[.)]", flat)
    return (whole[1] or whole[2]) if whole else flat


def _duration(cell: str, name: str, number: int) -> int | None:
    if not cell.strip():
        return None
    if cell.isascii() and cell.isdigit() and len(cell) <= 5:
        return int(cell)
    plain = fold(cell[:60]).strip()
    found = _DURATION.fullmatch(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain))
    count = float(found["count"].replace(",", ".")) if found else 0.5
    if found is None or not count.is_integer():
        raise ScheduleRefusal(
            f"La duración «{cell[:30]}» de la actividad {name} (fila {number}) no es un número entero de días hábiles."
        )
    in_weeks = (found["unit"] or "") in _WEEKS
    days = int(count) * (_DAYS_IN_A_WEEK if in_weeks else 1)
    if days < 0:
        raise NegativeDuration(name, cell.strip()[:30])
    if days > LONGEST_DURATION:
        raise ScheduleRefusal(f"La actividad {name} (fila {number}) dura {days:,} días hábiles: revise esa duración.")
    return days


def _day(cell: str, number: int, reading: _Reading) -> date | None:
    if not cell.strip():
        return None
    found = parse(cell)
    if found is None:
        reading.odd_dates.append(f"«{cell[:40]}» (fila {number})")
        return None
    return first_day(found)


def _split(cell: str, name: str) -> Iterator[str]:
    if cell.count(";") + cell.count(",") + cell.count("\n") > MOST_PREDECESSORS:
        raise ScheduleRefusal(
            f"La actividad {name} tiene más de {MOST_PREDECESSORS:,} predecesoras. Agrúpelas con un hito."
        )
    for piece in _BETWEEN_PREDECESSORS.split(cell):
        if piece.strip(" .-–—") and piece.strip().lower() not in {"n/a", "na", "ninguna", "ninguno", "no aplica"}:
            yield " ".join(piece.split())


def _link(written: str, row: TableRow, known: set[str]) -> Link:
    if _id(written) in known:
        return Link(_id(written), row.id)
    found = _PREDECESSOR.fullmatch(written) if len(written) < 200 else None
    if found is None or not found["id"]:
        raise ScheduleRefusal(
            f"La predecesora «{written[:30]}» de la actividad {row.id} (fila {row.number}) no se entiende. "
            "Escriba el número, y si hace falta el vínculo y la espera: 12, 12FC+2, 12CC."
        )
    kind = _KINDS[(found["kind"] or "FS").upper()]
    lag = int(re.sub(r"\s", "", found["lag"])) if found["lag"] else 0
    return Link(_id(found["id"]), row.id, kind, lag)


def _constraints(cell: str, number: int) -> Iterator[Constraint]:
    for piece in re.split(r"[;,\n]", cell):
        name, _, on = (part.strip() for part in piece.partition(":"))
        if not name or name.upper() in {"ASAP", "LAP"}:
            continue
        kind, day = _CONSTRAINT_NAMES.get(name.upper()), parse(on)
        if kind is None or day is None or first_day(day) != last_day(day) or day.edtf is None:
            raise ScheduleRefusal(
                f"La restricción «{piece.strip()[:40]}» (fila {number}) no se entiende. "
                "Escriba MSO, SNET o FNLT y un día: MSO:2021-10-11."
            )
        yield Constraint(kind, date.fromisoformat(day.edtf))
