"""The doors of this room: whoever organises and runs events, the auditor who reads them, and the office that notes its advice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.documents.permissions import can_issue_document
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_see_exercise
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.listening import permissions
from tequio.listening.models import Event, EventTable
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with the events of an exercise. ``notes``: the advice of the office; ``issues``: with folio."""

    organises: bool = False
    runs: bool = False
    reads: bool = False
    notes: bool = False
    issues: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Who is at the desk, of which exercise, before which event and which table of it."""

    person: Person
    row: Exercise
    exercise: ExerciseHeader
    at: datetime
    may: Rights
    event: Event | None = None
    table: EventTable | None = None

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.person, "at": self.at}

    @property
    def mine(self) -> Event:
        return cast("Event", self.event)

    @property
    def here(self) -> EventTable:
        return cast("EventTable", self.table)


def rights_of(person: Person | None, row: Exercise, at: datetime) -> Rights:
    if person is None:
        return Rights()
    runs = permissions.can_run_event(person, row, at)
    return Rights(
        organises=runs or permissions.can_organise_event(person, row, at),
        runs=runs,
        reads=runs or permissions.can_read_event(person, row, at),
        notes=permissions.can_note_advice(person, row, at),
        issues=can_issue_document(person, row, at),
    )


def rights_in(request: HttpRequest, exercise: ExerciseHeader) -> Rights:
    """For the buttons of a public page; each action asks again. No query for who did not enter."""
    person = person_of(request)
    if person is None:
        return Rights()
    row = Exercise.objects.select_related("jurisdiction").get(pk=exercise.id)
    return offered(rights_of(person, row, timezone.now()), row)


def offered(may: Rights, row: Exercise) -> Rights:
    """Of an archived exercise it is only read."""
    return may if row.takes_changes else Rights(reads=may.reads)


def event_in(row_id: int, uid: UUID, *, all_of_them: bool) -> Event:
    """A draft, and one that was called off before it was announced, is only for who works with it."""
    rows = Event.objects.all() if all_of_them else Event.objects.public()
    known = rows.filter(exercise=row_id, uid=uid)
    found = known.select_related("exercise__jurisdiction", "meeting__exercise__jurisdiction", "call").first()
    if found is None:
        raise Http404(str(uid))
    return found


def event_desk(view: View) -> View:
    """Whoever organises the events of the place."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(
        request: HttpRequest, slug: str, uid: UUID | None = None, number: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        person, at = require_person(request), timezone.now()
        row = exercise_of(slug, person, at)
        may = rights_of(person, row, at)
        event = event_in(row.pk, uid, all_of_them=may.organises or may.reads) if uid else None
        if not may.organises and not (may.reads and request.method != "POST"):
            raise PermissionDenied(_("Los eventos los organizan la secretaría técnica, quien facilita y los enlaces."))
        table = event.tables.filter(number=number).first() if event and number else None
        if number and table is None:
            raise Http404(str(number))
        if table is not None and event is not None:
            table.event = event
        return view(request, Spot(person, row, header_of(row, now=at), at, offered(may, row), event, table), **kwargs)

    return page


def advice_desk(view: View) -> View:
    """The office, and the auditor who looks and changes nothing."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str) -> HttpResponse:
        person, at = require_person(request), timezone.now()
        row = exercise_of(slug, person, at)
        may = rights_of(person, row, at)
        if not may.notes and not (request.method != "POST" and permissions.can_read_advice(person, row, at)):
            raise PermissionDenied(_("Las orientaciones las anota la oficina que las da: la secretaría técnica."))
        return view(request, Spot(person, row, header_of(row, now=at), at, offered(may, row)))

    return page


def exercise_of(slug: str, person: Person, at: datetime) -> Exercise:
    found = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if found is None or not can_see_exercise(person, found, at):
        raise Http404(slug)
    return found
