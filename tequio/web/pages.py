"""What every page has: a title, a description for who shares it, and the way back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter, with the address that applies it."""

    label: str
    value: str
    chosen: bool = False
    url: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be taken away: ``form`` is what it opens with."""

    label: str
    form: str
    url: str
