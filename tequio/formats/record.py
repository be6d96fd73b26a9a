"""The public record as a text file: one JSON document per line, the checkpoint first.

``{"format": "tequio-record-1", "checkpoint": {"sequence": 3, "head": "…"}}`` and then one line per event:
``{"sequence": 1, "previous": "…", "hash": "…", "content": {…}}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tequio.core.ledger import Checkpoint, Entry
from tequio.core.refusals import UnreadableDocument

FORMAT = "tequio-record-1"


def write(entries: Iterable[Entry], checkpoint: Checkpoint) -> Iterator[str]:
    """The lines of the file, each with its end of line."""
    head = {"sequence": checkpoint.sequence, "head": checkpoint.head}
    yield _line({"format": FORMAT, "checkpoint": head})
    for entry in entries:
        yield _line(
            {"sequence": entry.sequence, "previous": entry.previous, "hash": entry.hash, "content": dict(entry.content)}
        )


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def read_checkpoint(first_line: str) -> Checkpoint:
    """Raises UnreadableDocument where the file is not an exported record."""
    try:
        head = json.loads(first_line)
        if head["format"] != FORMAT:
            raise UnreadableDocument("No es un registro público exportado por Tequio.")
        return Checkpoint(int(head["checkpoint"]["sequence"]), str(head["checkpoint"]["head"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(
            "No es un registro público exportado por Tequio: su primer renglón no lo dice."
        ) from error


def read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """A line that is not an event any more becomes an entry whose hash cannot be right, so that it is located like any other."""
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            entry = Entry(
                _integer(value["sequence"]), str(value["previous"]), str(value["hash"]), dict(value["content"])
            )
            if set(value) != {"sequence", "previous", "hash", "content"}:
                raise ValueError("extra fields")
        except (ValueError, KeyError, TypeError, RecursionError):
            entry = Entry(number, "", "", {})
        yield entry


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value
