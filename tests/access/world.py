"""The demonstration as a world of access: every kind of object, and somebody in every role of two exercises."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import get_resolver

from tequio.config.demonstration import characters, installing
from tequio.exercises.models import Exercise
from tequio.people.models import Account, Person
from tests.access.addresses import Address
from tests.access.bodies import BODIES
from tests.access.objects import candidates, question_of
from tests.access.planted import Planting, plant

OWN, FOREIGN = "practica", "jalisco-2019"
#: column of the table → part of the demonstration; the field team will have its own when it has keys
PARTS = {
    "responsible": "responsable",
    "enlace": "enlace",
    "titular": "titular",
    "guarantor": "garante",
    "suplente": "suplente",
    "facilitador": "facilitador",
    "secretariat": "secretaria",
    "auditor": "auditoria",
    "exercise_administrator": "administracion",
}
ROLES = ("anonymous", "person_a", "person_b", *PARTS, "administrator")
#: who is asked which object of a kind an address is about: whoever sees most
INSIDERS = ("secretariat", "administrator", "guarantor", "titular", "responsible", "auditor", "person_a")
#: a method that is not there is tried as these two
SAMPLED = ("anonymous", "secretariat")
#: a file that nobody has to enter for takes long to make: it is not made again for each role, and the table says so
NOT_TRIED = "·"
#: one for all: to start it reads every static file
HANDLER = ClientHandler(enforce_csrf_checks=False)


@dataclass(frozen=True)
class World:
    """``keys``: role → key of its session, of the characters of ``OWN``; ``insiders`` the same for those of each exercise.

    ``owners``: exercise → whose are the things that are one person's. ``answers``: what was asked already is not asked again.
    """

    keys: dict[str, str]
    insiders: dict[str, list[str]]
    owners: dict[str, Person]
    found: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    answers: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def anew(self) -> World:
        """The same, of which nothing was asked: for when the program changed."""
        return replace(self, answers={}, found={})


def make_world() -> World:
    """Call it inside a transaction that is undone."""
    get_resolver().url_patterns  # noqa: B018  the addresses of an installation, not those of a demonstration
    now = datetime.now(UTC)
    # the suite makes its tables itself
    with override_settings(DEMO=True), pytest.MonkeyPatch.context() as patch:
        patch.setattr(installing, "migrate", lambda say: None)
        installing.install(now=now, say=lambda text: None)
    own, foreign = (Exercise.objects.select_related("jurisdiction").get(slug=slug) for slug in (OWN, FOREIGN))
    anybody = {
        name: Person.objects.get(name=f"Persona {letter} de muestra")
        for name, letter in (("person_a", "A"), ("person_b", "B"))
    }
    admin = Person.objects.get(account__is_administrator=True)
    mine = {**anybody, **cast(own), "administrator": admin}
    theirs = {**anybody, **cast(foreign), "administrator": admin}
    owners = {OWN: mine["secretariat"], FOREIGN: anybody["person_b"]}
    for exercise, there in ((own, mine), (foreign, theirs)):
        plant(Planting(exercise, owners[exercise.slug], admin, there["secretariat"], there["guarantor"], now))
    keys = {role: session_of(person) for role, person in mine.items()}
    others = {role: session_of(person) for role, person in theirs.items()}
    insiders = {OWN: [keys[role] for role in INSIDERS], FOREIGN: [others[role] for role in INSIDERS]}
    return World({"anonymous": "", **keys}, insiders, owners)


def cast(exercise: Exercise) -> dict[str, Person]:
    parts = {part.key: part for part in characters.PARTS}
    found = {role: parts[key].find(exercise) for role, key in PARTS.items()}
    return {role: person for role, person in found.items() if person is not None}


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def asked(key: str, method: str, path: str, body: dict[str, Any] | None = None) -> str:
    """What a real client is answered, in one word; nothing of it stays."""
    client = Client(raise_request_exception=False)
    client.handler = HANDLER
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        try:
            answer: Any = client.get(path) if method == "GET" else client.post(path, body or {})
            if hasattr(answer, "streaming_content"):
                deque(answer.streaming_content, maxlen=0)
            return word(answer.status_code, answer.get("Location", ""))
        finally:
            transaction.set_rollback(True)


TELLING = {401: "entrar", 403: "403", 404: "404", 405: "405", 429: "429"}


def word(status: int, goes_to: str) -> str:
    """«sí»: let in and done; «dato»: let in, and what was sent is not right; «entrar»: sent to enter first."""
    if status in (301, 302) and goes_to.startswith("/entrar/"):
        return "entrar"
    if status < HTTPStatus.BAD_REQUEST:
        return "sí"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return str(status)
    return TELLING.get(status, "dato")


def answer_of(address: Address, key: str, method: str, values: dict[str, Any], slug: str, world: World) -> str:
    """Asked once; nothing of what is asked stays, so that it would be answered the same."""
    path = address.path(values) + question_of(address, world.owners[slug])
    known = (key, method, path)
    if known not in world.answers:
        sent = BODIES.get(address.name) if method == "POST" else None
        world.answers[known] = asked(key, method, path, sent(values) if callable(sent) else sent)
    return world.answers[known]


def filled(address: Address, objects: str, slug: str, world: World) -> dict[str, Any]:
    """Values for the variable parts, of that exercise: the first object that opens for somebody of it. Looked for once."""
    key = (address.route, objects, slug)
    if key not in world.found:
        choices = candidates(address, objects, slug, world.owners[slug])
        opening = (each for each in choices if opens(address, each, slug, world))
        world.found[key] = choices[0] if len(choices) == 1 else next(opening, choices[0])
    return world.found[key]


def opens(address: Address, values: dict[str, Any], slug: str, world: World) -> bool:
    for key in ("", *world.insiders[slug]):
        told = answer_of(address, key, "GET", values, slug, world)
        if told == "405":
            told = answer_of(address, key, "POST", values, slug, world)
        if told in {"sí", "dato"}:
            return True
    return False


def row_of(
    address: Address, method: str, objects: str, slug: str, world: World, roles: Sequence[str] = ROLES
) -> dict[str, str]:
    """Role → what it is answered. What is nobody's method or everybody's file is not asked again and again."""
    values = filled(address, objects, slug, world)

    def told(role: str) -> str:
        return answer_of(address, world.keys[role], method, values, slug, world)

    if len(roles) == 1:
        return {roles[0]: told(roles[0])}
    if address.is_file and told("anonymous") == "sí":
        return {**dict.fromkeys(ROLES, NOT_TRIED), "anonymous": "sí"}
    if {told(role) for role in SAMPLED} == {"405"}:
        return dict.fromkeys(ROLES, "405")
    return {role: told(role) for role in ROLES}
