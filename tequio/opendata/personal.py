"""What is one person's to do, and where she is called to be, as entries of a calendar feed: the same identities as in the public one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from tequio.commitments.models import Status as CommitmentStatus
from tequio.exercises.models import Status
from tequio.formats.ical import CalendarEntry
from tequio.meetings.letters import entry_of
from tequio.meetings.models import Meeting
from tequio.monitoring.roles import roles_of
from tequio.opendata.calendars import ACTIVITY_COLUMNS, NEVER, activity_entry, told_of
from tequio.opendata.queries import pieces
from tequio.people.models import Person
from tequio.workplans.models import Activity, Kind

#: what ended before this stays out, so that the feed does not grow with the years
PAST = timedelta(days=400)
PLACE = ("workplan__exercise__slug", "workplan__commitment__number")


def personal_entries(person: Person, site: str, at: datetime) -> Iterator[CalendarEntry]:
    """Activities of the exercises that are open, then meetings. Seven queries, and one more for each 200 activities."""
    roles = roles_of(person, at)
    mine = Q(workplan__in=roles.plans) | Q(goal__in=roles.goals) | Q(pk__in=roles.activities)
    open_and_public = Q(workplan__exercise__status=Status.OPEN) & (
        Q(workplan__commitment__status=CommitmentStatus.PUBLISHED) | ~Q(workplan__kind=Kind.COMMITMENT)
    )
    rows = Activity.objects.filter(mine, open_and_public, ends_last_on__gte=(at - PAST).date())
    ordered = rows.order_by("workplan_id", "position").values(*ACTIVITY_COLUMNS, *PLACE)
    for piece in pieces(ordered.iterator(chunk_size=200)):
        told = told_of(row["uid"] for row in piece)
        for row in piece:
            slug, number = (row[name] for name in PLACE)
            yield activity_entry(row, told.get(row["uid"], NEVER), f"{site}/{slug}", number)
    invited = Meeting.objects.filter(invitations__person=person, ends_at__gte=at - PAST)
    for meeting in invited.select_related("exercise__jurisdiction").order_by("begins_at", "pk"):
        yield entry_of(meeting, url=f"{site}/{meeting.exercise.slug}/organos/")
