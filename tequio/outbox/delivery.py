"""The way out: every letter at least once, under the Message-ID it was born with, in the order in which they were queued.

A letter is marked sent only after the server said yes to it. So a worker killed in between, or a server that accepts a letter and
hangs up, makes it leave twice, recognisable as one; none is lost. A server that does not answer pauses the whole queue instead of
punishing each letter; a letter the server refuses for good bounces, and somebody is shown so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F

from tequio.outbox.actions import erase_useless, note_bounce
from tequio.outbox.models import Message, Pause

#: a worker that took a letter and died gives it back after this
LEASE = timedelta(minutes=5)
#: between two tries of a letter that the server asked to bring later
MAX_WAIT = timedelta(hours=6)
#: between two knocks on a server that does not answer
MAX_PAUSE = timedelta(minutes=15)
#: after this long without getting through, a letter bounces (RFC 5321, 4.5.4.1: at least four or five days)
PATIENCE = timedelta(days=5)
PERMANENT = 500


def deliver_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due; how many left."""
    erase_useless(now=now)
    if Pause.objects.filter(until__gt=now).exists() or not Message.objects.due(now).exists():
        return 0
    server = get_connection()
    if not _reach(server, now):
        return 0
    try:
        return sum(_deliver_next(server, now) for _attempt in range(min(limit, Message.objects.due(now).count())))
    finally:
        server.close()


def _reach(server: BaseEmailBackend, now: datetime) -> bool:
    try:
        server.open()
    except (SMTPException, OSError) as error:
        _pause(error, now)
        return False
    Pause.objects.all().delete()
    return True


def _pause(error: Exception, now: datetime) -> None:
    failures = Pause.objects.values_list("failures", flat=True).first() or 0
    wait = min(timedelta(seconds=30 * 2 ** min(failures, 10)), MAX_PAUSE)
    Pause.objects.update_or_create(
        number=1, defaults={"until": now + wait, "failures": failures + 1, "last_error": told(error)}
    )


def _deliver_next(server: BaseEmailBackend, now: datetime) -> int:
    message = _take(now)
    return _deliver(message, server, now) if message is not None else 0


@transaction.atomic
def _take(now: datetime) -> Message | None:
    due = Message.objects.due(now).order_by("send_after", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    message = due.first()
    if message is not None:
        # two workers may look at one letter where rows cannot be locked: only one of them takes it
        mine = Message.objects.due(now).filter(pk=message.pk)
        if not mine.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
            return None
        message.attempts += 1
    return message


def _deliver(message: Message, server: BaseEmailBackend, now: datetime) -> int:
    try:
        mail_of(message, server).send()
    except (SMTPException, OSError) as error:
        # the conversation may be broken in the middle: the next letter begins another
        server.close()
        _keep(message, error, now)
        return 0
    erased = {} if message.useless_after is None else {"text": "", "html": "", "appointment": ""}
    Message.objects.filter(pk=message.pk).update(sent_at=now, leased_until=None, last_error="", **erased)
    return 1


def mail_of(message: Message, server: BaseEmailBackend) -> EmailMultiAlternatives:
    headers = {"Message-ID": message.message_id}
    if message.unsubscribe_url:
        headers |= {
            "List-Unsubscribe": f"<{message.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(
        message.subject, message.text, to=[message.recipient], headers=headers, connection=server
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.appointment:
        mail.attach("invitacion.ics", message.appointment.encode(), f"text/calendar; method={method_of(message)}")
    return mail


def method_of(message: Message) -> str:
    return "CANCEL" if "METHOD:CANCEL" in message.appointment else "REQUEST"


def _keep(message: Message, error: Exception, now: datetime) -> None:
    """For later; or bounced, when the server said never or it has been trying for days."""
    if is_permanent(error) or now - message.queued_at > PATIENCE:
        note_bounce(message=message, error=told(error), at=now)
        return
    wait = min(timedelta(minutes=2 ** min(message.attempts, 10)), MAX_WAIT)
    Message.objects.filter(pk=message.pk).update(leased_until=None, last_error=told(error), send_after=now + wait)


def is_permanent(error: Exception) -> bool:
    """The server refused this recipient or this letter with a reply of the 500s."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= PERMANENT


def told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
