"""Which pack a document asks for, when nobody says it: the one whose place and year its text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.core.reading.records import Kind, Reading
from tequio.core.rules.calls import text_of
from tequio.core.rules.pack import RulePack
from tequio.core.rules.words import mentions, places

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(?:\s?[-–—/]\s?((?:19|20)\d{2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Choice:
    """The pack and, in plain Spanish, why it and no other."""

    pack: RulePack
    reason: str


def choose_pack(reading: Reading, packs: Sequence[RulePack], default: RulePack) -> Choice:
    """The pack with a place and a year that the text names, the most mentions first; else ``default``."""
    text = text_of(reading)
    years = _years(reading, text)
    level = "municipal" if _is_municipal(reading, text, packs) else "state"
    best: tuple[int, int, int] = (0, 0, 0)
    chosen: RulePack | None = None
    for pack in packs:
        named = len(places(text, _whole(pack)))
        covered = sum(times for year, times in years.items() if year in pack.years)
        first = max((times for year, times in years.items() if pack.years and year == pack.years[0]), default=0)
        if pack.level == level and named and covered and (named, covered, first) > best:
            best, chosen = (named, covered, first), pack
    if chosen is None:
        return Choice(default, "El texto no nombra el lugar y el año de ningún paquete: se usan las reglas generales.")
    place = mentions(text, _whole(chosen)) or ""
    year = next(year for year, _ in years.most_common() if year in chosen.years)
    return Choice(chosen, f"El texto nombra «{place.rstrip('$').title()}» y el año {year}.")


def _whole(pack: RulePack) -> tuple[str, ...]:
    return tuple(f"{name}$" for name in pack.jurisdictions)


def _years(reading: Reading, text: str) -> Counter[int]:
    """Years the text names, each of an interval; the year of the plan's header counts for more than any other."""
    years: Counter[int] = Counter()
    for found in _YEAR.finditer(text):
        first, last = int(found[1]), int(found[2] or found[1])
        years.update(range(first, last + 1) if last - first < 10 else (first, last))
    if reading.header.year:
        years[reading.header.year] += 1 + sum(years.values())
    return years


def _is_municipal(reading: Reading, text: str, packs: Iterable[RulePack]) -> bool:
    """The plan of an area, or a text with the words of a town hall, is of a municipality."""
    words = {word for pack in packs for word in pack.vocabulary.municipal}
    return reading.kind is Kind.ANNUAL_PLAN or bool(mentions(text, sorted(words)))
