"""Who has which role: seen by the office and the auditor, given and taken by the administration with a reason; attempts leave a trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.core.refusals import Refusal
from tequio.exercises.actions import grant_role, withdraw_role
from tequio.exercises.models import Exercise, Role
from tequio.people.actions import open_account
from tequio.people.models import Account, Person
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
PAGE = "/jalisco/cargos/"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(builders.LATER, tick=True):
        yield


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise()


def holder(exercise: Exercise, role: Role) -> Person:
    person = builders.person(f"Cargo {role}", exercise.jurisdiction)
    grant_role(exercise=exercise, person=person, role=role, by=builders.administrator(), at=builders.NOW)
    return person


@pytest.mark.covers("req:128")
def test_who_sees_the_roles(exercise: Exercise) -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        assert entered(holder(exercise, role)).get(PAGE).status_code == 200
    assert entered(builders.secretariat(exercise)).get(PAGE).status_code == 200
    for person in (holder(exercise, Role.RESPONSIBLE), builders.person("Nadie")):
        page = entered(person).get(PAGE)
        assert page.status_code == 403
        assert "los ven su secretaría técnica y su administración" in page.content.decode()
    assert Client().get(PAGE)["Location"].startswith("/entrar/")
    other = builders.exercise("en-borrador", published=False, jurisdiction=builders.place("Otro"))
    assert entered(builders.secretariat(exercise)).get(f"/{other.slug}/cargos/").status_code == 404


@pytest.mark.covers("req:128")
def test_a_role_is_given_and_taken_with_a_reason_that_is_public(exercise: Exercise) -> None:
    admin, person = entered(holder(exercise, Role.ADMINISTRATOR)), builders.person("Nueva responsable")
    open_account(person=person, email="nueva@example.org", by=builders.administrator(), at=builders.NOW)
    form = {"email": " Nueva@example.org ", "role": "responsible", "reason": "Oficio 12/2026"}
    for wrong, told in (
        ({"reason": " "}, "Escriba el motivo"),
        ({"email": "nadie@example.org"}, "Ninguna cuenta usa ese correo"),
        ({"role": "dueña"}, "Elija el cargo"),
    ):
        page = admin.post(PAGE, {**form, **wrong})
        assert page.status_code == 422
        assert told in page.content.decode()
    assert admin.post(PAGE, form).status_code == 302
    assert "ya tiene ese cargo" in admin.post(PAGE, form).content.decode()
    given = Event.objects.get(verb="exercises.role_granted", changes__reason=[None, "Oficio 12/2026"])
    assert "nueva@example.org" not in str(content_of(given))
    row = exercise.memberships.get(person=person)
    assert admin.post(PAGE, {"withdraw": str(row.uid), "reason": "Dejó el puesto"}).status_code == 302
    assert "ya había terminado" in admin.post(PAGE, {"withdraw": str(row.uid), "reason": "Otra vez"}).content.decode()
    assert Event.objects.filter(verb="exercises.role_withdrawn", changes__reason=[None, "Dejó el puesto"]).exists()
    assert "cargo que ya terminó" in admin.get(PAGE).content.decode()


@pytest.mark.covers("case:X5", "req:128")
def test_nothing_that_was_not_asked_is_taken_from_a_form(exercise: Exercise) -> None:
    person = builders.person("Cualquiera")
    client = entered(person)
    more = {
        "is_administrator": "1",
        "is_staff": "1",
        "keeps_directory": "1",
        "bound": "1",
        "people.second_factor": "demo",
    }
    for address in ("/cuenta/segundo-paso/", "/cuenta/datos/", PAGE, "/entrar/", "/esta-semana/correo/"):
        client.post(address, more)
    assert not Account.objects.get(person=person).is_administrator
    assert not Person.objects.get(pk=person.pk).keeps_directory
    assert client.get("/privacidad/solicitudes/").status_code == 403


@pytest.mark.covers("case:X2")
def test_an_attempt_on_what_is_of_another_is_refused_and_recorded_without_what_was_typed(exercise: Exercise) -> None:
    other = builders.exercise("otro", jurisdiction=builders.place("Otro estado"))
    clerk = builders.secretariat(exercise)
    client = entered(clerk)
    before = exercise.memberships.count(), other.memberships.count()
    for _twice in range(2):
        assert client.post("/otro/cargos/", {"email": "canario@example.org", "reason": "CANARIO"}).status_code == 403
    told = Event.objects.get(verb="people.attempt_refused")
    assert (told.actor_uid, told.changes["page"]) == (clerk.uid, [None, "exercises:roles"])
    assert "canario" not in str(content_of(told)).lower()
    assert (exercise.memberships.count(), other.memberships.count()) == before
    with time_machine.travel(builders.LATER + timedelta(hours=2), tick=True):
        client.post("/otro/cargos/", {})
    assert Event.objects.filter(verb="people.attempt_refused").count() == 2
    client.get("/otro/cargos/")
    Client().post("/otro/cargos/", {})
    assert Event.objects.filter(verb="people.attempt_refused").count() == 2


@pytest.mark.parametrize("count", [10, 120])
def test_the_page_costs_the_same_with_many_people(exercise: Exercise, count: int) -> None:
    for number in range(count):
        person = builders.person(f"Persona {number}", exercise.jurisdiction)
        grant_role(exercise=exercise, person=person, role=Role.AUDITOR, by=builders.administrator(), at=builders.NOW)
    client = entered(builders.secretariat(exercise))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PAGE).status_code == 200
    assert len(captured) <= 14


def test_a_role_that_ended_is_not_taken_twice(exercise: Exercise) -> None:
    row = exercise.memberships.get(person=holder(exercise, Role.AUDITOR))
    withdraw_role(membership=row, by=builders.administrator(), at=builders.LATER)
    with pytest.raises(Refusal, match="ya había terminado"):
        withdraw_role(membership=row, by=builders.administrator(), at=builders.LATER)
