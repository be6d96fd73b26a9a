from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies.actions import agenda, attendance, logistics, session_rules, sessions
from tequio.bodies.models import AgendaItem, Session, SessionStatus
from tequio.bodies.presence import quorum_of
from tequio.meetings.actions import NeedsAReason
from tequio.meetings.models import Attendance, Invitation
from tequio.outbox.models import Message
from tequio.people.actions import open_account
from tequio.people.models import Person
from tests import builders
from tests.bodies.council import NOW, SOON, Council, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


@pytest.mark.covers("case:F10")
def test_a_double_click_prepares_one_session(table: Council) -> None:
    key = uuid4()
    assert table.prepared(key=key) == table.prepared(key=key)
    assert Session.objects.count() == 1


@pytest.mark.covers("req:113")
def test_the_convocatoria_fixes_the_agenda_and_calls_every_seat(table: Council) -> None:
    session = table.prepared()
    with pytest.raises(session_rules.AgendaIsEmpty):
        sessions.convene_session(session=session, by=table.clerk, at=NOW)
    table.item(session)
    assert table.civil.person is not None
    open_account(person=table.civil.person, email="civil@example.org", by=builders.administrator(), at=NOW)
    told = sessions.convene_session(session=session, by=table.clerk, at=NOW)
    assert (told.given, told.required, told.is_short) == (10, 5, False)
    assert session.status == SessionStatus.CONVENED
    assert Invitation.objects.filter(meeting=session.meeting, sent_at__isnull=False).count() == 6
    letter = Message.objects.get()
    assert letter.recipient == "civil@example.org"
    assert "Aprobar el plan" in letter.text
    assert "BEGIN:VEVENT" in letter.appointment
    with pytest.raises(session_rules.SessionIsFixed):
        table.item(session, title="Uno más")


def test_short_notice_is_a_finding_that_stays_written(table: Council) -> None:
    session = table.convened(begins_at=NOW + timedelta(days=6))
    session.refresh_from_db()
    assert session.short_notice
    event = Event.objects.get(verb="bodies.session_convened")
    assert (event.changes["days"], event.changes["required_days"]) == ([None, 3], [None, 5])


def test_moving_it_measures_the_notice_again(table: Council) -> None:
    session = table.convened()
    begins = NOW + timedelta(days=5)
    values: dict[str, Any] = {"begins_at": begins, "ends_at": begins + timedelta(hours=1), "place": "Otro"}
    with pytest.raises(NeedsAReason):
        sessions.move_session(session=session, **values, by=table.clerk, at=NOW)
    sessions.move_session(session=session, **values, reason="Hay fiesta patronal.", by=table.clerk, at=NOW)
    session.refresh_from_db()
    assert session.meeting.move_reason == "Hay fiesta patronal."
    assert session.short_notice
    assert session.meeting.revision == 1


def test_a_cancelled_session_says_why(table: Council) -> None:
    session = table.convened()
    sessions.cancel_session(session=session, reason="No hay sede", by=table.clerk, at=NOW)
    session.refresh_from_db()
    assert (session.status, session.meeting.cancel_reason) == ("cancelled", "No hay sede")
    with pytest.raises(session_rules.SessionIsFixed):
        sessions.open_session(session=session, by=table.clerk, at=NOW)


@pytest.mark.covers("req:106")
def test_a_monthly_series_ends_with_the_term_and_each_one_has_its_agenda(table: Council) -> None:
    made = sessions.schedule_sessions(
        body=table.body,
        exercise=table.exercise,
        first_begins_at=SOON,
        lasts=timedelta(hours=2),
        rule="FREQ=MONTHLY",
        until_on=date(2020, 3, 31),
        place="Salón",
        by=table.clerk,
        at=NOW,
    )
    days = [each.meeting.day() for each in made]
    assert days == [
        date(2019, 10, 16),
        *(date(2019, month, 16) for month in (11, 12)),
        *(date(2020, month, 16) for month in (1, 2, 3)),
    ]
    assert [each.number for each in made] == [1, 2, 3, 4, 5, 6]
    table.item(made[0])
    assert made[1].items.count() == 0


