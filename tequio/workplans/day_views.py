"""HTTP of the days off of a place: everybody reads them, its office and the administration keep them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person
from tequio.places.actions.days_off import FIRST_YEAR, LAST_YEAR
from tequio.places.clock import database_now
from tequio.places.models import Jurisdiction
from tequio.places.permissions import can_edit_calendar
from tequio.places.queries import find_day_off
from tequio.workplans import day_desk
from tequio.workplans.day_desk import Change
from tequio.workplans.queries.days_off import BASE, days_page, offered, place_at, places_page

DONE = {"agregar", "quitar", "cargar"}


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("pagina", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    page = places_page(page=max(1, number), year=database_now().year)
    return render(request, "workplans/days_places.html", {"page": page})


@require_safe
def days(request: HttpRequest, uid: UUID) -> HttpResponse:
    place = place_in(uid)
    today, done = place.today(database_now()), request.GET.get("hecho", "")
    year, person = year_in(request, today), person_of(request)
    page = days_page(place, person, year=year, today=today, done=done if done in DONE and person else "")
    return render(request, "workplans/days_off.html", {"page": page})


@exercise_page
def of_exercise(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    """They are of its place, and the same for every exercise of it."""
    place = Jurisdiction.objects.only("uid").get(pk=exercise.jurisdiction_id)
    return HttpResponseRedirect(f"{BASE}{place.uid}/?anio={exercise.today.year}")


def place_in(uid: UUID) -> Jurisdiction:
    found = place_at(uid)
    if found is None:
        raise Http404(uid)
    return found


def year_in(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("anio", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return year if FIRST_YEAR <= year <= LAST_YEAR else today.year


def keeper_in(request: HttpRequest, uid: UUID) -> tuple[Jurisdiction, Person]:
    person, place = require_person(request), place_in(uid)
    if not can_edit_calendar(person, place.pk):
        raise PermissionDenied(
            _("Los días inhábiles de %(place)s los lleva su secretaría técnica o la administración.")
            % {"place": place.name}
        )
    return place, person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    place, person = keeper_in(request, uid)
    return desk(request, place, person, day_desk.adding(place))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, uid: UUID, day: UUID) -> HttpResponse:
    place, person = keeper_in(request, uid)
    row = find_day_off(place, day)
    if row is None:
        raise Http404(day)
    return desk(request, place, person, day_desk.removing(row))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, uid: UUID) -> HttpResponse:
    place, person = keeper_in(request, uid)
    year = year_in(request, place.today(database_now()))
    return desk(request, place, person, day_desk.loading(place, year, offered(place, year)))


def desk(request: HttpRequest, place: Jurisdiction, person: Person, change: Change) -> HttpResponse:
    """Asked first: what it moves is told. Kept only what was told."""
    form = change.form(request.POST if request.method == "POST" else None, place=place)
    action, at = request.get_full_path(), database_now()
    if request.method != "POST" or not form.is_valid():
        page = day_desk.form_page(place, change, form, action=action)
        return render(request, "workplans/day_form.html", {"page": page}, status=422 if page.errors else 200)
    try:
        if request.POST.get("paso") == "guardar" and request.POST.get("visto") == day_desk.values_of(form):
            change.does(form.cleaned_data, person, at)
            return HttpResponseRedirect(f"{BASE}{place.uid}/{back_to(change, form.cleaned_data)}")
        moves = day_desk.rehearse(place, change, form, by=person, at=at)
    except Refusal as refusal:
        page = day_desk.form_page(place, change, form, action=action, refused=day_desk.error_of(refusal, change))
        return render(request, "workplans/day_form.html", {"page": page}, status=422)
    page = day_desk.form_page(place, change, form, action=action, moves=moves)
    return render(request, "workplans/day_form.html", {"page": page})


def back_to(change: Change, given: dict[str, object]) -> str:
    """To the year of the day."""
    days = change.days(given)
    year = f"&anio={days[0][0].year}" if days else ""
    return f"?hecho={change.name}{year}#hecho"
