"""Tasks and links → nodes and arcs: numbers for names, two nodes for each summary, dates of constraints as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tequio.core.schedule.model import (
    BadOutline,
    ConstraintKind,
    Link,
    LinkKind,
    MissingPredecessor,
    NegativeDuration,
    NothingToSchedule,
    OwnPredecessor,
    RepeatedTask,
    Task,
)
from tequio.core.schedule.network import Arcs
from tequio.core.schedule.timeline import Timeline

#: a duration that depends on when it starts (shifts of its own): number of the start → (units, moment of its finish)
Elastic = Callable[[int], tuple[int, datetime]]


@dataclass(frozen=True, slots=True)
class Outline:
    """``children[at]``: the parts of a summary, [] for a task. A summary has two nodes of its own, its beginning and its end,
    numbered after all the tasks."""

    children: list[list[int]]
    begin: dict[int, int]
    end: dict[int, int]
    #: summaries, inner ones first
    upwards: list[int]


@dataclass(frozen=True, slots=True)
class Problem:
    tasks: Sequence[Task]
    links: Sequence[Link]
    timeline: Timeline
    number_of: dict[str, int]
    outline: Outline
    #: by node
    durations: list[int]
    elastic: Mapping[str, Elastic]

    def arcs(self) -> Arcs:
        """Raises MissingPredecessor and OwnPredecessor."""
        arcs = Arcs([], [], [])
        durations, number_of, has_outline = self.durations, self.number_of, bool(self.outline.begin)
        add_source, add_target, add_offset = arcs.sources.append, arcs.targets.append, arcs.offsets.append
        # comparing members by identity: hashing an enumeration member is a Python call
        finish_to_start, finish_to_finish, start_to_finish = LinkKind.FS, LinkKind.FF, LinkKind.SF
        for link in self.links:
            source, target = number_of.get(link.predecessor), number_of.get(link.successor)
            if source is None or target is None or source == target:
                raise _unlinkable(link, source)
            kind, offset = link.kind, link.lag
            if kind is finish_to_start:
                offset += durations[source]
            elif kind is finish_to_finish:
                offset += durations[source] - durations[target]
            elif kind is start_to_finish:
                offset -= durations[target]
            if has_outline:
                source, target = self._nodes(kind, source, target)
            add_source(source)
            add_target(target)
            add_offset(offset)
        self._add_outline(arcs)
        return arcs

    def _nodes(self, kind: LinkKind, source: int, target: int) -> tuple[int, int]:
        from_finish = kind is LinkKind.FS or kind is LinkKind.FF
        ends = self.outline.end if from_finish else self.outline.begin
        return ends.get(source, source), self.outline.begin.get(target, target)

    def _add_outline(self, arcs: Arcs) -> None:
        """A summary begins before its parts and ends after them."""
        begin, end = self.outline.begin, self.outline.end
        for at, node in begin.items():
            for child in self.outline.children[at]:
                arcs.sources.extend((node, end.get(child, child)))
                arcs.targets.extend((begin.get(child, child), end[at]))
                arcs.offsets.extend((0, self.durations[child]))

    def bounds(self) -> tuple[dict[int, int], dict[int, int]]:
        """Numbers before which nodes may not start, and by which they must have finished."""
        not_before: dict[int, int] = {}
        finish_by: dict[int, int] = {}
        for at, task in enumerate(self.tasks):
            if not task.constraints:
                continue
            begin, end = self.outline.begin.get(at, at), self.outline.end.get(at, at)
            for constraint in task.constraints:
                low, high = _numbers(constraint.kind, constraint.on, self.timeline, self.durations[at])
                if low is not None:
                    not_before[begin] = max(low, not_before.get(begin, low))
                if high is not None:
                    finish_by[end] = min(high, finish_by.get(end, high))
        return not_before, finish_by

    def refit(self, early: list[int]) -> bool:
        """Durations that depend on the start, fitted to these starts; whether any changed."""
        fitted = {self.number_of[name]: fit(early[self.number_of[name]])[0] for name, fit in self.elastic.items()}
        changed = [at for at, units in fitted.items() if self.durations[at] != units]
        for at in changed:
            self.durations[at] = fitted[at]
        return bool(changed)

    def names(self, nodes: list[int]) -> list[str]:
        """Of the tasks behind these nodes, a summary's two nodes as one."""
        summary_of = {node: at for ends in (self.outline.begin, self.outline.end) for at, node in ends.items()}
        found = [self.tasks[summary_of.get(node, node)].id for node in nodes]
        return [name for place, name in enumerate(found) if name != found[place - 1]] or found[:1]


