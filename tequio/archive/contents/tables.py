"""The published tables, the same that the open data give, and who holds what by post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from tequio.archive.contents.pending import TABLE as PENDING
from tequio.archive.contents.pending import pending_of
from tequio.bodies.models import Body, Seat, SeatRole
from tequio.bodies.presence import post_of
from tequio.bodies.queries.directory import DIRECTORY, Filters, directory_rows
from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.exercises.models import Membership, Role
from tequio.exercises.queries import ExerciseHeader
from tequio.opendata import datasets, queries, routes
from tequio.opendata.filters import Filters as BoardFilters
from tequio.people.models import Post

SEATS = Dataset(
    "organos-y-asientos",
    "Órganos y asientos",
    "Un renglón por asiento de los órganos del lugar, con quién lo ocupa por institución o puesto. Sin nombres de personas.",
    (
        Field("organo", "Órgano", required=True),
        Field("clase", "Clase de órgano", required=True),
        Field("instalado_el", "Día de su instalación", FieldKind.DATE),
        Field("asiento", "Asiento", required=True),
        Field("calidad", "Calidad", choices=tuple(str(each.label) for each in SeatRole), required=True),
        Field("sector", "Sector"),
        Field("vota", "Tiene voto", FieldKind.BOOLEAN, required=True),
        Field("vacante", "Está vacante", FieldKind.BOOLEAN, required=True),
        Field("desde", "Desde", FieldKind.DATE),
        Field("hasta", "Terminó el", FieldKind.DATE),
        Field("periodo_hasta", "Su periodo termina el", FieldKind.DATE),
        Field("uid", "Identificador", required=True, unique=True),
    ),
)
ROLES = Dataset(
    "cargos",
    "Cargos en el ejercicio, por puesto",
    "Un renglón por cargo que alguien tuvo o tiene, dicho por su puesto. Sin nombres de personas.",
    (
        Field("cargo", "Cargo", choices=tuple(str(each.label) for each in Role), required=True),
        Field("puesto", "Puesto"),
        Field("institucion", "Institución"),
        Field("desde", "Desde", FieldKind.DATE, required=True),
        Field("hasta", "Hasta", FieldKind.DATE),
        Field("uid", "Identificador", required=True, unique=True),
    ),
)


def published(exercise: ExerciseHeader, *, now: datetime) -> Iterator[tuple[Dataset, Iterable[Row]]]:
    """Each table with its rows, which are read as they are asked for."""
    site = str(settings.SITE_URL).rstrip("/")
    yield datasets.COMMITMENTS, queries.commitment_rows(exercise, BoardFilters(), site)
    yield datasets.ACTIVITIES, queries.activity_rows(exercise)
    yield datasets.FINDINGS, queries.finding_rows(exercise)
    if routes.has_route(exercise):
        yield datasets.ROUTE, routes.route_rows(routes.route_of(exercise))
    yield DIRECTORY, directory_rows(exercise, Filters())
    yield SEATS, seat_rows(exercise)
    yield ROLES, role_rows(exercise)
    yield PENDING, (each.row for each in pending_of(exercise, reserved=False, now=now))


def seat_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    bodies = Body.objects.filter(jurisdiction=exercise.jurisdiction_id)
    rows = Seat.objects.filter(body__in=bodies).select_related("body", "organisation").order_by("body__name", "pk")
    for each in rows.iterator(chunk_size=500):
        yield (
            each.body.name,
            each.body.get_kind_display(),
            each.body.installed_on,
            post_of(each),
            each.get_role_display(),
            each.get_sector_display() or None,
            each.votes,
            each.is_vacant(),
            each.starts_on,
            each.ends_on or each.body.dissolved_on,
            each.term_ends_on,
            str(each.uid),
        )


def role_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    rows = list(Membership.objects.filter(exercise=exercise.id).select_related("organisation").order_by("pk"))
    posts = posts_of({each.person_id for each in rows})
    for each in rows:
        title, organisation = posts.get(each.person_id, ("", ""))
        yield (
            each.get_role_display(),
            title or None,
            (each.organisation.name if each.organisation else organisation) or None,
            each.starts_at.astimezone(exercise.zone).date(),
            each.ends_at.astimezone(exercise.zone).date() if each.ends_at else None,
            str(each.uid),
        )


def posts_of(people: set[int]) -> dict[int, tuple[str, str]]:
    """Person → title and institution of her last post."""
    rows = Post.objects.filter(person__in=people).order_by("pk").values_list("person", "title", "organisation__name")
    return {person: (title, organisation) for person, title, organisation in rows if person is not None}
