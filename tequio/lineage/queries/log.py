"""The public record in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.audit.models import Event
from tequio.exercises.queries import ExerciseHeader

#: what is shown on the page of one commitment; the whole record is one link away
SHOWN = 8

#: what a verb of the record says to a person; one without words here is told by its room
VERBS = {
    "commitments.commitment_published": gettext_lazy("Se publicó el compromiso."),
    "commitments.commitment_changed": gettext_lazy("Se cambió la ficha del compromiso."),
    "commitments.commitment_loaded": gettext_lazy("Se cargó la ficha desde su documento."),
    "monitoring.evidence_submitted": gettext_lazy("Se entregó una evidencia."),
    "monitoring.evidence_accepted": gettext_lazy("Se aceptó una evidencia."),
    "monitoring.evidence_returned": gettext_lazy("Se devolvió una evidencia."),
    "monitoring.delay_declared": gettext_lazy("Se movió la fecha de una actividad."),
    "workplans.activity_cancelled": gettext_lazy("Se canceló una actividad."),
    "workplans.activity_changed": gettext_lazy("Se cambió una actividad."),
    "workplans.baseline_taken": gettext_lazy("Se guardó el plan como quedó aprobado."),
}
ROOMS = {
    "audit": gettext_lazy("registro"),
    "bodies": gettext_lazy("órganos"),
    "calls": gettext_lazy("convocatoria"),
    "checks": gettext_lazy("revisión de reglas"),
    "commitments": gettext_lazy("compromisos"),
    "documents": gettext_lazy("documentos"),
    "exercises": gettext_lazy("ejercicio"),
    "files": gettext_lazy("archivos"),
    "imports": gettext_lazy("carga de documentos"),
    "monitoring": gettext_lazy("seguimiento"),
    "people": gettext_lazy("personas y organizaciones"),
    "places": gettext_lazy("lugares"),
    "workplans": gettext_lazy("plan de trabajo"),
}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    day: date
    text: str
    changes: tuple[Change, ...]
    sequence: int | None
    hash: str


def entries(own: list[UUID], parts: Iterable[UUID], exercise: ExerciseHeader) -> tuple[Entry, ...]:
    about = Q(subject_uid__in=[*own, *parts])
    return tuple(entry(event, exercise) for event in Event.objects.filter(about).order_by("-id")[:SHOWN])


def entry(event: Event, exercise: ExerciseHeader) -> Entry:
    return Entry(
        day=event.at.astimezone(exercise.zone).date(),
        text=sentence(event.verb),
        changes=tuple(change(field, pair) for field, pair in sorted(event.changes.items()) if isinstance(pair, list))[
            :6
        ],
        sequence=event.sequence,
        hash=event.hash[:12],
    )


def sentence(verb: str) -> str:
    if verb in VERBS:
        return str(VERBS[verb])
    room, _dot, name = verb.partition(".")
    return _("Cambio registrado en %(room)s: %(verb)s.") % {
        "room": ROOMS.get(room, room),
        "verb": name.replace("_", " "),
    }


def change(field: str, pair: list[object]) -> Change:
    before, after = (*pair, None, None)[:2]
    return Change(field, plain(before), plain(after))


def plain(value: object) -> str:
    if value is None or value == "":
        return "—"
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 160 else f"{text[:157]}…"
