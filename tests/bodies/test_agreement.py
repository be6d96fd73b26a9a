from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies.actions import agenda, agreements, attendance, session_rules, sessions
from tequio.bodies.models import Agreement
from tests import builders
from tests.bodies.council import NOW, SOON, Council, council

pytestmark = pytest.mark.django_db
NEXT = SOON + timedelta(days=30)


@pytest.fixture
def table() -> Council:
    return council()


@pytest.mark.covers("req:113")
def test_an_agreement_has_an_owner_and_a_date(table: Council) -> None:
    owner = builders.person("Responsable")
    session = table.opened("agreement")
    made = table.agrees(session, owner=owner, due_on=date(2019, 12, 1))
    assert (made.number, made.owner, made.due_on, made.status) == (1, owner, date(2019, 12, 1), "open")
    assert not made.is_late(date(2019, 12, 1))
    assert made.is_late(date(2019, 12, 2))
    with pytest.raises(agreements.AgreementNeedsAnOwner):
        table.agrees(session, owner_post=" ")
    attendance.note_attendance(session=session, seats=[], by=table.clerk, at=NOW)
    with pytest.raises(session_rules.NoQuorum):
        table.agrees(session)


@pytest.mark.covers("req:113")
def test_an_open_agreement_cannot_be_lost(table: Council) -> None:
    """Nobody puts it on the next agenda, somebody tries to take it out, the next one was convened before, the one after too."""
    first = table.opened("agreement")
    early = table.convened("information", begins_at=NEXT)
    agreement = table.agrees(first)
    table.closed(first)
    carried = early.items.get(carries=agreement)
    assert "Publicar la base de datos" in carried.title
    sessions.open_session(session=early, by=table.clerk, at=NEXT)
    assert early.items.filter(carries=agreement).count() == 1
    table.closed(early)
    later = table.prepared(begins_at=NEXT + timedelta(days=30))
    sessions.convene_session(session=later, by=table.clerk, at=NEXT)
    item = later.items.get()
    assert item.carries == agreement
    with pytest.raises(session_rules.SessionIsFixed):
        agenda.remove_item(item=item, by=table.clerk, at=NOW)
    later.status = "draft"
    later.convened_at = None
    later.save()
    with pytest.raises(session_rules.AgreementStaysOnTheAgenda):
        agenda.remove_item(item=item, by=table.clerk, at=NOW)


def test_a_closed_one_is_not_carried_and_says_how(table: Council) -> None:
    session = table.opened("agreement")
    agreement = table.agrees(session)
    with pytest.raises(agreements.SayHow):
        agreements.close_agreement(agreement=agreement, how=" ", by=table.clerk, at=NOW)
    agreements.close_agreement(agreement=agreement, how="Está en el portal", by=table.clerk, at=NOW)
    with pytest.raises(agreements.AgreementIsClosed):
        agreements.close_agreement(agreement=agreement, how="Otra vez", by=table.clerk, at=NOW)
    table.closed(session)
    following = table.convened("information", begins_at=NEXT)
    assert following.items.filter(carries__isnull=False).count() == 0
    assert Event.objects.get(verb="bodies.agreement_closed").changes["text"] == [None, "Está en el portal"]


@pytest.mark.covers
def test_who_closes_an_agreement(table: Council) -> None:
    owner = builders.person("Responsable")
    session = table.opened("agreement")
    mine, other = table.agrees(session, owner=owner), table.agrees(session)
    agreements.close_agreement(agreement=mine, how="Hecho", by=owner, at=NOW)
    with pytest.raises(PermissionDenied):
        agreements.close_agreement(agreement=other, how="Hecho", by=owner, at=NOW)


@pytest.mark.covers
def test_the_database_keeps_an_agreement_whole(table: Council) -> None:
    session = table.opened("agreement")
    one, two = table.agrees(session), table.agrees(session)
    for wrong in ({"status": "done"}, {"closed_at": NOW}, {"number": two.number}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=one.pk).update(**wrong)
    item = session.items.order_by("position")[0]
    for place in (50, 51):
        if place == 50:
            session.items.create(position=place, title="x", kind="information", carries=one)
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            session.items.create(position=place, title="x", kind="information", carries=one)
    assert item.agreements.count() == 2
