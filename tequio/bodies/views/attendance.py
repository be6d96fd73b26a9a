"""The door of a session: the screen with the code, «Estoy aquí» on a phone, the list of the table and the signed sheet."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.bodies.actions import attendance
from tequio.bodies.actions.attendance import NotInThisSession
from tequio.bodies.models import Seat, Session
from tequio.bodies.papers import list_of, public_list
from tequio.bodies.queries.attendance import arrival_page, door_page, register_page
from tequio.bodies.views.session_door import Desk, desk_in
from tequio.bodies.views.session_files import file_response
from tequio.bodies.views.sessions import session_in
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.permissions import can_edit_exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.meetings.actions import CODES, CodeHasExpired, meeting_of_code
from tequio.meetings.keeping import hold_or_release
from tequio.meetings.letters import opened_invitation
from tequio.meetings.models import Attendance, Invitation, Way
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person
from tequio.places.clock import database_now
from tequio.places.queries import Origin, is_uid, origin_of
from tequio.web.form_errors import FormError


@never_cache
@require_safe
def door(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    desk = desk_in(request, slug, uid, session, to_conduct=True)
    refuse_if_archived(desk.exercise)
    page = door_page(desk.exercise, desk.session, now=database_now())
    return render(request, "bodies/door.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    desk = desk_in(request, slug, uid, session, to_conduct=True)
    holds = can_edit_exercise(desk.person, desk.session.exercise, desk.at)
    if request.method != "POST":
        page = register_page(desk.exercise, desk.session, done=request.GET.get("hecho", ""), holds=holds)
        return render(request, "bodies/register.html", {"page": page})
    try:
        done = noted(request, desk)
    except Refusal as refusal:
        marked = None if "do" in request.POST else seats_in(request, "seat")
        errors, way = (FormError(str(refusal), field_of(request)),), way_in(request)
        page = register_page(desk.exercise, desk.session, marked=marked, way=way, errors=errors, holds=holds)
        return render(request, "bodies/register.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{desk.url}registro/?hecho={done}#hecho")


def field_of(request: HttpRequest) -> str:
    if "do" in request.POST:
        return "hold-reason"
    return "origen" if "arrival" in request.POST else "lista"


def noted(request: HttpRequest, desk: Desk) -> str:
    if "arrival" in request.POST:
        return origin_noted(request, desk)
    if "do" in request.POST:
        return hold_or_release(desk.session.meeting, request.POST, {"by": desk.person, "at": desk.at})
    if request.POST.get("guest"):
        invitation = Invitation.objects.select_related("person").filter(meeting=desk.session.meeting_id)
        found = invitation.filter(uid=uuid_in(request.POST["guest"])).first()
        if found is None:
            raise Http404(request.POST["guest"])
        attendance.note_guest(
            session=desk.session, person=found.person, sector=found.sector, by=desk.person, at=desk.at
        )
        return "llegada"
    seats = Seat.objects.filter(pk__in=seats_in(request, "seat"), body=desk.session.body)
    shown, way = seats_in(request, "shown"), way_in(request)
    attendance.note_attendance(session=desk.session, seats=seats, shown=shown, way=way, by=desk.person, at=desk.at)
    return "asistencia"


def origin_noted(request: HttpRequest, desk: Desk) -> str:
    """Where one of those who are here comes from."""
    here = Attendance.objects.select_related("person", "meeting__exercise").filter(meeting=desk.session.meeting_id)
    arrival = here.filter(uid=request.POST["arrival"]).first() if is_uid(request.POST["arrival"]) else None
    if arrival is None:
        raise NotInThisSession(_("Elija a una persona de las que llegaron."))
    origin = origin_in(request, desk.session)
    attendance.note_origin(
        session=desk.session,
        arrival=arrival,
        territory=origin.words,
        comes_from=origin.territory,
        by=desk.person,
        at=desk.at,
    )
    return "origen"


def origin_in(request: HttpRequest, session: Session) -> Origin:
    chosen, words = request.POST.get("territory", ""), request.POST.get("territory_words", "")
    return origin_of(session.exercise.jurisdiction_id, chosen=chosen[:40], words=words[:120])


def seats_in(request: HttpRequest, name: str) -> frozenset[int]:
    return frozenset(int(each) for each in request.POST.getlist(name) if each.isdecimal() and len(each) < 18)


def way_in(request: HttpRequest) -> str:
    return Way.LIST if request.POST.get("way") == Way.LIST else Way.HAND


def uuid_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404(text) from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, code: str) -> HttpResponse:
    """Reading the code says nothing yet: a program that opens every link must not arrive for anybody."""
    session = session_of_code(code)
    person = arriving(request, session)
    errors: tuple[FormError, ...] = ()
    if request.method == "POST":
        try:
            arrive(request, session, code, person or require_person(request))
            return HttpResponseRedirect(request.path)
        except Refusal as refusal:
            errors = (FormError(str(refusal)),)
    invited = Invitation.objects.filter(meeting=session.meeting_id, person=person).first() if person else None
    now, fresh = database_now(), is_fresh(code)
    page = arrival_page(session, invited, known=person is not None, fresh=fresh, now=now, errors=errors)
    return render(request, "bodies/arrival.html", {"page": page}, status=422 if errors else 200)


def arrive(request: HttpRequest, session: Session, code: str, by: Person) -> None:
    """With what she says of where she comes from, if she says it."""
    said, at = origin_in(request, session), timezone.now()
    attendance.check_in(session=session, code=code, territory=said.words, comes_from=said.territory, by=by, at=at)


def session_of_code(code: str) -> Session:
    try:
        uid = UUID(CODES.unsign(code))
    except (BadSignature, ValueError) as error:
        raise Http404(code) from error
    found = Session.objects.filter(meeting__uid=uid).select_related(
        "body__jurisdiction", "exercise__jurisdiction", "meeting__exercise__jurisdiction"
    )
    if (one := found.first()) is None:
        raise Http404(code)
    return one


def is_fresh(code: str) -> bool:
    try:
        meeting_of_code(code)
    except CodeHasExpired:
        return False
    return True


def arriving(request: HttpRequest, session: Session) -> Person | None:
    """Who entered, or whose letter was opened in this very browser."""
    if (person := person_of(request)) is not None:
        return person
    opened = opened_invitation(request.COOKIES, session.meeting)
    return opened.person if opened else None


@exercise_page
def public_attendance(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID) -> HttpResponse:
    found, _runs = session_in(request, exercise, uid, session)
    if (file := public_list(found)) is None:
        raise Http404(session)
    return file_response(file)


@never_cache
@require_safe
def signed_list(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    """The reserved sheet, for whoever conducts the session and for the auditor."""
    desk = desk_in(request, slug, uid, session, to_conduct=True, to_read=True)
    if (file := list_of(desk.session)) is None:
        raise Http404(session)
    return file_response(file)