def _unlinkable(link: Link, source: int | None) -> Exception:
    if link.predecessor == link.successor:
        return OwnPredecessor(link.predecessor)
    return MissingPredecessor(link.successor, link.predecessor if source is None else link.successor)


def pose(tasks: Sequence[Task], links: Sequence[Link], timeline: Timeline, elastic: Mapping[str, Elastic]) -> Problem:
    """Raises the refusals about single tasks and about the outline."""
    number_of = _numbered(tasks)
    outline = _outline(tasks, number_of)
    durations = [task.duration for task in tasks] + [0] * (2 * len(outline.begin))
    for at in outline.begin:
        durations[at] = 0
    return Problem(tasks, links, timeline, number_of, outline, durations, elastic)


def _numbered(tasks: Sequence[Task]) -> dict[str, int]:
    if not tasks:
        raise NothingToSchedule("No hay actividades que programar.")
    number_of = {task.id: at for at, task in enumerate(tasks)}
    if len(number_of) < len(tasks):
        raise RepeatedTask(next(task.id for at, task in enumerate(tasks) if number_of[task.id] != at))
    wrong = next((task for task in tasks if task.duration < 0), None)
    if wrong:
        raise NegativeDuration(wrong.id, wrong.duration)
    return number_of


def _outline(tasks: Sequence[Task], number_of: Mapping[str, int]) -> Outline:
    parts = [(at, task.parent) for at, task in enumerate(tasks) if task.parent is not None]
    children: list[list[int]] = [[] for _ in tasks] if parts else []
    for at, parent in parts:
        if parent not in number_of:
            raise BadOutline(f"La actividad {tasks[at].id} es parte de la {parent}, que no está en la lista.")
        children[number_of[parent]].append(at)
    summaries = [at for at, found in enumerate(children) if found]
    begin = {at: len(tasks) + 2 * place for place, at in enumerate(summaries)}
    return Outline(
        children, begin, {at: node + 1 for at, node in begin.items()}, _inner_first(tasks, children, summaries)
    )


def _inner_first(tasks: Sequence[Task], children: list[list[int]], summaries: list[int]) -> list[int]:
    """Down from the outermost, then reversed; what is never reached lies inside itself."""
    walk = [at for at in summaries if tasks[at].parent is None]
    for at in walk:  # grows while it is walked
        walk += [child for child in children[at] if children[child]]
    if len(walk) < len(summaries):
        lost = min(set(summaries) - set(walk))
        raise BadOutline(f"La actividad {tasks[lost].id} es parte de sí misma. Corrija el nivel de las actividades.")
    return walk[::-1]


def _numbers(kind: ConstraintKind, on: date, timeline: Timeline, length: int) -> tuple[int | None, int | None]:
    """(start not before, finish by)."""
    if kind in {ConstraintKind.MSO, ConstraintKind.SNET, ConstraintKind.SNLT}:
        start = timeline.starting(on)
        return None if kind is ConstraintKind.SNLT else start, None if kind is ConstraintKind.SNET else start + length
    finish = timeline.finishing(on)
    return None if kind is ConstraintKind.FNLT else finish - length, None if kind is ConstraintKind.FNET else finish
