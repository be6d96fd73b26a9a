"""What was saved by mistake goes back to its review, whole, while nobody has worked on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from time_machine import TimeMachineFixture

from tequio.audit.models import Event
from tequio.calls.models import Call
from tequio.commitments.models import Commitment
from tequio.documents.models import Source
from tequio.exercises.models import Exercise
from tequio.imports.actions import NotInThatState, confirm_reading, load_confirmed
from tequio.imports.models import ImportJob
from tequio.imports.unloading import AlreadyWorkedOn, TooLateToUndo, undo_load
from tequio.people.models import Account, Person
from tequio.workplans.actions import add_goal
from tequio.workplans.models import Activity, Goal, Means, WorkPlan
from tests import builders
from tests.builders import LATER, NOW
from tests.imports.test_import import DOCUMENTS, load

pytestmark = pytest.mark.django_db
SHEET = "compromiso-jalisco-2019.docx"


def loaded(name: str = SHEET) -> tuple[ImportJob, Person]:
    pack, kind = DOCUMENTS[name]
    exercise = builders.exercise("jalisco", pack=pack, kind=kind)
    return load(name, exercise), builders.secretariat(exercise)


@pytest.mark.covers("exp:4")
@pytest.mark.parametrize("name", [each for each in DOCUMENTS if not each.startswith("metodologia")])
def test_everything_that_came_of_it_goes_and_it_can_be_saved_again(name: str) -> None:
    job, by = loaded(name)
    was = {model: model._default_manager.count() for model in (Commitment, WorkPlan, Goal, Activity, Means, Call)}
    undo_load(job=job, by=by, at=LATER)
    assert [model._default_manager.count() for model in was] == [0] * len(was)
    assert not Source.objects.exists()
    assert Event.objects.filter(verb="imports.document_loaded").count() == 1
    assert Event.objects.filter(verb="imports.load_undone").count() == 1
    job.refresh_from_db()
    assert (job.state, job.loaded_at) == ("read", None)
    with pytest.raises(NotInThatState):
        undo_load(job=job, by=by, at=LATER)
    confirm_reading(job=job, by=by, at=LATER)
    load_confirmed(job=job, by=by, at=LATER)
    assert {model: model._default_manager.count() for model in was} == was


def test_a_methodology_describes_what_was_there_and_is_not_undone() -> None:
    job, by = loaded("metodologia-jalisco-2016.docx")
    with pytest.raises(TooLateToUndo):
        undo_load(job=job, by=by, at=LATER)


def test_not_after_an_hour_nor_by_anybody_nor_over_the_work_of_others() -> None:
    job, by = loaded()
    with pytest.raises(PermissionDenied):
        undo_load(job=job, by=builders.person("Quien pasa"), at=LATER)
    with pytest.raises(TooLateToUndo):
        undo_load(job=job, by=by, at=NOW + timedelta(minutes=61))
    add_goal(workplan=WorkPlan.objects.get(), title="Otra meta", by=by, at=NOW + timedelta(minutes=5))
    with pytest.raises(AlreadyWorkedOn):
        undo_load(job=job, by=by, at=NOW + timedelta(minutes=10))
    assert Commitment.objects.count() == 1


@pytest.mark.covers("exp:4", "exp:26")
def test_on_the_page_it_is_one_button_and_says_why_when_it_cannot(time_machine: TimeMachineFixture) -> None:
    job, by = loaded()
    account = Account.objects.create(email="s@example.org", joined_at=NOW)
    Person.objects.filter(pk=by.pk).update(account=account)
    client = Client()
    time_machine.move_to(NOW + timedelta(minutes=30))
    client.force_login(account)
    url = f"/jalisco/importar/{job.uid}/"
    assert "Deshacer la carga" in client.get(url).content.decode()
    answer = client.post(f"{url}deshacer/", follow=True)
    assert "La carga se deshizo." in answer.content.decode()
    assert not Commitment.objects.exists()
    assert client.post(f"{url}deshacer/").status_code == 302

    other = load("compromiso-jalisco-2019-partido.docx", Exercise.objects.get())
    time_machine.move_to(NOW + timedelta(minutes=61))
    url = f"/jalisco/importar/{other.uid}/"
    assert "Deshacer la carga" not in client.get(url).content.decode()
    refused = client.post(f"{url}deshacer/")
    assert refused.status_code == 422
    assert "Ya no se puede deshacer" in refused.content.decode()
    assert Commitment.objects.exists()
