from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies import permissions
from tequio.bodies.actions import (
    FacilitatorIsNeutral,
    OnlyTitularVotes,
    SeatHasEnded,
    add_seat,
    create_body,
    end_seat,
)
from tequio.bodies.models import Body, Seat
from tequio.bodies.queries import seats_of, sectors_of
from tequio.people.actions import name_successor
from tequio.people.models import Person
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW


@pytest.mark.covers("req:112")
def test_two_bodies_live_in_one_place() -> None:
    first, second = builders.body(), builders.body(name="Comité de seguimiento")
    assert list(Body.objects.order_by("pk")) == [first, second]
    assert Event.objects.filter(verb="bodies.body_created").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(jurisdiction=builders.place(), name="Secretariado", kind="council", decision_level="advice")


@pytest.mark.covers("req:53")
def test_a_body_says_how_far_it_decides() -> None:
    assert builders.body().get_decision_level_display() == "Máximo órgano de decisión"


@pytest.mark.covers("req:9")
@pytest.mark.parametrize("role", ["suplente", "enlace", "facilitador"])
def test_only_a_titular_holds_the_vote(role: str) -> None:
    with pytest.raises(OnlyTitularVotes):
        builders.seat(builders.person(), role=role, votes=True)
    seat = builders.seat(builders.person(), votes=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(role=role, sector="")


@pytest.mark.covers("req:55")
def test_the_facilitador_is_of_no_sector() -> None:
    with pytest.raises(FacilitatorIsNeutral):
        builders.seat(builders.person(), role="facilitador", sector="government")
    seat = builders.seat(builders.person(), role="facilitador", organisation=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(sector="government")


@pytest.mark.covers("req:54")
def test_a_seat_ends_and_what_it_was_stays() -> None:
    by = builders.administrator()
    person = builders.person()
    seat = builders.seat(person, starts_on=date(2019, 1, 1))
    end_seat(seat=seat, on=date(2020, 1, 1), by=by, at=NOW)
    assert seats_of(person, builders.place(), NOW) == [seat]
    assert seats_of(person, builders.place(), NOW + timedelta(days=92)) == []
    assert Event.objects.get(verb="bodies.seat_ended").changes["ends_on"] == [None, "2020-01-01"]
    with pytest.raises(SeatHasEnded):
        end_seat(seat=seat, on=date(2021, 1, 1), by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(ends_on=date(2019, 1, 1))


@pytest.mark.covers("req:72", "req:131")
def test_a_sector_comes_from_what_the_organisation_is_that_day() -> None:
    """Not from the word on the seat; the pack says to which sector each kind belongs."""
    person = builders.person()
    institute = builders.organisation("Instituto", "guarantor")
    builders.seat(person, organisation=institute, sector="government")
    here = builders.place()
    assert sectors_of(person, here, builders.pack(), NOW) == {"guarantor"}
    commission = builders.organisation("Comisión", "autonomous")
    other = builders.person()
    builders.seat(other, organisation=commission)
    assert sectors_of(other, here, builders.pack("sinaloa-2017"), NOW) == {"autonomous"}
    name_successor(
        organisation=institute, successor=commission, since_on=date(2019, 1, 1), by=builders.administrator(), at=NOW
    )
    assert sectors_of(person, here, builders.pack(), NOW) == {"government"}


@pytest.mark.covers("req:55")
def test_the_facilitador_speaks_for_nobody() -> None:
    person = builders.person()
    builders.seat(person, role="facilitador", organisation=builders.organisation())
    assert sectors_of(person, builders.place(), builders.pack(), NOW) == set()


WHO: dict[str, tuple[Callable[[], Person], bool]] = {
    "administrator": (builders.administrator, True),
    "secretariat": (lambda: builders.secretariat(builders.exercise()), True),
    "anybody": (builders.person, False),
}


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("who", WHO)
def test_who_keeps_bodies_and_seats(who: str) -> None:
    make, may = WHO[who]
    by, body = make(), builders.body()
    seat = builders.seat(builders.person())
    assert permissions.can_create_body(by, builders.place()) is may
    assert permissions.can_edit_seats(by, body) is may
    if may:
        return
    with pytest.raises(PermissionDenied):
        create_body(jurisdiction=builders.place(), name="x", kind="council", decision_level="advice", by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        add_seat(body=body, role="titular", by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        end_seat(seat=seat, on=date(2020, 1, 1), by=by, at=NOW)
