"""The doors of this room: the office that keeps the calls, and whoever fills a form without an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.calls import permissions
from tequio.calls.actions import MOST_ENCLOSED
from tequio.calls.dialogue_desk import Voice, seats_held, seats_spoken_for
from tequio.calls.models import Call, FolioMiss, Mechanism
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise, can_read_reserved, can_see_exercise
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.people.models import Person
from tequio.people.visitors import network_of, person_of, require_person

#: folios that nobody issued, an hour and a network (docs/decisions: folio)
MISSES = 20
#: applications an hour and a network: a room full of people who apply shares one, a program that floods a call does too
SENT = 100
#: documents an hour and a network that are held for a form: those of as many applications
HELD = SENT * MOST_ENCLOSED
HOUR = timedelta(hours=1)

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, of which exercise, when. ``row`` is what the actions take, ``exercise`` what the pages show."""

    person: Person
    row: Exercise
    exercise: ExerciseHeader
    at: datetime
    can_edit: bool

    def call(self, uid: UUID) -> Call:
        rows = Call.objects.select_related("exercise__jurisdiction", "selected_by")
        found = rows.filter(exercise=self.row, uid=uid).first()
        if found is None:
            raise Http404(str(uid))
        return found


def office_page(view: View) -> View:
    """The secretaría técnica, and the auditor who looks and changes nothing."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        return view(request, visit_of(request, slug), **kwargs)

    return page


def visit_of(request: HttpRequest, slug: str) -> Visit:
    person, at = require_person(request), timezone.now()
    row = exercise_of(slug)
    if not can_see_exercise(person, row, at):
        raise Http404(slug)
    if not can_read_reserved(person, row, at):
        raise PermissionDenied(
            _("Las convocatorias y sus solicitudes las lleva la secretaría técnica de este ejercicio.")
        )
    can_edit = can_edit_exercise(person, row, at)
    if request.method == "POST" and not can_edit:
        raise PermissionDenied(_("La auditoría lee todo y no cambia nada."))
    if request.method == "POST":
        refuse_if_archived(row)
    return Visit(person, row, header_of(row, now=at), at, can_edit and row.takes_changes)


def exercise_of(slug: str) -> Exercise:
    found = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at a public call. ``person`` entered, or None; ``now`` is the clock of the page, which decides nothing."""

    call: Call
    exercise: ExerciseHeader
    person: Person | None
    now: datetime


def applicant_page(view: View) -> View:
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        now = timezone.now()
        public = Call.objects.public().filter(exercise__slug=slug, uid=uid).exclude(exercise__status="draft")
        found = public.select_related("exercise__jurisdiction").first()
        if found is None or not found.takes_applications:
            raise Http404(str(uid))
        refuse_if_archived(found.exercise)
        return view(request, Caller(found, header_of(found.exercise, now=now), person_of(request), now))

    return page


def _network(request: HttpRequest, what: str = "misses") -> str:
    return salted_hmac(f"tequio.calls.{what}", network_of(request), algorithm="sha256").hexdigest()


def sent_too_much(request: HttpRequest) -> bool:
    """Each application writes a letter to whatever address it says."""
    sent = FolioMiss.objects.filter(network=_network(request, "sent"), missed_at__gt=timezone.now() - HOUR)
    return sent.count() >= SENT


def note_sent(request: HttpRequest) -> None:
    FolioMiss.objects.create(network=_network(request, "sent"), missed_at=timezone.now())


def held_too_much(request: HttpRequest) -> bool:
    """What is held waits on the disk whether or not it is sent. Counts the documents of this form; asks nothing of one without."""
    number = len(request.FILES)
    if not number:
        return False
    network = _network(request, "held")
    if FolioMiss.objects.filter(network=network, missed_at__gt=timezone.now() - HOUR).count() >= HELD:
        return True
    FolioMiss.objects.bulk_create([FolioMiss(network=network, missed_at=timezone.now()) for _each in range(number)])
    return False


def guessed_too_much(request: HttpRequest) -> bool:
    """Counted in the database, so that it is one count whatever process answers."""
    missed = FolioMiss.objects.filter(network=_network(request), missed_at__gt=timezone.now() - HOUR)
    return missed.count() >= MISSES


def note_miss(request: HttpRequest) -> None:
    FolioMiss.objects.create(network=_network(request), missed_at=timezone.now())


def dialogue_door(view: View) -> View:
    """Whoever sits in a body of the place, and the office that keeps the dialogue."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        person, at = require_person(request), timezone.now()
        row = exercise_of(slug)
        if not can_see_exercise(person, row, at):
            raise Http404(slug)
        return view(request, voice_of(person, row, header_of(row, now=at), at), **kwargs)

    return page


def voice_of(person: Person, row: Exercise, exercise: ExerciseHeader, at: datetime) -> Voice:
    keeps = permissions.can_edit_mechanism(person, row, at)
    mechanism = Mechanism.objects.filter(exercise=row).select_related("organiser").first()
    if mechanism is not None:
        mechanism.exercise = row
    own = seats_held(person, row, at)
    return Voice(person, row, exercise, at, keeps, mechanism, own, seats_spoken_for(mechanism, own, keeps=keeps, at=at))


def can_review(visit: Visit, call: Call) -> bool:
    return permissions.can_review_applications(visit.person, call, visit.at)
