"""The sheet of a commitment and its annual work plan, in the shape that the secretariats sign.

Source of the shape: the form that Mexican open-government secretariats took from OGP (identification, two boxes for new and
ongoing, actors by sector, problem, values, plan of six columns with a goal spanning its activities).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tequio.core.outline import (
    Align,
    Block,
    Cell,
    Heading,
    NewPage,
    Outline,
    Paragraph,
    Signatory,
    Signatures,
    Table,
    bullets,
    lines_of,
)
from tequio.core.reading.records import Activity, Actor, Commitment, Goal, PlanHeader, Sector
from tequio.core.writing.words import date_cell, written

SHEET_WIDTHS = (34, 36, 15, 15)
PLAN_WIDTHS = (5, 24, 18, 16, 20, 17)
BRANCHES = {
    "ejecutivo": "EL EJECUTIVO",
    "legislativo": "EL LEGISLATIVO",
    "judicial": "EL JUDICIAL",
    "autónomo": "UN ÓRGANO AUTÓNOMO",
    "autonomo": "UN ÓRGANO AUTÓNOMO",
    "municipal": "EL MUNICIPIO",
}
#: box → sectors that stand in it; the last takes whoever is left
BOXES = (
    ("Gobierno", {Sector.GOVERNMENT}),
    ("Órgano garante", {Sector.GUARANTOR}),
    ("Órganos autónomos", {Sector.AUTONOMOUS}),
    ("Sociedad civil, iniciativa privada, grupos de trabajo, academia, etc.", set[Sector]()),
)
#: boxes that the form always has, even when nobody is in them
ALWAYS = {BOXES[0][0], BOXES[-1][0]}
VALUES_LABEL = (
    "Descripción de cómo este compromiso es relevante para avanzar los valores de la OGP:",
    "1. Acceso a la información",
    "2. Rendición de cuentas",
    "3. Participación ciudadana",
    "4. Tecnología e innovación para la apertura",
)
ANTICORRUPTION_LABEL = (
    "Descripción de cómo este compromiso es relevante en el combate a la corrupción:",
    "(Señalar los elementos considerados para la evidencia de medición de impacto alcanzado)",
)


def commitment_sheets(
    commitments: Sequence[Commitment],
    header: PlanHeader,
    *,
    signatories: Sequence[Signatory] = (),
    foot: str = "",
    dated: date | None = None,
) -> Outline:
    """One sheet after another; ``signatories`` sign at the end. ``dated`` is the day of the data, not of the printing."""
    plan = plan_line(header)
    blocks: list[Block] = []
    for index, commitment in enumerate(commitments):
        if index:
            blocks.append(NewPage(_sheet_name("Ficha", index, len(commitments))))
        blocks += _one(commitment, plan, _sheet_name("Plan anual de trabajo", index, len(commitments)))
    if signatories:
        blocks.append(Signatures(tuple(signatories)))
    title = commitments[0].title if len(commitments) == 1 else plan
    return Outline(
        title=title,
        blocks=tuple(blocks),
        first_sheet=_sheet_name("Ficha", 0, len(commitments)),
        running_head=plan,
        running_foot=foot,
        dated=dated,
    )


def plan_line(header: PlanHeader) -> str:
    """The title of the plan with its year and its motto, as it heads every sheet (requirement 64)."""
    parts = [header.title]
    if header.year and str(header.year) not in header.title:
        parts.append(str(header.year))
    if header.motto and header.motto not in header.title:
        parts.append(f"“{header.motto}”")
    return " ".join(part for part in parts if part)


def _sheet_name(name: str, index: int, of: int) -> str:
    return name if of == 1 else f"{name} {index + 1}"


def _one(commitment: Commitment, plan: str, sheet: str) -> Iterator[Block]:
    if plan:
        yield Heading(plan, 1, Align.CENTRE)
    branch = BRANCHES.get(commitment.branch.lower(), commitment.branch.upper())
    of = f" POR {branch}" if branch else ""
    yield Heading(f"COMPROMISO DE GOBIERNO ABIERTO{of}: {commitment.title}", 2)
    yield Table(SHEET_WIDTHS, tuple(_sheet_rows(commitment)), title="Ficha del compromiso")
    yield NewPage(sheet)
    mark = "*" if commitment.subject_to_change else ""
    yield Heading(f"PLAN ANUAL DE TRABAJO{mark}", 2, Align.CENTRE)
    yield plan_table(commitment.goals, authorities=commitment.authority_column)
    if commitment.subject_to_change:
        yield Paragraph("*Sujeto a cambios", small=True)


def _sheet_rows(commitment: Commitment) -> Iterator[tuple[Cell, ...]]:
    new, ongoing = ("X" if commitment.kind == kind else "" for kind in ("new", "ongoing"))
    yield _label("Nuevo"), _mark(new), _label("En curso"), _mark(ongoing)
    if commitment.number is not None:
        yield _row("Número de compromiso", (str(commitment.number),))
    if commitment.predecessor:
        yield _row("Compromiso que continúa", lines_of(commitment.predecessor))
    yield _row("Tema", lines_of(commitment.theme))
    yield _row("Fecha de inicio", lines_of(written(commitment.starts_on)))
    yield _row("Fecha de conclusión", lines_of(written(commitment.ends_on)))
    yield from _responsible_rows(commitment)
    yield from _actor_rows(commitment.actors)
    yield _row("Problema/tema que se va a abordar (se pretende resolver)", tuple(_problem(commitment)))
    yield _row("Objetivo principal", lines_of(commitment.objective))
    yield _row("Breve descripción del compromiso (máximo 280 caracteres)", lines_of(commitment.description))
    yield _row(VALUES_LABEL, tuple(_values(commitment)))
    yield _row(ANTICORRUPTION_LABEL, lines_of(commitment.anticorruption))
    yield from _further_rows(commitment)


def _responsible_rows(commitment: Commitment) -> Iterator[tuple[Cell, ...]]:
    responsible = commitment.responsible
    yield _row("Institución responsable", lines_of(responsible.organisation))
    yield _row("Nombre de la persona responsable", lines_of(responsible.person))
    yield _row("Puesto", lines_of(responsible.post))
    yield _row("Área o Departamento", lines_of(responsible.area))
    yield _row("Correo electrónico", lines_of(responsible.email))
    phone, extension = Cell(lines_of(responsible.phone)), Cell(lines_of(responsible.extension))
    if phone.lines:
        yield _label("Teléfono"), phone, _label("Extensión"), extension
        return
    # beside an empty telephone the word "Extensión" would be taken for the number
    yield _row("Teléfono", ())
    if extension.lines:
        yield _row("Extensión", extension.lines)


def _actor_rows(actors: Sequence[Actor]) -> Iterator[tuple[Cell, ...]]:
    left = list(actors)
    for label, sectors in BOXES:
        inside = [actor for actor in left if not sectors or (actor.box or actor.sector) in sectors]
        left = [actor for actor in left if actor not in inside]
        if inside or label in ALWAYS:
            yield _row(label, bullets(map(_actor, inside)))


def _actor(actor: Actor) -> str:
    citizen = "Ciudadana o ciudadano" if actor.sector is Sector.CITIZEN and not actor.organisation else ""
    return ", ".join(part for part in (actor.name, actor.organisation or citizen) if part)


def _problem(commitment: Commitment) -> Iterator[str]:
    problem = commitment.problem
    quote = f"(expresado por la ciudadanía en mesas de trabajo como: {problem.citizen_wording})"
    official = list(lines_of(problem.official))
    if problem.citizen_wording:
        official = [*official[:-1], " ".join([*official[-1:], quote])]
    yield from official
    yield from (f"* {line}" for line in lines_of(problem.note))


def _values(commitment: Commitment) -> Iterator[str]:
    values = commitment.values
    named = (
        ("Transparencia", values.access),
        ("Rendición de Cuentas", values.accountability),
        ("Participación Ciudadana", values.participation),
        ("Innovación tecnológica", values.technology),
    )
    for letter, (name, text) in zip("abcd", named, strict=True):
        if text:
            yield f"{letter}. {name}: {' '.join(lines_of(text))}"


def _further_rows(commitment: Commitment) -> Iterator[tuple[Cell, ...]]:
    """Boxes that only some forms have: where this one had them, and where there is something to put in them."""
    boxes: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("indicators", "Indicador", commitment.indicators),
        ("strategy", "Estrategia", lines_of(commitment.strategy)),
        ("sector_roles", "Participación de cada sector", commitment.sector_roles),
    )
    for name, label, lines in boxes:
        if lines or name in commitment.fields:
            yield _row(label, lines if name == "strategy" or len(lines) < 2 else bullets(lines))


def plan_table(goals: Iterable[Goal], *, authorities: bool = False) -> Table:
    """The six columns; a goal spans its activities, and so do its means where the activities have none of their own."""
    who = "AUTORIDAD ENCARGADA DEL CUMPLIMIENTO" if authorities else "RESPONSABLE DEL CUMPLIMIENTO"
    names = (
        "No.",
        "OBJETIVOS O METAS",
        "ACTIVIDADES ESPECÍFICAS",
        "FECHA DE CUMPLIMIENTO",
        "MEDIOS DE VERIFICACIÓN",
        who,
    )
    head = tuple(Cell((name,), strong=True) for name in names)
    rows = [row for goal in goals for row in _goal_rows(goal)]
    return Table(PLAN_WIDTHS, (head, *rows), head=1, title="Plan anual de trabajo")


def _goal_rows(goal: Goal) -> Iterator[tuple[Cell, ...]]:
    activities = goal.activities or (Activity(""),)
    tall = len(activities)
    own_means = any(activity.means for activity in activities)
    own_people = any(activity.responsibles for activity in activities)
    for index, activity in enumerate(activities):
        first = index == 0
        cells: list[Cell] = []
        if first:
            number = (str(goal.number),) if goal.number is not None else ()
            cells += [Cell(number, tall, align=Align.CENTRE, value=goal.number), Cell(lines_of(goal.title), tall)]
        cells += [Cell(lines_of(activity.title)), date_cell(activity.date)]
        if own_means:
            cells.append(Cell(bullets(_means(goal, activity, first=first))))
        elif first:
            cells.append(Cell(bullets(goal.means), tall))
        if own_people:
            cells.append(Cell(activity.responsibles or _people(goal)))
        elif first:
            cells.append(Cell(_people(goal), tall))
        yield tuple(cells)


def _means(goal: Goal, activity: Activity, *, first: bool) -> tuple[str, ...]:
    """Those of the activity; the goal's that no activity has stand by the activities without any, else by the first."""
    own = {means for other in goal.activities for means in other.means}
    shared = tuple(means for means in goal.means if means not in own)
    if not activity.means:
        return shared
    nowhere_else = first and all(other.means for other in goal.activities)
    return (*activity.means, *shared) if nowhere_else else activity.means


def _people(goal: Goal) -> tuple[str, ...]:
    return goal.responsibles or lines_of(goal.responsible_text)


def _label(text: str) -> Cell:
    return Cell((text,), heading=True)


def _mark(text: str) -> Cell:
    return Cell((text,) if text else (), strong=True, align=Align.CENTRE)


def _row(label: str | tuple[str, ...], lines: tuple[str, ...]) -> tuple[Cell, ...]:
    names = (label,) if isinstance(label, str) else label
    return Cell(names, heading=True), Cell(lines, columns=len(SHEET_WIDTHS) - 1)
