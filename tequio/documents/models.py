from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person


class Kind(models.TextChoices):
    COMMITMENT_SHEET = "commitment_sheet", _("Ficha de compromiso")
    WORKPLAN = "workplan", _("Plan de trabajo")
    ROUTE = "route", _("Ruta crítica")


class Series(models.Model):
    """Numbers of one office, year and kind. ``pattern`` is filled with office, number and year: "{office}/{number:03}/{year}"."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, choices=Kind.choices)
    pattern = models.CharField(max_length=100, default="{office}/{number:03}/{year}")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "kind"], name="documents_series_once"),
        ]


class Issued(models.Model):
    """A document as it was given out. ``subject_kind`` and ``subject_uid`` name what it is about."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="issued_documents")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=40, choices=Kind.choices)
    subject_kind = models.CharField(max_length=60)
    subject_uid = models.UUIDField()
    number = models.PositiveIntegerField()
    folio = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="issued_documents")
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="issued_documents")
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "issued"
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_issued_number"),
            models.UniqueConstraint(fields=["kind", "subject_uid", "version"], name="documents_issued_version"),
        ]


class Source(models.Model):
    """The file something was loaded from, kept as it came, with what a reader saw besides the records.

    ``reading`` is ``{header, dropped, remarks, attachments}``: the same rules then say the same of the file and of the rows.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="sources")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=60)
    subject_uid = models.UUIDField()
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "file"], name="documents_source_once"),
        ]