@pytest.mark.covers("exp:37")
def test_presence_and_quorum_by_sector_are_live(table: Council) -> None:
    session = table.opened(here=[table.civil])
    found = quorum_of(session)
    assert (found.present, found.needed, found.reached) == (1, 2, False)
    assert found.missing == ("government", "guarantor")
    attendance.note_attendance(session=session, seats=table.titulars, by=table.clerk, at=NOW)
    assert quorum_of(session).reached
    attendance.note_attendance(
        session=session, seats=[table.suplente, table.government, table.guarantor], by=table.clerk, at=NOW
    )
    assert quorum_of(session).reached, "the suplente counts for the titular who is not here"
    assert Attendance.objects.filter(meeting=session.meeting).count() == 3
    attendance.note_attendance(session=session, seats=[table.civil, table.suplente], by=table.clerk, at=NOW)
    assert quorum_of(session).present == 1, "titular and suplente are one seat"


def test_an_item_ends_as_its_kind_can_and_the_session_when_all_did(table: Council) -> None:
    session = table.opened("information", "referral", "agreement")
    information, referral, agreement = session.items.order_by("position")

    def conclude(item: AgendaItem, outcome: str, **options: str) -> None:
        agenda.conclude_item(item=item, outcome=outcome, text="Texto", by=table.clerk, at=NOW, **options)

    with pytest.raises(session_rules.NotThisOutcome):
        conclude(information, "approved")
    with pytest.raises(session_rules.NotThisOutcome):
        conclude(referral, "referred")
    conclude(information, "informed")
    conclude(referral, "referred", referred_to="Congreso del estado")
    with pytest.raises(session_rules.ItemsArePending, match=r"3\. "):
        sessions.close_session(session=session, by=table.clerk, at=SOON)
    attendance.note_attendance(session=session, seats=[], by=table.clerk, at=NOW)
    with pytest.raises(session_rules.NoQuorum):
        conclude(agreement, "agreed")
    conclude(agreement, "postponed")
    sessions.close_session(session=session, by=table.clerk, at=SOON)
    assert session.status == SessionStatus.CLOSED


def test_nothing_is_done_before_it_is_opened(table: Council) -> None:
    session = table.convened("information")
    with pytest.raises(session_rules.SessionIsNotOpen):
        agenda.conclude_item(item=session.items.get(), outcome="informed", text="", by=table.clerk, at=NOW)


@pytest.mark.covers("req:6")
def test_an_enlace_prepares_and_does_not_run(table: Council) -> None:
    enlace = table.enlace.person
    assert enlace is not None
    session = sessions.prepare_session(
        body=table.body, exercise=table.exercise, begins_at=SOON, ends_at=SOON + timedelta(hours=1), by=enlace, at=NOW
    )
    agenda.add_item(session=session, title="Informe", kind="information", by=enlace, at=NOW)
    logistics.ask_for(session=session, kind="coffee", text="Café", by=enlace, at=NOW)
    with pytest.raises(PermissionDenied):
        sessions.convene_session(session=session, by=enlace, at=NOW)


WHO: dict[str, Callable[[Council], Person]] = {
    "titular": lambda table: table.civil.person,  # type: ignore[return-value,dict-item]
    "facilitador": lambda table: table.facilitador.person,  # type: ignore[return-value,dict-item]
    "somebody": lambda table: table.stranger,
}


@pytest.mark.covers
@pytest.mark.parametrize("who", WHO)
def test_who_prepares_a_session(table: Council, who: str) -> None:
    with pytest.raises(PermissionDenied, match="secretaría técnica"):
        sessions.prepare_session(
            body=table.body,
            exercise=table.exercise,
            begins_at=SOON,
            ends_at=SOON + timedelta(hours=1),
            by=WHO[who](table),
            at=NOW,
        )


def test_a_body_meets_for_an_exercise_of_its_place(table: Council) -> None:
    other = builders.exercise("otro", jurisdiction=builders.place("Otro estado"))
    with pytest.raises(session_rules.BodyOfAnotherPlace):
        sessions.prepare_session(
            body=table.body,
            exercise=other,
            begins_at=SOON,
            ends_at=SOON + timedelta(hours=1),
            by=builders.secretariat(other),
            at=NOW,
        )


@pytest.mark.covers
def test_the_database_keeps_a_session_whole(table: Council) -> None:
    session = table.prepared()
    item = table.item(session)
    wrong = (
        lambda: Session.objects.filter(pk=session.pk).update(status="convened"),
        lambda: Session.objects.filter(pk=session.pk).update(status="closed", convened_at=NOW),
        lambda: AgendaItem.objects.create(session=session, position=item.position, title="x", kind="information"),
        lambda: AgendaItem.objects.filter(pk=item.pk).update(majority=""),
        lambda: AgendaItem.objects.filter(pk=item.pk).update(outcome="referred"),
        lambda: Session.objects.filter(pk=table.prepared().pk).update(number=session.number),
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
