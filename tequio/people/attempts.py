"""A refused attempt to change something leaves a trace in the record: who by identifier, on what, when. Nothing typed is kept."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.urls import ResolverMatch

from tequio.audit.actions import record
from tequio.audit.models import Event
from tequio.people.models import Person

#: the same attempt is told once in this time
AGAIN = timedelta(hours=1)
VERB = "people.attempt_refused"


def note_attempt(*, by: Person | None, match: ResolverMatch | None, method: str, at: datetime) -> None:
    """In a transaction of its own: what was attempted is already undone."""
    if by is None or match is None:
        return
    page = match.view_name or "?"
    about = match.kwargs.get("uid")
    subject = about if isinstance(about, uuid.UUID) else by.uid
    recent = Event.objects.filter(actor_uid=by.uid, subject_uid=subject, verb=VERB, at__gt=at - AGAIN)
    if any(each.changes.get("page") == [None, page] for each in recent):
        return
    record(
        verb=VERB,
        subject_kind="page",
        subject_uid=subject,
        by=by,
        at=at,
        changes={"page": (None, page), "method": (None, method)},
    )
