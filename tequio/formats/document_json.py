"""A Document as JSON and back, to bring it out of the process that opened the file: data only, unlike pickle."""

from __future__ import annotations

import json
from typing import Any

from tequio.core.reading.document import Block, Cell, Document, Dropped, Paragraph, Table
from tequio.formats.grid import EMPTY


def to_json(document: Document) -> bytes:
    return json.dumps(
        {
            "name": document.name,
            "format": document.format,
            "blocks": [_block(block) for block in document.blocks],
            "dropped": [[item.text, item.reason, item.where] for item in document.dropped],
            "notes": document.notes,
            "running": document.running,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", errors="replace")


def from_json(data: bytes) -> Document:
    found = json.loads(data)
    return Document(
        name=found["name"],
        format=found["format"],
        blocks=tuple(_read_block(block) for block in found["blocks"]),
        dropped=tuple(Dropped(*item) for item in found["dropped"]),
        notes=tuple(found["notes"]),
        running=tuple(found["running"]),
    )


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return ["p", block.text, block.where, block.level, block.number, block.bullet]
    return ["t", block.where, block.row_numbers, [[_cell(cell) for cell in row] for row in block.rows]]


def _cell(cell: Cell) -> str | list[Any]:
    plain = not cell.merged and cell.fill is None and not cell.typed_date
    return cell.text if plain else [cell.text, cell.merged, cell.fill, cell.typed_date]


def _read_block(block: list[Any]) -> Block:
    if block[0] == "p":
        return Paragraph(*block[1:])
    rows = tuple(tuple(_read_cell(cell) for cell in row) for row in block[3])
    return Table(rows, block[1], tuple(block[2]))


def _read_cell(cell: str | list[Any]) -> Cell:
    if isinstance(cell, str):
        return Cell(cell) if cell else EMPTY
    return Cell(*cell)
