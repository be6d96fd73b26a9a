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
ROUNDS = 7
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


def best_of(work: Callable[[], int], rounds: int) -> tuple[float, int]:
    times = []
    for _ in range(rounds):
        gc.collect()
        begin = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - begin)
    return min(times), answer


def main() -> int:
    seconds: dict[int, tuple[float, float]] = {}
    print(f"{'tasks':>8} {'links':>8} {'schedule':>10} {'networkx':>10} {'ratio':>7}")
    for size in SIZES:
        tasks, links = made_up(size)
        mine, my_end = best_of(lambda t=tasks, k=links: ours(t, k), ROUNDS)  # type: ignore[misc]
        other, their_end = best_of(lambda t=tasks, k=links: theirs(t, k), 3)  # type: ignore[misc]
        assert my_end == their_end, "the two must compute the same length"
        seconds[size] = (mine, other)
        print(f"{size:>8,} {len(links):>8,} {mine * 1000:>8.1f} ms {other * 1000:>8.1f} ms {mine / other:>7.2f}")
    small, large = SIZES
    growth = seconds[large][0] / seconds[small][0] / (large / small)
    beside = max(mine / other for mine, other in seconds.values())
    print(
        f"growth {growth:.2f} × the size (limit {MOST_GROWTH}) · {beside:.2f} × networkx (limit {MOST_BESIDE_NETWORKX})"
    )
    broken = growth > MOST_GROWTH or beside > MOST_BESIDE_NETWORKX
    print("LIMIT BROKEN" if broken else "within limits")
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
