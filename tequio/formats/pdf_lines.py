"""Words of a PDF page → lines → paragraphs. A PDF knows only where letters stand; what belongs together is inferred here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tequio.formats.lines import BULLET, BULLET_MARKS, clean_line, typed_mark

_GLYPH = re.compile(r"\(cid:\d{1,6}\)")
_DASHES = "-–—"
_LABEL = re.compile(r"[A-ZÁÉÍÓÚÑÜ]\w*(?: \w+){0,3}:")
#: "Paso 2." and "META 3:" begin an item as a number alone does
_STARTS_ITEM = re.compile(
    rf"[{BULLET_MARKS}*]|(?:paso|etapa|fase|eje|meta|actividad|compromiso|objetivo|base)\s+(?:\d{{1,2}}|[IVX]{{1,4}})\s*[.:)–-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """Points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return clean_line(_GLYPH.sub(" ", " ".join(word.text for word in self.words)))

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def space(self) -> float:
        return self.size * 0.3

    def starts_item(self) -> bool:
        """A bullet or a number that opens an item of a list."""
        mark = typed_mark(self.text)
        return mark.bullet or mark.number is not None or _STARTS_ITEM.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Flowed:
    """A paragraph put together again from its lines."""

    text: str
    size: float
    bold: bool
    #: the last line reaches the margin, so that the paragraph may go on over the page
    open_ended: bool


def group_lines(words: Iterable[Word]) -> list[Line]:
    """Words whose middles are at the same height, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        middle = (word.top + word.bottom) / 2
        if rows:
            last = rows[-1]
            reference = median((other.top + other.bottom) / 2 for other in last[-8:])
            if abs(middle - reference) <= 0.35 * max(word.size, 4):
                last.append(word)
                continue
        rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def join(before: str, after: str) -> str:
    """Two lines of one paragraph: a word cut by a hyphen becomes whole, "2020-" + "2021" keeps it."""
    if before.endswith("-") and len(before) > 1 and after[:1].isalnum():
        if before[-2].isalpha() and after[:1].islower():
            return before[:-1] + after
        if before[-2].isdigit() and after[:1].isdigit():
            return before + after
    return f"{before} {after}"


def unwrap(lines: Sequence[Line], right: float) -> list[str]:
    """Lines of a table cell: those that wrapped at its edge are joined, items and hard returns stay apart.

    ``right``: where text of the cell must end. A line goes on when its end left no room for the next word, or when the
    next begins in lower case.
    """
    texts: list[str] = []
    usual = leading(lines)
    # a single dash inside a cell is punctuation that wrapped, several are a list
    dashes = sum(1 for line in lines if line.text[:1] in _DASHES) > 1
    labels = bool(lines) and _LABEL.match(lines[0].text) is not None
    for index, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        before = lines[index - 1] if index else None
        # "Gobierno: … Sociedad civil: …": a cell that begins with a label has one paragraph for each
        labelled = labels and bool(texts) and texts[-1].endswith(".") and _LABEL.match(text) is not None
        if (
            labelled
            or before is None
            or not texts
            or (line.starts_item() and (dashes or text[0] not in _DASHES))
            or not _goes_on(before, line, right, usual)
        ):
            texts.append(text)
        else:
            texts[-1] = join(texts[-1], text)
    return [BULLET + typed_mark(text).text if text[0] in BULLET_MARKS and len(text) > 1 else text for text in texts]


def _goes_on(before: Line, line: Line, right: float, usual: float) -> bool:
    if line.top - before.top > 1.6 * usual or _is_new_thought(before.text, line.text):
        return False
    if line.text[:1].islower():
        return True
    return before.x1 + line.space + (line.words[0].x1 - line.words[0].x0) > right


def _is_new_thought(before: str, after: str) -> bool:
    """A capital or a bracket after a colon at the end of a line: it was not wrapped there."""
    return before.endswith(":") and (after[:1].isupper() or after[:1] == "(")


def leading(lines: Sequence[Line]) -> float:
    """Usual distance from one line to the next; the lower quarter, since short paragraphs have more spaces than lines."""
    steps = sorted(
        after.top - before.top for before, after in pairwise(lines) if 0 < after.top - before.top < 4 * after.size
    )
    return min(steps[len(steps) // 4], 1.9 * median(line.size for line in lines)) if steps else 12.0


def flow(lines: Sequence[Line], right: float) -> list[Flowed]:
    """Lines of running text → paragraphs. ``right``: margin that full lines of the page reach."""
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    usual = leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _same_paragraph(groups[-1], line, left, right, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_flowed(group, right) for group in groups]


def _flowed(group: list[Line], right: float) -> Flowed:
    text = group[0].text
    for line in group[1:]:
        text = join(text, line.text)
    last = group[-1]
    return Flowed(
        text, median(line.size for line in group), all(line.bold for line in group), right - last.x1 < 0.12 * right
    )


def _same_paragraph(group: list[Line], line: Line, left: float, right: float, usual: float) -> bool:
    before = group[-1]
    # leading differs by font, so a big title is measured by its own size
    if line.top - before.top > 1.35 * max(usual, 1.15 * line.size) or line.top <= before.top:
        return False
    if abs(line.size - before.size) > 0.6 or line.bold != before.bold or line.starts_item():
        return False
    if _is_new_thought(before.text, line.text):
        return False
    if _centred(before, left, right) and _centred(line, left, right) and before.x0 - left > 6:
        return before.x1 - before.x0 > 0.6 * (right - left)
    if len(group) > 1 and line.x0 - before.x0 > 8:
        return False
    first = line.words[0].x1 - line.words[0].x0
    return before.x1 + line.space + first > right - 2 or (line.text[:1].islower() and before.text[-1:] not in ".:;")


def _centred(line: Line, left: float, right: float) -> bool:
    return abs((line.x0 - left) - (right - line.x1)) < 12
