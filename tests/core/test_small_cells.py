from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.small_cells import LEAST, small_hidden
from tests.worked_tables import worked_table


@pytest.mark.parametrize(("counts", "told"), worked_table("small-cells.md", "conteos"))
def test_the_worked_table(counts: str, told: str) -> None:
    shown = small_hidden({place: int(count) for place, count in enumerate(counts.split(","))})
    assert ", ".join("—" if count is None else str(count) for count in shown.values()) == told


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_nothing_small_is_told_nor_comes_out_of_the_total(counts: list[int]) -> None:
    shown = small_hidden(dict(enumerate(counts)))
    silent = [counts[place] for place, count in shown.items() if count is None]
    assert all(count is None or count == 0 or count >= LEAST for count in shown.values())
    if silent and any(shown.values()):
        assert len(silent) > 1
        assert sum(silent) >= LEAST
