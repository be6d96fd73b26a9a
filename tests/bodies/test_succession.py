from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies.actions import (
    decisions,
    hand_over_seats,
    leave_vacant,
    replace_holder,
    set_term,
    show_name,
    undo_succession,
)
from tequio.bodies.actions.seats import SeatHasEnded, TermIsBackwards
from tequio.bodies.actions.succession import (
    Holder,
    IsAlreadyVacant,
    IsTheSamePerson,
    NeedsAReason,
    NobodySits,
    NothingToUndo,
    SeatWasUsed,
)
from tequio.bodies.models import Seat
from tests import builders
from tests.bodies import council

pytestmark = pytest.mark.django_db
NOW = builders.NOW
ON = date(2019, 9, 1)


def held(**options: Any) -> Seat:
    return builders.seat(builders.person("Quien estaba"), votes=True, starts_on=date(2018, 1, 1), **options)


@pytest.mark.covers("req:54")
def test_a_successor_sits_and_the_former_holder_stays_written() -> None:
    seat, who = held(), builders.person("Quien llega")
    after = replace_holder(
        seat=seat,
        holder=Holder(who, term_ends_on=date(2021, 9, 1), territory="Costa"),
        on=ON,
        reason="Cambio de dirección",
        by=builders.administrator(),
        at=NOW,
    )
    seat.refresh_from_db()
    assert (seat.ends_on, seat.ended_why, after.starts_on, after.replaces) == (ON, "Cambio de dirección", ON, seat)
    assert (after.person, after.votes, after.role, after.organisation) == (who, True, "titular", seat.organisation)
    told = Event.objects.get(verb="bodies.holder_replaced")
    assert "Quien" not in str(told.changes), "people stand in the record by their uid"


@pytest.mark.covers("req:54")
def test_a_seat_is_left_vacant_and_filled() -> None:
    by = builders.administrator()
    vacant = leave_vacant(seat=held(), on=ON, reason="Renuncia", by=by, at=NOW)
    assert vacant.is_vacant()
    assert vacant.votes
    with pytest.raises(IsAlreadyVacant):
        leave_vacant(seat=vacant, on=date(2019, 9, 2), reason="Renuncia", by=by, at=NOW)
    after = replace_holder(
        seat=vacant, holder=Holder(builders.person("Nueva")), on=date(2019, 9, 5), reason="Se nombró", by=by, at=NOW
    )
    assert not after.is_vacant()
    assert after.replaces == vacant


@pytest.mark.covers
def test_a_change_needs_a_reason_a_later_day_and_another_person() -> None:
    seat, by = held(), builders.administrator()
    who = Holder(builders.person())
    assert seat.person
    with pytest.raises(NeedsAReason):
        replace_holder(seat=seat, holder=who, on=ON, reason=" ", by=by, at=NOW)
    with pytest.raises(NeedsAReason):
        leave_vacant(seat=seat, on=ON, reason="", by=by, at=NOW)
    with pytest.raises(TermIsBackwards):
        replace_holder(seat=seat, holder=who, on=date(2017, 1, 1), reason="x", by=by, at=NOW)
    with pytest.raises(TermIsBackwards):
        replace_holder(seat=seat, holder=Holder(who.person, ON), on=ON, reason="x", by=by, at=NOW)
    with pytest.raises(IsTheSamePerson):
        replace_holder(seat=seat, holder=Holder(seat.person), on=ON, reason="x", by=by, at=NOW)


