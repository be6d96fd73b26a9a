"""Figures computed by others: the Yucatán route, textbook networks, PSPLIB, and networkx on made-up networks."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.core.schedule import (
    Constraint,
    ConstraintKind,
    DayLine,
    Link,
    LinkKind,
    Schedule,
    Task,
    delay,
    schedule,
    start_for,
)
from tequio.core.workdays import Calendar, Closure
from tests.core.schedule.tables import MONDAY, WEEKDAYS, plan
from tests.worked_tables import worked_table

Network = tuple[list[Task], list[Link]]
CRITICAL = "1 3 7 15 24 25 26 27 29 30 31 32 33 34 35".split()  # noqa: SIM905


def yucatan(shared: Path) -> tuple[Network, list[dict[str, str]]]:
    with (shared / "domain" / "route-yucatan.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    tasks = [Task(row["phase"], row["name"], int(row["duration_wd"])) for row in rows]
    links = [Link(before, row["phase"]) for row in rows for before in row["predecessors"].split(";") if before]
    return (tasks, links), rows


@pytest.mark.needs_shared
@pytest.mark.covers("req:28", "req:132")
def test_the_yucatan_route_exactly(shared: Path) -> None:
    (tasks, links), rows = yucatan(shared)
    found = schedule(tasks, links, DayLine(Calendar(), MONDAY))
    assert len(links) == 45
    for row, expected in zip(found.rows(), rows, strict=True):
        assert str(row.early_start) == expected["early_start"], row.id
        assert str(row.early_finish) == expected["early_finish"], row.id
        assert row.total_float == int(expected["total_float_wd"]), row.id
    assert list(found.critical_path) == CRITICAL


@pytest.mark.needs_shared
@pytest.mark.covers("req:28", "req:29", "req:132")
@pytest.mark.parametrize(("case", "presentation", "signature"), worked_table("schedule.md", "yucatan"))
def test_the_yucatan_route_under_changes(case: str, presentation: str, signature: str, shared: Path) -> None:
    (tasks, links), _ = yucatan(shared)
    words = case.split()
    closures: tuple[Closure, ...] = ()
    if words[0] == "cierre":
        first, last = words[1].split("..")
        closures = (Closure(date.fromisoformat(first), date.fromisoformat(last)),)
    calendar = Calendar(country=None if words[0] == "sin" else "MX", closures=closures)
    found = schedule(tasks, links, DayLine(calendar, MONDAY))
    if words[1] == "tarda":
        found = delay(found, {words[0]: int(words[2])})
    finish = found.columns.early_finish
    assert [str(finish[found.number_of[name]]) for name in ("33", "35")] == [presentation, signature]


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
def test_the_yucatan_route_backwards_from_the_signing_date(shared: Path) -> None:
    (tasks, links), _ = yucatan(shared)
    signing = date(2021, 10, 18)
    assert start_for(tasks, links, Calendar(), finish=signing) == MONDAY
    found = schedule(tasks, links, DayLine(Calendar(), MONDAY), finish=signing)
    assert found.least_float == 0
    assert list(found.critical_path) == CRITICAL
    early = schedule(tasks, links, DayLine(Calendar(), MONDAY), finish=date(2021, 10, 15))
    assert early.least_float == -1
    assert str(early.columns.late_start[0]) == "2021-06-25"


def textbook_cases() -> list[str]:
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / "schedules" / "cpm_cases.json"
    cases = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [
        json.dumps(case)
        for case in cases
        if not any("minimum_free_slack" in c for c in case.get("constraints", {}).values())
    ]


@pytest.mark.needs_shared
def test_only_the_two_cases_out_of_scope_are_left_out() -> None:
    assert len(textbook_cases()) == 14


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
@pytest.mark.parametrize(
    "text", textbook_cases() or ["null"], ids=lambda text: (json.loads(text) or {"name": "none"})["name"]
)
def test_textbook_networks(text: str) -> None:
    case = json.loads(text)
    limits = case.get("constraints", {})
    tasks = [Task(name, name, length, _limits(limits.get(name, {}))) for name, length in case["durations"].items()]
    links = [Link(str(k["frm"]), str(k["to"]), LinkKind(k["type"]), k["lag"]) for k in case["links"]]
    found = plan(tasks, links)
    of = found.columns
    for name, figures in case["expected"]["activities"].items():
        at = found.number_of[name]
        ours = {
            "early_start": of.early[at],
            "early_finish": of.early[at] + of.durations[at],
            "late_start": of.late[at],
            "late_finish": of.late[at] + of.durations[at],
            "total_float": of.total_float[at],
            "free_float": of.free_float[at],
        }
        assert {key: ours[key] for key in figures} == figures, name
    if "critical" in case["expected"]:
        assert sorted(map(int, found.critical_path)) == sorted(case["expected"]["critical"])


def _limits(limits: dict[str, int]) -> tuple[Constraint, ...]:
    """Numbers of days from the start → the dates that mean them."""
    found = []
    if "minimum_earliest_start_time" in limits:
        day = WEEKDAYS.at(WEEKDAYS.number(MONDAY) + limits["minimum_earliest_start_time"])
        found.append(Constraint(ConstraintKind.SNET, day))
    if "maximum_latest_finish_time" in limits:
        day = WEEKDAYS.at(WEEKDAYS.number(MONDAY) + limits["maximum_latest_finish_time"] - 1)
        found.append(Constraint(ConstraintKind.FNLT, day))
    return tuple(found)


def _psplib_sm(text: str) -> Network:
    lines = text.splitlines()
    durations, links = {}, []
    section = ""
    for line in lines:
        if line.startswith(("PRECEDENCE", "REQUESTS", "RESOURCEAVAIL")):
            section = line.split(":")[0]
        numbers = line.split()
        if not numbers or not all(number.isdigit() for number in numbers):
            continue
        if section.startswith("PRECEDENCE"):
            links += [Link(numbers[0], after) for after in numbers[3:]]
        elif section.startswith("REQUESTS"):
            durations[numbers[0]] = int(numbers[2])
    return [Task(name, name, length) for name, length in durations.items()], links


def _psplib_rcp(text: str) -> Network:
    numbers = list(map(int, text.split()))
    count, resources = numbers[0], numbers[1]
    at, tasks, links = 2 + resources, [], []
    for job in range(1, count + 1):
        after = numbers[at + 1 + resources]
        tasks.append(Task(str(job), str(job), numbers[at]))
        links += [Link(str(job), str(numbers[at + 2 + resources + place])) for place in range(after)]
        at += 2 + resources + after
    return tasks, links


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
@pytest.mark.parametrize("name", ["j301_1.sm", "j3010_1.sm", "RG30_set1_Pat1.rcp"])
def test_psplib(name: str, shared: Path) -> None:
    folder = shared / "data" / "schedules" / "psplib"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]
    text = (folder / name).read_text(encoding="utf-8")
    tasks, links = _psplib_sm(text) if name.endswith(".sm") else _psplib_rcp(text)
    assert (len(tasks), len(links)) == (expected["jobs"], expected["arcs"])
    found = plan(tasks, links)
    of = found.columns
    finish = list(map(int.__add__, of.early, of.durations))
    assert max(finish) == expected["longest_path_networkx"] == expected.get("MPM_time_in_file", max(finish))
    if "ES_computed" in expected:
        assert {task.id: of.early[at] for at, task in enumerate(tasks)} == expected["ES_computed"]
        assert {task.id: of.late[at] + of.durations[at] for at, task in enumerate(tasks)} == expected["LF_computed"]
        assert sorted(map(int, found.critical_path)) == sorted(expected["critical_jobs_computed"])


@st.composite
def networks(draw: st.DrawFn) -> Network:
    count = draw(st.integers(1, 25))
    tasks = [Task(str(at), f"t{at}", draw(st.integers(0, 9))) for at in range(count)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    ends = draw(st.lists(pairs, max_size=40)) if count > 1 else []
    links = [
        Link(str(before), str(after), draw(st.sampled_from(list(LinkKind))), draw(st.integers(-3, 5)))
        for before, after in ends
    ]
    return tasks, links


def offset(link: Link, tasks: list[Task]) -> int:
    before, after = tasks[int(link.predecessor)].duration, tasks[int(link.successor)].duration
    return {
        LinkKind.FS: before + link.lag,
        LinkKind.SS: link.lag,
        LinkKind.FF: before + link.lag - after,
        LinkKind.SF: link.lag - after,
    }[link.kind]


@given(networks())
@settings(max_examples=150, deadline=None)
def test_the_same_length_as_the_longest_path_of_networkx(network: Network) -> None:
    tasks, links = network
    graph: nx.DiGraph[str] = nx.DiGraph()
    for task in tasks:
        graph.add_edge("start", task.id, weight=0)
        graph.add_edge(task.id, "end", weight=task.duration)
    for each in links:
        known = graph.get_edge_data(each.predecessor, each.successor, {"weight": -(10**6)})["weight"]
        graph.add_edge(each.predecessor, each.successor, weight=max(known, offset(each, tasks)))
    of = plan(tasks, links).columns
    assert max(map(int.__add__, of.early, of.durations)) == nx.dag_longest_path_length(graph)


@given(networks())
@settings(max_examples=150, deadline=None)
def test_what_holds_for_every_plan(network: Network) -> None:
    tasks, links = network
    found = plan(tasks, links)
    of = found.columns
    end = max(map(int.__add__, of.early, of.durations))
    for each in links:
        before, after = int(each.predecessor), int(each.successor)
        assert of.early[after] >= of.early[before] + offset(each, tasks)
        assert of.late[after] >= of.late[before] + offset(each, tasks)
    for at, row in enumerate(found.rows()):
        assert 0 <= row.free_float <= row.total_float
        assert of.late[at] + of.durations[at] <= end
        assert row.early_start <= row.early_finish
        assert row.late_start <= row.late_finish
        assert row.critical is (row.total_float == 0)
    _delays_agree(found, end)


def _delays_agree(found: Schedule, end: int) -> None:
    """A task may take its whole float more without moving the end; with FS links only, one day beyond moves it."""
    finish_to_start = all(each.kind is LinkKind.FS for each in found.links)
    for task, units in zip(found.tasks, found.columns.total_float, strict=True):
        if not task.duration:
            continue
        of = delay(found, {task.id: units}).columns
        assert max(map(int.__add__, of.early, of.durations)) == end
        if finish_to_start:
            of = delay(found, {task.id: units + 1}).columns
            assert max(map(int.__add__, of.early, of.durations)) == end + 1
