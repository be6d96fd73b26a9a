"""Who may do what with the days off and the territories of a place (tests/matrix.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tequio.core.territories import Listed, Step
from tequio.core.workdays import LocalDay
from tequio.places import actions
from tequio.places.models import Closure, NonWorkingDay, Territory
from tests.builders import NOW
from tests.matrix import DIRECTORY, Verb, World, on_place

DAY = date(2019, 12, 24)
FAIR: dict[str, Any] = {"name": "Feria", "source": "Gaceta"}
LIST = Listed(paths=((Step("delegation", "Oriente"),),))


def territory(world: World) -> Territory:
    return actions.add_territory(jurisdiction=world.where, name="Norte", kind="delegation", by=world.clerk, at=NOW)


def closed(world: World) -> Territory:
    made = territory(world)
    actions.close_territory(territory=made, on=date(2019, 9, 1), reason="Se dividió", by=world.clerk, at=NOW)
    return made


def on_territory(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"territory": territory(world), **values}


def moving(world: World) -> dict[str, Any]:
    inside = actions.add_territory(
        jurisdiction=world.where, name="Pinos", kind="colonia", parent=territory(world), by=world.clerk, at=NOW
    )
    return {"territory": inside, "parent": None}


def day_off(world: World) -> NonWorkingDay:
    return actions.add_non_working_day(jurisdiction=world.where, day_on=DAY, by=world.clerk, at=NOW, **FAIR)


def closure(world: World) -> Closure:
    return actions.add_closure(jurisdiction=world.where, first_on=DAY, last_on=DAY, by=world.clerk, at=NOW, **FAIR)


VERBS = (
    Verb(actions.add_non_working_day, DIRECTORY, on_place(day_on=DAY, **FAIR)),
    Verb(actions.add_closure, DIRECTORY, on_place(first_on=DAY, last_on=DAY, **FAIR)),
    Verb(actions.load_days_off, DIRECTORY, on_place(days=(LocalDay(DAY, **FAIR),))),
    Verb(actions.remove_non_working_day, DIRECTORY, lambda world: {"day": day_off(world), "reason": "Se trabajó"}),
    Verb(actions.remove_closure, DIRECTORY, lambda world: {"closure": closure(world), "reason": "Se trabajó"}),
    Verb(actions.add_territory, DIRECTORY, on_place(name="Sur", kind="delegation")),
    Verb(actions.rename_territory, DIRECTORY, on_territory(name="Norte Alto", kind="delegation")),
    Verb(actions.move_territory, DIRECTORY, moving),
    Verb(actions.close_territory, DIRECTORY, on_territory(on=date(2019, 9, 1), reason="Se dividió")),
    Verb(actions.reopen_territory, DIRECTORY, lambda world: {"territory": closed(world)}),
    Verb(actions.load_territories, DIRECTORY, on_place(listed=LIST)),
)
