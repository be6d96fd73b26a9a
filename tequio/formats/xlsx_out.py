"""An outline, or a table of open data, as an Excel file: real dates and numbers, frozen headings, ready to print.

No text becomes a formula, a link or a number by itself. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter

from tequio.core.dataset import Dataset, FieldKind, Row, Value
from tequio.core.outline import (
    Align,
    Block,
    Cell,
    Heading,
    Listing,
    NewPage,
    Order,
    Outline,
    Paragraph,
    Signatures,
    Table,
    placed,
)
from tequio.formats.ooxml import printable, settle

#: Excel keeps no longer text in a cell; what is over is cut and the cut is shown
LONGEST = 32_767
UNDATED = date(1980, 1, 1)
#: width of a page in characters of the body font, portrait and landscape
PORTRAIT, LANDSCAPE = 96, 130
LINE = 12.5
TALLEST_ROW = 409
#: a heading further down than this would take the screen if frozen
LAST_FROZEN_ROW = 5
LETTER_PAPER = 1
WELL, RULE, ACCENT, INK = "#E4EEEF", "#7A8688", "#0B4F5C", "#1D2B2F"
ALIGN = {Align.START: "left", Align.CENTRE: "center", Align.END: "right"}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {FieldKind.STRING: 28, FieldKind.INTEGER: 11, FieldKind.DATE: 13, FieldKind.MOMENT: 18, FieldKind.BOOLEAN: 10}


def render(outline: Outline) -> bytes:
    """The bytes of an ``.xlsx``; each ``NewPage`` begins a sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "in_memory": True})
    dated = outline.dated or UNDATED
    book.set_properties({"title": printable(outline.title)[:255], "created": _midnight(dated)})
    formats = _Formats(book)
    for name, blocks in _sheets(outline):
        _SheetWriter(book.add_worksheet(name), formats, outline, blocks).write()
    book.close()
    return settle(out.getvalue(), dated)


