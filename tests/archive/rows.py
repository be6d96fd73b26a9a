"""Who may do what at the end of a term (tests/matrix.py)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tequio.archive import actions
from tequio.archive.models import Kind, Pack
from tests import builders
from tests.builders import NOW
from tests.matrix import GRANTERS, Verb, World

RECEIVES = {"receiver_post": "Dirección de Participación Ciudadana", "receiver_organisation": "Ayuntamiento 2024-2027"}


def closing() -> dict[str, Any]:
    return {"reason": "Cambio de administración", "act": "Acta 1/2024", **RECEIVES}


def archived(world: World) -> dict[str, Any]:
    admin = world.people["administrator"]
    actions.close_term(exercise=world.exercise, by=admin, at=NOW, **closing())
    return {"exercise": world.exercise, "reason": "Faltó un acta"}


def ready(world: World) -> dict[str, Any]:
    """A pack as the worker leaves it."""
    pack = Pack.objects.create(
        exercise=world.exercise,
        kind=Kind.RESERVED,
        asked_by=world.people["exercise_administrator"],
        asked_at=NOW,
        file=builders.file(),
        made_at=NOW,
        expires_at=NOW + timedelta(days=2),
    )
    return {"pack": pack}


RESERVED = frozenset({"exercise_administrator"})
VERBS = (
    Verb(actions.prepare_pack, GRANTERS | {"secretariat"}, lambda world: {"exercise": world.exercise}),
    Verb(
        actions.prepare_pack,
        RESERVED,
        lambda world: {"exercise": world.exercise, "kind": Kind.RESERVED},
        label="the reserved one",
    ),
    Verb(actions.take_pack, RESERVED, ready),
    Verb(actions.close_term, GRANTERS, lambda world: {"exercise": world.exercise, **closing()}),
    Verb(actions.reopen_term, GRANTERS, archived),
)
