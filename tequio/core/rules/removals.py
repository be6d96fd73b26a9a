"""What the reader set apart or mended, told as findings so that a person looks."""

from __future__ import annotations

from collections.abc import Iterator

from tequio.core.reading.records import Kind, Remark
from tequio.core.rules.cases import Case, Hit
from tequio.core.rules.words import fold, listed, shortened


def noise_removed(case: Case) -> Iterator[Hit]:
    """Marks that a word processor left in the text."""
    marks = case.pack.vocabulary.noise
    texts = [one.text for one in case.reading.dropped if any(mark in fold(one.text) for mark in marks)]
    yield from _once("texto", texts or [one.text for one in _remarks(case, "noise-removed")])


def slogan_removed(case: Case) -> Iterator[Hit]:
    plan = case.reading.annual_plan
    slogan = fold(plan.slogan.strip()) if plan else ""
    texts = [one.text for one in case.reading.dropped if slogan and slogan in fold(one.text)]
    yield from _once("página", texts or [one.text for one in _remarks(case, "slogan-removed")])


def rows_joined(case: Case) -> Iterator[Hit]:
    """In an annual plan a joined row shows in its dates, which come from the children; it is not said twice."""
    remarks = _remarks(case, "rows-joined") if case.reading.kind is not Kind.ANNUAL_PLAN else []
    if remarks:
        where = listed(dict.fromkeys(remark.where for remark in remarks if remark.where)) or "tablas"
        yield Hit(where, remarks[0].path, {"text": " ".join(dict.fromkeys(remark.text for remark in remarks[:3]))})


def title_repaired(case: Case) -> Iterator[Hit]:
    for remark in _remarks(case, "title-repaired"):
        yield Hit(remark.where or "título", remark.path, {"text": remark.text})


def date_unreadable(case: Case) -> Iterator[Hit]:
    for remark in _remarks(case, "date-unreadable"):
        yield Hit(remark.where or "fecha", remark.path, {"text": remark.text})


def table_unreadable(case: Case) -> Iterator[Hit]:
    for remark in _remarks(case, "table-unreadable"):
        yield Hit(remark.where or "tabla", remark.path, {"text": remark.text})


def _remarks(case: Case, code: str) -> list[Remark]:
    return [remark for remark in case.reading.remarks if remark.code == code]


def _once(where: str, texts: list[str]) -> Iterator[Hit]:
    if texts:
        examples = listed(f"«{shortened(text, 50)}»" for text in list(dict.fromkeys(texts))[:3])
        places = "1 lugar" if len(texts) == 1 else f"{len(texts)} lugares"
        yield Hit(where or "documento", (), {"places": places, "examples": examples})
