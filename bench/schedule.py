"""Times of the schedule at 10,000 and 100,000 tasks, beside networkx on the same tasks and links in the same run.

    .venv/bin/python bench/schedule.py

Both build their graph from the same tasks and links and walk it forward and backward; ours also gives floats, the critical
path and dates. Exits 1 when the time grows more than 1.3 × as the sizes do, or takes longer than networkx.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx as nx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tequio.core.schedule import DayLine, Link, LinkKind, Task, schedule
from tequio.core.workdays import Calendar

SIZES = (10_000, 100_000)
MOST_GROWTH = 1.3
MOST_BESIDE_NETWORKX = 1.0
ROUNDS = 6
ROUNDS_OF_NETWORKX = 2
START = date(2021, 6, 28)


def made_up(count: int, *, seed: int = 7) -> tuple[list[Task], list[Link]]:
    """Two links per task on average, all four kinds, lags from −1 to 3; layers keep the end within some decades."""
    chance = random.Random(seed)
    width = count // 100
    tasks = [Task(str(at), f"Actividad {at}", chance.randint(0, 10)) for at in range(count)]
    links = []
    for at in range(width, count):
        layer = at // width
        for _ in range(chance.choice((1, 2, 2, 3))):
            before = chance.randrange((layer - 1) * width, layer * width)
            kind = chance.choice((LinkKind.FS, LinkKind.FS, LinkKind.FS, LinkKind.SS, LinkKind.FF, LinkKind.SF))
            links.append(Link(str(before), str(at), kind, chance.randint(-1, 3)))
    return tasks, links


def ours(tasks: list[Task], links: list[Link]) -> int:
    found = schedule(tasks, links, DayLine(Calendar(), START))
    assert found.critical_path
    of = found.columns
    return max(map(int.__add__, of.early, of.durations))


def theirs(tasks: list[Task], links: list[Link]) -> int:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for task in tasks:
        graph.add_node(task.id, duration=task.duration)
    length = {task.id: task.duration for task in tasks}
    for link in links:
        offset = link.lag
        if link.kind in {LinkKind.FS, LinkKind.FF}:
            offset += length[link.predecessor]
        if link.kind in {LinkKind.FF, LinkKind.SF}:
            offset -= length[link.successor]
        # two links between the same tasks are one edge, the longer
        known = graph.get_edge_data(link.predecessor, link.successor)
        graph.add_edge(
            link.predecessor, link.successor, offset=offset if known is None else max(offset, known["offset"])
        )
    order = list(nx.topological_sort(graph))
    early: dict[str, int] = {}
    for node in order:
        early[node] = max((early[p] + edge["offset"] for p, edge in graph.pred[node].items()), default=0)
        early[node] = max(early[node], 0)
    end = max(early[node] + length[node] for node in order)
    late: dict[str, int] = {}
    for node in reversed(order):
        latest = min((late[s] - edge["offset"] for s, edge in graph.succ[node].items()), default=end - length[node])
        late[node] = min(latest, end - length[node])
    return int(end)


def seconds_of(work: Callable[[list[Task], list[Link]], int], plan: tuple[list[Task], list[Link]], times: int) -> float:
    """Processor time of one run, so that other programs on the machine count little; the mean of several runs."""
    gc.collect()
    begin = time.process_time()
    for _ in range(times):
        work(*plan)
    return (time.process_time() - begin) / times


def main() -> int:
    plans = {size: made_up(size) for size in SIZES}
    for plan in plans.values():
        assert ours(*plan) == theirs(*plan), "the two must compute the same length"
    best: dict[tuple[int, str], float] = {}
    # sizes take turns, each for about the same time: a busy moment then falls on both
    for turn in range(ROUNDS):
        for size, plan in plans.items():
            found = {"schedule": seconds_of(ours, plan, SIZES[-1] // size)}
            if turn < ROUNDS_OF_NETWORKX:
                found["networkx"] = seconds_of(theirs, plan, 1)
            for name, seconds in found.items():
                best[size, name] = min(seconds, best.get((size, name), seconds))
    return report({size: len(links) for size, (_, links) in plans.items()}, best)


def report(links: dict[int, int], best: dict[tuple[int, str], float]) -> int:
    print(f"{'tasks':>8} {'links':>8} {'schedule':>11} {'networkx':>11} {'ratio':>7}")
    for size in SIZES:
        mine, other = best[size, "schedule"], best[size, "networkx"]
        print(f"{size:>8,} {links[size]:>8,} {mine * 1000:>8.1f} ms {other * 1000:>8.1f} ms {mine / other:>7.2f}")
    small, large = SIZES
    growth = best[large, "schedule"] / best[small, "schedule"] / (large / small)
    beside = max(best[size, "schedule"] / best[size, "networkx"] for size in SIZES)
    print(
        f"growth {growth:.2f} × the size (limit {MOST_GROWTH}) · {beside:.2f} × networkx (limit {MOST_BESIDE_NETWORKX})"
    )
    broken = growth > MOST_GROWTH or beside > MOST_BESIDE_NETWORKX
    print("LIMIT BROKEN" if broken else "within limits")
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
