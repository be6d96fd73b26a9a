"""Rows of the matrix for what is done to an exercise as a whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tequio.exercises import actions as exercises
from tequio.exercises import wiping
from tequio.exercises.models import Exercise
from tests.matrix import DIRECTORY, GRANTERS, Verb, World


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


def to_practise(world: World) -> dict[str, Any]:
    Exercise.objects.filter(pk=world.exercise.pk).update(is_sample=True)
    return {"exercise": world.exercise, "typed": world.exercise.slug}


VERBS = (
    Verb(exercises.start_exercise, DIRECTORY, started),
    Verb(wiping.wipe_sample, GRANTERS, to_practise),
)
