"""The public pages of bodies and the directory; who keeps them sees also the buttons."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tequio.bodies import desk
from tequio.bodies.models import Seat
from tequio.bodies.permissions import can_keep
from tequio.bodies.queries.directory import directory_page, filters_in
from tequio.bodies.queries.origins import origins_page
from tequio.bodies.queries.pages import Done, NoSuchBody, bodies_page, body_at, body_page
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.actions import read_file
from tequio.people.visitors import person_of


def keeps(request: HttpRequest, exercise: ExerciseHeader) -> bool:
    person = person_of(request)
    return person is not None and can_keep(person, exercise.jurisdiction_id)


@exercise_page
def bodies(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    return render(request, "bodies/bodies.html", {"page": bodies_page(exercise, keeps=keeps(request, exercise))})


@exercise_page
def body(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    try:
        found = body_at(exercise, uid)
    except NoSuchBody as error:
        raise Http404(uid) from error
    mine = keeps(request, exercise)
    done = just_done(request, f"{exercise.url}organos/{uid}/") if mine else None
    return render(request, "bodies/body.html", {"page": body_page(exercise, found, keeps=mine, done=done)})


@exercise_page
def origins(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    try:
        page = origins_page(exercise, body_at(exercise, uid), request.GET.get("periodo", ""))
    except NoSuchBody as error:
        raise Http404(uid) from error
    return render(request, "bodies/origins.html", {"page": page})


def just_done(request: HttpRequest, url: str) -> Done | None:
    """What the address says that was done a moment ago; the undoing asks the action, which decides."""
    text, seat = desk.told(request.GET.get("hecho", "")), request.GET.get("asiento", "")
    if not text:
        return None
    return Done(text, f"{url}asientos/{seat}/deshacer/" if seat else "")


@exercise_page
def act_file(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    try:
        found = body_at(exercise, uid)
    except NoSuchBody as error:
        raise Http404(uid) from error
    if found.act_file is None:
        raise Http404(uid)
    response = HttpResponse(read_file(found.act_file), content_type=found.act_file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.act_file.original_name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@exercise_page
def directory(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    filters = filters_in(request.GET.dict())
    mine = keeps(request, exercise)
    done = desk.told_of_directory(request.GET.get("hecho", "")) if mine else ""
    page = directory_page(exercise, filters, keeps=mine, done=done)
    return render(request, "bodies/directory.html", {"page": page})


def seat_in(exercise: ExerciseHeader, uid: UUID, seat: UUID) -> Seat:
    found = Seat.objects.filter(uid=seat, body__uid=uid, body__jurisdiction=exercise.jurisdiction_id)
    one = found.select_related("body__jurisdiction", "organisation", "person").first()
    if one is None:
        raise NoSuchBody(seat)
    return one
