"""The terms of the law, read from ``terms.toml``: configuration with its citation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Terms:
    """Working days: to answer, of the only extension, and to carry out what was granted."""

    answer: int
    extension: int
    effect: int
    citation: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many calendar days after an event a kind of personal data is kept."""

    kind: str
    days: int
    after: str
    citation: str


@cache
def _configuration() -> tuple[dict[str, Terms], tuple[Keeping, ...]]:
    read = tomllib.loads(files("tequio.privacy").joinpath("terms.toml").read_text(encoding="utf-8"))
    terms = {place: Terms(**values) for place, values in read["terms"].items()}
    return terms, tuple(Keeping(**values) for values in read["keeping"])


def terms_of(place: str) -> Terms:
    """Those written for that place, or the general ones."""
    terms = _configuration()[0]
    return terms.get(place, terms["general"])


def keepings() -> tuple[Keeping, ...]:
    return _configuration()[1]


def kept_for(kind: str) -> int:
    """Days."""
    return next(each.days for each in keepings() if each.kind == kind)
