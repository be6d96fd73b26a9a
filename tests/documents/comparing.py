"""Two records are the same when everything a person would call the same is: how a date was written is not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from tequio.core.dates import FuzzyDate

#: how it stood in the file, not what it says; the motto of an annual plan belongs to the exercise
ASIDE = {"source_text", "fields", "slogan"}


def plain(value: Any) -> Any:
    if isinstance(value, FuzzyDate):
        return (value.edtf, value.status.value, value.inferred)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name not in ASIDE}
    return [plain(item) for item in value] if isinstance(value, tuple) else value
