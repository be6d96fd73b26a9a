"""Columns that stand for a time: months, their initials, weeks with their days, quarters; and what is marked under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tequio.core.dates.words import MONTH_NUMBERS, ORDINALS
from tequio.core.reading.document import Cell
from tequio.core.reading.words import key, label_key

#: "month:4", or "month:4-6" for a quarter
PREFIX = "month:"
_INITIALS = "efmamjjasond"
_PERIODS = {"bim": 2, "trim": 3, "cuatrim": 4, "semestre": 6}
_PERIOD = re.compile(
    r"(?:(?P<before>[a-z0-9]+) )?(?P<name>bim|trim|cuatrim|semestre)[a-z]*(?: (?P<after>[a-z0-9]+))?(?: (?:de(?:l)? )?(?:20)?\d\d)?"
)
_SHORT_PERIOD = re.compile(r"[tq] ?(?P<after>[1-4])|(?P<before>[1-4]) ?[tq]")
_WEEK = re.compile(r"(?:s|sem|semana)? ?(?:[1-5]|i{1,3}|iv|v)(?:[aª]|ra|da|ta)?(?: (?:s|sem|semana))?")
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_DAYS = re.compile(r"\d{1,2}|al?|del?|y|e|sem|semana|20\d\d")
#: so many columns headed with days make a calendar; fewer are dates that stand in a row
_FEWEST_DAYS = 3
_FEWEST_INITIALS = 4


def calendar_names(texts: Sequence[str]) -> dict[int, str]:
    """Place → "month:N" or "month:N-M" for the headings of a row that only make sense beside each other."""
    keys = [label_key(text) if len(text) <= 60 else "" for text in texts]
    found = {place: span for place, words in enumerate(keys) if (span := _period(words))}
    found |= _initials(keys)
    days = {place: f"{PREFIX}{month}" for place, words in enumerate(keys) if (month := _month_of_days(words))}
    return found | (days if len(days) >= _FEWEST_DAYS else {})


def _period(words: str) -> str:
    """ "2do trimestre", "Trim. 2", "II trimestre 2022", "T2" → "month:4-6"."""
    match = _PERIOD.fullmatch(words)
    months = _PERIODS[match["name"]] if match else 3
    match = match or _SHORT_PERIOD.fullmatch(words)
    if match is None:
        return ""
    which = _ordinal(match["before"] or "") or _ordinal(match["after"] or "")
    return f"{PREFIX}{(which - 1) * months + 1}-{which * months}" if 1 <= which <= 12 // months else ""


def _ordinal(word: str) -> int:
    if word in _ROMANS:
        return _ROMANS[word]
    if word in ORDINALS:
        return max(ORDINALS[word], 0)
    figures = re.fullmatch(r"([1-6])(?:er|ro|do|to|o|a|ra|da|ta|era)?", word)
    return int(figures[1]) if figures else 0


def _initials(keys: Sequence[str]) -> dict[int, str]:
    """E F M A M J J A S O N D, or a part of it: single letters side by side that can only be months."""
    found: dict[int, str] = {}
    for start in range(len(keys)):
        letters = ""
        while start + len(letters) < len(keys) and len(keys[start + len(letters)]) == 1:
            letters += keys[start + len(letters)]
        if start in found or len(letters) < _FEWEST_INITIALS:
            continue
        first = (_INITIALS * 2).find(letters)
        if first >= 0 and letters.isalpha():
            found |= {start + i: f"{PREFIX}{(first + i) % 12 + 1}" for i in range(len(letters))}
    return found


def _month_of_days(words: str) -> int:
    """ "1-5 abr", "28 feb al 4 mar", "2023-01-09" → the month in which it begins."""
    iso = re.fullmatch(r"20\d\d (\d\d) \d\d(?: 00 00 00)?", words)
    if iso:
        return int(iso[1]) if 1 <= int(iso[1]) <= 12 else 0
    pieces = words.split()
    months = [MONTH_NUMBERS[piece] for piece in pieces if piece in MONTH_NUMBERS]
    others = [piece for piece in pieces if piece not in MONTH_NUMBERS]
    figures = any(piece.isdecimal() and len(piece) <= 2 for piece in others)
    return months[0] if months and figures and all(_DAYS.fullmatch(piece) for piece in others) else 0


def months_named(name: str) -> range:
    """The months of "month:4-6" or "month:4"."""
    first, _, last = name.removeprefix(PREFIX).partition("-")
    return range(int(first), int(last or first) + 1)


def quarters_below(above: Sequence[str], cells: Sequence[Cell]) -> dict[int, str]:
    """I II III IV under one heading "Trimestre"."""
    first = next((place for place, text in enumerate(above) if re.fullmatch(r"trim(?:estre)?s?", key(text[:60]))), None)
    if first is None:
        return {}
    places = [place for place in range(first, len(cells)) if cells[place].text.strip()][:4]
    numbers = [_ordinal(label_key(cells[place].text)) for place in places]
    if numbers != [1, 2, 3, 4]:
        return {}
    return {place: f"{PREFIX}{3 * at + 1}-{3 * at + 3}" for at, place in enumerate(places)}


def weeks_below(
    cells: Sequence[Cell], above: Sequence[Cell], months: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """(place, month) of each column of weeks under months; empty when the row is none of weeks."""
    if not months:
        return []
    first = min(place for place, _ in months)
    own = [
        place
        for place, cell in enumerate(cells)
        if cell.text.strip() and not (cell.merged and place < len(above) and cell.text == above[place].text)
    ]
    weeks = [place for place in own if place >= first and _WEEK.fullmatch(label_key(cells[place].text))]
    if len(weeks) < 2 or weeks != own:
        return []
    return [(place, max((m for m in months if m[0] <= place), key=lambda m: m[0])[1]) for place in weeks]


Dated = Callable[[int, "int | None", "tuple[int, int] | None"], "tuple[int, bool] | None"]


def marked(
    cells: Sequence[Cell], months: Sequence[tuple[int, int, int | None]], plain: set[str | None], dated: Dated
) -> Iterator[tuple[int, int, bool, str]]:
    """(year, month, whether the year is inferred, text) of each marked month, left to right.

    A mark is a text that is no "no", or a colour that the rest of the row (``plain``) does not have.
    """
    after: tuple[int, int] | None = None
    for place, month, year in months:
        found = dated(month, year, after)
        if found is None or place >= len(cells):
            continue
        after = found[0], month
        cell = cells[place]
        if is_mark(cell.text) or (cell.fill not in WHITE and cell.fill not in plain):
            yield found[0], month, found[1], cell.text


WHITE = frozenset({None, "", "FFFFFF", "FFFFFFFF", "00000000", "auto"})


def is_mark(text: str) -> bool:
    bare = text.strip()
    return 0 < len(bare) <= 12 and key(bare) not in {"no", "0", "n a", "na"} and bare not in {"-", "–", "—", "_", "."}
