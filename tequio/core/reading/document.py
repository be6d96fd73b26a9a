"""What ``formats`` hands to the readers: a document as a sequence of paragraphs and tables, whatever its file type."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid.

    ``text`` is NFC, one line per paragraph or list item, list items beginning with "● ".
    ``merged`` is true when the cell repeats the text of a merged cell whose anchor lies above or to the left;
    an empty cell of its own has ``text == ""`` and ``merged`` false. ``fill`` is the background colour (``"RRGGBB"``) of
    a spreadsheet or Word cell, None when it has none. A real date in a spreadsheet has ISO text and ``typed_date`` true.
    """

    text: str = ""
    merged: bool = False
    fill: str | None = None
    typed_date: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text. ``number`` is the automatic or typed list number ("3", "1.1", "a"), ``level`` of a heading 1–6 or 0."""

    text: str
    where: str = ""
    level: int = 0
    number: str | None = None
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length. ``where`` is what a person would say: "tabla 2", "hoja «Cronograma»", "página 3, tabla 1"."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str = ""
    #: 1-based number in the source of each row, for messages ("fila 14"); same length as rows
    row_numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the source that does not enter the records, with the reason in plain Spanish."""

    text: str
    reason: str
    where: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    format: str  # "docx" "xlsx" "xls" "csv" "txt" "pdf"
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    #: footnotes, endnotes and comments that must not be lost, in order
    notes: tuple[str, ...] = field(default=())
    #: running headers and footers, once each; candidates for repeated slogans inside the body
    running: tuple[str, ...] = field(default=())
