from __future__ import annotations

from django.db import models


class GuideAway(models.Model):
    """This person does not want the first steps in «Esta semana» any more; from the help they come back."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="guide_away")
    away_at = models.DateTimeField()

    class Meta:
        app_label = "people"
