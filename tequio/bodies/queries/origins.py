"""Attendance by delegación: of one session, and of the sessions of a body in a year or in all its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Session, SessionStatus
from tequio.bodies.queries.sessions import trail
from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.exercises.models import Status
from tequio.exercises.queries import ExerciseHeader
from tequio.meetings.models import Attendance
from tequio.meetings.origins import Origins, origins_of
from tequio.places.queries import TerritoryChoices, territory_choices
from tequio.web.downloads import downloads
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Download, Option

ATTENDANCE = Dataset(
    "asistencia-por-delegacion",
    "Asistencia por delegación",
    "Cuántas personas distintas asistieron, según la delegación de la que dijeron venir. Un número de 1 a 4 no se publica.",
    (
        Field("organo", "Órgano", required=True),
        Field("periodo", "Periodo", required=True, description="Un año, o «todo»."),
        Field("sesiones", "Sesiones del periodo", FieldKind.INTEGER, required=True),
        Field("territorio", "Delegación", required=True),
        Field("clase", "Clase de territorio"),
        Field("personas", "Personas", FieldKind.INTEGER, "Vacío donde decirlo podría revelar quién es."),
        Field("se_publica", "Se publica el número", FieldKind.BOOLEAN, required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class OriginsPage:
    """``periods``: the years in which there were sessions, and all of them together. ``sessions``: how many are counted."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    periods: tuple[Option, ...]
    sessions: int
    origins: Origins
    tree_url: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """For the office: places that people wrote and are not in the tree. ``more``: besides those that are told."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    words: tuple[Option, ...]
    choices: TerritoryChoices
    chosen: str
    typed: str
    done: bool
    errors: tuple[FormError, ...]


#: the ones that most people wrote; the next ones come when these are placed
MOST_WORDS = 100


def words_page(
    exercise: ExerciseHeader,
    *,
    words: str = "",
    chosen: str = "",
    typed: str = "",
    done: bool = False,
    errors: tuple[FormError, ...] = (),
) -> WordsPage:
    """Of every meeting of the place but those of an archived exercise, which stays as it was. Two queries."""
    tree = f"{exercise.url}territorios/"
    came = Attendance.objects.filter(meeting__exercise__jurisdiction=exercise.jurisdiction_id, comes_from__isnull=True)
    came = came.filter(person__erased_at__isnull=True).exclude(meeting__exercise__status=Status.ARCHIVED)
    counted = came.exclude(territory="").values_list("territory").annotate(n=Count("pk")).order_by("-n", "territory")
    return WordsPage(
        exercise=exercise,
        title=_("Lugares que la gente escribió"),
        description=_("No están en el árbol. Diga qué territorio son y se contarán en él; las palabras se conservan."),
        crumbs=(exercise.crumb(), Crumb(_("Territorios"), tree), Crumb(_("Lugares que la gente escribió"))),
        url=tree,
        words=tuple(Option(text, text, text == words, count=n) for text, n in counted[:MOST_WORDS]),
        choices=territory_choices(exercise.jurisdiction_id),
        chosen=chosen,
        typed=typed,
        done=done,
        errors=errors,
    )


def years_of(exercise: ExerciseHeader, body: Body) -> dict[int, list[int]]:
    """Year → the meetings of its sessions that ended, the last first, by the clock of the place. One query."""
    ended = Session.objects.filter(body=body, exercise=exercise.id, status=SessionStatus.CLOSED)
    rows = ended.values_list("meeting_id", "meeting__begins_at").order_by("-meeting__begins_at")
    found: dict[int, list[int]] = {}
    for meeting, begins_at in rows:
        found.setdefault(begins_at.astimezone(exercise.zone).year, []).append(meeting)
    return found


def origins_page(exercise: ExerciseHeader, body: Body, period: str) -> OriginsPage:
    """Whole years only: between two periods that differ in one day somebody could be counted by subtraction. Three queries."""
    url, years = f"{exercise.url}organos/{body.uid}/asistencia/", years_of(exercise, body)
    chosen = period if period.isdecimal() and len(period) == 4 and int(period) in years else ""
    meetings = meetings_in(years, chosen)
    query = f"?periodo={chosen}" if chosen else ""
    title = _("Asistencia por delegación") if exercise.municipal else _("Asistencia por territorio")
    return OriginsPage(
        exercise=exercise,
        title=title,
        description=_("De dónde vienen las personas que asisten a las sesiones de «%(body)s».") % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(title)),
        body=body.name,
        url=url,
        periods=(
            Option(_("Todo"), "", not chosen, url),
            *(Option(str(year), str(year), str(year) == chosen, f"{url}?periodo={year}") for year in years),
        ),
        sessions=len(meetings),
        origins=origins_of(meetings, exercise.jurisdiction_id),
        tree_url=f"{exercise.url}territorios/",
        downloads=downloads("attendance", query=query, slug=exercise.slug, uid=body.uid),
    )


def meetings_in(years: dict[int, list[int]], chosen: str) -> list[int]:
    return [pk for year, found in years.items() for pk in found if not chosen or str(year) == chosen]


def origin_rows(page: OriginsPage) -> Iterator[Row]:
    """As the page tells them; the two last lines are those who named another place and those who did not say."""
    period = next((option.value for option in page.periods if option.chosen), "") or "todo"
    lines = [(line.name, line.kind, line.people) for line in page.origins.lines]
    lines += [(name, "", 0) for name in page.origins.nobody_from]
    lines += [(_("Otro lugar"), "", page.origins.elsewhere), (_("No lo dijeron"), "", page.origins.silent)]
    for name, kind, people in lines:
        yield (page.body, period, page.sessions, name, kind, people, people is not None)
