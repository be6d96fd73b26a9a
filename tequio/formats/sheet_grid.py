"""A sheet of a spreadsheet → a Table: merges spread, hidden rows and columns taken out and listed, stray far cells cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tequio.core.reading.document import Cell, Dropped, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.grid import EMPTY, FAR_TOO_BIG, MAX_CELLS, MAX_ROWS, Square, tidy_columns

HIDDEN_ROW = "fila oculta (o filtrada) en la hoja"
HIDDEN_COLUMN = "columna oculta en la hoja"
HIDDEN_SHEET = "hoja oculta"
FAR_AWAY = "celdas sueltas, muy lejos de la tabla"
#: more empty rows or columns than this and what follows is another thing, or a slip of the keyboard
_ROW_GAP, _COLUMN_GAP = 200, 60
_LONGEST = 2_000
_MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Merge:
    """Rows and columns, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """What a format found in one sheet: cells by row and column, both 1-based."""

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    hidden: bool = False
    count: int = 0

    @property
    def where(self) -> str:
        return f"hoja «{self.name}»"

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Cells without text or colour are not kept; colour alone no longer once the sheet is full."""
        if not cell.text and (cell.fill is None or self.count >= MAX_CELLS):
            return
        self.count += 1
        if self.count > 2 * MAX_CELLS:
            raise UnreadableDocument(FAR_TOO_BIG)
        self.cells.setdefault(row, {})[column] = cell

    def is_hidden(self, column: int) -> bool:
        return any(column in hidden for hidden in self.hidden_columns)


def sheet_table(sheet: Sheet) -> tuple[Table | None, list[Dropped]]:
    """The visible rows from the first text to the last, and what was left out."""
    if sheet.hidden:
        text = shorten(" | ".join(cell.text for _, _, cell in _texts(sheet)))
        return None, [Dropped(text, HIDDEN_SHEET, sheet.where)] if text else []
    rows, columns, dropped = _extent(sheet)
    if not rows:
        return None, dropped
    shown_rows = [row for row in rows if row not in sheet.hidden_rows]
    shown_columns = [column for column in columns if not sheet.is_hidden(column)]
    if len(shown_rows) > MAX_ROWS or len(shown_rows) * len(shown_columns) > MAX_CELLS:
        raise UnreadableDocument(FAR_TOO_BIG)
    dropped += _hidden(sheet, rows, columns)
    squares = _squares(sheet, shown_rows, shown_columns)
    lines = tidy_columns([[squares[row].get(column, _BLANK) for column in shown_columns] for row in shown_rows])
    if not any(square.cell.text for line in lines for square in line):
        return None, dropped
    return Table(
        tuple(tuple(square.cell for square in line) for line in lines), sheet.where, tuple(shown_rows)
    ), dropped


_BLANK = Square(EMPTY)


def shorten(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def column_letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _texts(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in sorted(sheet.cells.items()):
        for column, cell in sorted(cells.items()):
            if cell.text:
                yield row, column, cell


def _extent(sheet: Sheet) -> tuple[range, range, list[Dropped]]:
    """Rows and columns from the first text to the last, far stray cells excluded."""
    texts = list(_texts(sheet))
    rows = _main_stretch([row for row, _, _ in texts], _ROW_GAP)
    columns = _main_stretch([column for row, column, _ in texts if row in rows], _COLUMN_GAP)
    far = [(row, column, cell) for row, column, cell in texts if row not in rows or column not in columns]
    dropped = [
        Dropped(shorten(cell.text), FAR_AWAY, f"{sheet.where}, celda {column_letters(column)}{row}")
        for row, column, cell in far[:_MOST_LISTED]
    ]
    return rows, columns, dropped


def _main_stretch(places: Iterable[int], gap: int) -> range:
    """The stretch without a long gap in which most cells lie."""
    counts: dict[int, int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    stretches: list[tuple[range, int]] = []
    for place in sorted(counts):
        if stretches and place - stretches[-1][0].stop < gap:
            stretch, total = stretches[-1]
            stretches[-1] = range(stretch.start, place + 1), total + counts[place]
        else:
            stretches.append((range(place, place + 1), counts[place]))
    return max(stretches, key=lambda stretch: stretch[1])[0] if stretches else range(0)


def _hidden(sheet: Sheet, rows: range, columns: range) -> list[Dropped]:
    found: list[Dropped] = []
    for row in sorted(set(rows) & sheet.hidden_rows):
        texts = [cell.text for _, cell in sorted(sheet.cells.get(row, {}).items()) if cell.text]
        if texts:
            found.append(Dropped(shorten(" | ".join(texts)), HIDDEN_ROW, f"{sheet.where}, fila {row}"))
    for column in columns:
        if sheet.is_hidden(column):
            texts = [
                cells[column].text
                for row, cells in sorted(sheet.cells.items())
                if row in rows and column in cells and cells[column].text
            ]
            if texts:
                found.append(
                    Dropped(
                        shorten(" | ".join(texts)), HIDDEN_COLUMN, f"{sheet.where}, columna {column_letters(column)}"
                    )
                )
    if len(found) > _MOST_LISTED:
        rest = len(found) - _MOST_LISTED
        found = [*found[:_MOST_LISTED], Dropped(f"({rest} filas o columnas ocultas más)", HIDDEN_ROW, sheet.where)]
    return found


def _squares(sheet: Sheet, rows: list[int], columns: list[int]) -> dict[int, dict[int, Square]]:
    squares = {row: {column: Square(cell) for column, cell in sheet.cells.get(row, {}).items()} for row in rows}
    work = 0
    for merge in sheet.merges:
        inside_rows = [row for row in rows if merge.top <= row <= merge.bottom]
        inside_columns = [column for column in columns if merge.left <= column <= merge.right]
        work += len(inside_rows) * len(inside_columns)
        if work > 2 * MAX_CELLS:
            raise UnreadableDocument(FAR_TOO_BIG)
        anchor = sheet.cells.get(merge.top, {}).get(merge.left, EMPTY)
        repeat = replace(anchor, merged=True)
        for row in inside_rows:
            for column in inside_columns:
                first = row == inside_rows[0] and column == inside_columns[0]
                squares[row][column] = Square(anchor if first else repeat, leftward=column != inside_columns[0])
    return squares
