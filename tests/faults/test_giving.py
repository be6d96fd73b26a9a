from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

#: it runs its own SQLite installation whatever the suite runs on
pytestmark = [
    pytest.mark.skipif(os.environ.get("TEQUIO_SUITE") == "postgresql", reason="ya corrió con SQLite"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="este sistema no bifurca procesos"),
]


def outcome(*arguments: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.giving", *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.covers("case:K1")
def test_fifty_kills_leave_no_half_record_and_their_bytes_are_collected() -> None:
    found = outcome("50")
    assert found["kills"] == 50
    assert (found["evidence"], found["files"], found["rows_without_bytes"]) == (0, 0, 0)
    assert found["orphans"] == 50
    assert (found["after"], found["left"]) == (1, 1)


@pytest.mark.covers("case:K1")
def test_bytes_written_after_their_row_would_be_noticed() -> None:
    assert outcome("3", "--plant")["rows_without_bytes"] > 0
