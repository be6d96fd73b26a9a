"""Who is told what after a session, once, and not if she refused these letters."""

from __future__ import annotations

import pytest

from tequio.bodies.actions import minutes
from tequio.outbox.models import Message, Refused
from tequio.people.actions import open_account
from tequio.people.models import Person
from tests import builders
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_acta_page import person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    made = council()
    for seat in (made.civil, made.guarantor, made.suplente):
        person = person_in(seat)
        open_account(person=person, email=address(person), by=builders.administrator(), at=NOW)
    return made


def address(person: Person) -> str:
    return f"p{person.pk}@example.org"


def sent(subject: str) -> list[str]:
    return sorted(Message.objects.filter(subject=subject).values_list("recipient", flat=True))


@pytest.mark.covers("exp:41")
def test_the_draft_is_told_once_to_who_was_there(table: Council) -> None:
    session = table.closed(table.opened("agreement"))
    Refused.objects.create(recipient=address(person_in(table.guarantor)), kind="session", refused_at=NOW)
    acta = table.minutes(session)
    table.minutes(session)
    civil = address(person_in(table.civil))
    assert sent("El acta de la sesión espera su lectura") == [civil], "nor the suplente, who did not come"
    letter = Message.objects.get(recipient=civil, subject__startswith="El acta")
    assert "Recibe esto porque asistió a esta sesión." in letter.text
    assert f"/sesiones/{session.uid}/acta/" in letter.text
    assert letter.unsubscribe_url
    said = minutes.observe_minutes(minutes=acta, seat=table.civil, text="Falta", by=person_in(table.civil), at=SOON)
    minutes.answer_observation(observation=said, accepted=True, answer="Se agregó", by=table.clerk, at=SOON)
    assert sent("Se contestó su observación al acta") == [civil]


def test_an_agreement_is_told_to_who_owes_it(table: Council) -> None:
    session = table.opened("agreement")
    table.agrees(session, "Publicar la lista", owner=person_in(table.civil))
    table.agrees(session, "De una oficina sin cuenta")
    assert sent("Un acuerdo de la sesión le toca a usted") == [address(person_in(table.civil))]
    assert "Publicar la lista" in Message.objects.get(subject__startswith="Un acuerdo").text
    assert "Publicar la lista" not in "".join(Message.objects.values_list("subject", flat=True))
