from __future__ import annotations

from typing import Protocol


class Administrator(Protocol):
    @property
    def is_administrator(self) -> bool: ...


def can_edit_places(by: Administrator) -> bool:
    """Jurisdictions and their calendars belong to the whole installation."""
    return by.is_administrator
