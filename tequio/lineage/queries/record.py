from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.audit.models import Event, Seal
from tequio.exercises.queries import ExerciseHeader
from tequio.lineage.queries.log import Entry, entry
from tequio.web.pages import Crumb, Download

PAGE = 40


@dataclass(frozen=True, slots=True)
class RecordPage:
    """``older_url`` continues by event number, so that its cost does not grow with the depth."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    entries: tuple[Entry, ...]
    older_url: str
    newest_url: str
    head: str
    sealed: int
    downloads: tuple[Download, ...] = ()


def record_page(exercise: ExerciseHeader, before: str) -> RecordPage:
    events = Event.objects.filter(exercise_uid=exercise.uid).order_by("-id")
    if before.isascii() and before.isdigit():
        events = events.filter(id__lt=int(before[:18]))
    found = list(events[: PAGE + 1])
    seal = Seal.objects.order_by("-last_sequence").first()
    url = f"{exercise.url}bitacora/"
    return RecordPage(
        exercise=exercise,
        title=_("Registro público de cambios"),
        description=_("Todo lo que ha cambiado en %(name)s: qué, cuándo, antes y después.") % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Registro público"))),
        entries=tuple(entry(event, exercise) for event in found[:PAGE]),
        older_url=f"{url}?pagina={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        newest_url=url if before else "",
        head=seal.head if seal else "",
        sealed=seal.last_sequence if seal else 0,
    )
