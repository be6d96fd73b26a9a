"""A new exercise from a template: its stages and its whole plan, dated from the first day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tequio.core.blueprint import Blueprint, Laid, Layout, lay_out
from tequio.core.dates import FuzzyDate, first_day, last_day
from tequio.exercises.actions import define_method, start_exercise
from tequio.exercises.models import STAGES, Exercise
from tequio.exercises.records import methodology_of
from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tequio.workplans.actions import days_of, note
from tequio.workplans.models import Activity, Link, Milestone, WorkPlan
from tequio.workplans.queries.schedules import calendar_of

DatedStage = tuple[str, FuzzyDate | None, FuzzyDate | None]


@transaction.atomic
def start_from_template(
    *,
    blueprint: Blueprint,
    start: date,
    jurisdiction: Jurisdiction,
    slug: str,
    name: str,
    office: Person,
    by: Person,
    at: datetime,
    model: Exercise | None = None,
    is_sample: bool = False,
) -> Exercise:
    """A draft that only its people see. ``model``: the exercise that serves as template, whose methodology comes along."""
    layout = lay_out(blueprint, start, calendar_of(jurisdiction.pk))
    exercise = start_exercise(
        jurisdiction=jurisdiction,
        slug=slug,
        name=name,
        kind=blueprint.kind,
        pack=blueprint.pack,
        office=office,
        stages=stages_of(blueprint, layout),
        period=(layout.first, None),
        is_sample=is_sample,
        by=by,
        at=at,
    )
    lay_plan(exercise, blueprint, layout, by, at)
    if model is not None:
        method = methodology_of(model)
        define_method(exercise=exercise, axes=method.axes, steps=method.steps, notes=method.notes, by=office, at=at)
    return exercise


def stages_of(blueprint: Blueprint, layout: Layout) -> list[DatedStage]:
    """Every stage of this kind of exercise; those that the template does not date have no dates."""
    found = {stage.key: stage for stage in layout.stages}
    return [
        (key.value, found[key].starts, found[key].ends) if key in found else (key.value, None, None)
        for key in STAGES[blueprint.kind]
    ]


def lay_plan(exercise: Exercise, blueprint: Blueprint, layout: Layout, by: Person, at: datetime) -> WorkPlan:
    plan = WorkPlan.objects.create(
        exercise=exercise,
        kind=blueprint.plan,
        title=blueprint.title,
        objective=blueprint.objective,
        objectives=list(blueprint.objectives),
    )
    rows: dict[str, Activity] = {}
    for position, laid in enumerate(layout.parts, 1):
        rows[laid.part.code] = _activity(plan, laid, position, rows)
    Link.objects.bulk_create(
        Link(predecessor=rows[wait.code], successor=rows[part.code], type=wait.type, lag=wait.lag)
        for part in blueprint.parts
        for wait in part.after
    )
    Milestone.objects.bulk_create(_milestones(plan, layout, rows))
    changes = {"title": (None, plan.title), "template": (None, blueprint.name), "starts": (None, layout.first)}
    note("plan_laid", plan, by, at, {**changes, "activities": (None, len(rows))})
    return plan


def _activity(plan: WorkPlan, laid: Laid, position: int, rows: Mapping[str, Activity]) -> Activity:
    """What has a duration gets its dates from the critical path, like a route that was imported; the rest keeps them."""
    part = laid.part
    dates = days_of(None, None) if part.days is not None else days_of(laid.starts, laid.ends)
    return Activity.objects.create(
        workplan=plan,
        parent=rows[part.parent] if part.parent else None,
        code=part.code,
        title=part.title,
        stage=part.stage,
        duration=part.days,
        position=position,
        **dates,
    )


def _milestones(plan: WorkPlan, layout: Layout, rows: Mapping[str, Activity]) -> list[Milestone]:
    return [
        Milestone(
            workplan=plan,
            name=each.mark.name,
            position=position,
            date=each.on,
            date_first_on=first_day(each.on) if each.on else None,
            date_last_on=last_day(each.on) if each.on else None,
            activity=rows[each.mark.part],
            bound=each.mark.bound,
        )
        for position, each in enumerate(layout.marks, 1)
    ]
