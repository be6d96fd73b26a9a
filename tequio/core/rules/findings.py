"""What a rule says about a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """``requirement`` is the row of the requirements the rule comes from; ``path`` leads to the record in the answer of ``read``."""

    code: str
    requirement: int | None
    severity: Severity
    message: str
    where: str
    citation: str
    path: tuple[str | int, ...] = ()
