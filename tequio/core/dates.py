"""A date as people write it: exact, month only, range, to be defined; never an invented day.

The text form is EDTF (ISO 8601-2, level 0): ``2019-09-05``, ``2021-11``, ``2021-09/2021-10``.
Prose and worked tables: docs/rules/dates.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    EXACT = "exact"
    MONTH = "month"
    RANGE = "range"
    TO_BE_DEFINED = "to_be_defined"


class Style(StrEnum):
    """How it was written, so that mixed styles can be reported (requirement 89)."""

    NUMERIC = "numeric"
    WORDS = "words"
    ISO = "iso"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """``edtf`` is None only when the status is TO_BE_DEFINED; a date nobody wrote is ``None``, not a FuzzyDate."""

    status: Status
    edtf: str | None
    inferred: bool = False
    ambiguous: bool = False
    style: Style = Style.WORDS
    source_text: str = ""
