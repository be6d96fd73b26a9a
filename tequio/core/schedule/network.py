"""The two passes of the critical path method, on integers and lists: linear in nodes + arcs.

Every link is one arc whose ``offset`` says how much later the successor may start than the predecessor starts (Kelley &
Walker 1959 for finish-to-start; the other three as in the precedence diagram method, Fondahl 1961):
FS = duration + lag · SS = lag · FF = duration + lag − duration of the successor · SF = lag − duration of the successor.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate


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
    after = _by_source(len(durations), arcs)
    early, order = _forward(len(durations), after, arcs, not_before)
    last = max(map(int.__add__, early, durations))
    end = last if finish is None else finish
    late, free = _backward(durations, after, early, order, finish_by, end, len(durations) if real is None else real)
    return Times(early, late, free, last, order)


@dataclass(frozen=True, slots=True)
class _After:
    """The arcs sorted by source: those of a node are at ``first[node]`` up to ``first[node + 1]``.

    Flat arrays of numbers: lists of pairs would make the garbage collector walk them all, and lists of numbers leave the
    processor cache long before arrays do.
    """

    first: array[int]
    targets: array[int]
    offsets: array[int]


def _by_source(count: int, arcs: Arcs) -> _After:
    sizes = [0] * (count + 1)
    for source in arcs.sources:
        sizes[source + 1] += 1
    first = array("i", accumulate(sizes))
    free_place = first[:]
    targets, offsets = array("i", arcs.targets), array("i", arcs.offsets)
    for source, target, offset in zip(arcs.sources, arcs.targets, arcs.offsets, strict=True):
        place = free_place[source]
        free_place[source] = place + 1
        targets[place], offsets[place] = target, offset
    return _After(first, targets, offsets)


def _forward(count: int, after: _After, arcs: Arcs, not_before: Mapping[int, int]) -> tuple[list[int], list[int]]:
    waiting = array("i", bytes(4 * count))
    for target in arcs.targets:
        waiting[target] += 1
    early = array("i", bytes(4 * count))
    for node, number in not_before.items():
        early[node] = max(0, number)
    first, targets, offsets = after.first, after.targets, after.offsets
    order = [node for node, open_arcs in enumerate(waiting) if not open_arcs]
    for node in order:  # grows while it is walked
        start = early[node]
        for place in range(first[node], first[node + 1]):
            target = targets[place]
            number = start + offsets[place]
            if number > early[target]:
                early[target] = number
            open_arcs = waiting[target] - 1
            waiting[target] = open_arcs
            if not open_arcs:
                order.append(target)
    if len(order) < count:
        raise Unordered(_a_cycle(arcs, list(waiting)))
    return list(early), order


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
    after: _After,
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
    first, targets, offsets = after.first, after.targets, after.offsets
    for node in reversed(order):
        start, latest, slack = early[node], late[node], free[node]
        for place in range(first[node], first[node + 1]):
            target, offset = targets[place], offsets[place]
            bound = late[target] - offset
            if bound < latest:
                latest = bound
            gap = early[target] - offset - start + passed_on[target]
            if gap < slack:
                slack = gap
        late[node], free[node] = latest, slack
        if node >= real:
            passed_on[node] = slack
    return late, free
