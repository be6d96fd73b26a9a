"""An exercise to practise with is wiped whole, by who administers it; a real one never."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.models import Body, Decision, Session
from tequio.commitments.models import Commitment
from tequio.exercises.models import Exercise
from tequio.exercises.wiping import IsContinued, IsReal, NameIsOther, wipe_sample
from tequio.files.models import StoredFile
from tequio.monitoring.models import Evidence
from tequio.people.models import Account, Organisation, Person
from tests import builders
from tests.builders import LATER, NOW, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    """With evidence in a file, a review, a decision of a session, a call; and another exercise beside it."""
    made = builders.table()
    made.evidence(url="", file=builders.file(), description="Minuta")
    builders.decision(made.exercise)
    builders.call(made.exercise)
    builders.commitment(builders.exercise("otro"))
    Exercise.objects.filter(pk=made.exercise.pk).update(is_sample=True)
    return made


def of_exercise(pk: int) -> list[str]:
    """The tables that still have rows of it."""
    with_exercise = [
        model for model in apps.get_models() if any(field.name == "exercise" for field in model._meta.concrete_fields)
    ]
    return [model.__name__ for model in with_exercise if model._default_manager.filter(exercise=pk).exists()]


@pytest.mark.covers("exp:44", "req:128")
def test_everything_of_it_goes_and_nothing_of_anybody_else(table: Table) -> None:
    people, organisations, bodies = Person.objects.count(), Organisation.objects.count(), Body.objects.count()
    assert of_exercise(table.exercise.pk)
    assert StoredFile.objects.exists()
    with pytest.raises(NameIsOther):
        wipe_sample(exercise=table.exercise, typed="otro", by=builders.administrator(), at=LATER)
    wipe_sample(exercise=table.exercise, typed="jalisco", by=builders.administrator(), at=LATER)
    assert [each.slug for each in Exercise.objects.all()] == ["otro"]
    assert of_exercise(table.exercise.pk) == []
    assert not any(model.objects.exists() for model in (Evidence, Session, Decision, StoredFile))
    assert Commitment.objects.count() == 1
    assert (Person.objects.count(), Organisation.objects.count(), Body.objects.count()) == (
        people,
        organisations,
        bodies,
    )
    told = Event.objects.get(verb="exercises.sample_wiped")
    assert told.exercise_uid == table.exercise.uid


@pytest.mark.covers("exp:44", "req:128")
def test_a_real_one_stays_and_so_does_one_that_another_continues(table: Table) -> None:
    real = Exercise.objects.get(slug="otro")
    with pytest.raises(IsReal):
        wipe_sample(exercise=real, typed="otro", by=builders.administrator(), at=LATER)
    with pytest.raises(PermissionDenied):
        wipe_sample(exercise=table.exercise, typed="jalisco", by=builders.secretariat(table.exercise), at=LATER)
    Commitment.objects.filter(exercise=real).update(continues=table.commitment)
    with pytest.raises(IsContinued):
        wipe_sample(exercise=table.exercise, typed="jalisco", by=builders.administrator(), at=LATER)
    assert Evidence.objects.count() == 1
    assert Commitment.objects.count() == 2


@pytest.mark.covers("exp:44", "exp:26")
def test_on_its_page_it_is_confirmed_with_its_address(table: Table) -> None:
    by = builders.administrator()
    account = by.account or Account.objects.create(email="a@example.org", joined_at=NOW)
    Person.objects.filter(pk=by.pk).update(account=account)
    client = Client()
    client.force_login(account)
    assert "/jalisco/borrar/" in client.get("/jalisco/cargos/").content.decode()
    assert client.get("/otro/borrar/").status_code == 404
    refused = client.post("/jalisco/borrar/", {"direccion": "jalisko"})
    assert refused.status_code == 422
    assert "Escriba «jalisco» para confirmar" in refused.content.decode()
    answer = client.post("/jalisco/borrar/", {"direccion": " jalisco "}, follow=True)
    assert "se borró entero" in answer.content.decode()
    assert client.get("/jalisco/").status_code == 404
