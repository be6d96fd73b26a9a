from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Body, Seat, SeatRole
from tequio.people.models import Organisation, Person
from tequio.people.permissions import can_edit_directory
from tequio.places.models import Jurisdiction


def can_create_body(by: Person, jurisdiction: Jurisdiction) -> bool:
    return can_edit_directory(by, jurisdiction)


def can_edit_seats(by: Person, body: Body) -> bool:
    return can_edit_directory(by, body.jurisdiction)


def can_hand_over_seats(by: Person, organisation: Organisation) -> bool:
    return can_edit_directory(by, organisation.jurisdiction)


def can_keep(by: Person, jurisdiction_id: int) -> bool:
    """Sees the buttons of the desk; each action asks again."""
    return by.is_administrator or (by.keeps_directory and by.jurisdiction_id == jurisdiction_id)


def can_show_name(by: Person, seat: Seat) -> bool:
    """Whoever sits there, or the office with the agreement in writing."""
    return seat.person_id == by.pk or can_edit_seats(by, seat.body)


def can_declare_interests(by: Person, organisation: Organisation, at: datetime) -> bool:
    """Who represents it as titular or suplente of some seat, or the office."""
    if can_edit_directory(by, organisation.jurisdiction):
        return True
    day = organisation.jurisdiction.today(at)
    held = Seat.objects.held_on(day).filter(person=by, organisation=organisation)
    return held.filter(role__in=(SeatRole.TITULAR, SeatRole.SUPLENTE)).exists()
