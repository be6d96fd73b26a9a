"""docs/rules/schedule.md, executed: links, constraints, milestones, summaries, what cannot be scheduled."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tequio.core.schedule import (
    BadOutline,
    Cycle,
    Link,
    LinkKind,
    MissingPredecessor,
    NegativeDuration,
    NothingToSchedule,
    OwnPredecessor,
    RepeatedTask,
    ScheduleRefusal,
    Task,
)
from tests.core.schedule.tables import by_id, constraints, link, plan
from tests.worked_tables import worked_table

PAGE = "schedule.md"


@pytest.mark.covers("req:28")
@pytest.mark.parametrize(("text", "start", "finish", "margin"), worked_table(PAGE, "links"))
def test_links(text: str, start: str, finish: str, margin: str) -> None:
    found = by_id(plan([Task("P", "primera", 5), Task("S", "segunda", 3)], [link(text, "S")]))
    assert (str(found["S"].early_start), str(found["S"].early_finish)) == (start, finish)
    assert found["P"].total_float == int(margin)


@pytest.mark.covers("req:29")
@pytest.mark.parametrize(("text", "start", "finish", "of_a", "of_b"), worked_table(PAGE, "constraints"))
def test_constraints(text: str, start: str, finish: str, of_a: str, of_b: str) -> None:
    tasks = [Task("A", "primera", 5), Task("B", "segunda", 2, constraints(text))]
    found = by_id(plan(tasks, [Link("A", "B")]))
    assert (str(found["B"].early_start), str(found["B"].early_finish)) == (start, finish)
    assert (found["A"].total_float, found["B"].total_float) == (int(of_a), int(of_b))


@pytest.mark.covers("req:29")
@pytest.mark.parametrize(("predecessor", "constraint", "day"), worked_table(PAGE, "milestones"))
def test_milestones(predecessor: str, constraint: str, day: str) -> None:
    tasks = [Task("P", "primera", 5), Task("H", "hito", 0, constraints(constraint))]
    links = [link([*predecessor.split(), "FS"][1], "H")] if predecessor else []
    found = by_id(plan(tasks, links))["H"]
    assert (str(found.early_start), str(found.early_finish)) == (day, day)
    assert found.total_float or found.late_start == found.early_start


def test_a_milestone_after_a_milestone_does_not_come_before_it() -> None:
    tasks = [Task("A", "arranque", 0), Task("B", "aviso", 0), Task("C", "trabajo", 2), Task("D", "cierre", 0)]
    found = by_id(plan(tasks, [Link("A", "B"), Link("B", "C"), Link("C", "D")]))
    assert [str(found[name].early_finish) for name in "ABCD"] == [
        "2021-06-28",
        "2021-06-28",
        "2021-06-29",
        "2021-06-29",
    ]
    assert all(row.late_start == row.early_start for row in found.values())


@pytest.mark.covers("req:28")
def test_parts_roll_up_and_links_to_the_whole_hold_for_the_parts() -> None:
    tasks = [
        Task("1", "preparar", 2),
        Task("2", "consultar", 99),
        Task("2.1", "foros", 3, parent="2"),
        Task("2.2", "encuesta", 5, parent="2"),
        Task("3", "firmar", 1),
    ]
    found = by_id(plan(tasks, [Link("1", "2"), Link("2", "3")]))
    assert (str(found["2.1"].early_start), str(found["2.2"].early_start)) == ("2021-06-30", "2021-06-30")
    whole = found["2"]
    assert whole.summary
    assert (str(whole.early_start), str(whole.early_finish), whole.duration) == ("2021-06-30", "2021-07-06", 5)
    assert (whole.total_float, found["2.1"].total_float, found["2.1"].free_float) == (0, 2, 2)
    assert str(found["3"].early_start) == "2021-07-07"


def test_parts_of_parts_and_constraints_of_the_whole() -> None:
    tasks = [
        Task("A", "todo", 0, constraints("SNET:2021-07-05 FNLT:2021-07-09")),
        Task("B", "una parte", 0, parent="A"),
        Task("C", "hoja", 4, parent="B"),
        Task("D", "otra hoja", 2, parent="B"),
    ]
    found = by_id(plan(tasks, [Link("C", "D")]))
    assert str(found["A"].early_start) == str(found["C"].early_start) == "2021-07-05"
    assert str(found["A"].early_finish) == "2021-07-12"
    assert found["C"].total_float == found["A"].total_float == -1


def test_free_float_stops_at_the_first_successor_total_float_at_the_end() -> None:
    tasks = [Task("A", "corta", 1), Task("B", "larga", 5), Task("C", "después", 1), Task("D", "fin", 10)]
    found = by_id(plan(tasks, [Link("A", "C"), Link("B", "C")]))
    assert (found["A"].free_float, found["A"].total_float) == (4, 8)
    assert (found["C"].free_float, found["C"].total_float) == (4, 4)
    assert found["D"].critical
    assert not found["A"].critical


def test_the_critical_path_is_by_early_start_then_by_order() -> None:
    tasks = [Task("c", "tres", 1), Task("b", "dos", 2), Task("a", "uno", 2)]
    assert plan(tasks, [Link("a", "c"), Link("b", "c")]).critical_path == ("b", "a", "c")


@pytest.mark.covers("req:28")
def test_backwards_from_a_date_gives_latest_starts_and_what_is_missing() -> None:
    tasks, links = [Task("A", "una", 5), Task("B", "dos", 3)], [Link("A", "B")]
    wide = by_id(plan(tasks, links, finish=date(2021, 7, 9)))
    assert (str(wide["A"].late_start), wide["A"].total_float, wide["B"].free_float) == ("2021-06-30", 2, 2)
    tight = plan(tasks, links, finish=date(2021, 7, 6))
    assert tight.least_float == -1
    assert tight.critical_path == ("A", "B")
    assert str(by_id(tight)["A"].late_start) == "2021-06-25"


@pytest.mark.covers("req:28")
@pytest.mark.parametrize(
    ("tasks", "links", "refusal", "words"),
    [
        ([Task("7", "a", 1), Task("8", "b", 1)], [Link("7", "8"), Link("8", "7")], Cycle, ["7", "8", "ciclo"]),
        ([Task("7", "a", 1)], [Link("7", "7")], OwnPredecessor, ["7", "sí misma"]),
        ([Task("7", "a", 1)], [Link("9", "7")], MissingPredecessor, ["7", "9", "no está"]),
        ([Task("7", "a", 1), Task("7", "b", 1)], [], RepeatedTask, ["7"]),
        ([Task("7", "a", -1)], [], NegativeDuration, ["7", "-1"]),
        ([], [], NothingToSchedule, ["actividades"]),
        ([Task("7", "a", 1, parent="5")], [], BadOutline, ["7", "5"]),
        ([Task("7", "a", 1, parent="8"), Task("8", "b", 1, parent="7")], [], BadOutline, ["sí misma"]),
        ([Task("7", "a", 1), Task("8", "b", 1, parent="7")], [Link("7", "8")], Cycle, ["7", "8"]),
        ([Task("7", "a", 1), Task("8", "b", 1, parent="7")], [Link("8", "7", LinkKind.SS)], Cycle, ["7", "8"]),
    ],
)
def test_what_cannot_be_scheduled_is_named(
    tasks: list[Task], links: list[Link], refusal: type[ScheduleRefusal], words: list[str]
) -> None:
    with pytest.raises(refusal) as caught:
        plan(tasks, links)
    assert all(word in str(caught.value) for word in words)


def test_a_long_cycle_names_its_own_members_only() -> None:
    tasks = [Task(str(at), "x", 1) for at in range(50)]
    links = [Link(str(at), str(at + 1)) for at in range(49)] + [Link("40", "10")]
    with pytest.raises(Cycle) as caught:
        plan(tasks, links)
    assert set(caught.value.ids) == {str(at) for at in range(10, 41)}
    assert all(int(after) == int(before) + 1 for before, after in pairwise(caught.value.ids) if after != "10")
