"""An event from its first draft until it was held: written, announced, moved, called off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.calls.models import Call
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.listening.actions.rules import (
    EventIsFixed,
    SaySomething,
    locked,
    note,
    refuse_unless_organises,
    refuse_unless_runs,
)
from tequio.listening.mechanics import refuse_without_mechanics
from tequio.listening.models import Event, EventKind, EventStatus, EventTopic
from tequio.meetings import actions as meetings
from tequio.meetings.models import Meeting
from tequio.people.models import Person

MOST_TOPICS = 20


class EventIsAhead(Refusal):
    code = "event-ahead"


class CallOfAnotherExercise(Refusal):
    code = "call-elsewhere"


@transaction.atomic
def prepare_event(
    *,
    exercise: Exercise,
    kind: str,
    title: str,
    purpose: str,
    begins_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    topics: Iterable[str] = (),
    how: str = "",
    place: str = "",
    link: str = "",
    call: Call | None = None,
    key: UUID | None = None,
) -> Event:
    """A draft that nobody else reads. ``topics``: what it is about, each in few words. The same ``key`` gives the same event."""
    refuse_unless_organises(by, exercise, at)
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    if key and (known := Event.objects.filter(key=key, exercise=exercise).first()) is not None:
        return known
    named = named_once(topics)
    refuse_incomplete(exercise, kind, title, purpose, call)
    meeting = meetings.arrange_meeting(
        exercise=exercise,
        title=title.strip()[:300],
        place=place.strip(),
        link=link,
        begins_at=begins_at,
        ends_at=ends_at,
        by=by,
        at=at,
    )
    made = Event.objects.create(
        exercise=exercise, meeting=meeting, kind=kind, purpose=purpose.strip(), how=how.strip(), call=call, key=key
    )
    write_topics(made, named)
    note("event_prepared", made, by, at, title=(None, meeting.title), kind=(None, kind), topics=(None, named))
    return made


def refuse_incomplete(exercise: Exercise, kind: str, title: str, purpose: str, call: Call | None) -> None:
    if kind not in EventKind.values:
        raise SaySomething(_("Elija qué clase de evento es."))
    if not (title.strip() and purpose.strip()):
        raise SaySomething(_("Escriba cómo se llama el evento y para qué es."))
    if call is not None and call.exercise_id != exercise.pk:
        raise CallOfAnotherExercise(_("Esa convocatoria es de otro ejercicio."))


def named_once(topics: Iterable[str]) -> list[str]:
    """As they were written, each once."""
    plain = (" ".join(each.split())[:120] for each in topics)
    return list({each.casefold(): each for each in plain if each}.values())[:MOST_TOPICS]


def write_topics(event: Event, names: list[str]) -> None:
    event.topics.all().delete()
    EventTopic.objects.bulk_create(
        EventTopic(event=event, name=name, position=place) for place, name in enumerate(names, 1)
    )


@transaction.atomic
def edit_event(
    *,
    event: Event,
    kind: str,
    title: str,
    purpose: str,
    begins_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    topics: Iterable[str] = (),
    how: str = "",
    place: str = "",
    link: str = "",
    call: Call | None = None,
) -> None:
    """Only a draft: what was announced is moved or called off, in sight of everybody."""
    refuse_unless_organises(by, event.exercise, at)
    locked(event, EventStatus.DRAFT)
    named = named_once(topics)
    refuse_incomplete(event.exercise, kind, title, purpose, call)
    before = {"kind": event.kind, "title": event.meeting.title}
    Meeting.objects.filter(pk=event.meeting_id).update(title=title.strip()[:300])
    event.meeting.refresh_from_db()
    meetings.move_meeting(
        meeting=event.meeting, begins_at=begins_at, ends_at=ends_at, place=place.strip(), link=link, by=by, at=at
    )
    event.kind, event.purpose, event.how, event.call = kind, purpose.strip(), how.strip(), call
    event.save(update_fields=["kind", "purpose", "how", "call"])
    write_topics(event, named)
    title_now = (before["title"], event.meeting.title)
    note("event_edited", event, by, at, title=title_now, kind=(before["kind"], kind), topics=(None, named))


@transaction.atomic
def open_event(*, event: Event, by: Person, at: datetime) -> None:
    """From now on anybody reads it; not before the call that sets its mechanics is published (requirement 7)."""
    refuse_unless_organises(by, event.exercise, at)
    locked(event, EventStatus.DRAFT)
    refuse_without_mechanics(event)
    Event.objects.filter(pk=event.pk).update(status=EventStatus.OPEN, opened_at=at)
    event.status, event.opened_at = EventStatus.OPEN, at
    call = event.call.title if event.call else None
    note("event_opened", event, by, at, status=("draft", "open"), call=(None, call))


@transaction.atomic
def move_event(
    *,
    event: Event,
    begins_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
    reason: str,
    by: Person,
    at: datetime,
) -> None:
    """Another hour or place, with its reason, which whoever reads the event reads too."""
    refuse_unless_organises(by, event.exercise, at)
    locked(event, EventStatus.OPEN)
    if not reason.strip():
        raise SaySomething(_("Ya se anunció: diga por qué cambia. Lo lee cualquiera."))
    meetings.move_meeting(
        meeting=event.meeting,
        begins_at=begins_at,
        ends_at=ends_at,
        place=place.strip(),
        link=link,
        reason=reason.strip()[:500],
        by=by,
        at=at,
    )


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by: Person, at: datetime) -> None:
    refuse_unless_organises(by, event.exercise, at)
    locked(event, EventStatus.DRAFT, EventStatus.OPEN)
    if not reason.strip():
        raise SaySomething(_("Para cancelar un evento hay que decir por qué."))
    meetings.cancel_meeting(meeting=event.meeting, reason=reason.strip()[:500], by=by, at=at)
    before = event.status
    Event.objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED)
    event.status = EventStatus.CANCELLED.value
    note("event_cancelled", event, by, at, status=(before, "cancelled"), reason=(None, reason.strip()))


@transaction.atomic
def hold_event(*, event: Event, by: Person, at: datetime) -> None:
    """It took place: its counts and its relatorías are public from now on."""
    refuse_unless_runs(by, event, at)
    locked(event, EventStatus.OPEN)
    if at < event.meeting.begins_at:
        raise EventIsAhead(_("El evento todavía no empieza: márquelo como realizado cuando haya empezado."))
    Event.objects.filter(pk=event.pk).update(status=EventStatus.HELD, held_at=at)
    event.status, event.held_at = EventStatus.HELD.value, at
    note("event_held", event, by, at, status=("open", "held"))


__all__ = [
    "CallOfAnotherExercise",
    "EventIsAhead",
    "EventIsFixed",
    "SaySomething",
    "cancel_event",
    "edit_event",
    "hold_event",
    "move_event",
    "open_event",
    "prepare_event",
]
