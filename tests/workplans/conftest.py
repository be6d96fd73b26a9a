"""The route of Yucatán as it is loaded from our own sample, by the same verbs as everything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tequio.core.reading import read
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.formats.opening import open_bytes
from tequio.imports.loading.people import Directory
from tequio.imports.loading.plans import load_route
from tequio.people.models import Account, Person
from tequio.workplans.models import WorkPlan
from tests import builders

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ruta-yucatan-2021.xlsx"


def yucatan(slug: str = "yucatan") -> WorkPlan:
    place = builders.place("Yucatán", time_zone="America/Merida")
    exercise = builders.exercise(slug, pack="yucatan-2021", jurisdiction=place)
    route = read(open_bytes(SAMPLE.read_bytes(), SAMPLE.name)).route
    assert route is not None
    directory = Directory(place, rulepack.load("yucatan-2021"), builders.secretariat(exercise), builders.NOW)
    return load_route(route, exercise, directory, "Ruta crítica")


@pytest.fixture
def plan() -> WorkPlan:
    return yucatan()


@pytest.fixture
def exercise(plan: WorkPlan) -> Exercise:
    return plan.exercise


@pytest.fixture
def by(exercise: Exercise) -> Person:
    """The secretaría técnica."""
    return builders.secretariat(exercise)


@pytest.fixture
def now() -> object:
    with time_machine.travel(builders.LATER, tick=False):
        yield builders.LATER


@pytest.fixture
def enter() -> Callable[[Person | None], Client]:
    """A browser of this person; of nobody in particular without one."""

    def entered(person: Person | None = None) -> Client:
        client = Client()
        if person is not None:
            if person.account is None:
                person.account = Account.objects.create(email=f"{uuid4().hex}@example.org", joined_at=builders.NOW)
                Person.objects.filter(pk=person.pk).update(account=person.account)
            client.force_login(person.account)
        return client

    return entered
