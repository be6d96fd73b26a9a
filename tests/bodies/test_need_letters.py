from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import logistics, oficios, sessions
from tequio.bodies.letters import write_need_letters, write_oficio_letters
from tequio.bodies.models import Session
from tequio.config.worker import jobs_of_production
from tequio.outbox.models import Message
from tequio.people.models import Person
from tests.bodies.council import NOW, Council, council
from tests.entering import entered

pytestmark = pytest.mark.django_db
BEGINS = NOW + timedelta(days=10)


@pytest.fixture
def table() -> Council:
    made = council()
    for person in (made.clerk, made.enlace.person, made.civil.person, made.stranger):
        assert isinstance(person, Person)
        entered(person)
    return made


def lacking(table: Council, text: str = "Café para 25") -> Session:
    session = table.prepared(begins_at=BEGINS)
    logistics.ask_for(session=session, kind="coffee", text=text, by=table.clerk, at=NOW)
    return session


@pytest.mark.covers("req:108")
def test_whoever_prepares_it_is_warned_three_days_before_and_once(table: Council) -> None:
    session = lacking(table)
    early, due = BEGINS - timedelta(days=4), BEGINS - timedelta(days=3)
    assert write_need_letters(at=early) == 0
    assert [write_need_letters(at=due + timedelta(hours=hour)) for hour in (0, 1, 25)] == [2, 0, 0]
    preparers = {table.clerk.account.email, table.enlace.person.account.email}  # type: ignore[union-attr]
    assert set(Message.objects.values_list("recipient", flat=True)) == preparers
    message = Message.objects.order_by("pk")[0]
    assert "Quedan 3 días. Todavía no está listo: Café para 25 (pendiente)." in message.text
    assert f"{session.uid}/preparativos/" in message.text
    assert "Café" not in message.subject


@pytest.mark.covers("req:108")
def test_a_session_that_lacks_nothing_or_is_not_held_warns_nobody(table: Council) -> None:
    ready, gone = lacking(table), lacking(table, "Sillas")
    logistics.settle_need(session=ready, need=ready.meeting.needs.get(), status="ready", by=table.clerk, at=NOW)
    sessions.cancel_session(session=gone, reason="No hay sede", by=table.clerk, at=NOW)
    assert write_need_letters(at=BEGINS - timedelta(days=1)) == 0


def test_a_session_that_moves_to_another_day_warns_again(table: Council) -> None:
    session = lacking(table)
    assert write_need_letters(at=BEGINS - timedelta(days=2)) == 2
    later = BEGINS + timedelta(days=7)
    sessions.move_session(
        session=session, begins_at=later, ends_at=later + timedelta(hours=2), place="", by=table.clerk, at=NOW
    )
    assert write_need_letters(at=BEGINS - timedelta(days=2)) == 0
    assert write_need_letters(at=later - timedelta(days=2)) == 2


def test_nobody_is_written_to_at_night(table: Council) -> None:
    lacking(table)
    night = (BEGINS - timedelta(days=2)).astimezone(table.exercise.jurisdiction.zone).replace(hour=3)
    assert write_need_letters(at=night) == 0
    assert write_need_letters(at=night.replace(hour=7)) == 2


def test_the_worker_does_it_and_so_does_a_command(table: Council, capsys: pytest.CaptureFixture[str]) -> None:
    assert "warn_of_needs" in {job.__name__ for job in jobs_of_production()}
    call_command("write_need_letters")
    assert "0 correos" in capsys.readouterr().out


def test_it_asks_little_where_nothing_is_lacking(table: Council) -> None:
    for _each in range(20):
        table.prepared(begins_at=BEGINS)
    with CaptureQueriesContext(connection) as asked:
        assert write_need_letters(at=BEGINS - timedelta(days=2)) == 0
    assert len(asked) <= 2


@pytest.mark.covers("req:107")
def test_an_oficio_past_its_term_is_told_to_the_office_once(table: Council) -> None:
    session = table.prepared(begins_at=BEGINS)
    asked = {"addressee": "Compras", "subject": "Sillas", "text": "Veinte.", "office": "DPC"}
    late, other = (
        oficios.send_oficio(exercise=table.exercise, session=about, by=table.clerk, at=NOW, **asked)  # type: ignore[arg-type]
        for about in (session, None)
    )
    oficios.record_oficio_answer(oficio=other, answer="Sí.", on=other.sent_on, by=table.clerk, at=NOW)
    due = NOW + (late.answer_due_on - late.sent_on)
    days = [write_oficio_letters(at=due + timedelta(days=day)) for day in (0, 1, 2)]
    assert days == [0, 1, 0]
    message = Message.objects.get()
    assert message.recipient == table.clerk.account.email  # type: ignore[union-attr]
    assert late.folio in message.text
    assert "Compras" in message.text
