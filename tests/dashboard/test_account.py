"""The page of one's own account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.calls.actions import claim_application
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Role
from tequio.outbox.actions import refuse_letters
from tequio.people.actions import open_account
from tequio.people.models import Person
from tequio.places.clock import database_now
from tests import builders
from tests.calls import applying

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(builders.LATER, tick=True):
        yield


@pytest.fixture
def person() -> Person:
    made = builders.person("Una persona")
    open_account(person=made, email="una@example.org", by=builders.administrator(), at=builders.NOW)
    return made


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)  # type: ignore[arg-type]
    return client


@pytest.mark.covers("req:128")
def test_it_tells_who_i_am_what_i_may_and_what_arrives(person: Person) -> None:
    exercise = builders.exercise()
    grant_role(exercise=exercise, person=person, role=Role.AUDITOR, by=builders.administrator(), at=builders.NOW)
    builders.seat(person, role="titular")
    refuse_letters(recipient="una@example.org", kind="evidence", at=builders.NOW)
    page = entered(person).get("/cuenta/").content.decode()
    for told in (
        "una@example.org",
        "Auditoría",
        "Ejercicio jalisco",
        "Titular",
        "/jalisco/cargos/",
        "Detenido",
        "Le llega",
    ):
        assert told in page
    assert "Este equipo, ahora" in page
    assert Client().get("/cuenta/")["Location"] == "/entrar/?next=%2Fcuenta%2F"


def test_the_page_costs_the_same_with_many_roles_and_sessions(person: Person) -> None:
    for number in range(12):
        of = builders.exercise(f"ejercicio-{number}")
        grant_role(exercise=of, person=person, role=Role.AUDITOR, by=builders.administrator(), at=builders.NOW)
        entered(person)
    client = entered(person)
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/cuenta/").content.decode().count("Auditoría") == 12
    assert len(captured) <= 13


def test_what_she_applied_to_is_in_her_account_and_in_no_other(person: Person) -> None:
    call = applying.open_call(builders.exercise("durango"))
    made, other = (applying.apply(call, email=f"{number}@example.org") for number in range(2))
    client = entered(person)
    assert "Sus solicitudes" not in client.get("/cuenta/").content.decode()
    claim_application(application=made, holds_letter=True, by=person, at=database_now())
    page = client.get("/cuenta/").content.decode()
    assert made.folio in page
    assert "Recibida; el resultado llega por correo" in page
    assert other.folio not in page
    address = page.split('href="/seguir/mi-solicitud/')[1].split('"')[0]
    assert "Quiero participar en las mesas." in client.get(f"/seguir/mi-solicitud/{address}").content.decode()
