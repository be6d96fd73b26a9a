"""The desk of the events: one form for each verb of ``listening.desk``."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.calls.office_forms import OfficeForm
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived
from tequio.listening import desk
from tequio.listening.desk import Verb
from tequio.listening.doors import Spot, event_desk
from tequio.listening.models import Event
from tequio.listening.queries.desk import order_page


@event_desk
def of_exercise(request: HttpRequest, spot: Spot, name: str) -> HttpResponse:
    return answer(request, name, desk.OF_EXERCISE, spot)


@event_desk
def of_event(request: HttpRequest, spot: Spot, name: str) -> HttpResponse:
    return answer(request, name, desk.OF_EVENT, spot)


@event_desk
def of_table(request: HttpRequest, spot: Spot, name: str) -> HttpResponse:
    return answer(request, name, desk.OF_TABLE, spot)


def answer(request: HttpRequest, name: str, verbs: Mapping[str, Verb], spot: Spot) -> HttpResponse:
    if name not in verbs:
        raise Http404(name)
    verb = verbs[name]
    refuse_unless_may(spot, verb)
    form = form_of(request, verb, spot)
    if form.is_valid() and (made := did(verb, spot, form)) is not None:
        return HttpResponseRedirect(f"{place_of(spot, made)}?hecho={name}#hecho")
    page = order_page(spot, verb, form)
    return render(request, "calls/order.html", {"page": page}, status=422 if page.errors else 200)


def refuse_unless_may(spot: Spot, verb: Verb) -> None:
    refuse_if_archived(spot.row)
    if not spot.may.organises:
        raise PermissionDenied(_("La auditoría lee todo y no cambia nada."))
    if verb.to_run and not spot.may.runs:
        raise PermissionDenied(_("La asistencia y las relatorías las llevan la secretaría técnica y quien facilita."))
    if verb.to_issue and not spot.may.issues:
        raise PermissionDenied(_("Los documentos los emite la secretaría técnica."))


def form_of(request: HttpRequest, verb: Verb, spot: Spot) -> OfficeForm:
    """As it is, as it was sent, or with a draft that is taken up again and not sent yet."""
    where = spot.row.jurisdiction
    if request.POST.get("paso") == "retomar":
        typed = {name: request.POST.get(name, "") for name in verb.form(spot=spot, place=where).fields}
        return verb.form(spot=spot, place=where, initial=typed)
    data = request.POST if request.method == "POST" else None
    return verb.form(data, spot=spot, place=where, initial=verb.given(spot))


def did(verb: Verb, spot: Spot, form: OfficeForm) -> object:
    """What was done; None leaves in the form what was refused."""
    try:
        return verb.does(spot, form) or True
    except Refusal as refusal:
        place = dict(verb.fields).get(refusal.code)
        form.add_error(place if place in form.fields else None, str(refusal))
        return None


def place_of(spot: Spot, made: object) -> str:
    event = made if isinstance(made, Event) else spot.event
    return f"{spot.exercise.url}eventos/{event.uid}/" if event else f"{spot.exercise.url}eventos/"
