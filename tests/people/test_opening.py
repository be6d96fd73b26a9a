"""An account that somebody opens for herself: nothing is told to who asks, the link proves the address, the notice comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.bodies.desk import person_called
from tequio.outbox.models import Message
from tequio.people import opening
from tequio.people.actions import AddressIsTaken, create_person, erase_person
from tequio.people.entrance import LinkIsSpent, ask_to_enter
from tequio.people.models import Account, Consent, EntryCode, Person, PrivacyNotice, Purpose
from tequio.people.notices import publish_notice
from tequio.privacy.own_data import tables_of
from tests import builders
from tests.calls import applying

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
NEW, TAKEN = "vecina1@example.org", "enlace1@example.org"
MASKED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|(vecina|enlace)1@example\.org')


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def offered(place: str = "Jalisco", text: str = "Cuidamos su nombre y su correo.") -> PrivacyNotice:
    by = builders.administrator()
    return publish_notice(
        jurisdiction=builders.place(place), purpose=Purpose.ACCOUNT, text=text, kept_days=30, by=by, at=builders.NOW
    )


def known() -> Person:
    return create_person(
        jurisdiction=builders.place(), name="Enlace", email=TAKEN, by=builders.administrator(), at=builders.NOW
    )


def letter_to(email: str) -> str:
    return Message.objects.filter(recipient=email).order_by("-pk")[0].text


def link_for(email: str = NEW, goes_to: str = "/") -> str:
    Client().post("/entrar/", {"email": email, "next": goes_to})
    found = re.search(r"/entrar/abrir/\?c=([\w-]+)", letter_to(email))
    assert found
    return found[1]


def fill(link: str, notice: PrivacyNotice, **values: str) -> dict[str, str]:
    return {"c": link, "name": "Vecina", "notice": str(notice.uid), "accept": "on", **values}


def answers(email: str) -> list[tuple[int, str, str]]:
    """Asking for an account, the page after, asking again."""
    client = Client()
    pages = [client.post("/entrar/", {"email": email}), client.get("/entrar/codigo/")]
    pages += [client.post("/entrar/codigo/", {"code": "000 000"}), client.post("/entrar/", {"email": email})]
    return [(page.status_code, page.get("Location", ""), MASKED.sub("·", page.content.decode())) for page in pages]


@pytest.mark.covers("case:A1")
def test_who_asks_for_an_account_with_one_that_exists_is_answered_the_same_and_its_owner_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: 123456)
    offered()
    known()
    assert answers(TAKEN) == answers(NEW)
    assert Message.objects.filter(recipient=TAKEN).count() == Message.objects.filter(recipient=NEW).count() == 2
    owner, stranger = letter_to(TAKEN), letter_to(NEW)
    assert "Ya tiene una cuenta con este correo" in owner
    assert "/entrar/liga/?c=" in owner
    assert "/entrar/abrir/" not in owner
    assert "/entrar/abrir/?c=" in stranger
    assert not re.search(r"/entrar/liga/|\d{3} \d{3}", stranger)


def test_asking_for_an_account_costs_the_same_work() -> None:
    def statements(email: str) -> list[str]:
        client = Client()
        with CaptureQueriesContext(connection) as captured:
            client.post("/entrar/", {"email": email})
            client.get("/entrar/codigo/")
        return [re.sub(r"\d+|'[^']*'|NULL", "?", each["sql"])[:60] for each in captured]

    offered()
    known()
    assert statements(TAKEN) == statements(NEW)


@pytest.mark.covers("req:129", "exp:31")
def test_the_link_opens_an_account_on_another_device_once_and_tells_nothing_in_clear() -> None:
    notice = offered()
    link = link_for(goes_to="/ayuda/glosario/")
    phone = Client()
    for _scanner in range(3):
        seen = Client().get("/entrar/abrir/", {"c": link})
        assert (seen.status_code, seen["Referrer-Policy"]) == (200, "same-origin")
        assert notice.text in seen.content.decode()
    assert not Account.objects.filter(email=NEW).exists()
    sent = phone.post("/entrar/abrir/", fill(link, notice, name=" Vecina "))
    assert (sent.status_code, sent["Location"]) == (302, "/cuenta/?abierta=1&next=%2Fayuda%2Fglosario%2F")
    page = phone.get(sent["Location"]).content.decode()
    assert "Su cuenta quedó abierta" in page
    assert 'href="/ayuda/glosario/">Volver a donde estaba' in page
    person = Person.objects.get(account__email=NEW)
    assert (person.name, person.jurisdiction, person.keeps_directory) == ("Vecina", notice.jurisdiction, False)
    assert Consent.objects.get(person=person).notice == notice
    told = Event.objects.get(verb="people.own_account_opened")
    assert (told.actor_uid, told.changes) == (person.uid, {"version": [None, 1]})
    assert not re.search("Vecina|vecina", str(content_of(told)))
    assert phone.post("/entrar/abrir/", fill(link, notice))["Location"] == "/cuenta/?abierta=1", "a second click"
    again = [Client().get("/entrar/abrir/", {"c": link}), Client().post("/entrar/abrir/", fill(link, notice))]
    assert [each.status_code for each in again] == [410, 410]
    assert "Esta liga ya no sirve" in again[0].content.decode()


@pytest.mark.covers("exp:31")
def test_a_link_dies_with_its_time_with_another_and_with_an_account(clock: time_machine.Traveller) -> None:
    notice = offered()
    first, second = link_for(), link_for()
    assert Client().post("/entrar/abrir/", fill(first, notice)).status_code == 302
    assert Client().get("/entrar/abrir/", {"c": second}).status_code == 410, "it waited in the same mailbox"
    late, overtaken = link_for("otra@example.org"), link_for("tercera@example.org")
    Account.objects.create(email="tercera@example.org", joined_at=NOW)
    with pytest.raises(LinkIsSpent):
        opening.open_own_account(link=overtaken, name="X", notice=notice, at=NOW)
    Account.objects.create(email="cerrada@example.org", is_active=False, joined_at=NOW)
    Client().post("/entrar/", {"email": "cerrada@example.org"})
    assert "/entrar/abrir/" not in letter_to("cerrada@example.org")
    # a link that enters opens nothing, nor the other way round
    assert Client().post("/entrar/liga/", {"c": late}).status_code == 410
    clock.move_to(NOW + timedelta(minutes=15))
    assert Client().post("/entrar/abrir/", fill(late, notice)).status_code == 410
    assert Account.objects.filter(email="otra@example.org").count() == 0


@pytest.mark.covers("case:F1", "exp:26")
def test_what_lacks_is_said_at_its_field_and_what_was_typed_stays() -> None:
    notice, _other = offered(), offered("Durango", "Aviso de Durango")
    bad = Client().post("/entrar/", {"email": "vecina"})
    assert bad.status_code == 422
    assert 'id="email-error"' in bad.content.decode()
    link = link_for()
    wrong = Client().post("/entrar/abrir/", {"c": link, "name": ""})
    text = wrong.content.decode()
    assert wrong.status_code == 422
    for told in ("Error: ", 'href="#name"', 'href="#notice"', 'href="#accept"', 'id="name-error"', 'id="accept-error"'):
        assert told in text
    kept = Client().post("/entrar/abrir/", {"c": link, "name": "Vecina", "notice": str(notice.uid)}).content.decode()
    assert 'value="Vecina"' in kept
    assert f'value="{notice.uid}" checked' in kept
    assert Person.objects.filter(name="Vecina").count() == 0
    assert Client().post("/entrar/abrir/", fill(link, notice)).status_code == 302


@pytest.mark.covers("req:129")
def test_a_notice_that_changed_meanwhile_is_read_and_accepted_again() -> None:
    former, other = offered(), applying.notice(builders.exercise())
    link, latest = link_for(), offered(text="Ahora también guardamos su voz.")
    page = Client().post("/entrar/abrir/", fill(link, former))
    text = page.content.decode()
    assert page.status_code == 422
    assert "El aviso de privacidad cambió" in text
    assert latest.text in text
    assert 'name="accept" value="on" checked' not in text
    assert Client().post("/entrar/abrir/", fill(link, other)).status_code == 422, "the notice of something else"
    assert not Account.objects.filter(email=NEW).exists()
    assert Client().post("/entrar/abrir/", fill(link, latest)).status_code == 302


@pytest.mark.covers("req:129")
def test_without_a_notice_nobody_is_offered_an_account() -> None:
    ask_to_enter(email=NEW, network="x", goes_to="/", at=NOW)
    assert "/entrar/abrir/" not in letter_to(NEW)
    assert "abrir una cuenta" not in Client().get("/entrar/").content.decode()
    notice = offered()
    assert "abrir una cuenta" in Client().get("/entrar/").content.decode()
    link = link_for()
    PrivacyNotice.objects.filter(pk=notice.pk).delete()
    page = Client().get("/entrar/abrir/", {"c": link}).content.decode()
    assert "Aquí todavía no se abren cuentas" in page
    assert 'name="accept"' not in page


def test_the_place_of_the_page_she_came_from_is_chosen_and_nobody_is_joined_by_name() -> None:
    offered("Durango", "Aviso de Durango")
    here = builders.exercise()
    notice = offered()
    namesake = Person.objects.create(jurisdiction=here.jurisdiction, name="Vecina")
    link = link_for(goes_to="/jalisco/tablero/")
    page = Client().get("/entrar/abrir/", {"c": link}).content.decode()
    assert re.findall(r'name="notice" value="([\w-]+)" checked', page) == [str(notice.uid)]
    assert "Aviso de Durango" in page
    assert " checked" not in Client().get("/entrar/abrir/", {"c": link_for("b@example.org")}).content.decode()
    Client().post("/entrar/abrir/", fill(link, notice))
    assert Person.objects.get(account__email=NEW).pk != namesake.pk


@pytest.mark.covers("req:129")
def test_her_account_shows_what_she_sent_before_and_goes_when_she_asks() -> None:
    with time_machine.travel(datetime.now(UTC), tick=True):
        made = applying.apply(applying.open_call(builders.exercise()), email=NEW)
    notice, client = offered(), Client()
    client.post("/entrar/abrir/", fill(link_for(), notice))
    page = client.get("/cuenta/").content.decode()
    assert "Enviadas con su correo" in page
    action = re.search(r'<form action="(/seguir/mi-solicitud/[^"]+)"', page)
    assert made.folio in page
    assert action
    assert client.post(action[1], {"do": "claim"}).status_code == 302
    made.refresh_from_db()
    person = Person.objects.get(account__email=NEW)
    assert made.person == person
    assert "Enviadas con su correo" not in client.get("/cuenta/").content.decode()
    tables = tables_of(person)
    assert [row["subject_kind"] for row in tables["people.consent"]] == ["account"]
    assert tables["people.account"][0]["email"] == NEW
    erase_person(person=person, by=builders.administrator(), at=NOW)
    assert not Account.objects.filter(email=NEW).exists()
    assert not Consent.objects.filter(person=person).exists()
    assert client.get("/cuenta/").status_code == 302


def test_an_office_finds_her_by_her_mail_wherever_she_opened_her_account() -> None:
    elsewhere = offered("Durango", "Aviso de Durango")
    Client().post("/entrar/abrir/", fill(link_for(), elsewhere))
    here, by = builders.place(), builders.administrator()
    form = SimpleNamespace(cleaned_data={"person": "María de los Ángeles", "email": NEW})
    found = person_called(form, here, by, NOW)
    assert found == Person.objects.get(account__email=NEW)
    with pytest.raises(AddressIsTaken):
        create_person(jurisdiction=here, name="Otra", email=NEW, by=by, at=NOW)


def test_a_copy_of_the_database_does_not_tell_who_asked() -> None:
    offered()
    link_for()
    kept = EntryCode.objects.get()
    assert NEW.encode() not in bytes(kept.sealed_address)
    assert NEW not in str(EntryCode.objects.values_list())
