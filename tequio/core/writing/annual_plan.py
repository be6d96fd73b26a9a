"""The annual plan of an area: objectives, goals and a schedule numbered 1, 1.1, 1.2, 2…"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tequio.core.outline import (
    Align,
    Block,
    Cell,
    Heading,
    Listing,
    Order,
    Outline,
    Signatory,
    Signatures,
    Table,
    lines_of,
)
from tequio.core.reading.records import AnnualPlan, PlannedActivity
from tequio.core.writing.words import Style, date_cell

TITLE = "PLAN ANUAL DE TRABAJO"
WIDTHS = (8, 58, 17, 17)
WIDTHS_WITH_OBJECTIVE = (8, 48, 15, 15, 14)


def annual_plan(plan: AnnualPlan, *, foot: str = "", dated: date | None = None) -> Outline:
    """The motto heads every page; dates that come from the children are left to them (requirement 104)."""
    return Outline(
        title=f"{TITLE} {plan.area}".strip(),
        blocks=tuple(_blocks(plan)),
        first_sheet="Plan anual",
        running_head=plan.slogan,
        running_foot=foot,
        dated=dated,
    )


def _blocks(plan: AnnualPlan) -> Iterator[Block]:
    yield Heading(TITLE, 1, Align.CENTRE)
    term = f"ADMINISTRACIÓN {plan.administration}" if plan.administration[:1].isdigit() else plan.administration
    for line in (plan.area, term):
        if line:
            yield Heading(line, 2, Align.CENTRE)
    for heading, items in (("OBJETIVOS", plan.objectives), ("METAS", plan.goals)):
        if items:
            yield Heading(heading, 2)
            yield Listing(items, Order.LETTERS)
    yield _schedule(plan)
    if plan.signatory:
        yield Signatures((_signatory(plan.signatory),))


def _signatory(text: str) -> Signatory:
    """ "Nombre, puesto", or one under the other."""
    first, *rest = lines_of(text)
    name, _, post = first.partition(", ")
    return Signatory(name, ", ".join(part for part in (post, *rest) if part))


def _schedule(plan: AnnualPlan) -> Table:
    linked = any(row.objectives for parent in plan.activities for row in (parent, *parent.children))
    names = ["No.", "ACTIVIDADES", "FECHA INICIO", "FECHA TÉRMINO"] + ["OBJETIVO"] * linked
    widths = WIDTHS_WITH_OBJECTIVE if linked else WIDTHS
    head = (
        (Cell(("CRONOGRAMA",), columns=len(widths), strong=True, align=Align.CENTRE),),
        tuple(Cell((name,), strong=True) for name in names),
    )
    rows = (_row(row, linked=linked) for parent in plan.activities for row in _with_children(parent))
    return Table(widths, (*head, *rows), head=2, title="Cronograma")


def _with_children(activity: PlannedActivity) -> Iterator[PlannedActivity]:
    yield activity
    for child in activity.children:
        yield from _with_children(child)


def _row(activity: PlannedActivity, *, linked: bool) -> tuple[Cell, ...]:
    parent = "." not in activity.code
    starts, ends = (None, None) if activity.derived else (activity.starts, activity.ends)
    cells = [
        Cell((activity.code,) if activity.code else (), strong=parent, align=Align.CENTRE),
        Cell(lines_of(activity.title), strong=parent),
        date_cell(starts, Style.CAPITALS),
        date_cell(ends, Style.CAPITALS),
    ]
    return tuple([*cells, Cell((", ".join(activity.objectives),), align=Align.CENTRE)] if linked else cells)
