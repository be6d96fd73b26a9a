"""The 35 documents of the shared folder: what their ``expected.json`` asks of ``tequio check``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tequio.config.commands.check import check_file, counts
from tests.conftest import SHARED

pytestmark = pytest.mark.needs_shared

_LIST = SHARED / "data" / "documents" / "expected.json"


@dataclass(frozen=True)
class Expected:
    file: str
    said: dict[str, Any]

    def numbers(self, name: str) -> set[int]:
        return set(self.said.get(name, ()))


def _expected() -> Sequence[object]:
    listed = json.loads(_LIST.read_text(encoding="utf-8"))["files"] if _LIST.is_file() else []
    found = []
    for entry in listed:
        rows = [f"req:{number}" for number in entry.get("must_find", ())]
        found.append(pytest.param(Expected(entry["file"], entry), id=entry["file"], marks=pytest.mark.covers(*rows)))
    return found or [pytest.param(Expected("", {}), id="sin-archivos")]


@pytest.mark.parametrize("expected", _expected())
def test_check_answers_as_expected(shared: Path, expected: Expected) -> None:
    report = check_file(shared / "data" / "documents" / expected.file, expected.said["pack"])
    numbers = {finding.requirement for finding in report.findings}
    exits = expected.said["check_exit"]
    assert report.kind == expected.said["kind"]
    assert expected.numbers("must_find") <= numbers
    assert not expected.numbers("must_not_find") & numbers
    assert all(set(any_of) & numbers for any_of in expected.said.get("must_find_any", ()))
    assert report.exit_code in (exits if isinstance(exits, list) else [exits])
    assert counts(report.findings)["error"] <= expected.said.get("max_errors", 1000)
    for number, severity in expected.said.get("severity", {}).items():
        found = {finding.severity.value for finding in report.findings if finding.requirement == int(number)}
        assert found == {severity}


@pytest.mark.parametrize(
    "path", sorted((SHARED / "data" / "documents" / "limpios").glob("*.*")), ids=lambda path: path.name
)
def test_clean_files_have_no_finding_at_all(path: Path) -> None:
    assert not check_file(path).findings
