"""Rows of a plan → the plain records that the rules run on, and that documents and exports are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tequio.core.reading import records
from tequio.workplans.models import Activity, Goal, Kind, Link, LinkType, Status, WorkPlan
from tequio.workplans.predecessors import Waiting


def goals_of(plan: WorkPlan) -> tuple[records.Goal, ...]:
    """Five queries, whatever the number of goals."""
    goals = plan.goals.order_by("position").prefetch_related(
        "means", "responsibles", "activities__means", "activities__responsibles"
    )
    return tuple(_goal(goal) for goal in goals)


def _goal(goal: Goal) -> records.Goal:
    activities = sorted(goal.activities.all(), key=lambda activity: activity.position)
    return records.Goal(
        number=goal.number,
        title=goal.title,
        means=_texts(goal) or together([_texts(activity) for activity in activities]),
        responsibles=_names(goal),
        activities=tuple(_activity(activity) for activity in activities if activity.cancelled_at is None),
        responsible_text=goal.responsible_text,
    )


def together(means: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What a goal asks for when every activity has its own means: all of them, each wording once; else nothing."""
    return tuple(dict.fromkeys(text for own in means for text in own)) if all(means) else ()


def _activity(activity: Activity) -> records.Activity:
    return records.Activity(activity.title, activity.ends, _texts(activity), _names(activity))


def _texts(owner: Goal | Activity) -> tuple[str, ...]:
    return tuple(means.text for means in sorted(owner.means.all(), key=lambda means: means.position))


def _names(owner: Goal | Activity) -> tuple[str, ...]:
    return tuple(one.name for one in sorted(owner.responsibles.all(), key=lambda one: one.position))


def route_of(plan: WorkPlan) -> records.Route:
    links: dict[int, list[Link]] = defaultdict(list)
    for link in (
        Link.objects.filter(successor__workplan=plan).order_by("predecessor__position").select_related("predecessor")
    ):
        links[link.successor_id].append(link)
    phases = [
        records.Phase(
            number=int(activity.code) if activity.code.isdecimal() else None,
            title=activity.title,
            source_text=activity.source_text,
            duration=activity.duration,
            predecessors=";".join(written(link) for link in links[activity.pk]),
            starts=activity.starts,
            ends=activity.ends,
            target_groups=None if activity.target_groups is None else tuple(activity.target_groups),
        )
        for activity in plan.activities.filter(cancelled_at__isnull=True).order_by("position")
    ]
    return records.Route(
        objective=plan.objective,
        objectives=tuple(plan.objectives),
        target_window=plan.target,
        proposed=plan.status == Status.PROPOSED,
        phases=tuple(phases),
        milestones=tuple(records.Milestone(stop.name, stop.date) for stop in plan.milestones.order_by("position")),
    )


def written(link: Link) -> str:
    """ "12", "12FC+2", "12CC-1"."""
    return str(Waiting(link.predecessor.code, LinkType(link.type), link.lag))


def annual_plan_of(plan: WorkPlan) -> records.AnnualPlan:
    children: dict[int | None, list[Activity]] = defaultdict(list)
    for activity in plan.activities.filter(cancelled_at__isnull=True).order_by("position"):
        children[activity.parent_id].append(activity)
    return records.AnnualPlan(
        area=plan.area,
        administration=plan.administration,
        slogan=plan.slogan,
        objectives=tuple(plan.objectives),
        goals=tuple(plan.goals.order_by("position").values_list("title", flat=True)),
        activities=_planned(children, None),
        mechanisms=tuple(plan.mechanisms),
        signatory=plan.signatory,
    )


def _planned(children: Mapping[int | None, list[Activity]], parent: int | None) -> tuple[records.PlannedActivity, ...]:
    return tuple(
        records.PlannedActivity(
            code=activity.code,
            title=activity.title,
            starts=activity.starts,
            ends=activity.ends,
            children=_planned(children, activity.pk),
            derived=activity.dates_derived,
            objectives=tuple(activity.objectives),
        )
        for activity in children.get(parent, [])
    )


def kind_of_record(plan: WorkPlan) -> records.Kind:
    return {Kind.ROUTE: records.Kind.ROUTE, Kind.ANNUAL: records.Kind.ANNUAL_PLAN}.get(
        Kind(plan.kind), records.Kind.COMMITMENT_SHEET
    )
