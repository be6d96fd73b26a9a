"""The acta of a session: its page, its buttons and its files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tequio.bodies import minutes_desk
from tequio.bodies.minutes_outline import minutes_outline
from tequio.bodies.queries.minutes import minutes_page, reads_draft
from tequio.bodies.typed import Typed
from tequio.bodies.views.sessions import given_in, header_of, session_in
from tequio.core.refusals import Refusal
from tequio.documents.queries import content_now
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.visitors import person_of


@exercise_page
def acta(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID) -> HttpResponse:
    found, _runs = session_in(request, exercise, uid, session)
    done = str(minutes_desk.DONE.get(request.GET.get("hecho", ""), ""))
    page = minutes_page(exercise, found, person_of(request), timezone.now(), done=done)
    return render(request, "bodies/acta.html", {"page": page})


@require_POST
def act(request: HttpRequest, slug: str, uid: UUID, session: UUID, verb: str) -> HttpResponse:
    exercise, person = header_of(request, slug)
    found, _runs = session_in(request, exercise, uid, session)
    if verb not in minutes_desk.DOES:
        raise Http404(verb)
    try:
        minutes_desk.DOES[verb](found, given_in(request), person, timezone.now())
    except Refusal as refusal:
        again, _runs = session_in(request, exercise, uid, session)
        typed = Typed.of(request, verb, str(refusal), request.POST.get("about", ""))
        page = minutes_page(exercise, again, person, timezone.now(), typed=typed)
        return render(request, "bodies/acta.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/sesiones/{session}/acta/?hecho={verb}#hecho")


@exercise_page
def file(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, form: str) -> HttpResponse:
    """The approved one; the draft too for whom it is to be read."""
    found, _runs = session_in(request, exercise, uid, session)
    minutes = getattr(found, "minutes", None)
    if minutes is None or not (minutes.approved_at or reads_draft(found, person_of(request), timezone.now())):
        raise Http404(session)
    content = content_now(minutes_outline(found), Form(form), kind="acta", subject_uid=found.uid)
    response = HttpResponse(content, content_type=MEDIA_TYPES[Form(form)])
    response["Content-Disposition"] = content_disposition_header(True, f"acta.{form}") or "attachment"
    return response
