from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tequio.archive import actions, permissions, queries
from tequio.archive.doors import worker_at
from tequio.archive.models import Kind
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.actions import open_file
from tequio.files.models import StoredFile
from tequio.people.visitors import person_of
from tequio.web.form_errors import FormError

FIELDS = ("reason", "act", "receiver_post", "receiver_organisation")
DONE = {"pedido", "cerrado", "reabierto"}


@never_cache
@exercise_page
def hand_over(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    row = Exercise.objects.select_related("jurisdiction").get(pk=exercise.id)
    done = next((each for each in DONE if each in request.GET), "")
    page = queries.hand_over_page(row, person_of(request), now=timezone.now(), done=done)
    return render(request, "archive/hand_over.html", {"page": page})


@never_cache
@require_POST
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, person, now = worker_at(request, slug)
    kind = Kind.RESERVED if request.POST.get("kind") == Kind.RESERVED else Kind.PUBLIC
    actions.prepare_pack(exercise=exercise, kind=kind, by=person, at=now)
    return HttpResponseRedirect(f"/{exercise.slug}/entrega/?pedido=1#paquete")


@exercise_page
def public_pack(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponseBase:
    """Only what anybody may read is in it."""
    row = Exercise.objects.get(pk=exercise.id)
    pack = queries.pack_at(row, uid, Kind.PUBLIC, now=timezone.now())
    if pack is None or pack.file is None:
        raise Http404(str(uid))
    return sent(pack.file)


@never_cache
@require_POST
def take(request: HttpRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """By a button and not by a link: each time it is taken the record says so."""
    exercise, person, now = worker_at(request, slug)
    if not permissions.can_take_reserved(person, exercise, now):
        raise PermissionDenied(_("El paquete reservado se lo lleva sólo quien administra este ejercicio."))
    pack = queries.pack_at(exercise, uid, Kind.RESERVED, now=now)
    if pack is None:
        raise Http404(str(uid))
    return sent(actions.take_pack(pack=pack, by=person, at=now))


def sent(file: StoredFile) -> FileResponse:
    """Piece by piece, whatever its size."""
    return FileResponse(open_file(file), as_attachment=True, filename=file.original_name, content_type=file.media_type)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, person, now = worker_at(request, slug)
    if not permissions.can_close_term(person, exercise, now):
        raise PermissionDenied(_("El periodo lo cierra la administración del ejercicio."))
    errors: tuple[FormError, ...] = ()
    typed = {name: request.POST.get(name, "")[:2000] for name in FIELDS}
    if request.method == "POST":
        try:
            actions.close_term(exercise=exercise, by=person, at=now, **typed)
            return HttpResponseRedirect(f"/{exercise.slug}/entrega/?cerrado=1")
        except Refusal as refusal:
            errors = (FormError(str(refusal), getattr(refusal, "field", "")),)
    page = queries.term_page(exercise, typed, errors, reopens=False, now=now)
    return render(request, "archive/term.html", {"page": page}, status=422 if errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, person, now = worker_at(request, slug)
    if not permissions.can_reopen_term(person, exercise, now):
        raise PermissionDenied(_("Un ejercicio archivado lo reabre su administración."))
    errors: tuple[FormError, ...] = ()
    typed = {"reason": request.POST.get("reason", "")[:2000]}
    if request.method == "POST":
        try:
            actions.reopen_term(exercise=exercise, reason=typed["reason"], by=person, at=now)
            return HttpResponseRedirect(f"/{exercise.slug}/entrega/?reabierto=1")
        except Refusal as refusal:
            errors = (FormError(str(refusal), getattr(refusal, "field", "")),)
    page = queries.term_page(exercise, typed, errors, reopens=True, now=now)
    return render(request, "archive/term.html", {"page": page}, status=422 if errors else 200)
