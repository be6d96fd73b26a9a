"""Who came to a session, seat by seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tequio.bodies.actions.session_rules import locked, refuse_unless_runs
from tequio.bodies.models import (
    Seat,
    Session,
    SessionStatus,
)
from tequio.bodies.presence import seats_on, sector_of
from tequio.formats import rulepack
from tequio.meetings import actions as meetings
from tequio.meetings.models import Attendance, Way
from tequio.people.models import Person


@transaction.atomic
def note_attendance(*, session: Session, seats: Iterable[Seat], by: Person, at: datetime) -> None:
    """Exactly the people of these seats are here; those who read the code at the door or signed stay as they were noted, unless
    they are no longer marked."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN)
    day, pack = session.meeting.day(), rulepack.load(session.exercise.pack)
    marked = {seat.pk for seat in seats}
    here = set(Attendance.objects.filter(meeting=session.meeting).values_list("person_id", flat=True))
    sitting = [seat for seat in seats_on(session.body, day) if seat.person is not None]
    kept = {seat.person_id for seat in sitting if seat.pk in marked}
    for seat in sitting:
        if seat.person is None:
            continue
        if seat.pk in marked and seat.person.pk not in here:
            sector = sector_of(seat, pack, day)
            meetings.note_arrival(
                meeting=session.meeting, person=seat.person, sector=sector, way=Way.HAND, by=by, at=at
            )
            here.add(seat.person.pk)
        elif seat.person_id not in kept and seat.person_id in here:
            meetings.withdraw_arrival(meeting=session.meeting, person=seat.person, by=by, at=at)
            here.discard(seat.person.pk)


@transaction.atomic
def note_guest(
    *, session: Session, person: Person, by: Person, at: datetime, sector: str = "", territory: str = ""
) -> None:
    """Somebody without a seat came: she is counted by sector and by where she comes from."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN)
    meetings.note_arrival(
        meeting=session.meeting, person=person, sector=sector, territory=territory, way=Way.HAND, by=by, at=at
    )


@transaction.atomic
def keep_list(*, session: Session, scan: bytes, media_type: str, public: bytes, by: Person, at: datetime) -> None:
    """The signed list, scanned: reserved, with the public version that the program made (case X3)."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN, SessionStatus.CLOSED)
    meetings.keep_paper_list(
        meeting=session.meeting,
        scan=scan,
        media_type=media_type,
        public=public,
        public_type="application/pdf",
        by=by,
        at=at,
    )
