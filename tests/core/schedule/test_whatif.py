"""What a delay moves, comparison with a baseline, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tequio.core.schedule import (
    Link,
    LinkKind,
    NegativeDuration,
    ScheduleRefusal,
    Task,
    UnknownTask,
    baseline_of,
    compare,
    days,
    delay,
    float_words,
    moved_since,
    what_moves,
    without_float,
)
from tests.core.schedule.tables import constraints, plan

TASKS = [Task("1", "redactar", 3), Task("2", "consultar", 5), Task("3", "traducir", 2), Task("4", "firmar", 1)]
LINKS = [Link("1", "2"), Link("1", "3"), Link("2", "4"), Link("3", "4")]


@pytest.mark.covers("req:29")
def test_a_delay_within_the_float_moves_only_that_task() -> None:
    before = plan(TASKS, LINKS)
    change = compare(before, delay(before, {"3": 3}))
    assert [(each.id, each.start_by, each.finish_by) for each in change.moved] == [("3", 0, 3)]
    assert change.finish_by == 0
    assert what_moves(change, ending="la firma") == (
        "Una actividad cambia de fecha; la firma sigue siendo el 8 de julio de 2021."
    )


@pytest.mark.covers("req:29")
def test_a_delay_beyond_the_float_moves_the_end() -> None:
    before = plan(TASKS, LINKS)
    change = compare(before, delay(before, {"3": 4, "1": 1}))
    assert [(each.id, each.start_by, each.finish_by) for each in change.moved] == [
        ("1", 0, 1), ("2", 1, 1), ("3", 1, 5), ("4", 2, 2),
    ]  # fmt: skip
    assert (change.finish_by, change.was_finish, change.now_finish) == (2, date(2021, 7, 8), date(2021, 7, 12))
    assert what_moves(change, ending="la firma") == (
        "4 actividades cambian de fecha; la firma se atrasa dos días hábiles: del 8 de julio de 2021 al 12 de julio de 2021."
    )


def test_taking_less_brings_the_end_forward_but_not_below_nothing() -> None:
    before = plan(TASKS, LINKS)
    assert compare(before, delay(before, {"1": -1})).finish_by == -1
    with pytest.raises(NegativeDuration):
        delay(before, {"1": -4})
    with pytest.raises(UnknownTask, match="77"):
        delay(before, {"77": 1})


@pytest.mark.parametrize("kind", [LinkKind.FS, LinkKind.SS])
def test_a_milestone_is_delayed_by_days(kind: LinkKind) -> None:
    before = plan([Task("A", "a", 2), Task("H", "hito", 0), Task("B", "b", 1)], [Link("A", "H", kind), Link("H", "B")])
    change = compare(before, delay(before, {"H": 2}))
    assert [(each.id, each.start_by) for each in change.moved] == [("H", 2), ("B", 2)]
    with pytest.raises(ScheduleRefusal):
        delay(before, {"H": -1})


def test_delays_keep_the_date_that_must_be_met() -> None:
    before = plan(TASKS, LINKS, finish=date(2021, 7, 8))
    assert delay(before, {"2": 1}).least_float == -1


def test_what_was_added_and_removed_since_the_baseline() -> None:
    baseline = baseline_of(plan(TASKS, LINKS))
    later = [replace(TASKS[0], duration=4), *TASKS[1:3], Task("5", "publicar", 1)]
    change = moved_since(baseline, plan(later, LINKS[:2]))
    assert (change.added, change.removed) == (("5",), ("4",))
    assert [each.id for each in change.moved] == ["1", "2", "3"]
    assert change.moved[0].was == (date(2021, 6, 28), date(2021, 6, 30))


def test_nothing_moved() -> None:
    before = plan(TASKS, LINKS)
    assert what_moves(compare(before, before)) == "No se mueve nada: el final sigue siendo el 8 de julio de 2021."


def test_how_much_margin_there_is() -> None:
    assert without_float(plan(TASKS, LINKS), ending="la firma") == (
        "3 actividades no tienen margen. Si una se atrasa un día, la firma se atrasa un día."
    )
    assert without_float(plan(TASKS[:1], [])) == (
        "Una actividad no tiene margen. Si se atrasa un día, el final se atrasa un día."
    )
    assert without_float(plan(TASKS, LINKS, finish=date(2021, 7, 9))) == (
        "Todas las actividades tienen margen: la más justa puede moverse un día hábil."
    )
    assert without_float(plan(TASKS, LINKS, finish=date(2021, 7, 6))) == (
        "No alcanza el tiempo: para terminar el 6 de julio de 2021 faltan dos días hábiles. "
        "3 actividades tendrían que empezar antes de lo posible o durar menos."
    )
    held = [replace(TASKS[0], constraints=constraints("FNLT:2021-06-30")), *TASKS[1:]]
    assert "deja de cumplirse una fecha fijada" in without_float(plan(held, LINKS))


def test_words_for_days() -> None:
    assert [days(count) for count in (1, 2, 12)] == ["un día hábil", "dos días hábiles", "12 días hábiles"]
    assert days(720, 480) == "1.5 días hábiles"
    assert [float_words(count) for count in (0, 1, -1, -3)] == [
        "Sin margen", "Puede moverse un día hábil", "Falta un día hábil", "Faltan tres días hábiles",
    ]  # fmt: skip
