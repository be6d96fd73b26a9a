"""The demonstration as a world of access: every kind of object, and somebody in every role of two exercises."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.test import Client, override_settings
from django.urls import get_resolver

from tequio.config.demonstration import characters, installing
from tequio.exercises.models import Exercise
from tequio.people.models import Account, Person
from tequio.places.models import Jurisdiction
from tests.access.addresses import Address
from tests.access.bodies import BODIES, FIXED

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
TRIED = 8
#: public documents and files, whose making takes seconds: they are tried as three of the roles, and the table says so
HEAVY, SAMPLED, NOT_TRIED = {"documents", "opendata"}, ("anonymous", "person_a", "secretariat"), "·"


@dataclass(frozen=True)
class World:
    """``keys``: role → key of its session, of the characters of ``OWN``; ``insiders`` the same for those of each exercise."""

    keys: dict[str, str]
    insiders: dict[str, list[str]]
    found: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)


def make_world() -> World:
    """Call it inside a transaction that is undone."""
    get_resolver().url_patterns  # noqa: B018  the addresses of an installation, not those of a demonstration
    # the suite makes its tables itself
    with override_settings(DEMO=True), pytest.MonkeyPatch.context() as patch:
        patch.setattr(installing, "migrate", lambda say: None)
        installing.install(now=datetime.now(UTC), say=lambda text: None)
    own, foreign = (Exercise.objects.get(slug=slug) for slug in (OWN, FOREIGN))
    anybody = {
        name: Person.objects.get(name=f"Persona {letter} de muestra")
        for name, letter in (("person_a", "A"), ("person_b", "B"))
    }
    admin = Person.objects.get(account__is_administrator=True)
    mine = {**anybody, **cast(own), "administrator": admin}
    theirs = {**anybody, **cast(foreign), "administrator": admin}
    keys = {role: session_of(person) for role, person in mine.items()}
    others = {role: session_of(person) for role, person in theirs.items()}
    return World(
        {"anonymous": "", **keys},
        {OWN: [keys[role] for role in INSIDERS], FOREIGN: [others[role] for role in INSIDERS]},
    )


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
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        try:
            answer = _send(client, method, path, body)
            if hasattr(answer, "streaming_content"):
                deque(answer.streaming_content, maxlen=0)
            return word(answer.status_code, answer.get("Location", ""))
        finally:
            transaction.set_rollback(True)


def _send(client: Client, method: str, path: str, body: dict[str, Any] | None) -> Any:
    return client.get(path) if method == "GET" else client.post(path, body or {})


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


def way_to_exercise(model: type[Model]) -> tuple[str, str]:
    """The lookup from a model to an exercise, or to a place; shortest first. Both empty when it belongs to neither."""
    queue: deque[tuple[type[Model], str]] = deque([(model, "")])
    seen, place = {model}, ""
    while queue:
        here, way = queue.popleft()
        for column in here._meta.get_fields():
            if not isinstance(column, ForeignKey):
                continue
            onwards, target = f"{way}__{column.name}".strip("_"), column.related_model
            if target is Exercise:
                return onwards, ""
            if target is Jurisdiction and not place:
                place = onwards
            if isinstance(target, type) and target not in seen and target is not Person:
                seen.add(target)
                queue.append((target, onwards))
    return "", place


def values_of(label: str, field: str, slug: str) -> list[Any]:
    """Of the rows of a table that belong to that exercise, or to its place."""
    model = apps.get_model(label)
    exercise = Exercise.objects.get(slug=slug)
    if model is Exercise:
        rows = Exercise.objects.filter(pk=exercise.pk)
    else:
        way, place = way_to_exercise(model)
        rows = model._default_manager.all()
        if way:
            rows = rows.filter(**{way: exercise})
        elif place:
            rows = rows.filter(**{place: exercise.jurisdiction_id})
    return list(rows.order_by("-pk").values_list(field, flat=True)[:TRIED])


def filled(address: Address, objects: str, slug: str, world: World) -> dict[str, Any]:
    """Values for the variable parts, of that exercise: the first object that opens for somebody of it. Looked for once."""
    key = (address.route, objects, slug)
    if key not in world.found:
        world.found[key] = _filled(address, objects, slug, world)
    return world.found[key]


def _filled(address: Address, objects: str, slug: str, world: World) -> dict[str, Any]:
    base: dict[str, Any] = {"slug": slug}
    about = dict(each.split("=") for each in objects.split()) if objects else {}
    wanted = [name for name, _converter in address.parts if name != "slug"]
    choices = [base]
    for name in wanted:
        values = FIXED.get(f"{address.name} {name}") or FIXED.get(name) or values_of(about[name], name_in(name), slug)
        choices = [
            {**each, name: value} for each in choices for value in (values or ["00000000-0000-4000-8000-000000000000"])
        ]
    choices = [*joined(about, base, slug), *choices]
    if len(choices) > 1:
        for each in choices[:TRIED]:
            if opens(address, each, slug, world):
                return each
    return choices[0]


def joined(about: dict[str, str], base: dict[str, Any], slug: str) -> list[dict[str, Any]]:
    """Of an address about two rows, those of which the second belongs to the first."""
    if len(about) != 2:
        return []
    (one, first), (two, second) = about.items()
    whole, part = apps.get_model(first), apps.get_model(second)
    for column in part._meta.get_fields():
        if isinstance(column, ForeignKey) and column.related_model is whole:
            rows = part._default_manager.filter(uid__in=values_of(second, "uid", slug)).order_by("-pk")
            pairs = rows.values_list(f"{column.name}__uid", "uid")
            return [{**base, one: mine, two: other} for mine, other in pairs]
    return []


def name_in(part: str) -> str:
    return "folio" if part == "folio" else "uid"


def opens(address: Address, values: dict[str, Any], slug: str, world: World) -> bool:
    path = address.path(values)
    for key in world.insiders[slug]:
        told = asked(key, "GET", path)
        if told == "405":
            told = asked(key, "POST", path, BODIES.get(address.name))
        if told in {"sí", "dato"}:
            return True
    return False


def row_of(address: Address, method: str, objects: str, slug: str, world: World) -> dict[str, str]:
    """Role → what it is answered."""
    path = address.path(filled(address, objects, slug, world))
    body = BODIES.get(address.name) if method == "POST" else None
    tried = SAMPLED if address.room in HEAVY else ROLES
    told = {role: asked(world.keys[role], method, path, body) for role in tried if role in world.keys}
    return {role: told.get(role, NOT_TRIED if role in world.keys else "") for role in ROLES}
