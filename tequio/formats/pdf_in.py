"""PDF with text → Document: tables with and without lines, paragraphs put together again, page headers and footers set apart."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from tequio.core.reading.document import Block, Document, Dropped, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.lines import clean_line, typed_mark
from tequio.formats.pdf_lines import Flowed, Line, Word, flow, group_lines, join
from tequio.formats.pdf_tables import Found, aligned_tables, ruled_tables
from tequio.formats.unpacking import DAMAGED, HAS_PASSWORD

MAX_PAGES = 400
SCANNED = (
    "El PDF es una imagen escaneada y no tiene texto: envíe la versión en Word o Excel, "
    "o pásele antes un reconocimiento de texto (OCR)."
)
NO_TEXT = "El PDF no tiene texto: envíe la versión en Word o Excel."
TOO_MANY_PAGES = f"El PDF tiene más de {MAX_PAGES} páginas: divídalo o envíe solo las que hagan falta."
REPEATED = "encabezado o pie que se repite en las páginas"
PAGE_NUMBER = "número de página"
SCANNED_PAGE = "la página es una imagen y no tiene texto"
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:p[áa]g(?:ina|\.)?\s*)?\d{1,4}(?:\s*(?:/|de)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MARGIN = 0.12
_SAME_HEIGHT = 8.0


@dataclass
class Page:
    number: int
    height: float
    lines: list[Line]
    tables: list[Found]
    scanned: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass
class Margins:
    """What repeats at the head and foot of the pages."""

    running: dict[str, None] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)


def read_pdf(data: bytes, name: str) -> Document:
    """Bytes of a PDF → its blocks in reading order. Raises UnreadableDocument, also when it is scanned."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as source:
            pages = list(_pages(source))
    except (PDFPasswordIncorrect, PdfminerException, PDFException, PSException) as refused:
        if isinstance(refused, PDFPasswordIncorrect) or any(
            isinstance(item, PDFPasswordIncorrect) for item in refused.args
        ):
            raise UnreadableDocument(HAS_PASSWORD) from refused
        raise UnreadableDocument(DAMAGED) from refused
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableDocument(SCANNED if any(page.scanned for page in pages) else NO_TEXT)
    margins = _set_margins_apart(pages)
    scanned = [
        Dropped(f"(página {page.number})", SCANNED_PAGE, f"página {page.number}") for page in pages if page.scanned
    ]
    notes = tuple(note for page in pages for note in page.notes)
    return Document(name, "pdf", tuple(_blocks(pages)), (*margins.dropped, *scanned), notes, tuple(margins.running))


def _pages(source: Any) -> Iterator[Page]:
    for number, page in enumerate(source.pages, start=1):
        if number > MAX_PAGES:
            raise UnreadableDocument(TOO_MANY_PAGES)
        yield _read_page(page, number)
        # pdfplumber keeps every page's letters until told otherwise
        page.close()


def _read_page(page: Any, number: int) -> Page:
    words, marks = _words(page)
    if not words:
        return Page(number, float(page.height), [], [], scanned=bool(page.images))
    tables = ruled_tables(page, words)
    outside = [word for word in words if not any(_covers(table, word) for table in tables)]
    lines, notes = _footnotes(group_lines(outside), marks)
    return Page(number, float(page.height), lines, tables, notes=notes)


def _words(page: Any) -> tuple[list[Word], set[str]]:
    """Words of the page without the raised figures that call footnotes, and those figures."""
    letters, marks = _without_marks(_once(page.chars))
    found = extract_words(
        letters,
        x_tolerance_ratio=0.18,
        y_tolerance=2,
        keep_blank_chars=False,
        return_chars=True,
        expand_ligatures=True,
        char_dir_rotated="btt",
    )
    return [
        Word(
            text=word["text"],
            x0=word["x0"],
            x1=word["x1"],
            top=word["top"],
            bottom=word["bottom"],
            size=word["chars"][0]["size"],
            bold=_BOLD.search(word["chars"][0]["fontname"]) is not None,
        )
        for word in found
    ], marks


def _covers(table: Found, word: Word) -> bool:
    return table.x0 <= (word.x0 + word.x1) / 2 <= table.x1 and table.top <= (word.top + word.bottom) / 2 <= table.bottom


