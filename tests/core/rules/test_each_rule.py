"""Every rule of every pack has records that it alone condemns, and mended ones that it lets pass."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tequio.core.rules.engine import evaluate
from tequio.core.rules.registry import RULES
from tequio.formats import rulepack

from .smallest import PAIRS

ERRORS = {
    "too-long-duration",
    "sector-missing",
    "description-too-long",
    "outside-commitment",
    "end-before-start",
    "cycle",
    "table-unreadable",
}


def _rules() -> Sequence[object]:
    found = []
    for name in rulepack.names():
        merged = rulepack.load(name)
        for code in sorted(RULES):
            rule = merged.rule(code)
            marks = pytest.mark.covers(f"req:{rule.requirement}") if rule else pytest.mark.covers()
            found.append(pytest.param(name, code, marks=marks, id=f"{name}:{code}"))
    return found


@pytest.mark.parametrize(("name", "code"), _rules())
def test_broken_records_are_found_and_mended_ones_pass(name: str, code: str) -> None:
    pack = rulepack.load(name)
    broken = [finding for finding in evaluate(PAIRS[code].broken, pack) if finding.code == code]
    mended = [finding for finding in evaluate(PAIRS[code].mended, pack) if finding.code == code]
    assert len(broken) == 1, broken
    assert not mended, mended
    assert broken[0].severity == ("error" if code in ERRORS else broken[0].severity)
    assert (broken[0].severity == "error") is (code in ERRORS)
    assert broken[0].where
    assert broken[0].citation
    assert "{" not in broken[0].message


def test_every_function_has_its_records() -> None:
    assert set(PAIRS) == set(RULES)
