from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import attendance, settle_suplente_vote
from tequio.bodies.models import Agreement, Decision, Seat, Session, Vote
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_acta_page import person_in
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def url_of(table: Council, session: Session, place: int = 0) -> str:
    item = session.items.order_by("position")[place]
    return f"/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/puntos/{item.uid}/"


def browser(seat: Seat) -> Client:
    return entered(person_in(seat))


@pytest.mark.covers("exp:37", "req:9")
def test_each_seat_votes_by_itself_and_the_tally_follows_by_sector(table: Council, client: Client) -> None:
    session = table.opened("vote")
    url = url_of(table, session)
    civil, guarantor = browser(table.civil), browser(table.guarantor)
    assert "Su voto" in text(civil.get(url))
    assert "Su voto" not in text(client.get(url))
    assert (
        civil.post(f"{url}voto/", {"seat": table.civil.uid, "choice": "abstain", "text": "Falta el anexo"}).status_code
        == 302
    )
    shown = text(client.get(url))
    assert "<b>1</b> de 3 asientos presentes han votado" in shown
    assert "Falta el anexo" not in shown, "what each seat said is read when the voting closes"
    assert "Su asiento ya votó: <strong>Abstención</strong>" in text(civil.get(url))
    again = civil.post(f"{url}voto/", {"seat": table.civil.uid, "choice": "yes"})
    assert again.status_code == 422
    assert "cada asiento tiene un voto" in text(again)
    assert (
        guarantor.post(f"{url}voto/", {"seat": table.guarantor.uid, "choice": "no", "text": "Disiento"}).status_code
        == 302
    )
    desk = entered(table.clerk)
    form = text(desk.get(url))
    assert f'name="vote-{table.government.pk}"' in form
    assert f'name="vote-{table.civil.pk}"' not in form, "who voted by itself is not voted for"
    assert desk.post(f"{url}votar/", {f"vote-{table.government.pk}": "yes"}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.yes, decision.no, decision.abstain, decision.outcome) == (1, 1, 1, "tied")
    closed = text(client.get(url))
    for told in ("Falta el anexo", "Disiento", "Empate", "1 a favor, 1 en contra, 1 abstención"):
        assert told in closed


@pytest.mark.covers("req:9")
def test_the_suplente_is_told_why_not_and_votes_in_the_absence(table: Council) -> None:
    admin = builders.administrator()
    settle_suplente_vote(
        body=table.body,
        kind="plan",
        suplente_votes=True,
        decided_by_post="Presidencia",
        decided_on=date(2019, 9, 1),
        reason="Acuerdo",
        by=admin,
        at=NOW,
    )
    session = table.opened("vote")
    url, other = url_of(table, session), browser(table.suplente)
    assert "La mesa todavía no anota su llegada" in text(other.get(url))
    seats = (*table.titulars, table.suplente)
    attendance.note_attendance(session=session, seats=seats, by=table.clerk, at=session.meeting.begins_at)
    assert "Está presente quien es titular de su asiento" in text(other.get(url))
    assert other.post(f"{url}voto/", {"seat": table.suplente.uid, "choice": "yes"}).status_code == 422
    attendance.note_attendance(
        session=session,
        seats=[table.suplente, table.government, table.guarantor],
        by=table.clerk,
        at=session.meeting.begins_at,
    )
    assert other.post(f"{url}voto/", {"seat": table.suplente.uid, "choice": "yes"}).status_code == 302
    assert Vote.objects.get().seat == table.civil


def test_without_quorum_nobody_votes_and_it_is_said(table: Council) -> None:
    session = table.opened("vote", here=[table.civil])
    url = url_of(table, session)
    assert "No hay quórum: no se puede votar" in text(entered(table.clerk).get(url))
    refused = browser(table.civil).post(
        f"{url}voto/", {"seat": table.civil.uid, "choice": "no", "text": "Mi razón larga"}
    )
    assert refused.status_code == 422
    assert not Vote.objects.exists()
    shown = text(refused)
    assert "Mi razón larga</textarea>" in shown
    assert 'value="no" checked' in shown


