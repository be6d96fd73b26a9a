"""A session on another day, or not held; and its appointment for whoever keeps a calendar."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.bodies.actions import sessions
from tequio.bodies.desk_pages import Told
from tequio.bodies.models import Session
from tequio.bodies.session_forms import CancelForm, MoveForm
from tequio.bodies.views.session_door import Desk
from tequio.bodies.views.session_sheets import Sheet, answer
from tequio.bodies.views.sessions import body_in, session_in
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.formats import ical
from tequio.meetings.letters import entry_of, when, where

#: sessions of one feed, the last ones
SHOWN = 500
CALENDAR = "text/calendar; charset=utf-8"


def as_it_is(desk: Desk, request: HttpRequest) -> dict[str, object]:
    meeting, zone = desk.session.meeting, desk.session.exercise.jurisdiction.zone
    begins, ends = meeting.begins_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    return {
        "day": begins.date(),
        "hour": begins.time(),
        "ends": ends.time(),
        "where": meeting.place,
        "link": meeting.link,
    }


def told(desk: Desk) -> tuple[Told, ...]:
    lines = (Told(_("Hoy está para"), when(desk.session.meeting)), Told(_("Lugar"), where(desk.session.meeting)))
    if desk.session.convened_at is None:
        return (*lines, Told(_("A quién se avisa"), _("A nadie: todavía no se ha convocado.")))
    people = desk.session.meeting.invitations.filter(sent_at__isnull=False).count()
    notice = _("A las %(n)s personas invitadas, por correo y con la cita corregida.") % {"n": people}
    return (*lines, Told(_("A quién se avisa"), notice))


def move(desk: Desk, form: MoveForm) -> object:
    begins, ends = form.span()
    data = form.cleaned_data
    return sessions.move_session(
        session=desk.session,
        begins_at=begins,
        ends_at=ends,
        place=data["where"],
        link=data["link"],
        reason=data["reason"],
        by=desk.person,
        at=desk.at,
    )


def cancel(desk: Desk, form: CancelForm) -> object:
    return sessions.cancel_session(session=desk.session, reason=form.cleaned_data["reason"], by=desk.person, at=desk.at)


MOVE = Sheet(
    title=gettext_lazy("Mover la sesión"),
    lead=gettext_lazy("Otro día, otra hora u otro lugar. Quien ya fue invitado recibe el cambio y el motivo."),
    button=gettext_lazy("Mover y avisar"),
    form=MoveForm,
    does=move,
    after="",
    given=as_it_is,
    tells=told,
)
CANCEL = Sheet(
    title=gettext_lazy("Cancelar la sesión"),
    lead=gettext_lazy(
        "No se puede deshacer. La página de la sesión se queda, con el motivo; a quien fue invitado se le quita de su calendario."
    ),
    button=gettext_lazy("Cancelar la sesión y avisar"),
    form=CancelForm,
    does=cancel,
    after="",
    tells=told,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, uid: UUID, session: UUID, sheet: Sheet) -> HttpResponse:
    return answer(request, slug, uid, session, sheet)


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def calendar_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CALENDAR)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@exercise_page
def appointment(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID) -> HttpResponse:
    """The same identity as the invitation: added twice, a calendar keeps one."""
    found, _prepares = session_in(request, exercise, uid, session)
    if found.convened_at is None:
        raise Http404(session)
    entry = entry_of(found.meeting, url=f"{settings.SITE_URL}{exercise.url}organos/{uid}/sesiones/{session}/")
    content = b"".join(ical.stream(found.meeting.title, [entry], zone=exercise.zone, host=host()))
    return calendar_response(content, "sesion.ics")


@exercise_page
def feed(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    """Every session of the body that was called, also those that moved or were cancelled. One query."""
    body = body_in(exercise, uid)
    rows = Session.objects.filter(body=body, exercise=exercise.id, convened_at__isnull=False)
    held = rows.select_related("meeting__exercise__jurisdiction").order_by("-meeting__begins_at", "-pk")[:SHOWN]
    root = f"{settings.SITE_URL}{exercise.url}organos/{uid}/sesiones"
    entries = [entry_of(each.meeting, url=f"{root}/{each.uid}/") for each in held]
    name = _("Sesiones de %(body)s") % {"body": body.name}
    content = b"".join(ical.stream(name, entries, zone=exercise.zone, host=host(), url=f"{root}.ics"))
    return calendar_response(content, "sesiones.ics")
