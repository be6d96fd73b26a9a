"""The second step of entering: asked of whoever works with everything, everywhere, and worth nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.test import Client

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.core.refusals import Refusal
from tequio.exercises.actions import grant_role, withdraw_role
from tequio.exercises.models import Exercise, Role
from tequio.outbox.models import Message
from tequio.people import factors, keys, lost_factors
from tequio.people.actions import open_account
from tequio.people.models import Account, Authenticator, FactorTries, OpenSession, Passkey, Person, RecoveryCode
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
OFFICE_PAGE = "/jalisco/importar/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise()


@pytest.fixture
def clerk(exercise: Exercise) -> Person:
    """Of the secretaría técnica, with an account."""
    person = builders.secretariat(exercise)
    open_account(person=person, email="secretaria@example.org", by=builders.administrator(), at=builders.NOW)
    return person


def by_mail(email: str) -> Client:
    """Through the door: the code of the letter, nothing else."""
    client = Client()
    client.post("/entrar/", {"email": email})
    found = re.search(r"\b(\d{3} \d{3})\b", Message.objects.order_by("-pk")[0].text)
    assert found
    client.post("/entrar/codigo/", {"code": found[1]})
    return client


def account_of(person: Person) -> Account:
    assert person.account is not None
    return person.account


def secret_on(page: str) -> str:
    found = re.search(r'class="setup__secret">([^<]+)<', page)
    assert found
    return found[1].replace(" ", "")


def code_now(secret: str) -> str:
    return pyotp.TOTP(secret).at(datetime.now(UTC))


def set_up(client: Client) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    secret = secret_on(client.get("/cuenta/segundo-paso/").content.decode())
    page = client.post("/cuenta/segundo-paso/", {"code": code_now(secret)})
    assert page.status_code == 200
    return secret, re.findall(r"<code>(\w{5}-\w{5})</code>", page.content.decode())


def works(client: Client) -> bool:
    return client.get(OFFICE_PAGE).status_code == 200


@pytest.mark.covers("case:A5", "req:128")
def test_with_the_letter_alone_nothing_of_the_office_opens(clerk: Person) -> None:
    client = by_mail("secretaria@example.org")
    for address in (
        OFFICE_PAGE,
        "/esta-semana/",
        "/privacidad/solicitudes/",
        "/jalisco/ruta/editar/",
        "/cuenta/datos/",
    ):
        page = client.get(address)
        assert (page.status_code, page["Location"].split("?")[0]) == (302, "/entrar/segundo-paso/"), address
    assert client.get("/admin/").status_code == 404, "there is no other door"
    assert "Salir" not in client.get("/jalisco/").content.decode()
    then = client.get("/entrar/segundo-paso/?next=/jalisco/importar/")
    assert then["Location"].startswith("/cuenta/segundo-paso/")
    assert client.post(OFFICE_PAGE, {"texto": "CONVOCATORIA"}).status_code in (302, 401)
    assert not Event.objects.filter(verb="imports.document_received").exists()


@pytest.mark.covers("case:A5", "case:A4")
def test_with_both_steps_the_office_opens_and_the_session_is_another(clerk: Person) -> None:
    client = by_mail("secretaria@example.org")
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    set_up(client)
    assert works(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not works(thief)


@pytest.mark.covers("case:A5")
def test_entering_again_asks_for_the_code_and_returns_to_where_it_was(
    clerk: Person, clock: time_machine.Traveller
) -> None:
    secret, _codes = set_up(by_mail("secretaria@example.org"))
    clock.shift(timedelta(minutes=5))
    client = by_mail("secretaria@example.org")
    assert not works(client)
    # who only has the mailbox cannot put another telephone in the place of the first
    assert client.get("/cuenta/segundo-paso/")["Location"].startswith("/entrar/segundo-paso/")
    assert client.post("/cuenta/segundo-paso/codigos/").status_code in (302, 401)
    answer = client.post("/entrar/segundo-paso/", {"code": code_now(secret), "next": OFFICE_PAGE})
    assert (answer.status_code, answer["Location"]) == (302, OFFICE_PAGE)
    assert works(client)


@pytest.mark.covers("case:A5")
def test_a_code_serves_once_even_within_its_half_minute(clerk: Person, clock: time_machine.Traveller) -> None:
    secret, _codes = set_up(by_mail("secretaria@example.org"))
    clock.shift(timedelta(minutes=5))
    first, second, code = by_mail("secretaria@example.org"), by_mail("secretaria@example.org"), code_now(secret)
    assert first.post("/entrar/segundo-paso/", {"code": code}).status_code == 302
    page = second.post("/entrar/segundo-paso/", {"code": code})
    assert page.status_code == 422
    assert "ya se usó" in page.content.decode()
    assert not works(second)
    earlier = pyotp.TOTP(secret).at(datetime.now(UTC) - timedelta(seconds=30))
    assert second.post("/entrar/segundo-paso/", {"code": earlier}).status_code == 422
    clock.shift(timedelta(seconds=30))
    assert second.post("/entrar/segundo-paso/", {"code": code_now(secret)}).status_code == 302


@pytest.mark.covers("case:A7")
def test_wrong_codes_close_the_way_for_a_while_and_never_for_good(clerk: Person, clock: time_machine.Traveller) -> None:
    secret, _codes = set_up(by_mail("secretaria@example.org"))
    clock.shift(timedelta(minutes=5))
    client, wrong = by_mail("secretaria@example.org"), "000000" if code_now(secret) != "000000" else "111111"
    answers = [client.post("/entrar/segundo-paso/", {"code": wrong}).status_code for _try in range(8)]
    assert answers == [422] * 5 + [429] * 3
    page = client.post("/entrar/segundo-paso/", {"code": code_now(secret)})
    assert (page.status_code, int(page["Retry-After"]) <= 900) == (429, True)
    clock.shift(timedelta(minutes=15))
    assert client.post("/entrar/segundo-paso/", {"code": code_now(secret)}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorTries.objects.create(account=account_of(builders.administrator()), tries=6, since_at=NOW)


@pytest.mark.covers("case:A5")
def test_a_code_of_the_paper_serves_once_and_is_told(clerk: Person) -> None:
    _secret, codes = set_up(by_mail("secretaria@example.org"))
    assert len(set(codes)) == 10
    client = by_mail("secretaria@example.org")
    assert client.post("/entrar/segundo-paso/", {"code": codes[3].lower().replace("-", " ")}).status_code == 302
    assert works(client)
    letter = Message.objects.order_by("-pk")[0]
    assert "código de respaldo" in letter.subject
    assert not any(code in letter.text for code in codes)
    assert by_mail("secretaria@example.org").post("/entrar/segundo-paso/", {"code": codes[3]}).status_code == 422


@pytest.mark.covers("case:A5")
def test_a_copy_of_the_database_gives_no_code(clerk: Person) -> None:
    secret, codes = set_up(by_mail("secretaria@example.org"))
    tables = ("people_authenticator", "people_recoverycode", "people_opensession", "audit_event", "outbox_message")
    with connection.cursor() as cursor:
        told = ""
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            told += "".join(
                str(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor for cell in row
            )
    assert told
    for kept in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert kept not in told
    account = clerk.account or Account.objects.get(email="secretaria@example.org")
    kept_code = RecoveryCode.objects.filter(account=account)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        RecoveryCode.objects.create(account=account, code_key=kept_code.code_key)


@pytest.mark.covers("case:A5", "req:128")
def test_a_role_given_to_who_is_inside_asks_for_the_second_step_at_once(exercise: Exercise) -> None:
    person = builders.person("Quien ya estaba")
    open_account(person=person, email="dentro@example.org", by=builders.administrator(), at=builders.NOW)
    client = by_mail("dentro@example.org")
    assert client.get("/esta-semana/").status_code == 200, "whoever has no such role enters with the letter"
    grant_role(exercise=exercise, person=person, role=Role.SECRETARIAT, by=builders.administrator(), at=builders.NOW)
    assert client.get("/esta-semana/")["Location"].startswith("/entrar/segundo-paso/")
    held = exercise.memberships.get(person=person)
    withdraw_role(membership=held, by=builders.administrator(), at=builders.LATER)
    assert client.get("/esta-semana/").status_code == 200


@pytest.mark.covers("exp:26")
def test_after_half_an_hour_the_second_step_is_asked_and_what_was_typed_is_sent_afterwards(
    clerk: Person, clock: time_machine.Traveller
) -> None:
    client = by_mail("secretaria@example.org")
    secret, _codes = set_up(client)
    for _use in range(3):
        clock.shift(timedelta(minutes=29))
        assert works(client)
    clock.shift(timedelta(minutes=31))
    page = client.post(OFFICE_PAGE, {"texto": "CONVOCATORIA «ñ» <b>\nsegunda línea", "otra": ["a", "b"]})
    assert page.status_code == 401
    assert "Lo que escribió no se perdió" in page.content.decode()
    assert not works(client)
    fields = dict(re.findall(r'name="(next|kept)" value="([^"]*)"', page.content.decode()))
    wrong = client.post("/entrar/segundo-paso/", {**fields, "code": "1"})
    fields = dict(re.findall(r'name="(next|kept)" value="([^"]*)"', wrong.content.decode()))
    back = client.post("/entrar/segundo-paso/", {**fields, "code": code_now(secret)}).content.decode()
    assert f'action="{OFFICE_PAGE}"' in back
    typed = [(name, unescape(value)) for name, value in re.findall(r'name="(texto|otra)" value="([^"]*)"', back)]
    assert typed == [("texto", "CONVOCATORIA «ñ» <b>\nsegunda línea"), ("otra", "a"), ("otra", "b")]
    assert works(client)
    sent = client.post(OFFICE_PAGE, {"texto": typed[0][1]})
    assert sent.status_code == 302
    assert Event.objects.filter(verb="imports.document_received").exists()


@pytest.mark.covers("case:A4")
def test_a_session_in_use_ends_twelve_hours_after_entering(clerk: Person, clock: time_machine.Traveller) -> None:
    client = by_mail("secretaria@example.org")
    set_up(client)
    for _use in range(28):
        clock.shift(timedelta(minutes=25))
        assert works(client)
    clock.shift(timedelta(minutes=25))
    assert client.get("/esta-semana/")["Location"].startswith("/entrar/?")


@pytest.mark.covers("exp:26")
def test_what_was_kept_cannot_be_made_up(clerk: Person, clock: time_machine.Traveller) -> None:
    client = by_mail("secretaria@example.org")
    set_up(client)
    answer = client.post("/entrar/segundo-paso/", {"kept": "inventado:x", "next": "//evil.mx"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.covers("case:A5")
def test_whoever_lost_everything_is_let_begin_again_by_the_administration(clerk: Person) -> None:
    client = by_mail("secretaria@example.org")
    set_up(client)
    admin = builders.administrator()
    with pytest.raises(Refusal, match="cómo comprobó"):
        lost_factors.withdraw_second_factor(person=clerk, reason=" ", by=admin, at=NOW)
    lost_factors.withdraw_second_factor(person=clerk, reason="Vino con su nombramiento.", by=admin, at=NOW)
    assert not works(client), "her sessions end"
    told = Event.objects.get(verb="people.second_factor_withdrawn")
    assert told.changes["reason"] == [None, "Vino con su nombramiento."]
    assert "secretaria@example.org" not in str(content_of(told))
    assert "retiró" in Message.objects.order_by("-pk")[0].subject
    again = by_mail("secretaria@example.org")
    set_up(again)
    assert works(again)
    with pytest.raises(Refusal, match="no tiene un segundo paso"):
        lost_factors.withdraw_second_factor(person=admin, reason="x", by=None, at=NOW)


@pytest.mark.covers("req:128")
def test_the_last_factor_of_who_needs_one_stays_and_a_key_is_taken_only_by_its_person(clerk: Person) -> None:
    client = by_mail("secretaria@example.org")
    set_up(client)
    assert client.post("/cuenta/segundo-paso/quitar/").status_code == 422
    assert Authenticator.objects.count() == 1
    mine, other = (
        Passkey.objects.create(account=account, name="Teléfono", key_id=f"k{account.pk}", public_key=b"x", added_at=NOW)
        for account in (Account.objects.get(email="secretaria@example.org"), account_of(builders.administrator()))
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Passkey.objects.create(account=mine.account, name="Otra", key_id=mine.key_id, public_key=b"x", added_at=NOW)
    assert client.post(f"/cuenta/segundo-paso/llaves/{other.uid}/quitar/").status_code == 404
    with pytest.raises(PermissionDenied, match="la persona de la cuenta"):
        keys.remove_passkey(key=other, bound=True, by=clerk, at=NOW)
    assert client.post("/cuenta/segundo-paso/quitar/").status_code == 302
    assert client.post(f"/cuenta/segundo-paso/llaves/{mine.uid}/quitar/").status_code == 422
    assert Passkey.objects.count() == 2


@pytest.mark.covers("case:A4")
def test_the_account_is_closed_where_it_was_left_open(clerk: Person) -> None:
    here, there = by_mail("secretaria@example.org"), by_mail("secretaria@example.org")
    set_up(here)
    stranger = builders.person("Otra")
    open_account(person=stranger, email="otra@example.org", by=builders.administrator(), at=builders.NOW)
    other = by_mail("otra@example.org")
    key = there.cookies[settings.SESSION_COOKIE_NAME].value
    uid = OpenSession.objects.get(session_key=key).uid
    assert other.post(f"/cuenta/sesiones/{uid}/cerrar/").status_code == 404
    assert here.post(f"/cuenta/sesiones/{uid}/cerrar/").status_code == 302
    assert there.get("/esta-semana/")["Location"].startswith("/entrar/?")
    by_mail("secretaria@example.org")
    here.post("/cuenta/sesiones/cerrar/")
    assert works(here)
    assert OpenSession.objects.filter(account__email="secretaria@example.org").count() == 1
    assert other.get("/esta-semana/").status_code == 200


@pytest.mark.covers("case:A5")
def test_the_only_administrator_who_lost_everything_asks_the_machine(clerk: Person) -> None:
    client = by_mail("secretaria@example.org")
    set_up(client)
    with pytest.raises(CommandError, match="Ninguna cuenta"):
        call_command("withdraw_second_factor", "nadie@example.org", "--reason", "x")
    told = StringIO()
    call_command("withdraw_second_factor", "secretaria@example.org", "--reason", "Ante la contraloría", stdout=told)
    assert "Listo" in told.getvalue()
    assert not works(client)
    assert Event.objects.get(verb="people.second_factor_withdrawn").actor_uid is None
    with pytest.raises(CommandError, match="no tiene un segundo paso"):
        call_command("withdraw_second_factor", "secretaria@example.org", "--reason", "x")


def test_only_the_suite_enters_without_a_request() -> None:
    """What ``force_login`` is given here, a request from outside is not."""
    request = HttpRequest()
    request.method, request.path, request.session = "POST", "/entrar/codigo/", Client().session
    login(request, builders.administrator().account, backend="tequio.people.visitors.Entrance")
    assert "people.second_factor" not in request.session


def test_a_secret_of_another_key_opens_nothing(settings: object) -> None:
    kept = factors.sealed("JBSWY3DPEHPK3PXP")
    assert factors.unsealed(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert factors.unsealed(kept) == ""


@pytest.mark.covers("case:A5", "req:128")
def test_nobody_but_the_administration_withdraws_the_second_factor_of_another(clerk: Person) -> None:
    set_up(by_mail("secretaria@example.org"))
    with pytest.raises(PermissionDenied):
        lost_factors.withdraw_second_factor(
            person=clerk, reason="Me lo pidió.", by=builders.person("Quien pasa"), at=NOW
        )
    assert works(by_mail("secretaria@example.org")) is False, "it is asked for still"
