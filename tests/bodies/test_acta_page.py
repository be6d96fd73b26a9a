from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import minutes
from tequio.bodies.models import Minutes, Seat, Session
from tequio.documents.models import Issued
from tequio.people.models import Person
from tests import builders
from tests.bodies.council import SOON, Council, council
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


@pytest.fixture
def held(table: Council) -> Session:
    session = table.opened("vote")
    table.votes(session, "yes", "yes", "no")
    table.agrees(session)
    return table.closed(session)


def url_of(table: Council, session: Session) -> str:
    return f"/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/acta/"


def person_in(seat: Seat) -> Person:
    assert seat.person is not None
    return seat.person


@pytest.mark.covers("req:113")
def test_from_the_draft_to_the_folio_each_does_her_part(table: Council, held: Session, client: Client) -> None:
    url, desk = url_of(table, held), entered(table.clerk)
    assert "La secretaría técnica redacta el acta" in text(client.get(url))
    assert desk.post(f"{url}redactar/", {"notes": "Faltó la luz"}).status_code == 302
    attended = entered(person_in(table.guarantor))
    assert "Lo que dice" not in text(client.get(url)), "the draft is not public"
    shown = text(attended.get(url))
    assert "Publicar la base de datos" in shown
    assert "Hacer una observación" in shown
    assert "Aprobar el acta" not in shown
    assert attended.post(f"{url}observar/", {"seat": table.guarantor.uid, "text": "Falta el anexo"}).status_code == 302
    said = held.minutes.observations.get()
    waiting = text(desk.get(url))
    assert "La secretaría técnica contesta 1 observación." in waiting
    assert "Aprobar el acta" not in waiting
    assert desk.post(f"{url}aprobar/").status_code == 422
    given = {"about": said.uid, "accepted": "no", "answer": "Se entrega aparte"}
    assert desk.post(f"{url}contestar/", given).status_code == 302
    assert "No cambió el acta." in text(attended.get(url))
    assert desk.post(f"{url}aprobar/").status_code == 302
    assert "La secretaría técnica la emite con su folio." in text(client.get(url))
    assert desk.post(f"{url}emitir/", {"office": "STL"}).status_code == 302
    issued = Issued.objects.get(subject_uid=held.uid)
    public = text(client.get(url))
    for told in (
        issued.folio,
        issued.sha256,
        "Faltó la luz",
        "Emitida con folio",
        "Falta el anexo — Se entrega aparte",
    ):
        assert told in public
    assert "Titular civil_society" not in public, "on the page people are read by post"


@pytest.mark.covers("exp:26")
def test_what_was_typed_stays_when_it_is_refused(table: Council, held: Session) -> None:
    url, desk = url_of(table, held), entered(table.clerk)
    acta = table.minutes(held)
    seat = table.civil
    said = minutes.observe_minutes(minutes=acta, seat=seat, text="Falta", by=person_in(seat), at=SOON)
    refused = desk.post(f"{url}contestar/", {"about": said.uid, "answer": "Con mucha razón"})
    assert refused.status_code == 422
    shown = text(refused)
    assert "<title>Error:" in shown
    assert "Con mucha razón</textarea>" in shown
    assert "Diga si la observación cambió el acta o no." in shown
    attended = entered(person_in(seat))
    refused = attended.post(f"{url}observar/", {"seat": "x", "text": "Largo y pensado"})
    assert refused.status_code == 422
    assert "Largo y pensado</textarea>" in text(refused)
    assert acta.observations.count() == 1


def test_nobody_does_the_part_of_another(table: Council, held: Session) -> None:
    url = url_of(table, held)
    absent, attended = entered(table.stranger), entered(person_in(table.civil))
    assert attended.post(f"{url}redactar/").status_code == 403
    table.minutes(held)
    assert absent.get(f"{url[:-1]}.docx").status_code == 404
    assert absent.post(f"{url}observar/", {"seat": table.civil.uid, "text": "Yo"}).status_code == 403
    assert attended.get(f"{url[:-1]}.docx").status_code == 200
    for verb in ("notas", "aprobar"):
        assert attended.post(f"{url}{verb}/").status_code == 403
    assert attended.post(f"{url}inventado/").status_code == 404
    assert Minutes.objects.get().status == "observations"


def test_a_seat_of_another_body_does_not_observe(table: Council, held: Session) -> None:
    person = person_in(table.civil)
    other = builders.body(name="Otro órgano")
    foreign = Seat.objects.create(body=other, role="titular", person=person, starts_on=table.civil.starts_on)
    with pytest.raises(PermissionDenied):
        minutes.observe_minutes(minutes=table.minutes(held), seat=foreign, text="x", by=person, at=SOON)


def test_the_page_costs_the_same_with_many_observations(table: Council, held: Session) -> None:
    acta, desk = table.minutes(held), entered(table.clerk)
    counted = []
    for many in (10, 120):
        while acta.observations.count() < many:
            minutes.observe_minutes(minutes=acta, seat=table.civil, text="Falta", by=person_in(table.civil), at=SOON)
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(url_of(table, held))
        counted.append(len(asked))
        assert page.status_code == 200
    assert counted[1] == counted[0] <= 30
