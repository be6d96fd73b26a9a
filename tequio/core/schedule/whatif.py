"""What a delay moves, and what has moved since a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tequio.core.schedule.model import Constraint, ConstraintKind, NegativeDuration, ScheduleRefusal, Task
from tequio.core.schedule.plan import Schedule, schedule


class UnknownTask(ScheduleRefusal):
    code = "unknown-task"

    def __init__(self, task: str) -> None:
        super().__init__(f"No hay ninguna actividad con el número {task}.")


@dataclass(frozen=True, slots=True)
class Moved:
    """In units of the timeline (working days, or working minutes), positive when later."""

    id: str
    name: str
    start_by: int
    finish_by: int
    was: tuple[date, date]
    now: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``moved`` in the order of the tasks; ``added`` and ``removed`` are ids. ``finish_by``: how far the last finish moved."""

    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    finish_by: int
    was_finish: date
    now_finish: date


#: id → (start, finish), as frozen when a plan was approved
Baseline = Mapping[str, tuple[date, date]]


def baseline_of(plan: Schedule) -> dict[str, tuple[date, date]]:
    """The early dates, to be kept."""
    dates = zip(plan.columns.early_start, plan.columns.early_finish, strict=True)
    return {task.id: span for task, span in zip(plan.tasks, dates, strict=True)}


def delay(plan: Schedule, delays: Mapping[str, int]) -> Schedule:
    """The same plan when each of these tasks takes so many units more (less when negative); a milestone comes later.

    Raises UnknownTask, and NegativeDuration for a task shortened below nothing.
    """
    missing = next((name for name in delays if name not in plan.number_of), None)
    if missing is not None:
        raise UnknownTask(missing)
    tasks = list(plan.tasks)
    for name, units in delays.items():
        at = plan.number_of[name]
        tasks[at] = _later(plan, at, units)
    return schedule(tasks, plan.links, plan.timeline, finish=plan.required_finish, elastic=plan.elastic)


def _later(plan: Schedule, at: int, units: int) -> Task:
    task, number = plan.tasks[at], plan.columns.early[at] + units
    if plan.columns.is_summary[at] or not task.duration:
        if units < 0:
            raise ScheduleRefusal(f"La actividad {task.id} no tiene duración propia: no puede tardar menos.")
        begins = plan.timeline.starts([plan.columns.early[at]])[0] == plan.columns.early_start[at]
        kind, days = (
            (ConstraintKind.SNET, plan.timeline.starts([number]))
            if begins
            else (ConstraintKind.FNET, plan.timeline.finishes([number]))
        )
        return replace(task, constraints=(*task.constraints, Constraint(kind, days[0])))
    if task.duration + units < 0:
        raise NegativeDuration(task.id, task.duration + units)
    return replace(task, duration=task.duration + units)


def compare(before: Schedule, after: Schedule) -> Comparison:
    """What moved from one schedule to the other, counted with the calendar of the second."""
    return moved_since(baseline_of(before), after)


def moved_since(baseline: Baseline, plan: Schedule) -> Comparison:
    """What moved since the baseline, in working units of the plan's calendar."""
    line, moved = plan.timeline, []
    for at, (name, now) in enumerate(baseline_of(plan).items()):
        was = baseline.get(name)
        if was is None or was == now:
            continue
        start_by = line.starting(now[0]) - line.starting(was[0])
        finish_by = line.finishing(now[1]) - line.finishing(was[1])
        if start_by or finish_by:
            moved.append(Moved(name, plan.tasks[at].name, start_by, finish_by, was, now))
    was_finish = max((finish for _, finish in baseline.values()), default=plan.finish)
    return Comparison(
        moved=tuple(moved),
        added=tuple(name for name in plan.number_of if name not in baseline),
        removed=tuple(name for name in baseline if name not in plan.number_of),
        finish_by=line.finishing(plan.finish) - line.finishing(was_finish),
        was_finish=was_finish,
        now_finish=plan.finish,
    )
