"""The buttons of one point of a session: what each one reads of its form and which action it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.actions import agenda, agreements, decisions
from tequio.bodies.models import AgendaItem, Seat
from tequio.bodies.presence import post_of
from tequio.bodies.session_desk import FormIsIncomplete, Given, day_in
from tequio.people.models import Person

DoesItem = Callable[[AgendaItem, Given, Person, datetime], object]
CHOICES = ("yes", "no", "abstain")


def seat_in(item: AgendaItem, given: Given, name: str) -> Seat | None:
    try:
        uid = UUID(given.text(name))
    except ValueError:
        return None
    found = Seat.objects.filter(uid=uid, body=item.session.body_id)
    return found.select_related("organisation", "person", "body").first()


def own_vote(item: AgendaItem, given: Given, by: Person, at: datetime) -> object:
    seat = seat_in(item, given, "seat")
    if seat is None:
        raise FormIsIncomplete(_("Elija desde qué asiento vota."))
    if given.text("choice") not in CHOICES:
        raise FormIsIncomplete(_("Elija su voto: a favor, en contra o abstención."))
    ballot = decisions.Ballot(given.text("choice"), given.text("text"))
    return decisions.cast_vote(item=item, seat=seat, ballot=ballot, by=by, at=at)


def record(item: AgendaItem, given: Given, by: Person, at: datetime) -> object:
    names = [name.removeprefix("vote-") for name in given.values if name.startswith("vote-")]
    ballots = {
        int(pk): decisions.Ballot(given.text(f"vote-{pk}"), given.text(f"why-{pk}"))
        for pk in names
        if pk.isdecimal() and given.text(f"vote-{pk}") in CHOICES
    }
    return decisions.record_vote(item=item, ballots=ballots, by=by, at=at)


def conclude(item: AgendaItem, given: Given, by: Person, at: datetime) -> object:
    names = ("outcome", "text", "referred_to")
    values: dict[str, Any] = {name: given.text(name) for name in names}
    return agenda.conclude_item(item=item, **values, by=by, at=at)


def agree(item: AgendaItem, given: Given, by: Person, at: datetime) -> object:
    """Of whoever sits in the body, or of anybody else by post."""
    seat = seat_in(item, given, "owner")
    return agreements.take_agreement(
        item=item,
        text=given.text("text"),
        owner=seat.person if seat else None,
        owner_post=given.text("owner_post") or (post_of(seat) if seat else ""),
        due_on=day_in(given, "due_on"),
        by=by,
        at=at,
    )


DOES: dict[str, DoesItem] = {"voto": own_vote, "votar": record, "concluir": conclude, "acuerdo": agree}
DONE = {
    "voto": gettext_lazy("Su voto quedó asentado."),
    "votar": gettext_lazy("La votación se cerró."),
    "concluir": gettext_lazy("Quedó asentado qué pasó con este punto."),
    "acuerdo": gettext_lazy("El acuerdo quedó asentado: se cierra diciendo cómo, o vuelve en la siguiente sesión."),
}
