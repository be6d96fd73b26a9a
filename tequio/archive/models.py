from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise, Status
from tequio.files.models import StoredFile
from tequio.people.models import Person


class Kind(models.TextChoices):
    PUBLIC = "public", _("Paquete público")
    RESERVED = "reserved", _("Paquete reservado")


class State(models.TextChoices):
    """What a reader is told of a pack; follows from its moments."""

    ASKED = "asked", _("Se está preparando")
    READY = "ready", _("Listo")
    FAILED = "failed", _("No se pudo preparar")
    GONE = "gone", _("Ya se borró")


class Pack(models.Model):
    """A paquete de entrega-recepción: asked for by a person, made by the worker, kept for some days.

    ``making_since``: a worker took it; one that was cut short is taken up again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="packs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="packs")
    asked_at = models.DateTimeField()
    making_since = models.DateTimeField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="packs")
    #: how many files it holds
    entries = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # pressed twice, one pack
            models.UniqueConstraint(
                fields=["exercise", "kind"], condition=Q(removed_at__isnull=True), name="archive_pack_once"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, expires_at__isnull=True, file__isnull=True)
                | Q(made_at__isnull=False, expires_at__gt=F("made_at"), file__isnull=False, removed_at__isnull=True)
                | Q(made_at__isnull=False, file__isnull=True, removed_at__isnull=False),
                name="archive_pack_whole",
            ),
        ]

    def state(self) -> State:
        if self.removed_at is not None:
            return State.GONE
        if self.made_at is not None:
            return State.READY
        return State.FAILED if self.error else State.ASKED


class TermEnd(models.Model):
    """The end of the term of an exercise: why, who receives it, and, if it was taken back, why."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="term_ends")
    reason = models.TextField()
    #: reference of the acta de entrega-recepción that was signed
    act = models.CharField(max_length=300, blank=True)
    receiver_post = models.CharField(max_length=300)
    receiver_organisation = models.CharField(max_length=300)
    status_before = models.CharField(max_length=20, choices=Status.choices)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms_closed")
    closed_at = models.DateTimeField()
    reopened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="terms_reopened")
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise"], condition=Q(reopened_at__isnull=True), name="archive_termend_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(receiver_post="") & ~Q(receiver_organisation=""),
                name="archive_termend_says_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopen_reason="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason="")),
                name="archive_termend_reopened_whole",
            ),
        ]
