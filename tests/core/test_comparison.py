from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.comparison import Change, Row, differences, pairs


def row(title: str, code: str = "", rows: tuple[Row, ...] = (), **fields: str) -> Row:
    return Row("row", title, code, fields, rows)


PLAN = row(
    "Plan",
    rows=(
        row(
            "Primera meta",
            "1",
            (row("Convocar a las mesas", date="5 sep 2019"), row("Publicar la memoria", date="1 oct 2019")),
        ),
        row("Segunda meta", "2", (row("Capacitar al comité", date="Por definir"),)),
    ),
    objective="Abrir los datos",
)


@pytest.mark.covers("req:13", "exp:3")
def test_the_same_document_changes_nothing_however_its_lines_are_broken() -> None:
    assert differences(PLAN, PLAN) == []
    assert differences(PLAN, replace(PLAN, fields={"objective": "Abrir\n  los datos"})) == []


def test_a_date_a_new_row_and_a_row_that_is_gone() -> None:
    first, second = PLAN.rows
    called, _published = first.rows
    new = replace(
        PLAN,
        rows=(
            row("Meta que nadie esperaba", "1"),
            replace(first, code="2", rows=(replace(called, fields={"date": "9 sep 2019"}),)),
            replace(second, code="3"),
        ),
    )
    told = [(each.change, each.title, each.name, each.before, each.after) for each in differences(PLAN, new)]
    assert told == [
        (Change.ADDED, "Meta que nadie esperaba", "", "", ""),
        (Change.CHANGED, "Convocar a las mesas", "date", "5 sep 2019", "9 sep 2019"),
        (Change.REMOVED, "Publicar la memoria", "", "", ""),
    ]


def test_a_field_the_new_document_has_no_place_for_is_not_gone() -> None:
    assert differences(PLAN, replace(PLAN, fields={})) == []


def test_places_lead_to_the_rows() -> None:
    [changed] = differences(
        PLAN,
        replace(PLAN, rows=(*PLAN.rows[:1], replace(PLAN.rows[1], rows=(row("Capacitar al comité", date="NOV"),)))),
    )
    assert changed.old is not None
    assert PLAN.at(changed.old).title == "Capacitar al comité"
    assert changed.trail == ("Plan", "Segunda meta", "Capacitar al comité")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([row("A", "1"), row("B", "2")], [row("B", "1"), row("A", "2")], [(0, 1), (1, 0)]),
        ([row("Convocar mesas de diálogo")], [row("Convocar a las mesas de diálogo ciudadano")], [(0, 0)]),
        ([row("Firmar el plan", "9")], [row("Algo del todo distinto", "9")], [(0, 0)]),
        ([row("Firmar el plan")], [row("Algo del todo distinto")], []),
        ([row("Reunión"), row("Reunión")], [row("Reunión")], [(0, 0)]),
        ([row("Reunión"), row("Reunión")], [row("Reunión"), row("Reunión"), row("Reunión")], [(0, 0), (1, 1)]),
    ],
)
def test_rows_are_paired_by_title_then_code_then_words(
    old: list[Row], new: list[Row], expected: list[tuple[int, int]]
) -> None:
    assert pairs(old, new) == expected


TITLES = st.lists(st.sampled_from(["Convocar", "Publicar memoria", "Firmar", "Reunión de mesa", "Evaluar"]), max_size=8)


@given(TITLES, TITLES)
def test_every_row_is_paired_added_or_gone_exactly_once(old: list[str], new: list[str]) -> None:
    one, other = (row("Plan", rows=tuple(row(title) for title in titles)) for titles in (old, new))
    found = differences(one, other)
    paired = len(pairs(one.rows, other.rows))
    assert sum(each.change is Change.ADDED for each in found) == len(new) - paired
    assert sum(each.change is Change.REMOVED for each in found) == len(old) - paired
    assert differences(one, one) == []


def test_many_rows_that_share_no_word_cost_no_comparison() -> None:
    """Two thousand rows renamed at once: a quadratic pairing would look at four million couples."""
    old = [row(f"palabra{number} única{number}") for number in range(2000)]
    new = [row(f"otra{number} distinta{number}") for number in range(2000)]
    assert pairs(old, new) == []
