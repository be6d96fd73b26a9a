"""Events: one row per change, written with it, numbered and chained afterwards by the sequencer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """``changes`` is ``{field: [before, after]}``, public only; ``reserved`` is ``{field: HMAC(person salt, value)}``.

    ``sequence`` and the hashes are empty until ``seal_pending`` gives them; after that a trigger refuses any change.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_uid = models.UUIDField()
    exercise_uid = models.UUIDField(null=True)
    actor_uid = models.UUIDField(null=True)
    at = models.DateTimeField()
    changes = models.JSONField(default=dict)
    reserved = models.JSONField(default=dict)
    sequence = models.PositiveBigIntegerField(null=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_uid", "id"], name="audit_event_subject"),
            models.Index(fields=["exercise_uid", "id"], name="audit_event_exercise"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sequence"], name="audit_event_sequence"),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, hash="") | (Q(sequence__isnull=False) & ~Q(hash="")),
                name="audit_event_sealed_whole",
            ),
        ]


class ClosedRecord(models.Model):
    """Of an exercise that was archived: it takes no more events (``audit.closing``)."""

    exercise_uid = models.UUIDField(unique=True)
    since_at = models.DateTimeField()


class Seal(models.Model):
    """One batch of the sequencer: a checkpoint against which a truncated record is noticed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_sequence = models.PositiveBigIntegerField()
    last_sequence = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # two sequencers that read the same end of the chain cannot both continue it
            models.UniqueConstraint(fields=["first_sequence"], name="audit_seal_first"),
        ]
