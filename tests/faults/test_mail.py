"""The small edition of goal G8; the whole one is ``python -m tests.faults.mail``."""

from __future__ import annotations

import os

import pytest

from tests.faults.mail import Plan, run

#: each runs its own SQLite installation whatever the suite runs on
pytestmark = pytest.mark.skipif(os.environ.get("TEQUIO_SUITE") == "postgresql", reason="ya corrió con SQLite")


def small(plant: str = "", letters: int = 120, away: float = 3) -> Plan:
    return Plan(letters=letters, away=away, kill_every=2, patience=300, plant=plant)


@pytest.mark.covers("goal:G8", "case:K2", "case:D3", "req:51")
def test_every_letter_of_a_stored_change_arrives_and_none_of_an_undone_one() -> None:
    outcome = run(small())
    assert outcome.broken() == []
    assert len(outcome.wanted) == 108
    assert outcome.kills > 0
    assert outcome.drops > 0


@pytest.mark.covers("goal:G8")
@pytest.mark.parametrize("plant", ["inside", "early"])
def test_the_harness_sees_each_planted_fault(plant: str) -> None:
    assert run(small(plant, 60, away=0)).broken() != []
