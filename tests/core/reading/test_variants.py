"""How much of what is written in 50 shapes of each kind is read as it was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tequio.core.dates import FuzzyDate
from tequio.core.reading import read
from tequio.core.reading.document import Document
from tequio.core.reading.records import AnnualPlan, Call, Commitment, Kind, Methodology, PlannedActivity, Reading, Route
from tests.core.reading import variants

SEEDS = range(60)
Field = tuple[str, Any, Any]


def edtf(value: FuzzyDate | None) -> str | None:
    return value.edtf if value else None


def sheet_fields(truth: Commitment, reading: Reading) -> Iterator[Field]:
    yield "commitments", 1, len(reading.commitments)
    found = reading.commitments[0] if reading.commitments else Commitment("")
    for name in (
        "title",
        "kind",
        "theme",
        "description",
        "objective",
        "anticorruption",
        "values",
        "problem",
        "responsible",
    ):
        yield name, getattr(truth, name), getattr(found, name)
    yield "starts_on", edtf(truth.starts_on), edtf(found.starts_on)
    yield "ends_on", edtf(truth.ends_on), edtf(found.ends_on)
    yield "actors", truth.actors, found.actors
    yield "goals", len(truth.goals), len(found.goals)
    for mine, read_goal in zip(truth.goals, found.goals, strict=False):
        yield "goal title", mine.title, read_goal.title
        yield "goal means", mine.means, read_goal.means
        yield "goal responsibles", mine.responsibles, read_goal.responsibles
        yield (
            "activities",
            [(a.title, edtf(a.date)) for a in mine.activities],
            [(a.title, edtf(a.date)) for a in read_goal.activities],
        )


def route_fields(truth: Route, reading: Reading) -> Iterator[Field]:
    found = reading.route or Route()
    yield "objective", truth.objective, found.objective
    yield "objectives", truth.objectives, found.objectives
    yield "window", edtf(truth.target_window), edtf(found.target_window)
    yield "phases", [(p.number, p.title) for p in truth.phases], [(p.number, p.title) for p in found.phases]
    if any(phase.duration for phase in found.phases):
        yield (
            "network",
            [(p.duration, p.predecessors) for p in truth.phases],
            [(p.duration, p.predecessors) for p in found.phases],
        )
    yield (
        "milestones",
        [(m.name, edtf(m.date)) for m in truth.milestones],
        [(m.name, edtf(m.date)) for m in found.milestones],
    )


def flat(activity: PlannedActivity) -> Any:
    return (
        activity.code,
        activity.title,
        edtf(activity.starts),
        edtf(activity.ends),
        [flat(child) for child in activity.children],
    )


def plan_fields(truth: AnnualPlan, reading: Reading) -> Iterator[Field]:
    found = reading.annual_plan or AnnualPlan()
    for name in ("area", "administration", "objectives", "goals", "mechanisms"):
        yield name, getattr(truth, name), getattr(found, name)
    yield "number of activities", len(truth.activities), len(found.activities)
    for mine, read_activity in zip(truth.activities, found.activities, strict=False):
        yield "activity", flat(mine), flat(read_activity)


def call_fields(truth: Call, reading: Reading) -> Iterator[Field]:
    found = reading.call or Call()
    for name in ("title", "ordinal", "requirements", "objectives", "contact", "hashtags"):
        yield name, getattr(truth, name), getattr(found, name)
    yield "opens_on", edtf(truth.opens_on), edtf(found.opens_on)
    yield "closes_on", edtf(truth.closes_on), edtf(found.closes_on)


def methodology_fields(truth: Methodology, reading: Reading) -> Iterator[Field]:
    found = reading.methodology or Methodology()
    yield "axes", truth.axes, found.axes
    yield "steps", [(s.number, s.title) for s in truth.steps], [(s.number, s.title) for s in found.steps]


KINDS: dict[Kind, tuple[Callable[[int], tuple[Document, Any]], Callable[[Any, Reading], Iterator[Field]]]] = {
    Kind.COMMITMENT_SHEET: (variants.commitment_sheet, sheet_fields),
    Kind.ROUTE: (variants.route, route_fields),
    Kind.ANNUAL_PLAN: (variants.annual_plan, plan_fields),
    Kind.CALL: (variants.call, call_fields),
    Kind.METHODOLOGY: (variants.methodology, methodology_fields),
}


def measured(kind: Kind) -> tuple[Counter[str], Counter[str], list[str]]:
    make, fields = KINDS[kind]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in SEEDS:
        document, truth = make(seed)
        reading = read(document)
        for name, expected, found in [("kind", kind, reading.kind), *fields(truth, reading)]:
            asked[name] += 1
            right[name] += expected == found
            if expected != found:
                wrong.append(f"{kind} {seed} {name}: {expected!r} ≠ {found!r}")
    return right, asked, wrong


@pytest.mark.parametrize("kind", KINDS)
def test_variants_are_read_as_meant(kind: Kind) -> None:
    right, asked, wrong = measured(kind)
    report = "\n".join(wrong[:20])
    assert right["kind"] == asked["kind"], report
    assert sum(right.values()) >= 0.99 * sum(asked.values()), report
    poor = {name: f"{right[name]} de {asked[name]}" for name in asked if right[name] < 0.95 * asked[name]}
    assert not poor, f"{poor}\n{report}"
