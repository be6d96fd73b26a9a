"""Word (.docx, .docm) → Document. Read part by part from the package, so that memory follows the text and not the file.

Source: ECMA-376 part 1 (WordprocessingML). python-docx builds the whole tree and knows neither list numbers, text boxes,
tracked changes nor content controls, which real files are full of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from tequio.core.reading.document import Block, Cell, Document, Dropped, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.docx_names import W, is_on, val
from tequio.formats.docx_numbers import Label, Numbering, read_numbering
from tequio.formats.docx_text import (
    DELETED,
    DRAWINGS,
    HIDDEN,
    PICTURES,
    PLACEHOLDER,
    Context,
    Inline,
    deleted_text,
    plain_text,
)
from tequio.formats.grid import FAR_TOO_BIG, MAX_CELLS, Square, tidy_columns
from tequio.formats.lines import BULLET, cell_text, clean, clean_line, typed_mark
from tequio.formats.unpacking import DAMAGED, Package

CONTENTS = "índice: repite los títulos con su página"


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str | None
    name: str
    outline: int | None
    number_id: str | None
    depth: int | None
    hidden: bool


@dataclass
class Reader:
    """The body of one document, read once from top to bottom (list counters and note order depend on it)."""

    context: Context
    numbering: Numbering
    styles: dict[str, Style]
    default_style: str = ""
    tables: int = 0
    cells: int = 0
    _pending: list[str] = field(
        default_factory=list
    )  # text of paragraphs whose mark was deleted: they join the next one

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            tag = element.tag
            if tag == W + "p":
                yield from self._paragraph(element)
            elif tag == W + "tbl":
                yield from self._table(element)
            elif tag == W + "sdt":
                yield from self._control(element)
            elif tag in {W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
                yield from self.blocks(element)
            elif tag in {W + "del", W + "moveFrom"}:
                self.context.drop(deleted_text(element), DELETED)
            elif tag == W + "altChunk":
                self.context.drop(
                    "(archivo incrustado)", "un archivo incrustado en el documento no se lee: pegue su texto"
                )

    def _control(self, control: Element) -> Iterator[Block]:
        content = control.find(W + "sdtContent")
        if content is None:
            return
        properties = control.find(W + "sdtPr")
        if properties is not None and is_on(properties.find(W + "showingPlcHdr")):
            self.context.drop(plain_text(content), PLACEHOLDER)
            return
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery") if properties is not None else None
        if val(gallery) == "Table of Contents":
            self.context.drop(plain_text(content), CONTENTS)
            return
        yield from self.blocks(content)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        style = self._style_id(properties)
        if self.styles.get(style, _NO_STYLE).name.startswith("toc "):
            self.context.drop(plain_text(element), CONTENTS)
            return
        inline, label = self._inline(element)
        if inline is None:
            return
        level = self._heading(properties, style)
        for index, line in enumerate(clean(inline.text().replace("\t", " ")).split("\n")):
            if line:
                yield self._line(line, level, label if index == 0 else Label())
        for box in inline.boxes:
            yield from self.blocks(box)

    def _inline(self, element: Element) -> tuple[Inline | None, Label]:
        """Text of a paragraph with its automatic label; None while its end has been deleted and it runs into the next."""
        properties = element.find(W + "pPr")
        inline = Inline(self.context, pieces=list(self._pending))
        self._pending.clear()
        inline.walk(element)
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            self._pending.extend(inline.pieces)
            return None, Label()
        has_text = bool(inline.text().strip())
        return inline, self._label(properties, has_text)

    def _line(self, line: str, level: int, label: Label) -> Paragraph:
        if label.bullet:
            typed = typed_mark(line)
            return Paragraph(typed.text if typed.bullet else line, level=level, bullet=True)
        if label.number is not None:
            words = label.label.split(label.number)[0].strip(" .(:-–—")
            return Paragraph(f"{words} {label.number}. {line}" if words else line, level=level, number=label.number)
        typed = typed_mark(line)
        return Paragraph(typed.text, level=level, number=typed.number, bullet=typed.bullet)

    def _style_id(self, properties: Element | None) -> str:
        style = val(properties.find(W + "pStyle")) if properties is not None else None
        return style or self.default_style

    def _chain(self, style: str) -> Iterator[Style]:
        seen: set[str] = set()
        current: str | None = style
        while current and current not in seen and current in self.styles:
            seen.add(current)
            yield self.styles[current]
            current = self.styles[current].based_on

    def _heading(self, properties: Element | None, style: str) -> int:
        own = val(properties.find(W + "outlineLvl")) if properties is not None else None
        levels = [int(own)] if own is not None and own.isdecimal() else []
        for item in self._chain(style):
            if item.outline is not None:
                levels.append(item.outline)
            if item.name in {"title", "título", "titulo"}:
                levels.append(0)
        return min(levels[0] + 1, 6) if levels and levels[0] < 9 else 0

    def _label(self, properties: Element | None, has_text: bool) -> Label:
        number_id, depth = self._list_of(properties, self._style_id(properties))
        if number_id in {None, "0"}:
            return Label()
        # an empty list item shows its number in a table but is a stray return in running text
        return self.numbering.next(number_id or "", depth) if has_text or self._in_cell else Label()

    _in_cell: bool = False

    def _list_of(self, properties: Element | None, style: str) -> tuple[str | None, int]:
        own = properties.find(W + "numPr") if properties is not None else None
        number_id = val(own.find(W + "numId")) if own is not None else None
        depth = val(own.find(W + "ilvl")) if own is not None else None
        if number_id is not None:
            return number_id, int(depth) if depth and depth.isdecimal() else 0
        chain = self._chain(style)
        current = style
        for item in chain:
            if item.number_id is not None:
                styled = (
                    item.depth if item.depth is not None else self.numbering.level_of_style(item.number_id, current)
                )
                return item.number_id, int(depth) if depth and depth.isdecimal() else styled
            current = item.based_on or ""
        return None, 0

    def _table(self, element: Element) -> Iterator[Block]:
        rows = list(_rows(element, self.context))
        if self._is_frame(rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        self.tables += 1
        where, self.context.where = self.context.where, f"tabla {self.tables}"
        table = self._grid(rows, f"tabla {self.tables}")
        self.context.where = where
        if table is not None:
            yield table

    def _is_frame(self, rows: list[Element]) -> bool:
        """A box drawn round text, or a layout with one column that only holds other tables: its content is the document's own."""
        if not rows or any(len(list(_cells(row))) != 1 for row in rows):
            return False
        return len(rows) == 1 or all(cell.find(W + "tbl") is not None for row in rows for cell in _cells(row))

    def _grid(self, rows: list[Element], where: str) -> Table | None:
        lines: list[list[Square]] = []
        for row in rows:
            lines.append(self._row(row, lines[-1] if lines else []))
            self.cells += len(lines[-1])
            if self.cells > MAX_CELLS:
                raise UnreadableDocument(FAR_TOO_BIG)
        tidy = tidy_columns(lines)
        if not any(square.cell.text for line in tidy for square in line):
            return None
        cells = tuple(tuple(square.cell for square in line) for line in tidy)
        return Table(cells, where, tuple(range(1, len(cells) + 1)))

    def _row(self, row: Element, above: list[Square]) -> list[Square]:
        properties = row.find(W + "trPr")
        before = _count(properties.find(W + "gridBefore")) if properties is not None else 0
        line = [Square(Cell())] * before
        for cell in _cells(row):
            line.extend(self._cell(cell, above, len(line)))
        return line

    def _cell(self, cell: Element, above: list[Square], column: int) -> list[Square]:
        properties = cell.find(W + "tcPr")
        properties = properties if properties is not None else Element("none")
        merge = properties.find(W + "vMerge")
        continued = merge is not None and val(merge, "continue") == "continue" and column < len(above)
        sideways = val(properties.find(W + "hMerge"), "") if properties.find(W + "hMerge") is not None else None
        if continued:
            anchor = replace(above[column].cell, merged=True)
            self._hidden_below_merge(cell)
        elif properties.find(W + "cellDel") is not None:
            self.context.drop(plain_text(cell), DELETED)
            anchor = Cell()
        else:
            anchor = Cell(self._cell_text(cell), sideways == "continue", _fill(properties))
        span = max(1, _count(properties.find(W + "gridSpan"), 1))
        spread = replace(anchor, merged=True)
        return [Square(anchor), *[Square(spread, leftward=True)] * (span - 1)]

    def _hidden_below_merge(self, cell: Element) -> None:
        """Word does not show text left in the lower cells of a vertical merge."""
        text = plain_text(cell)
        if text.strip():
            self.context.drop(text, "texto que Word no muestra, bajo una celda combinada")

    def _cell_text(self, cell: Element) -> str:
        lines: list[str] = []
        was_in_cell, self._in_cell = self._in_cell, True
        self._cell_lines(cell, lines)
        self._in_cell = was_in_cell
        return "\n".join(line for line in lines if line)

    def _cell_lines(self, content: Iterable[Element], lines: list[str]) -> None:
        for element in content:
            if element.tag == W + "p":
                self._cell_paragraph(element, lines)
            elif element.tag == W + "tbl":
                lines.extend(self._nested(element))
            elif element.tag == W + "sdt":
                self._cell_control(element, lines)
            elif element.tag in {W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
                self._cell_lines(element, lines)
            elif element.tag in {W + "del", W + "moveFrom"}:
                self.context.drop(deleted_text(element), DELETED)

    def _cell_control(self, control: Element, lines: list[str]) -> None:
        content = control.find(W + "sdtContent")
        inline = Inline(self.context)
        if content is None:
            return
        if content.find(W + "p") is None and content.find(W + "tbl") is None:
            inline.control(control)
            lines.append(cell_text(inline.text()))
            return
        properties = control.find(W + "sdtPr")
        if properties is not None and is_on(properties.find(W + "showingPlcHdr")):
            self.context.drop(plain_text(content), PLACEHOLDER)
            return
        self._cell_lines(content, lines)

    def _cell_paragraph(self, element: Element, lines: list[str]) -> None:
        inline, label = self._inline(element)
        if inline is None:
            return
        text = cell_text(inline.text())
        if label.bullet and text:
            text = BULLET + text.removeprefix(BULLET)
        elif label.label:
            text = f"{label.label} {text}" if text else label.number or label.label
        lines.append(text)
        for box in inline.boxes:
            self._cell_lines(box, lines)

    def _nested(self, table: Element) -> Iterator[str]:
        """A table inside a cell: one line per row, its cells separated by a bar."""
        for row in _rows(table, self.context):
            texts = [self._cell_text(cell) for cell in _cells(row)]
            filled = [text for text in texts if text]
            if len(filled) == 1:
                yield filled[0]
            elif filled:
                yield " | ".join(text.replace("\n", "; ") for text in filled)


_NO_STYLE = Style(None, "", None, None, None, False)


def read_docx(data: bytes, name: str) -> Document:
    """Bytes of a Word document → its blocks in order. Raises UnreadableDocument."""
    package = Package(data)
    main = _main_part(package)
    relations = package.relations(main)
    parts: dict[str, list[str]] = {}
    for relation in relations.values():
        if not relation.external and relation.target in package:
            parts.setdefault(relation.kind, []).append(relation.target)
    styles, default_style = _read_styles(_part(package, parts, "styles"))
    hidden = frozenset(key for key, style in styles.items() if style.hidden)
    context = Context(relations=relations, hidden_styles=hidden)
    numbering = read_numbering(
        _part(package, parts, "numbering"), lambda style: styles[style].number_id if style in styles else None
    )
    reader = Reader(context, numbering, styles, default_style)
    for kind, part in (("footnote", "footnotes"), ("endnote", "endnotes"), ("comment", "comments")):
        _read_notes(_part(package, parts, part), kind, context)
    blocks = tuple(reader.blocks(package.children(main, W + "body")))
    context.where = ""
    _count_pictures(context)
    running = tuple(_running(package, [*parts.get("header", []), *parts.get("footer", [])]))
    notes = (*context.seen_notes, *context.notes.values())
    return Document(name, "docx", blocks, tuple(context.dropped), notes, running)


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableDocument(f"{DAMAGED} No trae el texto del documento.")


def _part(package: Package, parts: dict[str, list[str]], kind: str) -> Element | None:
    return package.xml(parts[kind][0]) if kind in parts else None


def _read_styles(root: Element | None) -> tuple[dict[str, Style], str]:
    styles: dict[str, Style] = {}
    default = ""
    for item in root.findall(W + "style") if root is not None else ():
        identifier = item.get(W + "styleId", "")
        if item.get(W + "type") == "paragraph" and item.get(W + "default") in {"1", "true", "on"}:
            default = identifier
        outline = val(item.find(f"{W}pPr/{W}outlineLvl"))
        depth = val(item.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        styles[identifier] = Style(
            based_on=val(item.find(W + "basedOn")),
            name=(val(item.find(W + "name")) or "").lower(),
            outline=int(outline) if outline and outline.isdecimal() else None,
            number_id=val(item.find(f"{W}pPr/{W}numPr/{W}numId")),
            depth=int(depth) if depth and depth.isdecimal() else None,
            hidden=is_on(item.find(f"{W}rPr/{W}vanish")),
        )
    return styles, default


def _read_notes(root: Element | None, kind: str, context: Context) -> None:
    for item in root.findall(W + kind) if root is not None else ():
        if item.get(W + "type") in {"separator", "continuationSeparator", "continuationNotice"}:
            continue
        text = clean_line(" ".join(_note_lines(item)))
        if text:
            context.notes[kind, item.get(W + "id", "")] = f"Comentario: {text}" if kind == "comment" else text


def _note_lines(item: Element) -> Iterator[str]:
    for paragraph in item.iter(W + "p"):
        inline = Inline(Context())
        inline.walk(paragraph)
        yield inline.text()


def _running(package: Package, paths: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for path in paths:
        for paragraph in package.xml(path).iter(W + "p"):
            inline = Inline(Context())
            inline.walk(paragraph)
            line = clean_line(inline.text())
            if line and line not in seen and any(letter.isalpha() for letter in line):
                seen.add(line)
                yield line


def _count_pictures(context: Context) -> None:
    for count, what, reason in (
        (context.pictures, "imágenes", PICTURES),
        (context.drawings, "gráficos o diagramas", DRAWINGS),
    ):
        if count:
            context.dropped.append(Dropped(f"({count} {what})", reason))


def _rows(table: Element, context: Context) -> Iterator[Element]:
    for element in table:
        if element.tag == W + "tr":
            properties = element.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                context.drop(plain_text(element), DELETED)
            elif properties is not None and is_on(properties.find(W + "hidden")):
                context.drop(plain_text(element), HIDDEN)
            else:
                yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}:
            yield from _rows(element, context)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == W + "tc":
            yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "customXml"}:
            yield from _cells(element)


def _count(element: Element | None, default: int = 0) -> int:
    text = val(element)
    return min(int(text), 200) if text and text.isdecimal() else default


def _fill(properties: Element) -> str | None:
    shade = properties.find(W + "shd")
    fill = shade.get(W + "fill", "auto").upper() if shade is not None else "AUTO"
    return fill if len(fill) == 6 and fill != "FFFFFF" and all(digit in "0123456789ABCDEF" for digit in fill) else None
