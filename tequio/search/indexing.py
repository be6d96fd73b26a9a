"""The index follows the sealed record: what an event speaks of is read again, whole, from the rooms themselves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.search.models import Entry, Kind, Mark
from tequio.search.sources import LONGEST, Found, everything
from tequio.web.search import fold, plain


@transaction.atomic
def follow_record() -> int:
    """Index again the exercises of the events sealed since the last time; how many. An event of no exercise touches them all."""
    mark, _created = Mark.objects.select_for_update().get_or_create(pk=1)
    newest = Event.objects.aggregate(last=Max("sequence"))["last"] or 0
    if newest == mark.sequence:
        return 0
    events = Event.objects.filter(sequence__gt=mark.sequence, sequence__lte=newest)
    touched = set(events.values_list("exercise_uid", flat=True).distinct())
    done = index(None if None in touched or not mark.sequence else touched)
    Mark.objects.filter(pk=mark.pk).update(sequence=newest)
    return done


@transaction.atomic
def index(uids: Iterable[UUID | None] | None = None) -> int:
    """Make again the entries of those exercises, or of all; a draft has none."""
    chosen = Exercise.objects.select_related("jurisdiction")
    if uids is not None:
        chosen = chosen.filter(uid__in=[uid for uid in uids if uid])
    done = 0
    for exercise in chosen:
        Entry.objects.filter(exercise=exercise).delete()
        if exercise.status != "draft":
            rows = (entry_of(exercise, kind, found) for kind, found in everything(exercise))
            Entry.objects.bulk_create(rows, batch_size=500)
        done += 1
    return done


def entry_of(exercise: Exercise, kind: Kind, found: Found) -> Entry:
    words = fold(f"{found.title} {found.detail} {found.body} {exercise.jurisdiction.name}"[:LONGEST])
    return Entry(
        exercise=exercise,
        kind=kind,
        subject_uid=found.uid,
        url=found.url[:600],
        title=found.title,
        detail=found.detail,
        body=found.body[:LONGEST],
        folio=found.folio,
        head=fold(found.title),
        words=words,
        bare=plain(words),
    )
