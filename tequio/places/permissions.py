from __future__ import annotations

from typing import Protocol


class Administrator(Protocol):
    @property
    def is_administrator(self) -> bool: ...


def can_edit_places(by: Administrator) -> bool:
    """Jurisdictions belong to the whole installation."""
    return by.is_administrator


class Keeper(Administrator, Protocol):
    """A person, seen from the floor below."""

    @property
    def keeps_directory(self) -> bool: ...
    @property
    def jurisdiction_id(self) -> int: ...


def can_edit_territories(by: Keeper, jurisdiction_id: int) -> bool:
    """The secretaría técnica of an exercise of that place, which keeps its directory too, and the administration."""
    return by.is_administrator or (by.keeps_directory and by.jurisdiction_id == jurisdiction_id)


def can_edit_calendar(by: Keeper, jurisdiction_id: int) -> bool:
    """Days off and closures: the secretaría técnica of an exercise of that very place, and the administration. Those of the state in
    which a municipality lies are the state's."""
    return by.is_administrator or (by.keeps_directory and by.jurisdiction_id == jurisdiction_id)
