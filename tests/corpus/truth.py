"""What must be understood of a document, and the comparison with what the program answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tequio.core.reading import read
from tequio.core.reading.answer import answer
from tequio.core.rules.choice import choose_pack
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.core.rules.pack import RulePack
from tequio.formats import rulepack
from tequio.formats.opening import open_document

Json = dict[str, Any]


@dataclass(frozen=True)
class Has:
    """The text contains it; a list has some item that contains it."""

    text: str


@dataclass(frozen=True)
class Lacks:
    text: str


@dataclass(frozen=True)
class Count:
    items: int


@dataclass(frozen=True)
class OneOf:
    values: tuple[object, ...]


@dataclass(frozen=True)
class Each:
    """The values of this key in every item, in order."""

    key: str
    values: tuple[object, ...]


def one_of(*values: object) -> OneOf:
    return OneOf(values)


def each(key: str, *values: object) -> Each:
    return Each(key, values)


@dataclass(frozen=True)
class Example:
    """``says`` maps dotted paths of the records to their values. ``clean``: no error and at most one false finding beside the
    codes in ``true_too``. ``finds`` are codes that must be found; a mapping of codes to severities is in ``severities``."""

    name: str
    build: Callable[[Path], None]
    kind: str
    summary: Mapping[str, int] = field(default_factory=dict)
    says: Mapping[str, object] = field(default_factory=dict)
    finds: tuple[str, ...] = ()
    not_finds: tuple[str, ...] = ()
    true_too: tuple[str, ...] = ()
    clean: bool = False
    errors: int | None = None
    absent: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    #: what the program does not understand yet, and why; a test that begins to pass turns red so that this is removed
    not_yet: str = ""


@dataclass(frozen=True)
class Answer:
    reading: Json
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


def answer_of(path: Path) -> Answer:
    """What ``tequio read`` and ``tequio check`` say of a file, opened once."""
    reading = read(open_document(path))
    chosen = choose_pack(reading, packs(), rulepack.load(rulepack.DEFAULT))
    return Answer(json.loads(json.dumps(answer(reading))), evaluate(reading, chosen.pack))


@cache
def packs() -> tuple[RulePack, ...]:
    return rulepack.load_all()


def faults(example: Example, got: Answer) -> list[str]:
    """What differs from the truth, one line each; empty when everything is as it must be."""
    found = [f"kind: {example.kind} ≠ {got.reading['kind']}"] if got.reading["kind"] != example.kind else []
    found += [
        f"summary.{key}: {value} ≠ {got.reading['summary'].get(key)}"
        for key, value in example.summary.items()
        if got.reading["summary"].get(key) != value
    ]
    for path, value in example.says.items():
        actual = at_path(got.reading["records"], path)
        if not agrees(value, actual):
            found.append(f"{path}: {value!r} ≠ {actual!r}")
    found += said(example, got)
    return found + checked(example, got)


def said(example: Example, got: Answer) -> list[str]:
    records = json.dumps(got.reading["records"], ensure_ascii=False)
    everything = json.dumps(got.reading, ensure_ascii=False)
    found = [f"records must not say {text!r}" for text in example.absent if text in records]
    return found + [f"lost: {text!r}" for text in example.mentions if text not in everything]


def checked(example: Example, got: Answer) -> list[str]:
    codes = got.codes
    found = [f"not found: {code}" for code in example.finds if code not in codes]
    found += [f"found in vain: {code}" for code in example.not_finds if code in codes]
    errors = [finding for finding in got.findings if finding.severity.value == "error"]
    if (example.clean and errors) or (example.errors is not None and len(errors) != example.errors):
        found.append(f"errors: {[(one.code, one.where, one.message) for one in errors]}")
    false = [finding for finding in got.findings if finding.code not in {*example.true_too, *example.finds}]
    if example.clean and len(false) > 1:
        found.append(f"false findings: {[(one.code, one.where, one.message) for one in false]}")
    return found


def at_path(value: object, path: str) -> object:
    for part in path.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def agrees(expected: object, actual: Any) -> bool:
    if isinstance(expected, Has):
        return actual is not None and contains(expected.text, actual)
    if isinstance(expected, Lacks):
        return actual is not None and not contains(expected.text, actual)
    if isinstance(expected, Count):
        return isinstance(actual, list) and len(actual) == expected.items
    if isinstance(expected, OneOf):
        return any(agrees(value, actual) for value in expected.values)
    if isinstance(expected, Each):
        items = actual if isinstance(actual, list) else []
        got = [at_path(item, expected.key) for item in items]
        return len(got) == len(expected.values) and all(
            agrees(value, one) for value, one in zip(expected.values, got, strict=True)
        )
    return bool(expected == actual)


def contains(text: str, actual: Any) -> bool:
    if isinstance(actual, str):
        return text.casefold() in actual.casefold()
    if isinstance(actual, dict):
        return any(contains(text, one) for one in actual.values())
    return isinstance(actual, Iterable) and any(contains(text, one) for one in actual)
