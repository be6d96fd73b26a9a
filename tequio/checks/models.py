from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.people.models import Person


class Severity(models.TextChoices):
    ERROR = "error", _("Error")
    WARNING = "warning", _("Advertencia")
    INFO = "info", _("Para saber")


class CheckRun(models.Model):
    """One pass of a rule pack over what an exercise had stored at that moment."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="check_runs")
    pack = models.CharField(max_length=60)
    run_at = models.DateTimeField()


class StoredFinding(models.Model):
    """``fingerprint`` is the same in the next run when nothing has changed, so that an answer given to it stays."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="findings")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_uid = models.UUIDField(null=True)
    code = models.CharField(max_length=60)
    requirement = models.PositiveSmallIntegerField(null=True)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    message = models.TextField()
    where = models.TextField(blank=True)
    citation = models.TextField(blank=True)
    path = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "fingerprint"], name="checks_storedfinding_once"),
        ]


class Override(models.Model):
    """A person took responsibility for a finding, with a reason anyone can read."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="overrides")
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    overridden_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="overrides")
    overridden_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "fingerprint"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="checks_override_once",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="checks_override_reason"),
        ]
