"""What the preparation of a session and its acta leave in «Esta semana», to each who must act and to nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import attendance, decisions, logistics, minutes, oficios
from tequio.bodies.models import AgendaItem, Minutes, Oficio, Session, VotingSetting
from tequio.documents.rendering import Form
from tequio.meetings.models import Need
from tequio.people.models import Person
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_acta_page import person_in
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def week(person: Person, at: datetime = SOON) -> str:
    with time_machine.travel(at, tick=False):
        return text(entered(person).get("/esta-semana/"))


@pytest.mark.covers("req:108", "exp:17")
def test_what_is_lacking_three_days_before_waits_for_whoever_prepares_the_session(table: Council) -> None:
    session = table.prepared()
    needs = [
        logistics.ask_for(session=session, kind="coffee", text=what, by=table.clerk, at=NOW)
        for what in ("Café para 25", "Sillas", "Vales")
    ]
    assert "Café para 25" not in week(table.clerk, SOON - timedelta(days=4))
    near = SOON - timedelta(days=3)
    for person, whose in ((table.clerk, "La secretaría técnica"), (person_in(table.enlace), "Usted, como enlace")):
        shown = week(person, near)
        assert (
            "Falta para la sesión: Café para 25 (pendiente); Sillas (pendiente); Vales (pendiente). Quedan 3 días."
            in shown
        )
        assert whose in shown
        assert "Desde el 1 oct 2019, hace 12 días" in shown
        assert f"{session.uid}/preparativos/" in shown
    for other in (table.civil, table.suplente):
        assert "Café para 25" not in week(person_in(other), near)
    for need in needs:
        logistics.settle_need(session=session, need=need, status="ready", by=table.clerk, at=NOW)
    assert "Falta para la sesión" not in week(table.clerk, near)


@pytest.mark.covers("req:107", "exp:17")
def test_an_oficio_past_its_term_waits_for_the_office(table: Council) -> None:
    session = table.prepared()
    sent = oficios.send_oficio(
        exercise=table.exercise, session=session, addressee="Compras", subject="Veinte sillas", text="x", office="DPC",
        by=table.clerk, at=NOW,
    )  # fmt: skip
    due = NOW + (sent.answer_due_on - sent.sent_on)
    assert "Veinte sillas" not in week(table.clerk, due)
    late = week(table.clerk, due + timedelta(days=2))
    assert f"El oficio {sent.folio} a Compras sigue sin respuesta." in late
    assert "hace 2 días" in late
    assert f"{sent.uid}/respuesta/" in late
    assert "Veinte sillas" not in week(person_in(table.enlace), due + timedelta(days=2))
    oficios.record_oficio_answer(oficio=sent, answer="Sí.", on=sent.sent_on, by=table.clerk, at=NOW)
    assert "Veinte sillas" not in week(table.clerk, due + timedelta(days=2))


@pytest.mark.covers("req:113")
def test_an_approved_acta_without_folio_waits_for_the_office(table: Council) -> None:
    session = table.closed(table.opened("agreement"))
    acta = table.minutes(session)
    assert "no tiene folio" not in week(table.clerk)
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    assert "El acta está aprobada y todavía no tiene folio." in week(table.clerk)
    assert "no tiene folio" not in week(person_in(table.civil))
    minutes.issue_minutes(minutes=acta, form=Form.DOCX, office="STL", by=table.clerk, at=SOON)
    assert "no tiene folio" not in week(table.clerk)


@pytest.mark.covers("req:9", "exp:17")
def test_a_vote_under_way_waits_for_the_suplente_only_while_her_titular_is_absent_and_she_may(table: Council) -> None:
    session = table.opened("vote", here=[table.suplente, table.government, table.guarantor])
    item, suplente = session.items.get(), person_in(table.suplente)
    said = "quien es titular de su asiento no llegó: vota usted."
    assert said in week(suplente)
    settle(table, item, votes=False)
    assert said not in week(suplente), "the body settled that suplentes do not vote this"
    settle(table, item, votes=True)
    assert said in week(suplente)
    attendance.note_attendance(session=session, seats=table.titulars, by=table.clerk, at=SOON)
    assert said not in week(suplente), "the titular is here"
    assert "Se está votando en la sesión." in week(person_in(table.civil))
    again = (table.suplente, table.government, table.guarantor)
    attendance.note_attendance(session=session, seats=again, by=table.clerk, at=SOON)
    decisions.cast_vote(item=item, seat=table.suplente, ballot=decisions.Ballot("yes"), by=suplente, at=SOON)
    assert said not in week(suplente)


def settle(table: Council, item: AgendaItem, *, votes: bool) -> None:
    VotingSetting.objects.create(
        body=table.body, kind=item.decision_kind, suplente_votes=votes, decided_by_post="Secretariado",
        decided_on=NOW.date(), reason="Acta 2", noted_at=NOW,
    )  # fmt: skip


def test_a_hundred_of_each_cost_the_same_as_ten(table: Council) -> None:
    near = SOON - timedelta(days=1)
    with time_machine.travel(near, tick=True):
        office, member = entered(table.clerk), entered(person_in(table.suplente))
        first = table.opened("vote", here=[table.suplente, table.government], begins_at=near)
        counted = []
        for many in (10, 110):
            while first.items.count() < many:
                position = first.items.count() + 1
                AgendaItem.objects.create(
                    session=first, position=position, title=f"Voto {position}", kind="vote", majority="simple",
                    decision_kind="plan",
                )  # fmt: skip
                add_one_of_each(table)
            with CaptureQueriesContext(connection) as asked:
                assert office.get("/esta-semana/").status_code == 200
            with CaptureQueriesContext(connection) as asked_by_member:
                assert member.get("/esta-semana/").status_code == 200
            counted.append((len(asked), len(asked_by_member)))
    assert counted[0] == counted[1]
    assert counted[0][0] <= 42


def add_one_of_each(table: Council) -> None:
    near = table.prepared(begins_at=SOON)
    Need.objects.create(meeting=near.meeting, kind="coffee", text="Café", changed_at=NOW)
    Oficio.objects.create(
        exercise=table.exercise, session=near, folio=f"DPC/{near.pk}", addressee="Compras", subject="Sillas", text="x",
        sent_on=NOW.date(), answer_due_on=NOW.date(), sent_at=NOW,
    )  # fmt: skip
    held = table.prepared(begins_at=NOW - timedelta(days=9))
    Session.objects.filter(pk=held.pk).update(
        status="closed", convened_at=NOW - timedelta(days=9), opened_at=NOW - timedelta(days=9), closed_at=NOW
    )
    Minutes.objects.create(session=held, status="approved", drafted_at=NOW, approved_at=NOW)
