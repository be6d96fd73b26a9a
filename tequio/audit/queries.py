"""The readable history of a thing, from its events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tequio.audit.models import Event


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """``changes``: field → (before, after), public. ``sequence`` is None until the event is sealed, seconds later."""

    uid: UUID
    at: datetime
    verb: str
    subject_kind: str
    subject_uid: UUID
    actor_uid: UUID | None
    changes: dict[str, tuple[Any, Any]]
    sequence: int | None
    hash: str


def history(subject_uids: Iterable[UUID], *, limit: int = 100) -> list[HistoryLine]:
    """Latest first; one query."""
    events = Event.objects.filter(subject_uid__in=list(subject_uids)).order_by("-at", "-id")[:limit]
    return [_line(event) for event in events]


def history_of_exercise(exercise_uid: UUID, *, limit: int = 100) -> list[HistoryLine]:
    """Latest first; one query."""
    return [_line(event) for event in Event.objects.filter(exercise_uid=exercise_uid).order_by("-at", "-id")[:limit]]


def _line(event: Event) -> HistoryLine:
    return HistoryLine(
        uid=event.uid,
        at=event.at,
        verb=event.verb,
        subject_kind=event.subject_kind,
        subject_uid=event.subject_uid,
        actor_uid=event.actor_uid,
        changes={name: (before, after) for name, (before, after) in event.changes.items()},
        sequence=event.sequence,
        hash=event.hash,
    )
