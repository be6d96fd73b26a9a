from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.quorum import QuorumRule, VotingSeat, quorum
from tests.worked_tables import worked_table

SEATS = st.lists(st.builds(VotingSeat, st.sampled_from(["a", "b", ""]), st.booleans()))
RULES = st.builds(QuorumRule, st.integers(0, 99), st.booleans())


def seats_of(text: str) -> list[VotingSeat]:
    found = []
    for part in text.split(", "):
        sector, counts = part.split()
        present, seats = map(int, counts.split("/"))
        found += [VotingSeat(sector.replace("?", ""), number < present) for number in range(seats)]
    return found


@pytest.mark.covers
@pytest.mark.parametrize("row", worked_table("quorum.md", "quorum"), ids=" ".join)
def test_when_a_body_may_decide(row: list[str]) -> None:
    seats, percent, every, needed, missing, reached = row
    found = quorum(seats_of(seats), QuorumRule(int(percent), every == "sí"))
    told = (str(found.needed), ", ".join(found.missing) or "—", "sí" if found.reached else "no")
    assert told == (needed, missing, reached)


@given(seats=SEATS, rule=RULES)
def test_sectors_add_up_and_nobody_decides_alone_of_an_empty_body(seats: list[VotingSeat], rule: QuorumRule) -> None:
    found = quorum(seats, rule)
    assert sum(each.seats for each in found.sectors) == found.seats == len(seats)
    assert sum(each.present for each in found.sectors) == found.present
    assert "" not in found.missing
    assert found.reached <= bool(seats)
