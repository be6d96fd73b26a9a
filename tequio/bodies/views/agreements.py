"""The agreements of a body: the list, each one, and how it is closed, left without effect or opened again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tequio.bodies.actions import agreements as actions
from tequio.bodies.models import Agreement, Body
from tequio.bodies.queries.agreements import NoSuchAgreement, agreement_at, agreement_page, agreements_page
from tequio.bodies.typed import Typed
from tequio.bodies.views.sessions import body_in, header_of
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.models import Person
from tequio.people.visitors import person_of

DONE = {
    "cumplir": gettext_lazy("Quedó como cumplido, con lo que se hizo."),
    "sin-efecto": gettext_lazy("Quedó sin efecto, con su motivo."),
    "reabrir": gettext_lazy("Vuelve a estar pendiente."),
}


def agreement_in(exercise: ExerciseHeader, uid: UUID, agreement: UUID) -> tuple[Body, Agreement]:
    body = body_in(exercise, uid)
    try:
        return body, agreement_at(exercise, body, agreement)
    except NoSuchAgreement as error:
        raise Http404(agreement) from error


@exercise_page
def agreements(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    asked = request.GET.get("pagina", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    page = agreements_page(exercise, body_in(exercise, uid), view=request.GET.get("ver", ""), page=number)
    return render(request, "bodies/agreements.html", {"page": page})


@exercise_page
def agreement(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, agreement: UUID) -> HttpResponse:
    body, found = agreement_in(exercise, uid, agreement)
    done = str(DONE.get(request.GET.get("hecho", ""), ""))
    page = agreement_page(exercise, body, found, person_of(request), timezone.now(), done=done)
    return render(request, "bodies/agreement.html", {"page": page})


def perform(request: HttpRequest, verb: str, agreement: Agreement, by: Person, at: datetime) -> None:
    if verb == "cumplir":
        actions.close_agreement(agreement=agreement, how=request.POST.get("how", ""), by=by, at=at)
    elif verb == "sin-efecto":
        actions.drop_agreement(agreement=agreement, reason=request.POST.get("reason", ""), by=by, at=at)
    else:
        actions.reopen_agreement(agreement=agreement, by=by, at=at)


@require_POST
def act(request: HttpRequest, slug: str, uid: UUID, agreement: UUID, verb: str) -> HttpResponse:
    exercise, person = header_of(request, slug)
    body, found = agreement_in(exercise, uid, agreement)
    if verb not in DONE:
        raise Http404(verb)
    try:
        perform(request, verb, found, person, timezone.now())
    except Refusal as refusal:
        _body, again = agreement_in(exercise, uid, agreement)
        typed = Typed.of(request, verb, str(refusal))
        page = agreement_page(exercise, body, again, person, timezone.now(), typed=typed)
        return render(request, "bodies/agreement.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{exercise.url}organos/{uid}/acuerdos/{agreement}/?hecho={verb}#hecho")
