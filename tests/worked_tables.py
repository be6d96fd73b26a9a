"""The worked tables of docs/rules: ``<!-- tabla: name -->`` and the table below it, as rows of texts."""

from __future__ import annotations

from pathlib import Path

RULES = Path(__file__).resolve().parents[1] / "docs" / "rules"


def worked_table(page: str, name: str) -> list[list[str]]:
    """Without its heading. A table that is not there, or is empty, is an error and not an empty test."""
    lines = (RULES / page).read_text(encoding="utf-8").splitlines()
    start = lines.index(f"<!-- tabla: {name} -->") + 3
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    assert rows, f"{page} has no rows in its table {name}"
    return rows
