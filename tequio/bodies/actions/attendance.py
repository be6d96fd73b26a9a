"""Who came to a session, seat by seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.session_rules import locked, refuse_unless_runs
from tequio.bodies.arrival_notice import accept, required_notice
from tequio.bodies.models import (
    Seat,
    Session,
    SessionStatus,
)
from tequio.bodies.presence import seats_on, sector_of
from tequio.core.refusals import Refusal
from tequio.formats import rulepack
from tequio.meetings import actions as meetings
from tequio.meetings.keeping import refuse_forgotten
from tequio.meetings.models import Attendance, Meeting, Way
from tequio.people.models import Person
from tequio.places.clock import database_now
from tequio.places.models import Territory
from tequio.web import words

#: the code at the door works from this long before the hour of the session
DOORS_OPEN = timedelta(hours=1)


class OutsideTheWindow(Refusal):
    code = "outside-the-window"


class NotInThisSession(Refusal):
    code = "not-in-this-session"


@transaction.atomic
def note_attendance(
    *,
    session: Session,
    seats: Iterable[Seat],
    by: Person,
    at: datetime,
    shown: frozenset[int] | None = None,
    way: str = Way.HAND,
) -> None:
    """Exactly the people of these seats are here; those who read the code at the door or signed stay as they were noted, unless
    they are no longer marked. ``shown``: the seats that the list had marked when it was opened; whoever arrived since then with
    the code is not in it, and stays."""
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
                meeting=session.meeting,
                person=seat.person,
                sector=sector,
                territory=seat.territory[:120],
                way=Way(way),
                by=by,
                at=at,
            )
            here.add(seat.person.pk)
        elif seat.person_id not in kept and seat.person_id in here and (shown is None or seat.pk in shown):
            meetings.withdraw_arrival(meeting=session.meeting, person=seat.person, by=by, at=at)
            here.discard(seat.person.pk)


@transaction.atomic
def note_guest(
    *,
    session: Session,
    person: Person,
    by: Person,
    at: datetime,
    sector: str = "",
    territory: str = "",
    comes_from: Territory | None = None,
) -> None:
    """Somebody without a seat came: she is counted by sector and by where she comes from."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN)
    refuse_forgotten(session.meeting)
    meetings.note_arrival(
        meeting=session.meeting,
        person=person,
        sector=sector,
        territory=territory,
        comes_from=comes_from,
        way=Way.HAND,
        by=by,
        at=at,
    )


@transaction.atomic
def note_origin(
    *,
    session: Session,
    arrival: Attendance,
    by: Person,
    at: datetime,
    territory: str = "",
    comes_from: Territory | None = None,
) -> None:
    """Where somebody who is here comes from, as she told the mesa; also after the session, until then it was counted as not said."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN, SessionStatus.CLOSED)
    if arrival.meeting_id != session.meeting_id:
        raise NotInThisSession(_("Esa persona no está en la lista de esta sesión."))
    meetings.tell_origin(arrival=arrival, territory=territory, comes_from=comes_from, by=by, at=at)


def window_of(meeting: Meeting) -> tuple[datetime, datetime]:
    """``[first, last)``: when the code at the door is taken."""
    return meeting.begins_at - DOORS_OPEN, meeting.ends_at


@transaction.atomic
def check_in(
    *,
    session: Session,
    code: str,
    by: Person,
    at: datetime,
    territory: str = "",
    comes_from: Territory | None = None,
) -> Attendance:
    """Who was called says «Estoy aquí» with the code of the door, in the window of the session by the clock of the database; the
    second time says what the first did. Where she says nothing of where she comes from, her seat does."""
    if not permissions.can_check_in(by, session):
        raise PermissionDenied(_("Con el código entra quien fue invitada a esta sesión. Pida a la mesa que la anote."))
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN)
    now = database_now()
    refuse_outside(session.meeting, now)
    notice = required_notice(session)
    said = territory or (comes_from.name if comes_from else seat_territory(session, by))
    arrival = meetings.check_in(
        code=code, meeting=session.meeting, person=by, territory=said, comes_from=comes_from, at=now
    )
    accept(notice, arrival, by, now)
    return arrival


def seat_territory(session: Session, person: Person) -> str:
    held = Seat.objects.held_on(session.meeting.day()).filter(body=session.body, person=person)
    return next((each.territory[:120] for each in held.exclude(territory="").order_by("pk")), "")


def refuse_outside(meeting: Meeting, now: datetime) -> None:
    first, last = window_of(meeting)
    if now < first:
        zone = meeting.exercise.jurisdiction
        hour = words.hour_of(zone.time_zone, first.astimezone(zone.zone))
        day = words.long_date(first.astimezone(zone.zone))
        raise OutsideTheWindow(
            _("Todavía no se recibe: el código funciona desde las %(hour)s del %(day)s.") % {"hour": hour, "day": day}
        )
    if now >= last:
        raise OutsideTheWindow(_("La sesión ya terminó. Si estuvo y no aparece, dígalo en las observaciones al acta."))


@transaction.atomic
def keep_list(*, session: Session, scan: bytes, media_type: str, public: bytes, by: Person, at: datetime) -> None:
    """The signed list, scanned: reserved, with the public version that the program made (case X3)."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED, SessionStatus.OPEN, SessionStatus.CLOSED)
    refuse_forgotten(session.meeting)
    meetings.keep_paper_list(
        meeting=session.meeting,
        scan=scan,
        media_type=media_type,
        public=public,
        public_type="application/pdf",
        by=by,
        at=at,
    )
