"""Goal G10: every address × method × role × own or somebody else's, generated from the addresses there are, tried by a real client.

A row that is missing, a row of an address that is gone and an answer that differs each turn a test red.
"""

from __future__ import annotations

import os
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tequio.config.urls import urlpatterns
from tequio.exercises.models import Exercise
from tests.access import table
from tests.access.addresses import addresses
from tests.access.table import Row
from tests.access.world import FOREIGN, NOT_TRIED, ROLES, World, asked, filled

pytestmark = pytest.mark.django_db
ROWS = table.read()
#: rooms whose rows nobody has read yet: until this is empty the goal G10 is not held
WITHOUT_ROWS: set[str] = set()
ROOMS = sorted({each.room for each in addresses()} - WITHOUT_ROWS)
#: these work in the exercise whose objects are «own»
OF_THE_EXERCISE = [role for role in ROLES if role not in {"anonymous", "person_a", "person_b", "administrator"}]
#: let in and done, or let in and told that what was sent is not right
IN = {"sí", "dato"}
#: whoever has no account sends something here, and nowhere else; of the last ones, with the key that a letter carries
PUBLIC_FORMS = {
    "calls:apply",
    "people:ask",
    "people:code",
    "people:leave",
    "people:draft",
    "privacy:send",
    "calls:mine",
    "dashboard:week_letter",
    "meetings:invitation",
    "people:link",
    "people:open",
    "privacy:mine",
}
#: of one person: «foreign» is person B's, and she is the only one who gets it
OF_A_PERSON = {"people:close_session", "people:remove_passkey", "privacy:copy"}
#: nothing is there for anybody, with or without a part: they end what the demonstration never leaves open
NOTHING_THERE: set[str] = set()


def row_name(row: Row) -> str:
    return f"{row.method} {row.address} ({row.whose})"


def of(*rooms: str) -> list[Row]:
    return [row for row in ROWS if row.address.split(":")[0] in rooms]


@pytest.mark.covers("req:128", "goal:G10")
def test_every_address_has_its_rows_and_every_row_was_read_by_a_person() -> None:
    found = [each for each in addresses() if each.room not in WITHOUT_ROWS]
    assert table.missing(found, ROWS) == [], "python -m tests.access.make proposes them"
    assert table.gone(addresses(), ROWS) == [], "python -m tests.access.make takes them away"
    assert sorted({row.address for row in ROWS if row.confirmed != table.YES}) == [], "read them and write «sí»"


@pytest.mark.covers("req:128", "case:A5", "case:X2", "goal:G10")
@pytest.mark.parametrize("room", ROOMS)
def test_each_answer_is_the_one_of_the_table(room: str, world: World) -> None:
    """Who may is decided by the program and not by the database: on the second one each row is tried by one role, in turn."""
    in_turn = os.environ.get("TEQUIO_SUITE") == "postgresql"
    assert table.differences(addresses(), of(room), world, in_turn=in_turn) == []


def test_nothing_fails_inside() -> None:
    assert [row_name(row) for row in ROWS if any(told.startswith("5") for told in row.answers.values())] == []


@pytest.mark.covers("goal:G10")
def test_every_row_is_about_something_that_is_there() -> None:
    """An address tried with what does not exist would be answered 404 to everybody, and prove nothing."""
    empty = {
        row.address
        for row in ROWS
        if row.method == "GET" and row.whose == "own" and set(row.answers.values()) <= {"404", "entrar"}
    }
    assert sorted(empty - NOTHING_THERE) == []


@pytest.mark.covers("case:X2", "goal:G10")
def test_a_role_in_one_exercise_is_worth_nothing_in_another() -> None:
    """On what is of another exercise each role is answered as a person with an account and no role."""
    wrong = [
        f"{row_name(row)} · {role}: {row.answers[role]}, and person_a: {row.answers['person_a']}"
        for row in ROWS
        if row.whose == "foreign" and row.address not in OF_A_PERSON
        for role in OF_THE_EXERCISE
        if row.answers[role] in IN and row.answers["person_a"] not in {*IN, NOT_TRIED}
    ]
    assert wrong == []


@pytest.mark.covers("case:X2", "goal:G10")
def test_what_is_of_one_person_is_nobody_elses() -> None:
    """Of the secretaría técnica the «own», of person B the «foreign»."""
    given = {
        (row.address, row.whose, role)
        for row in ROWS
        if row.address in OF_A_PERSON
        for role in ROLES
        if row.answers[role] in IN
    }
    whose = (("own", "secretariat"), ("foreign", "person_b"))
    assert given == {(address, kind, role) for address in OF_A_PERSON for kind, role in whose}