@pytest.mark.covers("case:F10")
def test_of_two_who_replace_the_same_holder_one_is_told() -> None:
    seat, by = held(), builders.administrator()
    stale = Seat.objects.get(pk=seat.pk)
    replace_holder(seat=seat, holder=Holder(builders.person()), on=ON, reason="x", by=by, at=NOW)
    with pytest.raises(SeatHasEnded):
        replace_holder(seat=stale, holder=Holder(builders.person()), on=ON, reason="x", by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(body=seat.body, role="titular", replaces=seat)


def test_a_change_is_undone_until_the_new_seat_was_used() -> None:
    seat, by = held(), builders.administrator()
    after = replace_holder(seat=seat, holder=Holder(builders.person()), on=ON, reason="x", by=by, at=NOW)
    back = undo_succession(seat=after, by=by, at=NOW)
    assert (back.pk, back.ends_on, back.ended_why) == (seat.pk, None, "")
    assert Event.objects.filter(verb="bodies.succession_undone").count() == 1
    with pytest.raises(NothingToUndo):
        undo_succession(seat=back, by=by, at=NOW)


def test_what_was_voted_from_a_seat_is_not_undone() -> None:
    world = council.council()
    after = replace_holder(
        seat=world.civil, holder=Holder(builders.person()), on=ON, reason="x", by=world.clerk, at=NOW
    )
    here = (after, world.government, world.guarantor)
    session = world.opened(here=here)
    item = session.items.get()
    decisions.record_vote(
        item=item,
        ballots={seat.pk: decisions.Ballot("yes") for seat in here},
        by=world.clerk,
        at=session.meeting.begins_at,
    )
    with pytest.raises(SeatWasUsed):
        undo_succession(seat=after, by=world.clerk, at=NOW)
    world.civil.refresh_from_db()
    assert world.civil.ends_on == ON, "nothing was half undone"


@pytest.mark.covers("req:54")
def test_a_period_is_set_and_expires() -> None:
    seat, by = held(), builders.administrator()
    set_term(seat=seat, ends_on=date(2020, 1, 1), reason="Convocatoria", by=by, at=NOW)
    assert not seat.is_expired(date(2019, 12, 31))
    assert seat.is_expired(date(2020, 1, 1))
    vacant = leave_vacant(seat=seat, on=ON, reason="x", by=by, at=NOW)
    assert not vacant.is_expired(date(2030, 1, 1))
    with pytest.raises(SeatHasEnded):
        set_term(seat=seat, ends_on=None, reason="x", by=by, at=NOW)
    with pytest.raises(TermIsBackwards):
        set_term(seat=vacant, ends_on=ON, reason="x", by=by, at=NOW)


@pytest.mark.covers
def test_a_name_is_shown_only_since_somebody_agreed() -> None:
    seat = held()
    assert seat.person
    assert seat.name_shown_on is None
    with pytest.raises(PermissionDenied):
        show_name(seat=seat, shown=True, source="x", by=builders.person(), at=NOW)
    with pytest.raises(NeedsAReason):
        show_name(seat=seat, shown=True, source="", by=seat.person, at=NOW)
    show_name(seat=seat, shown=True, source="Lo aceptó en la sesión", by=seat.person, at=NOW)
    assert seat.name_shown_on == date(2019, 10, 1)
    show_name(seat=seat, shown=False, source="", by=seat.person, at=NOW)
    assert (seat.name_shown_on, seat.name_shown_source) == (None, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(name_shown_on=ON)
    vacant = leave_vacant(seat=seat, on=ON, reason="x", by=builders.administrator(), at=NOW)
    with pytest.raises(NobodySits):
        show_name(seat=vacant, shown=True, source="x", by=builders.administrator(), at=NOW)


def test_the_seats_of_an_institution_pass_to_its_successor() -> None:
    by = builders.administrator()
    institute = builders.organisation("Instituto", "guarantor")
    agency = builders.organisation("Agencia", "government")
    titular = builders.seat(builders.person(), "guarantor", organisation=institute, sector="guarantor", votes=True)
    enlace = builders.seat(builders.person(), "guarantor", organisation=institute, role="enlace", sector="guarantor")
    other = held()
    moved = hand_over_seats(organisation=institute, successor=agency, on=ON, reason="Decreto", by=by, at=NOW)
    assert [(seat.role, seat.organisation, seat.sector, seat.person) for seat in moved] == [
        ("titular", agency, "government", titular.person),
        ("enlace", agency, "government", enlace.person),
    ]
    titular.refresh_from_db()
    assert (titular.organisation, titular.ends_on) == (institute, ON), "what it was stays"
    other.refresh_from_db()
    assert other.ends_on is None


@pytest.mark.covers("req:128")
def test_an_institution_is_not_handed_over_by_whoever_sits_for_it() -> None:
    institute, agency = builders.organisation("Instituto", "guarantor"), builders.organisation("Agencia", "government")
    seat = builders.seat(builders.person(), "guarantor", organisation=institute, sector="guarantor", votes=True)
    assert seat.person is not None
    with pytest.raises(PermissionDenied):
        hand_over_seats(organisation=institute, successor=agency, on=ON, reason="Decreto", by=seat.person, at=NOW)
    seat.refresh_from_db()
    assert seat.ends_on is None
