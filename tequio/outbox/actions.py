"""Mail leaves only after its change is stored, at least once, and can be undone for a minute."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.outbox.models import Message, Refused

#: during which a message can still be undone
UNDO = timedelta(seconds=60)
#: a worker that took a message and died gives it back after this
LEASE = timedelta(minutes=5)
MAX_WAIT = timedelta(hours=6)


class AlreadySent(Refusal):
    code = "already-sent"


def queue_message(
    *,
    recipient: str,
    subject: str,
    text: str,
    at: datetime,
    html: str = "",
    hold: timedelta = UNDO,
    useless_after: datetime | None = None,
    unsubscribe_url: str = "",
    uid: uuid.UUID | None = None,
) -> Message:
    """Call it inside the transaction of the change: undone with it, sent only after it, ``hold`` later.

    A ``uid`` made from what the letter is about cannot be queued twice.
    """
    uid = uid or uuid.uuid4()
    return Message.objects.create(
        uid=uid,
        message_id=f"<{uid}@{settings.MAIL_DOMAIN}>",
        recipient=recipient,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        queued_at=at,
        send_after=at + hold,
        useless_after=useless_after,
        unsubscribe_url=unsubscribe_url,
    )


@transaction.atomic
def refuse_letters(*, recipient: str, kind: str, at: datetime) -> None:
    """No more of this kind to this address."""
    Refused.objects.get_or_create(recipient=recipient, kind=kind, defaults={"refused_at": at})


@transaction.atomic
def receive_letters(*, recipient: str, kind: str) -> None:
    """Again."""
    Refused.objects.filter(recipient=recipient, kind=kind).delete()


@transaction.atomic
def cancel_message(*, message: Message, at: datetime) -> None:
    """Undo what has not left yet."""
    waiting = Message.objects.filter(
        pk=message.pk, sent_at__isnull=True, cancelled_at__isnull=True, leased_until__isnull=True
    )
    if not waiting.update(cancelled_at=at):
        raise AlreadySent(_("El mensaje ya salió o ya se había cancelado."))


def deliver_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due; how many left. A worker killed in the middle repeats a message, under the same Message-ID, never loses one."""
    erase_useless(now=now)
    sent = 0
    for _attempt in range(limit):
        message = _take(now)
        if message is None:
            break
        sent += _deliver(message, now)
    return sent


def erase_useless(*, now: datetime) -> int:
    """The text of letters whose moment passed; how many."""
    return Message.objects.filter(useless_after__lte=now).exclude(text="").update(text="", html="")


@transaction.atomic
def _take(now: datetime) -> Message | None:
    due = Message.objects.due(now).order_by("send_after", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    message = due.first()
    if message is not None:
        Message.objects.filter(pk=message.pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
        message.attempts += 1
    return message


def _deliver(message: Message, now: datetime) -> int:
    headers = {"Message-ID": message.message_id}
    if message.unsubscribe_url:
        headers |= {
            "List-Unsubscribe": f"<{message.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.recipient], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        wait = min(timedelta(minutes=2**message.attempts), MAX_WAIT)
        Message.objects.filter(pk=message.pk).update(
            send_after=now + wait, leased_until=None, last_error=f"{type(error).__name__}: {error}"[:300]
        )
        return 0
    erased = {} if message.useless_after is None else {"text": "", "html": ""}
    Message.objects.filter(pk=message.pk).update(sent_at=now, leased_until=None, last_error="", **erased)
    return 1
