"""The auditor reads what is reserved of a session, and writes nothing of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tequio.bodies.models import Session
from tequio.bodies.session_permissions import can_read_papers, can_read_session, can_run_session
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Role
from tequio.people.models import Account, Person
from tests import builders
from tests.bodies.council import SOON, Council, council
from tests.builders import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def auditor_of(table: Council) -> Person:
    person = builders.person("Auditoría")
    grant_role(exercise=table.exercise, person=person, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    return person


@pytest.mark.covers("req:128")
def test_the_draft_of_the_acta_is_read_by_the_auditor_and_not_by_who_passes(table: Council) -> None:
    session: Session = table.closed(table.opened("information"))
    table.minutes(session)
    auditor, passer = auditor_of(table), builders.person("Quien pasa")
    assert can_read_session(auditor, session, SOON)
    assert can_read_papers(auditor, session, SOON)
    assert not can_run_session(auditor, table.exercise, SOON)
    assert not can_read_session(passer, session, SOON)
    found = {}
    for person in (auditor, passer):
        account = Account.objects.create(email=f"p{person.pk}@example.org", joined_at=NOW)
        Person.objects.filter(pk=person.pk).update(account=account)
        client = Client()
        client.force_login(account)
        url = f"/jalisco/organos/{table.body.uid}/sesiones/{session.uid}/"
        found[person.name] = (client.get(f"{url}acta.docx").status_code, client.post(f"{url}acta/aprobar/").status_code)
    assert found == {"Auditoría": (200, 403), "Quien pasa": (404, 403)}
