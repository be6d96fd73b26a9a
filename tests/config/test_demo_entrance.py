"""«Entrar como…» exists with TEQUIO_DEMO=1 for the browser of the same machine, and for nobody else."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import Resolver404, clear_url_caches, resolve
from pytest_django import Settings

from tequio.bodies.actions import add_seat
from tequio.config import urls
from tequio.config.demonstration.characters import PARTS, casts, engage, engage_anybody
from tequio.config.demonstration.life import body_name
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.people.actions import create_person
from tequio.people.models import Account, Person
from tequio.people.visitors import SECOND_FACTOR
from tests import builders

pytestmark = pytest.mark.django_db
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
OURS = "Entrar como…"


def sample() -> Exercise:
    of = builders.exercise("practica", is_sample=True)
    secretariado = builders.body(of.jurisdiction, body_name(of))
    for kind in ("government", "civil_society", "guarantor"):
        add_seat(
            body=secretariado,
            role="titular",
            sector=kind,
            organisation=builders.organisation(f"Organización {kind}", kind),
            person=builders.person(f"Titular {kind}"),
            votes=True,
            by=builders.administrator(),
            at=builders.NOW,
        )
    engage(of, builders.administrator(), at=builders.NOW)
    engage_anybody(of.jurisdiction, builders.administrator(), at=builders.NOW)
    return of


def reload_urls() -> None:
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def demo(settings: Settings) -> Iterator[None]:
    settings.DEMO = True
    reload_urls()
    yield
    settings.DEMO = False
    reload_urls()


def page_of(client: Client, **headers: str) -> str:
    return client.get("/entrar/", **headers).content.decode()  # type: ignore[arg-type]


def choose(client: Client, persona: str, **headers: str) -> int:
    data = {"persona": f"{persona} /practica/"}
    return client.post("/entrar/como/", data, **headers).status_code  # type: ignore[arg-type]


def some_uid() -> str:
    return str(Person.objects.filter(account__isnull=False).order_by("pk")[0].uid)


def test_without_the_flag_the_doors_are_not_even_addresses() -> None:
    assert django_settings.DEMO is False
    sample()
    assert resolve("/correo/").url_name == "home"  # an exercise of that name, which there is not
    with pytest.raises(Resolver404):
        resolve("/entrar/como/")
    for address in ("/entrar/como/", "/correo/"):
        assert Client().get(address, **HERE).status_code == 404  # type: ignore[arg-type]
    assert choose(Client(), some_uid(), **HERE) == 404
    page = page_of(Client(), **HERE)
    assert OURS not in page
    assert "/entrar/como/" not in page
    assert "/correo/" not in page


ELSEWHERE = {
    "another machine": {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "localhost:8000"},
    "another machine of the office": {"REMOTE_ADDR": "192.168.1.20", "HTTP_HOST": "localhost:8000"},
    "forged X-Forwarded-For": {
        "REMOTE_ADDR": "203.0.113.9",
        "HTTP_HOST": "localhost:8000",
        "HTTP_X_FORWARDED_FOR": "127.0.0.1",
    },
    "behind a proxy of this machine": {
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    },
    "behind a proxy that says it otherwise": {
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_FORWARDED": "for=203.0.113.9",
    },
    "another name for this machine": {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "evil.example.org:8000"},
    "a name that begins the same": {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost.evil.example.org"},
    "no address at all": {"REMOTE_ADDR": "", "HTTP_HOST": "localhost:8000"},
    "nonsense": {"REMOTE_ADDR": "127.0.0.1, 203.0.113.9", "HTTP_HOST": "localhost:8000"},
    "an address that looks like loopback": {"REMOTE_ADDR": "127.0.0.1.evil.example.org", "HTTP_HOST": "localhost"},
}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("headers", ELSEWHERE.values(), ids=ELSEWHERE)
def test_with_the_flag_nobody_else_sees_them(headers: dict[str, str]) -> None:
    sample()
    client = Client()
    page = page_of(client, **headers)
    assert "Enviarme el código" in page
    assert OURS not in page
    assert "/entrar/como/" not in page
    assert "/correo/" not in page
    assert choose(client, some_uid(), **headers) == 404
    assert client.get("/entrar/como/", **headers).status_code in (404, 405)  # type: ignore[arg-type]
    assert client.get("/correo/", **headers).status_code == 404  # type: ignore[arg-type]
    assert "Salir" not in page_of(client, **headers)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_every_role_can_be_entered_from_this_machine(peer: str, host: str) -> None:
    sample()
    headers = {"REMOTE_ADDR": peer, "HTTP_HOST": host}
    page = page_of(Client(), **headers)
    assert OURS in page
    offered = re.findall(r'value="([0-9a-f-]{36}) (/[\w/-]*)">([^<]+)<', page)
    roles = {role for _uid, _address, role in offered}
    assert roles >= {str(part.role) for part in PARTS}
    assert len([role for _uid, _address, role in offered if role == "Persona con cuenta y sin cargo"]) == 2
    for uid, address, _role in offered:
        client = Client()
        answer = client.post("/entrar/como/", {"persona": f"{uid} {address}"}, **headers)  # type: ignore[arg-type]
        assert (answer.status_code, answer["Location"]) == (302, "/esta-semana/")
        assert client.session[SECOND_FACTOR] == "demo"
        assert Person.objects.get(uid=uid).name in page_of(client, **headers)


@pytest.mark.usefixtures("demo")
def test_only_the_characters_of_the_sample_can_be_entered_as() -> None:
    sample()
    real = builders.exercise("de-verdad", jurisdiction=builders.place("Otro estado"))
    owner = create_person(
        jurisdiction=real.jurisdiction,
        name="Titular",
        email="t@example.org",
        by=builders.administrator(),
        at=builders.NOW,
    )
    grant_role(exercise=real, person=owner, role=Role.AUDITOR, by=builders.administrator(), at=builders.NOW)
    for persona in (str(owner.uid), "", "1", "' OR 1=1", str(builders.person().uid)):
        client = Client()
        assert choose(client, persona, **HERE) == 404
        assert "Salir" not in page_of(client, **HERE)


@pytest.mark.usefixtures("demo")
def test_entering_as_somebody_needs_the_token_of_the_form() -> None:
    sample()
    client = Client(enforce_csrf_checks=True)
    assert choose(client, some_uid(), **HERE) == 403


@pytest.mark.usefixtures("demo")
def test_mail_of_the_demonstration_is_read_on_its_page() -> None:
    sample()
    address = Account.objects.filter(email__startswith="titular").order_by("pk")[0].email
    client = Client()
    assert "Todavía no hay correo" in client.get("/correo/", **HERE).content.decode()  # type: ignore[arg-type]
    client.post("/entrar/", {"email": address}, **HERE)  # type: ignore[arg-type]
    page = client.get("/correo/", **HERE).content.decode()  # type: ignore[arg-type]
    code = re.search(r"Su código es (\d{3} \d{3})", page)
    assert code
    assert address in page
    answer = client.post("/entrar/codigo/", {"code": code[1]}, **HERE)  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert SECOND_FACTOR not in client.session


def test_engaging_twice_changes_nothing() -> None:
    of = sample()
    before = (Person.objects.count(), Account.objects.count(), casts())
    engage(of, builders.administrator(), at=builders.NOW)
    engage_anybody(of.jurisdiction, builders.administrator(), at=builders.NOW)
    assert (Person.objects.count(), Account.objects.count(), casts()) == before
