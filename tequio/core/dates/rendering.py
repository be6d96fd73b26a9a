"""Dates in Mexican Spanish; ``parse`` reads every form written here back to the same date."""

from __future__ import annotations

from datetime import date
from typing import Literal

from tequio.core.dates.value import FuzzyDate, from_edtf
from tequio.core.dates.words import MONTHS

UNDEFINED = "Por definir"

RenderStyle = Literal["long", "short"]


def render(value: FuzzyDate | date | None, *, style: RenderStyle = "long") -> str:
    """``None`` gives an empty text, a moment its day. Years of four figures from 1900 to 2099 are read back by ``parse``.

    Long: "5 de septiembre de 2019", "noviembre de 2021", "septiembre – octubre de 2021", "del 5 al 9 de julio de 2021".
    Short: "5 sep 2019", "nov 2021", "sep–oct 2021", "5–9 jul 2021".
    """
    if isinstance(value, date):
        value = from_edtf(value.isoformat()[:10])
    if value is None:
        return ""
    if value.edtf is None:
        return UNDEFINED
    parts = [_numbers(part) for part in value.edtf.split("/")]
    words = _long if style == "long" else _short
    if len(parts) == 1:
        return words(parts[0])
    return _interval(parts[0], parts[1], style)


def _numbers(part: str) -> tuple[int, ...]:
    return tuple(int(number) for number in part.split("-"))


def _long(part: tuple[int, ...]) -> str:
    return " de ".join(_words(part))


def _short(part: tuple[int, ...]) -> str:
    return " ".join(word[:3] if word in MONTHS else word for word in _words(part))


def _words(part: tuple[int, ...]) -> list[str]:
    """Day, month, year; a less precise date has fewer."""
    month = [MONTHS[part[1] - 1]] if len(part) > 1 else []
    return [*map(str, part[2:]), *month, str(part[0])]


def _interval(first: tuple[int, ...], last: tuple[int, ...], style: RenderStyle) -> str:
    words = _long if style == "long" else _short
    of = " de " if style == "long" else " "
    exact = len(first) == len(last) == 3
    same_year = first[0] == last[0] and len(first) == len(last) > 1
    end = words(last)
    begin = words(first).removesuffix(f"{of}{first[0]}") if same_year else words(first)
    if exact and first[:2] == last[:2]:
        begin = str(first[2])
    if exact and style == "long":
        return f"del {begin} al {end}"
    tight = style == "short" and " " not in begin
    return f"{begin}–{end}" if tight else f"{begin} – {end}"
