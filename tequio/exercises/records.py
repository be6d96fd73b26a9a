"""Rows of the methodology → the plain record that the rules run on."""

from __future__ import annotations

from tequio.core.reading.records import Methodology, Step
from tequio.exercises.models import Exercise


def methodology_of(exercise: Exercise) -> Methodology:
    return Methodology(
        axes=tuple(exercise.axes.order_by("position").values_list("name", flat=True)),
        steps=tuple(Step(row.number, row.title, row.text) for row in exercise.method_steps.order_by("position")),
        notes=tuple(exercise.method_notes),
    )
