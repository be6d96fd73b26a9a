"""Who may do what with the territories of a place (tests/matrix.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tequio.core.territories import Listed, Step
from tequio.places import actions
from tequio.places.models import Territory
from tests.builders import NOW
from tests.matrix import DIRECTORY, Verb, World, on_place

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


VERBS = (
    Verb(actions.add_territory, DIRECTORY, on_place(name="Sur", kind="delegation")),
    Verb(actions.rename_territory, DIRECTORY, on_territory(name="Norte Alto", kind="delegation")),
    Verb(actions.move_territory, DIRECTORY, moving),
    Verb(actions.close_territory, DIRECTORY, on_territory(on=date(2019, 9, 1), reason="Se dividió")),
    Verb(actions.reopen_territory, DIRECTORY, lambda world: {"territory": closed(world)}),
    Verb(actions.load_territories, DIRECTORY, on_place(listed=LIST)),
)
