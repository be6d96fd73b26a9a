"""A letter is queued in the transaction of its change: stored or undone with it, and for a minute it can still be cancelled."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.outbox.models import LetterDay, Message, MessageQuerySet, Refused

#: during which a message can still be undone
UNDO = timedelta(seconds=60)


class AlreadySent(Refusal):
    code = "already-sent"


class NotBounced(Refusal):
    code = "not-bounced"


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
    appointment: str = "",
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
        appointment=appointment,
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
def choose_letter_day(*, recipient: str, kind: str, weekday: int) -> None:
    """Monday is 0."""
    LetterDay.objects.update_or_create(recipient=recipient, kind=kind, defaults={"weekday": weekday})


@transaction.atomic
def cancel_message(*, message: Message, at: datetime) -> None:
    """Undo what has not left yet."""
    waiting = Message.objects.filter(
        pk=message.pk,
        sent_at__isnull=True,
        cancelled_at__isnull=True,
        bounced_at__isnull=True,
        leased_until__isnull=True,
    )
    if not waiting.update(cancelled_at=at):
        raise AlreadySent(_("El mensaje ya salió o ya se había cancelado."))


@transaction.atomic
def note_bounce(*, message: Message, error: str, at: datetime) -> None:
    """It will not arrive: the server refused it, or the letter of refusal came back later."""
    Message.objects.filter(pk=message.pk, cancelled_at__isnull=True).update(
        bounced_at=at, leased_until=None, last_error=error[:300]
    )
    message.refresh_from_db()


@transaction.atomic
def resend_message(*, message: Message, at: datetime, recipient: str = "") -> Message:
    """A bounced letter again, to the same address or to a corrected one. It is another letter; the first stays as it ended."""
    if message.bounced_at is None:
        raise NotBounced(_("Sólo se reenvía un mensaje que rebotó."))
    if not (recipient or message.recipient):
        raise NotBounced(_("Ya no se guarda a qué correo iba este mensaje."))
    return queue_message(
        recipient=recipient or message.recipient,
        subject=message.subject,
        text=message.text,
        html=message.html,
        unsubscribe_url=message.unsubscribe_url,
        appointment=message.appointment,
        hold=timedelta(0),
        at=at,
    )


@transaction.atomic
def carry_preferences(*, former: str, address: str) -> None:
    """What an address had chosen goes with its person to another one."""
    for table in (Refused, LetterDay):
        chosen = table.objects.filter(recipient=address).values("kind")
        table.objects.filter(recipient=former).exclude(kind__in=list(chosen)).update(recipient=address)


@transaction.atomic
def forget_address(*, address: str) -> int:
    """Of what already left or never will, whose it was and what it said; and what she had chosen. What waits still leaves."""
    for table in (Refused, LetterDay):
        table.objects.filter(recipient=address).delete()
    return _erase(Message.objects.ended().filter(recipient=address))


def forget_letters(*, ended_before: datetime) -> int:
    """That a letter left, and when, stays; to whom and what it said does not."""
    return _erase(Message.objects.ended(ended_before).exclude(recipient="", text=""))


def stop_and_empty(*, letters: MessageQuerySet, at: datetime) -> int:
    """What they were about is over: those that wait no longer leave, and of none it is kept whose it was nor what it said."""
    letters.filter(sent_at=None, bounced_at=None, cancelled_at=None).update(cancelled_at=at)
    return _erase(letters)


def _erase(letters: MessageQuerySet) -> int:
    return letters.update(recipient="", text="", html="", appointment="", unsubscribe_url="", last_error="")


def erase_useless(*, now: datetime) -> int:
    """The text of letters whose moment passed; how many."""
    return Message.objects.filter(useless_after__lte=now).exclude(text="").update(text="", html="", appointment="")
