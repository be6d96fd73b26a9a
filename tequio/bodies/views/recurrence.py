"""A series of sessions: its days are seen, with what each one clashes with, before anything is stored."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.bodies.actions.sessions import schedule_sessions
from tequio.bodies.desk_pages import errors_in, fields_of
from tequio.bodies.models import Body
from tequio.bodies.queries.recurrence import Occurrence, SeriesPage, SeriesSheet, occurrences, page_of
from tequio.bodies.recurrence import Pace, rule_of
from tequio.bodies.session_forms import SeriesForm
from tequio.bodies.session_permissions import can_run_session
from tequio.bodies.views.sessions import body_in, header_of
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.meetings.actions import moments_of
from tequio.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    header, person = header_of(request, slug)
    body, exercise = body_in(header, uid), exercise_run_by(person, header)
    form = form_of(request, exercise)
    days: tuple[Occurrence, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            days = proposed(request, body, exercise, form)
            if is_saved(request, days, form):
                save(request, body, exercise, form, days, person)
                return HttpResponseRedirect(f"{header.url}organos/{uid}/sesiones/")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    page = series_page(request, header, body, exercise, form, days)
    return render(request, "bodies/series.html", {"page": page}, status=422 if page.errors else 200)


def exercise_run_by(person: Person, header: ExerciseHeader) -> Exercise:
    exercise = Exercise.objects.select_related("jurisdiction").get(pk=header.id)
    if not can_run_session(person, exercise, timezone.now()):
        raise PermissionDenied(
            _("Las sesiones las conduce la secretaría técnica de «%(name)s».") % {"name": exercise.name}
        )
    refuse_if_archived(exercise)
    return exercise


def form_of(request: HttpRequest, exercise: Exercise) -> SeriesForm:
    initial = {"pace": Pace.MONTH_WEEKDAY.value, "until": exercise.period_ends_on}
    return SeriesForm(request.POST if request.method == "POST" else None, place=exercise.jurisdiction, initial=initial)


def proposed(request: HttpRequest, body: Body, exercise: Exercise, form: SeriesForm) -> tuple[Occurrence, ...]:
    """Raises RuleIsWrong."""
    begins, ends = form.span()
    moments = moments_of(rule_of(form.cleaned_data["pace"], begins.date()), begins, form.cleaned_data["until"])
    spans: list[tuple[datetime, datetime]] = [(each, each + (ends - begins)) for each in moments]
    again = "paso" in request.POST and request.POST["paso"] == "guardar"
    marked = frozenset(days_in(request.POST.getlist("dia"))) if again else None
    return occurrences(body, exercise, spans, place=form.cleaned_data["where"], marked=marked)


def days_in(texts: list[str]) -> list[date]:
    found = []
    for text in texts:
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return found


def is_saved(request: HttpRequest, days: tuple[Occurrence, ...], form: SeriesForm) -> bool:
    """Only what was seen: whoever changed the form after seeing its days sees the new ones first."""
    if request.POST.get("paso") != "guardar":
        return False
    if request.POST.get("vistos") == ",".join(each.value for each in days):
        return True
    form.add_error(None, _("Cambió los datos después de ver las fechas: revíselas otra vez y guarde."))
    return False


def save(
    request: HttpRequest, body: Body, exercise: Exercise, form: SeriesForm, days: tuple[Occurrence, ...], by: Person
) -> None:
    begins, ends = form.span()
    schedule_sessions(
        body=body,
        exercise=exercise,
        first_begins_at=begins,
        lasts=ends - begins,
        rule=rule_of(form.cleaned_data["pace"], begins.date()),
        until_on=form.cleaned_data["until"],
        place=form.cleaned_data["where"],
        skipped=frozenset(date.fromisoformat(each.value) for each in days if not each.marked),
        key=key_in(request),
        by=by,
        at=timezone.now(),
    )


def key_in(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("clave", ""))
    except ValueError:
        return uuid4()


def series_page(
    request: HttpRequest,
    header: ExerciseHeader,
    body: Body,
    exercise: Exercise,
    form: SeriesForm,
    days: tuple[Occurrence, ...],
) -> SeriesPage:
    sheet = SeriesSheet(request.path, str(key_in(request)), fields_of(form), days, errors_in(form))
    return page_of(header, body, exercise, sheet)
