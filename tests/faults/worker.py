"""The worker of the product with a clock sixty times as fast, so that its waits fit in a test. Ends only when killed."""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

FASTER = 60


def main(born: float, plant: str) -> None:
    django.setup()
    from tequio.config import worker
    from tequio.outbox import delivery

    if plant == "early":
        delivery._deliver = marked_before(delivery._deliver)

    def now() -> datetime:
        passed = time.time() - born
        return datetime.fromtimestamp(born, UTC) + timedelta(seconds=passed * FASTER)

    print("works", flush=True)
    worker.work((worker.deliver,), stop=threading.Event(), every=0.05, now=now)


def marked_before(deliver: Any) -> Any:
    """The fault: a letter is marked sent before the server said yes to it."""
    from tequio.outbox.models import Message

    def early(message: Message, server: Any, now: datetime) -> int:
        Message.objects.filter(pk=message.pk).update(sent_at=now, leased_until=None)
        return int(deliver(message, server, now))

    return early


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
