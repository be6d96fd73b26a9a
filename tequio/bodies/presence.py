"""Who is in a session, seat by seat: what the quorum is counted from and who speaks for each voting seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Seat, SeatRole, Session
from tequio.core.quorum import Quorum, QuorumRule, VotingSeat, quorum
from tequio.core.reading.records import Sector
from tequio.core.rules.pack import RulePack
from tequio.formats import rulepack
from tequio.meetings.models import Attendance


@dataclass(frozen=True, slots=True)
class Place:
    """A voting seat on the day of a session: its titular and whoever stands in for her. ``sector`` is a code of the pack."""

    seat: Seat
    sector: str
    suplentes: tuple[Seat, ...]
    here: frozenset[int]

    @property
    def titular_is_here(self) -> bool:
        return self.seat.person_id in self.here

    @property
    def speaker(self) -> Seat | None:
        """From whose seat the vote is cast: the titular's, else in her absence that of a suplente who came."""
        if self.titular_is_here:
            return self.seat
        return next((seat for seat in self.suplentes if seat.person_id in self.here), None)

    @property
    def seats(self) -> tuple[Seat, ...]:
        return (self.seat, *self.suplentes)


def seats_on(body: Body, day: date) -> list[Seat]:
    """Every seat held that day, in order; two queries."""
    held = Seat.objects.held_on(day).filter(body=body)
    held = held.select_related("person__account", "organisation__jurisdiction").prefetch_related("organisation__kinds")
    return list(held.order_by("pk"))


def places_of(session: Session) -> list[Place]:
    """The voting seats of the day of the session, or those that were called when it ended; three queries."""
    arrived = Attendance.objects.filter(meeting=session.meeting_id).values_list("person_id", flat=True)
    here = frozenset(arrived)
    if session.roll is not None:
        return called(session.roll, here)
    day, pack = session.meeting.day(), rulepack.load(session.exercise.pack)
    seats = seats_on(session.body, day)
    return [
        Place(seat, sector_of(seat, pack, day), stand_ins(seat, seats), here)
        for seat in seats
        if seat.role == SeatRole.TITULAR and seat.votes
    ]


def roll_of(session: Session) -> list[list[Any]]:
    """As ``Session.roll`` keeps it."""
    return [[each.seat.pk, each.sector, [one.pk for one in each.suplentes]] for each in places_of(session)]


def called(roll: list[list[Any]], here: frozenset[int]) -> list[Place]:
    wanted = {pk for seat, _sector, others in roll for pk in (seat, *others)}
    rows = Seat.objects.select_related("person__account", "organisation__jurisdiction").in_bulk(wanted)
    return [Place(rows[seat], sector, tuple(rows[pk] for pk in others), here) for seat, sector, others in roll]


def stand_ins(titular: Seat, seats: list[Seat]) -> tuple[Seat, ...]:
    """Suplentes of the same organisation."""
    if titular.organisation_id is None:
        return ()
    return tuple(
        seat for seat in seats if seat.role == SeatRole.SUPLENTE and seat.organisation_id == titular.organisation_id
    )


def sector_of(seat: Seat, pack: RulePack, day: date) -> str:
    """What the organisation is that day, by the pack; the seat's own word where it has none. "" where nobody knows."""
    kind = seat.organisation.kind_on(day) if seat.organisation else None
    if kind is None and seat.sector:
        kind = Sector(seat.sector)
    found = pack.sector_of(kind) if kind else None
    return found.code if found else ""


def quorum_rule(pack: RulePack) -> QuorumRule:
    return QuorumRule(pack.limits.quorum_over_percent, pack.limits.quorum_every_sector)


def quorum_of(session: Session, places: list[Place] | None = None) -> Quorum:
    pack = rulepack.load(session.exercise.pack)
    known = places_of(session) if places is None else places
    return quorum([VotingSeat(each.sector, each.speaker is not None) for each in known], quorum_rule(pack))


def sector_name(code: str, pack: RulePack) -> str:
    """«sin sector conocido» of those whose kind the pack does not place."""
    return next((each.name for each in pack.sectors if each.code == code), code or _("sin sector conocido"))


def post_of(seat: Seat) -> str:
    """What the public reads of whoever sits there: the organisation, not the person; where there is none, the number of the seat and
    whom it speaks for, so that thirty citizens are not thirty times «Titular»."""
    if seat.organisation:
        return seat.organisation.name
    if not seat.sector:
        return str(SeatRole(seat.role).label)
    return _("Asiento %(n)s, %(kind)s") % {"n": seat.number, "kind": seat.get_sector_display().lower()}