@pytest.mark.covers("exp:26")
def test_every_refused_form_of_the_mesa_keeps_what_was_typed(table: Council) -> None:
    session = table.opened("referral", "vote")
    first, vote, desk = url_of(table, session), url_of(table, session, 1), entered(table.clerk)
    refused = desk.post(f"{first}concluir/", {"outcome": "referred", "text": "Se discutió mucho", "referred_to": " "})
    assert refused.status_code == 422
    assert "Se discutió mucho</textarea>" in text(refused)
    assert '<option value="referred" selected>' in text(refused)
    sent = {"text": "Comprar sillas", "owner": table.civil.uid, "owner_post": "", "due_on": "2019-02-31"}
    refused = desk.post(f"{first}acuerdo/", sent)
    assert refused.status_code == 422
    shown = text(refused)
    assert "<title>Error:" in shown
    assert "Esa fecha no existe." in shown
    assert "Comprar sillas</textarea>" in shown
    assert f'<option value="{table.civil.uid}" selected>' in shown
    attendance.note_attendance(session=session, seats=[table.civil], by=table.clerk, at=session.meeting.begins_at)
    pk = table.civil.pk
    refused = desk.post(f"{vote}votar/", {f"vote-{pk}": "abstain", f"why-{pk}": "No llegó el anexo"})
    assert refused.status_code == 422
    assert not Decision.objects.exists()
    url = vote.split("puntos/")[0]
    draft = table.prepared()
    refused = desk.post(
        url.replace(str(session.uid), str(draft.uid)) + "punto/", {"title": "", "kind": "vote", "majority": "qualified"}
    )
    assert refused.status_code == 422
    assert '<option value="qualified" selected>' in text(refused)
    refused = desk.post(url.replace(f"{session.uid}/", "nueva/"), {"day": "x", "hour": "9", "place": "Casa de Cultura"})
    assert 'value="Casa de Cultura"' in text(refused)


def test_an_agreement_of_a_seat_is_owned_by_who_sits_there(table: Council) -> None:
    session = table.opened("agreement")
    url = url_of(table, session)
    desk = entered(table.clerk)
    assert desk.post(f"{url}acuerdo/", {"text": "Publicar", "owner": table.civil.uid}).status_code == 302
    made = Agreement.objects.get()
    assert (made.owner, made.owner_post) == (table.civil.person, "Organización civil_society")
    assert (
        desk.post(f"{url}acuerdo/", {"text": "Otro", "owner": table.civil.uid, "owner_post": "Vocalía"}).status_code
        == 302
    )
    assert Agreement.objects.get(number=2).owner_post == "Vocalía"
    assert "Titular civil_society" not in text(Client().get(url))


def test_nobody_else_moves_the_point(table: Council) -> None:
    session = table.opened("vote")
    url, member = url_of(table, session), browser(table.civil)
    assert member.post(f"{url}votar/", {}).status_code == 403
    assert member.post(f"{url}voto/", {"seat": table.guarantor.uid, "choice": "yes"}).status_code == 403
    assert member.post(f"{url}nada/").status_code == 404
    assert member.get(f"{url.split('puntos/')[0]}puntos/{session.uid}/").status_code == 404
    assert "Cerrar la votación" not in text(member.get(url))


def test_the_page_costs_the_same_with_many_seats(table: Council) -> None:
    counted, desk = [], entered(table.clerk)
    for more in (7, 110):
        while table.body.seats.count() < more + 6:
            number = table.body.seats.count()
            builders.seat(
                builders.person(f"Titular {number}"),
                "civil_society",
                votes=True,
                organisation=builders.organisation(f"Organización {number}", "civil_society"),
            )
        session = table.opened("vote")
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(url_of(table, session))
        counted.append(len(asked))
        assert page.status_code == 200
    assert counted[1] <= counted[0] <= 25
