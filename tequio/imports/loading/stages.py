"""In which stage of the exercise a phase falls, by the words of its title and what came before it."""

from __future__ import annotations

from collections.abc import Sequence

from tequio.core.dates.words import fold
from tequio.exercises.models import Kind, StageKey

#: the first list with a word of the title wins; words without accents, beginnings of words
WORDS: dict[str, tuple[tuple[StageKey, tuple[str, ...]], ...]] = {
    Kind.STATE.value: (
        (StageKey.COCREATION, ("cocreacion", "co-creacion", "definicion de objetivos", "definicion de compromisos")),
        (StageKey.SIGNATURE, ("firma", "plan de accion", " pal")),
        (StageKey.EVALUATION, ("evaluacion", "informe final")),
        (StageKey.MONITORING, ("seguimiento", "monitoreo", "implementacion")),
        (StageKey.DIAGNOSIS, ("sistematizacion", "diagnostico")),
        (StageKey.CONSULTATION, ("consulta", "foro", "grupos focales", "mesas", "especialistas", "encuesta", "sondeo")),
        (StageKey.CALL, ("convocatoria", "plan de trabajo", "divulgacion", "difusion", "instalacion")),
    ),
    Kind.MUNICIPAL.value: (
        (StageKey.HANDOVER, ("entrega", "cierre de administracion")),
        (StageKey.MECHANISMS, ("mecanismo", "consulta ciudadana")),
        (
            StageKey.MONITORING,
            ("periodica", "cada mes", "seguimiento", "consejos sociales", "ciudadanos de diversas colonias"),
        ),
        (StageKey.PRIORITIES, ("prioriz", "prioridad", "prioritari", "fais")),
        (StageKey.INSTALLATION, ("instalacion", "capacitacion", "presupuesto", "orden del dia")),
    ),
}


def stages_of(titles: Sequence[str], kind: str) -> list[StageKey]:
    """One for each title. A title that says nothing is in the stage of the one before it, the first in the first stage."""
    found: list[StageKey] = []
    for title in titles:
        told = _told(title, kind)
        found.append(told or (found[-1] if found else WORDS[kind][-1][0]))
    return found


def _told(title: str, kind: str) -> StageKey | None:
    words = f" {fold(title)}"
    return next((stage for stage, marks in WORDS[kind] if any(f" {mark.strip()}" in words for mark in marks)), None)
