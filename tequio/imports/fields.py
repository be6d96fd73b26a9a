"""What each record of a reading is asked for on the page: names of its attributes, in the words of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tequio.core.reading import records
from tequio.core.reading.records import Kind, Sector
from tequio.formats.reading_json import to_json

Path = tuple[str | int, ...]
Json = dict[str, Any]
#: rows of a table shown and corrected at a time
CHUNK = 20


class Form(StrEnum):
    LINE = "line"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    #: a list of texts, one on each line
    LINES = "lines"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` may go down: "problem.official". ``most`` is a limit that is counted, not enforced: a rule speaks of it."""

    name: str
    label: str | Promise
    form: Form = Form.LINE
    hint: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    required: bool = False
    most: int | None = None
    #: letters that fit
    longest: int = 4000

    @property
    def steps(self) -> Path:
        return tuple(self.name.split("."))


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of one kind under a record; ``blank`` is what a new one begins with."""

    name: str
    label: str | Promise
    one: str | Promise
    fields: tuple[Field, ...]
    blank: Any

    def new(self) -> Json:
        made: Json = to_json(self.blank)
        return made


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a reading that fits on a page: some fields of the record at ``path``, and some of its rows ``[first, last)``."""

    key: str
    title: str
    path: Path
    fields: tuple[Field, ...] = ()
    rows: Rows | None = None
    first: int = 0
    last: int | None = None


DATE_HINT = lazy("Como lo escriba: 5 de septiembre de 2019, 05/09/2019, noviembre de 2021 o «Por definir».")
LINES_HINT = lazy("Uno en cada renglón.")
SECTORS = (
    (Sector.GOVERNMENT.value, lazy("Gobierno")),
    (Sector.CIVIL_SOCIETY.value, lazy("Sociedad civil")),
    (Sector.GUARANTOR.value, lazy("Órgano garante")),
    (Sector.AUTONOMOUS.value, lazy("Órgano autónomo")),
    (Sector.PRIVATE.value, lazy("Iniciativa privada")),
    (Sector.ACADEMIA.value, lazy("Academia")),
    (Sector.CITIZEN.value, lazy("Ciudadanía")),
)
KINDS = (("", lazy("No lo dice")), ("new", lazy("Nuevo")), ("ongoing", lazy("En curso")))


def lines(name: str, label: str | Promise, longest: int = 4000) -> Field:
    return Field(name, label, Form.LINES, LINES_HINT, longest=longest)


def date(name: str, label: str | Promise) -> Field:
    return Field(name, label, Form.DATE, DATE_HINT)


def text(name: str, label: str | Promise, most: int | None = None) -> Field:
    return Field(name, label, Form.TEXT, most=most)


