from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.models import Session
from tequio.outbox.models import Message
from tests.bodies.council import SOON, Council, council
from tests.bodies.test_check_in import holder
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db
MEXICO = ZoneInfo("America/Mexico_City")
NEW = {
    "day": "2019-10-21",
    "hour": "17:00",
    "ends": "19:30",
    "where": "Biblioteca",
    "link": "",
    "reason": "El salón se inundó.",
}


@pytest.fixture
def table() -> Council:
    return council()


def event_in(content: str | bytes) -> tuple[str, icalendar.Component]:
    calendar = icalendar.Calendar.from_ical(content)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


@pytest.mark.covers("req:40")
def test_a_session_moves_with_its_reason_and_the_invited_get_the_same_appointment_again(
    table: Council, client: Client
) -> None:
    entered(holder(table))
    session = table.convened()
    office = entered(table.clerk)
    url = url_of(table, session)
    shown = text(office.get(f"{url}mover/"))
    assert "invitadas, por correo" in shown
    assert 'value="Salón de actos"' in shown
    told = office.post(f"{url}mover/", NEW | {"reason": ""})
    assert told.status_code == 422
    assert 'value="Biblioteca"' in text(told), "what was typed stays"
    assert office.post(f"{url}mover/", NEW).status_code == 302
    session.meeting.refresh_from_db()
    assert session.meeting.begins_at == datetime(2019, 10, 21, 17, 0, tzinfo=MEXICO)
    first, second = Message.objects.order_by("pk")
    assert "El salón se inundó." in second.text
    (method, event), (_again, moved) = event_in(first.appointment), event_in(second.appointment)
    assert (method, moved["uid"]) == ("REQUEST", event["uid"])
    assert [each["sequence"] for each in (event, moved)] == [0, 1]
    assert "El salón se inundó." in text(client.get(url))


@pytest.mark.covers("req:40")
def test_a_session_is_cancelled_with_its_reason_and_leaves_the_calendars(table: Council, client: Client) -> None:
    entered(holder(table))
    session = table.convened()
    office, url = entered(table.clerk), url_of(table, session)
    assert office.post(f"{url}cancelar/", {"reason": " "}).status_code == 422
    assert office.post(f"{url}cancelar/", {"reason": "No habrá quórum."}).status_code == 302
    method, event = event_in(Message.objects.order_by("-pk")[0].appointment)
    assert (method, str(event["status"]), event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert "No habrá quórum." in text(client.get(url))
    assert office.post(f"{url}mover/", NEW).status_code == 422


def test_hours_that_cannot_be_are_told_at_their_field(table: Council) -> None:
    session = table.convened()
    told = text(
        entered(table.clerk).post(f"{url_of(table, session)}mover/", NEW | {"ends": "16:00", "day": "2019-02-31"})
    )
    assert "Termina antes de empezar" in told
    assert "Esa fecha no existe" in told


@pytest.mark.parametrize("verb", ["mover", "cancelar"])
def test_only_the_office_changes_a_session(table: Council, verb: str) -> None:
    session = table.convened()
    enlace = table.enlace.person
    assert enlace is not None
    for who in (table.stranger, enlace):
        assert entered(who).post(f"{url_of(table, session)}{verb}/", NEW).status_code == 403
    session.refresh_from_db()
    assert (session.status, session.meeting.revision) == ("convened", 0)


@pytest.mark.covers("req:40", "exp:10")
def test_the_button_of_the_page_gives_the_appointment_of_the_invitation(table: Council, client: Client) -> None:
    entered(holder(table))
    session = table.convened()
    url = url_of(table, session)
    assert "cita.ics" in text(client.get(url))
    method, event = event_in(client.get(f"{url}cita.ics").content)
    _request, invited = event_in(Message.objects.get().appointment)
    assert (method, event["uid"], event["sequence"]) == ("PUBLISH", invited["uid"], invited["sequence"])
    assert event.decoded("dtstart") == SOON
    drafted = table.prepared()
    assert entered(table.clerk).get(f"{url_of(table, drafted)}cita.ics").status_code == 404


def test_the_calendar_of_the_body_has_what_was_called_and_costs_the_same(table: Council, client: Client) -> None:
    feed = f"{url_of(table).rstrip('/')}.ics"
    counted: list[int] = []
    for several in (10, 90):
        for number in range(several):
            begins = SOON + timedelta(days=number)
            table.convened(begins_at=begins)
        with CaptureQueriesContext(connection) as asked:
            content = client.get(feed).content
        counted.append(len(asked))
    table.prepared()
    events = icalendar.Calendar.from_ical(client.get(feed).content).walk("VEVENT")
    assert len(events) == 100 == Session.objects.filter(convened_at__isnull=False).count()
    assert str(events[0]["url"]).endswith("/")
    assert b"BEGIN:VCALENDAR" in content
    assert counted[1] <= counted[0] <= 15, counted
