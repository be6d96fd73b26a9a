from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control

from tequio.calls import poster
from tequio.calls.models import Call
from tequio.calls.outlines import call_outline
from tequio.calls.queries import calls as queries
from tequio.calls.queries.data import call_data
from tequio.calls.queries.office import office_url
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.documents.rendering import render as render_file
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_read_reserved
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.visitors import person_of


@exercise_page
def call(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = queries.call_page(exercise, now=timezone.now(), chosen=request.GET.get("cual", ""))
    return shown(request, page)


def shown(request: HttpRequest, page: queries.CallPage) -> HttpResponse:
    """Whoever keeps the calls also sees the way to their office."""
    person = person_of(request)
    row = Exercise.objects.select_related("jurisdiction").filter(pk=page.exercise.id).first() if person else None
    if person and row and can_read_reserved(person, row, timezone.now()):
        page = replace(page, manage_url=office_url(page.exercise))
    return render(request, "calls/call.html", {"page": page})


def known(exercise: ExerciseHeader, uid: UUID) -> queries.CallPage:
    page = queries.call_page(exercise, now=timezone.now(), chosen=str(uid))
    if page.uid != str(uid):
        raise Http404(str(uid))
    return page


@exercise_page
def one(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    return shown(request, known(exercise, uid))


@exercise_page
def short(request: HttpRequest, exercise: ExerciseHeader, number: int) -> HttpResponse:
    """What a poster says, to be typed: it leads to the page."""
    found = queries.numbered(exercise)[number - 1 : number].values_list("uid", flat=True) if number else ()
    for uid in found:
        return HttpResponseRedirect(f"{exercise.url}convocatoria/{uid}/")
    raise Http404(str(number))


def given_out(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def public_call(exercise: ExerciseHeader, uid: UUID) -> Call:
    found = Call.objects.public().filter(exercise_id=exercise.id, uid=uid)
    row = found.select_related("exercise__jurisdiction", "selected_by", "decision", "reissue_of").first()
    if row is None:
        raise Http404(str(uid))
    return row


@exercise_page
def data(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    url = f"{settings.SITE_URL}{exercise.url}convocatoria/{uid}/"
    told = call_data(public_call(exercise, uid), exercise, url=url)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@exercise_page
def document(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, form: str) -> HttpResponse:
    row = public_call(exercise, uid)
    dated = row.published_at.astimezone(exercise.zone).date() if row.published_at else None
    foot = f"{settings.SITE_URL}{exercise.url}convocatoria/{uid}/"
    outline = call_outline(row, organisation=f"{exercise.office} · {exercise.place}", foot=foot, dated=dated)
    return given_out(render_file(outline, Form(form)), MEDIA_TYPES[Form(form)], f"convocatoria-{exercise.slug}.{form}")


@exercise_page
def poster_file(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    page = known(exercise, uid)
    number = queries.number_of(page.uid, exercise)
    content = poster.poster_pdf(page, address=f"{settings.SITE_URL}{exercise.url}convocatoria/{number}/")
    return given_out(content, MEDIA_TYPES[Form.PDF], f"cartel-{exercise.slug}.pdf")


@cache_control(public=True, max_age=3600)
@exercise_page
def share_picture(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    return HttpResponse(poster.share_png(known(exercise, uid)), content_type="image/png")
