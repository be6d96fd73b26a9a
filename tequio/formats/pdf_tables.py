"""Tables of a PDF page: by their rulings, or, where there are none, by how the words line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tequio.core.reading.document import Cell
from tequio.formats.grid import EMPTY, Square, tidy_columns
from tequio.formats.pdf_lines import Line, Word, group_lines, leading, unwrap

#: drawings of maps and logos have many thousands of edges, tables some hundreds
MOST_EDGES = 6_000
_LABEL = re.compile(r"(?:\d{1,3}|[a-z])(?:\.\d{1,2})*[.)\-]*|[●•·▪■◦‣➢o\-–*\uf0b7\uf0a7]", re.IGNORECASE)
_NUMBERISH = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?")


@dataclass(frozen=True, slots=True)
class Found:
    """A table and the part of the page it covers (points)."""

    rows: tuple[tuple[Cell, ...], ...]
    x0: float
    top: float
    x1: float
    bottom: float


def ruled_tables(page: Any, words: Sequence[Word]) -> list[Found]:
    """Tables with lines. A box round text, or a single column, is not one: its text runs on with the rest."""
    if len(page.lines) + 4 * len(page.rects) + len(page.curves) > MOST_EDGES:
        return []
    fills = _fills(page)
    found: list[Found] = []
    for table in page.find_tables():
        columns = sorted({cell[0] for cell in table.cells})
        if len(columns) < 2:
            continue
        rows = _ruled_rows(table, columns, words, fills)
        if sum(1 for row in rows for cell in row if cell.text and not cell.merged) > 1:
            found.append(Found(rows, *table.bbox))
    return [table for table in found if not any(_inside(table, other) for other in found if other is not table)]


def _inside(inner: Found, outer: Found) -> bool:
    return (
        outer.x0 <= inner.x0 + 1
        and outer.top <= inner.top + 1
        and inner.x1 <= outer.x1 + 1
        and inner.bottom <= outer.bottom + 1
    )


def _ruled_rows(
    table: Any, columns: list[float], words: Sequence[Word], fills: list[tuple[tuple[float, ...], str]]
) -> tuple[tuple[Cell, ...], ...]:
    texts = {cell: Cell(_cell_text(cell, words), fill=_fill_of(cell, fills)) for cell in table.cells}
    lines: list[list[Square]] = []
    for top in sorted({cell[1] for cell in table.cells}):
        line: list[Square] = []
        for left in columns:
            box = next(
                (
                    cell
                    for cell in table.cells
                    if cell[0] - 1 <= left < cell[2] - 1 and cell[1] - 1 <= top < cell[3] - 1
                ),
                None,
            )
            if box is None:
                line.append(Square(EMPTY))
                continue
            anchored = abs(box[0] - left) <= 1 and abs(box[1] - top) <= 1
            cell = texts[box] if anchored else replace(texts[box], merged=True)
            line.append(Square(cell, leftward=left - box[0] > 1))
        lines.append(line)
    tidy = [[square.cell for square in line] for line in tidy_columns(lines)]
    return tuple(tuple(line) for line in tidy if any(cell.text for cell in line))


def _cell_text(box: tuple[float, float, float, float], words: Sequence[Word]) -> str:
    inside = [
        word
        for word in words
        if box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]
    ]
    if not inside:
        return ""
    padding = max(0.0, min(word.x0 for word in inside) - box[0])
    return "\n".join(unwrap(group_lines(inside), box[2] - min(padding, 8)))


def _fills(page: Any) -> list[tuple[tuple[float, ...], str]]:
    found: list[tuple[tuple[float, ...], str]] = []
    for rect in page.rects:
        colour = _colour(rect.get("non_stroking_color")) if rect.get("fill") else None
        if colour is not None and rect["height"] > 4 and rect["width"] > 4:
            found.append(((rect["x0"], rect["top"], rect["x1"], rect["bottom"]), colour))
    return found


def _colour(value: Any) -> str | None:
    parts = list(value) if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(part, (int, float)) and 0 <= part <= 1 for part in parts):
        return None
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - part) * (1 - black) for part in (cyan, magenta, yellow)]
    elif len(parts) == 1:
        parts = parts * 3
    if len(parts) != 3:
        return None
    code = "".join(f"{round(255 * part):02X}" for part in parts)
    return None if code == "FFFFFF" else code


def _fill_of(box: tuple[float, float, float, float], fills: list[tuple[tuple[float, ...], str]]) -> str | None:
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    for (x0, top, x1, bottom), colour in reversed(fills):
        shared = max(0.0, min(x1, box[2]) - max(x0, box[0])) * max(0.0, min(bottom, box[3]) - max(top, box[1]))
        if shared > 0.6 * area:
            return colour
    return None


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line with no wide gap between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def segments(line: Line) -> list[Segment]:
    groups: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - groups[-1][-1].x1 > max(1.1 * word.size, 7):
            groups.append([word])
        else:
            groups[-1].append(word)
    return [Segment(tuple(group)) for group in groups]


def aligned_tables(lines: Sequence[Line]) -> list[Found]:
    """Tables without lines. Prose has no wide gaps that fall in the same place line after line; a numbered list has one, after its mark."""
    parts = [segments(line) for line in lines]
    found: list[Found] = []
    at = 0
    while at < len(lines):
        table, end = _aligned_from(lines, parts, at) if len(parts[at]) > 1 else (None, at + 1)
        if table is not None:
            found.append(table)
        at = max(end, at + 1)
    return found


def _aligned_from(lines: Sequence[Line], parts: Sequence[list[Segment]], at: int) -> tuple[Found | None, int]:
    end = _reach(lines, parts, at)
    columns = _columns(parts[at:end])
    split = [index for index in range(at, end) if len(parts[index]) > 1]
    if len(columns) < 2 or len(split) < 3 or len(split) < 0.4 * (end - at):
        return None, at + 1
    first = [part[0].text for part in parts[at:end] if part and abs(part[0].x0 - columns[0]) < 6]
    if len(columns) == 2 and (len(split) < 4 or all(_LABEL.fullmatch(text) for text in first)):
        return None, end
    grid = _aligned_rows(lines[at:end], parts[at:end], columns)
    if len(grid) < 3:
        return None, at + 1
    edges = (
        min(line.x0 for line in lines[at:end]),
        lines[at].top,
        max(line.x1 for line in lines[at:end]),
        lines[end - 1].bottom,
    )
    return Found(grid, *edges), end


def _reach(lines: Sequence[Line], parts: Sequence[list[Segment]], at: int) -> int:
    """How far lines go on whose pieces begin where columns do and stop before the next one."""
    columns: list[float] = [part.x0 for part in parts[at]]
    usual = leading(lines[at : at + 30])
    end = at + 1
    while end < len(lines):
        if lines[end].top - lines[end - 1].bottom > max(2.2 * usual, 3.2 * lines[end].size) or not _fits(
            parts[end], columns
        ):
            break
        for part in parts[end]:
            if all(abs(part.x0 - column) >= 6 for column in columns):
                columns = sorted([*columns, part.x0])
        end += 1
    while end > at + 1 and len(parts[end - 1]) == 1 and parts[end - 1][0].x0 < columns[0] + 6 and len(columns) > 2:
        end -= 1
    return end


def _fits(pieces: Sequence[Segment], columns: Sequence[float]) -> bool:
    """Most pieces begin at a column, and none runs over the beginning of the next."""
    placed = 0
    for piece in pieces:
        column = next((column for column in reversed(columns) if column <= piece.x0 + 6), None)
        beyond = [later for later in columns if later > piece.x0 + 6]
        if column is None or (beyond and piece.x1 > min(beyond) + 1):
            return False
        placed += abs(piece.x0 - column) < 6
    return placed * 2 >= len(pieces)


def _columns(parts: Sequence[list[Segment]]) -> list[float]:
    """Left edges shared by at least three lines, or by a third of them."""
    edges: list[list[float]] = []
    for x0 in sorted(piece.x0 for pieces in parts for piece in pieces):
        if edges and x0 - edges[-1][0] < 8:
            edges[-1].append(x0)
        else:
            edges.append([x0])
    least = max(2, min(3, len(parts) // 3))
    return [edge[0] for edge in edges if len(edge) >= least]


def _aligned_rows(
    lines: Sequence[Line], parts: Sequence[list[Segment]], columns: Sequence[float]
) -> tuple[tuple[Cell, ...], ...]:
    placed = [{_column_of(piece, columns): piece for piece in reversed(pieces)} for pieces in parts]
    rights = [*(column - 3 for column in columns[1:]), max(line.x1 for line in lines) + 2]
    rows: list[list[list[Line]]] = []
    numbered = sum(1 for row in placed if 0 in row and _NUMBERISH.fullmatch(row[0].text)) >= 2
    usual = leading(lines)
    for index, (line, pieces) in enumerate(zip(lines, parts, strict=True)):
        gap = line.top - lines[index - 1].top if index else 0.0
        if not rows or _begins_row(placed[index], len(columns), numbered and len(rows) > 1, gap > 1.35 * usual):
            rows.append([[] for _ in columns])
        by_column: dict[int, list[Word]] = {}
        for piece in pieces:
            by_column.setdefault(_column_of(piece, columns), []).extend(piece.words)
        for column, words in by_column.items():
            rows[-1][column].append(Line(tuple(words)))
    return tuple(
        tuple(Cell("\n".join(unwrap(cell, rights[at]))) if cell else EMPTY for at, cell in enumerate(row))
        for row in rows
    )


def _begins_row(placed: dict[int, Segment], columns: int, numbered: bool, apart: bool) -> bool:
    """With a column of numbers, a number begins a row; otherwise a gap, or a line with most of its cells and the first."""
    if numbered and 0 in placed:
        return True
    if numbered:
        return apart and len(placed) * 2 > columns
    return apart or (0 in placed and len(placed) * 2 > columns and not placed[0].text[:1].islower())


def _column_of(piece: Segment, columns: Sequence[float]) -> int:
    return max((index for index, column in enumerate(columns) if column <= piece.x0 + 8), default=0)
