from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.files.models import StoredFile
from tequio.people.models import Person, new_salt
from tequio.places.models import Jurisdiction


class Right(models.TextChoices):
    ACCESS = "access", _("Acceso: saber qué datos míos tienen")
    RECTIFICATION = "rectification", _("Rectificación: corregir un dato equivocado")
    CANCELLATION = "cancellation", _("Cancelación: que se borren")
    OPPOSITION = "opposition", _("Oposición: que dejen de usarse para algo")


class Status(models.TextChoices):
    RECEIVED = "received", _("En trámite")
    DETAILS_ASKED = "details_asked", _("Espera un dato de quien la presentó")
    ANSWERED = "answered", _("Respondida")
    CARRIED_OUT = "carried_out", _("Cumplida")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("Procede")
    PARTLY = "partly", _("Procede en parte")
    DENIED = "denied", _("No procede")


class ArcoRequestQuerySet(models.QuerySet["ArcoRequest"]):
    def waiting(self) -> ArcoRequestQuerySet:
        """Somebody is owed an answer, or what was granted."""
        return self.filter(
            Q(status__in=(Status.RECEIVED, Status.DETAILS_ASKED)) | Q(effect_due_on__isnull=False)
        ).exclude(status=Status.CARRIED_OUT)


class ArcoRequest(models.Model):
    """What a person asks about her own data. Name, address and texts are hers and never public; they go when no longer kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folio = models.CharField(max_length=12, unique=True)
    #: of the form that was sent: a second click finds the same request
    key = models.UUIDField(unique=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="arco_requests")
    right = models.CharField(max_length=20, choices=Right.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="arco_requests")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    text = models.TextField(blank=True)
    details_asked = models.TextField(blank=True)
    details = models.TextField(blank=True)
    extension_reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    salt = models.BinaryField(max_length=32, null=True, default=new_salt)
    #: of the network it came from, for the limit; gone with the rest
    network_key = models.CharField(max_length=64, blank=True)
    citation = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    effect_due_on = models.DateField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ArcoRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("received", "details_asked"), outcome="", answered_at__isnull=True)
                | (Q(status__in=("answered", "carried_out"), answered_at__isnull=False) & ~Q(outcome="")),
                name="privacy_arcorequest_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True) | ~Q(extension_reason=""),
                name="privacy_arcorequest_extended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", email="", text="", details="", answer="", salt__isnull=True),
                name="privacy_arcorequest_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def pending_on(self) -> date | None:
        """The day by which something is owed; None when nothing is."""
        if self.status in (Status.RECEIVED, Status.DETAILS_ASKED):
            return self.due_on
        return self.effect_due_on if self.status == Status.ANSWERED else None


class Copy(models.Model):
    """All that is kept of a person, for that person alone, for a few days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="copies")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="privacy_copy_order"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, file__isnull=False)
                | Q(removed_at__isnull=False, file__isnull=True),
                name="privacy_copy_removed_whole",
            ),
        ]