def _once(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some programs print bold by setting a letter twice almost in the same place."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[dict[str, Any]] = []
    for letter in letters:
        place = letter["text"], round(letter["x0"]), round(letter["top"])
        if place not in seen:
            seen.add(place)
            kept.append(letter)
    return kept


def _without_marks(letters: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], set[str]]:
    kept: list[dict[str, Any]] = []
    marks: set[str] = set()
    mark = ""
    for letter in letters:
        before = kept[-1] if kept else None
        if before is not None and letter["text"].isdigit() and _is_raised(letter, before):
            mark += letter["text"]
            continue
        if mark and before is not None:
            marks.add(mark)
            mark = ""
            # what follows closes the gap the mark has left
            closed = before["x1"] + letter["x1"] - letter["x0"]
            letter = (
                {**letter, "x0": before["x1"], "x1": closed}
                if not letter["text"].isalnum() and letter["text"] != " "
                else letter
            )
        kept.append(letter)
    return kept, marks | ({mark} if mark else set())


def _is_raised(letter: dict[str, Any], before: dict[str, Any]) -> bool:
    """Smaller than the letter before it, on the same line and higher."""
    size = float(before["size"])
    near = 0 <= letter["x0"] - before["x0"] < 3 * size and before["top"] - size < letter["top"] < before["bottom"]
    return bool(near and letter["size"] <= 0.75 * size and letter["bottom"] < before["bottom"] - 0.15 * size)


def _footnotes(lines: list[Line], marks: set[str]) -> tuple[list[Line], list[str]]:
    """At the foot of the page, in smaller letters, from the first line that begins with a figure called above."""
    if not marks or not lines:
        return lines, []
    usual = median(line.size for line in lines for _ in line.text)
    first = len(lines)
    while first and lines[first - 1].size < 0.95 * usual:
        first -= 1
    while first < len(lines) and lines[first].text.split()[0] not in marks:
        first += 1
    notes: list[str] = []
    for line in lines[first:]:
        number, _, rest = line.text.partition(" ")
        if number in marks:
            notes.append(rest)
        else:
            notes[-1] = join(notes[-1], line.text)
    return lines[:first], [note for note in notes if note]


def _set_margins_apart(pages: list[Page]) -> Margins:
    """Lines at the edge of the page, at the same height with the same words but for figures, on two pages and on half of them."""
    margins = Margins()
    places: dict[str, list[tuple[int, Line]]] = {}
    for page in pages:
        for line in _edge_lines(page):
            places.setdefault(re.sub(r"\d+", "#", line.text), []).append((page.number, line))
    gone: dict[int, set[int]] = {page.number: set() for page in pages}
    for key, found in places.items():
        numbers = _repeated(found, len(pages))
        if numbers:
            for number, line in found:
                if number in numbers:
                    gone[number].add(id(line))
            _note_margin(margins, key, [line.text for number, line in found if number in numbers], sorted(numbers))
    for page in pages:
        for line in _edge_lines(page):
            if id(line) not in gone[page.number] and _PAGE_NUMBER.fullmatch(line.text):
                gone[page.number].add(id(line))
                margins.dropped.append(Dropped(line.text, PAGE_NUMBER, f"página {page.number}"))
        page.lines = [line for line in page.lines if id(line) not in gone[page.number]]
    return margins


def _note_margin(margins: Margins, key: str, texts: list[str], numbers: list[int]) -> None:
    where = f"páginas {numbers[0]} a {numbers[-1]}"
    if _PAGE_NUMBER.fullmatch(key.replace("#", "1")):
        margins.dropped.append(Dropped(", ".join(texts), PAGE_NUMBER, where))
        return
    margins.running.setdefault(texts[0])
    margins.dropped.append(Dropped(texts[0], REPEATED, where))


def _edge_lines(page: Page) -> list[Line]:
    """Up to three lines in the outer eighth of the page that a gap parts from the rest of the text."""
    head = [line for line in page.lines if line.bottom < _MARGIN * page.height]
    foot = [line for line in page.lines if line.top > (1 - _MARGIN) * page.height]
    return [*_parted(head, page, downwards=True), *_parted(foot[::-1], page, downwards=False)]


