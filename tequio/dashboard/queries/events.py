"""What the events of an exercise bring to «Esta semana» of who keeps it: one that passed and nobody said so, one whose call was
declared void, and relatorías to write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.dashboard.queries.desk import Desk
from tequio.dashboard.queries.todo import DECIDE, LATE, Todo, since_words
from tequio.listening.models import Event, EventStatus
from tequio.web.words import short_date

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
    asked |= Q(exercise__in=kept, status=EventStatus.OPEN, call__status="void")
    blank = Count("tables", filter=Q(tables__written_at__isnull=True))
    found = Event.objects.filter(asked | Q(exercise__in=kept, status=EventStatus.HELD)).annotate(blank=blank)
    found = found.exclude(status=EventStatus.HELD, blank=0).select_related("meeting").order_by("meeting__ends_at", "pk")
    for each in found[:SHOWN]:
        yield event_todo(desk, each, getattr(each, "blank", 0))


def said_of(ahead: bool) -> str:
    if ahead:
        return _("Sigue anunciado y su convocatoria se declaró desierta: si ya no se hará, cancélelo.")
    return _("Ya pasó: diga si se realizó o se canceló.")


def event_todo(desk: Desk, event: Event, blank: int) -> Todo:
    exercise = desk.exercises[event.exercise_id]
    day = event.meeting.ends_at.astimezone(exercise.jurisdiction.zone).date()
    held, today = event.status == EventStatus.HELD, desk.today[exercise.pk]
    ahead = not held and day >= today
    lacks = ngettext("Falta la relatoría de %(n)s mesa.", "Faltan las relatorías de %(n)s mesas.", blank) % {"n": blank}
    return Todo(
        group=DECIDE if ahead else LATE,
        what=event.meeting.title,
        detail=lacks if held else said_of(ahead),
        commitment=str(event.get_kind_display()),
        whose=_("La secretaría técnica"),
        since=_("Es el %(day)s") % {"day": short_date(day)} if ahead else since_words(day, today),
        button=_("Ver el evento"),
        url=f"/{exercise.slug}/eventos/{event.uid}/",
        order=day,
    )
