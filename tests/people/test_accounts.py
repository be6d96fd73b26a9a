"""An office opens accounts and corrects the mail with which somebody enters."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.outbox.actions import refuse_letters
from tequio.outbox.models import Message, Refused
from tequio.people import accounts
from tequio.people.actions import AddressIsTaken, open_account
from tequio.people.models import Account, OpenSession, Passkey, Person
from tests import builders

pytestmark = pytest.mark.django_db
PAGE = "/cuentas/"
FORMER, NEW = "vieja@example.org", "nueva@example.org"
CHANGE = {"do": "cambiar", "former": FORMER, "new": NEW, "reason": "Vino con su nombramiento."}


@pytest.fixture
def clerk() -> Person:
    return builders.secretariat(builders.exercise())


@pytest.fixture
def office(clerk: Person) -> Client:
    open_account(person=clerk, email="secretaria@example.org", by=builders.administrator(), at=builders.NOW)
    client = Client()
    client.force_login(Account.objects.get(person=clerk))
    return client


def somebody(clerk: Person) -> Person:
    made = Person.objects.create(jurisdiction=clerk.jurisdiction, name="Quien cambia de correo")
    open_account(person=made, email=FORMER, by=builders.administrator(), at=builders.NOW)
    return made


def place_of(clerk: Person) -> str:
    return str(clerk.jurisdiction.uid)


@pytest.mark.covers("req:69")
def test_an_office_opens_an_account_and_the_letter_says_how_to_enter(office: Client, clerk: Person) -> None:
    known = Person.objects.create(jurisdiction=clerk.jurisdiction, name="Enlace sin cuenta")
    sent = {"do": "abrir", "name": "Enlace sin cuenta", "email": " Enlace@Example.org ", "place": place_of(clerk)}
    assert office.post(PAGE, sent)["Location"] == f"{PAGE}?hecho=abrir"
    assert Person.objects.get(account__email="enlace@example.org").pk == known.pk, "nobody is there twice"
    letter = Message.objects.get(recipient="enlace@example.org")
    assert "Recibe esto porque" in letter.text
    assert "Enlace sin cuenta" not in letter.subject
    again = office.post(PAGE, sent)
    assert again.status_code == 422
    assert "Otra cuenta ya entra con ese correo" in again.content.decode()
    assert 'value="Enlace sin cuenta"' in again.content.decode()


@pytest.mark.covers("case:A4")
def test_who_changes_of_mail_enters_with_the_new_one_and_with_the_former_no_more(office: Client, clerk: Person) -> None:
    person = somebody(clerk)
    account = Account.objects.get(person=person)
    Passkey.objects.create(account=account, name="Teléfono", key_id="k", public_key=b"x", added_at=builders.NOW)
    Client().force_login(account)
    Client().post("/entrar/", {"email": FORMER})
    link = Message.objects.get(recipient=FORMER).text.partition("/entrar/liga/?c=")[2].split()[0]
    refuse_letters(recipient=FORMER, kind="week", at=builders.NOW)
    assert office.post(PAGE, CHANGE)["Location"] == f"{PAGE}?hecho=cambiar"
    assert Account.objects.get(person=person).email == NEW
    assert not OpenSession.objects.filter(account=account).exists()
    assert Client().get(f"/entrar/liga/?c={link}").status_code == 410, "a letter on its way enters no more"
    assert Passkey.objects.filter(account=account).exists(), "the second step stays"
    assert Refused.objects.get().recipient == NEW
    assert Message.objects.filter(recipient__in=(FORMER, NEW), subject__contains="Cambió el correo").count() == 2
    told = Event.objects.get(verb="people.address_changed")
    assert told.changes["reason"] == [None, CHANGE["reason"]]
    assert NEW not in str(content_of(told))


def test_what_is_wrong_is_said_and_changes_nothing(office: Client, clerk: Person) -> None:
    somebody(clerk)
    for typed, said in (
        ({"reason": ""}, "Escriba cómo comprobó"),
        ({"new": "x"}, "no parece un correo"),
        ({"new": FORMER}, "Ya entra con ese correo"),
        ({"new": "secretaria@example.org"}, "Otra cuenta ya entra"),
        ({"former": "nadie@example.org"}, "Ninguna cuenta que usted lleve"),
        ({"former": builders.administrator().account.email}, "Ninguna cuenta que usted lleve"),  # type: ignore[union-attr]
    ):
        wrong = office.post(PAGE, {**CHANGE, **typed})
        assert wrong.status_code == 422
        assert said in wrong.content.decode()
    assert Account.objects.filter(email=FORMER).exists()


@pytest.mark.covers("case:X2")
def test_the_address_of_the_administration_and_of_other_places_is_not_the_offices(clerk: Person) -> None:
    by = {"email": NEW, "reason": "x", "by": clerk, "at": builders.NOW}
    stranger = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Otro estado")))
    open_account(person=stranger, email="de.otro.lugar@example.org", by=builders.administrator(), at=builders.NOW)
    for person in (builders.administrator(), stranger):
        with pytest.raises(PermissionDenied):
            accounts.change_address(person=person, **by)  # type: ignore[arg-type]
    with pytest.raises(AddressIsTaken):
        accounts.give_account(
            jurisdiction=clerk.jurisdiction, name="Otra", email="De.Otro.Lugar@example.org", by=clerk, at=builders.NOW
        )


@pytest.mark.covers("case:X2")
def test_the_page_is_of_offices_and_nobody_else_publishes_notices(clerk: Person) -> None:
    person = Person.objects.create(jurisdiction=clerk.jurisdiction, name="Responsable")
    open_account(person=person, email="otra@example.org", by=builders.administrator(), at=builders.NOW)
    client = Client()
    client.force_login(Account.objects.get(person=person))
    for address in (PAGE, "/privacidad/avisos/nuevo/"):
        assert client.get(address).status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/entrar/")
