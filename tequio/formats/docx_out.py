"""An outline as a Word file: real styles to edit with, real lists, headings, header rows that repeat, cells that span.

The language of every text is that of the outline. The same outline gives the same bytes (``formats.ooxml.settle``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tequio.core.outline import (
    BULLET,
    Align,
    Block,
    Cell,
    Heading,
    Listing,
    NewPage,
    Order,
    Outline,
    Paragraph,
    Signatory,
    Signatures,
    Table,
    placed,
)
from tequio.formats.ooxml import printable, settle

FONT = "Arial"
INK, ACCENT, WELL, RULE = "1D2B2F", "0B4F5C", "E4EEEF", "7A8688"
#: letter, the paper of Mexican offices
SHORT, LONG, MARGIN = Cm(21.59), Cm(27.94), Cm(1.8)
UNDATED = date(1980, 1, 1)
SIGNATURES_IN_A_ROW = 2
#: a row with more text than this may be broken over two pages
LONG_ROW = 900
ALIGN = {
    Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}
#: name, based on, points, bold, colour, space before, space after
STYLES = (
    ("Normal", None, 10, None, INK, 0, 4),
    ("Body Text", "Normal", 10, None, INK, 0, 6),
    ("Heading 1", "Normal", 14, True, ACCENT, 0, 8),
    ("Heading 2", "Normal", 11.5, True, ACCENT, 12, 6),
    ("Heading 3", "Normal", 10.5, True, INK, 8, 4),
    ("List Bullet", "Normal", 10, None, INK, 0, 3),
    ("List Number", "Normal", 10, None, INK, 0, 3),
    ("Header", "Normal", 8.5, None, INK, 0, 0),
    ("Footer", "Normal", 7.5, None, INK, 0, 0),
    ("Nota", "Normal", 8.5, None, INK, 4, 4),
    ("Firma", "Normal", 9.5, None, INK, 0, 0),
    ("Celda", "Normal", 8.5, None, INK, 0, 1),
    ("Celda con viñeta", "List Bullet", 8.5, None, INK, 0, 1),
)


def render(outline: Outline) -> bytes:
    """The bytes of a ``.docx``."""
    writer = _Writer(_prepared(outline), outline)
    for block in outline.blocks:
        writer.write(block)
    out = io.BytesIO()
    writer.document.save(out)
    return settle(out.getvalue(), outline.dated or UNDATED)


class _Writer:
    """Adds one block after another; remembers only whether a new page was asked for."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self.document = document
        self.width = (LONG if outline.landscape else SHORT) - 2 * MARGIN
        self.page_break = False

    def write(self, block: Block) -> None:
        match block:
            case NewPage():
                self.page_break = True
            case Heading():
                self._paragraph(block.text, f"Heading {min(block.level, 3)}", block.align)
            case Paragraph():
                self._text(block)
            case Listing():
                self._listing(block)
            case Table():
                self._table(block)
            case Signatures():
                self._signatures(block.people)

    def _paragraph(self, text: str, style: str, align: Align = Align.START) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        paragraph.alignment = ALIGN[align]
        if self.page_break:
            paragraph.paragraph_format.page_break_before = True
            self.page_break = False
        paragraph.add_run(printable(text))
        return paragraph

    def _text(self, block: Paragraph) -> None:
        paragraph = self._paragraph(block.text, "Nota" if block.small else "Body Text", block.align)
        paragraph.runs[0].bold = block.strong or None

    def _listing(self, block: Listing) -> None:
        if block.order is Order.BULLETS:
            for item in block.items:
                self._paragraph(item, "List Bullet")
            return
        number = _new_list(self.document, letters=block.order is Order.LETTERS)
        for item in block.items:
            _set_number(self._paragraph(item, "List Number"), number)

    def _table(self, table: Table) -> None:
        if self.page_break:
            self._paragraph("", "Nota")
        word = self.document.add_table(len(table.rows), len(table.widths), style="Table Grid")
        _set_up(word, [Length(round(self.width * share / sum(table.widths))) for share in table.widths], table.title)
        for index, row in enumerate(word.rows):
            properties: Any = row._tr.get_or_add_trPr()
            if sum(len(cell.text) for cell in table.rows[index]) < LONG_ROW:
                properties.append(OxmlElement("w:cantSplit"))
            if index < table.head:
                properties.append(OxmlElement("w:tblHeader"))
        grid = [list(row.cells) for row in word.rows]
        for top, left, cell in placed(table):
            target = grid[top][left]
            if cell.rows > 1 or cell.columns > 1:
                target = target.merge(grid[top + cell.rows - 1][left + cell.columns - 1])
            _fill(target, cell, head=top < table.head)
        self._paragraph("", "Nota").paragraph_format.space_after = Pt(0)

    def _signatures(self, people: Sequence[Signatory]) -> None:
        """Never alone on a page: the last row of the table before them, and what stands between, go with them."""
        if self.document.tables:
            for cell in self.document.tables[-1].rows[-1].cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
        for paragraph in self.document.paragraphs[-2:]:
            paragraph.paragraph_format.keep_with_next = True
        for start in range(0, len(people), SIGNATURES_IN_A_ROW):
            row = people[start : start + SIGNATURES_IN_A_ROW]
            lines = (["_" * 30 for _ in row], [person.name for person in row], [person.post for person in row])
            for index, texts in enumerate(lines):
                paragraph = self._paragraph("\t" + "\t".join(texts), "Firma")
                paragraph.paragraph_format.space_before = Pt(40 if index == 0 else 0)
                paragraph.paragraph_format.keep_with_next = index < len(lines) - 1
                for place in range(len(row)):
                    middle = Length(round(self.width * (2 * place + 1) / (2 * len(row))))
                    paragraph.paragraph_format.tab_stops.add_tab_stop(middle, WD_TAB_ALIGNMENT.CENTER)


