from __future__ import annotations

import pytest

from tequio.core.resolution import Majority, resolve
from tests.worked_tables import worked_table


@pytest.mark.covers
@pytest.mark.parametrize("row", worked_table("resolution.md", "resolution"), ids=" ".join)
def test_what_a_vote_resolved(row: list[str]) -> None:
    majority, *counts, outcome = row
    yes, no, abstain, present, percent, silent = map(int, counts)
    votes = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    found = resolve(votes, Majority(majority), present=present, qualified_percent=percent)
    assert (found.silent, found.outcome) == (silent, outcome)


def test_no_more_seats_vote_than_are_present() -> None:
    with pytest.raises(ValueError, match="2 votes of 1 seats"):
        resolve(["yes", "no"], Majority.SIMPLE, present=1, qualified_percent=67)
