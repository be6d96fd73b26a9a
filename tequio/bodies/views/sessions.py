"""The sessions of a body: their public pages, and the buttons of whoever runs them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tequio.bodies import session_desk
from tequio.bodies.models import Body, Session, SessionStatus
from tequio.bodies.queries.pages import NoSuchBody, body_at
from tequio.bodies.queries.sessions import NoSuchSession, session_at, session_page, sessions_page
from tequio.bodies.session_desk import Given
from tequio.bodies.session_permissions import can_check_in, can_prepare_session, can_read_session, can_run_session
from tequio.bodies.typed import Typed
from tequio.core.refusals import Refusal
from tequio.exercises import queries
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person


def body_in(exercise: ExerciseHeader, uid: UUID) -> Body:
    try:
        return body_at(exercise, uid)
    except NoSuchBody as error:
        raise Http404(uid) from error


def prepares(person: Person | None, body: Body, exercise: ExerciseHeader, at: datetime) -> bool:
    """Whether the buttons are shown; each action asks again."""
    return person is not None and can_prepare_session(person, body, Exercise.objects.get(pk=exercise.id), at)


def session_in(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID) -> tuple[Session, bool]:
    body = body_in(exercise, uid)
    runs = prepares(person_of(request), body, exercise, timezone.now())
    try:
        return session_at(exercise, uid, session, runs=runs), runs
    except NoSuchSession as error:
        raise Http404(session) from error


def refuse_unless(prepares: bool) -> None:
    """Before what came in the form is read: what is missing in it is told only to who may send it."""
    if not prepares:
        raise PermissionDenied(_("Las sesiones las preparan la secretaría técnica y los enlaces del órgano."))


def header_of(request: HttpRequest, slug: str) -> tuple[ExerciseHeader, Person]:
    person = require_person(request)
    try:
        return queries.header(slug, now=timezone.now(), seen_by=person), person
    except (Exercise.DoesNotExist, queries.ExerciseMoved) as error:
        raise Http404(slug) from error


def given_in(request: HttpRequest) -> Given:
    values = {name: str(value) for name, value in request.POST.items()}
    return Given(values, tuple(int(each) for each in request.POST.getlist("seat") if each.isdecimal()))


@exercise_page
def sessions(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    body = body_in(exercise, uid)
    runs = prepares(person_of(request), body, exercise, timezone.now())
    return render(request, "bodies/sessions.html", {"page": sessions_page(exercise, body, runs=runs)})


@exercise_page
def session(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID) -> HttpResponse:
    found, prepares_it = session_in(request, exercise, uid, session)
    person, runs = person_of(request), prepares_it and exercise.takes_changes
    page = session_page(
        exercise,
        found,
        runs=runs,
        conducts=person is not None and runs and can_run_session(person, found.exercise, timezone.now()),
        invited=person is not None and can_check_in(person, found),
        reads=person is not None and not runs and can_read_session(person, found, timezone.now()),
    )
    return render(request, "bodies/session.html", {"page": page})


@require_safe
def of_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is shared of an invitation: the public page of its session, and never the link that answers for somebody."""
    found = Session.objects.filter(meeting__uid=uid).exclude(status=SessionStatus.DRAFT)
    one = found.select_related("exercise", "body").first()
    if one is None:
        raise Http404(uid)
    return HttpResponseRedirect(f"/{one.exercise.slug}/organos/{one.body.uid}/sesiones/{one.uid}/")


@require_POST
def prepare(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    exercise, person = header_of(request, slug)
    body, real = body_in(exercise, uid), Exercise.objects.select_related("jurisdiction").get(pk=exercise.id)
    refuse_unless(can_prepare_session(person, body, real, timezone.now()))
    try:
        made = session_desk.prepare(body, real, given_in(request), person, timezone.now())
    except Refusal as refusal:
        page = sessions_page(exercise, body, runs=True, typed=Typed.of(request, "nueva", str(refusal)))
        return render(request, "bodies/sessions.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/sesiones/{made.uid}/")


@require_POST
def act(request: HttpRequest, slug: str, uid: UUID, session: UUID, verb: str) -> HttpResponse:
    exercise, person = header_of(request, slug)
    found, runs = session_in(request, exercise, uid, session)
    if verb not in session_desk.DOES:
        raise Http404(verb)
    refuse_unless(runs)
    try:
        session_desk.DOES[verb](found, given_in(request), person, timezone.now())
    except Refusal as refusal:
        again, _runs = session_in(request, exercise, uid, session)
        conducts = can_run_session(person, found.exercise, timezone.now())
        typed = Typed.of(request, verb, str(refusal))
        page = session_page(exercise, again, runs=runs, conducts=conducts, typed=typed)
        return render(request, "bodies/session.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/sesiones/{session}/#{verb}")
