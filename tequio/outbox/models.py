from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> MessageQuerySet:
        """Not sent, not cancelled, past the time in which it could be undone, held by no other worker, still of use."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        of_use = Q(useless_after__isnull=True) | Q(useless_after__gt=now)
        return self.filter(
            free, of_use, sent_at__isnull=True, cancelled_at__isnull=True, bounced_at__isnull=True, send_after__lte=now
        )

    def ended(self, before: datetime | None = None) -> MessageQuerySet:
        """Sent, bounced or cancelled; of those, before that moment."""
        ends = ("sent_at", "bounced_at", "cancelled_at")
        over = Q()
        for name in ends:
            over |= Q(**{f"{name}__isnull": False}) if before is None else Q(**{f"{name}__lte": before})
        return self.filter(over)


class Message(models.Model):
    """A letter. ``message_id`` never changes, so that one delivered twice is recognised as one."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message_id = models.CharField(max_length=200)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    send_after = models.DateTimeField()
    #: of a letter that carries a secret: after it leaves, or after this moment, its text is erased
    useless_after = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    #: a server said for good that it cannot be delivered, before or after it took it, or it was tried for too long
    bounced_at = models.DateTimeField(null=True)
    #: of a letter that comes again and again: where it is refused with one click (RFC 8058)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    #: an appointment that goes with it as invitacion.ics (RFC 5546); METHOD stands in its text
    appointment = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="outbox_message_message_id"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(sent_at__isnull=True, bounced_at__isnull=True),
                name="outbox_message_one_outcome",
            ),
        ]


class Pause(models.Model):
    """The mail server does not answer: nothing is tried before ``until``, so that letters keep their order. One row or none."""

    number = models.PositiveSmallIntegerField(default=1)
    until = models.DateTimeField()
    failures = models.PositiveIntegerField(default=1)
    last_error = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="outbox_pause_one"),
            models.CheckConstraint(condition=Q(number=1), name="outbox_pause_number"),
        ]


class Refused(models.Model):
    """An address that asked not to receive the letters of one kind."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.EmailField()
    kind = models.CharField(max_length=40)
    refused_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "refused"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="outbox_refused_once"),
        ]


class LetterDay(models.Model):
    """The day on which an address wants its weekly letter of one kind; Monday is 0, and the day of who never chose."""

    recipient = models.EmailField()
    kind = models.CharField(max_length=40)
    weekday = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="outbox_letterday_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="outbox_letterday_weekday"),
        ]
