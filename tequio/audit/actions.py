"""Writing the record: an event with each change, and its number and hash afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

from tequio.audit.closing import refuse_if_closed
from tequio.audit.models import Event, Seal
from tequio.audit.record import content_of, to_plain
from tequio.core import ledger

#: events numbered in one transaction
BATCH = 500
#: any constant: it names the lock of this program's sequencers
SEQUENCER_LOCK = 7_110_019


class Actor(Protocol):
    @property
    def uid(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Reserved:
    """A value about a person that the record proves without telling; a person without a salt was erased."""

    salt: bytes | memoryview | None
    value: str


def record(
    *,
    verb: str,
    subject_kind: str,
    subject_uid: UUID,
    by: Actor | None,
    at: datetime,
    exercise_uid: UUID | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reserved: Mapping[str, Reserved] | None = None,
) -> Event:
    """One event, in the transaction of the change it tells about. ``changes``: public field → (before, after).

    Raises IsArchived for an exercise whose record was closed.
    """
    refuse_if_closed(verb, exercise_uid)
    return Event.objects.create(
        verb=verb,
        subject_kind=subject_kind,
        subject_uid=subject_uid,
        actor_uid=by.uid if by else None,
        at=at,
        exercise_uid=exercise_uid,
        changes={name: [to_plain(before), to_plain(after)] for name, (before, after) in (changes or {}).items()},
        reserved={
            name: ledger.conceal(bytes(one.salt), one.value)
            for name, one in (reserved or {}).items()
            if one.salt is not None
        },
    )


def seal_pending(*, at: datetime) -> int:
    """Number and chain every event that has none, in batches; how many were sealed.

    Two sequencers cannot interleave: PostgreSQL gives the lock to one at a time, SQLite has one writer, and whoever still
    continued the chain from the same end would break ``audit_seal_first``.
    """
    sealed = 0
    while count := _seal_batch(at):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(at: datetime) -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
    end = chain_end()
    pending = list(Event.objects.filter(sequence__isnull=True).order_by("id")[:BATCH])
    if not pending:
        return 0
    for event, entry in zip(pending, ledger.append(end, map(content_of, pending)), strict=True):
        event.sequence, event.previous, event.hash = entry.sequence, entry.previous, entry.hash
    Event.objects.bulk_update(pending, ["sequence", "previous", "hash"])
    last = pending[-1]
    Seal.objects.create(
        first_sequence=end.sequence + 1, last_sequence=end.sequence + len(pending), head=last.hash, at=at
    )
    return len(pending)


def chain_end() -> ledger.Checkpoint:
    last = Seal.objects.order_by("last_sequence").last()
    return ledger.Checkpoint(last.last_sequence, last.head) if last else ledger.Checkpoint()
