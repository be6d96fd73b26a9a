"""The terms of the law, read from ``terms.toml``, the program's and then the installation's: configuration with its citation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings


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
    terms: dict[str, Terms] = {}
    kept: dict[str, Keeping] = {}
    for read in (_of_the_program(), of_the_installation()):
        terms |= {place: Terms(**values) for place, values in read.get("terms", {}).items()}
        kept |= {values["kind"]: Keeping(**values) for values in read.get("keeping", ())}
    return terms, tuple(kept.values())


def _of_the_program() -> dict[str, Any]:
    return tomllib.loads(files("tequio.privacy").joinpath("terms.toml").read_text(encoding="utf-8"))


def of_the_installation() -> dict[str, Any]:
    """Empty where it wrote none. Raises what ``tomllib`` raises."""
    own = Path(settings.VAR) / "terms.toml"
    return tomllib.loads(own.read_text(encoding="utf-8")) if own.is_file() else {}


def refuse_unreadable() -> None:
    """Raises ValueError or TypeError when what the installation wrote cannot be used."""
    _configuration.cache_clear()
    for each in _configuration()[1]:
        if each.days < 1:
            raise ValueError(each.kind)


def terms_of(place: str) -> Terms:
    """Those written for that place, or the general ones."""
    terms = _configuration()[0]
    return terms.get(place, terms["general"])


def keepings() -> tuple[Keeping, ...]:
    return _configuration()[1]


def kept_for(kind: str) -> int:
    """Days."""
    return next(each.days for each in keepings() if each.kind == kind)