SHEET = (
    Field("title", lazy("Título"), Form.TEXT, required=True),
    Field("number", lazy("Número"), Form.NUMBER),
    Field("kind", lazy("Nuevo o en curso"), Form.CHOICE, choices=KINDS),
    Field("branch", lazy("Poder u orden que lo asume"), longest=60),
    Field("theme", lazy("Tema"), longest=300),
    date("starts_on", lazy("Fecha de inicio")),
    date("ends_on", lazy("Fecha de conclusión")),
    text("description", lazy("Descripción"), 280),
    text("objective", lazy("Objetivo")),
    text("predecessor", lazy("Compromiso que continúa")),
)
PROBLEM = (
    text("problem.official", lazy("El problema, como lo dice el documento")),
    text("problem.citizen_wording", lazy("El problema, en palabras de la ciudadanía")),
    text("problem.note", lazy("Precisión del problema")),
)
RESPONSIBLE = (
    Field("responsible.organisation", lazy("Institución responsable"), longest=300),
    Field("responsible.person", lazy("Persona responsable"), longest=200),
    Field("responsible.post", lazy("Puesto"), longest=200),
    Field("responsible.area", lazy("Área o departamento"), longest=200),
    Field("responsible.email", lazy("Correo electrónico"), longest=254),
    Field("responsible.phone", lazy("Teléfono"), longest=60),
    Field("responsible.extension", lazy("Extensión"), longest=20),
)
ACTORS = Rows(
    "actors",
    lazy("Participantes"),
    lazy("Participante"),
    (
        Field("name", lazy("Persona"), longest=200),
        Field("organisation", lazy("Organización"), longest=300),
        Field("sector", lazy("Sector"), Form.CHOICE, choices=SECTORS),
    ),
    records.Actor(),
)
VALUES = (
    text("values.access", lazy("Acceso a la información")),
    text("values.accountability", lazy("Rendición de cuentas")),
    text("values.participation", lazy("Participación ciudadana")),
    text("values.technology", lazy("Tecnología e innovación")),
    text("anticorruption", lazy("Cómo ayuda contra la corrupción")),
    text("strategy", lazy("Estrategia")),
    lines("indicators", lazy("Indicadores")),
    lines("sector_roles", lazy("Papel de cada sector")),
    lines("impact_evidence", lazy("Elementos para medir el impacto")),
)
GOAL = (
    Field("number", lazy("Número"), Form.NUMBER),
    Field("title", lazy("Objetivo o meta"), Form.TEXT, required=True),
    lines("means", lazy("Medios de verificación"), 200),
    lines("responsibles", lazy("Responsables"), 200),
)
ACTIVITIES = Rows(
    "activities",
    lazy("Actividades"),
    lazy("Actividad"),
    (
        Field("title", lazy("Actividad"), Form.TEXT, required=True),
        date("date", lazy("Fecha de cumplimiento")),
        lines("means", lazy("Medios propios de la actividad"), 200),
    ),
    records.Activity(""),
)
#: only to add one or to take one out; what each one says has a part of its own
GOALS = Rows(
    "goals",
    lazy("Metas"),
    lazy("Meta"),
    (
        Field("number", lazy("Número"), Form.NUMBER),
        Field("title", lazy("Objetivo o meta"), Form.TEXT, required=True, longest=32_000),
    ),
    records.Goal(None, ""),
)
ROUTE = (
    text("objective", lazy("Objetivo general")),
    lines("objectives", lazy("Objetivos específicos")),
    date("target_window", lazy("Firma prevista")),
)
PHASES = Rows(
    "phases",
    lazy("Fases"),
    lazy("Fase"),
    (
        Field("number", lazy("Número"), Form.NUMBER),
        Field("title", lazy("Fase"), Form.TEXT, required=True),
        date("starts", lazy("Inicio")),
        date("ends", lazy("Fin")),
        Field("duration", lazy("Días hábiles"), Form.NUMBER),
        Field("predecessors", lazy("Va después de"), hint=lazy("Números de fase, por ejemplo 3; 4")),
    ),
    records.Phase(None, ""),
)
MILESTONES = Rows(
    "milestones",
    lazy("Fechas clave"),
    lazy("Fecha clave"),
    (Field("name", lazy("Qué"), required=True, longest=300), date("date", lazy("Cuándo"))),
    records.Milestone(""),
)
YEAR = (
    Field("area", lazy("Área")),
    Field("administration", lazy("Administración")),
    Field("slogan", lazy("Lema")),
    lines("objectives", lazy("Objetivos")),
    lines("goals", lazy("Metas")),
    lines("mechanisms", lazy("Mecanismos de participación")),
    Field("signatory", lazy("Quien firma")),
)
PLANNED = (
    Field("code", lazy("Número"), longest=20),
    Field("title", lazy("Actividad"), Form.TEXT, required=True),
    date("starts", lazy("Inicio")),
    date("ends", lazy("Fin")),
)
CHILDREN = Rows("children", lazy("Subactividades"), lazy("Subactividad"), PLANNED, records.PlannedActivity("", ""))
YEARLY = Rows(
    "activities",
    lazy("Actividades"),
    lazy("Actividad"),
    (
        Field("code", lazy("Número"), longest=32_000),
        Field("title", lazy("Actividad"), Form.TEXT, required=True, longest=32_000),
    ),
    records.PlannedActivity("", ""),
)
CALL = (
    Field("title", lazy("Título"), Form.TEXT, required=True),
    Field("ordinal", lazy("Número del plan"), Form.NUMBER),
    Field("edition", lazy("Edición")),
    date("opens_on", lazy("Abre el")),
    date("closes_on", lazy("Cierra el")),
    lines("requirements", lazy("Requisitos")),
    lines("objectives", lazy("Objetivos")),
    lines("contact", lazy("Contacto")),
    lines("hashtags", lazy("Etiquetas")),
)
BASES = Rows(
    "sections",
    lazy("Bases"),
    lazy("Base"),
    (Field("heading", lazy("Título"), required=True), lines("paragraphs", lazy("Texto"))),
    records.CallSection(""),
)
METHOD = (lines("axes", lazy("Ejes"), 300), lines("notes", lazy("Notas")))
STEPS = Rows(
    "steps",
    lazy("Pasos"),
    lazy("Paso"),
    (
        Field("number", lazy("Número"), longest=20),
        Field("title", lazy("Paso"), required=True, longest=300),
        text("text", lazy("En qué consiste")),
    ),
    records.Step("", ""),
)


