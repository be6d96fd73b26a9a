"""What asks for somebody: vacant seats, periods that ended or are about to, an acta that nobody has kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Seat, SeatRole
from tequio.web import words

#: days before the end of a period in which somebody has to think of who follows
SOON = timedelta(days=60)

VACANT, EXPIRED, EXPIRING, NO_ACT = "vacant", "expired", "expiring", "no-act"


@dataclass(frozen=True, slots=True)
class Alarm:
    """``since``: the day of the vacancy or of the end of the period; for an acta, that of the installation. ``seat`` is its id."""

    code: str
    body: Body
    since: date | None
    text: str
    seat: int | None = None

    @property
    def late(self) -> bool:
        return self.code != EXPIRING


def alarms_of(jurisdictions: Iterable[int], day: date) -> list[Alarm]:
    """Of every body of those places; two queries."""
    bodies = Body.objects.filter(jurisdiction__in=list(jurisdictions), dissolved_on__isnull=True)
    ends = Q(person__isnull=True) | Q(term_ends_on__lte=day + SOON)
    seats = Seat.objects.held_on(day).filter(ends, body__in=bodies).exclude(role=SeatRole.ENLACE)
    found = alarms_in(seats.select_related("body", "organisation").order_by("pk"), day)
    return [*found, *(no_act(body) for body in bodies.order_by("pk") if not body.has_act)]


def alarms_in(seats: Iterable[Seat], day: date) -> list[Alarm]:
    return [alarm for seat in seats if seat.role != SeatRole.ENLACE if (alarm := alarm_of(seat, day))]


def alarm_of(seat: Seat, day: date) -> Alarm | None:
    where = seat_words(seat)
    if seat.is_vacant():
        return Alarm(VACANT, seat.body, seat.starts_on, _("Asiento vacante: %(seat)s") % {"seat": where}, seat.pk)
    if seat.term_ends_on is None or seat.term_ends_on > day + SOON:
        return None
    values = {"seat": where, "day": words.long_date(seat.term_ends_on)}
    if seat.is_expired(day):
        return Alarm(EXPIRED, seat.body, seat.term_ends_on, _("Periodo vencido: %(seat)s") % values, seat.pk)
    return Alarm(EXPIRING, seat.body, seat.term_ends_on, _("Periodo por vencer: %(seat)s") % values, seat.pk)


def no_act(body: Body) -> Alarm:
    return Alarm(NO_ACT, body, body.installed_on, _("Falta el acta de instalación"))


def seat_words(seat: Seat) -> str:
    """«Titular, Secretaría de Salud»."""
    role = str(SeatRole(seat.role).label)
    return f"{role}, {seat.organisation.name}" if seat.organisation else role
