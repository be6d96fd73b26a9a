"""Calls that closed and whose applicants have not been told: since when, and what is still lacking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.calls.decided import has_ended
from tequio.calls.models import Call, Status


@dataclass(frozen=True, slots=True)
class Waiting:
    """``closed_on`` is the last day that counted; ``days`` those that passed since."""

    call: Call
    undecided: int
    closed_on: date
    days: int
    #: the body that selects was dissolved
    ended: bool = False

    @property
    def since(self) -> str:
        if self.days <= 0:
            return _("Cerró hoy")
        return ngettext("Cerró hace %(n)s día", "Cerró hace %(n)s días", self.days) % {"n": self.days}

    @property
    def lacks(self) -> str:
        if self.undecided:
            text = ngettext(
                "Falta %(n)s solicitud por decidir.", "Faltan %(n)s solicitudes por decidir.", self.undecided
            )
            return text % {"n": self.undecided}
        if self.ended:
            return _("Todo está decidido, pero el órgano que selecciona ya terminó: si no lo votó, nombre otro.")
        if self.call.selected_by_id is not None:
            return _("Todo está decidido: falta que el órgano lo apruebe o que se envíen los resultados.")
        return _("Todo está decidido y los resultados no se han enviado.")

    @property
    def sentence(self) -> str:
        return f"{self.since}. {self.lacks}"


def waiting_calls(exercises: Iterable[int], at: datetime) -> list[Waiting]:
    """By the clock that closed them, the first first; nobody waits for one that was void, or that nobody answered. One query."""
    mine = Q(applications__status__in=("received", "accepted", "declined"))
    found = Call.objects.filter(
        exercise__in=list(exercises), status=Status.PUBLISHED, results_at__isnull=True, closes_at__lte=at
    ).annotate(
        received=Count("applications", filter=mine),
        undecided=Count("applications", filter=Q(applications__status="received")),
    )
    rows = (
        found.filter(received__gt=0).select_related("exercise__jurisdiction", "selected_by").order_by("closes_at", "pk")
    )
    return [waiting_of(each, each.undecided, at) for each in rows]  # type: ignore[attr-defined]


def waiting_of(call: Call, undecided: int, at: datetime) -> Waiting:
    zone = call.exercise.jurisdiction.zone
    shut = call.closes_at or at
    last = (shut - timedelta(microseconds=1)).astimezone(zone).date()
    return Waiting(call, undecided, last, (at.astimezone(zone).date() - last).days, has_ended(call, at))
