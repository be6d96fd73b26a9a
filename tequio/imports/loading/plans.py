"""Routes and annual plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tequio.core.reading import records
from tequio.exercises.models import Exercise
from tequio.imports.loading.people import Directory
from tequio.imports.loading.stages import stages_of
from tequio.workplans.actions import add_activity, add_goal, add_link, add_milestone, create_workplan
from tequio.workplans.models import Activity, Bound, Kind, WorkPlan
from tequio.workplans.predecessors import PredecessorIsMissing, waits_of


def load_route(route: records.Route, exercise: Exercise, directory: Directory, title: str) -> WorkPlan:
    by, at = directory.by, directory.at
    plan = create_workplan(
        exercise=exercise,
        kind=Kind.ROUTE,
        title=title,
        by=by,
        at=at,
        details={"objective": route.objective, "objectives": list(route.objectives), "target": route.target_window},
    )
    stages = stages_of([phase.title for phase in route.phases], exercise.kind)
    rows = [
        add_activity(
            workplan=plan,
            title=phase.title,
            starts=phase.starts,
            ends=phase.ends,
            by=by,
            at=at,
            details={
                "code": "" if phase.number is None else str(phase.number),
                "source_text": phase.source_text,
                "duration": phase.duration,
                "stage": stage.value,
                "target_groups": None if phase.target_groups is None else list(phase.target_groups),
            },
        )
        for phase, stage in zip(route.phases, stages, strict=True)
    ]
    _link(route.phases, rows, directory)
    for milestone in route.milestones:
        activity, bound = bound_of(milestone, rows)
        add_milestone(
            workplan=plan, name=milestone.name, date=milestone.date, activity=activity, bound=bound, by=by, at=at
        )
    return plan


def _link(phases: Sequence[records.Phase], rows: Sequence[Activity], directory: Directory) -> None:
    by_code: Mapping[str, Activity] = {row.code: row for row in rows if row.code}
    for phase, row in zip(phases, rows, strict=True):
        for wait in waits_of(phase.predecessors):
            before = by_code.get(wait.code)
            if before is None:
                raise PredecessorIsMissing(f"La fase {row.code} espera a la {wait.code}, que no está en la ruta.")
            add_link(predecessor=before, successor=row, type=wait.type, lag=wait.lag, by=directory.by, at=directory.at)


def bound_of(milestone: records.Milestone, rows: Sequence[Activity]) -> tuple[Activity | None, str]:
    """The phase a milestone speaks of: the first one for a start, else the one phase that bears its name."""
    name = milestone.name.casefold()
    if rows and ("inicio" in name or "arranque" in name):
        return rows[0], Bound.MUST_START_ON
    same = [row for row in rows if name in row.title.casefold()]
    return (same[0], Bound.FINISH_BY) if len(same) == 1 else (None, "")


def load_annual_plan(year: records.AnnualPlan, exercise: Exercise, directory: Directory, title: str) -> WorkPlan:
    by, at = directory.by, directory.at
    plan = create_workplan(
        exercise=exercise,
        kind=Kind.ANNUAL,
        title=title,
        by=by,
        at=at,
        details={
            "objectives": list(year.objectives),
            "area": year.area[:300],
            "administration": year.administration[:100],
            "slogan": year.slogan[:300],
            "mechanisms": list(year.mechanisms),
            "signatory": year.signatory[:300],
        },
    )
    for goal in year.goals:
        add_goal(workplan=plan, title=goal, by=by, at=at)
    stages = stages_of([activity.title for activity in year.activities], exercise.kind)
    for activity, stage in zip(year.activities, stages, strict=True):
        _load_planned(activity, plan, None, stage.value, directory)
    return plan


def _load_planned(
    planned: records.PlannedActivity, plan: WorkPlan, parent: Activity | None, stage: str, directory: Directory
) -> None:
    row = add_activity(
        workplan=plan,
        parent=parent,
        title=planned.title,
        starts=planned.starts,
        ends=planned.ends,
        by=directory.by,
        at=directory.at,
        details={
            "code": planned.code[:20],
            "dates_derived": planned.derived,
            "stage": stage,
            "objectives": list(planned.objectives),
        },
    )
    for child in planned.children:
        _load_planned(child, plan, row, stage, directory)