def _prepared(outline: Outline) -> Document:
    document = docx.Document()
    _set_styles(document, outline.language)
    section = document.sections[0]
    section.page_width, section.page_height = (LONG, SHORT) if outline.landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if outline.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header.paragraphs[0].add_run(printable(outline.running_head))
    _write_foot(section.footer.paragraphs[0], outline)
    properties = document.core_properties
    properties.title, properties.language = printable(outline.title)[:255], outline.language
    properties.author = properties.comments = properties.last_modified_by = ""
    if outline.stamp:
        properties.identifier, properties.version = outline.stamp.folio, str(outline.stamp.version)
    return document


def _set_styles(document: Document, language: str) -> None:
    for name, base, points, bold, colour, before, after in STYLES:
        styles: Any = document.styles
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = styles[name]
        if base:
            style.base_style = styles[base]
        style.hidden, style.quick_style = False, True
        style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
        style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.08
        fonts = style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    bullet: Any = document.styles["Celda con viñeta"]
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Cm(0.4), Cm(-0.4)
    for languages in document.styles.element.iter(qn("w:lang")):
        languages.set(qn("w:val"), language)


def _write_foot(paragraph: WordParagraph, outline: Outline) -> None:
    """What the outline says, then the stamp, then "Página N de M" counted by Word."""
    for text in (outline.running_foot, outline.stamp.line if outline.stamp else ""):
        if text:
            paragraph.add_run(printable(text)).add_break()
    paragraph.add_run("Página ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" de ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _set_up(table: WordTable, widths: Sequence[Length], title: str) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    properties: Any = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 30), ("left", 80), ("bottom", 20), ("right", 80)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    if title:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), printable(title))
        properties.append(caption)


def _fill(target: _Cell, cell: Cell, *, head: bool) -> None:
    for index, line in enumerate(cell.lines or ("",)):
        paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
        bullet = line.startswith(BULLET)
        style: Any = "Celda con viñeta" if bullet else "Celda"
        paragraph.style = style
        paragraph.alignment = ALIGN[cell.align]
        run = paragraph.add_run(printable(line.removeprefix(BULLET)))
        run.bold = head or cell.heading or cell.strong or None
        paragraph.paragraph_format.keep_with_next = head or None
    if head or cell.heading:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", WELL)):
            shade.set(qn(f"w:{name}"), value)
        properties: Any = target._tc.get_or_add_tcPr()
        properties.append(shade)


def _new_list(document: Document, *, letters: bool) -> int:
    """The number of a list of its own, that begins again at 1 (or at a)."""
    numbering: Any = document.part.numbering_part.element
    style: Any = document.styles["List Number"]
    base = style.element.pPr.numPr.numId.val
    abstract_id = next(num for num in numbering.num_lst if num.numId == base).abstractNumId.val
    abstracts = numbering.findall(qn("w:abstractNum"))
    abstract = next(item for item in abstracts if item.get(qn("w:abstractNumId")) == str(abstract_id))
    copy = deepcopy(abstract)
    number = max(int(item.get(qn("w:abstractNumId"))) for item in abstracts) + 1
    copy.set(qn("w:abstractNumId"), str(number))
    identity = copy.find(qn("w:nsid"))
    if identity is not None:
        identity.set(qn("w:val"), f"{0x7E900000 + number:08X}")
    level = copy.find(qn("w:lvl"))
    for name in ("w:pStyle",):
        link = level.find(qn(name))
        if link is not None:
            level.remove(link)
    level.find(qn("w:numFmt")).set(qn("w:val"), "lowerLetter" if letters else "decimal")
    level.find(qn("w:lvlText")).set(qn("w:val"), "%1)" if letters else "%1.")
    abstracts[-1].addnext(copy)
    return int(numbering.add_num(number).numId)


def _set_number(paragraph: WordParagraph, number: int) -> None:
    properties: Any = paragraph._p.get_or_add_pPr()
    numbers = properties.get_or_add_numPr()
    numbers.get_or_add_ilvl().val = 0
    numbers.get_or_add_numId().val = number
