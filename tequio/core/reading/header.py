"""What a text says of the plan it belongs to: its ordinal, year and motto."""

from __future__ import annotations

import re

from tequio.core.reading.records import PlanHeader
from tequio.core.reading.words import ORDINALS, key, roman, squash

_GAP = r"[ \t]{1,3}"
_WORD = r"[\wáéíóúÁÉÍÓÚ]{1,20}"
_PLAN = re.compile(
    rf"(?P<ordinal>[\wáéíóúÁÉÍÓÚº°]{{1,12}})?\.?[ \t]{{0,3}}(?P<name>\bplan{_GAP}(?:{_WORD}{_GAP}){{0,2}}de{_GAP}acci[oó]n"
    rf"(?:{_GAP}local)?(?:{_GAP}(?:de|en){_GAP}gobierno{_GAP}abierto)?)(?P<rest>[^\n]{{0,200}})",
    re.I,
)
_ORDINAL_PLAN = re.compile(
    rf"\b(?P<ordinal>[\wáéíóúÁÉÍÓÚ]{{1,10}}|\d{{1,2}}[°º])\.?{_GAP}"
    rf"(?:PAL\b|plan{_GAP}(?:{_WORD}{_GAP}){{0,2}}(?:de{_GAP}acci[oó]n|local|estatal|municipal))",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MOTTO = re.compile(r"[“\"«]([^“”\"«»\n]{8,160})[”\"»]")


def read_header(text: str) -> PlanHeader:
    """From the first mention of a plan of action with an ordinal or a year; ``ordinal`` of "II" and "Segundo" is 2."""
    head = text[:20000]
    best = PlanHeader()
    for found in _PLAN.finditer(head):
        ordinal = ordinal_of(found["ordinal"] or "")
        line_rest = found["rest"]
        year = _YEAR.search(line_rest[:60])
        motto = _MOTTO.search(line_rest)
        header = PlanHeader(
            _title(found, ordinal),
            ordinal,
            int(year[1]) if year else None,
            motto[1].strip() if motto and found.start() < 600 else "",
        )
        if ordinal and year:
            return header
        if _weight(header) > _weight(best):
            best = header
    return best


def _weight(header: PlanHeader) -> int:
    return 2 * (header.ordinal is not None) + (header.year is not None) + bool(header.title)


def _title(found: re.Match[str], ordinal: int | None) -> str:
    name = squash(found["name"])
    return f"{squash(found['ordinal'])} {name}" if ordinal and found["ordinal"] else name


def ordinal_of_plan(text: str) -> int | None:
    """The ordinal said most clearly: in words before figures."""
    for found in _ORDINAL_PLAN.finditer(text[:200000]):
        ordinal = ordinal_of(found["ordinal"])
        if ordinal:
            return ordinal
    return None


def ordinal_of(word: str) -> int | None:
    plain = key(word)
    if plain in ORDINALS:
        return ORDINALS[plain]
    if re.fullmatch(r"[IVX]{1,4}", word.strip(" .")) and set(word) <= set("IVX"):
        return roman(word.strip(" ."))
    digits = re.fullmatch(r"(\d{1,2})\s*(?:o|er|do|to)?", plain)
    return int(digits[1]) if digits and re.search(r"[°ºoer]", word) else None
