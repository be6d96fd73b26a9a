"""One's own calendar: what is hers and where she is called, at an address that only she has and can change."""

from __future__ import annotations

import pytest
from django.test import Client
from icalendar import Calendar
from time_machine import TimeMachineFixture

from tequio.commitments.actions import publish_commitment
from tequio.meetings.models import Invitation
from tequio.people.actions import erase_person
from tequio.people.calendar import open_calendar, reader_of, secret_of
from tequio.people.draft_models import Draft
from tequio.people.models import Account, Person
from tests import builders
from tests.builders import LATER, NOW, Table
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATER)


@pytest.fixture
def table() -> Table:
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def titles(client: Client, person: Person) -> list[str]:
    answer = client.get(f"/mi-calendario/{secret_of(person)}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


@pytest.mark.covers("exp:10")
def test_it_has_what_is_theirs_and_where_they_are_called_and_nothing_else(table: Table) -> None:
    office = builders.secretariat(table.exercise)
    held = builders.decision(table.exercise, at=LATER).session.meeting
    Invitation.objects.create(meeting=held, person=table.officer)
    other = builders.commitment(table.exercise, number=2)
    publish_commitment(commitment=other, by=office, at=NOW)
    builders.activity(other.workplan, "De otra persona", ends="2019-10-20")
    client = entered(table.officer)
    client.post("/cuenta/calendario/", {"paso": "abrir"})
    assert "/mi-calendario/" in client.get("/cuenta/").content.decode()
    mine = ["Primera reunión (compromiso 1)", "Segunda reunión (compromiso 1)", held.title]
    assert titles(Client(), table.officer) == mine
    entered(table.stranger).post("/cuenta/calendario/", {"paso": "abrir"})
    assert titles(Client(), table.stranger) == []


@pytest.mark.covers("exp:10")
def test_another_address_closes_the_former_and_it_closes_for_good(table: Table) -> None:
    client = entered(table.officer)
    client.post("/cuenta/calendario/", {"paso": "abrir"})
    first = secret_of(table.officer)
    client.post("/cuenta/calendario/", {"paso": "abrir"})
    assert secret_of(table.officer) == first
    client.post("/cuenta/calendario/", {"paso": "cambiar"})
    assert secret_of(table.officer) not in ("", first)
    assert Client().get(f"/mi-calendario/{first}.ics").status_code == 404
    client.post("/cuenta/calendario/", {"paso": "cerrar"})
    assert secret_of(table.officer) == ""
    assert Client().post("/cuenta/calendario/", {"paso": "abrir"}).status_code == 302
    assert secret_of(table.officer) == ""


def test_it_ends_with_the_account_and_with_the_person(table: Table) -> None:
    entered(table.officer)
    open_calendar(table.officer, moment=NOW)
    Draft.objects.create(person=table.officer, page="/x/", fields={"a": ["texto"]}, began_at=NOW, saved_at=NOW)
    secret = secret_of(table.officer)
    Account.objects.filter(person=table.officer).update(is_active=False)
    assert reader_of(secret) is None
    table.officer.refresh_from_db()
    erase_person(person=table.officer, by=builders.administrator(), at=LATER)
    assert secret_of(table.officer) == ""
    assert not Draft.objects.exists()


def test_its_cost_does_not_grow_with_what_is_theirs(table: Table, django_assert_max_num_queries: object) -> None:
    entered(table.officer)
    open_calendar(table.officer, moment=NOW)
    for number in range(120):
        builders.activity(table.plan, f"Otra {number}", ends="2019-11-20", goal=table.goal)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert len(titles(Client(), table.officer)) == 122
