"""Documents of a work plan: the route, the annual plan of an office, the plan of a commitment by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tequio.core.dates import from_edtf
from tequio.core.outline import Align, Heading, Outline, Paragraph
from tequio.core.reading.records import Phase, Route
from tequio.core.writing.annual_plan import annual_plan
from tequio.core.writing.commitment_sheet import plan_table
from tequio.core.writing.route import route
from tequio.workplans.models import Kind, WorkPlan
from tequio.workplans.records import annual_plan_of, goals_of, route_of


def workplan_outline(
    plan: WorkPlan, *, organisation: str, motto: str = "", foot: str = "", dated: date | None = None
) -> Outline:
    """In the shape in which the plan came, with what is stored now; ``motto`` heads the pages of an annual plan."""
    if plan.kind == Kind.ROUTE:
        return route(route_of(plan), title=plan.title, organisation=organisation, foot=foot, dated=dated)
    if plan.kind == Kind.ANNUAL:
        return annual_plan(replace(annual_plan_of(plan), slogan=motto), foot=foot, dated=dated)
    return _commitment_plan(plan, organisation, foot, dated)


def dated_route_outline(
    plan: WorkPlan,
    spans: dict[str, tuple[date, date]],
    *,
    organisation: str,
    foot: str = "",
    dated: date | None = None,
) -> Outline:
    """The route to be read, not to be loaded again: ``spans`` are the computed dates by number of the phase."""
    record = route_of(plan)
    phases = tuple(_with_dates(phase, spans) for phase in record.phases)
    computed: Route = replace(record, phases=phases)
    return route(computed, title=plan.title, organisation=organisation, foot=foot, dated=dated)


def _with_dates(phase: Phase, spans: dict[str, tuple[date, date]]) -> Phase:
    span = spans.get(str(phase.number))
    if span is None:
        return phase
    return replace(phase, starts=from_edtf(span[0].isoformat()), ends=from_edtf(span[1].isoformat()))


def _commitment_plan(plan: WorkPlan, organisation: str, foot: str, dated: date | None) -> Outline:
    change = (Paragraph("*Sujeto a cambios", small=True),) if plan.subject_to_change else ()
    title = "PLAN ANUAL DE TRABAJO" + "*" * plan.subject_to_change
    blocks = (Heading(title, 1, Align.CENTRE), Paragraph(plan.title, strong=True), plan_table(goals_of(plan)), *change)
    return Outline(
        title=plan.title,
        blocks=blocks,
        first_sheet="Plan anual de trabajo",
        running_head=organisation,
        running_foot=foot,
        dated=dated,
    )
