"""The office of the calls: a shelf, and one form for each verb of ``calls.office``."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.calls import office
from tequio.calls.doors import Visit, office_page
from tequio.calls.office import Spot, Verb
from tequio.calls.office_forms import OfficeForm
from tequio.calls.queries import office as queries
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived


@require_safe
@office_page
def shelf(request: HttpRequest, visit: Visit) -> HttpResponse:
    page = queries.office_page(visit, done=office.told_done(request.GET.get("hecho", "")))
    return render(request, "calls/office.html", {"page": page})


@office_page
def of_exercise(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    return answer(request, name, office.OF_EXERCISE, Spot(visit))


@office_page
def of_call(request: HttpRequest, visit: Visit, uid: UUID, name: str) -> HttpResponse:
    return answer(request, name, office.OF_CALL, Spot(visit, visit.call(uid)))


def answer(request: HttpRequest, name: str, verbs: Mapping[str, Verb], spot: Spot) -> HttpResponse:
    if name not in verbs:
        raise Http404(name)
    refuse_if_archived(spot.visit.row)
    if not spot.visit.can_edit:
        raise PermissionDenied(_("Las convocatorias las escribe y las publica la secretaría técnica."))
    verb = verbs[name]
    form = form_of(request, verb, spot)
    if form.is_valid() and did(verb, spot, form):
        return HttpResponseRedirect(f"{queries.office_url(spot.visit.exercise)}?hecho={name}#hecho")
    page = queries.order_page(spot, name, verb, form)
    return render(request, "calls/order.html", {"page": page}, status=422 if page.errors else 200)


def form_of(request: HttpRequest, verb: Verb, spot: Spot) -> OfficeForm:
    """As it is, as it was sent, or with a draft that is taken up again and not sent yet."""
    where = spot.visit.row.jurisdiction
    if request.POST.get("paso") == "retomar":
        typed = {name: request.POST.get(name, "") for name in verb.form(place=where).fields}
        return verb.form(place=where, initial=typed)
    data = request.POST if request.method == "POST" else None
    return verb.form(data, place=where, initial=verb.given(spot))


def did(verb: Verb, spot: Spot, form: OfficeForm) -> bool:
    """False leaves in the form what was refused."""
    try:
        verb.does(spot, form)
    except Refusal as refusal:
        place = dict(verb.fields).get(refusal.code)
        form.add_error(place if place in form.fields else None, str(refusal))
        return False
    return True
