from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.models import Seat
from tequio.calls.actions import Attached
from tequio.calls.models import Application, ApplicationLetter, Call
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.outbox.actions import note_bounce
from tests import builders
from tests.builders import NOW
from tests.calls.applying import PDF, apply, open_call, shut
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return open_call(exercise)


def desk(call: Call) -> str:
    return f"/durango/convocatoria/{call.uid}/solicitudes/"


@pytest.mark.covers("req:51")
def test_from_the_close_to_the_seats(call: Call, exercise: Exercise) -> None:
    body = builders.body(exercise.jurisdiction)
    made = [apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(3)]
    client = entered(builders.secretariat(exercise))
    assert "sigue abierta" in client.get(desk(call)).content.decode()
    shut(call)

    def post(**values: Any) -> int:
        return client.post(desk(call), values).status_code

    folios = [each.folio for each in made]
    assert post(do="preview", outcome="accepted", reason="Cumplen") == 422
    preview = client.post(desk(call), {"do": "preview", "folio": folios, "outcome": "accepted", "reason": "Cumplen"})
    assert "Antes de decidir" in preview.content.decode()
    assert not Application.objects.filter(status="accepted").exists()
    assert post(do="release") == 422
    assert post(do="decide", folio=folios, outcome="accepted", reason="Cumplen") == 302
    assert post(do="release") == 302
    letter = ApplicationLetter.objects.filter(kind="result")[0]
    note_bounce(message=letter.message, error="550", at=NOW)
    assert "Volver a enviar" in client.get(desk(call)).content.decode()
    assert post(do="resend", letter=str(letter.uid), email="nueva@example.org") == 302
    shown = client.get(desk(call)).content.decode()
    assert shown.count("Rebotó y se volvió a enviar · ") == 1
    assert shown.count("En cola · ") == 3
    assert "Volver a enviar</button>" not in shown
    assert post(do="seat", body=str(body.uid), votes="on") == 302
    assert client.get(desk(call)).content.decode().count("Ya ocupa su asiento") == 3
    assert Seat.objects.filter(body=body, votes=True).count() == 3


@pytest.mark.covers("req:51")
def test_each_order_of_the_desk_says_what_it_did(call: Call, exercise: Exercise) -> None:
    made = [apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(3)]
    shut(call)
    client = entered(builders.secretariat(exercise))
    body = builders.body(exercise.jurisdiction)
    folios = [each.folio for each in made]
    for told, values in (
        ("Se decidieron 2 solicitudes.", {"do": "decide", "folio": folios[1:], "outcome": "accepted", "reason": "Sí"}),
        ("Se decidió 1 solicitud.", {"do": "decide", "folio": folios[:1], "outcome": "declined", "reason": "No"}),
        ("Salen 3 cartas con su resultado.", {"do": "release"}),
        ("2 personas ya ocupan su asiento.", {"do": "seat", "body": str(body.uid)}),
    ):
        shown = client.post(f"{desk(call)}?pagina=1", values, follow=True).content.decode()
        assert 'id="hecho"' in shown
        assert told in shown
    assert 'id="hecho"' not in client.get(f"{desk(call)}?hecho=<b>&n=x").content.decode()


def test_who_abstains_does_not_decide_it(call: Call, exercise: Exercise) -> None:
    made = apply(call)
    shut(call)
    client = entered(builders.secretariat(exercise))
    client.post(desk(call), {"do": "abstain", "which": made.folio, "interest": "Es mi prima"})
    assert "Usted no la decide" in client.get(desk(call)).content.decode()
    values = {"do": "decide", "folio": [made.folio], "outcome": "accepted", "reason": "x"}
    assert client.post(desk(call), values).status_code == 422


@pytest.mark.covers("case:X1", "req:82")
def test_the_applications_are_seen_by_the_office_and_read_by_the_auditor(call: Call, exercise: Exercise) -> None:
    made = apply(call, files=(Attached(PDF, "carta.pdf", "application/pdf", "Carta"),))
    paper = f"{desk(call)}{made.folio}/1"
    stranger, auditor = builders.person("Alguien"), builders.person("Auditoría", exercise.jurisdiction)
    grant_role(exercise=exercise, person=auditor, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    assert Client().get(desk(call)).status_code == 302
    for address in (desk(call), paper):
        assert entered(stranger).get(address).status_code == 403
        assert entered(auditor).get(address).status_code == 200
    assert entered(auditor).post(desk(call), {"do": "release"}).status_code == 403


def test_its_cost_does_not_grow(call: Call, exercise: Exercise) -> None:
    client = entered(builders.secretariat(exercise))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(desk(call)).status_code == 200
        return len(asked)

    apply(call)
    few = cost()
    for number in range(40):
        apply(call, email=f"{number}@example.org")
    assert cost() <= few + 1
