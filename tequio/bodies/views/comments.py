"""What an advisory body is asked and says of a version of a document."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tequio.bodies.actions.comments import open_comment_round
from tequio.bodies.comment_desk import DOES, DONE
from tequio.bodies.desk_forms import RoundForm
from tequio.bodies.desk_pages import DeskPage, errors_in, fields_of
from tequio.bodies.models import Body, CommentRound
from tequio.bodies.queries.comments import NoSuchRound, documents_offered, round_at, round_page, rounds_page
from tequio.bodies.queries.sessions import trail
from tequio.bodies.session_permissions import can_run_session
from tequio.bodies.typed import Typed
from tequio.bodies.views.session_files import file_response
from tequio.bodies.views.sessions import body_in, given_in, header_of
from tequio.core.refusals import Refusal
from tequio.documents.models import Issued
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.models import Version
from tequio.people.models import Person
from tequio.people.visitors import person_of
from tequio.web.pages import Crumb

TITLE = gettext_lazy("Preguntar al grupo asesor")
LEAD = gettext_lazy(
    "Se le escribe a quien ocupa cada asiento. La pregunta, los comentarios y lo que se contesta son públicos."
)


def runs(person: Person | None, exercise: ExerciseHeader, at: datetime) -> bool:
    return person is not None and can_run_session(person, Exercise.objects.get(pk=exercise.id), at)


def round_in(exercise: ExerciseHeader, uid: UUID, round: UUID) -> CommentRound:
    try:
        return round_at(exercise, body_in(exercise, uid), round)
    except NoSuchRound as error:
        raise Http404(round) from error


@exercise_page
def rounds(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    now = timezone.now()
    office = runs(person_of(request), exercise, now)
    page = rounds_page(
        exercise,
        body_in(exercise, uid),
        runs=office and exercise.takes_changes,
        now=now,
        asked=request.GET.get("pagina", ""),
    )
    return render(request, "bodies/comment_rounds.html", {"page": page})


@exercise_page
def round(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, round: UUID) -> HttpResponse:
    return shown(request, exercise, round_in(exercise, uid, round))


def shown(
    request: HttpRequest, exercise: ExerciseHeader, found: CommentRound, typed: Typed | None = None
) -> HttpResponse:
    now, person = timezone.now(), person_of(request)
    page = round_page(
        exercise,
        found,
        person,
        runs=exercise.takes_changes and runs(person, exercise, now),
        now=now,
        asked=request.GET.get("pagina", ""),
        typed=typed or Typed(),
        done=str(DONE.get(request.GET.get("hecho", ""), "")),
    )
    return render(request, "bodies/comment_round.html", {"page": page}, status=422 if typed else 200)


@exercise_page
def document(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, round: UUID) -> HttpResponse:
    """The very bytes that the comments are about."""
    file = round_in(exercise, uid, round).document.file
    if file.version != Version.PUBLIC:
        raise Http404(round)
    return file_response(file)


@require_POST
def act(request: HttpRequest, slug: str, uid: UUID, round: UUID, verb: str) -> HttpResponse:
    exercise, person = header_of(request, slug)
    found = round_in(exercise, uid, round)
    if verb not in DOES:
        raise Http404(verb)
    try:
        DOES[verb](found, given_in(request), person, timezone.now())
    except Refusal as refusal:
        typed = Typed.of(request, verb, str(refusal), request.POST.get("about", ""))
        return shown(request, exercise, round_in(exercise, uid, round), typed)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/comentarios/{round}/?hecho={verb}#hecho")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    exercise, person = header_of(request, slug)
    body, at = body_in(exercise, uid), timezone.now()
    if not runs(person, exercise, at):
        raise PermissionDenied(_("Las consultas al grupo asesor las lleva la secretaría técnica de este ejercicio."))
    refuse_if_archived(exercise)
    form = RoundForm(request.POST if request.method == "POST" else None, place=body.jurisdiction)
    form.fields["document"].choices = documents_offered(exercise)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = opened(exercise, body, form, person, at)
            return HttpResponseRedirect(f"{exercise.url}organos/{uid}/comentarios/{made.uid}/?hecho=preguntar#hecho")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "bodies/desk.html",
        {"page": ask_page(request, exercise, body, form)},
        status=422 if form.is_bound else 200,
    )


def opened(exercise: ExerciseHeader, body: Body, form: RoundForm, by: Person, at: datetime) -> CommentRound:
    data = form.cleaned_data
    rows = Issued.objects.select_related("exercise__jurisdiction")
    chosen = rows.get(exercise=exercise.id, uid=data["document"])
    return open_comment_round(body=body, document=chosen, asks=data["asks"], closes_on=data["closes_on"], by=by, at=at)


def ask_page(request: HttpRequest, exercise: ExerciseHeader, body: Body, form: RoundForm) -> DeskPage:
    url = f"{exercise.url}organos/{body.uid}/comentarios/"
    return DeskPage(
        exercise=exercise,
        title=str(TITLE),
        description=str(LEAD),
        crumbs=(*trail(exercise, body), Crumb(_("Comentarios"), url), Crumb(str(TITLE))),
        kicker=body.name,
        lead=str(LEAD),
        button=_("Pedir comentarios"),
        action=request.path,
        back_url=url,
        fields=fields_of(form),
        told=(),
        takes_files=False,
        errors=errors_in(form),
    )
