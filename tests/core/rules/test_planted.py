"""Planted faults are found and clean documents are left in peace, in shapes that no sample has."""

from __future__ import annotations

import pytest

from . import planted

SEEDS = range(100, 109)


@pytest.fixture(scope="module")
def measured() -> list[planted.Measured]:
    return [planted.measure(fault, SEEDS) for fault in planted.FAULTS]


@pytest.mark.covers("req:13", "req:18", "req:70", "req:76", "req:77", "req:82", "req:86", "req:88", "req:89", "req:98")
def test_at_least_ninety_five_of_a_hundred_planted_faults_are_found(
    measured: list[planted.Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = planted.as_lines(measured)
    with capsys.disabled():
        print(f"\n{lines[-1]}")
    found, all_ = sum(one.found for one in measured), sum(one.planted for one in measured)
    assert all_ > 300
    assert found >= 0.95 * all_, "\n".join(lines)


def test_no_kind_of_fault_is_missed_as_a_rule(measured: list[planted.Measured]) -> None:
    weak = [one for one in measured if not one.planted or one.found < 0.8 * one.planted]
    assert not weak, "\n".join(planted.as_lines(weak))


def test_a_clean_document_has_at_most_one_false_finding() -> None:
    worst = 0
    for kind, seed, document in planted.clean_documents(SEEDS):
        false = planted.false_findings(kind, document)
        worst = max(worst, len(false))
        assert len(false) <= 1, (kind, seed, false)
        assert not any(one.severity == "error" for one in false), (kind, seed, false)
    assert worst <= 1


def test_the_fault_and_not_the_shape_gives_the_finding() -> None:
    """The same shape without the fault does not have the finding, so that recall cannot be had by shouting."""
    clean = {(kind, seed): document for kind, seed, document in planted.clean_documents(SEEDS)}
    for fault in planted.FAULTS:
        for seed in SEEDS[:2]:
            document = clean.get((fault.kind, seed))
            if document and fault.document(seed) and fault.code not in planted.TRUE_OF_SHAPE[fault.kind]:
                assert fault.code not in {one.code for one in planted.findings_of(document)}, (fault.name, seed)
