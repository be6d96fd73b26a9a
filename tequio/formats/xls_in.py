"""Excel 97–2003 (.xls) → Document, one Table per visible sheet, by means of xlrd."""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from tequio.core.reading.document import Block, Cell, Document, Dropped
from tequio.core.refusals import UnreadableDocument
from tequio.formats.lines import cell_text, clean_line
from tequio.formats.number_formats import is_date_format, shown_date, shown_number
from tequio.formats.sheet_grid import Merge, Sheet, column_letters, sheet_table
from tequio.formats.unpacking import DAMAGED, HAS_PASSWORD
from tequio.formats.xlsx_in import WRONG_RESULT

_WHITE = (255, 255, 255)


def read_xls(data: bytes, name: str) -> Document:
    """Bytes of an Excel 97–2003 workbook → its sheets in order. Raises UnreadableDocument."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True)
    except XLRDError as refused:
        if "encrypt" in str(refused).lower() or "password" in str(refused).lower():
            raise UnreadableDocument(HAS_PASSWORD) from refused
        raise UnreadableDocument(DAMAGED) from refused
    except (
        CompDocError,
        AssertionError,
        LookupError,
        ValueError,
        ArithmeticError,
        TypeError,
        AttributeError,
    ) as broken:
        # xlrd meets damaged files with whatever Python raises
        raise UnreadableDocument(DAMAGED) from broken
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    notes: list[str] = []
    for source in book.sheets():
        sheet = _read_sheet(book, source, dropped, notes)
        table, left_out = sheet_table(sheet)
        dropped.extend(left_out)
        if table is not None:
            blocks.append(table)
    return Document(name, "xls", tuple(blocks), tuple(dropped), tuple(notes))


def _read_sheet(book: Any, source: Any, dropped: list[Dropped], notes: list[str]) -> Sheet:
    sheet = Sheet(source.name, hidden=source.visibility != 0)
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [range(column + 1, column + 2) for column, info in source.colinfo_map.items() if info.hidden]
    sheet.merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            sheet.put(row + 1, column + 1, _cell(book, source, row, column, dropped))
    for (row, column), note in sorted(source.cell_note_map.items()):
        if not sheet.hidden and clean_line(note.text):
            notes.append(
                f"Comentario en {sheet.where}, celda {column_letters(column + 1)}{row + 1}: {clean_line(note.text)}"
            )
    return sheet


def _cell(book: Any, source: Any, row: int, column: int, dropped: list[Dropped]) -> Cell:
    kind, value = source.cell_type(row, column), source.cell_value(row, column)
    style = book.xf_list[source.cell_xf_index(row, column)]
    fill = _fill(book, style)
    if kind == xlrd.XL_CELL_TEXT:
        return Cell(cell_text(value), fill=fill)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell("VERDADERO" if value else "FALSO", fill=fill)
    if kind == xlrd.XL_CELL_ERROR:
        where = f"hoja «{source.name}», celda {column_letters(column + 1)}{row + 1}"
        dropped.append(Dropped(xlrd.error_text_from_code.get(value, "#ERROR"), WRONG_RESULT, where))
        return Cell(fill=fill)
    if kind not in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return Cell(fill=fill)
    form = book.format_map[style.format_key].format_str if style.format_key in book.format_map else "General"
    if is_date_format(form):
        text, typed = shown_date(value, form, bool(book.datemode))
        return Cell(text, fill=fill, typed_date=typed)
    return Cell(clean_line(shown_number(value, form)), fill=fill)


def _fill(book: Any, style: Any) -> str | None:
    if style.background is None or style.background.fill_pattern == 0:
        return None
    colour = book.colour_map.get(style.background.pattern_colour_index)
    return None if colour is None or colour == _WHITE else "".join(f"{part:02X}" for part in colour)
