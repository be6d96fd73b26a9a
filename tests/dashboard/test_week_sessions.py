"""What a session leaves in «Esta semana»: to whoever owes an agreement, to the office, and to who can still observe an acta."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import agreements, decisions, minutes
from tequio.people.models import Person
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_acta_page import person_in
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def week(person: Person) -> str:
    """On the day of the session."""
    with time_machine.travel(SOON, tick=False):
        return text(entered(person).get("/esta-semana/"))


@pytest.mark.covers("req:113")
def test_an_agreement_is_a_task_of_who_answers_for_it_until_it_is_closed(table: Council) -> None:
    owner, other = person_in(table.civil), person_in(table.guarantor)
    session = table.opened("agreement")
    late = table.agrees(session, "Entregar la relación", owner=owner, due_on=date(2019, 10, 10))
    table.agrees(session, "Sin fecha fija", owner=owner)
    mine, theirs, office = week(owner), week(other), week(table.clerk)
    assert "Entregar la relación" in mine
    assert "Cerrar el acuerdo" in mine
    assert "Venció: 10 oct 2019, hace 6 días" in mine
    assert "Fecha por definir" in mine
    assert "Entregar la relación" not in theirs
    assert "Entregar la relación" in office
    assert "Ver el acuerdo" in office
    assert "Sin fecha fija" not in office, "the office follows what is overdue"
    agreements.close_agreement(agreement=late, how="Se entregó", by=owner, at=SOON)
    assert "Entregar la relación" not in week(owner)


def test_the_acta_asks_each_one_for_her_part(table: Council) -> None:
    member, desk = person_in(table.civil), table.clerk
    session = table.opened("agreement")
    table.closed(session)
    assert "Falta redactar el acta." in week(desk)
    assert "Lea el borrador" not in week(member)
    acta = table.minutes(session)
    assert "Lea el borrador y diga si le falta algo." in week(member)
    minutes.observe_minutes(minutes=acta, seat=table.civil, text="Falta", by=member, at=SOON)
    assert "Lea el borrador" not in week(member)
    assert "1 observación sin contestar." in week(desk)
    minutes.answer_observation(
        observation=acta.observations.get(), accepted=True, answer="Se agregó", by=table.clerk, at=SOON
    )
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    assert "sin contestar" not in week(desk)


def test_a_vote_under_way_waits_for_each_seat_that_is_here(table: Council) -> None:
    session = table.opened("vote", here=[table.suplente, table.government, table.guarantor])
    item, voter = session.items.get(), person_in(table.government)
    assert "Se está votando en la sesión." in week(voter)
    assert "Se está votando" not in week(person_in(table.civil)), "she is not in the room"
    decisions.cast_vote(item=item, seat=table.government, ballot=decisions.Ballot("abstain"), by=voter, at=SOON)
    assert "Se está votando" not in week(voter)
    assert "Se está votando" in week(person_in(table.guarantor))


def test_many_agreements_cost_the_same(table: Council) -> None:
    with time_machine.travel(NOW, tick=True):
        owner = entered(person_in(table.civil))
        session = table.opened("agreement")
        counted = []
        for many in (10, 110):
            while session.agreements.count() < many:
                table.agrees(session, owner=table.civil.person)
            with CaptureQueriesContext(connection) as asked:
                assert owner.get("/esta-semana/").status_code == 200
            counted.append(len(asked))
    assert counted[1] == counted[0] <= 37
