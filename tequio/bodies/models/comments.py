"""What an advisory body is asked about a document, and what it says of it (requirement 33)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tequio.bodies.models.seats import Body, Seat
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise


class CommentRound(models.Model):
    """An advisory body is asked about one version of a document. It may be commented on until ``closes_on``, that day included; when
    everything is answered the office closes it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="comment_rounds")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="comment_rounds")
    document = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="comment_rounds")
    asks = models.TextField()
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "document"], condition=Q(closed_at__isnull=True), name="bodies_commentround_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="bodies_commentround_closed_after",
            ),
        ]


class Comment(models.Model):
    """What a seat of an advisory body says of one version of a document, tied to its fingerprint. ``part``: which part of it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(CommentRound, null=True, on_delete=models.PROTECT, related_name="comments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="comments")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="advisory_comments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="comments")
    document_uid = models.UUIDField()
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    part = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    #: of the form that sent it: pressed twice, one comment
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="bodies_comment_answered_whole",
            ),
        ]
