"""One point of a session: its vote, its outcome and its agreements."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tequio.bodies import item_desk
from tequio.bodies.models import AgendaItem
from tequio.bodies.queries.items import NoSuchItem, item_at, item_room
from tequio.bodies.typed import Typed
from tequio.bodies.views.sessions import given_in, header_of, session_in
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.visitors import person_of


def item_in(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, item: UUID) -> AgendaItem:
    found, _runs = session_in(request, exercise, uid, session)
    try:
        return item_at(found, item)
    except NoSuchItem as error:
        raise Http404(item) from error


@exercise_page
def item(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, item: UUID) -> HttpResponse:
    found = item_in(request, exercise, uid, session, item)
    done = str(item_desk.DONE.get(request.GET.get("hecho", ""), ""))
    page = item_room(exercise, found, person_of(request), timezone.now(), done=done)
    return render(request, "bodies/item.html", {"page": page})


@require_POST
def act(request: HttpRequest, slug: str, uid: UUID, session: UUID, item: UUID, verb: str) -> HttpResponse:
    exercise, person = header_of(request, slug)
    found = item_in(request, exercise, uid, session, item)
    if verb not in item_desk.DOES:
        raise Http404(verb)
    try:
        item_desk.DOES[verb](found, given_in(request), person, timezone.now())
    except Refusal as refusal:
        again = item_in(request, exercise, uid, session, item)
        typed = Typed.of(request, verb, str(refusal))
        page = item_room(exercise, again, person, timezone.now(), typed=typed)
        return render(request, "bodies/item.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/sesiones/{session}/puntos/{item}/?hecho={verb}#hecho")
