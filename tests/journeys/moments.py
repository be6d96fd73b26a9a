"""The clock of a journey that lasts weeks: that of the program and that of the database move together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import time_machine
from django.db import connections

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

#: how SQLite is asked for its clock (``places.clock``)
ASKED = "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"


class Clock:
    """Both walk on by themselves. ``stand``: that of the database stays, so that a second is one however slow the machine is."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller
        self._still: datetime | None = None

    def move(self, to: datetime) -> None:
        self._still = None
        self._traveller.move_to(to)

    def stand(self, at: datetime) -> None:
        self._traveller.move_to(at)
        self._still = at

    def answer(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """In the place of the database, to who asks what time it is."""
        if sql != ASKED:
            return execute(sql, params, many, context)
        now = (self._still or datetime.now(UTC)).astimezone(UTC)
        return execute(f"SELECT '{now.isoformat()}'", params, many, context)


@contextmanager
def clock_at(moment: datetime, site: LiveServer) -> Iterator[Clock]:
    """The test and the site do not always ask the database by the same connection."""
    with time_machine.travel(moment, tick=True) as traveller, ExitStack() as wrapped:
        clock = Clock(traveller)
        for each in {connections["default"], *(site.thread.connections_override or {}).values()}:
            wrapped.enter_context(each.execute_wrapper(clock.answer))
        yield clock
