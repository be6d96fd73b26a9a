from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Version(models.TextChoices):
    PUBLIC = "public", _("Versión pública")
    RESERVED = "reserved", _("Versión íntegra, reservada")


class StoredFile(models.Model):
    """``key`` comes from the content, never from the name a person gave; the name is kept for showing only."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=150)
    original_name = models.CharField(max_length=300)
    version = models.CharField(max_length=10, choices=Version.choices, default=Version.PUBLIC)
    #: the public version that was made from this reserved one
    public_version = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="originals"
    )
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key"], name="files_storedfile_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(public_version__isnull=True) | Q(version="reserved"),
                name="files_storedfile_public_of_reserved",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name
