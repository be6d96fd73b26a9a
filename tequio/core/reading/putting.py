"""One record in the place of another, deep inside what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any


def put(record: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """``record`` with ``value`` at ``path`` (names of fields and places in tuples); a place past the end of a tuple adds it there.

    Raises AttributeError or TypeError for a path that the record does not have.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if step >= len(record):
            return (*record, put(None, rest, value))
        return (*record[:step], put(record[step], rest, value), *record[step + 1 :])
    return replace(record, **{step: put(getattr(record, step), rest, value)})
