"""Where in the document each thing that was read stands: found by its own words, near what was found before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

from tequio.core.dates.words import fold
from tequio.core.reading.document import Document, Paragraph, Table
from tequio.core.reading.records import Reading
from tequio.formats.reading_json import to_json

#: path in the reading, joined with "/" → ``{"text", "where"}``
Sources = dict[str, dict[str, str]]
#: pieces of the document looked at on each side of where the reader is, when the words are only part of a piece
NEAR = 120
#: letters under which words inside a longer text prove nothing
SHORT = 4
LONGEST = 1200
_WORDS = re.compile(r"[^\w]+")
#: of the reading itself, and of every record: what is not said by words of the document
_ASIDE = {"kind", "name", "text", "header", "dropped", "remarks", "attachments"}
_WORKED_OUT = {"kind", "fields", "sector", "box", "derived", "source_text"}


def sources_of(reading: Reading, document: Document) -> Sources:
    """Paths of texts and dates that could be found; what was worked out (a sector, a sum) has none."""
    pieces = list(_pieces(document))
    places = _Places(pieces)
    found: Sources = {}
    for path, wanted in _wanted(to_json(reading), ()):
        key = "/".join(map(str, path))
        at = None if key in found else places.of(bare(wanted))
        if at is not None:
            text, where = pieces[at]
            found[key] = {"text": text[:LONGEST], "where": where}
    return found


def _pieces(document: Document) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, Paragraph):
            text = f"{block.number} {block.text}" if block.number else block.text
            yield text, block.where or f"párrafo {number}"
        else:
            yield from _cells(block)


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    numbers = table.row_numbers or tuple(range(1, len(table.rows) + 1))
    for row, number in zip(table.rows, numbers, strict=True):
        where = f"{table.where}, fila {number}" if table.where else f"fila {number}"
        for cell in row:
            if cell.text and not cell.merged:
                yield cell.text, where


def bare(text: str) -> str:
    """Only its words: how two texts are compared."""
    return " ".join(_WORDS.sub(" ", fold(text)).split())


class _Places:
    """The pieces of a document and how far the reader has come."""

    def __init__(self, pieces: list[tuple[str, str]]) -> None:
        self.texts = [bare(text) for text, _where in pieces]
        self.rows = [where for _text, where in pieces]
        self.exact: dict[str, list[int]] = {}
        for at, text in enumerate(self.texts):
            self.exact.setdefault(text, []).append(at)
        self.here = 0

    def of(self, wanted: str) -> int | None:
        if not wanted:
            return None
        same, inside = self._same(wanted), self._inside(wanted)
        here = [at for at in inside if self.rows[at] == self.rows[self.here]]
        places = here or same or inside
        if not places:
            return None
        self.here = min(places, key=self._far)
        return self.here

    def _far(self, at: int) -> tuple[bool, int]:
        """What comes soon after; what came before is three times as far."""
        return self.rows[at] != self.rows[self.here], at - self.here if at >= self.here else 3 * (self.here - at)

    def _same(self, wanted: str) -> list[int]:
        places = self.exact.get(wanted, [])
        after = bisect_left(places, self.here)
        return places[max(after - 8, 0) : after + 8]

    def _inside(self, wanted: str) -> list[int]:
        if len(wanted) < SHORT:
            return []
        around = range(max(self.here - NEAR, 0), min(self.here + NEAR, len(self.texts)))
        return [at for at in around if f" {wanted} " in f" {self.texts[at]} "]


def _wanted(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of the reading, in its order, each with what to look for."""
    if isinstance(value, Mapping):
        if "edtf" in value:
            yield path, value["source_text"]
            return
        said = value.get("source_text") if "title" in value else None
        for key, inner in value.items():
            if key not in (_WORKED_OUT if path else _ASIDE):
                yield from _wanted(said if key == "title" and said else inner, (*path, key))
    elif isinstance(value, list):
        if value and all(isinstance(each, str) for each in value):
            yield path, " ".join(value)
            yield path, value[0]
            return
        for index, inner in enumerate(value):
            yield from _wanted(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value
