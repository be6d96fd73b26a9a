from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.linked_cells import Sum, hidden_cells
from tequio.core.small_cells import LEAST
from tests.worked_tables import worked_table


@pytest.mark.parametrize(("parts", "total", "told"), worked_table("linked-cells.md", "linked-cells"))
def test_the_worked_table(parts: str, total: str, told: str) -> None:
    numbers = [int(each) for each in parts.split(",")]
    counts: dict[int | str, int] = {**dict(enumerate(numbers)), "sum": sum(numbers)}
    assert counts["sum"] == int(total)
    line: Sum[int | str] = Sum("sum", tuple(range(len(numbers))))
    hidden = hidden_cells(counts, [line])
    shown = {key: "—" if key in hidden else str(count) for key, count in counts.items()}
    assert f"{', '.join(shown[place] for place in range(len(numbers)))} = {shown['sum']}" == told


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(tables)
def test_no_sum_of_a_table_lets_a_small_count_be_worked_out(rows: list[list[int]]) -> None:
    wide, tall = len(rows[0]), len(rows)
    counts = {(r, c): rows[r][c] for r in range(tall) for c in range(wide)}
    counts |= {(r, -1): sum(rows[r]) for r in range(tall)} | {(-1, c): sum(row[c] for row in rows) for c in range(wide)}
    counts[-1, -1] = sum(map(sum, rows))
    sums = [Sum((r, -1), tuple((r, c) for c in range(wide))) for r in (*range(tall), -1)]
    sums += [Sum((-1, c), tuple((r, c) for r in range(tall))) for c in (*range(wide), -1)]
    hidden = hidden_cells(counts, sums)
    assert all(count == 0 or count >= LEAST for key, count in counts.items() if key not in hidden)
    for line in sums:
        unsaid = [key for key in line.parts if key in hidden]
        if line.total not in hidden:
            assert not unsaid or (len(unsaid) > 1 and sum(counts[key] for key in unsaid) >= LEAST)
        else:
            assert unsaid


def test_what_is_told_elsewhere_is_not_chosen() -> None:
    counts = {"event 1": 3, "event 2": 20, "quarter": 23}
    line = Sum("quarter", ("event 1", "event 2"))
    assert hidden_cells(counts, [line]) == {"event 1", "event 2"}
    assert hidden_cells(counts, [line], hidden=["event 1"], told=["event 2"]) == {"event 1", "quarter"}
