"""The two passes of the critical path method, on integers and lists: linear in nodes + arcs.

Every link is one arc whose ``offset`` says how much later the successor may start than the predecessor starts (Kelley &
Walker 1959 for finish-to-start; the other three as in the precedence diagram method, Fondahl 1961):
FS = duration + lag · SS = lag · FF = duration + lag − duration of the successor · SF = lag − duration of the successor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arcs:
    """One entry per arc; ``offsets[k]`` belongs to ``sources[k]`` → ``targets[k]``."""

    sources: list[int]
    targets: list[int]
    offsets: list[int]


@dataclass(frozen=True, slots=True)
class Times:
    """By node: early start, late start, free float, in units from the origin; the end of the last node."""

    early: list[int]
    late: list[int]
    free: list[int]
    end: int
    #: predecessors before successors
    order: list[int]
    after: list[list[tuple[int, int]]]


class Unordered(Exception):
    """Nodes that wait for each other, each for the next."""

    def __init__(self, nodes: list[int]) -> None:
        self.nodes = nodes
        super().__init__(f"cycle of {len(nodes)}")


def solve(
    durations: list[int],
    arcs: Arcs,
    *,
    not_before: Mapping[int, int],
    finish_by: Mapping[int, int],
    finish: int | None,
    real: int | None = None,
) -> Times:
    """``finish`` is when everything must be done, None for as soon as it can be. Nodes from ``real`` on only pass times on,
    so the free float of what stands before them includes theirs. Raises ``Unordered``."""
    after = _adjacency(len(durations), arcs)
    early, order = _forward(len(durations), after, arcs, not_before)
    last = max(map(int.__add__, early, durations))
    end = last if finish is None else finish
    late, free = _backward(durations, after, early, order, finish_by, end, len(durations) if real is None else real)
    return Times(early, late, free, last, order, after)


def _adjacency(count: int, arcs: Arcs) -> list[list[tuple[int, int]]]:
    after: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for source, target, offset in zip(arcs.sources, arcs.targets, arcs.offsets, strict=True):
        after[source].append((target, offset))
    return after


def _forward(
    count: int, after: list[list[tuple[int, int]]], arcs: Arcs, not_before: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    waiting = [0] * count
    for target in arcs.targets:
        waiting[target] += 1
    early = [0] * count
    for node, number in not_before.items():
        early[node] = max(0, number)
    order = [node for node, open_arcs in enumerate(waiting) if not open_arcs]
    for node in order:  # grows while it is walked
        start = early[node]
        for target, offset in after[node]:
            if start + offset > early[target]:
                early[target] = start + offset
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    if len(order) < count:
        raise Unordered(_a_cycle(arcs, waiting))
    return early, order


def _a_cycle(arcs: Arcs, waiting: list[int]) -> list[int]:
    """Every node still waiting has a predecessor still waiting: walking back must come round."""
    before = {target: source for source, target in zip(arcs.sources, arcs.targets, strict=True) if waiting[source] > 0}
    node = next(node for node, open_arcs in enumerate(waiting) if open_arcs > 0)
    path: dict[int, None] = {}
    while node not in path:
        path[node] = None
        node = before[node]
    walked = list(path)
    return walked[walked.index(node) :][::-1]


def _backward(
    durations: list[int],
    after: list[list[tuple[int, int]]],
    early: list[int],
    order: list[int],
    finish_by: Mapping[int, int],
    end: int,
    real: int,
) -> tuple[list[int], list[int]]:
    late = [end - duration for duration in durations]
    for node, number in finish_by.items():
        late[node] = min(late[node], number - durations[node])
    free = list(map(int.__sub__, late, early))
    passed_on = [0] * len(durations)
    for node in reversed(order):
        start, latest, slack = early[node], late[node], free[node]
        for target, offset in after[node]:
            if late[target] - offset < latest:
                latest = late[target] - offset
            if early[target] - offset - start + passed_on[target] < slack:
                slack = early[target] - offset - start + passed_on[target]
        late[node], free[node] = latest, slack
        if node >= real:
            passed_on[node] = slack
    return late, free
