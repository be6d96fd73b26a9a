"""Which sector a person speaks for, and on which day."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Seat, SeatRole
from tequio.core.reading.records import Sector
from tequio.core.rules.pack import RulePack
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction


def seats_of(person: Person, jurisdiction: Jurisdiction, at: datetime) -> list[Seat]:
    """Titular, suplente and enlace seats held at that moment in bodies of the place; the facilitador speaks for nobody."""
    day = jurisdiction.today(at)
    held = Seat.objects.held_on(day).filter(person=person, body__jurisdiction=jurisdiction)
    return list(held.exclude(role=SeatRole.FACILITADOR).select_related("organisation", "body").order_by("pk"))


def sector_of_seat(seat: Seat, pack: RulePack, at: datetime) -> str | None:
    """Code of the pack's sector, from what the organisation is; the seat's own word only where it has no organisation."""
    kind = sector_kind(seat.organisation, at) if seat.organisation else None
    if kind is None and seat.sector:
        kind = Sector(seat.sector)
    found = pack.sector_of(kind) if kind else None
    return found.code if found else None


def sector_kind(organisation: Organisation, at: datetime) -> Sector | None:
    return organisation.kind_on(organisation.jurisdiction.today(at))


def sectors_of(person: Person, jurisdiction: Jurisdiction, pack: RulePack, at: datetime) -> set[str]:
    """Every sector for which the person may review evidence."""
    codes = (sector_of_seat(seat, pack, at) for seat in seats_of(person, jurisdiction, at))
    return {code for code in codes if code}
