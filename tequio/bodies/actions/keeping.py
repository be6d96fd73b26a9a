"""Those who came to a session without a seat, and its signed list, are kept the days of the notice of attendance."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Seat, Session
from tequio.meetings.keeping import forget_people, past_their_days
from tequio.meetings.models import Meeting


def forget_attendance(*, at: datetime) -> int:
    """How many people are no longer named. Who came for her seat is in the act, by her post, and stays."""
    due = past_their_days(Meeting.objects.filter(session__isnull=False), at)
    return sum(forget_people(meeting=each, keeps=seated(Session.objects.get(meeting=each)), at=at) for each in due)


def seated(session: Session) -> set[int]:
    """Who (pk) had a seat in the body that day, or was on the roll when the session ended."""
    held = Seat.objects.held_on(session.meeting.day()).filter(body=session.body_id)
    called = {pk for seat, _sector, others in session.roll or () for pk in (seat, *others)}
    people = {*held.values_list("person", flat=True)}
    people |= {*Seat.objects.filter(pk__in=called).values_list("person", flat=True)}
    return {pk for pk in people if pk is not None}
