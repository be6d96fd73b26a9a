"""Where dates stand in a folded text: patterns → points whose year, month or day may be missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tequio.core.dates.value import Style
from tequio.core.dates.words import (
    DAY,
    FULL_MONTHS,
    MONTH,
    ORDINAL_MARK,
    ORDINALS,
    PERIODS,
    WEEKDAY,
    YEAR,
    month_of,
    number_of,
    one_of,
    year_of,
)


class Moment(NamedTuple):
    """What was written; ``None`` is what was not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A piece of text that reads as a date or as two ends with one month; the figures may still be impossible."""

    start: int
    end: int
    first: Moment
    last: Moment
    style: Style = Style.WORDS
    ambiguous: bool = False
    #: a bare abbreviation in running text ("mar", "set") counts only beside a month with its year
    weak: bool = False


Builder = Callable[["re.Match[str]", str], list[Point]]

# Runs of blanks are bounded so that a hostile cell costs linear time.
_S, _SS = r"\s{0,4}", r"\s{1,4}"
_NOT_INSIDE = r"(?<![a-z\d])(?<!\d[/.:,])"
_NEXT_IS_A_DAY = rf"(?!\s?(?:de\s)?{MONTH})(?!\s(?:al?|y)\s)"
_YEAR_BETWEEN = rf"(?:{_S}[-/.]{_S}|{_S},?{_S}(?:del?\s)?{_S}(?:el\s)?(?:ano\s)?(?:de\s)?'?)"
_SHORT_YEAR = rf"(?:[-/.]'?|\s?')(?P<short>\d{{2}})(?![\d:]){_NEXT_IS_A_DAY}"
_SHORT_YEAR_IN_A_CELL = rf"(?:[-/.]'?|\s?'|{_SS}(?:del?{_SS})?(?:ano\s)?)(?P<short>\d{{2}})(?![\d:]){_NEXT_IS_A_DAY}"
_SHORT_YEAR_AFTER_MONTH = rf"(?:[-/.]'?|\s?'|{_SS}del?{_SS}(?:ano\s)?)(?P<short>\d{{2}})(?![\d:]){_NEXT_IS_A_DAY}"
_DAY_TO_MONTH = rf"(?:{_S}[-/.]{_S}|{_SS}(?:dias?\s)?(?:del?\s)?{_S}(?:mes\sde\s)?|)"
_DAYS_BEFORE = (
    rf"(?P<days>(?:{DAY}{_S},{_S}){{0,9}}{DAY}{_S}(?P<join>,?\s?y|al?(?![a-z])|-|hasta(?:\sel)?)"
    rf"{_S}(?:el\s)?(?:dia\s)?{_S}{WEEKDAY}?)?"
)
#: a number after one of these is its number, not a day: "Actividad 3 - 5 de julio"
_NUMBERED = re.compile(
    r"(?:actividad|subactividad|meta|fase|mesa|compromiso|objetivo|numero|no\.?|num\.?|articulo|art\.?|anexo|etapa|punto|eje|paso"
    r"|hito|tabla|figura|pagina|sesion|version|seccion|inciso|fraccion)\s{0,4}$"
)


def points(folded: str, *, whole: bool) -> Iterator[Point]:
    """Every date-like piece, in order. ``whole``: the text is one cell, so that "11/2021" or "15 nov 20" can only be dates."""
    found: list[Point] = []
    for pattern, build in _grammar(whole):
        taken: list[Point] = []
        for match in pattern.finditer(folded):
            taken += build(match, folded)
        folded = _without(folded, taken)
        found += taken
    yield from sorted(found, key=lambda point: point.start)


def _without(folded: str, taken: list[Point]) -> str:
    """The text with those pieces blotted out, so that no later pattern reads a part of them."""
    pieces, at = [], 0
    for point in taken:
        pieces += [folded[at : point.start], "\0" * (point.end - point.start)]
        at = point.end
    return "".join(pieces) + folded[at:]


@cache
def _grammar(whole: bool) -> tuple[tuple[re.Pattern[str], Builder], ...]:
    short_year = _SHORT_YEAR_IN_A_CELL if whole else _SHORT_YEAR
    ordinal = rf"(?P<ordinal>\d{ORDINAL_MARK}?|{one_of(ORDINALS)})"
    period = rf"(?P<period>{one_of(PERIODS)})"
    year = rf"(?P<year>{YEAR})"
    month = rf"(?P<month>{MONTH})"
    clock = r"(?:[t ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?"
    steps: list[tuple[str, Builder]] = [
        (
            r"(?<![\d])(?<!\d[-/.])(?P<year>(?:19|20)\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
            + clock
            + r"(?![-/]\d)",
            _iso,
        ),
        (
            r"(?<![a-z\d])(?P<day>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d{2}|\d{2})(?!\d)",
            _numeric_in_a_cell if whole else _numeric,
        ),
        (
            rf"{_NOT_INSIDE}{WEEKDAY}?{_DAYS_BEFORE}(?P<day>{DAY}){_DAY_TO_MONTH}{month}(?:{_YEAR_BETWEEN}{year}|{short_year})?",
            _days,
        ),
        (rf"{_NOT_INSIDE}{WEEKDAY}?{month}\s(?P<day>\d{{1,2}})(?:{_S},{_S}|\sdel?\s|\s){year}", _month_first_in_words),
        (
            rf"{_NOT_INSIDE}{ordinal}\s(?P<period>quincena)\s(?:del?\s)(?:mes\sde\s)?{month}(?:{_YEAR_BETWEEN}{year})?",
            _fortnight,
        ),
        (rf"{_NOT_INSIDE}{ordinal}\s{period}(?:{_YEAR_BETWEEN}{year})?", _period),
        (rf"{_NOT_INSIDE}{period}\s(?P<ordinal>[1-6])(?!\d)(?:{_YEAR_BETWEEN}{year})?", _period),
        (rf"{_NOT_INSIDE}(?:(?P<ordinal>[1-4])\s?[tq]|[tq]\s?(?P<after>[1-4]))(?:{_S}[-/]?{_S}){year}", _period),
        *(
            [
                (
                    rf"(?<![a-z\d])(?P<from>{MONTH}){_S}(?:-|/|al?\s|y\s){_S}{month}{_SS}(?P<short>\d{{2}})(?![\d:]){_NEXT_IS_A_DAY}",
                    _months_of_a_short_year,
                )
            ]
            if whole
            else []
        ),
        (
            rf"(?<![a-z\d]){month}(?:{_YEAR_BETWEEN}{year}|{_SHORT_YEAR_AFTER_MONTH if whole else _SHORT_YEAR})?",
            _month_in_a_cell if whole else _month,
        ),
    ]
    if whole:
        steps.append((r"(?<![\d/.-])(?P<month>\d{1,2})\s?[-/]\s?(?P<year>(?:19|20)\d{2})(?!\d)", _numeric_month))
        steps.append((r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])", _numeric_without_year))
        steps.append((r"(?<![\d])(?P<year>(?:19|20)\d{2})(?!\d)", _year))
    return tuple((re.compile(pattern), build) for pattern, build in steps)


def _year_in(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    written = groups.get("year") or groups.get("short")
    return year_of(written) if written else None


def _iso(match: re.Match[str], _text: str) -> list[Point]:
    moment = Moment(int(match["year"]), int(match["month"]), int(match["day"]))
    style = Style.ISO if match["sep"] == "-" else Style.NUMERIC
    return [Point(match.start(), match.end(), moment, moment, style)]


def _numeric(match: re.Match[str], text: str) -> list[Point]:
    # "1.1.10" is the number of a paragraph
    if match["sep"] == "." and len(match["year"]) == 2:
        return []
    return _numeric_in_a_cell(match, text)


def _numeric_in_a_cell(match: re.Match[str], text: str) -> list[Point]:
    separator = match["sep"]
    before, after = text[max(match.start() - 2, 0) : match.start()], text[match.end() : match.end() + 2]
    if re.fullmatch(rf"[a-z\d][{re.escape(separator)}/]", before) or re.match(rf"[{re.escape(separator)}/]\w", after):
        return []  # part of a longer number: a file reference, a telephone
    day, month = int(match["day"]), int(match["month"])
    moment = Moment(year_of(match["year"]), month, day)
    return [Point(match.start(), match.end(), moment, moment, Style.NUMERIC, ambiguous=day < 13 and month < 13)]


def _days(match: re.Match[str], text: str) -> list[Point]:
    year, month, day = _year_in(match), month_of(match["month"]), number_of(match["day"])
    last = Moment(year, month, day)
    if not match["days"] or (match["join"] == "-" and _NUMBERED.search(text[: match.start("days")][-30:])):
        start = match.start("day") if match["days"] else match.start()
        return [Point(start, match.end(), last, last)]
    earlier = [(found.start(), number_of(found.group())) for found in re.finditer(DAY, match["days"])]
    numbers = [number for _, number in earlier] + [day]
    joined_as_list = match["join"].endswith("y") and not _after_between(text, match.start())
    if not joined_as_list or numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return [Point(match.start(), match.end(), Moment(year, month, numbers[0]), last)]
    base = match.start("days")
    singles = [
        Point(base + at, base + at + len(str(number)), Moment(year, month, number), Moment(year, month, number))
        for at, number in earlier
    ]
    return [*singles, Point(match.start("day"), match.end(), last, last)]


def _after_between(text: str, at: int) -> bool:
    return (
        re.search(r"(?<![a-z])entre\s{1,4}(?:el\s|los\s)?(?:dias?\s)?\s{0,4}$", text[max(at - 30, 0) : at]) is not None
    )


def _month_first_in_words(match: re.Match[str], _text: str) -> list[Point]:
    moment = Moment(_year_in(match), month_of(match["month"]), int(match["day"]))
    return [Point(match.start(), match.end(), moment, moment)]


def _ordinal(word: str) -> int:
    return int(word[0]) if word[0].isdigit() else ORDINALS[word]


def _fortnight(match: re.Match[str], _text: str) -> list[Point]:
    year, month, which = _year_in(match), month_of(match["month"]), _ordinal(match["ordinal"])
    halves = {1: (1, 15), 2: (16, -1), -1: (16, -1)}
    if which not in halves:
        return []
    first, last = halves[which]
    return [Point(match.start(), match.end(), Moment(year, month, first), Moment(year, month, last))]


def _period(match: re.Match[str], _text: str) -> list[Point]:
    groups = match.groupdict()
    months = PERIODS[groups.get("period") or "trimestre"]
    which = _ordinal(groups["ordinal"] or groups["after"])
    which = 12 // months if which == -1 else which
    if not 1 <= which <= 12 // months:
        return []
    year = _year_in(match)
    first, last = Moment(year, (which - 1) * months + 1), Moment(year, which * months)
    return [Point(match.start(), match.end(), first, last)]


def _month(match: re.Match[str], text: str) -> list[Point]:
    (point,) = _month_in_a_cell(match, text)
    weak = point.first.year is None and match["month"].rstrip(".") not in FULL_MONTHS
    return [Point(point.start, point.end, point.first, point.last, weak=weak)]


def _month_in_a_cell(match: re.Match[str], _text: str) -> list[Point]:
    moment = Moment(_year_in(match), month_of(match["month"]))
    return [Point(match.start(), match.end(), moment, moment)]


def _months_of_a_short_year(match: re.Match[str], _text: str) -> list[Point]:
    """ "Enero-Feb 22": after two months the figures can only be a year; "Nov-Feb 22" begins the year before."""
    year, first, last = year_of(match["short"]), month_of(match["from"]), month_of(match["month"])
    return [Point(match.start(), match.end(), Moment(year - (first > last), first), Moment(year, last))]


def _numeric_month(match: re.Match[str], _text: str) -> list[Point]:
    moment = Moment(int(match["year"]), int(match["month"]))
    return [Point(match.start(), match.end(), moment, moment, Style.NUMERIC)]


def _numeric_without_year(match: re.Match[str], _text: str) -> list[Point]:
    day, month = int(match["day"]), int(match["month"])
    moment = Moment(None, month, day)
    return [Point(match.start(), match.end(), moment, moment, Style.NUMERIC, ambiguous=day < 13 and month < 13)]


def _year(match: re.Match[str], _text: str) -> list[Point]:
    moment = Moment(int(match["year"]))
    return [Point(match.start(), match.end(), moment, moment, Style.NUMERIC)]
