"""Those who were noted by name at an event are kept the days of the notice of attendance that was read to them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tequio.listening.models import WalkIn
from tequio.meetings.keeping import forget_people, past_their_days
from tequio.meetings.models import Meeting


def forget_participants(*, at: datetime) -> int:
    """How many people are no longer named. That they came, and of which sector, stays."""
    due = past_their_days(Meeting.objects.filter(event__isnull=False), at)
    return sum(_forget(each, at) for each in due)


@transaction.atomic
def _forget(meeting: Meeting, at: datetime) -> int:
    WalkIn.objects.filter(event__meeting=meeting).exclude(post="").update(post="")
    return forget_people(meeting=meeting, keeps=(), at=at)
