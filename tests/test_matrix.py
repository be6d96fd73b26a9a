"""Role × verb × own or somebody else's, from the table in ``matrix.py``. A verb without a row fails here."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import override_settings
from pytest_django import Settings

import tequio
from tequio.audit.models import Event
from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tests.matrix import EVERYWHERE, FROM_ABOVE, LATER, ROLES, VERBS, Verb, World, world

RULE, NO, YES = "a rule says no", "may not", "may"


def modules_of(room: str) -> Iterator[ModuleType]:
    """Every module in which a room may keep a verb."""
    package = importlib.import_module(f"tequio.{room}")
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"tequio.{room}."):
        if not {"migrations", "management", "urls"} & set(found.name.split(".")):
            yield importlib.import_module(found.name)


def verbs_of_the_rooms() -> Iterator[str]:
    """Every public function that somebody does (``by``, ``at``) in a transaction of its own."""
    for room in pkgutil.iter_modules(tequio.__path__):
        if room.name in {"config", "core", "formats"} or not room.ispkg:
            continue
        for module in modules_of(room.name):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                whole = hasattr(function, "__wrapped__")
                own = function.__module__ == module.__name__ and not name.startswith(("_", "refuse"))
                verb = whole or (".actions" in module.__name__ and not name.startswith("note"))
                if own and verb and {"by", "at"} <= set(inspect.signature(function).parameters):
                    yield f"{room.name}.{name}"


def rows_of_the_rooms() -> tuple[tuple[Verb, ...], dict[str, str]]:
    """The table in ``matrix.py`` and those that a room keeps beside its own tests, ``tests/<room>/rows.py``."""
    rows, above = list(VERBS), dict(FROM_ABOVE)
    for path in sorted(Path(__file__).parent.glob("*/rows.py")):
        kept = importlib.import_module(f"tests.{path.parent.name}.rows")
        rows += kept.VERBS
        above |= getattr(kept, "FROM_ABOVE", {})
    return tuple(rows), above


ALL_VERBS, ALL_FROM_ABOVE = rows_of_the_rooms()


#: they are asked inside a verb and change nothing by themselves
NOT_VERBS = {"audit.record", "monitoring.reviewing_sector"}


def test_every_verb_has_a_row() -> None:
    there = set(verbs_of_the_rooms()) - NOT_VERBS
    written = {verb.name for verb in ALL_VERBS} | set(ALL_FROM_ABOVE)
    assert len(there) > 50
    assert sorted(there - written) == [], "verbs without a row in tests/matrix.py"
    assert sorted(written - there) == [], "rows of verbs that no longer exist"


def outcome(verb: Verb, mine: World, by: Person) -> str:
    """What happens to ``by``; nothing of it stays."""
    with transaction.atomic():
        try:
            arguments = verb.given(mine)
            before = Event.objects.count()
            try:
                verb.action(**arguments, by=Person.objects.get(pk=by.pk), at=LATER)
            except PermissionDenied as refusal:
                told = NO if len(str(refusal)) > 20 else "refused without saying whose it is"
            except Refusal:
                told = RULE
            else:
                told = YES
            assert (Event.objects.count() > before) == (told == YES and verb.recorded), (
                "what is done is recorded, what is refused is not"
            )
        finally:
            transaction.set_rollback(True)
    return told


def expected(verb: Verb, role: str, own: bool) -> str:
    if not own and role not in EVERYWHERE:
        return NO
    if role in verb.may:
        return YES
    return RULE if role in verb.by_rule else NO


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, World]]:
    """Once for the whole table: what is tried is undone each time."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        yield world(), world("otro", "Otro estado")
        transaction.set_rollback(True)


@pytest.fixture
def worlds(made: tuple[World, World], settings: Settings) -> tuple[World, World]:
    """Copies, because an action also changes the rows that it is handed."""
    settings.DEMO = True
    return deepcopy(made)


def roles_for(verb: Verb) -> list[str]:
    """Who may is decided by the program and not by the database: on the second one, one who may and one who may not, in turn."""
    if os.environ.get("TEQUIO_SUITE") != "postgresql":
        return list(ROLES)
    turn = ALL_VERBS.index(verb)
    may, not_these = ([role for role in ROLES if (role in verb.may) == yes] for yes in (True, False))
    return [each[turn % len(each)] for each in (may, not_these) if each]


@pytest.mark.django_db
@pytest.mark.covers("req:82", "req:128")
@pytest.mark.parametrize("verb", ALL_VERBS, ids=lambda verb: f"{verb.name} {verb.label}".strip())
def test_who_may(verb: Verb, worlds: tuple[World, World]) -> None:
    mine, other = worlds
    wrong: dict[str, str] = defaultdict(str)
    for role in roles_for(verb):
        for own, who in ((True, mine.people[role]), (False, other.people[role])):
            told, wanted = outcome(verb, mine, who), expected(verb, role, own)
            if told != wanted:
                wrong[f"{role}, {'own' if own else 'of another exercise'}"] = f"{told}, and the table says: {wanted}"
    assert dict(wrong) == {}


@pytest.mark.django_db
@pytest.mark.covers("req:128")
def test_a_role_ends_when_it_is_withdrawn_and_begins_when_it_is_given(worlds: tuple[World, World]) -> None:
    mine, _other = worlds
    describe = next(verb for verb in ALL_VERBS if verb.name == "exercises.describe_exercise")
    assert outcome(describe, mine, mine.clerk) == YES
    mine.exercise.memberships.filter(person=mine.clerk).update(ends_at=LATER)
    assert outcome(describe, mine, mine.clerk) == NO
    mine.exercise.memberships.filter(person=mine.clerk).update(starts_at=LATER, ends_at=None)
    assert outcome(describe, mine, mine.clerk) == YES
