from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.files.models import StoredFile
from tequio.people.models import Person
from tequio.places.fields import FuzzyDateField
from tequio.workplans.models import Activity, Means


class State(models.TextChoices):
    SENT = "sent", _("Enviada")
    UNDER_REVIEW = "under_review", _("En revisión")
    ACCEPTED = "accepted", _("Aceptada")
    RETURNED = "returned", _("Devuelta")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Aceptada")
    RETURNED = "returned", _("Devuelta")


class DelayReason(models.TextChoices):
    BUDGET = "budget", _("Presupuesto")
    STAFF = "staff", _("Cambio de personal")
    PROCUREMENT = "procurement", _("Contratación o compras")
    OTHER_PARTY = "other_party", _("Falta la respuesta de otra parte")
    EMERGENCY = "emergency", _("Emergencia")
    OTHER = "other", _("Otra")


class Evidence(models.Model):
    """What shows that an activity was done: a file or a link for one means of verification of one activity."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    means = models.ForeignKey(Means, on_delete=models.PROTECT, related_name="evidence")
    #: the activity it tells about, when the means is shared by a goal
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    url = models.URLField(blank=True)
    description = models.TextField(blank=True)
    #: of an attendance list: how many people it holds
    people = models.PositiveIntegerField(null=True, blank=True)
    #: of minutes: one to a line
    agreements = models.TextField(blank=True)
    #: made with the form, so that sending it twice gives one piece of evidence
    key = models.UUIDField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence")
    submitted_by_sector = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.SENT)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(url=""), name="monitoring_evidence_something"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gt=0), name="monitoring_evidence_people"
            ),
            models.UniqueConstraint(fields=["key"], name="monitoring_evidence_key"),
        ]


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> ReviewQuerySet:
        """Those that nobody took back."""
        return self.filter(undone_at__isnull=True)


class Review(models.Model):
    """What somebody of another sector answered. Nothing is overwritten: an acceptance and a later return both stay."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    sector = models.CharField(max_length=40)
    reviewed_at = models.DateTimeField()
    #: what the evidence goes back to if this is undone
    state_before = models.CharField(max_length=20, choices=State.choices, default=State.SENT)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reason=""), name="monitoring_review_returned_with_reason"
            ),
        ]


class Delay(models.Model):
    """A date moved, with its reason: the old one is never lost."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="delays")
    reason = models.CharField(max_length=20, choices=DelayReason.choices)
    text = models.TextField()
    old_ends = FuzzyDateField()
    new_ends = FuzzyDateField()
    #: of the body, when the change needed one
    decision_uid = models.UUIDField(null=True, blank=True, editable=False)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delays")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="monitoring_delay_text"),
        ]
