"""Grids of cells on their way to a Table: columns that exist only in the file are folded, rows made equally long."""

from __future__ import annotations

from dataclasses import dataclass

from tequio.core.reading.document import Cell

MAX_CELLS = 400_000
MAX_ROWS = 50_000
FAR_TOO_BIG = (
    f"El archivo trae demasiadas filas o celdas (se admiten {MAX_ROWS:,} filas y {MAX_CELLS:,} celdas): "
    "deje solo las que hagan falta, o divídalo en varios."
)

EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Square:
    """A cell in its place; ``leftward`` when it repeats the one on its left."""

    cell: Cell
    leftward: bool = False


def tidy_columns(rows: list[list[Square]]) -> list[list[Square]]:
    """Pad rows to the same length and fold columns in which every cell belongs to a merge with its left neighbour.

    Word and PDF cut a column wherever any row has an edge: a form of two columns may come with nine.
    """
    width = max(map(len, rows), default=0)
    padded = [row + [Square(EMPTY)] * (width - len(row)) for row in rows]
    kept = [
        column
        for column in range(width)
        if column == 0
        or not all(
            row[column].leftward or (column >= len(source) and not row[column].cell.text)
            for row, source in zip(padded, rows, strict=True)
        )
    ]
    return [[row[column] for column in kept] for row in padded]
