from __future__ import annotations

import socket
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from tequio.outbox.actions import (
    UNDO,
    AlreadySent,
    NotBounced,
    cancel_message,
    note_bounce,
    queue_message,
    resend_message,
)
from tequio.outbox.delivery import LEASE, PATIENCE, deliver_due
from tequio.outbox.models import Message, Pause
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


def fail(patch: pytest.MonkeyPatch, method: str, error: Exception) -> None:
    def broken(self: EmailBackend, *arguments: object) -> int:
        raise error

    patch.setattr(EmailBackend, method, broken)


@pytest.mark.covers("case:D3")
def test_a_server_that_does_not_answer_pauses_the_queue_and_the_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    queued("primera")
    now = DUE
    with monkeypatch.context() as broken:
        fail(broken, "open", ConnectionRefusedError("no contesta"))
        for _minute in range(60):
            assert deliver_due(now=now) == 0
            now += timedelta(minutes=1)
    queue_message(recipient="otra@example.org", subject="segunda", text="x", at=now - UNDO)
    pause = Pause.objects.get()
    assert pause.until - now <= timedelta(minutes=15)
    assert "no contesta" in pause.last_error
    assert deliver_due(now=pause.until) == 2
    assert [letter.subject for letter in mail.outbox] == ["primera", "segunda"]
    assert not Pause.objects.exists()
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.covers("case:D3")
def test_a_server_that_takes_the_call_and_says_nothing_does_not_hold_the_worker(settings: Any) -> None:
    assert settings.EMAIL_TIMEOUT, "without it the worker that also seals the record would wait for ever"
    queued()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.1
        assert deliver_due(now=DUE) == 0
    assert "timed out" in Pause.objects.get().last_error
    assert Message.objects.get().sent_at is None


@pytest.mark.covers
def test_there_is_one_pause() -> None:
    Pause.objects.create(until=NOW, last_error="x")
    for number in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pause.objects.create(until=NOW, last_error="x", number=number)


@pytest.mark.covers("req:51")
@pytest.mark.parametrize(
    "error", [SMTPRecipientsRefused({"enlace@example.org": (550, b"no existe")}), SMTPDataError(554, b"no")]
)
def test_what_the_server_refuses_for_good_bounces_and_the_next_one_leaves(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    message = queued()
    with monkeypatch.context() as broken:
        fail(broken, "send_messages", error)
        assert deliver_due(now=DUE) == 0
    message.refresh_from_db()
    assert (message.bounced_at, message.sent_at) == (DUE, None)
    assert str(error)[:20] in message.last_error
    queued("otra")
    assert deliver_due(now=DUE + timedelta(days=1)) == 1


@pytest.mark.covers("req:51")
def test_a_full_mailbox_is_tried_again_and_after_days_bounces(monkeypatch: pytest.MonkeyPatch) -> None:
    message = queued()
    fail(monkeypatch, "send_messages", SMTPRecipientsRefused({"enlace@example.org": (452, b"buzon lleno")}))
    deliver_due(now=DUE)
    message.refresh_from_db()
    assert (message.bounced_at, message.send_after) == (None, DUE + timedelta(minutes=2))
    late = NOW + PATIENCE + timedelta(hours=1)
    deliver_due(now=late)
    message.refresh_from_db()
    assert message.bounced_at == late


@pytest.mark.covers("req:51")
def test_a_bounced_letter_is_sent_again_as_another_letter() -> None:
    message = queued()
    deliver_due(now=DUE)
    with pytest.raises(NotBounced):
        resend_message(message=message, at=DUE)
    note_bounce(message=message, error="el aviso de rebote llegó después", at=DUE)
    again = resend_message(message=message, recipient="corregido@example.org", at=DUE)
    assert again.message_id != message.message_id
    assert deliver_due(now=DUE) == 1
    assert mail.outbox[-1].to == ["corregido@example.org"]


@pytest.mark.covers("req:51")
def test_a_cancelled_letter_neither_bounces() -> None:
    message = queued()
    cancel_message(message=message, at=NOW)
    note_bounce(message=message, error="x", at=NOW)
    assert message.bounced_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(bounced_at=NOW)
