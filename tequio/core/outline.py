"""A document as data: headings, paragraphs, lists, tables and signatures. ``formats`` turns it into Word, Excel, a page or a PDF.

A room builds the outline from its records; nothing here knows of files. Text is NFC. Inside a table cell each line is one
paragraph, and a line that begins with ``BULLET`` is an item of a list, the same convention as in ``core.reading.document``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

BULLET = "● "


class Align(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


class Order(StrEnum):
    """How the items of a list are marked: ●, 1. or a)."""

    BULLETS = "bullets"
    NUMBERS = "numbers"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the title of the document, 2 a section, 3 a part of it."""

    text: str
    level: int = 2
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    strong: bool = False
    small: bool = False
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[str, ...]
    order: Order = Order.BULLETS


@dataclass(frozen=True, slots=True)
class Cell:
    """``rows`` and ``columns`` are how many the cell spans. ``value`` is what a spreadsheet keeps instead of the text: a real
    date or a number; ``lines`` is always what a person reads. ``heading`` marks the cell that names its row."""

    lines: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    heading: bool = False
    strong: bool = False
    align: Align = Align.START
    value: date | int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """Each row lists only the cells that begin in it, left to right; the others are covered by a span (as in HTML).

    ``widths`` are shares of the page, one per column. The first ``head`` rows are repeated on every page.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each person, with the name and the post under it."""

    people: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, or on a new sheet with this name in a spreadsheet."""

    name: str


Block = Heading | Paragraph | Listing | Table | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Stamp:
    """What issuing adds: how anyone can ask for this very document and see that nobody changed it."""

    folio: str
    version: int
    fingerprint: str

    @property
    def line(self) -> str:
        return f"Folio {self.folio} · versión {self.version} · huella {self.fingerprint}"


@dataclass(frozen=True, slots=True)
class Outline:
    """``first_sheet`` names the first sheet of a spreadsheet. ``dated`` is the day the data speak of; it also dates the file,
    so that the same data give the same bytes."""

    title: str
    blocks: tuple[Block, ...]
    first_sheet: str = "Documento"
    running_head: str = ""
    running_foot: str = ""
    landscape: bool = False
    dated: date | None = None
    language: str = "es-MX"
    stamp: Stamp | None = None


def fingerprint(outline: Outline) -> str:
    """SHA-256, in hexadecimal, of what the document says; the stamp is left out because it contains it (requirement 127)."""
    return hashlib.sha256(canonical(replace(outline, stamp=None))).hexdigest()


def canonical(outline: Outline) -> bytes:
    """One text for one content: JSON with sorted keys, no blanks, UTF-8; each block says its kind."""
    plain = asdict(outline)
    plain["blocks"] = [{"block": type(block).__name__, **asdict(block)} for block in outline.blocks]
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso).encode()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"an outline does not hold {type(value).__name__}")


def stamped(outline: Outline, *, folio: str, version: int) -> Outline:
    """The outline with its folio, version and fingerprint, to be printed at the foot."""
    return replace(outline, stamp=Stamp(folio, version, fingerprint(outline)))


def placed(table: Table) -> Iterable[tuple[int, int, Cell]]:
    """``(row, column, cell)`` of each cell, both from 0, after its neighbours' spans. Raises ValueError when the cells of a
    row don't fill the columns exactly or a span leaves the table: such a table could not be drawn."""
    width, height = len(table.widths), len(table.rows)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        # lazy on purpose: ``taken`` grows while the row is walked
        free = (column for column in range(width) if (row, column) not in taken)
        for cell in cells:
            column = next(free, width)
            square = {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            if column + cell.columns > width or row + cell.rows > height or square & taken:
                raise ValueError(f"row {row + 1} of the table does not fit in {width} columns and {height} rows")
            taken |= square
            yield row, column, cell
        if any((row, column) not in taken for column in range(width)):
            raise ValueError(f"row {row + 1} of the table leaves columns empty")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text as a cell wants them; none for an empty text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def bullets(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{BULLET}{' '.join(item.split())}" for item in items)
