from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.commitments import permissions, queries
from tequio.commitments.actions import publish_commitment, refuse_unless_editor
from tequio.commitments.desk import SheetDesk
from tequio.commitments.editing import order_commitment
from tequio.commitments.models import Commitment, CommitmentRemoval, Status
from tequio.commitments.removals import remove_commitment, restore_commitment
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader, ExerciseMoved, header
from tequio.people.models import Person
from tequio.people.visitors import require_person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.removals import TooLateToRestore

Answer = Callable[..., HttpResponse]


def writing_page(view: Answer) -> Answer:
    """The view receives the exercise, who entered and the hour."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, slug: str, **place: Any) -> HttpResponse:
        person, at = require_person(request), timezone.now()
        try:
            exercise = header(slug, now=at, seen_by=person)
        except (Exercise.DoesNotExist, ExerciseMoved) as error:
            raise Http404(slug) from error
        return view(request, exercise, person, at=at, **place)

    return page


def is_keeper(exercise: ExerciseHeader, person: Person, at: datetime) -> bool:
    stored = Exercise.objects.select_related("jurisdiction").get(pk=exercise.id)
    return permissions.can_create_commitment(person, stored, at)


def refuse_unless_keeper(exercise: ExerciseHeader, person: Person, at: datetime) -> None:
    if not is_keeper(exercise, person, at):
        raise PermissionDenied(_("Los compromisos los abre y los ordena la secretaría técnica."))
    refuse_if_archived(exercise)


def found_commitment(exercise: ExerciseHeader, **which: Any) -> Commitment:
    found = Commitment.objects.filter(exercise=exercise.id, **which).select_related(
        "exercise__jurisdiction",
        "workplan",
        "responsible__organisation__jurisdiction",
        "responsible__person",
        "continues",
    )
    commitment = found.first()
    if commitment is None:
        raise Http404(str(which))
    return commitment


@writing_page
def sheet(request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime, number: int) -> HttpResponse:
    commitment = found_commitment(exercise, number=number)
    refuse_unless_editor(person, commitment, at)
    refuse_if_archived(exercise)
    return SheetDesk(request, exercise, person, commitment, is_keeper=is_keeper(exercise, person, at), at=at).answered()


@writing_page
def new(request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime) -> HttpResponse:
    refuse_unless_keeper(exercise, person, at)
    return SheetDesk(request, exercise, person, None, is_keeper=True, at=at).answered()


@writing_page
def desk(request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime) -> HttpResponse:
    refuse_unless_keeper(exercise, person, at)
    if request.method != "POST":
        return listed(request, exercise, person, at)
    what, _colon, uid = request.POST.get("paso", "").partition(":")
    try:
        changed(request, what, commitment_at(exercise, uid), person, at)
    except Refusal as refusal:
        asks = uid if what == "quitar" else ""
        return listed(request, exercise, person, at, refusal, asks)
    place = "#deshacer" if what == "quitar" else f"?guardado=1#c-{uid}"
    return HttpResponseRedirect(f"{exercise.url}compromisos/editar/{place}")


def commitment_at(exercise: ExerciseHeader, uid: str) -> Commitment:
    try:
        return found_commitment(exercise, uid=UUID(uid))
    except ValueError as error:
        raise Http404(uid) from error


def changed(request: HttpRequest, what: str, commitment: Commitment, person: Person, at: datetime) -> None:
    """A button of the list."""
    who: dict[str, Any] = {"commitment": commitment, "by": person, "at": at}
    if what == "quitar":
        remove_commitment(reason=request.POST.get("motivo", "")[:1000], **who)
    elif what == "publicar":
        publish_commitment(**who)
    elif what in ("subir", "bajar"):
        before = {"number__lt": commitment.number, "exercise": commitment.exercise_id, "status": Status.DRAFT}
        place = Commitment.objects.filter(**before).count() + 1
        order_commitment(place=place - 1 if what == "subir" else place + 1, **who)


def told(refusal: Refusal | None) -> tuple[FormError, ...]:
    if refusal is None:
        return ()
    return (FormError(str(refusal), "motivo" if isinstance(refusal, NeedsAReason) else ""),)


def crumbs_of(exercise: ExerciseHeader) -> tuple[Crumb, ...]:
    public = Crumb(_("Compromisos"), f"{exercise.url}compromisos/")
    return (Crumb(_("Inicio"), "/"), exercise.crumb(), public, Crumb(_("Editar")))


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def listed(
    request: HttpRequest,
    exercise: ExerciseHeader,
    person: Person,
    at: datetime,
    refusal: Refusal | None = None,
    asks: str = "",
) -> HttpResponse:
    page = queries.desk_page(
        exercise,
        base=f"{exercise.url}compromisos/editar/",
        crumbs=crumbs_of(exercise),
        person_id=person.pk,
        now=at,
        page=number_in(request.GET.get("pagina", "")),
        saved="guardado" in request.GET,
        errors=told(refusal),
        asks=(asks or request.GET.get("quitar", "")[:36], request.POST.get("motivo", "")[:1000]),
    )
    return render(request, "commitments/desk.html", {"page": page}, status=422 if refusal else 200)


@writing_page
def restore(request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime, uid: UUID) -> HttpResponse:
    refuse_unless_keeper(exercise, person, at)
    removal = CommitmentRemoval.objects.filter(exercise=exercise.id, uid=uid).first()
    if removal is None:
        raise Http404(uid)
    if request.method == "POST":
        try:
            restore_commitment(removal=removal, by=person, at=at)
        except TooLateToRestore as refusal:
            return listed(request, exercise, person, at, refusal)
    return HttpResponseRedirect(f"{exercise.url}compromisos/editar/?guardado=1")
