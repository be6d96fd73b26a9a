"""What asks for somebody: vacant seats, and periods that ended or are about to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Seat, SeatRole
from tequio.web import words

#: days before the end of a period in which somebody has to think of who follows
SOON = timedelta(days=60)

VACANT, EXPIRED, EXPIRING = "vacant", "expired", "expiring"


@dataclass(frozen=True, slots=True)
class Alarm:
    """``since``: the day of the vacancy or of the end of the period."""

    code: str
    body: Body
    since: date | None
    text: str

    @property
    def late(self) -> bool:
        return self.code != EXPIRING


def alarms_of(days: Mapping[int, date]) -> list[Alarm]:
    """Of every seat of the bodies of those places, each on its own day; one query."""
    if not days:
        return []
    bodies = Body.objects.filter(jurisdiction__in=list(days), dissolved_on__isnull=True)
    wanted = Q(person__isnull=True) | Q(term_ends_on__lte=max(days.values()) + SOON)
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=min(days.values()))
    rows = Seat.objects.filter(wanted, still, body__in=bodies).select_related("body", "organisation").order_by("pk")
    held = [(seat, days[seat.body.jurisdiction_id]) for seat in rows]
    return [alarm for seat, day in held if seat.is_held(day) for alarm in alarms_in([seat], day)]


def alarms_in(seats: Iterable[Seat], day: date) -> list[Alarm]:
    return [alarm for seat in seats if seat.role != SeatRole.ENLACE if (alarm := alarm_of(seat, day))]


def alarm_of(seat: Seat, day: date) -> Alarm | None:
    where = seat_words(seat)
    if seat.is_vacant():
        return Alarm(VACANT, seat.body, seat.starts_on, _("Asiento vacante: %(seat)s") % {"seat": where})
    if seat.term_ends_on is None or seat.term_ends_on > day + SOON:
        return None
    values = {"seat": where, "day": words.long_date(seat.term_ends_on)}
    if seat.is_expired(day):
        return Alarm(EXPIRED, seat.body, seat.term_ends_on, _("Periodo vencido: %(seat)s") % values)
    return Alarm(EXPIRING, seat.body, seat.term_ends_on, _("Periodo por vencer: %(seat)s") % values)


def seat_words(seat: Seat) -> str:
    """«Titular, Secretaría de Salud»; without an organisation, «Titular, asiento 7»."""
    role = str(SeatRole(seat.role).label)
    if seat.organisation:
        return f"{role}, {seat.organisation.name}"
    return _("%(role)s, asiento %(n)s") % {"role": role, "n": seat.number} if seat.sector else role
