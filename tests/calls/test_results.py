"""The letters of the results: seen before they leave, stopped while none has left, and the alarm when nobody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tequio.audit.models import Event
from tequio.bodies.models import Seat
from tequio.calls.actions import (
    LettersHaveLeft,
    ResultsAreNotOut,
    recall_results,
    release_results,
    seat_accepted,
    withdraw_application,
)
from tequio.calls.letters import private_address, token_of
from tequio.calls.models import ApplicationLetter, Call
from tequio.calls.queries.waiting import waiting_calls
from tequio.dashboard.letters import write_week_letters
from tequio.exercises.models import Exercise
from tequio.outbox.actions import note_bounce
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.people.models import Person
from tequio.places.clock import database_now
from tests import builders
from tests.calls.applying import apply, decide, finished, open_call, shut
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))


@pytest.fixture
def by(exercise: Exercise) -> Person:
    return builders.secretariat(exercise)


def desk(call: Call) -> str:
    return f"/durango/convocatoria/{call.uid}/solicitudes/"


@pytest.mark.covers("req:51")
def test_the_letters_are_read_before_they_leave_and_say_whom_they_may_not_reach(exercise: Exercise, by: Person) -> None:
    call, client = open_call(exercise), entered(by)
    chosen, other, third = (apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(3))
    receipt = ApplicationLetter.objects.get(application=other, kind="receipt")
    note_bounce(message=receipt.message, error="550", at=database_now())
    address = f"{desk(call)}resultados/"
    assert "La convocatoria sigue abierta" in client.get(address).content.decode()
    shut(call)
    for each, outcome in ((chosen, "accepted"), (other, "declined")):
        decide(each, outcome)
    early = client.get(address).content.decode()
    assert "Falta 1 solicitud por decidir." in early
    assert "Enviar los resultados</button>" not in early
    decide(third, "declined")
    page = client.get(address).content.decode()
    assert "1 con solicitud aceptada y 2 con solicitud no seleccionada" in page
    for told in ("Su solicitud fue aceptada.", "Persona 0:", "no fue seleccionada en esta ocasión", "Persona 1:"):
        assert told in page
    assert [token_of(each).split(":")[-1] in page for each in (chosen, other)] == [False, False]
    reach = page.split('id="sin-correo"')[1].split("</section>")[0]
    assert ("Persona 1" in reach, "Persona 0" in reach, "Persona 2" in reach) == (True, False, False)
    assert not ApplicationLetter.objects.filter(kind="result").exists()
    assert (
        client.post(desk(call), {"do": "resend", "letter": receipt.uid, "email": "si@example.org"}).status_code == 302
    )
    assert "sin-correo" not in client.get(address).content.decode()
    assert "Salen 3 cartas" in client.post(address, {"do": "release"}, follow=True).content.decode()


@pytest.mark.covers("req:51")
def test_all_of_them_are_stopped_while_none_has_left(exercise: Exercise, by: Person) -> None:
    call, client = finished(exercise, "Una", "Otra"), entered(by)
    assert "Detener las cartas" in client.get(desk(call)).content.decode()
    hers = private_address(call.applications.order_by("pk")[0])
    assert "Cumple." not in client.get(hers).content.decode()
    assert "nadie recibió su resultado" in client.post(desk(call), {"do": "recall"}, follow=True).content.decode()
    call.refresh_from_db()
    assert call.results_at is None
    assert deliver_due(now=database_now() + timedelta(minutes=5)) == 2
    sent = ApplicationLetter.objects.filter(message__sent_at__isnull=False)
    assert set(sent.values_list("kind", flat=True)) == {"receipt"}
    assert Event.objects.filter(verb="calls.results_recalled").count() == 1
    with pytest.raises(ResultsAreNotOut):
        recall_results(call=call, by=by, at=database_now())
    decide(call.applications.order_by("pk")[0], "declined")
    assert release_results(call=call, by=by, at=database_now()) == 2
    assert "Se detuvo antes de salir" in client.get(desk(call)).content.decode()
    deliver_due(now=database_now() + timedelta(minutes=10))
    assert sent.filter(kind="result").count() == 2
    assert "Cumple." in client.get(hers).content.decode()
    assert "Detener las cartas" not in client.get(desk(call)).content.decode()
    with pytest.raises(LettersHaveLeft):
        recall_results(call=call, by=by, at=database_now())


def test_they_are_not_stopped_once_somebody_sits(exercise: Exercise, by: Person) -> None:
    call = finished(exercise, "Una")
    body = builders.body(exercise.jurisdiction)
    seat_accepted(call=call, body=body, votes=True, by=by, at=database_now())
    with pytest.raises(LettersHaveLeft, match="asientos"):
        recall_results(call=call, by=by, at=database_now())
    assert Seat.objects.filter(body=body).count() == 1


@pytest.mark.covers("req:51")
def test_a_call_that_closed_and_told_nobody_is_said_until_it_does(exercise: Exercise, by: Person) -> None:
    call, client = open_call(exercise), entered(by)
    one, gone = (apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(2))
    withdraw_application(application=gone, at=database_now())
    assert waiting_calls([exercise.pk], database_now()) == []
    shut_on = database_now() - timedelta(days=9)
    Call.objects.filter(pk=call.pk).update(opens_at=shut_on - timedelta(days=20), closes_at=shut_on)
    call.refresh_from_db()
    for address in ("/esta-semana/", desk(call), "/durango/convocatoria/gestion/"):
        assert "Falta 1 solicitud por decidir." in client.get(address).content.decode()
    assert "Cerró hace 9 días" in client.get(desk(call)).content.decode()
    decide(one)
    week = client.get("/esta-semana/").content.decode()
    assert "los resultados no se han enviado" in week
    assert "Vencido" in week
    assert write_week_letters(at=database_now(), earliest=0) == 1
    assert "no se han enviado" in Message.objects.get(recipient=str(by.account and by.account.email)).text
    release_results(call=call, by=by, at=database_now())
    assert waiting_calls([exercise.pk], database_now()) == []
