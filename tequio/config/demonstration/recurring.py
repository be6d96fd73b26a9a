"""The monthly follow-up of the municipality: the plan says only December, and the meetings go on until June."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from tequio.config.demonstration.exercises import clerk_of
from tequio.exercises.models import Exercise
from tequio.workplans.models import Activity, Kind, Series
from tequio.workplans.recurring import Every, repeat_activity, skip_day

FIRST, UNTIL, SKIPPED = date(2021, 12, 6), date(2022, 6, 30), date(2022, 1, 6)
_KEY = uuid.UUID("6a0e7a54-9b0f-4d43-8a0a-2d1f6a7b3c55")


def repeat_meetings(exercise: Exercise, at: datetime) -> None:
    """Of the activity that says «cada mes»; nothing where the plan has none, or the second time."""
    monthly = Activity.objects.filter(
        workplan__exercise=exercise, workplan__kind=Kind.ANNUAL, title__icontains="cada mes"
    )
    activity = monthly.select_related("workplan__exercise").order_by("position").first()
    if activity is None or Series.objects.filter(uid=_KEY).exists():
        return
    clerk = clerk_of(exercise)
    series = repeat_activity(activity=activity, every=Every.MONTH, first=FIRST, until=UNTIL, key=_KEY, by=clerk, at=at)
    skip_day(series=series, day=SKIPPED, reason="Vacaciones de la administración.", by=clerk, at=at)
