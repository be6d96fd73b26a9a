from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tequio.bodies.actions import add_seat, replace_holder
from tequio.bodies.actions.succession import Holder
from tequio.bodies.models import Seat
from tequio.bodies.presence import post_of, quorum_of
from tequio.bodies.queries.alarms import seat_words
from tests import builders
from tests.bodies.council import NOW, council

pytestmark = pytest.mark.django_db


def citizen() -> Seat:
    """Alone, without an organisation."""
    return builders.seat(builders.person(), sector="citizen", organisation=None, votes=True)


@pytest.mark.covers
def test_citizens_are_told_apart_by_the_number_of_their_seat_and_not_by_their_name() -> None:
    first, second = citizen(), citizen()
    assert [post_of(each) for each in (first, second)] == ["Asiento 1, ciudadanía", "Asiento 2, ciudadanía"]
    assert seat_words(second) == "Titular, asiento 2"
    facilitador = builders.seat(builders.person(), role="facilitador", organisation=None)
    assert (post_of(facilitador), seat_words(facilitador)) == ("Facilitación", "Facilitación")
    assert post_of(builders.seat(builders.person(), "government")) == "Organización government"


@pytest.mark.covers
def test_whoever_follows_has_the_number_of_the_seat_and_nobody_else() -> None:
    first = citizen()
    on = first.body.jurisdiction.today(NOW) + timedelta(days=1)
    by = builders.administrator()
    follower = replace_holder(seat=first, holder=Holder(builders.person()), on=on, reason="Renunció", by=by, at=NOW)
    assert (first.number, follower.number, citizen().number) == (1, 1, 2)
    elsewhere = builders.body(name="Otro órgano")
    assert add_seat(body=elsewhere, role="titular", sector="citizen", by=by, at=NOW).number == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(body=first.body, role="titular", number=2)


def test_a_seat_whose_kind_the_pack_does_not_place_counts_and_is_not_a_sector_that_lacks() -> None:
    table = council()
    builders.seat(builders.person(), sector="autonomous", organisation=None, votes=True)
    found = quorum_of(table.opened())
    assert (found.seats, found.present, found.reached) == (4, 3, True)
    assert [each.sector for each in found.sectors] == ["civil_society", "government", "guarantor", ""]
