from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tequio.checks.permissions import can_run_checks
from tequio.commitments.permissions import can_create_commitment
from tequio.dashboard import letters
from tequio.dashboard.queries import board as boards
from tequio.dashboard.queries import help_pages
from tequio.dashboard.queries.account import account_page
from tequio.dashboard.queries.data import data_page
from tequio.dashboard.queries.findings import findings_page
from tequio.dashboard.queries.first_steps import guide_of, guide_page
from tequio.dashboard.queries.home import home_page
from tequio.dashboard.queries.listing import commitments_page, site_page
from tequio.dashboard.queries.week import week_page
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.outbox.preferences import KINDS, WEEK, token_of
from tequio.people.guide import bring_guide_back, put_guide_away
from tequio.people.models import Person
from tequio.people.visitors import is_bound, person_of, require_person
from tequio.web.addresses import inside
from tequio.web.downloads import downloads


def number_of(text: str) -> int:
    return int(text[:6]) if text.isascii() and text.isdigit() else 1


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    told = {"page": site_page(now=timezone.now()), "wiped": "borrado" in request.GET}
    return render(request, "dashboard/site.html", told)


@exercise_page
def home(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = home_page(exercise, now=timezone.now())
    files = downloads("calendar", slug=exercise.slug)
    return render(request, "dashboard/home.html", {"page": replace(page, downloads=files)})


@exercise_page
def board(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    asked = request.GET.get
    filters = boards.Filters(
        query=asked("q", "").strip()[:200],
        theme=asked("tema", "")[:300],
        institution=asked("institucion", "")[:300],
        state=asked("estado", "")[:30],
        page=number_of(asked("pagina", "")),
    )
    page = boards.page(exercise, filters, now=timezone.now())
    files = downloads("board", query=filters.address(), slug=exercise.slug) if page.commitments else ()
    return render(request, "dashboard/board.html", {"page": replace(page, downloads=files)})


@exercise_page
def commitments(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    theme, number = request.GET.get("tema", "")[:300], number_of(request.GET.get("pagina", ""))
    page = commitments_page(exercise, theme, number, now=timezone.now())
    told = {"page": page, "may_write": may(request, exercise, can_create_commitment)}
    return render(request, "dashboard/commitments.html", told)


@exercise_page
def findings(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = findings_page(exercise, request.GET.get("gravedad", ""))
    files = downloads("findings", slug=exercise.slug)
    may_check = may(request, exercise, can_run_checks)
    told = {"page": replace(page, downloads=files), "may_check": may_check, "again": request.GET}
    return render(request, "dashboard/findings.html", told)


def may(request: HttpRequest, exercise: ExerciseHeader, can: Callable[[Person, Exercise, datetime], bool]) -> bool:
    """Whether who entered sees the button; the page behind it asks again. No query for who did not enter."""
    person = person_of(request) if exercise.takes_changes else None
    row = Exercise.objects.select_related("jurisdiction").filter(pk=exercise.id).first() if person else None
    return person is not None and row is not None and can(person, row, timezone.now())


@exercise_page
def data(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    return render(request, "dashboard/data.html", {"page": data_page(exercise)})


@require_safe
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"dashboard/help/{name}.html", {"page": help_pages.page(name)})


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    page = week_page(person, at=timezone.now(), page=number_of(request.GET.get("pagina", "")))
    guide = guide_of(person, at=timezone.now())
    return render(request, "dashboard/week.html", {"page": page, "guide": guide})


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    key = request.session.session_key or ""
    page = account_page(person, session_key=key, bound=is_bound(person), at=timezone.now())
    opened, back = "abierta" in request.GET, inside(request.GET.get("next", "/"))
    return render(request, "dashboard/account.html", {"page": page, "opened": opened, "back": back})


@exercise_page
def week_of_exercise(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    person, number = require_person(request), number_of(request.GET.get("pagina", ""))
    page = week_page(person, at=timezone.now(), page=number, exercise=exercise)
    return render(request, "dashboard/week.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    if request.method != "POST":
        return render(request, "dashboard/first_steps.html", {"page": guide_page(person, at=timezone.now())})
    if request.POST.get("ver") == "si":
        bring_guide_back(person)
    else:
        put_guide_away(person, moment=timezone.now())
    return HttpResponseRedirect("/esta-semana/")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def week_letter(request: HttpRequest) -> HttpResponse:
    """The mail program itself may post here (RFC 8058); looking changes nothing, because programs open every link."""
    token = request.GET.get("t", "")
    if request.method == "POST":
        day = request.POST.get("dia", "")
        letters.choose_letters(
            token=token,
            wants="recibir" in request.POST,
            kind=request.GET["aviso"] if request.GET.get("aviso") in KINDS else WEEK,
            weekday=int(day) if day in set("0123456") else None,
            at=timezone.now(),
        )
    token = token or token_of_visitor(request)
    page = letters.choices_page(token, saved=request.method == "POST")
    return render(request, "dashboard/week_letter.html", {"page": page})


def token_of_visitor(request: HttpRequest) -> str:
    """Who entered needs no letter at hand."""
    account = require_person(request).account
    return token_of(account.email) if account else ""
