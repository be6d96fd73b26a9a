from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import decisions, minutes
from tequio.bodies.models import Session, SessionStatus
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def url_of(table: Council, session: Session | None = None) -> str:
    root = f"/{table.exercise.slug}/organos/{table.body.uid}/sesiones/"
    return f"{root}{session.uid}/" if session else root


def test_a_draft_is_only_for_whoever_prepares_it(table: Council, client: Client) -> None:
    session = table.prepared()
    assert client.get(url_of(table, session)).status_code == 404
    assert session.meeting.title not in text(client.get(url_of(table)))
    enlace = table.enlace.person
    assert enlace is not None
    assert session.meeting.title in text(entered(enlace).get(url_of(table)))
    assert entered(table.clerk).get(url_of(table, session)).status_code == 200


@pytest.mark.covers("case:X2")
def test_a_bad_form_of_who_may_not_prepare_tells_nothing_of_a_draft(table: Council) -> None:
    session = table.prepared()
    for address in (f"{url_of(table)}nueva/", f"{url_of(table, table.convened())}punto/"):
        refused = entered(table.stranger).post(address, {})
        assert refused.status_code == 403
        assert session.meeting.title not in text(refused)


@pytest.mark.covers("req:113")
def test_the_page_tells_quorum_by_sector_tally_by_seat_and_agreements_and_no_name(
    table: Council, client: Client
) -> None:
    session = table.opened("vote")
    table.votes(session, "yes", "yes", "no")
    table.agrees(session)
    shown = text(client.get(url_of(table, session)))
    for said in (
        "Hay quórum: 3 de 3",
        "2 a favor, 1 en contra",
        "Aprobado",
        "Publicar la base de datos",
        "Por definir",
    ):
        assert said in shown
    assert "Titular civil_society" not in shown, "a person is read only by post"
    assert "Concluir la sesión" not in shown


@pytest.mark.covers("req:6")
def test_an_enlace_is_offered_what_she_may_do_and_nothing_else(table: Council) -> None:
    enlace, url = table.enlace.person, url_of(table, table.convened("information"))
    assert enlace is not None
    shown, of_the_office = text(entered(enlace).get(url)), text(entered(table.clerk).get(url))
    for offered in ("Preparativos", "Agregar un documento"):
        assert offered in shown
    for kept in (
        "Abrir la sesión",
        "Pantalla de la puerta",
        "Mesa de registro",
        "mover/",
        "cancelar/",
        "Anotar asistencia",
    ):
        assert kept in of_the_office
        assert kept not in shown


@pytest.mark.covers("req:113")
def test_before_it_is_called_the_office_reads_with_how_many_days_it_would_be(table: Council) -> None:
    office = entered(table.clerk)
    for days, said in ((15, "10 días hábiles"), (2, "1 día hábil")):
        session = table.prepared(begins_at=NOW + timedelta(days=days))
        with time_machine.travel(NOW, tick=False):
            shown = text(office.get(url_of(table, session)))
        assert f"Si convoca hoy, será con {said} de anticipación; la regla pide 5." in shown
        assert ("tally--over" in shown) == (days == 2)


def test_whoever_runs_it_goes_from_the_agenda_to_the_acta_with_buttons(table: Council) -> None:
    browser = entered(table.clerk)
    made = browser.post(f"{url_of(table)}nueva/", {"day": "2019-10-20", "hour": "10:00", "place": "Auditorio"})
    assert made.status_code == 302
    session = Session.objects.get()
    url = url_of(table, session)

    def does(verb: str, **values: Any) -> None:
        answer = browser.post(f"{url}{verb}/", values)
        assert answer.status_code == 302, text(answer)

    does("punto", title="Informe", kind="information")
    does("punto", title="Plan", kind="vote", majority="simple", decision_kind="plan")
    last = session.items.get(title="Plan")
    does("subir", item=last.uid)
    assert list(session.items.order_by("position").values_list("title", flat=True)) == ["Plan", "Informe"]
    does("convocar")
    does("abrir")
    does("asistencia", seat=[seat.pk for seat in table.titulars])
    ballots = {f"vote-{seat.pk}": "yes" for seat in table.titulars}
    does(f"puntos/{last.uid}/votar", **ballots, **{f"why-{table.civil.pk}": "Conviene."})
    does(f"puntos/{last.uid}/acuerdo", text="Publicarlo", owner_post="Planeación", due_on="2019-12-01")
    refused = browser.post(f"{url}cerrar/")
    assert refused.status_code == 422
    assert "Falta decir qué pasó con: 2. Informe" in text(refused)
    does(f"puntos/{session.items.get(title='Informe').uid}/concluir", outcome="informed", text="Se leyó.")
    does("cerrar")
    does("acta/redactar")
    does("acta/aprobar")
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    read = pypdf.PdfReader(io.BytesIO(Client().get(f"{url}acta.pdf").content))
    acta = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for said in (
        "Orden del día",
        "3 a favor",
        "Conviene.",
        "Publicarlo",
        "Planeación",
        "1 de diciembre de 2019",
        "Firmas",
    ):
        assert said in acta


def test_a_mistake_is_told_and_changes_nothing(table: Council) -> None:
    browser = entered(table.clerk)
    assert browser.post(f"{url_of(table)}nueva/", {"day": "2019-13-40", "hour": "10:00"}).status_code == 422
    session = table.opened("vote")
    url = url_of(table, session)
    assert browser.post(f"{url}subir/", {"item": "nada"}).status_code == 422
    assert browser.post(f"{url}puntos/{session.items.get().uid}/acuerdo/", {"due_on": "x"}).status_code == 422
    assert browser.post(f"{url}inventado/").status_code == 404
    assert not session.agreements.exists()


def test_a_stranger_has_no_button_that_works(table: Council) -> None:
    session = table.convened("vote")
    assert entered(table.stranger).post(f"{url_of(table, session)}abrir/").status_code == 403
    session.refresh_from_db()
    assert session.status == SessionStatus.CONVENED


def test_the_draft_of_the_acta_is_not_public(table: Council, client: Client) -> None:
    session = table.opened("vote")
    table.votes(session, "yes", "yes", "yes")
    table.closed(session)
    url = f"{url_of(table, session)}acta.docx"
    assert client.get(url).status_code == 404
    acta = table.minutes(session)
    assert client.get(url).status_code == 404
    assert entered(table.clerk).get(url).status_code == 200
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    assert client.get(url).status_code == 200


def test_the_page_costs_the_same_with_many_points_and_votes(table: Council, client: Client) -> None:
    few, many = table.opened("vote"), table.opened(*["vote"] * 60)
    counted = []
    for session in (few, many):
        for item in session.items.all():
            ballots = {seat.pk: decisions.Ballot("yes") for seat in table.titulars}
            decisions.record_vote(item=item, ballots=ballots, by=table.clerk, at=SOON)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url_of(table, session)).status_code == 200
        counted.append(len(asked))
    assert counted[1] <= counted[0] <= 40