#: without a version of a document that is here, it only leads back to the page of the import
ONLY_LOOKS = {"imports:version"}


@pytest.mark.covers("goal:G10")
def test_the_auditor_reads_and_writes_nothing() -> None:
    wrong = [
        row_name(row)
        for row in ROWS
        if row.method == "POST"
        and row.whose == "own"
        and row.address not in ONLY_LOOKS
        and row.answers["auditor"] in IN
        and row.answers["person_a"] not in IN
    ]
    assert wrong == []


@pytest.mark.covers("goal:G10")
def test_without_entering_only_the_public_forms_take_anything() -> None:
    wrong = {row.address for row in ROWS if row.method == "POST" and row.answers["anonymous"] in IN}
    assert sorted(wrong - PUBLIC_FORMS) == []


@pytest.mark.covers("goal:G10")
def test_a_person_without_a_role_changes_nothing_of_an_exercise() -> None:
    """What she may send is of herself, or a public form."""
    wrong = {row.address for row in ROWS if row.method == "POST" and row.whose != "-" and row.answers["person_a"] in IN}
    assert sorted(wrong - PUBLIC_FORMS) == []


@pytest.mark.covers("case:X2", "goal:G10")
def test_a_draft_is_not_there_for_whoever_has_no_part_in_it(world: World) -> None:
    """The other exercise, as if nobody had published it yet: every address of it, for whoever is not of it."""
    objects = {row.address: row.objects for row in ROWS}
    places = [
        each.path(filled(each, objects[each.name], FOREIGN, world))
        for each in addresses()
        if each.name in objects and any(name == "slug" for name, _converter in each.parts)
    ]
    Exercise.objects.filter(slug=FOREIGN).update(status="draft")
    told = {
        (place, role): asked(world.keys[role], "GET", place)
        for place in places
        for role in ("anonymous", "person_a", "secretariat")
    }
    seen = [key for key, answer in told.items() if answer not in {"404", "405"}]
    assert [key for key in seen if told[key] != "entrar" or key[1] != "anonymous"] == []


@pytest.mark.covers("goal:G10")
def test_an_address_that_nobody_listed_turns_it_red(settings: Any) -> None:
    def anything(request: HttpRequest, slug: str) -> HttpResponse:
        return HttpResponse(slug)

    known = {*table.missing(addresses(), ROWS)}
    new = path("", include(([path("<slug:slug>/puerta-nueva/", anything, name="new")], "back")))
    settings.ROOT_URLCONF = (new, *urlpatterns)
    assert sorted({*table.missing(addresses(), ROWS)} - known) == ["back:new"]
    settings.ROOT_URLCONF = tuple(each for each in urlpatterns if each is not urlpatterns[1])
    assert table.gone(addresses(), ROWS) != []


#: a check of the program → an address that it guards
CHECKS = {
    "tequio.exercises.permissions.can_see_roles": "exercises:roles",
    "tequio.exercises.permissions.can_open_publication": "exercises:publish",
    "tequio.imports.permissions.can_see_imports": "imports:index",
    "tequio.monitoring.permissions.can_follow_evidence": "monitoring:review",
    "tequio.monitoring.permissions.can_submit_evidence": "monitoring:give",
    "tequio.commitments.permissions.can_create_commitment": "commitments:desk",
    "tequio.people.lost_factor_pages.refuse_unless_administers": "people:withdraw_second_factor",
}


@pytest.mark.covers("goal:G10")
@pytest.mark.parametrize("check", CHECKS)
def test_a_check_that_is_removed_turns_it_red(check: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    module, _dot, name = check.rpartition(".")
    mine = [row for row in ROWS if row.address == CHECKS[check] and row.method == "GET"]
    assert table.differences(addresses(), mine, world) == []
    monkeypatch.setattr(import_module(module), name, lambda *arguments, **options: True)
    told = table.differences(addresses(), mine, world.anew())
    assert any(f"GET {CHECKS[check]}" in each and "person_a: sí, and the table says" in each for each in told)


@pytest.mark.covers("goal:G10")
def test_an_answer_that_was_written_wrong_turns_it_red(world: World) -> None:
    row = next(row for row in ROWS if (row.address, row.method, row.whose) == ("exercises:roles", "GET", "own"))
    wrong = replace(row, answers={**row.answers, "auditor": "403"})
    assert table.differences(addresses(), [wrong], world) == [
        "GET exercises:roles (own) · auditor: sí, and the table says 403"
    ]
