"""Rows of the matrix for what is done to an exercise as a whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tequio.exercises import actions as exercises
from tests.matrix import DIRECTORY, Verb, World


def started(world: World) -> dict[str, Any]:
    return {
        "jurisdiction": world.where,
        "slug": f"otro-{uuid4().hex[:8]}",
        "name": "Otro ejercicio",
        "kind": "state",
        "pack": "ogp-local",
        "office": world.clerk,
        "stages": [],
    }


VERBS = (Verb(exercises.start_exercise, DIRECTORY, started),)
