"""Every `read` expectation of the shared documents: kind, summary, records, what is dropped and what is kept."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tequio.core.reading import read
from tequio.core.reading.answer import answer
from tequio.formats.opening import open_document

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "documents"
pytestmark = pytest.mark.needs_shared


def expectations() -> list[dict[str, Any]]:
    path = SHARED / "expected.json"
    return list(json.loads(path.read_text(encoding="utf-8"))["files"]) if path.is_file() else []


FILES = {entry["file"]: entry for entry in expectations()}


@cache
def answered(name: str) -> dict[str, Any]:
    return dict(json.loads(json.dumps(answer(read(open_document(SHARED / name))))))


def at(records: Any, path: str) -> Any:
    for step in path.split("."):
        records = records[int(step)] if isinstance(records, list) else records[step]
    return records


def holds(operator: str, value: Any, expected: Any) -> bool:
    if operator == "length":
        return bool(len(unicodedata.normalize("NFC", value) if isinstance(value, str) else value) == expected)
    if operator == "any_contains":
        return any(expected in item for item in value)
    if operator == "any_of":
        return any(all(_matches(item[name], wanted) for name, wanted in expected.items()) for item in value)
    results = {
        "equals": value == expected,
        "not_equals": value != expected,
        "in": isinstance(expected, list) and value in expected,
        "contains": isinstance(value, str) and str(expected) in value,
        "starts_with": isinstance(value, str) and value.startswith(str(expected)),
    }
    return bool(results[operator])


def _matches(value: str, wanted: str) -> bool:
    return wanted[1:] in value if wanted.startswith("~") else value == wanted


def failures(entry: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    if answer["kind"] != entry["kind"]:
        yield f"kind is {answer['kind']}"
    for name, number in {
        **entry.get("summary", {}),
        **{k: v for k, v in entry.get("summary_if_present", {}).items() if k in answer["summary"]},
    }.items():
        allowed = number if isinstance(number, list) else [number]
        if answer["summary"].get(name) not in allowed:
            yield f"summary {name} is {answer['summary'].get(name)}, not {number}"
    for check in entry.get("records", []):
        for operator in check.keys() - {"path"}:
            try:
                value = at(answer["records"], check["path"])
            except (KeyError, IndexError, TypeError):
                yield f"{check['path']} is absent"
                continue
            if not holds(operator, value, check[operator]):
                yield f"{check['path']} {operator} {check[operator]!r}: {value!r}"
    records, everything = (json.dumps(part, ensure_ascii=False) for part in (answer["records"], answer))
    dropped = json.dumps(answer["dropped"], ensure_ascii=False)
    yield from (f"not dropped: {text}" for text in entry.get("must_drop", []) if text not in dropped)
    yield from (f"nowhere: {text}" for text in entry.get("mention", []) if text not in everything)
    yield from (f"in the records: {text}" for text in entry.get("absent_from_records", []) if text in records)


@pytest.mark.parametrize("name", FILES)
def test_file_reads_as_expected(name: str) -> None:
    found = list(failures(FILES[name], answered(name)))
    assert not found, "\n".join(found)


def test_every_expectation_is_there() -> None:
    assert len(FILES) == 35
