"""The auditor reads what is reserved of a session, and writes nothing of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tequio.bodies.actions import logistics
from tequio.bodies.models import Session
from tequio.bodies.session_permissions import can_read_papers, can_read_session, can_run_session
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Role
from tequio.meetings.models import Need
from tequio.people.models import Account, Person
from tests import builders
from tests.bodies.council import SOON, Council, council
from tests.bodies.test_seat_pages import text
from tests.builders import NOW
from tests.entering import entered

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


@pytest.mark.covers("req:128", "req:108")
def test_what_a_session_needs_is_read_by_the_auditor_who_finds_it_and_writes_nothing(table: Council) -> None:
    session = table.convened("information")
    need = logistics.ask_for(session=session, kind="coffee", text="Café para 25", by=table.clerk, at=NOW)
    url = f"/jalisco/organos/{table.body.uid}/sesiones/{session.uid}/"
    auditor = entered(auditor_of(table))
    assert f"{url}preparativos/" in text(auditor.get(url))
    assert f"{url}preparativos/" not in text(Client().get(url))
    shown = text(auditor.get(f"{url}preparativos/"))
    assert "Café para 25" in shown
    assert '<form action="/jalisco' not in shown.split("<main")[1]
    for sent in ({"need": str(need.uid), "status": "ready"}, {"kind": "coffee", "text": "Más café"}):
        assert auditor.post(f"{url}preparativos/", sent).status_code == 403
    assert auditor.get(f"{url}oficio/").status_code == 403
    assert entered(table.stranger).get(f"{url}preparativos/").status_code == 403
    assert [each.status for each in Need.objects.all()] == ["pending"]