def sections_of(reading: Json) -> list[Section]:
    """The parts of a stored reading, in the order of the document."""
    match reading["kind"]:
        case Kind.COMMITMENT_SHEET:
            return [part for at, sheet in enumerate(reading["commitments"]) for part in _of_sheet(at, sheet, reading)]
        case Kind.ROUTE:
            whole = Section("ruta", _("La ruta"), ("route",), ROUTE)
            dates = Section("fechas-clave", _("Fechas clave"), ("route",), rows=MILESTONES)
            phases = _chunks("fases", ("route",), PHASES, len(reading["route"]["phases"]))
            return [whole, *phases, dates]
        case Kind.ANNUAL_PLAN:
            planned = reading["annual_plan"]["activities"]
            listed = _chunks("actividades", ("annual_plan",), YEARLY, len(planned))
            return [Section("plan", _("El plan"), ("annual_plan",), YEAR), *_of_planned(planned), *listed]
        case Kind.CALL:
            return [
                Section("convocatoria", _("La convocatoria"), ("call",), CALL),
                *_chunks("bases", ("call",), BASES, len(reading["call"]["sections"])),
            ]
        case Kind.METHODOLOGY:
            return [
                Section("metodologia", _("Ejes y notas"), ("methodology",), METHOD),
                *_chunks("pasos", ("methodology",), STEPS, len(reading["methodology"]["steps"])),
            ]
    return []


def _of_sheet(at: int, sheet: Json, reading: Json) -> Iterator[Section]:
    several = len(reading["commitments"]) > 1
    path, key = ("commitments", at), f"c{at + 1}-" if several else ""
    named = _("Compromiso %(n)s: ") % {"n": at + 1} if several else ""
    yield Section(f"{key}ficha", named + _("Ficha del compromiso"), path, SHEET)
    yield Section(f"{key}problema", named + _("Problema"), path, PROBLEM)
    yield Section(f"{key}responsable", named + _("Responsable"), path, RESPONSIBLE)
    yield Section(f"{key}participantes", named + _("Quiénes participan"), path, rows=ACTORS)
    yield Section(f"{key}valores", named + _("Valores y alcance"), path, VALUES)
    for place, goal in enumerate(sheet["goals"]):
        number = goal["number"] if goal["number"] is not None else place + 1
        title = named + _("Meta %(n)s") % {"n": number}
        here = (*path, "goals", place)
        yield from _with_rows(f"{key}meta-{place + 1}", title, here, GOAL, ACTIVITIES, len(goal["activities"]))
    yield from _chunks(f"{key}metas", path, GOALS, len(sheet["goals"]), named)


def _of_planned(planned: list[Json]) -> Iterator[Section]:
    for place, activity in enumerate(planned):
        title = _("Actividad %(n)s") % {"n": activity["code"] or place + 1}
        path = ("annual_plan", "activities", place)
        yield from _with_rows(f"actividad-{place + 1}", title, path, PLANNED, CHILDREN, len(activity["children"]))
        yield from _below(activity, path, f"actividad-{place + 1}")


def _below(activity: Json, path: Path, key: str) -> Iterator[Section]:
    """Where a subactivity has its own: those are rows of a part of their own."""
    for place, child in enumerate(activity["children"]):
        if child["children"]:
            here, name = (*path, "children", place), f"{key}-{place + 1}"
            yield Section(name, _("Actividad %(n)s") % {"n": child["code"]}, here, (), CHILDREN)
            yield from _below(child, here, name)


def _with_rows(
    key: str, title: str, path: Path, fields: tuple[Field, ...], rows: Rows, total: int
) -> Iterator[Section]:
    """A record and its rows together while they fit on one page."""
    if total <= 2 * CHUNK:
        yield Section(key, title, path, fields, rows)
        return
    yield Section(key, title, path, fields)
    yield from _chunks(f"{key}-filas", path, rows, total, f"{title}: ")


def _chunks(key: str, path: Path, rows: Rows, total: int, named: str = "") -> Iterator[Section]:
    for first in range(0, max(total, 1), CHUNK):
        last = min(first + CHUNK, total)
        span = {"rows": rows.label, "first": first + 1, "last": last}
        title = str(rows.label) if total <= CHUNK else _("%(rows)s %(first)s a %(last)s") % span
        yield Section(key if first == 0 else f"{key}-{first + 1}", named + title, path, (), rows, first, last)


def at(data: Any, path: Path) -> Any:
    """What stands at a path of a stored reading."""
    for step in path:
        data = data[step]
    return data