def write_rows(dataset: Dataset, rows: Iterable[Row], out: IO[bytes], *, dated: date | None = None) -> None:
    """The table in one sheet, row after row to disk, so that memory does not grow with them."""
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": True})
    book.set_properties({"title": dataset.title, "created": _midnight(dated or UNDATED)})
    sheet = book.add_worksheet(sheet_name(dataset.title, set()))
    head = book.add_format({"bold": True, "bg_color": WELL, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
    for column, entry in enumerate(dataset.fields):
        sheet.set_column(column, column, WIDTHS[entry.kind])
        sheet.write_string(0, column, entry.name, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_value(sheet, last, column, value, day, moment)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(dataset.fields) - 1)
    sheet.repeat_rows(0)
    _set_paper(sheet, landscape=True)
    book.close()


def _write_value(sheet: Any, row: int, column: int, value: Value, day: Any, moment: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, _midnight(value), day)
    else:
        sheet.write_string(row, column, cell_text(value))


def cell_text(text: str) -> str:
    """What fits in a cell of Excel."""
    text = printable(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, none of ``[]:*?/\\``, not used before (case apart)."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", printable(name)).strip(" '")[:31] or "Hoja"
    candidate, count = clean, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{clean[: 31 - len(str(count)) - 1]} {count}"
    taken.add(candidate.lower())
    return candidate


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 a spreadsheet's dates have no zone


def _set_paper(sheet: Any, *, landscape: bool) -> None:
    sheet.set_paper(LETTER_PAPER)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.9)


def _sheets(outline: Outline) -> Iterator[tuple[str, list[Block]]]:
    taken: set[str] = set()
    name, blocks = outline.first_sheet, list[Block]()
    for block in outline.blocks:
        if isinstance(block, NewPage):
            yield sheet_name(name, taken), blocks
            name, blocks = block.name, []
        else:
            blocks.append(block)
    yield sheet_name(name, taken), blocks


@dataclass
class _Formats:
    """Formats by their properties: a workbook keeps each one once."""

    book: Any
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def get(self, **properties: object) -> Any:
        base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "text_wrap": True, "valign": "top"}
        key = tuple(sorted({**base, **properties}.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(key))
        return self.made[key]


class _SheetWriter:
    """One sheet: texts across the page, tables on a grid as wide as the widest of them."""

    def __init__(self, sheet: Any, formats: _Formats, outline: Outline, blocks: list[Block]) -> None:
        self.sheet, self.formats, self.outline, self.blocks = sheet, formats, outline, blocks
        widest = max((block.widths for block in blocks if isinstance(block, Table)), key=len, default=(1,))
        page = LANDSCAPE if outline.landscape else PORTRAIT
        self.widths = [page * share / sum(widest) for share in widest]
        self.row = 0
        self.heights: dict[int, float] = {}

    def write(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        for block in self.blocks:
            self._write_block(block)
        for row, height in self.heights.items():
            self.sheet.set_row(row, min(height, TALLEST_ROW))
        _set_paper(self.sheet, landscape=self.outline.landscape)
        self.sheet.hide_gridlines(2)
        self.sheet.set_header(f"&R&9{_control(self.outline.running_head)}")
        lines = [self.outline.running_foot, self.outline.stamp.line if self.outline.stamp else "", "Página &P de &N"]
        self.sheet.set_footer("&L&7" + _foot(lines))

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading():
                size = {1: 14, 2: 11}.get(block.level, 10)
                self._across(block.text, bold=True, font_size=size, font_color=ACCENT, align=ALIGN[block.align])
            case Paragraph():
                size = 9 if block.small else 10
                self._across(block.text, bold=block.strong, font_size=size, align=ALIGN[block.align])
            case Listing():
                for mark, item in zip(_marks(block), block.items, strict=True):
                    self._across(f"{mark} {item}")
                self.row += 1
            case Table():
                self._table(block)
            case Signatures():
                for person in block.people:
                    self.row += 2
                    for text in ("_" * 34, person.name, person.post):
                        self._across(text, align="center")

    def _across(self, text: str, **properties: object) -> None:
        style = self.formats.get(**properties)
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", style)
        self.sheet.write_string(self.row, 0, cell_text(text), style)
        self._ask_height(self.row, _lines((text,), sum(self.widths)), float(str(properties.get("font_size", 10))) / 10)
        self.row += 1

    def _table(self, table: Table) -> None:
        edges = _edges(table, len(self.widths))
        for top, left, cell in placed(table):
            row, first, last = self.row + top, edges[left], edges[left + cell.columns] - 1
            style = self.formats.get(**_look(cell, head=top < table.head))
            if cell.rows > 1 or last > first:
                self.sheet.merge_range(row, first, row + cell.rows - 1, last, "", style)
            self._write_cell(row, first, cell, style)
            wanted = _lines(cell.lines, sum(self.widths[first : last + 1]))
            for down in range(cell.rows):
                self._ask_height(row + down, wanted / cell.rows)
        if table.head:
            self.sheet.repeat_rows(self.row, self.row + table.head - 1)
            if self.row + table.head <= LAST_FROZEN_ROW:
                self.sheet.freeze_panes(self.row + table.head, 0)
        last_row = self.row + len(table.rows) - 1
        self.sheet.ignore_errors({"number_stored_as_text": f"A{self.row + 1}:Z{last_row + 1}"})
        self.row = last_row + 2

    def _write_cell(self, row: int, column: int, cell: Cell, style: Any) -> None:
        if isinstance(cell.value, date):
            self.sheet.write_datetime(row, column, _midnight(cell.value), style)
        elif cell.value is not None:
            self.sheet.write_number(row, column, cell.value, style)
        elif cell.lines:
            self.sheet.write_string(row, column, cell_text(cell.text), style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _ask_height(self, row: int, lines: float, scale: float = 1.0) -> None:
        self.heights[row] = max(self.heights.get(row, 0), (max(lines, 1) * LINE + 2) * scale)


def _look(cell: Cell, *, head: bool) -> dict[str, object]:
    look: dict[str, object] = {"border": 1, "border_color": RULE, "align": ALIGN[cell.align], "font_size": 9}
    if head or cell.heading or cell.strong:
        look["bold"] = True
    if head or cell.heading:
        look["bg_color"] = WELL
    if isinstance(cell.value, date):
        look["num_format"] = "dd/mm/yyyy"
    return look


def _edges(table: Table, grid: int) -> list[int]:
    """Where each column of the table begins on the grid of the sheet, and where the last ends."""
    count = len(table.widths)
    if count == grid:
        return list(range(grid + 1))
    shares = [sum(table.widths[:index]) / sum(table.widths) for index in range(count + 1)]
    edges = [round(share * grid) for share in shares]
    for index in range(1, count):
        edges[index] = min(max(edges[index], edges[index - 1] + 1), grid - (count - index))
    return edges


def _lines(lines: Iterable[str], width: float) -> float:
    """How many lines the texts take in a column this wide."""
    return sum(max(1, math.ceil(len(line) * 0.95 / max(width, 1))) for text in lines for line in text.split("\n"))


def _marks(listing: Listing) -> Iterator[str]:
    for index in range(len(listing.items)):
        if listing.order is Order.BULLETS:
            yield "●"
        else:
            yield f"{_letter(index)})" if listing.order is Order.LETTERS else f"{index + 1}."


def _letter(index: int) -> str:
    """a … z, aa, ab …"""
    high, low = divmod(index, 26)
    return (_letter(high - 1) if high else "") + chr(ord("a") + low)


def _control(text: str) -> str:
    """A text for a header or a footer, where "&" begins an order."""
    return printable(text).replace("&", "&&")[:150]


def _foot(lines: list[str]) -> str:
    *texts, pages = lines
    return "\n".join([*(_control(text) for text in texts if text), pages])[:240]
