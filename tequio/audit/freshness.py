"""What was computed for a page is kept by the process while the record of its exercise says that nothing has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connection

from tequio.audit.models import Event

T = TypeVar("T")
#: a change made in a transaction that numbered its events before another one is seen after this at the latest
FRESH = timedelta(minutes=1)

# two index look-ups; written out because building it through the ORM costs ten times what running it does
_LAST = "SELECT (SELECT MAX(id) FROM audit_event WHERE exercise_uid = %s), (SELECT MAX(id) FROM audit_event WHERE exercise_uid IS NULL)"


def last_change(exercise_uid: UUID) -> tuple[int | None, int | None]:
    """The last event of the exercise and the last one of the whole installation; one query."""
    value = Event._meta.get_field("exercise_uid").get_db_prep_value(exercise_uid, connection)
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [value])
        own, shared = cursor.fetchone()
    return own, shared


class Kept(Generic[T]):
    """At most ``size`` values, the least used go first. Keys hold what the value depends on, ``last_change`` among it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.values: OrderedDict[Hashable, tuple[datetime, T]] = OrderedDict()

    def get(self, key: Hashable, *, now: datetime, make: Callable[[], T]) -> T:
        made_at, value = self.values.get(key, (None, None))
        if made_at is None or value is None or not timedelta(0) <= now - made_at < FRESH:
            value = make()
            self.values[key] = (now, value)
        self.values.move_to_end(key)
        while len(self.values) > self.size:
            self.values.popitem(last=False)
        return value

    def clear(self) -> None:
        self.values.clear()
