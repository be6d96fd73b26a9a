"""The order of the parts of a plan, and the codes of its tree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def placed(order: Sequence[T], what: T, place: int) -> tuple[T, ...]:
    """``what`` moved to ``place``, counted from 1 and kept inside the list; the others keep their order. ValueError if it is not in."""
    rest = [each for each in order if each != what]
    if len(rest) == len(order):
        raise ValueError(what)
    at = min(max(place, 1), len(order)) - 1
    return (*rest[:at], what, *rest[at:])


def next_code(parent: str, taken: Iterable[str]) -> str:
    """The code of one more under ``parent`` ("" for the top): after 4.1 and 4.3 comes 4.4."""
    prefix = f"{parent}." if parent else ""
    numbers = [
        int(code.removeprefix(prefix))
        for code in taken
        if code.startswith(prefix) and code.removeprefix(prefix).isdecimal()
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"
