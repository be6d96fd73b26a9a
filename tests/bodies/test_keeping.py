"""Who came to a session without a seat, and its signed list, go at the end of the days of the notice; what the act says stays."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.actions import attendance
from tequio.bodies.actions.keeping import forget_attendance
from tequio.bodies.minutes_outline import attendance_outline
from tequio.bodies.models import Session
from tequio.bodies.papers import give_list
from tequio.bodies.presence import quorum_of
from tequio.files.models import StoredFile, Version
from tequio.meetings import actions as meetings
from tequio.meetings.keeping import PeopleWereForgotten
from tequio.meetings.models import Attendance, Invitation
from tequio.people.models import Person
from tests.bodies.council import NOW, Council, council
from tests.calls.applying import PDF
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def with_a_guest(table: Council) -> Session:
    """A specialist without an account came, and the signed list was kept."""
    session = table.opened()
    guest = Person.objects.create(jurisdiction=table.body.jurisdiction, name="María Canaria")
    invited: dict[str, Any] = {
        "post": "Especialista en agua",
        "email": "canaria@example.org",
        "sector": "civil_society",
    }
    meetings.invite(meeting=session.meeting, person=guest, by=table.clerk, at=NOW, **invited)
    attendance.note_guest(session=session, person=guest, sector="civil_society", by=table.clerk, at=NOW)
    table.closed(session)
    for _each in ("one", "the same again"):
        give_list(session=session, content=PDF, name="lista.pdf", by=table.clerk, at=session.meeting.ends_at)
    return session


@pytest.mark.covers("req:129", "case:X3")
def test_the_names_without_a_seat_and_the_signed_list_go_and_the_figures_stay(table: Council) -> None:
    session = with_a_guest(table)
    kept, before = council_days(session), (quorum_of(session), attendance_outline(session))
    url = f"/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/"
    office = entered(table.clerk)
    assert "Se borran solos el" in office.get(f"{url}registro/").content.decode()
    assert forget_attendance(at=session.meeting.ends_at + kept - timedelta(seconds=1)) == 0
    assert forget_attendance(at=session.meeting.ends_at + kept) == 1
    session = Session.objects.get(pk=session.pk)
    assert (quorum_of(session), attendance_outline(session)) == before
    invited = Invitation.objects.get(post="Especialista en agua")
    assert (invited.email, invited.person.name) == ("", "")
    seated = {seat.person_id or 0 for seat in table.titulars}
    assert seated < set(Attendance.objects.values_list("person_id", flat=True))
    assert Person.objects.filter(pk__in=seated).exclude(name="").count() == len(seated)
    assert not StoredFile.objects.filter(version=Version.RESERVED).exists()
    assert Client().get(f"{url}asistencia.pdf").status_code == 200
    assert office.get(f"{url}lista-firmada/").status_code == 404
    page = office.get(f"{url}registro/").content.decode()
    assert "Se borraron el" in page
    assert "Canaria" not in page
    changes = Event.objects.get(verb="meetings.people_forgotten").changes
    assert (changes["forgotten"], changes["signed_list"]) == ([None, 1], [hashlib.sha256(PDF).hexdigest(), None])
    with pytest.raises(PeopleWereForgotten):
        give_list(session=session, content=PDF, name="lista.pdf", by=table.clerk, at=NOW)


def council_days(session: Session) -> timedelta:
    from tequio.meetings.keeping import notice_of

    found = notice_of(session.meeting)
    assert found is not None
    return timedelta(days=found.kept_days)
