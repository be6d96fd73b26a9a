"""The critical route as rows and as a schedule that other programs open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.core.dataset import Row
from tequio.core.dates import first_day, last_day
from tequio.core.refusals import Refusal
from tequio.core.schedule import Row as ScheduledRow
from tequio.exercises.queries import ExerciseHeader
from tequio.formats.mspdi_out import write_mspdi
from tequio.workplans.models import Activity, Milestone, WorkPlan
from tequio.workplans.models import Link as StoredLink
from tequio.workplans.queries.schedules import Scheduled, schedule_of
from tequio.workplans.records import written


class NoRoute(Refusal):
    """The exercise has no critical route yet."""

    code = "no_route"


class NotScheduled(Refusal):
    """The route has no computed dates, and the file asked for is made of them."""

    code = "not_scheduled"


@dataclass(frozen=True, slots=True)
class RouteData:
    plan: WorkPlan
    activities: tuple[Activity, ...]
    predecessors: dict[int, str]
    scheduled: Scheduled


def has_route(exercise: ExerciseHeader) -> bool:
    return WorkPlan.objects.filter(exercise_id=exercise.id, kind="route").exists()


def route_of(exercise: ExerciseHeader) -> RouteData:
    """Raises NoRoute."""
    plan = WorkPlan.objects.filter(exercise_id=exercise.id, kind="route").order_by("-id").first()
    if plan is None:
        raise NoRoute(f"{exercise.name} aún no tiene ruta crítica publicada.")
    activities = list(Activity.objects.filter(workplan=plan.pk).order_by("position"))
    milestones = list(Milestone.objects.filter(workplan=plan.pk).order_by("position"))
    scheduled = schedule_of(plan, activities, milestones, jurisdiction_id=exercise.jurisdiction_id)
    return RouteData(plan, tuple(activities), predecessors_of(plan), scheduled)


def number_of(activity: Activity) -> str:
    return activity.code or str(activity.position)


def predecessors_of(plan: WorkPlan) -> dict[int, str]:
    """ "12", "12CC" or "12FC+2" separated by semicolons, by id of the activity: what ``tequio schedule`` reads."""
    found: dict[int, list[str]] = defaultdict(list)
    links = StoredLink.objects.filter(successor__workplan=plan.pk).order_by("predecessor__position", "pk")
    for link in links.select_related("predecessor"):
        found[link.successor_id].append(written(link))
    return {successor: ";".join(texts) for successor, texts in found.items()}


def route_rows(data: RouteData) -> Iterator[Row]:
    """``datasets.ROUTE`` says the columns; where dates cannot be computed, those that the document states."""
    for activity in data.activities:
        head = (number_of(activity), activity.title, activity.duration, data.predecessors.get(activity.pk))
        row = data.scheduled.rows.get(activity.pk)
        yield (*head, *_dates(row)) if row else (*head, *_stated(activity), None, None, None, None)


def _dates(row: ScheduledRow) -> Row:
    return (row.early_start, row.early_finish, row.late_start, row.late_finish, row.total_float, row.critical)


def _stated(activity: Activity) -> Row:
    first, last = activity.starts or activity.ends, activity.ends or activity.starts
    return (first_day(first) if first else None, last_day(last) if last else None)


def project_file(exercise: ExerciseHeader) -> bytes:
    """Microsoft Project XML. Raises NoRoute, NotScheduled."""
    data = route_of(exercise)
    if data.scheduled.schedule is None:
        raise NotScheduled(f"La ruta no se puede abrir en Project: {data.scheduled.why_not}")
    return write_mspdi(data.scheduled.schedule, title=data.plan.title)
