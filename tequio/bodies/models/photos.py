"""The photographs of a session: what its memoria fotográfica is made of (requirement 85)."""

from __future__ import annotations

import uuid

from django.db import models

from tequio.bodies.models.sessions import Session
from tequio.files.models import StoredFile


class SessionPhoto(models.Model):
    """As it may be published: only its points, without place, camera or date. ``small`` is the copy that a page shows."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="photos_of")
    small = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="small_photos_of")
    caption = models.CharField(max_length=300)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "file"], name="bodies_sessionphoto_once"),
            models.CheckConstraint(condition=~models.Q(caption=""), name="bodies_sessionphoto_says_what"),
        ]
