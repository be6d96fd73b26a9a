"""Numbers of the two passes → dates: where a milestone stands, what a summary spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.core.schedule.model import LinkKind
from tequio.core.schedule.network import Times
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


def columns(problem: Problem, times: Times, required: int | None) -> Columns:
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
    _place_milestones(problem, times, of, required)
    for at in problem.outline.upwards:
        _roll_up(problem, times, of, at)
    return of


def _place_milestones(problem: Problem, times: Times, of: Columns, required: int | None) -> None:
    """A milestone bears the day on which its last predecessor finishes; held by a start (its own "not before", the start of
    the project or of another task) it bears the day that begins there."""
    milestones = [at for at, length in enumerate(of.durations) if not length and at not in problem.outline.begin]
    if not milestones:
        return
    line = problem.timeline
    at_start = _held_by_a_start(problem, times, milestones)
    ends = [date for at, date in enumerate(of.early_finish) if of.durations[at]]
    for at in milestones:
        early, late = of.early[at], of.late[at]
        day = of.early_start[at] if at in at_start else line.finishes([early])[0]
        of.early_start[at] = of.early_finish[at] = day
        if late != early:
            day = line.starts([late])[0] if at in at_start and late < times.end else line.finishes([late])[0]
        if late != early and late == times.end and required is None and ends:
            day = max(ends)
        of.late_start[at] = of.late_finish[at] = day


def _held_by_a_start(problem: Problem, times: Times, milestones: list[int]) -> set[int]:
    early, durations = times.early, problem.durations
    not_before = {
        at for at, number in problem.bounds()[0].items() if early[at] <= number and _has_start_bound(problem, at)
    }
    held = {at for at in milestones if early[at] == 0 or at in not_before}
    among = set(milestones)
    by_start = {
        (problem.number_of[link.predecessor], problem.number_of[link.successor])
        for link in problem.links
        if link.kind is LinkKind.SS and problem.number_of[link.successor] in among
    }
    for node in times.order:
        for target, offset in times.after[node]:
            binds = target in among and early[node] + offset == early[target]
            if binds and ((node, target) in by_start or (node in held and not durations[node])):
                held.add(target)
    return held


def _has_start_bound(problem: Problem, at: int) -> bool:
    return at < len(problem.tasks) and any(c.kind in {"MSO", "SNET"} for c in problem.tasks[at].constraints)


def _place_finishes_at_starts(problem: Problem, times: Times, of: Columns) -> None:
    """What finishes when another starts (SF) finishes at that hour, not at the end of the shift before."""
    line = problem.timeline
    for link in problem.links:
        if link.kind is not LinkKind.SF:
            continue
        source, target = problem.number_of[link.predecessor], problem.number_of[link.successor]
        finish = of.early[target] + of.durations[target]
        if of.durations[target] and times.early[source] + link.lag == finish:
            of.early_finish[target] = line.starts([finish])[0]


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
