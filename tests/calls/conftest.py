"""The edition of most tests of calls, and the seat and the dialogue of those that speak of topics."""

from __future__ import annotations

import pytest

from tequio.bodies.models import Seat
from tequio.calls.actions import describe_mechanism
from tequio.calls.models import Mechanism
from tequio.exercises.models import Exercise
from tests import builders
from tests.builders import NOW


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))


@pytest.fixture
def seat(exercise: Exercise) -> Seat:
    return builders.seat(builders.person("Nombre Reservado"))


@pytest.fixture
def mechanism(exercise: Exercise) -> Mechanism:
    by = builders.secretariat(exercise)
    return describe_mechanism(
        exercise=exercise,
        organiser=builders.body(),
        name="Diálogo",
        plan="Plan",
        first_year=2019,
        last_year=2019,
        by=by,
        at=NOW,
    )
