"""A table as open data: named fields with their kind, so that CSV, Excel and the data package say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Value = str | int | date | datetime | bool | None
Row = Sequence[Value]


class FieldKind(StrEnum):
    """The types of Frictionless Table Schema that we use."""

    STRING = "string"
    INTEGER = "integer"
    DATE = "date"
    MOMENT = "datetime"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` is the heading of the column and never changes; ``title`` and ``description`` are for people."""

    name: str
    title: str
    kind: FieldKind = FieldKind.STRING
    description: str = ""
    required: bool = False
    unique: bool = False
    max_length: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """``name`` is the file's name without its ending; the order of the fields is the order of the columns, for good."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)
