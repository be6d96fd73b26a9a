"""The administration withdraws, on a page, the second factor that somebody lost."""

from __future__ import annotations

import pytest
from django.test import Client

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.outbox.models import Message
from tequio.people.actions import open_account
from tequio.people.models import Account, OpenSession, Passkey, Person
from tests import builders

pytestmark = pytest.mark.django_db
PAGE = "/cuentas/segundo-paso/"
SENT = {"email": "perdio@example.org", "reason": "Vino con su nombramiento."}


def account_of(person: Person, email: str) -> Account:
    return person.account or open_account(person=person, email=email, by=builders.administrator(), at=builders.NOW)


def entered(person: Person, email: str = "alguien@example.org") -> Client:
    client = Client()
    client.force_login(account_of(person, email))
    return client


@pytest.fixture
def lost() -> Person:
    """With a key, a session open somewhere and a name."""
    person = builders.person("Quien perdió su teléfono")
    account = account_of(person, SENT["email"])
    Passkey.objects.create(account=account, name="Teléfono", key_id="k", public_key=b"x", added_at=builders.NOW)
    entered(person)
    return person


@pytest.fixture
def admin() -> Client:
    return entered(builders.administrator())


@pytest.mark.covers("case:A5", "req:128")
def test_it_is_shown_whose_it_is_and_only_then_withdrawn_recorded_and_told(admin: Client, lost: Person) -> None:
    asked = admin.post(PAGE, SENT)
    assert "Quien perdió su teléfono" in asked.content.decode()
    assert Passkey.objects.exists(), "nothing was withdrawn yet"
    assert SENT["email"] in admin.post(PAGE, {**SENT, "volver": "1"}).content.decode()
    done = admin.post(PAGE, {**SENT, "sure": "1"})
    assert done["Location"] == f"{PAGE}?hecho=1"
    assert "Se cerraron sus sesiones" in admin.get(done["Location"]).content.decode()
    assert not Passkey.objects.exists()
    assert not OpenSession.objects.filter(account__email=SENT["email"]).exists()
    told = Event.objects.get(verb="people.second_factor_withdrawn")
    assert told.actor_uid == builders.administrator().uid
    assert told.changes["reason"] == [None, SENT["reason"]]
    assert SENT["email"] not in str(content_of(told))
    letter = Message.objects.get(recipient=SENT["email"])
    assert "Se retiró el segundo paso" in letter.subject
    assert "Quien perdió" not in letter.subject


def test_twice_is_refused_and_so_is_what_is_not_there(admin: Client, lost: Person) -> None:
    admin.post(PAGE, {**SENT, "sure": "1"})
    for typed, said in (
        ({**SENT, "sure": "1"}, "no tiene un segundo paso"),
        ({**SENT, "email": "nadie@example.org"}, "Ninguna cuenta usa ese correo"),
        ({**SENT, "reason": ""}, "Escriba cómo comprobó"),
        ({**SENT, "email": "x"}, "no parece un correo"),
    ):
        wrong = admin.post(PAGE, typed)
        assert wrong.status_code == 422
        assert said in wrong.content.decode()
        assert "<title>Error:" in wrong.content.decode()
    assert Event.objects.filter(verb="people.second_factor_withdrawn").count() == 1


@pytest.mark.covers("case:A5")
def test_only_the_administration_of_the_installation_and_never_its_own(admin: Client, lost: Person) -> None:
    clerk = entered(builders.secretariat(builders.exercise()), "secretaria@example.org")
    for typed in ({}, SENT, {**SENT, "sure": "1"}):
        assert clerk.post(PAGE, typed).status_code == 403
    assert clerk.get(PAGE).status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/entrar/")
    own = {**SENT, "email": account_of(builders.administrator(), "").email}
    assert admin.post(PAGE, own).status_code == 422
    assert admin.post(PAGE, {**own, "sure": "1"}).status_code == 403
    assert Passkey.objects.exists()


def test_the_way_there_is_on_the_account_of_who_administers(admin: Client) -> None:
    assert PAGE in admin.get("/cuenta/").content.decode()
    assert PAGE not in entered(builders.person("Otra")).get("/cuenta/").content.decode()
