"""Queues letters, each in the transaction of its change; one change in ten is undone. ``python -m tests.faults.writer 1000``."""

from __future__ import annotations

import sys
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import django


def main(letters: int, plant: str) -> None:
    django.setup()
    from django.db import transaction

    from tequio.outbox.actions import queue_message
    from tests.faults.mail import is_undone

    def write(number: int) -> None:
        message = queue_message(
            recipient="alguien@example.org",
            subject=f"Aviso {number}",
            text="Hola.",
            hold=timedelta(0),
            uid=uuid.uuid5(uuid.NAMESPACE_OID, str(number)),
            at=datetime.now(UTC),
        )
        if plant == "inside":
            send_inside(message)
        if is_undone(number):
            raise RuntimeError

    for number in range(letters):
        with suppress(RuntimeError), transaction.atomic():
            write(number)


def send_inside(message: object) -> None:
    """The fault: the letter leaves inside the request, before anybody knows whether its change will be stored."""
    from django.core.mail import get_connection

    from tequio.outbox.delivery import mail_of
    from tequio.outbox.models import Message

    assert isinstance(message, Message)
    with suppress(OSError):
        mail_of(message, get_connection()).send()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
