from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """What somebody typed in a form and has not sent: of a person, or of a browser in which nobody had entered.

    ``page``: the address of the form. ``tab``: the window that wrote it last. ``meant_for``: whose form it was when the session had
    ended; only that person receives it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="drafts")
    token_key = models.CharField(max_length=64, blank=True)
    meant_for = models.CharField(max_length=64, blank=True)
    network_key = models.CharField(max_length=64, blank=True)
    page = models.CharField(max_length=300)
    #: name of the field → its values
    fields = models.JSONField()
    tab = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        app_label = "people"
        indexes = [
            models.Index(fields=["saved_at"], name="people_draft_saved"),
            models.Index(fields=["network_key", "began_at"], name="people_draft_network"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page"], condition=Q(person__isnull=False), name="people_draft_of_person"
            ),
            models.UniqueConstraint(
                fields=["token_key", "meant_for", "page"],
                condition=Q(person__isnull=True),
                name="people_draft_of_browser",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, token_key="") | (Q(person__isnull=True) & ~Q(token_key="")),
                name="people_draft_of_one",
            ),
        ]
