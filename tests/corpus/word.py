"""Word files with the things that offices put in them: merged cells, tick boxes, tracked changes, text boxes, automatic numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

#: python-docx and its XML objects are not typed
Word = Any
Rows = Sequence[Sequence[str]]
Merge = tuple[int, int, int, int]

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WPS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def document(*paragraphs: str, header: str = "", footer: str = "") -> Word:
    """A new document that begins with these paragraphs; ``header`` and ``footer`` repeat on its pages."""
    word = docx.Document()
    if header:
        word.sections[0].header.paragraphs[0].text = header
    if footer:
        word.sections[0].footer.paragraphs[0].text = footer
    lines(word, *paragraphs)
    return word


def lines(word: Word, *texts: str) -> None:
    """One paragraph each: "# " begins a heading, "* " a bullet and "1) " an automatic number."""
    for text in texts:
        mark, _, rest = text.partition(" ")
        if mark in STYLES:
            word.add_paragraph(rest, style=STYLES[mark])
        else:
            word.add_paragraph(text)


STYLES = {"#": "Heading 1", "##": "Heading 2", "*": "List Bullet", "1)": "List Number"}


def table(word: Word, rows: Rows, merges: Iterable[Merge] = (), repeat_header: bool = False) -> Word:
    """``merges`` are (first row, first column, last row, last column), from 0; a line break in a cell begins a paragraph."""
    made = word.add_table(rows=len(rows), cols=max(map(len, rows)))
    made.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            write(made.cell(at, column), text)
    for top, left, bottom, right in merges:
        merge(made, top, left, bottom, right)
    if repeat_header:
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made


def write(cell: Word, text: str) -> None:
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first
    for line in rest:
        cell.add_paragraph(line)


def merge(made: Word, top: int, left: int, bottom: int, right: int) -> None:
    """Merges and keeps only the text of the first cell, as Word does when the others are empty."""
    text = made.cell(top, left).text
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            made.cell(row, column).text = ""
    joined = made.cell(top, left).merge(made.cell(bottom, right))
    for paragraph in joined.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    write(joined, text)


def shade(cell: Word, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>'))


def tick_box(paragraph: Word, ticked: bool, label: str) -> None:
    """A content control with a box that Word lets one tick, and its label."""
    sign = "☒" if ticked else "☐"
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    paragraph.add_run(f" {label}   ")


def replaced(paragraph: Word, old: str, new: str) -> None:
    """A change that Word tracks: ``old`` struck out, ``new`` put in."""
    by = 'w:id="7" w:author="Revisión" w:date="2022-01-10T10:00:00Z"'
    for xml in (
        f'<w:del {nsdecls("w")} {by}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} {by}><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))


def text_box(word: Word, *texts: str) -> None:
    """A floating box, with the copy for old programs that Word writes beside it."""
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    word.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} {WPS}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData '
            f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>{inside}'
            f"</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def copy_row(made: Word, at: int) -> None:
    """The row again at the end of the table: a header typed once more after a page break."""
    made._tbl.append(deepcopy(made.rows[at]._tr))


def cell_of(made: Word, row: int, column: int) -> Word:
    return made.cell(row, column)


def save(word: Word, path: Path) -> None:
    for section in word.sections:
        assert section is not None
    cast(Any, word).save(str(path))


__all__ = [
    "cell_of",
    "copy_row",
    "document",
    "lines",
    "merge",
    "qn",
    "replaced",
    "save",
    "shade",
    "table",
    "text_box",
    "tick_box",
    "write",
]
