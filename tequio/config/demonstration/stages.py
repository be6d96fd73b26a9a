"""Dates of the stages of an exercise, from what its documents say: the window of its call, its route, its plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tequio.calls.records import call_of
from tequio.core.dates import FuzzyDate, first_day, from_edtf, last_day
from tequio.exercises.models import STAGES, Exercise, StageKey
from tequio.workplans.models import Kind, WorkPlan
from tequio.workplans.queries.schedules import schedule_of

Span = tuple[FuzzyDate, FuzzyDate]
Dated = tuple[str, FuzzyDate | None, FuzzyDate | None]


def dated_stages(exercise: Exercise) -> list[Dated]:
    """Every stage of this kind of exercise; those nobody dated have no dates."""
    found: dict[str, list[Span]] = {}
    for key, span in _spans(exercise):
        found.setdefault(key, []).append(span)
    return [(key.value, *_whole(found.get(key.value, []))) for key in STAGES[exercise.kind]]


def _whole(spans: list[Span]) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    if not spans:
        return None, None
    first = min((start for start, _end in spans), key=lambda day: first_day(day) or date.max)
    last = max((end for _start, end in spans), key=lambda day: last_day(day) or date.min)
    return first, last


def _spans(exercise: Exercise) -> Iterator[tuple[str, Span]]:
    for call in exercise.calls.select_related("exercise__jurisdiction"):
        window = call_of(call)
        if window.opens_on and window.closes_on:
            yield StageKey.CALL, (window.opens_on, window.closes_on)
    for plan in exercise.workplans.exclude(kind=Kind.COMMITMENT):
        yield from _of_plan(plan, exercise)
    for commitment in exercise.commitments.all():
        if commitment.starts and commitment.ends:
            yield StageKey.MONITORING, (commitment.starts, commitment.ends)


def _of_plan(plan: WorkPlan, exercise: Exercise) -> Iterator[tuple[str, Span]]:
    activities = list(plan.activities.order_by("position"))
    for activity in activities:
        if activity.stage and activity.starts and activity.ends and activity.parent_id is None:
            yield activity.stage, (activity.starts, activity.ends)
    if plan.kind != Kind.ROUTE:
        return
    milestones = list(plan.milestones.order_by("position"))
    rows = schedule_of(plan, activities, milestones, jurisdiction_id=exercise.jurisdiction_id).rows
    for activity in activities:
        row = rows.get(activity.pk)
        if row and activity.stage:
            yield activity.stage, (from_edtf(row.early_start.isoformat()), from_edtf(row.early_finish.isoformat()))
