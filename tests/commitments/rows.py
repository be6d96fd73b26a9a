"""Rows of the matrix for the sheet of a commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tequio.commitments import actions, approval, editing, removals
from tequio.commitments.models import Commitment
from tequio.commitments.sheet import BLANK, SheetWanted, stored_sheet, texts_of
from tests import builders
from tests.matrix import EDITORS, NOW, OFFICE, Verb, World

NEW = replace(BLANK, plain={**BLANK.plain, "title": "Nuevo"})


def commitment(world: World) -> Commitment:
    return world.exercise.commitments.get(workplan=world.plan)


def on_sheet(change: Callable[[SheetWanted], SheetWanted]) -> Callable[[World], dict[str, Any]]:
    def given(world: World) -> dict[str, Any]:
        before = stored_sheet(commitment(world))
        return {
            "commitment": commitment(world),
            "seen": texts_of(before),
            "wanted": change(before),
            "answers": {},
            "pack": builders.pack(),
        }

    return given


def another_objective(before: SheetWanted) -> SheetWanted:
    return replace(before, plain={**before.plain, "objective": "Otro"})


def nobody(before: SheetWanted) -> SheetWanted:
    return replace(before, responsible=None)


def published(world: World) -> dict[str, Any]:
    actions.publish_commitment(commitment=commitment(world), by=world.clerk, at=NOW)
    return {"commitment": commitment(world), "reason": "Se repite"}


def removed(world: World) -> dict[str, Any]:
    return {
        "removal": removals.remove_commitment(commitment=commitment(world), reason="Se repite", by=world.clerk, at=NOW)
    }


def decided(world: World) -> dict[str, Any]:
    return {"commitment": commitment(world), "decision": builders.decides(world.plan), "pack": builders.pack()}


def whole(world: World) -> dict[str, Any]:
    """With somebody of each sector."""
    sectors = ("government", "civil_society", "guarantor")
    actors = [actions.Taking(each, organisation=builders.organisation(f"Parte {each}", each)) for each in sectors]
    actions.name_actors(commitment=commitment(world), actors=actors, by=world.clerk, at=NOW)
    return decided(world)


VERBS: tuple[Verb, ...] = (
    Verb(
        editing.draft_commitment,
        OFFICE,
        lambda w: {"exercise": w.exercise, "key": uuid4(), "wanted": NEW, "answers": {}},
    ),
    Verb(editing.edit_sheet, EDITORS, on_sheet(another_objective)),
    Verb(editing.edit_sheet, OFFICE, on_sheet(nobody), label="who answers"),
    Verb(editing.order_commitment, OFFICE, lambda w: {"commitment": commitment(w), "place": 2}),
    Verb(removals.remove_commitment, OFFICE, lambda w: {"commitment": commitment(w), "reason": "Se repite"}),
    Verb(
        removals.remove_commitment,
        frozenset(),
        lambda w: {"commitment": commitment(w), "reason": " "},
        by_rule=OFFICE,
        label="without a reason",
    ),
    Verb(removals.remove_commitment, frozenset(), published, by_rule=OFFICE, label="public"),
    Verb(removals.restore_commitment, OFFICE, removed),
    Verb(approval.approve_commitment, OFFICE, whole),
    Verb(approval.approve_commitment, frozenset(), decided, by_rule=OFFICE, label="without a sector"),
)
