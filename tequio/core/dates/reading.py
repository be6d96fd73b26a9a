"""Points of a text → dates: which two are the ends of one range, which year belongs to a date without one."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tequio.core.dates.patterns import Moment, Point, points
from tequio.core.dates.value import FuzzyDate, Status, Style, from_edtf
from tequio.core.dates.words import UNDEFINED, UNDEFINED_INSIDE, WEEKDAY, fold

#: a cell longer than this is not one date
LONGEST_DATE = 160

_TO = re.compile(
    r"\s*(?:-|/|,?\s?(?:al?|hasta|y\shasta|y\sconcluye|y\stermina)(?![a-z]))\s*(?:el\s|las?\s)?(?:dia\s)?(?:mes\sde\s)?(?:de\s)?\s*"
)
_AND = re.compile(r"\s*(?:,|,?\s*(?:y|e)(?![a-z]))\s*(?:el\s|del\s)?\s*")
_BETWEEN = re.compile(r"(?<![a-z])entre\s{1,4}(?:el\s|los\s)?(?:dias?\s)?(?:mes(?:es)?\sde\s)?\s{0,4}$")
_BEFORE_A_DATE = re.compile(
    rf"""[\s"'(\[*•●-]*(?:(?:fecha|periodo|plazo|vigencia|dias?|mes(?:es)?)\s*:?\s*)?
    (?:{WEEKDAY}|(?:tod[oa]|del?|el|en|los?|la|al?|a\smas\stardar|hasta|desde|entre|durante|para|mes(?:es)?|dias?|ano|fecha
    |tentativamente|aproximadamente|aprox\.?|principios|inicios|mediados|finales|fines|fin
    |(?:primera|segunda|tercera|cuarta|ultima|[1-5]\s?(?:[ªa]|ra|da|ta)\.?)\ssemana|semana\s[1-5]
    |bimestre|trimestre|cuatrimestre|semestre|periodo)\s+){{0,12}}""",
    re.VERBOSE,
)
_AFTER_A_DATE = re.compile(
    rf"""(?:\s*,?\s*del?\s(?:ano\sen\scurso|(?:presente|mismo|este)\sano))?
    (?:\s*,?\s*(?:a\slas?\s)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*(?:hrs?\.?|horas|h|a\.?m\.?|p\.?m\.?)?)?
    (?:\s*\(\s*{WEEKDAY}\s*\))?[\s"')\].,;*†•]*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the NFC text is what was read as ``date``."""

    start: int
    end: int
    date: FuzzyDate


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    end: int
    #: None: written like a date, but no such day exists or it ends before it begins
    edtf: str | None
    inferred: bool
    ambiguous: bool
    style: Style


def parse(text: str, *, year: int | None = None, since: date | None = None) -> FuzzyDate | None:
    """The date that the whole text says, or None if it is not one date.

    Day first, never month first; a day that does not exist gives None. A date without a year is read only with a context:
    ``year`` is its year; ``since`` (the first day of an administration or a window) gives the first year in which it does
    not end before that day. Both mark it ``inferred``.
    """
    source = unicodedata.normalize("NFC", text).strip()
    if not source or len(source) > LONGEST_DATE:
        return None
    folded = fold(source)
    if UNDEFINED.fullmatch(folded.strip(" \"'()[]*-.:;")):
        return FuzzyDate(Status.TO_BE_DEFINED, None, source_text=source)
    found = _edtf(folded, source)
    if found is not None:
        return found
    readings = list(_readings(folded, whole=True, year=year, since=since))
    if len(readings) != 1 or readings[0].edtf is None:
        return None
    only = readings[0]
    if not _BEFORE_A_DATE.fullmatch(folded[: only.start]) or not _AFTER_A_DATE.fullmatch(folded[only.end :]):
        return None
    return _date(only, source)


def find_spans(text: str, *, year: int | None = None, since: date | None = None) -> tuple[Span, ...]:
    """Every date in running text with its place in the NFC form of the text; a range is one.

    Numbers that only a cell can make a date ("2021", "11/2021") are not dates here; "por definir" only beside "fecha".
    """
    source = unicodedata.normalize("NFC", text)
    folded = fold(source)
    spans = [
        Span(reading.start, reading.end, _date(reading, source[reading.start : reading.end]))
        for reading in _readings(folded, whole=False, year=year, since=since)
        if reading.edtf is not None
    ]
    for match in UNDEFINED_INSIDE.finditer(folded):
        undefined = FuzzyDate(Status.TO_BE_DEFINED, None, source_text=source[match.start() : match.end()])
        spans.append(Span(match.start(), match.end(), undefined))
    return tuple(sorted(spans, key=lambda span: span.start))


def find_all(text: str, *, year: int | None = None, since: date | None = None) -> tuple[FuzzyDate, ...]:
    """The dates of ``find_spans``, in order."""
    return tuple(span.date for span in find_spans(text, year=year, since=since))


def find_impossible(text: str) -> tuple[str, ...]:
    """What is written like a date and is none: "31 de febrero de 2021", "9/25/19", a range that ends before it begins."""
    source = unicodedata.normalize("NFC", text)
    readings = _readings(fold(source), whole=False, year=2000, since=None)
    return tuple(source[reading.start : reading.end] for reading in readings if reading.edtf is None)


def find_yearless(text: str) -> tuple[str, ...]:
    """The dates of a running text that carry no year, as written."""
    source = unicodedata.normalize("NFC", text)
    return tuple(span.date.source_text for span in find_spans(source, year=2000) if span.date.inferred)


def needs_year(text: str) -> bool:
    """Whether the whole text is a date that only lacks its year ("NOV", "28 de junio")."""
    found = parse(text, year=2000)
    return found is not None and found.inferred and parse(text) is None


def flaw(text: str) -> str:
    """Why a text that ``parse`` does not take is no date: "impossible" (30/02/2019), "yearless" (NOV), "unknown"."""
    if needs_year(text):
        return "yearless"
    return "impossible" if find_impossible(text) else "unknown"


def infer_year(month: int, *, since: date, day: int | None = None) -> int:
    """The first year in which this month (or this day) does not end before ``since``: since October 2021, NOV → 2021, ENE → 2022."""
    ends_before = month < since.month or (month == since.month and day is not None and day < since.day)
    return since.year + 1 if ends_before else since.year


def _edtf(folded: str, source: str) -> FuzzyDate | None:
    """Our own text form, which only needs its years to be likely."""
    if not re.fullmatch(r"(?:19|20)\d{2}-\d{2}(?:-\d{2})?(?:/(?:19|20)\d{2}(?:-\d{2}){0,2})?", folded, re.ASCII):
        return None
    try:
        return from_edtf(folded, source_text=source)
    except ValueError:
        return None


def _date(reading: _Reading, source: str) -> FuzzyDate:
    return replace(
        from_edtf(reading.edtf),
        inferred=reading.inferred,
        ambiguous=reading.ambiguous,
        style=reading.style,
        source_text=source,
    )


def _readings(folded: str, *, whole: bool, year: int | None, since: date | None) -> Iterator[_Reading]:
    for chain, links in _chains(list(points(folded, whole=whole)), folded):
        dated = _with_years(chain, year, since)
        yield from _join(dated, links)


def _chains(found: list[Point], folded: str) -> Iterator[tuple[list[Point], list[str]]]:
    """Neighbours that one sentence joins: ("to" | "and") between each two."""
    chain: list[Point] = []
    links: list[str] = []
    for point in found:
        link = _link(chain[-1], point, folded) if chain else None
        if chain and link is None:
            yield chain, links
            chain, links = [], []
        if link:
            links.append(link)
        chain.append(point)
    if chain:
        yield chain, links


def _link(before: Point, after: Point, folded: str) -> str | None:
    gap = folded[before.end : after.start]
    bullet = "\n" in gap and "-" in gap[gap.index("\n") :]
    if len(gap) > 30 or bullet:
        return None
    if _TO.fullmatch(gap):
        return "to"
    if _AND.fullmatch(gap) and not before.weak:
        return "to" if _BETWEEN.search(folded[max(before.start - 30, 0) : before.start]) else "and"
    return None


def _with_years(chain: list[Point], year: int | None, since: date | None) -> list[tuple[Point, bool]]:
    """Each point with a year and whether it was inferred; empty when no year can be known.

    A year serves what stands before it in the same sentence ("septiembre y octubre de 2021"); without any, the first takes
    the context's. A month after a later one is in the next year ("diciembre a enero").
    """
    dated = list(chain)
    for at in range(len(dated) - 2, -1, -1):
        following = dated[at + 1].first.year
        if dated[at].first.year is None and following is not None:
            dated[at] = _in_year(dated[at], following - _wraps(dated[at].last, dated[at + 1].first))
    if any(point.weak and point.first.year is None for point in dated):
        return []
    inferred = [point.first.year is None for point in dated]
    for at, point in enumerate(dated):
        if point.first.year is None:
            known = _context_year(point, year, since) if at == 0 else _following_year(dated[at - 1], point)
            if known is None:
                return []
            dated[at] = _in_year(point, known)
    return list(zip(dated, inferred, strict=True))


def _wraps(before: Moment, after: Moment) -> bool:
    return before.month is not None and after.month is not None and before.month > after.month


def _following_year(before: Point, point: Point) -> int | None:
    return None if before.last.year is None else before.last.year + _wraps(before.last, point.first)


def _context_year(point: Point, year: int | None, since: date | None) -> int | None:
    if year is None and since is not None and point.last.month is not None:
        return infer_year(point.last.month, since=since, day=point.last.day)
    return year


def _in_year(point: Point, year: int) -> Point:
    return replace(point, first=point.first._replace(year=year), last=point.last._replace(year=year))


def _join(dated: list[tuple[Point, bool]], links: list[str]) -> Iterator[_Reading]:
    if not dated:
        return
    if links and set(links) == {"and"} and _are_consecutive_months([point for point, _ in dated]):
        yield _reading(dated[0], dated[-1])
        return
    at = 0
    while at < len(dated):
        width = 1 if at < len(links) and links[at] == "to" else 0
        yield _reading(dated[at], dated[at + width])
        at += width + 1


def _are_consecutive_months(run: list[Point]) -> bool:
    months = [point.first for point in run if point.first == point.last and point.first.day is None]
    numbers = [moment.year * 12 + moment.month for moment in months if moment.year and moment.month]
    return len(numbers) == len(run) and numbers == list(range(numbers[0], numbers[0] + len(run)))


def _reading(first: tuple[Point, bool], last: tuple[Point, bool]) -> _Reading:
    (begin, begin_inferred), (end, end_inferred) = first, last
    return _Reading(
        start=begin.start,
        end=end.end,
        edtf=_interval(begin.first, end.last),
        inferred=begin_inferred or end_inferred,
        ambiguous=begin.ambiguous or end.ambiguous,
        style=begin.style,
    )


def _interval(first: Moment, last: Moment) -> str | None:
    try:
        return from_edtf(f"{_part(first)}/{_part(last)}").edtf
    except ValueError:
        return None


def _part(moment: Moment) -> str:
    year, month, day = moment
    if year is None or month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    # -1 is the last of the month, whichever it is
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1] if day == -1 else day:02}"
