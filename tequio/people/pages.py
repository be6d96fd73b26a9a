"""What the pages of entering show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the sample whom the demonstration lets one be."""

    uid: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The characters of one exercise."""

    exercise: str
    address: str
    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class EntrancePage:
    """``value`` is what was typed; ``casts`` exist only in a demonstration on this machine."""

    title: str
    description: str
    goes_to: str = "/"
    value: str = ""
    email: str = ""
    errors: tuple[FormError, ...] = ()
    spent: bool = False
    casts: Sequence[Cast] = ()
    letters: str = ""
    #: whoever has no account may open one
    opens: bool = False
    crumbs: tuple[Crumb, ...] = ()
