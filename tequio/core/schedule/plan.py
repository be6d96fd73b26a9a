"""Tasks + links + constraints + calendar → early and late dates, total and free float, critical path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from tequio.core.schedule.dating import Columns, columns
from tequio.core.schedule.model import Cycle, Link, Task
from tequio.core.schedule.network import Arcs, Times, Unordered, solve
from tequio.core.schedule.problem import Elastic, Problem, pose
from tequio.core.schedule.timeline import DayLine, Timeline
from tequio.core.workdays import Calendar

#: elastic durations settle in two or three
_ROUNDS = 12


class Row(NamedTuple):
    """One task scheduled. Floats in units of the timeline (``schedule.timeline.unit`` of them are a day)."""

    id: str
    name: str
    duration: int
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    total_float: int
    free_float: int
    critical: bool
    summary: bool
    parent: str | None


@dataclass(frozen=True)
class Schedule:
    """The columns of the schedule, in the order of the tasks; ``rows`` gives them task by task."""

    tasks: Sequence[Task]
    links: Sequence[Link]
    timeline: Timeline
    start: date
    #: when the last task finishes if everything goes as early as it can
    finish: date
    #: the date it was asked to meet, if any
    required_finish: date | None
    columns: Columns
    elastic: Mapping[str, Elastic]

    @cached_property
    def least_float(self) -> int:
        return min(self.columns.total_float)

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """Every task whose total float is the least, by early start, then in the order given."""
        chosen = [at for at, units in enumerate(self.columns.total_float) if units == self.least_float]
        chosen.sort(key=self.columns.early.__getitem__)
        return tuple(self.tasks[at].id for at in chosen)

    @cached_property
    def number_of(self) -> dict[str, int]:
        return {task.id: at for at, task in enumerate(self.tasks)}

    def rows(self) -> Iterator[Row]:
        return map(self.row, range(len(self.tasks)))

    def row(self, at: int) -> Row:
        task, of = self.tasks[at], self.columns
        return Row(
            id=task.id,
            name=task.name,
            duration=of.durations[at],
            early_start=of.early_start[at],
            early_finish=of.early_finish[at],
            late_start=of.late_start[at],
            late_finish=of.late_finish[at],
            total_float=of.total_float[at],
            free_float=of.free_float[at],
            critical=of.total_float[at] == self.least_float,
            summary=of.is_summary[at],
            parent=task.parent,
        )


def schedule(
    tasks: Sequence[Task],
    links: Sequence[Link],
    timeline: Timeline,
    *,
    finish: date | None = None,
    elastic: Mapping[str, Elastic] | None = None,
) -> Schedule:
    """Early dates from number 0 of the timeline, late dates from the last finish or from ``finish`` (then floats may be
    negative). Raises a ``ScheduleRefusal`` that names what is wrong. Linear in tasks + links.

    ``elastic`` durations are fitted again after each forward pass until none changes.
    """
    problem = pose(tasks, links, timeline, elastic or {})
    required = None if finish is None else timeline.finishing(finish)
    arcs, times = _settle(problem, required)
    of = columns(problem, arcs, times, required)
    return Schedule(tasks, links, timeline, timeline.starts([0])[0], max(of.early_finish), finish, of, problem.elastic)


def start_for(tasks: Sequence[Task], links: Sequence[Link], calendar: Calendar, *, finish: date) -> date:
    """The latest first day with which everything is done by ``finish``, when no constraint binds."""
    line = DayLine(calendar, finish)
    times = _settle(pose(tasks, links, line, {}), None)[1]
    return calendar.at(calendar.number(finish + timedelta(days=1)) - max(1, times.end))


def _settle(problem: Problem, required: int | None) -> tuple[Arcs, Times]:
    for _ in range(_ROUNDS):
        arcs = problem.arcs()
        not_before, finish_by = problem.bounds()
        try:
            times = solve(
                problem.durations,
                arcs,
                not_before=not_before,
                finish_by=finish_by,
                finish=required,
                real=len(problem.tasks),
            )
        except Unordered as found:
            raise Cycle(problem.names(found.nodes)) from None
        if not problem.refit(times.early):
            break
    return arcs, times
