"""Numbers of the two passes → dates: where a milestone stands, what a summary spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.core.schedule.model import ConstraintKind, LinkKind
from tequio.core.schedule.network import Arcs, Times
from tequio.core.schedule.problem import Problem


@dataclass(slots=True)
class Columns:
    """One entry per task, in the order given."""

    durations: list[int]
    early: list[int]
    late: list[int]
    total_float: list[int]
    free_float: list[int]
    is_summary: list[bool]
    early_start: list[date]
    early_finish: list[date]
    late_start: list[date]
    late_finish: list[date]


def columns(problem: Problem, arcs: Arcs, times: Times, required: int | None) -> Columns:
    count = len(problem.tasks)
    durations, early, late = problem.durations[:count], times.early[:count], times.late[:count]
    line = problem.timeline
    of = Columns(
        durations=durations,
        early=early,
        late=late,
        total_float=list(map(int.__sub__, late, early)),
        free_float=times.free[:count],
        is_summary=[False] * count,
        early_start=line.starts(early),
        early_finish=line.finishes(list(map(int.__add__, early, durations))),
        late_start=line.starts(late),
        late_finish=line.finishes(list(map(int.__add__, late, durations))),
    )
    if line.has_hours:
        _place_finishes_at_starts(problem, times, of)
        _place_elastic(problem, of)
    _place_milestones(problem, arcs, times, of, required)
    for at in problem.outline.upwards:
        _roll_up(problem, times, of, at)
    return of


def _place_milestones(problem: Problem, arcs: Arcs, times: Times, of: Columns, required: int | None) -> None:
    """A milestone bears the day on which its last predecessor finishes; held by a start (its own "not before", the start of
    the project or of another task) it bears the day that begins there."""
    milestones = [at for at, length in enumerate(of.durations) if not length and at not in problem.outline.begin]
    if not milestones:
        return
    at_start = _held_by_a_start(problem, arcs, times, set(milestones))
    held = [at for at in milestones if at in at_start]
    rest = [at for at in milestones if at not in at_start]
    for at in rest:
        of.early_start[at], of.late_start[at] = of.early_finish[at], of.late_finish[at]
    last = _last_finish(problem, times, of)
    for at in held:
        of.early_finish[at] = of.early_start[at]
        at_end = of.late[at] >= times.end
        of.late_start[at] = of.late_finish[at] if at_end and of.total_float[at] else of.late_start[at]
        of.late_finish[at] = of.late_start[at]
    for at in milestones:
        if of.late[at] == times.end and required is None and of.total_float[at]:
            of.late_start[at] = of.late_finish[at] = last


def _last_finish(problem: Problem, times: Times, of: Columns) -> date:
    """Shifts of their own may finish later than the hours of the plan that they fill."""
    own = [of.early_finish[problem.number_of[name]] for name in problem.elastic]
    return max([*own, *problem.timeline.finishes([times.end])])


def _held_by_a_start(problem: Problem, arcs: Arcs, times: Times, milestones: set[int]) -> set[int]:
    """Those at 0, those held by their own "not before", and those that one of these, or the start of a task, holds."""
    early, bounds = times.early, problem.bounds()[0]
    held = {at for at in milestones if early[at] == 0 or (_has_start_bound(problem, at) and early[at] <= bounds[at])}
    binding: dict[int, list[int]] = {}
    for place, target in enumerate(arcs.targets):
        if target in milestones and early[arcs.sources[place]] + arcs.offsets[place] == early[target]:
            binding.setdefault(target, []).append(place)
    for node in times.order:
        if node in binding:
            by_start = any(
                arcs.sources[place] in held or (place < len(problem.links) and problem.links[place].kind is LinkKind.SS)
                for place in binding[node]
            )
            if by_start:
                held.add(node)
    return held


def _has_start_bound(problem: Problem, at: int) -> bool:
    return any(c.kind in {ConstraintKind.MSO, ConstraintKind.SNET} for c in problem.tasks[at].constraints)


def _place_finishes_at_starts(problem: Problem, times: Times, of: Columns) -> None:
    """What finishes when another starts (SF without lag) finishes at that hour, not at the end of the shift before."""
    for link in problem.links:
        if link.kind is not LinkKind.SF or link.lag:
            continue
        source, target = problem.number_of[link.predecessor], problem.number_of[link.successor]
        finish = of.early[target] + of.durations[target]
        if of.durations[target] and times.early[source] == finish:
            of.early_finish[target] = problem.timeline.starts([finish])[0]


def _place_elastic(problem: Problem, of: Columns) -> None:
    for name, fit in problem.elastic.items():
        at = problem.number_of[name]
        of.early_finish[at] = fit(of.early[at])[1]
        of.late_finish[at] = fit(of.late[at])[1]


def _roll_up(problem: Problem, times: Times, of: Columns, at: int) -> None:
    parts = problem.outline.children[at]
    of.is_summary[at] = True
    for column, choose in (
        (of.early_start, min),
        (of.early_finish, max),
        (of.late_start, min),
        (of.late_finish, max),
    ):
        column[at] = choose(column[part] for part in parts)
    early_end = max(of.early[part] + of.durations[part] for part in parts)
    late_end = max(of.late[part] + of.durations[part] for part in parts)
    of.early[at] = min(of.early[part] for part in parts)
    of.late[at] = min(of.late[part] for part in parts)
    of.durations[at] = early_end - of.early[at]
    of.total_float[at] = min(of.late[at] - of.early[at], late_end - early_end)
    of.free_float[at] = times.free[problem.outline.end[at]]
