"""What stays of a meeting: its documents and its photographs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tequio.bodies.actions.photos import keep_photo, remove_photo
from tequio.bodies.meeting_outlines import GIVEN
from tequio.bodies.models import Session, SessionPhoto
from tequio.bodies.session_forms import PhotoForm
from tequio.bodies.views.session_door import Desk, desk_in
from tequio.bodies.views.session_files import file_response
from tequio.bodies.views.session_sheets import Sheet, answer
from tequio.bodies.views.sessions import session_in
from tequio.documents.rendering import MEDIA_TYPES, Form, render
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page


@exercise_page
def document(
    request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, name: str, form: str
) -> HttpResponse:
    """Public, made from the record: without the name of anybody who did not agree."""
    found, _runs = session_in(request, exercise, uid, session)
    given, outline = GIVEN[name]
    if not given(found):
        raise Http404(session)
    response = HttpResponse(render(outline(found), Form(form)), content_type=MEDIA_TYPES[Form(form)])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    return response


def keep(desk: Desk, form: PhotoForm) -> object:
    return keep_photo(
        session=desk.session,
        content=form.content(),
        name=form.file_name(),
        caption=form.cleaned_data["caption"],
        by=desk.person,
        at=desk.at,
    )


PHOTO = Sheet(
    title=gettext_lazy("Agregar una foto"),
    lead=gettext_lazy(
        "Para la memoria fotográfica. Se publica sin el lugar, la cámara ni la fecha que trae el archivo. Que quien sale en ella "
        "esté de acuerdo."
    ),
    button=gettext_lazy("Agregar la foto"),
    form=PhotoForm,
    does=keep,
    after="#fotos",
    to_conduct=False,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_photo(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    return answer(request, slug, uid, session, PHOTO)


def photo_in(session: Session, uid: UUID) -> SessionPhoto:
    rows = SessionPhoto.objects.select_related("file", "small", "session__body", "session__exercise__jurisdiction")
    return get_object_or_404(rows, uid=uid, session=session)


@exercise_page
def photo(
    request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, photo: UUID, small: bool
) -> HttpResponse:
    found, _runs = session_in(request, exercise, uid, session)
    one = photo_in(found, photo)
    return file_response(one.small if small else one.file)


@require_POST
def take_photo_away(request: HttpRequest, slug: str, uid: UUID, session: UUID, photo: UUID) -> HttpResponse:
    desk = desk_in(request, slug, uid, session)
    remove_photo(photo=photo_in(desk.session, photo), by=desk.person, at=desk.at)
    return HttpResponseRedirect(f"{desk.url}#fotos")
