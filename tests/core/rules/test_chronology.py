"""Order, closing, ways of writing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tequio.core.reading.records import Activity, Goal, Reading
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.formats import rulepack

from .smallest import dated, day, planned, sheet

PACK = rulepack.load("ogp-local")


def found(reading: Reading, code: str) -> list[Finding]:
    return [one for one in evaluate(reading, PACK) if one.code == code]


def with_several(*dates_of_goals: tuple[str, ...]) -> Reading:
    return planned(
        *(
            Goal(number, f"Meta {number}", activities=tuple(Activity("Reunión", day(text)) for text in texts))
            for number, texts in enumerate(dates_of_goals, 1)
        )
    )


@pytest.mark.covers("req:88")
def test_each_row_that_goes_back_is_one_warning() -> None:
    reading = with_several(("2019-09-05", "2019-09-09"), ("2019-10-17",), ("2019-10-10", "2019-10-29"), ("2019-11-07",))
    (finding,) = found(reading, "out-of-order")
    assert finding.severity == "warning"
    assert "meta 3 (2019-10-10)" in finding.message


@pytest.mark.covers("req:88")
def test_undated_rows_in_between_do_not_hide_a_step_back() -> None:
    assert len(found(planned(*dated("2019-10-17", "Por definir", None, "2019-10-10")), "out-of-order")) == 1


@pytest.mark.covers("req:88", "req:102")
def test_a_month_is_before_only_when_all_of_it_has_passed() -> None:
    assert not found(planned(*dated("2019-11-15", "2019-11", "2019-11-20")), "out-of-order")
    assert found(planned(*dated("2019-11-15", "2019-10")), "out-of-order")


def test_goals_that_run_side_by_side_are_not_out_of_order_but_their_own_rows_may_be() -> None:
    year = ("2021-01-10", "2021-06-10", "2021-11-10")
    assert not found(with_several(year, year, year, year), "out-of-order")
    assert len(found(with_several(year, year, year, tuple(reversed(year))), "out-of-order")) == 2


@pytest.mark.covers("req:88")
def test_a_closing_that_begins_before_what_it_closes_is_said_once() -> None:
    goals = dated("2019-11-25", "2019-12-13", "2019-11-13")
    reading = planned(*goals[:2], replace(goals[2], title="Cierre de los procesos"))
    (finding,) = found(reading, "closing-before-earlier-goal")
    assert "meta 1 (2019-11-25) y meta 2 (2019-12-13)" in finding.message
    assert not found(planned(*goals), "closing-before-earlier-goal")


@pytest.mark.covers("req:89")
@pytest.mark.parametrize(
    ("texts", "mixed"),
    [
        (("5 de septiembre de 2019", "7 de noviembre de 2019"), False),
        (("5 de septiembre de 2019", "7/11/19"), True),
        (("05/09/19", "7/11/19"), True),
        (("05/09/2019", "07/11/19"), True),
        (("05/09/2019", "15/10/2019"), False),
        (("5/9/19", "15/10/19"), False),
        (("05/09/2019", "07/11/2019"), True),
        (("2019-09-05", "2019-11-07"), False),
        (("05/09/2019", "15-10-2019"), True),
        (("NOV 2021", "15 de diciembre de 2021"), False),
        (("Por definir", "5 de septiembre de 2019"), False),
    ],
)
def test_ways_of_writing_dates(texts: tuple[str, ...], mixed: bool) -> None:
    findings = found(planned(*dated(*texts)), "mixed-date-formats")
    assert [one.severity for one in findings] == (["info"] if mixed else [])


@pytest.mark.covers("req:86")
def test_each_date_to_be_defined_is_said_and_a_blank_one_is_another_thing() -> None:
    reading = planned(*dated("2019-10-17", "Por definir", "Por definir", None))
    assert [one.severity for one in found(reading, "undated")] == ["info", "info"]
    assert [one.path for one in found(reading, "activity-without-date")] == [
        ("commitments", 0, "goals", 3, "activities", 0, "date")
    ]


@pytest.mark.covers("req:79")
@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1, 2, 3), None),
        ((1, 2, 2, 4), "se repite 2; falta 3"),
        ((1, 4), "faltan 2 y 3"),
        ((2, 3), "falta 1"),
        ((None, None), None),
        ((1, 1, 2, 2), "se repiten 1 y 2"),
    ],
)
def test_numbering(numbers: tuple[int | None, ...], said: str | None) -> None:
    findings = found(planned(*(Goal(number, "Meta") for number in numbers)), "goal-numbers")
    assert [said in one.message for one in findings if said] == ([True] if said else [])
    assert bool(findings) is bool(said)


def test_ending_on_the_day_it_starts_is_allowed() -> None:
    assert not found(sheet(starts_on=day("2020-01-01"), ends_on=day("2020-01-01")), "end-before-start")
