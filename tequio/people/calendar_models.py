from __future__ import annotations

from django.db import models


class CalendarAddress(models.Model):
    """The secret of the address where a calendar reads what is one person's; a new one closes the former."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="calendar_address")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "people"
