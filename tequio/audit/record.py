"""Rows of the record ↔ entries of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tequio.audit.models import Event, Seal
from tequio.core.dates import FuzzyDate
from tequio.core.ledger import Checkpoint, Entry


def to_plain(value: Any) -> Any:
    """What canonical JSON can hold. A date as people write it is its EDTF text, or "por definir"."""
    if value is None or isinstance(value, bool | int | str):
        return value if not isinstance(value, str) else str(value)
    if isinstance(value, FuzzyDate):
        return value.edtf or "por definir"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): to_plain(each) for key, each in value.items()}
    raise TypeError(f"cannot enter the record: {type(value).__name__}")


def moment(at: datetime) -> str:
    """UTC, always with microseconds, so that the same moment has one text in every database."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content_of(event: Event) -> dict[str, Any]:
    return {
        "uid": str(event.uid),
        "verb": event.verb,
        "kind": event.subject_kind,
        "subject": str(event.subject_uid),
        "exercise": str(event.exercise_uid) if event.exercise_uid else None,
        "actor": str(event.actor_uid) if event.actor_uid else None,
        "at": moment(event.at),
        "changes": event.changes,
        "reserved": event.reserved,
    }


def entries() -> Iterator[Entry]:
    """The sealed record in order; one query, whatever its length."""
    for event in Event.objects.filter(sequence__isnull=False).order_by("sequence").iterator(chunk_size=2000):
        yield Entry(event.sequence or 0, event.previous, event.hash, content_of(event))


def checkpoints() -> list[Checkpoint]:
    return [Checkpoint(seal.last_sequence, seal.head) for seal in Seal.objects.order_by("last_sequence")]
