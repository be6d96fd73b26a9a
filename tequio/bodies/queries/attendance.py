"""Pages of the door of a session: the screen with its code, the list of the table, and what an arriving person reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.bodies.actions.attendance import window_of
from tequio.bodies.arrival_notice import notice_of
from tequio.bodies.models import Seat, Session, SessionStatus
from tequio.bodies.presence import places_of, post_of, quorum_of, seats_on, sector_name, sector_of
from tequio.bodies.queries.sessions import SectorLine, quorum_words, trail
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import qr, rulepack
from tequio.meetings.actions import CODE_LASTS, arrival_code
from tequio.meetings.keeping import Keeping, keeping_of
from tequio.meetings.letters import when, where
from tequio.meetings.models import Attendance, Invitation, Meeting, Way
from tequio.people.models import PrivacyNotice
from tequio.places.queries import TerritoryChoices, territory_choices
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

#: while the mesa can still write where somebody comes from
WITH_ORIGINS = (SessionStatus.CONVENED, SessionStatus.OPEN, SessionStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class QuorumPart:
    """What is told again while people arrive."""

    text: str
    reached: bool
    sectors: tuple[SectorLine, ...]
    present: int
    seats: int


@dataclass(frozen=True, slots=True)
class DoorPage:
    """For a screen at the entrance: nobody's name is in it."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    session: str
    when: str
    where: str
    taken: bool
    has_notice: bool
    opens: str
    address: str
    picture: str
    until: str
    quorum: QuorumPart


@dataclass(frozen=True, slots=True)
class RosterLine:
    """``how``: that she is here, in words; empty while she is not."""

    pk: int
    name: str
    post: str
    role: str
    sector: str
    marked: bool
    here: bool
    how: str


@dataclass(frozen=True, slots=True)
class GuestLine:
    uid: str
    name: str
    post: str
    how: str


@dataclass(frozen=True, slots=True)
class ArrivedLine:
    """``origin``: where she comes from, as it was written."""

    uid: str
    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The list of the table, with names: only whoever conducts the session reads it. ``silent``: of those who are here, how many
    have not said where they come from."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    session: str
    when: str
    open: bool
    sits: tuple[RosterLine, ...]
    guests: tuple[GuestLine, ...]
    ways: tuple[tuple[str, str], ...]
    way: str
    arrived: tuple[ArrivedLine, ...]
    silent: int
    choices: TerritoryChoices
    takes_origins: bool
    quorum: QuorumPart
    has_list: bool
    has_public_list: bool
    #: when the names of those without a seat and the signed list go
    keeping: Keeping
    done: str
    errors: tuple[FormError, ...]


def session_trail(exercise: ExerciseHeader, session: Session, here: str) -> tuple[Crumb, ...]:
    sessions = f"{exercise.url}organos/{session.body.uid}/sesiones/"
    own = Crumb(str(session), f"{sessions}{session.uid}/")
    return (*trail(exercise, session.body), Crumb(_("Sesiones"), sessions), own, Crumb(here))


def quorum_part(session: Session) -> QuorumPart:
    """Three queries, whatever the number of seats."""
    found = quorum_of(session, places_of(session))
    pack = rulepack.load(session.exercise.pack)
    return QuorumPart(
        text=quorum_words(session, found),
        reached=found.reached,
        sectors=tuple(SectorLine(sector_name(s.sector, pack), s.seats, s.present) for s in found.sectors),
        present=found.present,
        seats=found.seats,
    )


def hour(meeting: Meeting, moment: datetime) -> str:
    return f"{moment.astimezone(meeting.exercise.jurisdiction.zone):%H:%M}"


def door_page(exercise: ExerciseHeader, session: Session, *, now: datetime) -> DoorPage:
    meeting = session.meeting
    address = f"{settings.SITE_URL}/llegada/{arrival_code(meeting)}/"
    first, last = window_of(meeting)
    zone = meeting.exercise.jurisdiction.zone
    return DoorPage(
        exercise=exercise,
        title=_("Pantalla de la puerta"),
        description=_("Quien fue invitado lee el código con su teléfono y dice «Estoy aquí»."),
        crumbs=session_trail(exercise, session, _("Pantalla de la puerta")),
        url=f"{exercise.url}organos/{session.body.uid}/sesiones/{session.uid}/",
        session=meeting.title,
        when=when(meeting),
        where=where(meeting),
        taken=session.status in (SessionStatus.CONVENED, SessionStatus.OPEN) and first <= now < last,
        has_notice=notice_of(session) is not None,
        opens=f"{words.long_date(first.astimezone(zone))}, {hour(meeting, first)}–{hour(meeting, last)}",
        address=address,
        picture=qr.svg_data(address),
        until=hour(meeting, min(now + CODE_LASTS - timedelta(minutes=1), last)),
        quorum=quorum_part(session),
    )


