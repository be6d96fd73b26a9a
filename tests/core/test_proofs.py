from __future__ import annotations

import pytest

from tequio.core.proofs import asks_of
from tests.worked_tables import worked_table


@pytest.mark.covers("req:81", "req:92")
@pytest.mark.parametrize("row", worked_table("evidence.md", "asks"), ids=lambda row: row[0])
def test_what_each_kind_asks(row: list[str]) -> None:
    kind, asks, names = row
    found = asks_of(kind)
    assert sorted(found.asks) == ([] if asks == "–" else asks.split(", "))
    assert found.names is (names == "yes")
