from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from tequio.outbox.actions import LEASE, UNDO, AlreadySent, cancel_message, deliver_due, queue_message
from tequio.outbox.models import Message
from tests.builders import NOW

pytestmark = pytest.mark.django_db
DUE = NOW + UNDO


def queued(subject: str = "Aviso") -> Message:
    return queue_message(recipient="enlace@example.org", subject=subject, text="Hola.", html="<p>Hola.</p>", at=NOW)


@pytest.mark.covers("req:51")
def test_it_leaves_after_a_minute_and_once() -> None:
    message = queued()
    assert deliver_due(now=DUE - timedelta(seconds=1)) == 0
    assert deliver_due(now=DUE) == 1
    assert deliver_due(now=DUE + timedelta(days=1)) == 0
    [letter] = mail.outbox
    assert (letter.to, letter.subject, letter.extra_headers["Message-ID"]) == (
        ["enlace@example.org"],
        "Aviso",
        message.message_id,
    )
    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (DUE, 1)


@pytest.mark.covers("req:51")
def test_it_is_undone_with_the_change_it_tells_about() -> None:
    with suppress(RuntimeError), transaction.atomic():
        queued()
        raise RuntimeError
    assert deliver_due(now=DUE) == 0


def test_it_can_be_cancelled_while_it_waits() -> None:
    message = queued()
    cancel_message(message=message, at=NOW)
    assert deliver_due(now=DUE) == 0
    with pytest.raises(AlreadySent):
        cancel_message(message=message, at=NOW)


def test_what_left_cannot_be_cancelled() -> None:
    message = queued()
    deliver_due(now=DUE)
    with pytest.raises(AlreadySent):
        cancel_message(message=message, at=DUE)


def refuse_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailBackend, messages: object) -> int:
        raise SMTPServerDisconnected("no hay nadie")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


@pytest.mark.covers("req:51")
def test_a_refusing_server_delays_it_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    message = queued()
    with monkeypatch.context() as broken:
        refuse_mail(broken)
        assert deliver_due(now=DUE) == 0
    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (None, 1)
    assert "no hay nadie" in message.last_error
    assert deliver_due(now=DUE) == 0
    assert deliver_due(now=DUE + timedelta(minutes=2)) == 1
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (2, "")


@pytest.mark.covers("req:51")
def test_a_worker_that_died_gives_it_back() -> None:
    """It took the message, sent it or not, and was killed before it could say so."""
    message = queued()
    Message.objects.filter(pk=message.pk).update(leased_until=DUE + LEASE)
    assert deliver_due(now=DUE) == 0
    assert deliver_due(now=DUE + LEASE) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id


def test_they_leave_in_the_order_in_which_they_were_queued() -> None:
    for subject in ("uno", "dos", "tres"):
        queued(subject)
    assert deliver_due(now=DUE, limit=2) == 2
    assert [letter.subject for letter in mail.outbox] == ["uno", "dos"]


def test_a_subject_is_one_line() -> None:
    """A line break in a header would let a name add its own."""
    assert queued("Uno\nBcc: otro@example.org").subject == "Uno Bcc: otro@example.org"


@pytest.mark.covers("req:51")
def test_a_message_id_names_one_message() -> None:
    message = queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(message_id=message.message_id, recipient="x@example.org", queued_at=NOW, send_after=NOW)


@pytest.mark.covers("req:51")
def test_a_message_is_not_sent_and_cancelled() -> None:
    message = queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(sent_at=NOW, cancelled_at=NOW)