def register_page(
    exercise: ExerciseHeader,
    session: Session,
    *,
    marked: frozenset[int] | None = None,
    way: str = Way.HAND,
    done: str = "",
    errors: tuple[FormError, ...] = (),
    holds: bool = False,
) -> RegisterPage:
    """``marked``: the boxes of a list that was refused. ``holds``: for who may keep the names past their day. Twelve queries at most,
    whatever the number of seats and guests."""
    meeting, day = session.meeting, session.meeting.day()
    pack = rulepack.load(session.exercise.pack)
    came = {each.person_id: each for each in Attendance.objects.filter(meeting=meeting).select_related("person")}
    seats = [seat for seat in seats_on(session.body, day) if seat.person is not None]
    lines = [
        RosterLine(
            pk=seat.pk,
            name=seat.person.name if seat.person else "",
            post=post_of(seat),
            role=str(seat.get_role_display()),
            sector=sector_name(sector_of(seat, pack, day), pack),
            marked=seat.person_id in came if marked is None else seat.pk in marked,
            here=seat.person_id in came,
            how=how(came.get(seat.person_id or 0), meeting),
        )
        for seat in sorted(seats, key=in_order)
    ]
    return RegisterPage(
        exercise=exercise,
        title=_("Mesa de registro"),
        description=_("Quién llegó, con nombres: esta página sólo la ve la secretaría técnica."),
        crumbs=session_trail(exercise, session, _("Mesa de registro")),
        url=f"{exercise.url}organos/{session.body.uid}/sesiones/{session.uid}/",
        session=meeting.title,
        when=when(meeting),
        open=exercise.takes_changes and session.status in (SessionStatus.CONVENED, SessionStatus.OPEN),
        sits=tuple(sorted(lines, key=lambda line: (line.sector == sector_name("", pack), line.sector))),
        guests=guests_of(meeting, {seat.person_id for seat in seats}, came),
        ways=((Way.HAND.value, _("Los vio la mesa")), (Way.LIST.value, _("Firmaron la lista de papel"))),
        way=way,
        arrived=arrived_lines(came.values()),
        silent=sum(not each.territory for each in came.values()),
        choices=territory_choices(session.exercise.jurisdiction_id),
        takes_origins=exercise.takes_changes and bool(came) and session.status in WITH_ORIGINS,
        quorum=quorum_part(session),
        has_list=meeting.paper_list_id is not None,
        has_public_list=(meeting.paper_list_id or meeting.public_list_id) is not None,
        keeping=keeping_of(meeting, holds=holds),
        done=done,
        errors=errors,
    )


def arrived_lines(came: Iterable[Attendance]) -> tuple[ArrivedLine, ...]:
    """First those who have not said where they come from."""
    known = sorted(came, key=lambda each: (bool(each.territory), each.person.name, each.pk))
    return tuple(ArrivedLine(str(each.uid), each.person.name or nameless(), each.territory) for each in known)


def in_order(seat: Seat) -> tuple[str, int, int]:
    """First those of an organisation, then whoever came alone by the number of the seat."""
    return (seat.organisation.name if seat.organisation else "\uffff", seat.number, seat.pk)


def guests_of(meeting: Meeting, seated: set[int | None], came: dict[int, Attendance]) -> tuple[GuestLine, ...]:
    """Invited without a seat: specialists."""
    rows = Invitation.objects.filter(meeting=meeting).exclude(person__in=[pk for pk in seated if pk])
    return tuple(
        GuestLine(str(each.uid), each.person.name or nameless(), each.post, how(came.get(each.person_id), meeting))
        for each in rows.select_related("person").order_by("post", "pk")
    )


def nameless() -> str:
    return _("Persona sin nombre")


def how(arrival: Attendance | None, meeting: Meeting) -> str:
    if arrival is None:
        return ""
    return _("%(hour)s · %(way)s") % {"hour": hour(meeting, arrival.arrived_at), "way": Way(arrival.way).label}


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """On the phone of who arrives: by post, without her name. ``state``: unknown, not_invited, early, over, expired, no_notice, ready,
    here."""

    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    office: str
    when: str
    where: str
    post: str
    state: str
    hour: str
    choices: TerritoryChoices
    notice: PrivacyNotice | None
    errors: tuple[FormError, ...]


def arrival_page(
    session: Session,
    invitation: Invitation | None,
    *,
    known: bool,
    fresh: bool,
    now: datetime,
    errors: tuple[FormError, ...] = (),
) -> ArrivalPage:
    meeting = session.meeting
    here = Attendance.objects.filter(meeting=meeting, person=invitation.person_id).first() if invitation else None
    state = "here" if here else arrival_state(session, invitation, known=known, fresh=fresh, now=now)
    notice = notice_of(session) if state == "ready" else None
    if state == "ready" and notice is None:
        state = "no_notice"
    return ArrivalPage(
        title=meeting.title,
        description=_("Diga que ya llegó: así se cuenta el quórum."),
        crumbs=(),
        office=session.exercise.name,
        when=when(meeting),
        where=where(meeting),
        post=invitation.post if invitation else "",
        state=state,
        hour=hour(meeting, here.arrived_at if here else window_of(meeting)[0]),
        choices=territory_choices(session.exercise.jurisdiction_id) if state == "ready" else TerritoryChoices(),
        notice=notice,
        errors=errors,
    )


def arrival_state(session: Session, invitation: Invitation | None, *, known: bool, fresh: bool, now: datetime) -> str:
    first, last = window_of(session.meeting)
    if now >= last or session.status not in (SessionStatus.CONVENED, SessionStatus.OPEN):
        return "over"
    if now < first:
        return "early"
    if not fresh:
        return "expired"
    if invitation is None:
        return "not_invited" if known else "unknown"
    return "ready"
