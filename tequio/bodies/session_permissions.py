"""Who prepares, runs, votes in and answers for a session."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Agreement, Body, Seat, SeatRole, Session
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise, can_read_reserved
from tequio.meetings.models import Attendance, Invitation
from tequio.people.models import Person


def can_run_session(by: Person, exercise: Exercise, at: datetime) -> bool:
    """Convenes it, opens and closes it, notes who came and what was resolved, sends oficios: the secretaría técnica."""
    return can_edit_exercise(by, exercise, at)


def can_prepare_session(by: Person, body: Body, exercise: Exercise, at: datetime) -> bool:
    """Its agenda, papers and logistics: besides, the enlaces of the body, who organise and do not vote (requirement 6)."""
    return can_run_session(by, exercise, at) or holds_seat(by, body, at, SeatRole.ENLACE)


def holds_seat(by: Person, body: Body, at: datetime, *roles: SeatRole) -> bool:
    day = body.jurisdiction.today(at)
    return Seat.objects.held_on(day).filter(body=body, person=by, role__in=roles).exists()


def can_check_in(by: Person, session: Session) -> bool:
    """Whoever was invited to this very session."""
    return Invitation.objects.filter(meeting=session.meeting_id, person=by).exists()


def can_read_papers(by: Person, session: Session, at: datetime) -> bool:
    """Those that are not public: whoever was invited, whoever prepares the session, and the auditor."""
    return (
        can_check_in(by, session)
        or can_prepare_session(by, session.body, session.exercise, at)
        or can_read_session(by, session, at)
    )


def can_read_session(by: Person, session: Session, at: datetime) -> bool:
    """The signed list, the draft of the acta, the oficios: the secretaría técnica, and the auditor, who writes nothing."""
    return can_read_reserved(by, session.exercise, at)


def can_vote_from(by: Person, seat: Seat) -> bool:
    """Whoever holds the seat of a titular or of a suplente; an enlace and a facilitador never."""
    return seat.person_id == by.pk and seat.role in (SeatRole.TITULAR, SeatRole.SUPLENTE)


def can_close_agreement(by: Person, agreement: Agreement, at: datetime) -> bool:
    """Whoever owns it says how it was done; so may the office."""
    return agreement.owner_id == by.pk or can_run_session(by, agreement.session.exercise, at)


def can_drop_agreement(by: Person, agreement: Agreement, at: datetime) -> bool:
    """Whoever owes it does not excuse herself."""
    return can_run_session(by, agreement.session.exercise, at)


def can_observe_minutes(by: Person, session: Session) -> bool:
    """Whoever was there."""
    return Attendance.objects.filter(meeting=session.meeting_id, person=by).exists()


def can_comment(by: Person, seat: Seat) -> bool:
    """A titular or suplente of an advisory body, from her own seat."""
    return can_vote_from(by, seat)
