"""What the events of an exercise bring to «Esta semana» of who keeps it: one that passed and nobody said so, and relatorías to write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.dashboard.queries.desk import Desk
from tequio.dashboard.queries.todo import LATE, Todo, since_words
from tequio.listening.models import Event, EventStatus

SHOWN = 50


def events(desk: Desk) -> Iterator[Todo]:
    """For the office. One query."""
    kept = desk.roles.kept & desk.exercises.keys()
    if not kept:
        return
    asked = Q(pk__in=[])
    for pk in kept:
        midnight = datetime.combine(desk.today[pk], time(), desk.exercises[pk].jurisdiction.zone)
        asked |= Q(exercise=pk, status=EventStatus.OPEN, meeting__ends_at__lt=midnight)
    blank = Count("tables", filter=Q(tables__written_at__isnull=True))
    found = Event.objects.filter(asked | Q(exercise__in=kept, status=EventStatus.HELD)).annotate(blank=blank)
    found = found.exclude(status=EventStatus.HELD, blank=0).select_related("meeting").order_by("meeting__ends_at", "pk")
    for each in found[:SHOWN]:
        yield event_todo(desk, each, getattr(each, "blank", 0))


def event_todo(desk: Desk, event: Event, blank: int) -> Todo:
    exercise = desk.exercises[event.exercise_id]
    day = event.meeting.ends_at.astimezone(exercise.jurisdiction.zone).date()
    held = event.status == EventStatus.HELD
    lacks = ngettext("Falta la relatoría de %(n)s mesa.", "Faltan las relatorías de %(n)s mesas.", blank) % {"n": blank}
    return Todo(
        group=LATE,
        what=event.meeting.title,
        detail=lacks if held else _("Ya pasó: diga si se realizó o se canceló."),
        commitment=str(event.get_kind_display()),
        whose=_("La secretaría técnica"),
        since=since_words(day, desk.today[exercise.pk]),
        button=_("Ver el evento"),
        url=f"/{exercise.slug}/eventos/{event.uid}/",
        order=day,
    )
