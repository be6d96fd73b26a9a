"""OpenDocument text and spreadsheets (.odt, .ods) → Document. Source: OASIS ODF 1.3, part 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from tequio.core.reading.document import Block, Cell, Document, Dropped, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.docx_in import CONTENTS
from tequio.formats.docx_numbers import written_number
from tequio.formats.docx_text import DELETED
from tequio.formats.grid import EMPTY, FAR_TOO_BIG, MAX_CELLS, Square, tidy_columns
from tequio.formats.lines import BULLET, cell_text, clean, clean_line, typed_mark
from tequio.formats.odf_names import OFFICE, STYLE, TABLE, TEXT, XML
from tequio.formats.odf_text import Gathered, ListLevel, hidden_tables, read_styles
from tequio.formats.sheet_grid import Merge, Sheet, column_letters, sheet_table
from tequio.formats.unpacking import DAMAGED, Package

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_GROUPS = frozenset(
    TABLE + name
    for name in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns", "table-column-group")
)


@dataclass
class Reader:
    gathered: Gathered
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    tables: int = 0

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            tag = element.tag
            if tag in {TEXT + "p", TEXT + "h"}:
                yield from self._paragraph(element)
            elif tag == TEXT + "list":
                yield from self._list(element, 1, "", "")
            elif tag == TABLE + "table":
                yield from self._table(element)
            elif tag == TEXT + "tracked-changes":
                self._deletions(element)
            elif tag == TEXT + "table-of-content":
                self.gathered.dropped.append(Dropped(clean_line(" ".join(element.itertext()))[:2000], CONTENTS))
            elif tag in {TEXT + "section", TEXT + "numbered-paragraph"}:
                yield from self.blocks(element)

    def _deletions(self, changes: Element) -> None:
        for deletion in changes.iter(TEXT + "deletion"):
            text = clean_line(
                " ".join(" ".join(found.itertext()) for found in deletion if found.tag != OFFICE + "change-info")
            )
            if text:
                self.gathered.dropped.append(Dropped(text, DELETED))

    def _paragraph(self, element: Element, label: str | None = None, bullet: bool = False) -> Iterator[Block]:
        level = min(int(element.get(TEXT + "outline-level", "1")), 6) if element.tag == TEXT + "h" else 0
        for index, line in enumerate(clean(self.gathered.text(element).replace("\t", " ")).split("\n")):
            if not line:
                continue
            mark = typed_mark(line)
            if index == 0 and label:
                yield Paragraph(line, level=level, number=label.rstrip(".)"))
            else:
                yield Paragraph(
                    mark.text, level=level, number=mark.number, bullet=mark.bullet or (bullet and index == 0)
                )
        yield from self._boxes()

    def _boxes(self) -> Iterator[Block]:
        boxes, self.gathered.boxes = self.gathered.boxes, []
        for box in boxes:
            yield from self.blocks(box)

    def _list(self, element: Element, depth: int, style: str, name: str) -> Iterator[Block]:
        for paragraph, label, bullet in self._items(element, depth, style, name):
            yield from self._paragraph(paragraph, label, bullet)

    def _items(self, element: Element, depth: int, style: str, name: str) -> Iterator[tuple[Element, str | None, bool]]:
        """Paragraphs of a list with their labels; only the first of an item carries one."""
        style = element.get(TEXT + "style-name", style)
        if depth == 1:
            name = self._counter(element, style)
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            first = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._items(child, depth + 1, style, name)
                elif child.tag in {TEXT + "p", TEXT + "h"}:
                    level = self.gathered.styles.lists.get(style, {}).get(depth, ListLevel(""))
                    label = self._label(name, style, depth, item) if first and level.format else None
                    yield child, label, first and not level.format
                    first = False

    def _counter(self, element: Element, style: str) -> str:
        continued = element.get(TEXT + "continue-list") or (
            style if element.get(TEXT + "continue-numbering") == "true" else None
        )
        name = continued if continued in self.counts else element.get(XML + "id") or style
        if not continued or continued not in self.counts:
            self.counts[name] = {}
        self.counts[style] = self.counts[name]
        return name

    def _label(self, name: str, style: str, depth: int, item: Element) -> str:
        levels = self.gathered.styles.lists.get(style, {})
        counts = self.counts.setdefault(name, {})
        start = item.get(TEXT + "start-value", "")
        counts[depth] = int(start) if start.isdecimal() else counts.get(depth, levels[depth].start - 1) + 1
        for below in [level for level in counts if level > depth]:
            del counts[below]
        shown = range(max(1, depth - levels[depth].shown + 1), depth + 1)
        numbers = [
            written_number(counts.get(at, 1), _FORMATS.get(levels.get(at, levels[depth]).format, "decimal"))
            for at in shown
        ]
        return ".".join(numbers) + levels[depth].suffix

    def _table(self, element: Element) -> Iterator[Block]:
        lines: list[list[Square]] = []
        covered: dict[tuple[int, int], Square] = {}
        size = 0
        for row in _rows(element):
            for _ in range(min(_repeats(row, "rows"), 1000)):
                lines.append(self._row(row, len(lines), covered))
                size += len(lines[-1])
                if size > MAX_CELLS:
                    raise UnreadableDocument(FAR_TOO_BIG)
        tidy = tidy_columns(lines)
        if any(square.cell.text for line in tidy for square in line):
            self.tables += 1
            rows = tuple(tuple(square.cell for square in line) for line in tidy)
            yield Table(rows, f"tabla {self.tables}", tuple(range(1, len(rows) + 1)))

    def _row(self, row: Element, at: int, covered: dict[tuple[int, int], Square]) -> list[Square]:
        """``covered``: places that merges reach, with what they repeat; filled by each anchor for the rows to come."""
        line: list[Square] = []
        for item in row:
            if item.tag == TABLE + "table-cell":
                fill = self.gathered.styles.fills.get(item.get(TABLE + "style-name", ""))
                cell = Cell(self.cell(item), fill=fill)
                for down in range(min(_spanned(item, "rows"), 1000)):
                    for right in range(min(_spanned(item, "columns"), 200)):
                        covered[at + down, len(line) + right] = Square(replace(cell, merged=True), leftward=right > 0)
                line.extend([Square(cell)] * min(_repeats(item, "columns"), 200))
            elif item.tag == TABLE + "covered-table-cell":
                for _ in range(min(_repeats(item, "columns"), 200)):
                    line.append(covered.get((at, len(line)), Square(EMPTY)))
        return line

    def cell(self, element: Element) -> str:
        return "\n".join(line for line in self._cell_lines(element) if line)

    def _cell_lines(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag in {TEXT + "p", TEXT + "h"}:
                yield cell_text(self.gathered.text(child))
            elif child.tag == TEXT + "list":
                for paragraph, label, bullet in self._items(child, 1, "", ""):
                    text = cell_text(self.gathered.text(paragraph))
                    yield (
                        (f"{label} {text}" if text else label.rstrip(".)"))
                        if label
                        else BULLET + text
                        if bullet and text
                        else text
                    )
            elif child.tag == TABLE + "table":
                for row in _rows(child):
                    yield " | ".join(filter(None, (self.cell(cell).replace("\n", "; ") for cell in row)))


def read_odt(data: bytes, name: str) -> Document:
    """Bytes of an OpenDocument text → its blocks in order. Raises UnreadableDocument."""
    package = Package(data)
    body = package.xml("content.xml").find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocument(f"{DAMAGED} No trae el texto del documento.")
    gathered = Gathered(read_styles(package))
    blocks = tuple(Reader(gathered).blocks(body))
    return Document(name, "odt", blocks, gathered.all_dropped(), tuple(gathered.notes), tuple(_running(package)))


def _running(package: Package) -> Iterator[str]:
    seen: set[str] = set()
    root = package.xml("styles.xml") if "styles.xml" in package else Element("none")
    for place in [*root.iter(STYLE + "header"), *root.iter(STYLE + "footer")]:
        for paragraph in place.iter(TEXT + "p"):
            line = clean_line("".join(paragraph.itertext()))
            if line not in seen and any(letter.isalpha() for letter in line):
                seen.add(line)
                yield line


def read_ods(data: bytes, name: str) -> Document:
    """Bytes of an OpenDocument spreadsheet → one table per visible sheet. Raises UnreadableDocument."""
    package = Package(data)
    body = package.xml("content.xml").find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise UnreadableDocument(f"{DAMAGED} No trae hojas.")
    gathered = Gathered(read_styles(package))
    hidden = hidden_tables(package)
    blocks: list[Block] = []
    for element in body.findall(TABLE + "table"):
        sheet = Sheet(element.get(TABLE + "name", ""), hidden=element.get(TABLE + "style-name") in hidden)
        _read_sheet(element, sheet, gathered)
        table, dropped = sheet_table(sheet)
        gathered.dropped.extend(dropped)
        blocks.extend([table] if table is not None else [])
    return Document(name, "ods", tuple(blocks), gathered.all_dropped(), tuple(gathered.notes))


def _read_sheet(element: Element, sheet: Sheet, gathered: Gathered) -> None:
    column = 1
    for item in _inside(element, TABLE + "table-column"):
        count = _repeats(item, "columns")
        if item.get(TABLE + "visibility") in {"collapse", "filter"}:
            sheet.hidden_columns.append(range(column, column + count))
        column += count
    row = 1
    for item in _rows(element):
        count = _repeats(item, "rows")
        if item.get(TABLE + "visibility") in {"collapse", "filter"}:
            sheet.hidden_rows.update(range(row, min(row + count, row + 10_000)))
        if next(item.iter(TEXT + "p"), None) is not None or count == 1:
            for at in range(row, min(row + count, row + 1000)):
                _read_row(item, sheet, at, gathered)
        row += count


def _read_row(element: Element, sheet: Sheet, row: int, gathered: Gathered) -> None:
    column = 1
    for item in element:
        if item.tag not in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
            continue
        count = _repeats(item, "columns")
        cell = _sheet_cell(item, gathered, f"{sheet.where}, celda {column_letters(column)}{row}")
        if cell.text or (cell.fill and count < 400):
            for at in range(column, column + min(count, 1000)):
                sheet.put(row, at, cell)
        down, right = (
            int(item.get(TABLE + "number-rows-spanned", "1")),
            int(item.get(TABLE + "number-columns-spanned", "1")),
        )
        if down > 1 or right > 1:
            sheet.merges.append(Merge(row, column, row + down - 1, column + right - 1))
        column += count


def _sheet_cell(element: Element, gathered: Gathered, where: str) -> Cell:
    fill = gathered.styles.fills.get(element.get(TABLE + "style-name", ""))
    if element.tag == TABLE + "covered-table-cell":
        return Cell(fill=fill)
    before = len(gathered.notes)
    text = "\n".join(gathered.text(paragraph) for paragraph in element.findall(TEXT + "p"))
    for note in element.findall(OFFICE + "annotation"):
        gathered.notes.append(
            "Comentario en "
            + where
            + ": "
            + clean_line(" ".join("".join(line.itertext()) for line in note.iter(TEXT + "p")))
        )
    del gathered.notes[before + 20 :]
    date = element.get(OFFICE + "date-value")
    if date:
        return Cell(date.removesuffix("T00:00:00")[:16], fill=fill, typed_date=True)
    return Cell(cell_text(text), fill=fill)


def _rows(element: Element) -> Iterator[Element]:
    return _inside(element, TABLE + "table-row")


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows or columns, also those inside header and group elements."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS or child.tag == TABLE + "table-columns":
            yield from _inside(child, tag)


def _repeats(element: Element, what: str) -> int:
    text = element.get(f"{TABLE}number-{what}-repeated", "1")
    return max(1, int(text)) if text.isdecimal() else 1


def _spanned(element: Element, what: str) -> int:
    text = element.get(f"{TABLE}number-{what}-spanned", "1")
    return max(1, int(text)) if text.isdecimal() else 1
