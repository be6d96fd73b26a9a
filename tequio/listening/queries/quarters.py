"""Quarters of a year, as reports are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tequio.web import words


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """``number`` 1 is January to March."""

    year: int
    number: int

    def __str__(self) -> str:
        first = self.number * 3 - 2
        months = {"first": words.month(first), "last": words.month(first + 2), "year": self.year}
        return _("%(first)s a %(last)s de %(year)s") % months

    @property
    def code(self) -> str:
        """In addresses and files: «2021-4»."""
        return f"{self.year}-{self.number}"

    @property
    def first_on(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def ends_on(self) -> date:
        """The first day that is no longer in it."""
        return date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * 3 + 1, 1)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)
