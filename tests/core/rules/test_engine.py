"""The engine and the choice of a pack."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.dates import from_edtf
from tequio.core.reading.records import Kind, PlanHeader, Reading
from tequio.core.rules.choice import Choice, choose_pack
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Severity
from tequio.core.rules.pack import RulePack
from tequio.formats import rulepack

from .smallest import PAIRS, sheet

PACKS = rulepack.load_all()
GENERAL = rulepack.load(rulepack.DEFAULT)


def chosen(text: str, kind: Kind = Kind.COMMITMENT_SHEET, year: int | None = None) -> Choice:
    return choose_pack(Reading(kind, text=text, header=PlanHeader(year=year)), PACKS, GENERAL)


@pytest.mark.covers("req:131")
@pytest.mark.parametrize(
    ("text", "kind", "pack"),
    [
        ("Plan Jalisco de Acción 2016-2018", Kind.METHODOLOGY, "jalisco-2016"),
        ("Segundo Plan de Jalisco, 2019", Kind.COMMITMENT_SHEET, "jalisco-2019"),
        ("Primer Plan en Yucatán, septiembre - octubre 2021", Kind.ROUTE, "yucatan-2021"),
        ("PLAN DURANGO, edición 2020-2021", Kind.CALL, "durango-2020"),
        ("Administración 2021-2024, ciudad de Guadalajara", Kind.ANNUAL_PLAN, "municipal-jalisco-2021"),
        ("Ayuntamiento de Zapopan, Jalisco, 2022", Kind.COMMITMENT_SHEET, "municipal-jalisco-2021"),
        ("Secretariado de Sinaloa, 2018", Kind.COMMITMENT_SHEET, "sinaloa-2017"),
        ("Plan de Jalisco, 2035", Kind.COMMITMENT_SHEET, "ogp-local"),
        ("Plan de Oaxaca, 2019", Kind.COMMITMENT_SHEET, "ogp-local"),
        ("Plan de acción 2019", Kind.COMMITMENT_SHEET, "ogp-local"),
        ("Jaliscología 2019", Kind.COMMITMENT_SHEET, "ogp-local"),
        ("", Kind.UNKNOWN, "ogp-local"),
    ],
)
def test_the_pack_of_a_text(text: str, kind: Kind, pack: str) -> None:
    choice = chosen(text, kind)
    assert choice.pack.name == pack
    assert choice.reason.endswith(".")


def test_the_year_of_the_header_weighs_more_than_any_other() -> None:
    text = "Plan de Jalisco. En 2016, 2017 y 2018 se hizo otro. Ahora, 2019."
    assert chosen(text).pack.name == "jalisco-2016"
    assert chosen(text, year=2019).pack.name == "jalisco-2019"


def test_the_reason_names_the_place_and_the_year() -> None:
    assert chosen("Segundo Plan de Jalisco, 2019").reason == "El texto nombra «Jalisco» y el año 2019."


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_a_rule_can_be_left_out_of_one_evaluation_or_of_the_pack(code: str) -> None:
    broken = PAIRS[code].broken
    assert code in {one.code for one in evaluate(broken, GENERAL)}
    assert code not in {one.code for one in evaluate(broken, GENERAL, disabled=frozenset({code}))}
    off = replace(GENERAL, rules=tuple(replace(rule, enabled=rule.code != code) for rule in GENERAL.rules))
    assert code not in {one.code for one in evaluate(broken, off)}


def test_the_gravest_first_then_the_order_of_the_document() -> None:
    start, end = from_edtf("2019-01-01"), from_edtf("2022-01-01")
    reading = sheet(starts_on=start, ends_on=end, description="a" * 300, objective="", kind=None)
    found = evaluate(reading, GENERAL)
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    assert [one.severity for one in found] == sorted((one.severity for one in found), key=order.index)
    assert [one.path[2] for one in found[:2]] == ["description", "ends_on"]


@given(st.permutations(GENERAL.rules), st.sampled_from(sorted(PAIRS)))
def test_the_order_of_the_rules_in_the_file_changes_nothing(rules: list[object], code: str) -> None:
    shuffled: RulePack = replace(GENERAL, rules=tuple(rules))  # type: ignore[arg-type]
    assert evaluate(PAIRS[code].broken, shuffled) == evaluate(PAIRS[code].broken, GENERAL)


def test_nothing_is_found_in_nothing() -> None:
    for kind in Kind:
        assert evaluate(Reading(kind), GENERAL) == ()


def test_a_document_that_nobody_recognises_is_left_alone() -> None:
    text = "Contrato. Ver anexo 2. Tercer Plan de Acción. Segundo Plan de Acción. #IIPAL"
    assert evaluate(Reading(Kind.ROUTE, text=text), GENERAL)
    assert evaluate(Reading(Kind.UNKNOWN, text=text), GENERAL) == ()


@given(st.text(max_size=400))
def test_no_text_breaks_a_rule(text: str) -> None:
    for kind in (Kind.CALL, Kind.ROUTE, Kind.COMMITMENT_SHEET):
        evaluate(Reading(kind, text=text), GENERAL)
        choose_pack(Reading(kind, text=text), PACKS, GENERAL)


@given(st.text(max_size=200))
def test_no_words_of_a_sheet_break_a_rule(text: str) -> None:
    from tequio.core.reading.records import Activity, Actor, Goal, Responsible

    goal = Goal(1, text, (text,), (text,), (Activity(text),))
    reading = sheet(goals=(goal,), title=text, actors=(Actor(text, text),), responsible=Responsible(text, phone=text))
    for finding in evaluate(reading, GENERAL):
        assert finding.message
