"""How a date stands in a document."""

from __future__ import annotations

from datetime import date

from tequio.core.dates import FuzzyDate, Status, render
from tequio.core.outline import Align, Cell


def written(value: FuzzyDate | None, *, short: bool = False) -> str:
    """The date in words. A year that was inferred and nobody confirmed is not printed as if it had been written: the words
    of the source are ("NOV", "28 de junio")."""
    if value is None:
        return ""
    if value.inferred and value.source_text:
        return value.source_text
    return render(value, style="short").upper() if short else render(value)


def date_cell(value: FuzzyDate | None, *, short: bool = False) -> Cell:
    """A cell with the date; a spreadsheet gets a real date where the day is known and its year was written."""
    text = written(value, short=short)
    exact = value is not None and value.edtf is not None and value.status is Status.EXACT and not value.inferred
    real = date.fromisoformat(value.edtf) if exact and value is not None and value.edtf else None
    return Cell((text,) if text else (), align=Align.CENTRE, value=real)
