"""Who follows whom in a seat. What each one was stays written: a change of holder is a new row that says whom it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import permissions
from tequio.bodies.actions.life import living
from tequio.bodies.actions.seats import SeatHasEnded, TermIsBackwards, close, refuse_unless_keeps
from tequio.bodies.models import Seat
from tequio.core.refusals import Refusal
from tequio.people.models import Organisation, Person


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class IsAlreadyVacant(Refusal):
    code = "already-vacant"


class IsTheSamePerson(Refusal):
    code = "same-person"


class NothingToUndo(Refusal):
    code = "nothing-to-undo"


class SeatWasUsed(Refusal):
    code = "seat-was-used"


class NobodySits(Refusal):
    code = "nobody-sits"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who comes to sit, and for how long. ``territory`` and ``gender`` as the person said them."""

    person: Person
    term_ends_on: date | None = None
    territory: str = ""
    gender: str = ""


@transaction.atomic
def replace_holder(*, seat: Seat, holder: Holder, on: date, reason: str, by: Person, at: datetime) -> Seat:
    """From that day somebody else sits there: a successor, or the first one of a vacant seat."""
    refuse_unless_keeps(by, seat.body)
    living(seat.body)
    _refuse_without(reason)
    if seat.person_id == holder.person.pk:
        raise IsTheSamePerson(_("Esa persona ya ocupa este asiento. Para darle otro periodo, cambie sólo su término."))
    if holder.term_ends_on and holder.term_ends_on <= on:
        raise TermIsBackwards(_("El periodo termina antes de comenzar: revise las dos fechas."))
    close(seat, on, reason)
    follower = _follower(
        seat,
        on,
        person=holder.person,
        term_ends_on=holder.term_ends_on,
        territory=holder.territory or seat.territory,
        gender=holder.gender,
    )
    _note("holder_replaced", follower, by, at, {**_change(seat, follower, on), "reason": (None, reason)})
    return follower


@transaction.atomic
def leave_vacant(*, seat: Seat, on: date, reason: str, by: Person, at: datetime) -> Seat:
    """From that day nobody sits there; the seat stays, and an alarm asks for somebody."""
    refuse_unless_keeps(by, seat.body)
    living(seat.body)
    _refuse_without(reason)
    if seat.person_id is None:
        raise IsAlreadyVacant(_("Ese asiento ya estaba vacante."))
    close(seat, on, reason)
    follower = _follower(seat, on, person=None, territory=seat.territory)
    _note("seat_left_vacant", follower, by, at, {**_change(seat, follower, on), "reason": (None, reason)})
    return follower


@transaction.atomic
def undo_succession(*, seat: Seat, by: Person, at: datetime) -> Seat:
    """Who sat before sits again. Only the last change, and only while nothing was voted or signed from the new seat."""
    refuse_unless_keeps(by, seat.body)
    former = Seat.objects.select_for_update().get(pk=seat.replaces_id) if seat.replaces_id else None
    if former is None or seat.ends_on is not None:
        raise NothingToUndo(_("No hay un cambio reciente que deshacer en este asiento."))
    changes = {**_change(seat, former, former.ends_on)}
    try:
        with transaction.atomic():
            seat.delete()
    except ProtectedError as error:
        raise SeatWasUsed(
            _("Desde este asiento ya se votó o se firmó: no se deshace. Registre un cambio nuevo.")
        ) from error
    Seat.objects.filter(pk=former.pk).update(ends_on=None, ended_why="")
    former.refresh_from_db()
    _note("succession_undone", former, by, at, changes)
    return former


@transaction.atomic
def set_term(*, seat: Seat, ends_on: date | None, reason: str, by: Person, at: datetime) -> None:
    """The period of who sits there: extended, shortened, or without an end that anybody has said."""
    refuse_unless_keeps(by, seat.body)
    _refuse_without(reason)
    if seat.ends_on is not None:
        raise SeatHasEnded(_("Ese asiento ya había terminado."))
    if ends_on and seat.starts_on and ends_on <= seat.starts_on:
        raise TermIsBackwards(_("El periodo termina antes de comenzar: revise las dos fechas."))
    before, seat.term_ends_on = seat.term_ends_on, ends_on
    Seat.objects.filter(pk=seat.pk).update(term_ends_on=ends_on)
    _note("term_set", seat, by, at, {"term_ends_on": (before, ends_on), "reason": (None, reason)})


@transaction.atomic
def show_name(*, seat: Seat, shown: bool, source: str, by: Person, at: datetime) -> None:
    """Whether the public reads who sits there, besides the post. ``source``: where the agreement stands."""
    if not permissions.can_show_name(by, seat):
        raise PermissionDenied(
            _(
                "Sólo la propia persona, o la secretaría técnica con su consentimiento escrito, muestra u oculta su nombre."
            )
        )
    if seat.person_id is None:
        raise NobodySits(_("El asiento está vacante: no hay nombre que mostrar."))
    if shown and not source.strip():
        raise NeedsAReason(_("Escriba dónde consta que la persona aceptó."))
    day = seat.body.jurisdiction.today(at) if shown else None
    before = seat.name_shown_on
    Seat.objects.filter(pk=seat.pk).update(name_shown_on=day, name_shown_source=source.strip() if shown else "")
    seat.refresh_from_db()
    _note("name_shown" if shown else "name_hidden", seat, by, at, {"name_shown_on": (before, day)})


@transaction.atomic
def hand_over_seats(
    *, organisation: Organisation, successor: Organisation, on: date, reason: str, by: Person, at: datetime
) -> list[Seat]:
    """Every seat that an institution has passes, with who sits there, to the one that takes its place."""
    if not permissions.can_hand_over_seats(by, organisation):
        raise PermissionDenied(_("Los relevos entre instituciones los registra la secretaría técnica."))
    _refuse_without(reason)
    held = Seat.objects.select_for_update(of=("self",)).filter(organisation=organisation, ends_on__isnull=True)
    seats = held.select_related("body__jurisdiction").order_by("pk")
    return [_moved(seat, successor, on, reason, by, at) for seat in seats]


def _moved(seat: Seat, successor: Organisation, on: date, reason: str, by: Person, at: datetime) -> Seat:
    close(seat, on, reason)
    kind = successor.kind_on(on)
    follower = _follower(
        seat,
        on,
        organisation=successor,
        sector=kind.value if kind and seat.sector else seat.sector,
        person=seat.person,
        term_ends_on=seat.term_ends_on,
        territory=seat.territory,
        gender=seat.gender,
    )
    changes = {"organisation": (seat.organisation and seat.organisation.name, successor.name), "reason": (None, reason)}
    _note("seat_handed_over", follower, by, at, changes)
    return follower


def _follower(seat: Seat, on: date, **values: Any) -> Seat:
    kept = {"number": seat.number, "organisation": seat.organisation, "sector": seat.sector, **values}
    return Seat.objects.create(body=seat.body, role=seat.role, votes=seat.votes, starts_on=on, replaces=seat, **kept)


def _change(before: Seat, after: Seat, on: date | None) -> dict[str, tuple[Any, Any]]:
    """People by their uid only."""
    return {
        "person": (before.person and before.person.uid, after.person and after.person.uid),
        "organisation": (None, after.organisation and after.organisation.name),
        "role": (None, after.role),
        "on": (None, on),
    }


def _note(verb: str, seat: Seat, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(verb=f"bodies.{verb}", subject_kind="body", subject_uid=seat.body.uid, by=by, at=at, changes=changes)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise NeedsAReason(_("Escriba el motivo: queda a la vista de quien consulte el órgano."))
