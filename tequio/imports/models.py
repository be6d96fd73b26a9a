from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person


class State(models.TextChoices):
    UPLOADED = "uploaded", _("Recibido")
    READ = "read", _("Leído, por confirmar")
    CONFIRMED = "confirmed", _("Confirmado")
    LOADED = "loaded", _("Cargado")
    FAILED = "failed", _("No se pudo leer")


class ImportJob(models.Model):
    """A document on its way in. Nothing of it counts as fact before a person confirmed what was read."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="import_jobs")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="import_jobs")
    sha256 = models.CharField(max_length=64)
    pack = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.UPLOADED)
    #: the reading as plain JSON, complete: what is confirmed is what is loaded
    reading = models.JSONField(null=True)
    findings = models.JSONField(default=list)
    #: path in the reading ("commitments/0/title") → what the document says there and where: ``{"text", "where"}``
    sources = models.JSONField(default=dict)
    #: name as written → who it is, by somebody's yes or no (``loading.people``)
    answers = models.JSONField(default=dict)
    #: of the next version of something stored: whose version it was, and each difference with whether it was accepted
    version_of = models.UUIDField(null=True)
    outcome = models.JSONField(default=list)
    #: since when it is being read; a reading that was cut short is taken up again
    reading_since = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="import_jobs")
    uploaded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # the same file twice changes nothing
            models.UniqueConstraint(fields=["exercise", "sha256"], name="imports_importjob_once"),
            models.CheckConstraint(
                condition=~Q(state="loaded") | Q(confirmed_at__isnull=False), name="imports_importjob_confirmed_first"
            ),
        ]
