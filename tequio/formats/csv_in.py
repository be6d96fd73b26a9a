"""Separated values (.csv, .tsv) → Document with one Table, whatever the encoding and the separator."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from tequio.core.reading.document import Cell, Document, Dropped, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.decoding import decode
from tequio.formats.grid import EMPTY, FAR_TOO_BIG, MAX_CELLS, MAX_ROWS
from tequio.formats.lines import cell_text
from tequio.formats.text_in import NULS

SEPARATORS = ",;\t|"
_DECLARED = re.compile(r'"?sep=(?P<separator>[,;|\t])"?\n', re.IGNORECASE)
_SAMPLE_ROWS = 200


def read_csv(data: bytes, name: str) -> Document:
    """Bytes of a file of separated values → one table; short rows are filled, blank rows at the end dropped."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    dropped: tuple[Dropped, ...] = ()
    if "\0" in text:
        dropped = (Dropped(f"({text.count(chr(0))} caracteres nulos)", NULS),)
        text = text.replace("\0", "")
    skipped = 0
    declared = _DECLARED.match(text)
    if declared:
        text, skipped = text[declared.end() :], 1
    separator = declared["separator"] if declared else best_separator(text)
    rows = list(_rows(text, separator, skipped))
    while rows and not any(cell.text for cell in rows[-1][1]):
        rows.pop()
    return Document(name, "csv", _tables(rows), dropped)


def _tables(rows: list[tuple[int, list[Cell]]]) -> tuple[Table, ...]:
    width = max((len(cells) for _, cells in rows), default=0)
    if len(rows) > MAX_ROWS or len(rows) * width > MAX_CELLS:
        raise UnreadableDocument(FAR_TOO_BIG)
    if not any(cell.text for _, cells in rows for cell in cells):
        return ()
    padded = tuple(tuple(cells) + (EMPTY,) * (width - len(cells)) for _, cells in rows)
    return (Table(padded, "tabla 1", tuple(number for number, _ in rows)),)


def _rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[Cell]]]:
    csv.field_size_limit(2**24)
    lines = text.split("\n")
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
    cells = 0
    first = 1 + skipped
    for row in reader:
        # tabs and line feeds inside quotes are the cell's own
        yield first, [Cell(text) if (text := cell_text(cell)) else EMPTY for cell in row]
        first = reader.line_num + 1 + skipped
        cells += max(1, len(row))
        if cells > MAX_CELLS:
            raise UnreadableDocument(FAR_TOO_BIG)


def best_separator(text: str) -> str:
    """The separator under which most rows have the same number of cells, the more cells the better; comma when none does."""
    sample = text[:200_000]
    return max(SEPARATORS, key=lambda separator: _agreement(sample, separator))


def _agreement(sample: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for count, row in enumerate(csv.reader((line + "\n" for line in sample.split("\n")), delimiter=separator)):
            if count >= _SAMPLE_ROWS:
                break
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
    except csv.Error:
        return 0.0, 0
    usual, rows = max(
        ((width, rows) for width, rows in widths.items() if width > 1),
        key=lambda item: (item[1], item[0]),
        default=(1, 0),
    )
    return (rows / max(1, widths.total()) * (1 + min(usual, 20) / 100), usual) if rows else (0.0, 0)
