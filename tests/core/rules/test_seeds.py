"""The five texts this was made for: exactly these findings, with any other rule silent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tequio.config.commands.check import Report, check_file
from tequio.core.rules.findings import Finding

pytestmark = pytest.mark.needs_shared

#: seed → (code, requirement, severity, count), as decided
TABLE: dict[str, list[tuple[str, int, str, int]]] = {
    "000": [("suplentes-omitted", 10, "warning", 1), ("noise-removed", 23, "info", 1)],
    "001": [
        ("year-inferred", 30, "info", 3),
        ("annex-missing", 32, "warning", 1),
        ("channel-not-systematised", 35, "warning", 1),
        ("channel-without-call", 35, "info", 3),
        ("similar-titles", 36, "warning", 1),
        ("title-repaired", 42, "info", 1),
    ],
    "002": [("ordinal-mismatch", 63, "warning", 1)],
    "003": [
        ("phone-country", 70, "warning", 1),
        ("sector-not-box", 72, "info", 1),
        ("responsible-not-authority", 84, "warning", 1),
        ("undated", 86, "info", 3),
        ("subject-to-change", 87, "info", 1),
        ("out-of-order", 88, "warning", 3),
        ("closing-before-earlier-goal", 88, "warning", 1),
        ("mixed-date-formats", 89, "info", 1),
        ("unknown-acronyms", 90, "info", 1),
        ("rows-joined", 91, "info", 1),
    ],
    "004": [
        ("year-inferred", 103, "info", 1),
        ("dates-from-children", 104, "info", 1),
        ("child-outside-parent", 105, "warning", 1),
        ("recurrence-outside-dates", 106, "warning", 1),
        ("slogan-removed", 125, "info", 1),
    ],
}
PACKS = {
    "000": "jalisco-2016",
    "001": "yucatan-2021",
    "002": "durango-2020",
    "003": "jalisco-2019",
    "004": "municipal-jalisco-2021",
}


def checked(shared: Path, seed: str, pack: str | None = None) -> Report:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    return check_file(path, pack)


def only(report: Report, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


@pytest.mark.covers(
    "req:10", "req:23", "req:30", "req:32", "req:35", "req:36", "req:42", "req:63", "req:70", "req:72", "req:84", "req:86",
    "req:87", "req:88", "req:89", "req:90", "req:91", "req:103", "req:104", "req:105", "req:106", "req:125",
)  # fmt: skip
@pytest.mark.parametrize("seed", TABLE)
def test_findings_are_exactly_those_decided(shared: Path, seed: str) -> None:
    report = checked(shared, seed)
    found = Counter((one.code, one.requirement, one.severity.value) for one in report.findings)
    assert found == Counter({(code, row, severity): times for code, row, severity, times in TABLE[seed]})
    assert report.exit_code == 0


@pytest.mark.covers("req:131")
@pytest.mark.parametrize("seed", TABLE)
def test_the_pack_is_the_one_whose_place_and_year_the_text_names(shared: Path, seed: str) -> None:
    report = checked(shared, seed)
    assert report.pack == PACKS[seed]
    assert report.pack_reason


@pytest.mark.parametrize("seed", TABLE)
def test_every_finding_leads_to_its_place_and_says_what_to_do(shared: Path, seed: str) -> None:
    for finding in checked(shared, seed).findings:
        assert finding.where
        assert finding.citation
        assert finding.message.rstrip().endswith((".", "»"))


@pytest.mark.covers("req:35")
def test_which_channels_lack_what(shared: Path) -> None:
    report = checked(shared, "001")
    assert ["grupos focales" in one.message for one in only(report, "channel-not-systematised")] == [True]
    uncalled = [one.path for one in only(report, "channel-without-call")]
    assert uncalled == [("phases", 14), ("phases", 18), ("phases", 19)]
    assert [one.where for one in only(report, "similar-titles")] == ["fases 7 y 15"]


@pytest.mark.covers("req:84", "req:88", "req:90")
def test_places_in_the_sheet(shared: Path) -> None:
    report = checked(shared, "003")
    assert "metas 3, 5 y 7" in only(report, "responsible-not-authority")[0].message
    assert [one.path[3] for one in only(report, "out-of-order")] == [3, 5, 7]
    assert "25/11/19" in only(report, "closing-before-earlier-goal")[0].message
    for name in ("Subdvosc", "SSAS", "MONAPP"):
        assert name in only(report, "unknown-acronyms")[0].message


@pytest.mark.covers("req:23", "req:125")
def test_how_many_places_were_set_apart(shared: Path) -> None:
    assert "2 lugares" in only(checked(shared, "000"), "noise-removed")[0].message
    assert "2 lugares" in only(checked(shared, "004"), "slogan-removed")[0].message


@pytest.mark.covers("req:131")
def test_the_jalisco_sheet_under_the_sinaloa_pack_lacks_a_fourth_sector(shared: Path) -> None:
    report = checked(shared, "003", "sinaloa-2017")
    (finding,) = only(report, "sector-missing")
    assert "organismos autónomos" in finding.message
    assert report.exit_code == 1
