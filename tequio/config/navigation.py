"""The sections of an exercise. Only here is every room known, so only here can one query ask what each of them holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.calls.models import Call
from tequio.checks.models import CheckRun
from tequio.commitments.models import Commitment
from tequio.exercises.models import Axis, Exercise, MethodStep
from tequio.workplans.models import WorkPlan


@dataclass(frozen=True, slots=True)
class Section:
    """``current`` is "page" on its page, "true" on one under it, empty elsewhere."""

    label: str
    url: str
    current: str


@dataclass(frozen=True, slots=True)
class Site:
    """``here`` is the address with its filters, for the language switch."""

    canonical: str
    here: str
    today: date
    sections: tuple[Section, ...] = ()
    contact: str = ""


def site(request: HttpRequest) -> dict[str, Site]:
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    held = holdings(slug) if slug else None
    here = Site(f"{settings.SITE_URL}{request.path}", request.get_full_path(), timezone.localdate())
    if slug and held:
        here = replace(here, sections=sections_of(slug, request.path, held), contact=contact_of(held["contact"]))
    return {"site": here}


def contact_of(lines: Any) -> str:
    """The first e-mail address of the last call: the office's, as it published it."""
    found = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", " ".join(map(str, lines))) if isinstance(lines, list) else None
    return found[0] if found else ""


def sections_of(slug: str, path: str, held: dict[str, Any]) -> tuple[Section, ...]:
    links = [
        (_("Inicio"), "", True),
        (_("Convocatoria"), "convocatoria/", held["call"]),
        (_("Metodología"), "metodologia/", held["method"]),
        (_("Plan anual"), "plan-anual/", held["annual"]),
        (_("Ruta crítica"), "ruta/", held["route"]),
        (_("Compromisos"), "compromisos/", held["commitment"]),
        (_("Tablero"), "tablero/", held["commitment"]),
        (_("Hallazgos"), "hallazgos/", held["check"]),
        (_("Datos abiertos"), "datos/", True),
    ]
    return tuple(
        Section(label, f"/{slug}/{end}", current(f"/{slug}/{end}", path, end)) for label, end, shown in links if shown
    )


def current(url: str, path: str, end: str) -> str:
    if path == url:
        return "page"
    return "true" if end and path.startswith(url) else ""


def holdings(slug: str) -> dict[str, Any] | None:
    """What the exercise has, in one query whatever its size."""
    mine = Q(exercise=OuterRef("pk"))
    plans = WorkPlan.objects.filter(mine)
    found = (
        Exercise.objects.public()
        .filter(slug=slug)
        .values(
            call=Exists(Call.objects.filter(mine).exclude(status="draft")),
            method=Exists(MethodStep.objects.filter(mine)) | Exists(Axis.objects.filter(mine)),
            annual=Exists(plans.filter(kind="annual")),
            route=Exists(plans.filter(kind="route")),
            commitment=Exists(Commitment.objects.filter(mine, status="published")),
            check=Exists(CheckRun.objects.filter(mine)),
            contact=Subquery(
                Call.objects.filter(mine).exclude(status="draft").order_by("-opens_at").values("contact")[:1]
            ),
        )
        .first()
    )
    return dict(found) if found else None
