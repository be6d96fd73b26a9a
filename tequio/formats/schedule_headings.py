"""Which column of a table of activities is which, by its heading in Spanish or English."""

from __future__ import annotations

import re
from typing import Final

from tequio.core.dates.words import fold


class Column:
    """Plain texts: a table of 100,000 rows asks for them a million times, and hashing a member of an Enum is a Python call."""

    ID: Final = "id"
    DURATION: Final = "duration"
    PREDECESSORS: Final = "predecessors"
    CONSTRAINT: Final = "constraint"
    PARENT: Final = "parent"
    START: Final = "start"
    FINISH: Final = "finish"
    NAME: Final = "name"


#: folded, in order of preference: where a table has both "No." and "Fase", the number is the id and the phase the name
_SYNONYMS: dict[str, tuple[str, ...]] = {
    Column.ID: (
        "id", "no", "n", "nº", "n°", "no de actividad", "no de fase", "no de tarea", "num", "numero", "number", "#", "clave",
        "codigo", "code", "wbs", "edt", "phase", "fase", "consecutivo", "folio",
    ),
    Column.DURATION: (
        "duration", "duracion", "duration wd", "duracion wd", "dias", "dias habiles", "duracion en dias", "duracion en dias habiles",
        "duracion dias", "duracion dias habiles", "plazo", "plazo en dias", "plazo dias", "days", "jornadas", "tiempo en dias",
    ),
    Column.PREDECESSORS: (
        "predecessors", "predecessor", "predecesoras", "predecesora", "predecesores", "predecesor", "precedentes", "precedencia",
        "precedencias", "antecesoras", "antecesores", "antecedentes", "dependencias", "dependencia", "depende de", "depends on",
        "despues de", "actividades previas", "actividad previa",
    ),
    Column.CONSTRAINT: ("constraint", "constraints", "restriccion", "restricciones", "delimitacion"),
    Column.PARENT: ("parent", "parte de", "resumen", "pertenece a"),
    Column.START: (
        "start", "inicio", "fecha de inicio", "fecha inicio", "inicia", "comienzo", "fecha de comienzo", "start date", "inicio propuesto",
    ),
    Column.FINISH: (
        "finish", "fin", "termino", "final", "fecha de termino", "fecha termino", "fecha de fin", "fecha fin", "fecha final",
        "conclusion", "fecha de conclusion", "termina", "end", "end date", "finish date", "cierre",
    ),
    Column.NAME: (
        "name", "nombre", "actividad", "actividades", "nombre de la actividad", "nombre de la tarea", "nombre de tarea", "task",
        "task name", "tarea", "tareas", "activity", "titulo", "descripcion", "concepto", "accion", "acciones", "phase", "fase",
        "fases", "etapa", "paso", "hito", "proceso",
    ),
}  # fmt: skip


def columns_of(headings: list[str]) -> tuple[dict[str, int], tuple[str, ...]] | None:
    """Where each column is, and the headings that mean nothing; None when this is no heading row (it names no duration)."""
    names = [_plain(heading) for heading in headings]
    place: dict[str, int] = {}
    for column, synonyms in _SYNONYMS.items():
        best = min(
            (
                (synonyms.index(name), at)
                for at, name in enumerate(names)
                if name in synonyms and at not in place.values()
            ),
            default=None,
        )
        if best is not None:
            place[column] = best[1]
    if Column.DURATION not in place or len(place) < 2:
        return None
    unknown = tuple(heading for at, heading in enumerate(headings) if heading.strip() and at not in place.values())
    return place, unknown


def _plain(heading: str) -> str:
    """ "Duración (días hábiles)" → "duracion"; "duration_wd" → "duration wd"."""
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", fold(heading[:80]))
    return " ".join(re.sub(r"[._:*/-]", " ", text).split())
