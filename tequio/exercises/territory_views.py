"""HTTP of the tree of territories: everybody reads it, the office of the place keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.refusals import Refusal
from tequio.core.territories import Listed
from tequio.exercises import queries, territory_desk
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.territory_desk import SHEETS, Sheet, WrongField
from tequio.exercises.territory_pages import (
    ListPage,
    NoSuchTerritory,
    TerritoryFormPage,
    branch_page,
    kind_options,
    planned_shown,
    territory_at,
    trail,
    tree_page,
)
from tequio.exercises.views import exercise_page
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person
from tequio.places import actions
from tequio.places.actions.territories import plan_of
from tequio.places.clock import database_now
from tequio.places.models import Jurisdiction, Level, Territory
from tequio.places.permissions import can_edit_territories
from tequio.places.queries import territory_choices
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.web.refusals import error_page

NO_ERRORS: tuple[FormError, ...] = ()
NEW = ("name", "kind", "code", "into", "into_words")


def edits(request: HttpRequest, exercise: ExerciseHeader) -> bool:
    person = person_of(request)
    return person is not None and can_edit_territories(person, exercise.jurisdiction_id)


def number_in(request: HttpRequest) -> int:
    asked = request.GET.get("pagina", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1


@exercise_page
def tree(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    query, may = request.GET.get("q", "").strip()[:100], edits(request, exercise)
    done = territory_desk.told(request.GET.get("hecho", "")) if may else ""
    page = tree_page(exercise, query=query, page=number_in(request), may=may, done=done)
    return render(request, "exercises/territories.html", {"page": page})


@exercise_page
def branch(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    may = edits(request, exercise)
    done = territory_desk.told(request.GET.get("hecho", "")) if may else ""
    page = branch_page(exercise, found(exercise, uid), page=number_in(request), may=may, done=done)
    return render(request, "exercises/territories.html", {"page": page})


def found(exercise: ExerciseHeader, uid: UUID) -> Territory:
    try:
        return territory_at(exercise, uid)
    except NoSuchTerritory as error:
        raise Http404(uid) from error


def doorkeeper(request: HttpRequest, slug: str) -> tuple[ExerciseHeader, Person]:
    """The exercise and who keeps the territories of its place."""
    person = require_person(request)
    try:
        exercise = queries.header(slug, now=database_now(), seen_by=person)
    except (Exercise.DoesNotExist, queries.ExerciseMoved) as error:
        raise Http404(slug) from error
    if not can_edit_territories(person, exercise.jurisdiction_id):
        raise PermissionDenied(_("Los territorios los lleva la secretaría técnica de este lugar."))
    return exercise, person


def typed_in(request: HttpRequest, fields: tuple[str, ...]) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in fields}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, person = doorkeeper(request, slug)
    typed, errors = {**dict.fromkeys(NEW, ""), "kind": "colonia", "into": request.GET.get("en", "")[:40]}, NO_ERRORS
    if request.method == "POST":
        typed = typed_in(request, NEW)
        try:
            place = Jurisdiction.objects.get(pk=exercise.jurisdiction_id)
            made = territory_desk.add(place, typed, person, database_now())
        except Refusal as refusal:
            errors = errors_of(refusal)
        else:
            return HttpResponseRedirect(f"{exercise.url}territorios/{made.uid}/?hecho=nuevo#hecho")
    page = new_page(request, exercise, typed, errors)
    return render(request, "exercises/territory_form.html", {"page": page}, status=422 if errors else 200)


def errors_of(refusal: Refusal) -> tuple[FormError, ...]:
    return (FormError(str(refusal), refusal.field if isinstance(refusal, WrongField) else ""),)


def new_page(
    request: HttpRequest, exercise: ExerciseHeader, typed: Mapping[str, str], errors: tuple[FormError, ...]
) -> TerritoryFormPage:
    url = f"{exercise.url}territorios/"
    return TerritoryFormPage(
        exercise=exercise,
        title=_("Agregar un territorio"),
        description=_("Aparece enseguida en las listas donde alguien dice de dónde viene."),
        crumbs=(exercise.crumb(), Crumb(_("Territorios"), url), Crumb(_("Agregar"))),
        sheet="new",
        subject="",
        action=request.path,
        back_url=url,
        typed=typed,
        kinds=kind_options(typed["kind"]),
        choices=territory_choices(exercise.jurisdiction_id),
        has_inside=False,
        errors=errors,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, uid: UUID, name: str) -> HttpResponse:
    exercise, person = doorkeeper(request, slug)
    territory, sheet, errors = found(exercise, uid), SHEETS[name], NO_ERRORS
    typed = {**dict.fromkeys(sheet.fields, ""), **sheet.given(territory, exercise.today)}
    if request.method == "POST":
        typed = typed_in(request, sheet.fields)
        try:
            sheet.does(territory, typed, person, database_now())
        except Refusal as refusal:
            errors = errors_of(refusal)
        else:
            return HttpResponseRedirect(f"{exercise.url}territorios/{uid}/?hecho={name}#hecho")
    page = change_page(request, exercise, found(exercise, uid), sheet, typed, errors)
    return render(request, "exercises/territory_form.html", {"page": page}, status=422 if errors else 200)


def change_page(
    request: HttpRequest,
    exercise: ExerciseHeader,
    territory: Territory,
    sheet: Sheet,
    typed: Mapping[str, str],
    errors: tuple[FormError, ...],
) -> TerritoryFormPage:
    return TerritoryFormPage(
        exercise=exercise,
        title=str(sheet.title),
        description=str(sheet.lead),
        crumbs=trail(exercise, territory, Crumb(str(sheet.title))),
        sheet=sheet.name,
        subject=territory.name,
        action=request.path,
        back_url=f"{exercise.url}territorios/{territory.uid}/",
        typed=typed,
        kinds=kind_options(typed.get("kind", "")),
        choices=territory_choices(exercise.jurisdiction_id),
        has_inside=sheet.name == "close" and territory.children.filter(closed_on__isnull=True).exists(),
        errors=errors,
    )


@never_cache
@require_POST
def reopen(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    exercise, person = doorkeeper(request, slug)
    try:
        actions.reopen_territory(territory=found(exercise, uid), by=person, at=database_now())
    except Refusal as refusal:
        return error_page(request, 409, _("No se puede abrir otra vez"), str(refusal))
    return HttpResponseRedirect(f"{exercise.url}territorios/{uid}/?hecho=reabrir#hecho")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """A list is read and shown; what it shows comes back and is read again before anything is added."""
    exercise, person = doorkeeper(request, slug)
    place = Jurisdiction.objects.get(pk=exercise.jurisdiction_id)
    page = list_page(request, exercise, place)
    if request.method != "POST":
        return render(request, "exercises/territory_list.html", {"page": page})
    try:
        listed, text = territory_desk.list_in(place, request.POST.get("texto", ""), file_in(request))
        if request.POST.get("confirmar"):
            added = actions.load_territories(jurisdiction=place, listed=listed, by=person, at=database_now())
            return HttpResponseRedirect(f"{exercise.url}territorios/?hecho={'lista' if added else 'nada'}#hecho")
    except Refusal as refusal:
        wrong = errors_of(refusal) if isinstance(refusal, WrongField) else (FormError(str(refusal), "texto"),)
        page = replace(page, text=request.POST.get("texto", ""), errors=wrong)
        return render(request, "exercises/territory_list.html", {"page": page}, status=422)
    return render(request, "exercises/territory_list.html", {"page": shown(page, place, listed, text)})


def shown(page: ListPage, place: Jurisdiction, listed: Listed, text: str) -> ListPage:
    return replace(page, text=text, planned=planned_shown(plan_of(place, listed), listed.remarks))


def file_in(request: HttpRequest) -> tuple[bytes, str] | None:
    upload = request.FILES.get("archivo")
    if upload is None:
        return None
    if upload.size and upload.size > territory_desk.LARGEST_FILE:
        raise WrongField(_("El archivo pesa más de 5 MB: deje sólo la lista."), "archivo")
    return upload.read(), upload.name or ""


def list_page(request: HttpRequest, exercise: ExerciseHeader, place: Jurisdiction) -> ListPage:
    url, is_state = f"{exercise.url}territorios/", place.level == Level.STATE
    return ListPage(
        exercise=exercise,
        title=_("Cargar una lista"),
        description=_("Primero verá qué se agregaría. Lo que ya está no se repite."),
        crumbs=(exercise.crumb(), Crumb(_("Territorios"), url), Crumb(_("Cargar una lista"))),
        action=request.path,
        back_url=url,
        columns=_("región, municipio") if is_state else _("delegación, colonia"),
        example=_("Costa, Puerto Escondido del Río") if is_state else _("Norte, Los Pinos"),
        text="",
        planned=None,
        errors=(),
    )
