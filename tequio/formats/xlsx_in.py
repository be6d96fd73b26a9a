"""Excel (.xlsx, .xlsm) → Document, one Table per visible sheet. Sheets are read as a stream: memory follows what they say.

Source: ECMA-376 part 1 (SpreadsheetML). openpyxl's read-only mode leaves out merges, hidden rows and comments, and its
whole mode takes some fifty times the file in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tequio.core.reading.document import Block, Cell, Document, Dropped, Paragraph
from tequio.core.refusals import UnreadableDocument
from tequio.formats.lines import cell_text, clean, clean_line, typed_mark
from tequio.formats.number_formats import is_date_format, shown_date, shown_number
from tequio.formats.sheet_grid import Merge, Sheet, column_letters, sheet_table
from tequio.formats.unpacking import DAMAGED, Package, Relation
from tequio.formats.xlsx_styles import A, CellStyle, S, read_styles

NO_RESULT = "la fórmula no tiene resultado guardado: abra el archivo en Excel, guárdelo y vuelva a enviarlo"
WRONG_RESULT = "la fórmula da error"
PICTURES = "las imágenes no se leen: si contienen texto, escríbalo en la hoja"
DRAWINGS = "los gráficos no se leen: si dicen algo, escríbalo en la hoja"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_WANTED = frozenset(S + name for name in ("row", "mergeCell", "col", "headerFooter"))
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z])')
_MOST_LISTED = 200
_LAST_COLUMN = 16_384


@dataclass
class Workbook:
    package: Package
    strings: list[str]
    styles: list[CellStyle]
    from_1904: bool = False
    dropped: list[Dropped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    running: dict[str, None] = field(default_factory=dict)
    unanswered: int = 0

    def cell(self, element: Element, where: str) -> Cell:
        style = self._style(element)
        kind = element.get("t", "n")
        value = element.findtext(S + "v")
        formula = element.find(S + "f")
        if kind == "inlineStr":
            return Cell(cell_text(rich_text(element.find(S + "is"))), fill=style.fill)
        if formula is not None and (value is None or (value == "" and kind != "str")):
            self._unanswered(formula, where)
            return Cell(fill=style.fill)
        if value is None or value == "":
            return Cell(fill=style.fill)
        if kind == "e":
            self.drop(value, WRONG_RESULT, where)
            return Cell(fill=style.fill)
        return self._value(kind, value, style)

    def _style(self, element: Element) -> CellStyle:
        place = element.get("s", "0")
        return self.styles[int(place)] if place.isdecimal() and int(place) < len(self.styles) else _PLAIN

    def _value(self, kind: str, value: str, style: CellStyle) -> Cell:
        if kind == "s":
            place = int(value) if value.isdecimal() else -1
            return Cell(self.strings[place] if 0 <= place < len(self.strings) else "", fill=style.fill)
        if kind == "str":
            return Cell(cell_text(unescaped(value)), fill=style.fill)
        if kind == "b":
            return Cell("VERDADERO" if value.strip() in {"1", "true"} else "FALSO", fill=style.fill)
        if kind == "d":
            return Cell(value.strip().removesuffix("T00:00:00"), fill=style.fill, typed_date=True)
        return self._number(value, style)

    def _number(self, value: str, style: CellStyle) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return Cell(cell_text(value), fill=style.fill)
        if number != number or number in {float("inf"), float("-inf")}:
            return Cell(fill=style.fill)
        if is_date_format(style.number_format):
            text, typed = shown_date(number, style.number_format, self.from_1904)
            return Cell(text, fill=style.fill, typed_date=typed)
        return Cell(clean_line(shown_number(number, style.number_format)), fill=style.fill)

    def _unanswered(self, formula: Element, where: str) -> None:
        self.unanswered += 1
        if self.unanswered <= _MOST_LISTED:
            self.drop("=" + (formula.text or "…"), NO_RESULT, where)

    def drop(self, text: str, reason: str, where: str) -> None:
        self.dropped.append(Dropped(clean_line(text)[:2000], reason, where))


_PLAIN = CellStyle()


def read_xlsx(data: bytes, name: str) -> Document:
    """Bytes of an Excel workbook → its sheets in order. Raises UnreadableDocument."""
    package = Package(data)
    main = _main_part(package)
    relations = package.relations(main)
    root = package.xml(main)
    properties = root.find(S + "workbookPr")
    book = Workbook(
        package,
        list(_strings(package, relations)),
        read_styles(_part(package, relations, "styles"), _part(package, relations, "theme")),
        properties is not None and properties.get("date1904") in {"1", "true"},
    )
    blocks: list[Block] = []
    for item in root.findall(f"{S}sheets/{S}sheet"):
        relation = relations.get(item.get(_R + "id", ""))
        if relation is None or relation.kind != "worksheet" or relation.target not in package:
            continue
        hidden = item.get("state", "visible") != "visible"
        blocks.extend(_sheet_blocks(book, Sheet(item.get("name", ""), hidden=hidden), relation.target))
    if book.unanswered > _MOST_LISTED:
        book.drop(f"({book.unanswered - _MOST_LISTED} fórmulas más)", NO_RESULT, "")
    return Document(name, "xlsx", tuple(blocks), tuple(book.dropped), tuple(book.notes), tuple(book.running))


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise UnreadableDocument(f"{DAMAGED} No trae el libro.")


def _part(package: Package, relations: dict[str, Relation], kind: str) -> Element | None:
    for relation in relations.values():
        if relation.kind == kind and relation.target in package:
            return package.xml(relation.target)
    return None


def _strings(package: Package, relations: dict[str, Relation]) -> Iterator[str]:
    for relation in relations.values():
        if relation.kind == "sharedStrings" and relation.target in package:
            for item in package.stream(relation.target, frozenset({S + "si"})):
                yield cell_text(rich_text(item))


def rich_text(item: Element | None) -> str:
    """Text of a string with or without runs; phonetic readings (``rPh``) are not text."""
    if item is None:
        return ""
    plain = item.findtext(S + "t")
    runs = "".join(run.findtext(S + "t") or "" for run in item.findall(S + "r"))
    return unescaped((plain or "") + runs)


def unescaped(text: str) -> str:
    """``_x000D_``: a character XML cannot carry, written by its code (22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _sheet_blocks(book: Workbook, sheet: Sheet, path: str) -> list[Block]:
    _read_sheet(book, sheet, path)
    table, dropped = sheet_table(sheet)
    book.dropped.extend(dropped)
    blocks: list[Block] = [] if table is None else [table]
    if not sheet.hidden:
        relations = book.package.relations(path)
        _read_comments(book, sheet, relations)
        blocks.extend(_drawn_text(book, sheet, relations))
    return blocks


def _read_sheet(book: Workbook, sheet: Sheet, path: str) -> None:
    last_row = 0
    for element in book.package.stream(path, _WANTED):
        if element.tag == S + "row":
            last_row = _read_row(book, sheet, element, last_row + 1)
        elif element.tag == S + "mergeCell":
            merge = _merge(element.get("ref", ""))
            if merge is not None:
                sheet.merges.append(merge)
        elif element.tag == S + "col":
            _read_column(sheet, element)
        elif not sheet.hidden:
            for line in _header_lines(element):
                book.running.setdefault(line)


def _read_row(book: Workbook, sheet: Sheet, element: Element, expected: int) -> int:
    row = int(element.get("r", "")) if element.get("r", "").isdecimal() else expected
    if element.get("hidden") in {"1", "true"}:
        sheet.hidden_rows.add(row)
    column = 0
    for item in element.findall(S + "c"):
        place = _REFERENCE.fullmatch(item.get("r", ""))
        column = column_number(place[1]) if place else column + 1
        if column <= _LAST_COLUMN:
            sheet.put(row, column, book.cell(item, f"{sheet.where}, celda {column_letters(column)}{row}"))
    return row


def _read_column(sheet: Sheet, element: Element) -> None:
    first, last = element.get("min", ""), element.get("max", "")
    if first.isdecimal() and last.isdecimal() and element.get("hidden") in {"1", "true"}:
        sheet.hidden_columns.append(range(int(first), int(last) + 1))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if top is None or bottom is None:
        return None
    return Merge(int(top[2]), column_number(top[1]), int(bottom[2]), column_number(bottom[1]))


def _header_lines(element: Element) -> Iterator[str]:
    for item in element:
        text = (item.text or "").replace("&&", "\0")
        text = re.sub(r"&[LCR]", "\n", text)
        for line in clean(_HEADER_CODE.sub("", text).replace("\0", "＆")).split("\n"):
            line = line.replace("＆", "&")
            if any(letter.isalpha() for letter in line):
                yield line


def _read_comments(book: Workbook, sheet: Sheet, relations: dict[str, Relation]) -> None:
    """Conversations replace the plain comments that Excel leaves for older versions."""
    threaded = [relation for relation in relations.values() if relation.kind == "threadedComment"]
    for relation in threaded or [relation for relation in relations.values() if relation.kind == "comments"]:
        if relation.target not in book.package:
            continue
        root = book.package.xml(relation.target)
        for comment in [*root.iter(S + "comment"), *root.iter(_THREADED + "threadedComment")]:
            text = comment.findtext(_THREADED + "text") or rich_text(comment.find(S + "text"))
            if clean_line(text):
                book.notes.append(f"Comentario en {sheet.where}, celda {comment.get('ref', '')}: {clean_line(text)}")


def _drawn_text(book: Workbook, sheet: Sheet, relations: dict[str, Relation]) -> Iterator[Paragraph]:
    for relation in relations.values():
        if relation.kind != "drawing" or relation.target not in book.package:
            continue
        root = book.package.xml(relation.target)
        for count, what, reason in (
            (sum(1 for _ in root.iter(_XDR + "pic")), "imágenes", PICTURES),
            (sum(1 for _ in root.iter(_XDR + "graphicFrame")), "gráficos", DRAWINGS),
        ):
            if count:
                book.drop(f"({count} {what})", reason, sheet.where)
        for shape in root.iter(_XDR + "sp"):
            for paragraph in shape.iter(A + "p"):
                line = clean_line("".join(text.text or "" for text in paragraph.iter(A + "t")))
                if line:
                    mark = typed_mark(line)
                    yield Paragraph(
                        mark.text, f"{sheet.where}, cuadro de texto", number=mark.number, bullet=mark.bullet
                    )
