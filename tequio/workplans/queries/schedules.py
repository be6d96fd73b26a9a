"""A stored plan → the schedule of ``core.schedule``, with the working days of its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tequio.core.refusals import Refusal
from tequio.core.schedule import (
    Constraint,
    ConstraintKind,
    Cycle,
    DayLine,
    Link,
    LinkKind,
    Row,
    Schedule,
    Task,
    schedule,
)
from tequio.core.workdays import Calendar, Closure, LocalDay
from tequio.places.models import Jurisdiction
from tequio.places.queries import local_calendar
from tequio.workplans.models import Activity, Milestone, WorkPlan
from tequio.workplans.models import Link as StoredLink


@dataclass(frozen=True, slots=True)
class Scheduled:
    """``rows`` by id of the activity. ``why_not`` is the reason in Spanish when the dates cannot be computed."""

    schedule: Schedule | None
    rows: dict[int, Row]
    why_not: str = ""


def calendar_of(jurisdiction_id: int) -> Calendar:
    """Statutory days, and the local ones and closures of this place and of those it lies in."""
    local = local_calendar(Jurisdiction.objects.select_related("parent__parent").get(pk=jurisdiction_id))
    days = tuple(LocalDay(day, "día inhábil local", "") for day in local.days)
    return Calendar(days=days, closures=tuple(Closure(first, last) for first, last in local.closures))


def schedule_of(
    plan: WorkPlan,
    activities: list[Activity],
    milestones: list[Milestone],
    *,
    jurisdiction_id: int,
    links: Sequence[StoredLink] | None = None,
) -> Scheduled:
    """Early and late dates of every activity, or why there are none. ``links``: others than the stored ones."""
    without = [activity for activity in activities if activity.duration is None]
    start = first_day(activities, milestones)
    if not activities:
        return Scheduled(None, {}, "El documento no trae fases.")
    if len(without) == len(activities):
        return Scheduled(None, {}, "El documento no dice cuántos días dura cada fase ni cuál va antes de cuál.")
    if without:
        codes = ", ".join(activity.code or str(activity.position) for activity in without[:5])
        count = "una fase" if len(without) == 1 else f"{len(without)} fases"
        return Scheduled(None, {}, f"Falta la duración de {count} ({codes}).")
    if start is None:
        return Scheduled(None, {}, "El documento no dice cuándo empieza.")
    if links is None:
        links = list(StoredLink.objects.filter(Q(predecessor__workplan=plan.pk)).order_by("pk"))
    timeline = DayLine(calendar_of(jurisdiction_id), start)
    try:
        found = schedule(tasks_of(activities, milestones), [link_of(link) for link in links], timeline)
    except Cycle as circle:
        numbers = {str(activity.pk): activity.code or str(activity.position) for activity in activities}
        return Scheduled(None, {}, str(Cycle([numbers[name] for name in circle.ids])))
    except Refusal as refusal:
        return Scheduled(None, {}, str(refusal))
    return Scheduled(found, {int(row.id): row for row in found.rows()})


def first_day(activities: list[Activity], milestones: list[Milestone]) -> date | None:
    """The earliest day that the plan itself states."""
    stated = [activity.starts_first_on for activity in activities] + [
        milestone.date_first_on for milestone in milestones
    ]
    return min((day for day in stated if day), default=None)


def tasks_of(activities: list[Activity], milestones: list[Milestone]) -> list[Task]:
    bound: dict[int, list[Constraint]] = {}
    for each in milestones:
        if each.activity_id and each.bound and each.date_last_on:
            bound.setdefault(each.activity_id, []).append(Constraint(ConstraintKind(each.bound), each.date_last_on))
    return [
        Task(
            id=str(activity.pk),
            name=activity.title,
            duration=activity.duration or 0,
            constraints=tuple(bound.get(activity.pk, ())),
            parent=str(activity.parent_id) if activity.parent_id else None,
        )
        for activity in activities
    ]


def link_of(link: StoredLink) -> Link:
    return Link(str(link.predecessor_id), str(link.successor_id), LinkKind(link.type), link.lag)
