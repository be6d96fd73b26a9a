"""Whom the office advised: the report that anybody reads, and the form that a clerk uses ten times in a row."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.listening import actions
from tequio.listening.doors import Spot, advice_desk, rights_in
from tequio.listening.models import Advice
from tequio.listening.queries.advice import ADVICE, advice_desk_page, advice_page, advice_rows
from tequio.listening.views.tables import table_file
from tequio.places.models import Territory
from tequio.web.form_errors import FormError

#: what stays for the next one
STAYS = ("given_on", "territory", "place", "channel")
#: where each refusal is told
FIELDS = {
    "advice-ahead": "given_on",
    "nobody-advised": "people",
    "topic-missing": "topic",
    "territory-missing": "territory",
    "say-something": "subject",
    "unknown-territory": "place",
}


@exercise_page
def report(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    notes = rights_in(request, exercise).notes
    page = advice_page(exercise, chosen=request.GET.get("trimestre", ""), notes=notes)
    return render(request, "listening/advice.html", {"page": page})


@exercise_page
def data(request: HttpRequest, exercise: ExerciseHeader, form: str) -> HttpResponse:
    return table_file(ADVICE, advice_rows(exercise), form, exercise)


@advice_desk
def desk(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method != "POST":
        typed = {name: request.GET[name] for name in STAYS if request.GET.get(name)}
        page = advice_desk_page(spot, typed=typed, done=request.GET.get("hecho", ""))
        return render(request, "listening/advice_desk.html", {"page": page})
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        done = noted(typed, spot)
    except Refusal as refusal:
        page = advice_desk_page(spot, typed=typed, errors=(FormError(str(refusal), FIELDS.get(refusal.code, "")),))
        return render(request, "listening/advice_desk.html", {"page": page}, status=422)
    stays = {name: typed[name] for name in STAYS if typed.get(name)}
    return HttpResponseRedirect(f"{request.path}?{urlencode({'hecho': done, **stays})}#hecho")


def noted(typed: dict[str, str], spot: Spot) -> str:
    if typed.get("do") == "undo":
        uid = uid_in(typed.get("which", ""))
        found = Advice.objects.filter(exercise=spot.row, uid=uid).select_related("exercise").first() if uid else None
        if found is None:
            raise Http404("which")
        actions.withdraw_advice(advice=found, **spot.by)
        return "deshecho"
    actions.note_advice(exercise=spot.row, key=uid_in(typed.get("key", "")), **details(typed, spot), **spot.by)
    return "anotado"


def details(typed: dict[str, str], spot: Spot) -> dict[str, Any]:
    people, uid = typed.get("people", "").strip(), uid_in(typed.get("place", ""))
    here = Territory.objects.filter(jurisdiction=spot.row.jurisdiction_id, closed_on__isnull=True)
    return {
        "given_on": day_in(typed.get("given_on", "")),
        "people": int(people) if people.isdecimal() and len(people) < 6 else 0,
        "comes_from": here.filter(uid=uid).first() if uid else None,
        "note_text": typed.get("note", ""),
        **{name: typed.get(name, "") for name in ("subject", "topic", "territory", "channel")},
    }


class DayIsUnclear(actions.AdviceIsAhead):
    pass


def day_in(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayIsUnclear(_("Escriba el día en que se orientó, por ejemplo 31/01/2026.")) from error


def uid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
