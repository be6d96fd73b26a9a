"""A column that keeps a date as people write it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from tequio.core.dates import FuzzyDate, Status, Style

if TYPE_CHECKING:
    TextField = models.TextField[FuzzyDate | None, FuzzyDate | None]
else:
    TextField = models.TextField


def to_text(date: FuzzyDate) -> str:
    return json.dumps(asdict(date), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> FuzzyDate:
    values = json.loads(text)
    return FuzzyDate(**{**values, "status": Status(values["status"]), "style": Style(values["style"])})


class FuzzyDateField(TextField):
    """``FuzzyDate`` or None (nobody wrote a date). Order and filter by the day columns that stand beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> FuzzyDate | None:
        return from_text(value) if value else None

    def to_python(self, value: Any) -> FuzzyDate | None:
        if value is None or isinstance(value, FuzzyDate):
            return value
        try:
            return from_text(value)
        except (TypeError, ValueError, KeyError) as error:
            raise ValidationError("No es una fecha guardada.") from error

    def get_prep_value(self, value: Any) -> str | None:
        return to_text(value) if isinstance(value, FuzzyDate) else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
