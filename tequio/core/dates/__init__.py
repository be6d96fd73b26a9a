"""A date as people write it: exact, month only, range, to be defined; never an invented day, never month first.

The text form is EDTF (ISO 8601-2, level 0): ``2019-09-05``, ``2021-11``, ``2021-09/2021-10``.
Prose and worked tables: docs/rules/dates.md.
"""

from tequio.core.dates.reading import (
    Span,
    find_all,
    find_impossible,
    find_spans,
    find_yearless,
    flaw,
    infer_year,
    needs_year,
    parse,
)
from tequio.core.dates.rendering import render
from tequio.core.dates.value import (
    DateJson,
    FuzzyDate,
    Status,
    Style,
    add_years,
    as_json,
    ends,
    first_day,
    from_edtf,
    is_overdue,
    last_day,
    sort_key,
)

__all__ = [
    "DateJson",
    "FuzzyDate",
    "Span",
    "Status",
    "Style",
    "add_years",
    "as_json",
    "ends",
    "find_all",
    "find_impossible",
    "find_spans",
    "find_yearless",
    "first_day",
    "flaw",
    "from_edtf",
    "infer_year",
    "is_overdue",
    "last_day",
    "needs_year",
    "parse",
    "render",
    "sort_key",
]
