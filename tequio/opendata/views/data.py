from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tequio.bodies.queries.directory import DIRECTORY, directory_rows, filters_in
from tequio.bodies.queries.origins import ATTENDANCE, OriginsPage, origin_rows, origins_page
from tequio.bodies.queries.pages import NoSuchBody, body_at
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.territory_pages import TERRITORIES, territory_rows
from tequio.exercises.views import exercise_page
from tequio.formats import datapackage, ical
from tequio.opendata import answers, calendars, datasets, queries, records, routes
from tequio.opendata.filters import from_address
from tequio.opendata.personal import personal_entries
from tequio.people.calendar import reader_of


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")


def _host() -> str:
    return urlsplit(_site()).hostname or "localhost"


@exercise_page
def commitments_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    rows = queries.commitment_rows(exercise, from_address(request.GET.dict()), _site())
    return answers.csv_file(datasets.COMMITMENTS, rows, exercise)


@exercise_page
def commitments_xlsx(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    rows = queries.commitment_rows(exercise, from_address(request.GET.dict()), _site())
    return answers.xlsx_file(datasets.COMMITMENTS, rows, exercise)


@exercise_page
def activities_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.csv_file(datasets.ACTIVITIES, queries.activity_rows(exercise), exercise)


@exercise_page
def findings_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.csv_file(datasets.FINDINGS, queries.finding_rows(exercise), exercise)


@exercise_page
def route_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.csv_file(datasets.ROUTE, routes.route_rows(routes.route_of(exercise)), exercise)


@exercise_page
def route_xlsx(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.xlsx_file(datasets.ROUTE, routes.route_rows(routes.route_of(exercise)), exercise)


@exercise_page
def route_xml(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    content = routes.project_file(exercise)
    return answers.whole(content, answers.PROJECT, f"ruta-critica-{exercise.slug}.xml")


@exercise_page
def calendar_ics(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    entries = calendars.exercise_entries(exercise, _site())
    url = _site() + reverse("opendata:calendar_ics", args=[exercise.slug])
    content = ical.stream(exercise.name, entries, zone=exercise.zone, host=_host(), url=url)
    return answers.streamed(content, answers.CALENDAR, f"calendario-{exercise.slug}.ics")


@exercise_page
def commitment_ics(request: HttpRequest, exercise: ExerciseHeader, number: int) -> HttpResponseBase:
    plans = queries.public_plans(exercise).filter(commitment__number=number)
    title = plans.values_list("commitment__title", flat=True).first()
    if title is None:
        raise Http404(number)
    entries = [*calendars.plan_entries(exercise, plans, _site()), *calendars.series_entries(exercise, plans, _site())]
    url = _site() + reverse("opendata:commitment_ics", args=[exercise.slug, number])
    content = ical.stream(f"Compromiso {number}: {title}", entries, zone=exercise.zone, host=_host(), url=url)
    return answers.streamed(content, answers.CALENDAR, f"compromiso-{number}-{exercise.slug}.ics")


@never_cache
@require_safe
def personal_ics(request: HttpRequest, secret: str) -> HttpResponseBase:
    """A calendar cannot enter: whoever has the secret reads it."""
    person = reader_of(secret)
    if person is None:
        raise Http404
    zone = person.jurisdiction.zone
    content = ical.stream(
        _("Lo que me toca"), personal_entries(person, _site(), timezone.now()), zone=zone, host=_host()
    )
    return answers.streamed(content, answers.CALENDAR, "lo-que-me-toca.ics")


@exercise_page
def directory_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.csv_file(DIRECTORY, directory_rows(exercise, filters_in(request.GET.dict())), exercise)


@exercise_page
def directory_xlsx(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.xlsx_file(DIRECTORY, directory_rows(exercise, filters_in(request.GET.dict())), exercise)


@exercise_page
def attendance_csv(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponseBase:
    return answers.csv_file(ATTENDANCE, origin_rows(attendance_of(request, exercise, uid)), exercise)


@exercise_page
def attendance_xlsx(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponseBase:
    return answers.xlsx_file(ATTENDANCE, origin_rows(attendance_of(request, exercise, uid)), exercise)


def attendance_of(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> OriginsPage:
    try:
        return origins_page(exercise, body_at(exercise, uid), request.GET.get("periodo", ""))
    except NoSuchBody as error:
        raise Http404(uid) from error


@exercise_page
def territories_csv(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.csv_file(TERRITORIES, territory_rows(exercise), exercise)


@exercise_page
def record_jsonl(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    return answers.streamed(records.lines(), answers.JSON_LINES, "registro-publico.jsonl")


@exercise_page
def datapackage_json(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponseBase:
    tables = (
        (datasets.COMMITMENTS, "opendata:commitments_csv"),
        (datasets.ACTIVITIES, "opendata:activities_csv"),
        (datasets.FINDINGS, "opendata:findings_csv"),
        *(((datasets.ROUTE, "opendata:route_csv"),) if routes.has_route(exercise) else ()),
    )
    resources = [(dataset, {"csv": _site() + reverse(name, args=[exercise.slug])}) for dataset, name in tables]
    homepage = f"{_site()}/{exercise.slug}/"
    content = datapackage.render(exercise.slug, exercise.name, resources, homepage=homepage)
    return answers.whole(content, answers.JSON, "datapackage.json")
