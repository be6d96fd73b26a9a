"""How a date stands in a document."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tequio.core.dates import FuzzyDate, Status, render
from tequio.core.outline import Align, Cell


class Style(StrEnum):
    """ "5 de septiembre de 2019", "5 sep 2019", "5 SEP 2019"."""

    LONG = "long"
    SHORT = "short"
    CAPITALS = "capitals"


def written(value: FuzzyDate | None, style: Style = Style.LONG) -> str:
    """The date in words. A year that was inferred and nobody confirmed is not printed as if it had been written: the words
    of the source are ("NOV", "28 de junio")."""
    if value is None:
        return ""
    if value.inferred and value.source_text:
        return value.source_text
    if style is Style.LONG:
        return render(value)
    short = render(value, style="short")
    return short.upper() if style is Style.CAPITALS else short


def date_cell(value: FuzzyDate | None, style: Style = Style.LONG) -> Cell:
    """A cell with the date; a spreadsheet gets a real date where the day is known and its year was written."""
    text = written(value, style)
    exact = value is not None and value.edtf is not None and value.status is Status.EXACT and not value.inferred
    real = date.fromisoformat(value.edtf) if exact and value is not None and value.edtf else None
    return Cell((text,) if text else (), align=Align.CENTRE, value=real)
