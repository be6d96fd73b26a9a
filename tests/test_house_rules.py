"""The habits of the house that no linter holds (ARCHITECTURE.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tequio"
SAY_NOTHING = {"services", "utils", "helpers", "common", "base", "managers", "misc", "tools"}
CLOCK = {"now", "today", "utcnow"}
#: the edge of HTTP: views, the doors they stand behind, and what every page says of who looks
CLOCK_READERS = {"views.py", "doors.py", "navigation.py"}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_has_a_name_that_says_something(path: Path) -> None:
    assert path.stem not in SAY_NOTHING


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_reader_sees_a_module_whole(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def clock_reads(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCK
            and not node.args
        ):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in {"datetime", "date", "timezone"}:
                yield node.lineno


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_the_clock_is_read_only_at_the_edge(path: Path) -> None:
    if path.name in CLOCK_READERS or {"views", "commands", "management"} & set(path.parts):
        return
    assert list(clock_reads(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", [path for path in modules() if "models" in path.name], ids=name_of)
def test_integrity_is_in_the_database(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "def save(" not in text
    assert not re.search(r"^\s+ordering\s*=", text, re.MULTILINE)
    assert "GenericForeignKey" not in text


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.html")), ids=name_of)
def test_a_template_keeps_the_policy_strict(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", text)
    assert "|safe" not in text
    assert "autoescape off" not in text


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.name == "views.py" or path.parent.name == "views"], ids=name_of
)
def test_a_view_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 20, node.name
