"""The days of a series before it is stored, each with what it clashes with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.bodies.desk_pages import FieldShown
from tequio.bodies.models import Body, Seat, Session, SessionStatus
from tequio.bodies.queries.sessions import trail
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.meetings.queries import Clash, calendar_of, clashes
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

Span = tuple[datetime, datetime]
SAID = {
    "holiday": gettext_lazy("Es inhábil: %(what)s."),
    "place": gettext_lazy("El lugar está ocupado a esa hora: «%(what)s»."),
    "time": gettext_lazy("A esa hora ya hay otra reunión de este ejercicio: «%(what)s»."),
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``value`` is its day in the form; ``warnings`` say what it clashes with."""

    value: str
    words: str
    marked: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """The form as it stands, and the days that it asks for."""

    action: str
    key: str
    fields: tuple[FieldShown, ...]
    days: tuple[Occurrence, ...]
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    action: str
    back_url: str
    fields: tuple[FieldShown, ...]
    term: date | None
    key: str
    days: tuple[Occurrence, ...]
    errors: tuple[FormError, ...]

    @property
    def seen(self) -> str:
        """The days that the form has shown, for the form to tell."""
        return ",".join(each.value for each in self.days)

    @property
    def warned(self) -> int:
        return sum(bool(each.warnings) for each in self.days)


def page_of(exercise: ExerciseHeader, body: Body, own: Exercise, sheet: SeriesSheet) -> SeriesPage:
    sessions = f"{exercise.url}organos/{body.uid}/sesiones/"
    return SeriesPage(
        exercise=exercise,
        title=_("Programar una serie de sesiones"),
        description=_(
            "Cada fecha queda como una sesión en preparación, con su orden del día y su acta. Nadie recibe nada todavía."
        ),
        crumbs=(*trail(exercise, body), Crumb(_("Sesiones"), sessions), Crumb(_("Serie"))),
        body=body.name,
        action=sheet.action,
        back_url=sessions,
        fields=sheet.fields,
        term=own.period_ends_on,
        key=sheet.key,
        days=sheet.days,
        errors=sheet.errors,
    )


def occurrences(
    body: Body, exercise: Exercise, spans: list[Span], *, place: str, marked: frozenset[date] | None
) -> tuple[Occurrence, ...]:
    """``marked``: the days that were chosen; None: every one that is not a day off. Six queries, whatever the number of days."""
    clashing = clashes(exercise, spans, place=place, calendar=calendar_of(exercise.jurisdiction), but=set())
    found = warnings_of(clashing, shared_sessions(body, exercise, spans))
    closed = {each.day for each in clashing if each.kind == "holiday"}
    zone = exercise.jurisdiction.zone
    days = [begins.astimezone(zone).date() for begins, _ends in spans]
    return tuple(
        Occurrence(
            value=day.isoformat(),
            words=f"{WEEKDAYS[day.weekday()]} {words.long_date(day)}".lower(),
            marked=day not in closed if marked is None else day in marked,
            warnings=tuple(found[day]),
        )
        for day in days
    )


def warnings_of(clashing: list[Clash], shared: list[tuple[date, str, int]]) -> dict[date, list[str]]:
    """Another meeting that is told with the people it shares is not told a second time."""
    told: dict[date, list[str]] = defaultdict(list)
    known = {(day, title) for day, title, _people in shared}
    for clash in clashing:
        if clash.kind != "time" or (clash.day, clash.what) not in known:
            told[clash.day].append(str(SAID[clash.kind]) % {"what": clash.what})
    for day, title, people in shared:
        told[day].append(
            ngettext(
                "«%(title)s» es a la misma hora y comparte a %(n)s persona con este órgano.",
                "«%(title)s» es a la misma hora y comparte a %(n)s personas con este órgano.",
                people,
            )
            % {"title": title, "n": people}
        )
    return told


def shared_sessions(body: Body, exercise: Exercise, spans: list[Span]) -> list[tuple[date, str, int]]:
    """Sessions of other bodies, of any exercise, at the same time and with the same people: (day, title, how many). Three queries."""
    zone = exercise.jurisdiction.zone
    day = spans[0][0].astimezone(zone).date()
    mine = set(Seat.objects.held_on(day).filter(body=body, person__isnull=False).values_list("person_id", flat=True))
    near = Session.objects.filter(
        meeting__begins_at__lt=max(ends for _begins, ends in spans),
        meeting__ends_at__gt=min(begins for begins, _ends in spans),
        status__in=(SessionStatus.DRAFT, SessionStatus.CONVENED, SessionStatus.OPEN),
    ).exclude(body=body)
    others = list(near.select_related("meeting").order_by("meeting__begins_at", "pk"))
    seats = Seat.objects.held_on(day).filter(body__in={each.body_id for each in others}, person__in=mine)
    shared: dict[int, set[int | None]] = defaultdict(set)
    for held, person in seats.values_list("body_id", "person_id"):
        shared[held].add(person)
    return [
        (begins.astimezone(zone).date(), each.meeting.title, len(shared[each.body_id]))
        for begins, ends in spans
        for each in others
        if each.meeting.begins_at < ends and begins < each.meeting.ends_at and shared[each.body_id]
    ]
