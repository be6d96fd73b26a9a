"""Papers of a session: they come in by a sheet and are opened by those who may; the signed sheet of attendance too."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.bodies.actions.agenda import remove_paper
from tequio.bodies.models import AgendaItem, Paper, Session
from tequio.bodies.papers import give_list, give_paper
from tequio.bodies.queries.papers import called_page
from tequio.bodies.session_forms import ListForm, PaperForm
from tequio.bodies.session_permissions import can_read_papers
from tequio.bodies.views.session_door import Desk, desk_in
from tequio.bodies.views.session_files import file_response
from tequio.bodies.views.session_sheets import Sheet, answer
from tequio.bodies.views.sessions import session_in
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.models import Version
from tequio.meetings.letters import answer_signature, remember
from tequio.meetings.models import Invitation
from tequio.people.visitors import person_of
from tequio.web.refusals import error_page


def keep_paper(desk: Desk, form: PaperForm) -> object:
    data = form.cleaned_data
    item = AgendaItem.objects.select_related("session__body", "session__exercise").get(
        session=desk.session, uid=data["item"]
    )
    return give_paper(
        item=item,
        content=form.content(),
        name=form.file_name(),
        title=data["title"],
        public=data["shown"] == "public",
        by=desk.person,
        at=desk.at,
    )


def points(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    rows = desk.session.items.order_by("position").values_list("uid", "position", "title")
    return {"item": [(str(uid), f"{position}. {title[:90]}") for uid, position, title in rows]}


def keep_list(desk: Desk, form: ListForm) -> object:
    return give_list(session=desk.session, content=form.content(), name=form.file_name(), by=desk.person, at=desk.at)


PAPER = Sheet(
    title=gettext_lazy("Agregar un documento"),
    lead=gettext_lazy("Lo que hay que leer antes de tratar un punto. Se nombra en la invitación."),
    button=gettext_lazy("Agregar"),
    form=PaperForm,
    does=keep_paper,
    after="#orden",
    to_conduct=False,
    given=lambda desk, request: {"item": request.GET.get("punto", ""), "shown": "invited"},
    choices=points,
)
LIST = Sheet(
    title=gettext_lazy("Subir la lista firmada"),
    lead=gettext_lazy(
        "La hoja con nombres y firmas queda reservada. De lo que se anotó sale una versión pública con asientos, sectores y cuántas "
        "personas fueron, sin ningún nombre."
    ),
    button=gettext_lazy("Guardar la lista"),
    form=ListForm,
    does=keep_list,
    after="registro/?hecho=lista#hecho",
    back="registro/",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    return answer(request, slug, uid, session, PAPER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload_list(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    return answer(request, slug, uid, session, LIST)


@require_POST
def remove(request: HttpRequest, slug: str, uid: UUID, session: UUID, paper: UUID) -> HttpResponse:
    desk = desk_in(request, slug, uid, session)
    found = paper_in(desk.session, paper)
    try:
        remove_paper(paper=found, by=desk.person, at=desk.at)
    except Refusal as refusal:
        return error_page(request, 409, str(PAPER.title), str(refusal))
    return HttpResponseRedirect(f"{desk.url}#orden")


def paper_in(session: Session, uid: UUID) -> Paper:
    rows = Paper.objects.select_related("file", "item__session__body", "item__session__exercise__jurisdiction")
    return get_object_or_404(rows, uid=uid, item__session=session)


@exercise_page
def paper(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, session: UUID, paper: UUID) -> HttpResponse:
    """To whoever may not read it, it does not exist."""
    found, prepares = session_in(request, exercise, uid, session)
    one, person = paper_in(found, paper), person_of(request)
    public = one.file.version == Version.PUBLIC
    if not (public or prepares or (person and can_read_papers(person, found, timezone.now()))):
        raise Http404(paper)
    return file_response(one.file)


def called(uid: UUID, signature: str) -> tuple[Invitation, Session]:
    """Whoever has the letter reads what it calls to."""
    rows = Invitation.objects.select_related("meeting__exercise__jurisdiction", "person")
    invitation = get_object_or_404(rows, uid=uid)
    if not constant_time_compare(signature, answer_signature(uid)):
        raise Http404(uid)
    session = get_object_or_404(Session.objects.select_related("body", "exercise"), meeting=invitation.meeting)
    return invitation, session


@never_cache
@require_safe
def invited_agenda(request: HttpRequest, uid: UUID, signature: str) -> HttpResponse:
    invitation, session = called(uid, signature)
    page = called_page(session, f"/invitacion/{uid}/{signature}/")
    response = render(request, "bodies/called.html", {"page": page})
    remember(response, invitation, now=timezone.now())
    return response


@never_cache
@require_safe
def invited_paper(request: HttpRequest, uid: UUID, signature: str, paper: UUID) -> HttpResponse:
    _invitation, session = called(uid, signature)
    return file_response(paper_in(session, paper).file)
