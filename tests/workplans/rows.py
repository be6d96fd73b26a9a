"""Rows of the matrix for what is done to a route and to a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from tequio.workplans import actions as workplans
from tequio.workplans import amendments
from tequio.workplans.drawing import PhaseChange, drawn
from tequio.workplans.models import WorkPlan
from tests import builders
from tests.matrix import NOW, OFFICE, Verb, World


def longer(plan: WorkPlan) -> PhaseChange:
    """Its first phase takes seven days."""
    drawing = drawn(plan)
    seen = drawing.state(drawing.at(1))
    return PhaseChange(1, seen, replace(seen, duration=7))


def on_amended(**values: Any) -> Callable[[World], dict[str, Any]]:
    def given(world: World) -> dict[str, Any]:
        plan = world.route()
        return {"workplan": plan, "changes": [longer(plan)], "pack": builders.pack(), **values}

    return given


def amended(world: World) -> dict[str, Any]:
    plan = world.route()
    done: UUID = amendments.amend_route(
        workplan=plan, changes=[longer(plan)], reason="Tarda más", pack=builders.pack(), by=world.clerk, at=NOW
    )
    return {"workplan": plan, "amendment": done, "pack": builders.pack()}


VERBS: tuple[Verb, ...] = (
    Verb(workplans.entrust_workplan, OFFICE, lambda w: {"workplan": w.plan, "owner": w.post}),
    Verb(amendments.amend_route, OFFICE, on_amended(reason="Tarda más")),
    Verb(amendments.amend_route, frozenset(), on_amended(reason=" "), by_rule=OFFICE, label="without a reason"),
    Verb(amendments.undo_amendment, OFFICE, amended),
)
