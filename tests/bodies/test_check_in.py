from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tequio.audit.models import Event
from tequio.bodies.actions import attendance, sessions
from tequio.bodies.actions.attendance import OutsideTheWindow
from tequio.bodies.actions.session_rules import SessionIsFixed
from tequio.bodies.models import Session
from tequio.bodies.presence import quorum_of
from tequio.meetings.actions import CodeHasExpired, arrival_code
from tequio.meetings.models import Attendance, Meeting
from tequio.people.models import Consent, Person, PrivacyNotice
from tequio.people.notices import NoticeIsMissing
from tequio.places.clock import database_now
from tests.bodies.council import NOW, Council, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def held_at(table: Council, *, begins_in: timedelta = timedelta(minutes=10)) -> Session:
    """Convened, by the clock of the database."""
    begins = database_now() + begins_in
    return table.convened(begins_at=begins, ends_at=begins + timedelta(hours=2))


def holder(table: Council) -> Person:
    person = table.civil.person
    assert person is not None
    return person


def arrives(session: Session, person: Person, code: str = "") -> Attendance:
    return attendance.check_in(
        session=session, code=code or arrival_code(session.meeting), by=person, at=session.meeting.begins_at
    )


@pytest.mark.covers("case:F10")
def test_the_second_reading_of_the_code_changes_nothing(table: Council) -> None:
    session = held_at(table)
    first = arrives(session, holder(table))
    again = arrives(session, holder(table))
    assert (first.pk, first.way, first.arrived_at) == (again.pk, "code", again.arrived_at)
    assert Event.objects.filter(verb="meetings.arrival_noted").count() == 1
    assert quorum_of(session).present == 1


@pytest.mark.parametrize("hours", [-3, 1.2])
@pytest.mark.covers
def test_the_code_is_taken_only_in_the_window_of_the_clock_of_the_database(table: Council, hours: float) -> None:
    """Whatever the caller says that the hour is."""
    session = held_at(table, begins_in=timedelta(hours=hours))
    with pytest.raises(OutsideTheWindow):
        arrives(session, holder(table))
    assert not Attendance.objects.exists()
    Meeting.objects.filter(pk=session.meeting_id).update(
        begins_at=database_now() + timedelta(minutes=59), ends_at=database_now() + timedelta(hours=2)
    )
    session.meeting.refresh_from_db()
    assert arrives(session, holder(table)).pk


def test_who_was_not_called_and_a_code_of_another_session_are_refused(table: Council) -> None:
    session, other = held_at(table), held_at(table)
    with pytest.raises(PermissionDenied, match="invitada a esta sesión"):
        arrives(session, table.stranger)
    with pytest.raises(CodeHasExpired):
        arrives(session, holder(table), arrival_code(other.meeting))
    assert not Attendance.objects.exists()


def test_nobody_arrives_at_a_cancelled_session(table: Council) -> None:
    session = held_at(table)
    sessions.cancel_session(session=session, reason="No hay sede", by=table.clerk, at=NOW)
    with pytest.raises(SessionIsFixed):
        arrives(session, holder(table))


@pytest.mark.covers
def test_a_list_opened_before_does_not_erase_who_arrived_with_the_code(table: Council) -> None:
    session = held_at(table)
    arrives(session, holder(table))
    attendance.note_attendance(
        session=session, seats=[table.government], shown=frozenset(), by=table.clerk, at=session.meeting.begins_at
    )
    here = set(Attendance.objects.values_list("person_id", "way"))
    assert here == {(table.civil.person_id, "code"), (table.government.person_id, "hand")}
    seen = frozenset({table.civil.pk, table.government.pk})
    attendance.note_attendance(
        session=session, seats=[table.government], shown=seen, by=table.clerk, at=session.meeting.begins_at
    )
    assert set(Attendance.objects.values_list("person_id", flat=True)) == {table.government.person_id}


@pytest.mark.covers("req:129")
def test_the_code_takes_nobody_without_the_notice_and_who_arrives_accepts_it_once(table: Council) -> None:
    session = held_at(table)
    first, _again = arrives(session, holder(table)), arrives(session, holder(table))
    given = Consent.objects.get()
    assert (given.subject_uid, given.person, given.notice.purpose) == (first.uid, holder(table), "attendance")
    Consent.objects.all().delete()
    PrivacyNotice.objects.all().delete()
    other = table.government.person
    assert other is not None
    with pytest.raises(NoticeIsMissing):
        arrives(session, other)
    assert Attendance.objects.count() == 1
