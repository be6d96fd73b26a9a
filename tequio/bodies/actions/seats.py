from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import permissions
from tequio.bodies.actions.life import living
from tequio.bodies.models import Body, Seat, SeatRole
from tequio.core.refusals import Refusal
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction


class OnlyTitularVotes(Refusal):
    code = "only-titular-votes"


class FacilitatorIsNeutral(Refusal):
    code = "facilitator-is-neutral"


class SeatHasEnded(Refusal):
    code = "seat-has-ended"


class TermIsBackwards(Refusal):
    code = "term-backwards"


class BodyExists(Refusal):
    code = "body-exists"


@transaction.atomic
def create_body(
    *,
    jurisdiction: Jurisdiction,
    name: str,
    kind: str,
    decision_level: str,
    by: Person,
    at: datetime,
    installed_on: date | None = None,
) -> Body:
    if not permissions.can_create_body(by, jurisdiction):
        raise PermissionDenied(
            _("Los órganos de %(place)s los registra su secretaría técnica.") % {"place": jurisdiction.name}
        )
    if Body.objects.filter(jurisdiction=jurisdiction, name=name).exists():
        raise BodyExists(_("En %(place)s ya hay un órgano con ese nombre.") % {"place": jurisdiction.name})
    body = Body.objects.create(
        jurisdiction=jurisdiction, name=name, kind=kind, decision_level=decision_level, installed_on=installed_on
    )
    changes = {"name": (None, name), "decision_level": (None, decision_level), "installed_on": (None, installed_on)}
    record(verb="bodies.body_created", subject_kind="body", subject_uid=body.uid, by=by, at=at, changes=changes)
    return body


@transaction.atomic
def add_seat(
    *,
    body: Body,
    role: str,
    by: Person,
    at: datetime,
    sector: str = "",
    organisation: Organisation | None = None,
    person: Person | None = None,
    votes: bool = False,
    starts_on: date | None = None,
    term_ends_on: date | None = None,
    territory: str = "",
    gender: str = "",
) -> Seat:
    """Without a person it is a vacant one. ``term_ends_on``: the first day after its period."""
    refuse_unless_keeps(by, body)
    living(body)
    if votes and role != SeatRole.TITULAR:
        raise OnlyTitularVotes(_("El voto es del titular; el suplente vota sólo en su ausencia registrada."))
    if role == SeatRole.FACILITADOR and sector:
        raise FacilitatorIsNeutral(_("Quien facilita es neutral: no representa a ningún sector."))
    if starts_on and term_ends_on and term_ends_on <= starts_on:
        raise TermIsBackwards(_("El periodo termina antes de comenzar: revise las dos fechas."))
    seat = Seat.objects.create(
        body=body,
        number=_next_number(body),
        organisation=organisation,
        person=person,
        sector=sector,
        role=role,
        votes=votes,
        starts_on=starts_on,
        term_ends_on=term_ends_on,
        territory=territory,
        gender=gender if person else "",
    )
    changes = {
        "role": (None, role),
        "sector": (None, sector),
        "votes": (None, votes),
        "organisation": (None, organisation.name if organisation else None),
        "person": (None, person.uid if person else None),
        "term_ends_on": (None, term_ends_on),
    }
    record(verb="bodies.seat_added", subject_kind="body", subject_uid=body.uid, by=by, at=at, changes=changes)
    return seat


def _next_number(body: Body) -> int:
    """One after the other: ``living`` holds the body until the end of the transaction."""
    return (Seat.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def end_seat(*, seat: Seat, on: date, by: Person, at: datetime) -> None:
    """From that day on it is nobody's; who held it until then stays written."""
    refuse_unless_keeps(by, seat.body)
    close(seat, on)
    changes = {"ends_on": (None, on), "role": (seat.role, seat.role)}
    record(verb="bodies.seat_ended", subject_kind="body", subject_uid=seat.body.uid, by=by, at=at, changes=changes)


def refuse_unless_keeps(by: Person, body: Body) -> None:
    if not permissions.can_edit_seats(by, body):
        raise PermissionDenied(_("Los asientos de «%(body)s» los lleva su secretaría técnica.") % {"body": body.name})


def close(seat: Seat, on: date, why: str = "") -> None:
    """Whoever asked first ends it; the second one is told."""
    current = Seat.objects.select_for_update().get(pk=seat.pk)
    if current.ends_on is not None:
        raise SeatHasEnded(_("Ese asiento ya había terminado."))
    if current.starts_on and on <= current.starts_on:
        raise TermIsBackwards(_("Termina el día en que comenzó o antes: escriba un día posterior."))
    Seat.objects.filter(pk=seat.pk).update(ends_on=on, ended_why=why)
    seat.ends_on, seat.ended_why = on, why
