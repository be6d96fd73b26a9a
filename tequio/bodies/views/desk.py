"""The forms of the desk: one view, because every one is a verb of ``bodies.desk`` on a spot."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.bodies import actions, desk
from tequio.bodies.desk import Spot, Verb, perform
from tequio.bodies.desk_forms import DeskForm
from tequio.bodies.desk_pages import DeskPage, Told, errors_in, fields_of
from tequio.bodies.models import Pledge, Seat
from tequio.bodies.permissions import can_keep
from tequio.bodies.queries.pages import NoSuchBody, body_at
from tequio.bodies.views.bodies import seat_in
from tequio.core.refusals import Refusal
from tequio.exercises import queries
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Organisation, Person
from tequio.people.visitors import require_person
from tequio.places.models import Jurisdiction
from tequio.web.pages import Crumb
from tequio.web.refusals import error_page
from tequio.web.words import long_date


def doorkeeper(request: HttpRequest, slug: str) -> tuple[ExerciseHeader, Jurisdiction, Person]:
    """The exercise, its place, and who keeps the bodies there."""
    person = require_person(request)
    try:
        exercise = queries.header(slug, now=timezone.now(), seen_by=person)
    except (Exercise.DoesNotExist, queries.ExerciseMoved) as error:
        raise Http404(slug) from error
    if not can_keep(person, exercise.jurisdiction_id):
        raise PermissionDenied(_("Los órganos y el directorio los lleva la secretaría técnica de este lugar."))
    return exercise, Jurisdiction.objects.get(pk=exercise.jurisdiction_id), person


def verb_in(verbs: Mapping[str, Verb], name: str) -> Verb:
    if name not in verbs:
        raise Http404(name)
    return verbs[name]


def answer(request: HttpRequest, name: str, verb: Verb, spot: Spot, by: Person) -> HttpResponse:
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = verb.form(*data, place=spot.place, initial=verb.given(spot) | {"session": request.GET.get("reunion", "")})
    for name_of_field, choices in verb.choices(spot).items():
        form.fields[name_of_field].choices = choices  # type: ignore[attr-defined]
    if request.method != "POST" or not form.is_valid():
        return shown(request, verb, spot, form, 422 if form.is_bound else 200)
    try:
        made = perform(verb, spot, form, by, timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return shown(request, verb, spot, form, 422)
    return HttpResponseRedirect(after(name, verb, spot, made))


def after(name: str, verb: Verb, spot: Spot, made: object) -> str:
    uid = getattr(made, "uid", "")
    if spot.body is None and spot.organisation is None:
        return f"{spot.exercise.url}organos/{uid}/?hecho={name}#hecho"
    return f"{spot.url}?hecho={name}{f'&asiento={uid}' if verb.undoes else ''}#hecho"


def shown(request: HttpRequest, verb: Verb, spot: Spot, form: DeskForm, status: int) -> HttpResponse:
    trail = [spot.exercise.crumb(), Crumb(_("Órganos"), f"{spot.exercise.url}organos/")]
    trail += [Crumb(spot.body.name, spot.url)] if spot.body else []
    trail += [Crumb(_("Directorio"), spot.url)] if spot.organisation else []
    page = DeskPage(
        exercise=spot.exercise,
        title=str(verb.title),
        description=str(verb.lead),
        crumbs=(*trail, Crumb(str(verb.title))),
        kicker=desk.kicker(spot),
        lead=str(verb.lead),
        button=str(verb.button),
        action=request.path,
        back_url=spot.url,
        fields=fields_of(form),
        told=(*told_of(spot), *verb.tells(spot)),
        takes_files=form.is_multipart(),
        errors=errors_in(form),
    )
    return render(request, "bodies/desk.html", {"page": page}, status=status)


def told_of(spot: Spot) -> tuple[Told, ...]:
    """What is true before the change."""
    lines = [Told(_("Órgano"), spot.body.name)] if spot.body else []
    if seat := spot.seat:
        lines.append(Told(_("Asiento"), spot.name))
        lines.append(Told(_("Hoy"), held_words(seat)))
        if seat.term_ends_on:
            lines.append(Told(_("Su periodo termina"), long_date(seat.term_ends_on)))
    if spot.organisation:
        lines.append(Told(_("Organización"), spot.organisation.name))
    return tuple(lines)


def held_words(seat: Seat) -> str:
    """Only the desk reads the name."""
    return seat.person.name if seat.person else _("Vacante")


@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    refuse_if_archived(exercise)
    return answer(request, "nuevo", desk.BODIES["nuevo"], Spot(exercise, place), person)


@require_http_methods(["GET", "HEAD", "POST"])
def of_body(request: HttpRequest, slug: str, uid: UUID, name: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    verb = verb_in(desk.OF_BODY, name)
    try:
        spot = Spot(exercise, place, body_at(exercise, uid))
    except NoSuchBody as error:
        raise Http404(uid) from error
    return answer(request, name, verb, spot, person)


@require_http_methods(["GET", "HEAD", "POST"])
def of_seat(request: HttpRequest, slug: str, uid: UUID, seat: UUID, name: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    verb = verb_in(desk.OF_SEAT, name)
    try:
        found = seat_in(exercise, uid, seat)
    except NoSuchBody as error:
        raise Http404(seat) from error
    return answer(request, name, verb, Spot(exercise, place, found.body, found), person)


@require_POST
def undo(request: HttpRequest, slug: str, uid: UUID, seat: UUID) -> HttpResponse:
    exercise, _place, person = doorkeeper(request, slug)
    try:
        found = seat_in(exercise, uid, seat)
        actions.undo_succession(seat=found, by=person, at=timezone.now())
    except NoSuchBody as error:
        raise Http404(seat) from error
    except Refusal as refusal:
        return error_page(request, 409, _("No se puede deshacer"), str(refusal))
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/?hecho=deshecho#hecho")


@require_http_methods(["GET", "HEAD", "POST"])
def of_pledge(request: HttpRequest, slug: str, uid: UUID, pledge: UUID, name: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    found = Pledge.objects.filter(uid=pledge, body__uid=uid, body__jurisdiction=place).select_related(
        "body__jurisdiction"
    )
    one = found.first()
    if one is None:
        raise Http404(pledge)
    return answer(request, name, verb_in(desk.OF_PLEDGE, name), Spot(exercise, place, one.body, pledge=one), person)


@require_POST
def use(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    exercise, _place, person = doorkeeper(request, slug)
    try:
        body = body_at(exercise, uid)
    except NoSuchBody as error:
        raise Http404(uid) from error
    actions.use_body(body=body, exercise=Exercise.objects.get(pk=exercise.id), by=person, at=timezone.now())
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/?hecho=usado#hecho")


@require_POST
def undo_pledge(request: HttpRequest, slug: str, uid: UUID, pledge: UUID) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    rows = Pledge.objects.filter(uid=pledge, body__uid=uid, body__jurisdiction=place)
    if (one := rows.select_related("body__jurisdiction").first()) is None:
        raise Http404(pledge)
    try:
        actions.reopen_pledge(pledge=one, by=person, at=timezone.now())
    except Refusal as refusal:
        return error_page(request, 409, _("No se puede deshacer"), str(refusal))
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/?hecho=apoyo-deshecho#hecho")


@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: HttpRequest, slug: str, uid: UUID, name: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    one = Organisation.objects.filter(jurisdiction=place, uid=uid).select_related("jurisdiction").first()
    if one is None:
        raise Http404(uid)
    verb = verb_in(desk.OF_ORGANISATION, name)
    return answer(request, name, verb, Spot(exercise, place, organisation=one), person)
