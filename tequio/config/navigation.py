"""The sections of an exercise. Only here is every room known, so only here can one query ask what each of them holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.bodies.models import Body
from tequio.calls.models import Call, Mechanism
from tequio.checks.models import CheckRun
from tequio.commitments.models import Commitment
from tequio.exercises.models import Axis, Exercise, Membership, MethodStep, Role
from tequio.listening.models import Advice, Event
from tequio.people.drafts import key_of
from tequio.people.models import Person
from tequio.people.visitors import person_of
from tequio.workplans.models import WorkPlan

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Section:
    """``current`` is "page" on its page, "true" on one under it, empty elsewhere."""

    label: str
    url: str
    current: str


@dataclass(frozen=True, slots=True)
class Site:
    """``here`` is the address with its filters, for the language switch; ``visitor`` the name of who entered."""

    canonical: str
    here: str
    today: date
    sections: tuple[Section, ...] = ()
    contact: str = ""
    enter: str = "/entrar/"
    visitor: str = ""
    #: key of the same, which forms carry so that a draft is never another person's
    who: str = ""


#: pages to which nobody is sent back after entering; the address of one of them is a secret
ENTRANCE = ("/entrar/", "/salir/", "/correo/")


def site(request: HttpRequest) -> dict[str, Site]:
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    held = holdings(slug) if slug else None
    entering = request.path.startswith(ENTRANCE)
    address = request.path if entering else request.get_full_path()
    here = Site(f"{settings.SITE_URL}{request.path}", address, timezone.localdate())
    if not entering:
        here = replace(here, enter=f"/entrar/?{urlencode({'next': address})}")
    if person := person_of(request):
        here = replace(here, visitor=person.name or _("Su cuenta"), who=key_of(person))
    if slug and held:
        held["works"] = person is not None and works_in(person, slug)
        if held["works"] or held["status"] != "draft":
            here = replace(here, sections=sections_of(slug, request.path, held), contact=contact_of(held["contact"]))
    return {"site": here}


def works_in(person: Person, slug: str) -> bool:
    """Whether the documents on their way in are hers to see. One query, and only for who entered."""
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())
    roles = (Role.SECRETARIAT, Role.AUDITOR, Role.ADMINISTRATOR)
    return (
        person.is_administrator
        or Membership.objects.filter(still, exercise__slug=slug, person=person, role__in=roles).exists()
    )


def contact_of(lines: Any) -> str:
    """The first e-mail address of the last call: the office's, as it published it."""
    found = re.search(
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lines if isinstance(lines, str) else " ".join(map(str, lines or ()))
    )
    return found[0] if found else ""


def sections_of(slug: str, path: str, held: dict[str, Any]) -> tuple[Section, ...]:
    """Where there is nothing yet, only who may begin it is led there: of an archived exercise, nobody."""
    archived = held["status"] == "archived"
    begins = held.get("works") and not archived
    links = [
        (_("Inicio"), "", True),
        (_("Convocatoria"), "convocatoria/", held["call"] or begins),
        (_("Diálogo"), "dialogo/", held["dialogue"]),
        (_("Metodología"), "metodologia/", held["method"]),
        (_("Plan anual"), "plan-anual/", held["annual"]),
        (_("Ruta crítica"), "ruta/", held["route"]),
        (_("Compromisos"), "compromisos/", held["commitment"] or (begins and not held["annual"])),
        (_("Tablero"), "tablero/", held["commitment"]),
        (_("Órganos"), "organos/", held["body"]),
        (_("Eventos"), "eventos/", held["event"] or begins),
        (_("Orientaciones"), "orientaciones/", held["advice"]),
        (_("Hallazgos"), "hallazgos/", held["check"]),
        (_("Datos abiertos"), "datos/", True),
        (_("Entrega"), "entrega/", archived or held.get("works")),
        (_("Importar"), "importar/", begins),
    ]
    return tuple(
        Section(label, f"/{slug}/{end}", current(f"/{slug}/{end}", path, end)) for label, end, shown in links if shown
    )


def current(url: str, path: str, end: str) -> str:
    if path == url:
        return "page"
    return "true" if end and path.startswith(url) else ""


def holdings(slug: str) -> dict[str, Any] | None:
    """What the exercise has, in one query whatever its size. Its text is built once: building it costs far more than running it."""
    sql, params = statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [slug if value == SLUG else value for value in params])
        row = cursor.fetchone()
    return dict(zip(HELD, row, strict=True)) if row else None


#: stands for the slug in the prepared statement
SLUG = "\0"
HELD = (
    "status",
    "call",
    "method",
    "annual",
    "route",
    "commitment",
    "check",
    "contact",
    "body",
    "dialogue",
    "event",
    "advice",
)


@cache
def statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    mine = Q(exercise=OuterRef("pk"))
    plans = WorkPlan.objects.filter(mine)
    calls = Call.objects.filter(mine).exclude(status="draft")
    found = Exercise.objects.filter(slug=SLUG).values_list(
        "status",
        Exists(calls),
        cast("Combinable", Exists(MethodStep.objects.filter(mine)) | Exists(Axis.objects.filter(mine))),
        Exists(plans.filter(kind="annual")),
        Exists(plans.filter(kind="route")),
        Exists(Commitment.objects.filter(mine, status="published")),
        Exists(CheckRun.objects.filter(mine)),
        Subquery(calls.order_by("-opens_at").values("contact")[:1]),
        Exists(Body.objects.filter(jurisdiction=OuterRef("jurisdiction"), dissolved_on__isnull=True)),
        Exists(Mechanism.objects.filter(mine)),
        Exists(Event.objects.public().filter(mine)),
        Exists(Advice.objects.filter(mine, withdrawn_at__isnull=True)),
    )
    sql, params = found.query.sql_with_params()
    return sql, tuple(params)
