"""Rows of the matrix for what is done to a route and to a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tequio.formats import blueprints
from tequio.monitoring import replanning
from tequio.workplans import actions as workplans
from tequio.workplans import amendments, cancelling, editing, recurring, removals, starting
from tequio.workplans.drawing import PhaseChange, drawn
from tequio.workplans.models import Series, WorkPlan
from tequio.workplans.parts import ActivityWanted, GoalWanted, stored_activity, stored_goal, texts_of
from tests import builders
from tests.matrix import DAY, DRAFTERS, GIVERS, INSTALLATION, NOW, OFFICE, SOON, Verb, World, on_plan

#: half a year after the day of the matrix
TERM = DAY + timedelta(days=180)


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


def on_part(**changes: Any) -> Callable[[World], dict[str, Any]]:
    def given(world: World) -> dict[str, Any]:
        activity = world.activity()
        before = stored_activity(activity, drawn(world.plan))
        wanted = replace(before, **changes)
        return {"activity": activity, "seen": texts_of(before), "wanted": wanted, "today": DAY}

    return given


def on_goal(world: World) -> dict[str, Any]:
    goal = world.plan.goals.get()
    before = stored_goal(goal)
    return {"goal": goal, "seen": texts_of(before), "wanted": replace(before, title="Otra meta")}


def approved(world: World) -> dict[str, Any]:
    workplans.approve_workplan(workplan=world.plan, decision=builders.decides(world.plan), by=world.clerk, at=NOW)
    return {"part": world.activity(1)}


def removed(world: World) -> dict[str, Any]:
    return {"removal": removals.remove_part(part=world.activity(1), by=world.people["responsible"], at=NOW)}


def cancelled(world: World) -> dict[str, Any]:
    activity = world.activity()
    cancelling.cancel_activity(activity=activity, reason="Se une a otra", by=world.clerk, at=NOW)
    return {"activity": activity}


def repeated(world: World) -> Series:
    return recurring.repeat_activity(
        activity=world.activity(), every="month", first=DAY, until=TERM, key=uuid4(), by=world.clerk, at=NOW
    )


def started(world: World) -> dict[str, Any]:
    return {
        "blueprint": blueprints.load("secretariado-estatal"),
        "start": DAY,
        "jurisdiction": world.where,
        "slug": f"nuevo-{uuid4().hex[:8]}",
        "name": "Ejercicio nuevo",
        "office": world.clerk,
    }


VERBS: tuple[Verb, ...] = (
    Verb(starting.start_from_template, OFFICE | INSTALLATION, started),
    Verb(workplans.entrust_workplan, OFFICE, lambda w: {"workplan": w.plan, "owner": w.post}),
    Verb(amendments.amend_route, OFFICE, on_amended(reason="Tarda más")),
    Verb(amendments.amend_route, frozenset(), on_amended(reason=" "), by_rule=OFFICE, label="without a reason"),
    Verb(amendments.undo_amendment, OFFICE, amended),
    Verb(editing.draft_activity, DRAFTERS, on_plan(key=uuid4(), wanted=ActivityWanted("Nueva"))),
    Verb(editing.draft_goal, DRAFTERS, on_plan(key=uuid4(), wanted=GoalWanted("Nueva"))),
    Verb(editing.edit_activity, DRAFTERS, on_part(title="Otra")),
    Verb(
        editing.edit_activity, frozenset(), on_part(ends=SOON), by_rule=DRAFTERS, label="a passed date without a reason"
    ),
    Verb(editing.edit_goal, DRAFTERS, on_goal),
    Verb(editing.order_part, DRAFTERS, lambda w: {"part": w.activity(), "place": 2}),
    Verb(removals.remove_part, DRAFTERS, lambda w: {"part": w.activity(1)}),
    Verb(removals.remove_part, frozenset(), approved, by_rule=DRAFTERS, label="of an approved plan"),
    Verb(cancelling.cancel_activity, DRAFTERS, lambda w: {"activity": w.activity(), "reason": "Se une a otra"}),
    Verb(cancelling.resume_activity, DRAFTERS, lambda w: {**cancelled(w), "reason": "Sí se hará"}),
    Verb(
        cancelling.resume_activity,
        frozenset(),
        lambda w: {**cancelled(w), "reason": " "},
        by_rule=DRAFTERS,
        label="without a reason",
    ),
    Verb(removals.restore_part, DRAFTERS, removed),
    Verb(
        recurring.repeat_activity,
        DRAFTERS,
        lambda w: {"activity": w.activity(), "every": "month", "first": DAY, "until": TERM, "key": uuid4()},
    ),
    Verb(recurring.skip_day, DRAFTERS, lambda w: {"series": repeated(w), "day": DAY, "reason": "Es inhábil"}),
    Verb(recurring.end_series, DRAFTERS, lambda w: {"series": repeated(w), "reason": "Ya no hace falta"}),
    Verb(
        replanning.replan_activity,
        GIVERS,
        lambda w: {**on_part(ends=SOON)(w), "reason": "budget", "text": "Llegó tarde"},
    ),
)
