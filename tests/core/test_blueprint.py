"""A template laid out on a calendar: every date follows the first day, and nobody works on a day off."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tequio.core.blueprint import Blueprint, BrokenBlueprint, Mark, Part, Span, Wait, lay_out, span_between
from tequio.core.dates import from_edtf
from tequio.core.workdays import Calendar, Closure, LocalDay
from tequio.formats import blueprints

STATE = blueprints.load("secretariado-estatal")
COUNCIL = blueprints.load("consejo-municipal")


def of(*parts: Part, marks: tuple[Mark, ...] = ()) -> Blueprint:
    return Blueprint("x", "X", "", "state", "ogp-local", "route", "X", "", (), parts, marks)


@pytest.mark.needs_shared
@pytest.mark.covers("exp:43")
def test_the_thirty_five_phases_fall_on_the_days_of_the_worked_route(shared: Path) -> None:
    with (shared / "domain" / "route-yucatan.csv").open(encoding="utf-8") as file:
        wanted = [(row["phase"], row["early_start"], row["early_finish"]) for row in csv.DictReader(file)]
    laid = lay_out(STATE, date(2021, 6, 28), Calendar()).parts
    found = [
        (each.part.code, each.starts.edtf if each.starts else "", each.ends.edtf if each.ends else "") for each in laid
    ]
    assert len(found) == 35
    assert found == wanted


@pytest.mark.covers("exp:43")
def test_no_date_falls_on_a_day_off() -> None:
    calendar = Calendar(
        days=(LocalDay(date(2027, 2, 10), "fiesta local", "Periódico Oficial"),),
        closures=(Closure(date(2027, 3, 22), date(2027, 4, 2), "Semana Santa"),),
    )
    layout = lay_out(STATE, date(2027, 1, 16), calendar)
    assert layout.first == date(2027, 1, 18), "16 January is a Saturday"
    for laid in layout.parts:
        for each in (laid.starts, laid.ends):
            assert each is not None
            assert calendar.is_working(date.fromisoformat(each.edtf or "")), laid.part.code
    assert [off.why for off in layout.days_off if off.day == date(2027, 2, 10)] == ["fiesta local"]
    assert layout.last > lay_out(STATE, date(2027, 1, 16), Calendar()).last, "the closure moves the signature"


def test_a_council_has_months_and_no_day() -> None:
    layout = lay_out(COUNCIL, date(2026, 11, 3), Calendar())
    assert COUNCIL.top == 8
    by_code = {laid.part.code: laid.starts.edtf if laid.starts else None for laid in layout.parts}
    assert by_code["1"] == "2026-11"
    assert by_code["7.1"] == "2026-12"
    assert by_code["4"] == "2026-11/2026-12"


def test_the_first_month_of_a_council_is_that_of_its_first_working_day() -> None:
    """30 November 2024 is a Saturday."""
    assert lay_out(COUNCIL, date(2024, 11, 30), Calendar()).parts[0].starts == from_edtf("2024-12")


def test_the_year_turns() -> None:
    layout = lay_out(COUNCIL, date(2026, 12, 1), Calendar())
    assert {laid.starts.edtf for laid in layout.parts if laid.starts} == {"2026-12", "2027-01", "2026-12/2027-01"}


def test_a_part_without_days_keeps_its_distance_in_working_days_and_what_has_no_date_gets_none() -> None:
    parts = (Part("1", "A", starts=Span(days=0), ends=Span(days=4)), Part("2", "B"))
    laid = lay_out(of(*parts), date(2026, 9, 14), Calendar()).parts
    assert (laid[0].starts, laid[0].ends) == (from_edtf("2026-09-14"), from_edtf("2026-09-21")), (
        "16 September is a holiday"
    )
    assert (laid[1].starts, laid[1].ends) == (None, None)


def test_a_mark_stands_at_the_end_of_its_part_or_at_its_beginning() -> None:
    parts = (Part("1", "A", days=3), Part("2", "B", days=2, after=(Wait("1", lag=1),)))
    marks = (Mark("Inicio", "1", "MSO"), Mark("Firma", "2"))
    found = lay_out(of(*parts, marks=marks), date(2026, 9, 7), Calendar()).marks
    assert [mark.on for mark in found] == [from_edtf("2026-09-07"), from_edtf("2026-09-14")]
    with pytest.raises(BrokenBlueprint, match="actividad 9"):
        lay_out(of(*parts, marks=(Mark("Firma", "9"),)), date(2026, 9, 7), Calendar())


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2026-09-14", Span(days=0)),
        ("2026-09-21", Span(days=4)),
        ("2026-09", Span(month=0)),
        ("2026-11/2027-01", Span(month=2, months=3)),
        (None, None),
    ],
)
def test_how_far_a_date_lies_from_the_first_day(written: str | None, span: Span | None) -> None:
    assert span_between(from_edtf(written), date(2026, 9, 14), Calendar()) == span


def test_a_template_that_names_what_it_does_not_have_is_told() -> None:
    table = {"name": "X", "summary": "", "kind": "state", "pack": "p", "plan": "route", "title": "T", "objective": ""}
    parts = [{"code": "1", "title": "A", "after": ["7"]}]
    with pytest.raises(BrokenBlueprint, match="nombra 7"):
        blueprints.parse("x", {**table, "objectives": [], "part": parts})
    with pytest.raises(BrokenBlueprint, match="mal escrita"):
        blueprints.parse("x", table)
    with pytest.raises(blueprints.UnknownBlueprint):
        blueprints.load("../packs/base")
