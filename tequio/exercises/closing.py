"""The page on which an exercise is changed, once its term was handed over: who might change it is told why not, before she writes."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from tequio.audit.closing import refuse_if_closed


class Handed(Protocol):
    @property
    def uid(self) -> UUID: ...

    @property
    def takes_changes(self) -> bool: ...


def refuse_if_archived(exercise: Handed) -> None:
    """After its permission was asked. Raises IsArchived; asks nothing of an exercise that goes on."""
    if not exercise.takes_changes:
        refuse_if_closed("", exercise.uid)
