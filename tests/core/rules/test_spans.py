"""A span of days that passes an end of its commitment is outside; a month that only overlaps is not (requirement 98)."""

from __future__ import annotations

import pytest

from tequio.core.dates import from_edtf
from tequio.core.reading.records import Activity, Commitment, Goal, Kind, Reading
from tequio.core.rules.engine import evaluate
from tequio.formats import rulepack


@pytest.mark.covers("req:98")
@pytest.mark.parametrize(
    ("written", "outside"),
    [
        ("2022-11-28/2022-12-02", True),
        ("2022-01-01/2022-01-05", True),
        ("2022-11-28/2022-11-30", False),
        ("2022-11", False),
        ("2022-11/2022-12", False),
        ("2022-12-01", True),
    ],
)
def test_a_span_that_passes_the_end(written: str, outside: bool) -> None:
    activity = Activity("Talleres", from_edtf(written))
    commitment = Commitment(
        "Parques",
        starts_on=from_edtf("2022-01-03"),
        ends_on=from_edtf("2022-11-30"),
        goals=(Goal(1, "Talleres", activities=(activity,)),),
    )
    reading = Reading(Kind.COMMITMENT_SHEET, commitments=(commitment,))
    codes = {finding.code for finding in evaluate(reading, rulepack.load(rulepack.DEFAULT))}
    assert ("outside-commitment" in codes) is outside
