from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.composition import CompositionRule, Held, Measure, findings
from tequio.core.rules.findings import Severity
from tequio.formats import rulepack
from tests.worked_tables import worked_table

SECTORS = {"c": "civil_society", "g": "government", "o": "guarantor"}
NAMES = {code: code for code in SECTORS.values()}


def seat(text: str) -> Held:
    if text == "f":
        return Held("", "", votes=False, held=True, facilitates=True)
    return Held(SECTORS[text[0]], text.strip("-"), votes=True, held=not text.endswith("-"))


@pytest.mark.covers("req:54", "req:59")
@pytest.mark.parametrize("row", worked_table("composition.md", "composition"), ids=" ".join)
def test_how_a_body_is_composed(row: list[str]) -> None:
    kind, seats, pack, expected = row
    rules = rulepack.load(pack).composition
    found = findings(kind, map(seat, seats.split()), rules, NAMES)
    assert [each.code for each in found] == ([] if expected == "–" else expected.split(", "))
    assert all(each.citation and each.text for each in found)


@pytest.mark.covers("req:54")
def test_a_second_one_of_an_authority_is_named_with_its_source() -> None:
    [found] = findings(
        "secretariat", map(seat, ["c1", "g2", "g2", "o3", "f"]), rulepack.load("durango-2020").composition, NAMES
    )
    assert found.text == "g2 tiene 2 titulares. De cada autoridad hay a lo más 1."
    assert "Durango 2020" in found.citation


@pytest.mark.covers("req:131")
def test_a_pack_with_four_sectors_counts_each() -> None:
    pack = rulepack.load("sinaloa-2017")
    names = {sector.code: sector.name for sector in pack.sectors}
    codes = ["civil_society"] * 7 + ["government"] * 3 + ["guarantor"] * 2 + ["autonomous"] * 4
    seats = [Held(code, f"o{n}", votes=True, held=True) for n, code in enumerate(codes)]
    neutral = Held("", "", votes=False, held=True, facilitates=True)
    found = findings("secretariat", [*seats, neutral], pack.composition, names)
    assert [each.code for each in found] == ["too-many-civil-society"]
    [absent] = findings("secretariat", [*seats[1:-4], neutral], pack.composition, names)
    assert "organismos autónomos" in absent.text


@given(own=st.integers(0, 40), others=st.integers(0, 40), number=st.integers(0, 100))
def test_a_percentage_is_never_rounded_up(own: int, others: int, number: int) -> None:
    rule = CompositionRule(
        "x", 59, Severity.WARNING, ("council",), Measure.SECTOR_PERCENT, number, "{count} {number}", "fuente", "a"
    )
    seats = [Held("a", "", True, True)] * own + [Held("b", "", True, True)] * others
    broken = bool(findings("council", seats, [rule], {}))
    assert broken is (own + others > 0 and Fraction(own, own + others) < Fraction(number, 100))
