"""docs/rules/findings.md, executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tequio.core.dates import from_edtf, parse
from tequio.core.reading.records import Activity, Goal, Reading, Responsible
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.formats import rulepack

from .smallest import call, dated, planned, route, sheet

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules" / "findings.md"


def table(first_heading: str) -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def found(reading: Reading, code: str) -> list[Finding]:
    return [one for one in evaluate(reading, rulepack.load("ogp-local")) if one.code == code]


def is_yes(word: str) -> bool:
    return {"sí": True, "no": False}[word]


@pytest.mark.parametrize("name", rulepack.names())
def test_the_list_of_rules_is_that_of_every_pack(name: str) -> None:
    listed = [(code, int(requirement), severity) for code, requirement, severity, _ in table("código")]
    assert sorted(listed) == [(rule.code, rule.requirement, rule.severity.value) for rule in rulepack.load(name).rules]


@pytest.mark.covers("req:13", "case:F3")
@pytest.mark.parametrize("row", table("inicio"))
def test_duration(row: list[str]) -> None:
    reading = sheet(starts_on=from_edtf(row[0]), ends_on=from_edtf(row[1]))
    assert bool(found(reading, "too-long-duration")) is is_yes(row[2])


@pytest.mark.covers("req:70")
@pytest.mark.parametrize("row", table("teléfono"))
def test_phone(row: list[str]) -> None:
    assert bool(found(sheet(responsible=Responsible(phone=row[0])), "phone-country")) is is_yes(row[1])


@pytest.mark.covers("req:89")
@pytest.mark.parametrize("row", table("una fecha"))
def test_ways_of_writing(row: list[str]) -> None:
    goals = [Goal(1, "Meta", activities=tuple(Activity("Reunión", parse(text)) for text in row[:2]))]
    assert bool(found(planned(*goals), "mixed-date-formats")) is is_yes(row[2])


@pytest.mark.covers("req:88")
@pytest.mark.parametrize("row", table("fechas de las metas, en orden"))
def test_order(row: list[str]) -> None:
    assert len(found(planned(*dated(*row[0].split(", "))), "out-of-order")) == int(row[1])


@pytest.mark.covers("req:63")
@pytest.mark.parametrize("row", table("en el texto"))
def test_ordinals(row: list[str]) -> None:
    assert bool(found(call(row[0]), "ordinal-mismatch")) is is_yes(row[1])


@pytest.mark.covers("req:90")
@pytest.mark.parametrize("row", table("texto"))
def test_acronyms(row: list[str]) -> None:
    findings = found(planned(Goal(1, row[0])), "unknown-acronyms")
    assert [f": {row[1]}." in one.message for one in findings] == ([True] if row[1] else [])


@pytest.mark.covers("req:35")
@pytest.mark.parametrize("row", table("fases, en orden"))
def test_channels(row: list[str]) -> None:
    reading = route(*row[0].split("; "))
    codes = ("channel-not-systematised", "channel-without-call")
    assert [len(found(reading, code)) for code in codes] == [int(row[1]), int(row[2])]
