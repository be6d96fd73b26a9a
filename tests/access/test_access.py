"""Goal G10: every address × method × role × own or somebody else's, generated from the addresses there are, tried by a real client."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.access import table
from tests.access.addresses import Address, addresses
from tests.access.world import NOT_TRIED, ROLES, World

pytestmark = pytest.mark.django_db
ROWS = table.read()
#: rooms whose rows nobody has read yet: until this is empty the goal G10 is not held, and no test here says that it is
WITHOUT_ROWS = {"bodies", "calls", "commitments", "dashboard", "lineage", "monitoring", "search", "workplans"}
ROOMS = sorted({each.room for each in addresses()} - WITHOUT_ROWS)
#: these work in the exercise whose objects are «own»
OF_THE_EXERCISE = [role for role in ROLES if role not in {"anonymous", "person_a", "person_b", "administrator"}]
#: let in and done, or let in and told that what was sent is not right
IN = {"sí", "dato"}
#: whoever has no account sends something here, and nowhere else
PUBLIC_FORMS = {
    "people:ask",
    "people:code",
    "people:link",
    "people:leave",
    "people:draft",
    "web:language",
    "privacy:send",
    "privacy:mine",
    "dashboard:week_letter",
}


@pytest.mark.covers("req:128")
def test_every_address_of_the_rooms_in_the_table_has_its_rows_and_every_row_was_read_by_a_person() -> None:
    found = [each for each in addresses() if each.room not in WITHOUT_ROWS]
    assert table.missing(found, ROWS) == [], "python -m tests.access.make proposes them"
    assert table.gone(addresses(), ROWS) == [], "python -m tests.access.make takes them away"
    assert sorted({row.address for row in ROWS if row.confirmed != table.YES}) == [], "read them and write «sí»"


@pytest.mark.covers("req:128", "case:A5", "case:X2")
@pytest.mark.parametrize("room", ROOMS)
def test_each_answer_is_the_one_of_the_table(room: str, world: World) -> None:
    mine = [row for row in ROWS if row.address.startswith(f"{room}:")]
    assert table.differences(addresses(), mine, world) == []


def row_name(row: table.Row) -> str:
    return f"{row.method} {row.address} ({row.whose})"


def test_nothing_fails_inside() -> None:
    assert [row_name(row) for row in ROWS if any(told.startswith("5") for told in row.answers.values())] == []


@pytest.mark.covers("case:X2")
def test_a_role_in_one_exercise_is_worth_nothing_in_another() -> None:
    """On what is of another exercise each role is answered as a person with an account and no role."""
    wrong = [
        f"{row_name(row)} · {role}: {row.answers[role]}, and person_a: {row.answers['person_a']}"
        for row in ROWS
        if row.whose == "foreign" and row.address not in BY_PLACE
        for role in OF_THE_EXERCISE
        if row.answers[role] in IN and row.answers["person_a"] not in IN
    ]
    assert wrong == []


#: kept by place or by person, not by exercise
BY_PLACE = {"privacy:requests", "privacy:copy"}


#: without a version of a document that is here, it only leads back to the page of the import
ONLY_LOOKS = {"imports:version"}


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


def test_without_entering_only_the_public_forms_take_anything() -> None:
    wrong = {row.address for row in ROWS if row.method == "POST" and row.answers["anonymous"] in IN}
    assert sorted(wrong - PUBLIC_FORMS) == []


def test_what_asks_to_enter_gives_a_person_without_a_role_nothing_of_an_exercise() -> None:
    """Where one has to enter, the two people without a role are answered alike."""
    wrong = [
        row_name(row)
        for row in ROWS
        if row.answers["person_b"] not in {row.answers["person_a"], NOT_TRIED} and row.whose == "foreign"
    ]
    assert wrong == []


def test_an_address_that_nobody_listed_turns_it_red() -> None:
    new = Address("exercises:new", "<slug:slug>/nueva/", (("slug", "slug"),))
    assert set(table.missing([*addresses(), new], ROWS)) - set(table.missing(addresses(), ROWS)) == {"exercises:new"}


@pytest.fixture
def without_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the page of roles lets everybody in."""
    from tequio.exercises import permissions

    monkeypatch.setattr(permissions, "can_see_roles", lambda *arguments, **options: True)


@pytest.mark.usefixtures("without_a_check")
def test_a_view_whose_check_is_removed_turns_it_red(world: World) -> None:
    mine = [row for row in ROWS if row.address == "exercises:roles"]
    told = table.differences(addresses(), mine, world)
    assert any("GET exercises:roles (own) · person_a: sí, and the table says 403" in each for each in told)
    assert any("GET exercises:roles (foreign) · secretariat" in each for each in told)


def test_a_door_left_open_by_a_role_turns_it_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.people import visitors
    from tequio.privacy import views

    def nobody_is_asked(request: Any) -> Any:
        person = visitors.person_of(request)
        if person is None:
            raise PermissionDenied
        return person

    monkeypatch.setattr(views, "office_of", nobody_is_asked)
    mine = [row for row in ROWS if row.address == "privacy:requests"]
    assert table.differences(addresses(), mine, world) != []