def _parted(edge: list[Line], page: Page, downwards: bool) -> list[Line]:
    for count in range(min(3, len(edge)), 0, -1):
        last = edge[count - 1]
        others: list[Line | Found] = [*page.lines, *page.tables]
        if downwards:
            gap = min((other.top for other in others if other.top > last.top), default=page.height) - last.bottom
        else:
            gap = last.top - max((other.bottom for other in others if other.bottom < last.bottom), default=0.0)
        if gap > 0.9 * last.size:
            return edge[:count]
    return []


def _repeated(found: list[tuple[int, Line]], pages: int) -> set[int]:
    """Pages on which the line stands at its usual height."""
    heights = [line.top for _, line in found]
    usual = median(heights)
    numbers = {number for number, line in found if abs(line.top - usual) < _SAME_HEIGHT}
    return numbers if len(numbers) >= 2 and 2 * len(numbers) >= pages - 1 else set()


def _blocks(pages: list[Page]) -> Iterator[Block]:
    levels = _heading_sizes(pages)
    right = max((line.x1 for page in pages for line in page.lines if len(line.words) > 2), default=0.0)
    pending: tuple[Flowed, int] | None = None
    for page in pages:
        count = 0
        for item in _in_order(page, right):
            if isinstance(item, Found):
                if pending:
                    yield from _paragraph(*pending, levels)
                    pending = None
                count += 1
                yield Table(item.rows, f"página {page.number}, tabla {count}", tuple(range(1, len(item.rows) + 1)))
                continue
            if pending and _continues(pending[0], item):
                pending = replace(item, text=join(pending[0].text, item.text)), pending[1]
                continue
            if pending:
                yield from _paragraph(*pending, levels)
            pending = item, page.number
    if pending:
        yield from _paragraph(*pending, levels)


def _in_order(page: Page, right: float) -> Iterator[Flowed | Found]:
    """Paragraphs and tables from top to bottom."""
    at = 0
    for table in sorted([*page.tables, *_aligned(page)], key=lambda table: table.top):
        above = [line for line in page.lines[at:] if line.top < table.top]
        yield from flow(above, right)
        at += len(above)
        at += sum(
            1
            for line in page.lines[at:]
            if line.bottom <= table.bottom + 1 and line.top >= table.top - 1 and line.x0 >= table.x0 - 1
        )
        yield table
    yield from flow(page.lines[at:], right)


def _aligned(page: Page) -> list[Found]:
    """Tables without lines, searched between those that have them."""
    found: list[Found] = []
    stretch: list[Line] = []
    edges = sorted(table.top for table in page.tables)
    for line in page.lines:
        if edges and line.top > edges[0]:
            found.extend(aligned_tables(stretch))
            stretch = []
            edges = [edge for edge in edges if edge >= line.top]
        stretch.append(line)
    return found + aligned_tables(stretch)


def _continues(before: Flowed, after: Flowed) -> bool:
    """A paragraph cut by the end of the page: full last line, no stop, and the rest in lower case and in the same letter."""
    same = abs(before.size - after.size) < 0.6 and before.bold == after.bold
    return same and before.text[-1:] not in ".:;?!" and after.text[:1].islower()


def _heading_sizes(pages: list[Page]) -> list[float]:
    """Letter sizes larger than that of most of the text, largest first; bold text of the usual size ranks below them."""
    sizes: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            size = round(line.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + len(line.text)
    if not sizes:
        return []
    body = max(sizes, key=lambda size: sizes[size])
    return [*sorted((size for size in sizes if size > 1.08 * body), reverse=True)[:4], body]


def _paragraph(flowed: Flowed, page: int, levels: list[float]) -> Iterator[Paragraph]:
    text = clean_line(flowed.text)
    if not text:
        return
    mark = typed_mark(text)
    yield Paragraph(mark.text, f"página {page}", _level(flowed, levels), mark.number, mark.bullet)


def _level(flowed: Flowed, levels: list[float]) -> int:
    if len(flowed.text) > 200 or not levels:
        return 0
    size = round(flowed.size * 2) / 2
    if size in levels[:-1]:
        return levels.index(size) + 1
    return len(levels) if flowed.bold and size >= levels[-1] and not flowed.text.endswith((".", ";", ",")) else 0
