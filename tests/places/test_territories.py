from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.core.refusals import Refusal
from tequio.core.territories import Listed, read_list
from tequio.people.models import Person
from tequio.places.actions import (
    add_territory,
    close_territory,
    load_territories,
    move_territory,
    rename_territory,
    reopen_territory,
)
from tequio.places.actions.territories import (
    ClosingNeedsAReason,
    HasTerritoriesInside,
    TerritoryExists,
    TerritoryInsideItself,
    TerritoryIsClosed,
    TerritoryIsElsewhere,
    TerritoryNeedsAName,
    TreeIsTooDeep,
    plan_of,
)
from tequio.places.models import Jurisdiction, Territory
from tequio.places.queries import tree_of
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
DAY = date(2019, 10, 1)
LIST = read_list([["Delegación", "Colonia", "Clave"], ["Norte", "Pinos", "01"], ["", "Encinos", "02"], ["Sur", "", ""]])


@pytest.fixture
def town() -> Jurisdiction:
    return builders.place("San Gregorio", level="municipality")


@pytest.fixture
def clerk(town: Jurisdiction) -> Person:
    return builders.secretariat(builders.exercise("municipio", jurisdiction=town, kind="municipal"))


def added(town: Jurisdiction, name: str, parent: Territory | None = None, kind: str = "delegation") -> Territory:
    by = builders.administrator()
    return add_territory(jurisdiction=town, name=name, kind=kind, parent=parent, by=by, at=NOW)


def told(verb: str) -> list[dict[str, Any]]:
    return [event.changes for event in Event.objects.filter(verb=f"places.{verb}").order_by("pk")]


@pytest.mark.covers("req:111")
def test_the_secretariat_of_the_place_keeps_its_tree_and_nobody_else(town: Jurisdiction, clerk: Person) -> None:
    north = add_territory(jurisdiction=town, name=" Norte ", kind="delegation", code="01", by=clerk, at=NOW)
    add_territory(jurisdiction=town, name="Pinos", kind="colonia", parent=north, by=clerk, at=NOW)
    assert told("territory_added")[1]["inside"] == [None, "Norte"]
    neighbour = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Otro")))
    for stranger in (neighbour, builders.person(jurisdiction=town)):
        with pytest.raises(PermissionDenied, match="secretaría técnica de este lugar"):
            add_territory(jurisdiction=town, name="Sur", kind="delegation", by=stranger, at=NOW)


@pytest.mark.covers("req:111")
def test_a_repeated_load_changes_nothing(town: Jurisdiction, clerk: Person) -> None:
    assert load_territories(jurisdiction=town, listed=LIST, by=clerk, at=NOW) == 4
    assert load_territories(jurisdiction=town, listed=LIST, by=clerk, at=NOW) == 0
    assert len(told("territories_loaded")) == 1
    pinos = Territory.objects.get(key="pinos")
    assert (pinos.parent and pinos.parent.name, pinos.kind, pinos.code) == ("Norte", "colonia", "01")


def test_a_list_adds_only_what_is_missing_and_does_not_bring_back_what_was_closed(
    town: Jurisdiction, clerk: Person
) -> None:
    load_territories(jurisdiction=town, listed=LIST, by=clerk, at=NOW)
    close_territory(territory=Territory.objects.get(key="sur"), on=DAY, reason="Se dividió", by=clerk, at=NOW)
    more = read_list([["norte", "PINOS"], ["Norte", "Lagos"], ["Sur", "El Ojo"]])
    planned = plan_of(town, more)
    assert [path[-1].name for path in planned.missing] == ["Lagos"]
    assert [path[-1].name for path in planned.closed] == ["Sur", "El Ojo"]
    assert load_territories(jurisdiction=town, listed=more, by=clerk, at=NOW) == 1
    assert Territory.objects.filter(closed_on=None).count() == 4


def test_a_load_of_two_thousand_takes_a_fixed_number_of_queries(
    town: Jurisdiction, clerk: Person, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    many = read_list([[f"Delegación {n // 100}", f"Colonia {n}"] for n in range(2000)])
    with django_assert_max_num_queries(40):
        assert load_territories(jurisdiction=town, listed=many, by=clerk, at=NOW) == 2020


def test_names_are_compared_without_capitals_or_accents(town: Jurisdiction) -> None:
    north = added(town, "Peñón")
    with pytest.raises(TerritoryExists):
        added(town, "PEÑON")
    with pytest.raises(TerritoryNeedsAName):
        added(town, " – ")
    with pytest.raises(TerritoryExists):
        rename_territory(
            territory=added(town, "Sur"), name="peñón", kind="delegation", by=builders.administrator(), at=NOW
        )
    added(town, "Peñón", north, "colonia")


@pytest.mark.covers("req:111")
def test_a_territory_stays_in_its_place_and_never_inside_itself(town: Jurisdiction, clerk: Person) -> None:
    north, elsewhere = added(town, "Norte"), added(builders.place("Otro"), "Ajena")
    pinos = added(town, "Pinos", north, "colonia")
    for parent, refusal in (
        (pinos, TerritoryInsideItself),
        (north, TerritoryInsideItself),
        (elsewhere, TerritoryIsElsewhere),
    ):
        with pytest.raises(refusal):
            move_territory(territory=north, parent=parent, by=clerk, at=NOW)
    with pytest.raises(TerritoryIsElsewhere):
        added(town, "Sur", elsewhere)
    move_territory(territory=pinos, parent=None, by=clerk, at=NOW)
    assert told("territory_moved") == [{"inside": ["Norte", None]}]


def test_a_tree_has_four_levels(town: Jurisdiction, clerk: Person) -> None:
    at: Territory | None = None
    for name in ("a", "b", "c", "d"):
        at = added(town, name, at, "other")
    with pytest.raises(TreeIsTooDeep):
        added(town, "e", at, "other")
    top = added(town, "f", None, "other")
    with pytest.raises(TreeIsTooDeep):
        move_territory(territory=Territory.objects.get(key="a"), parent=top, by=clerk, at=NOW)


@pytest.mark.covers("req:111")
def test_a_closed_one_stays_and_what_was_inside_goes_where_it_was_merged(town: Jurisdiction, clerk: Person) -> None:
    north, south = added(town, "Norte"), added(town, "Sur")
    pinos = added(town, "Pinos", north, "colonia")
    for reason, refusal in (("", ClosingNeedsAReason), ("Se unieron", HasTerritoriesInside)):
        with pytest.raises(refusal):
            close_territory(territory=north, on=DAY, reason=reason, by=clerk, at=NOW)
    with pytest.raises(TerritoryInsideItself):
        close_territory(territory=north, on=DAY, reason="Se unieron", into=pinos, by=clerk, at=NOW)
    close_territory(territory=north, on=DAY, reason="Se unieron", into=south, by=clerk, at=NOW)
    assert tree_of(town.pk).counted_in(north.pk).name == "Sur"
    assert tree_of(town.pk).counted_in(pinos.pk).name == "Sur"
    north.refresh_from_db()
    for change in (
        lambda: rename_territory(territory=north, name="Otra", kind="delegation", by=clerk, at=NOW),
        lambda: move_territory(territory=north, parent=south, by=clerk, at=NOW),
        lambda: add_territory(jurisdiction=town, name="Lagos", kind="colonia", parent=north, by=clerk, at=NOW),
    ):
        with pytest.raises(TerritoryIsClosed):
            change()
    reopen_territory(territory=north, by=clerk, at=NOW)
    assert tree_of(town.pk).counted_in(north.pk).name == "Norte"


def test_what_cannot_be_reopened(town: Jurisdiction, clerk: Person) -> None:
    north = added(town, "Norte")
    close_territory(territory=north, on=DAY, reason="Por error", by=clerk, at=NOW)
    added(town, "Norte")
    with pytest.raises(Refusal):
        reopen_territory(territory=north, by=clerk, at=NOW)


def row(town: Jurisdiction, **values: Any) -> Territory:
    known = {"jurisdiction": town, "name": "Norte", "key": "norte", "kind": "delegation", **values}
    return Territory.objects.create(**known)


@pytest.mark.covers("req:111")
@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("places_territory_once", lambda town, north: row(town)),
        (
            "places_territory_once_inside",
            lambda town, north: [row(town, name="A", key="a", parent=north) for _each in range(2)],
        ),
        ("places_territory_code", lambda town, north: row(town, name="A", key="a", code="01")),
        ("places_territory_named", lambda town, north: row(town, name="", key="")),
        ("places_territory_not_inside_itself", lambda town, north: Territory.objects.update(parent=north)),
        (
            "places_territory_not_merged_into_itself",
            lambda town, north: Territory.objects.update(merged_into=north, closed_on=DAY, closed_why="x"),
        ),
        ("places_territory_closed_why", lambda town, north: Territory.objects.update(closed_on=DAY)),
    ],
)
def test_the_table_refuses(
    constraint: str, wrong: Callable[[Jurisdiction, Territory], Any], town: Jurisdiction
) -> None:
    north = row(town, code="01")
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(town, north)


def test_a_used_territory_cannot_be_deleted(town: Jurisdiction) -> None:
    north = added(town, "Norte")
    added(town, "Pinos", north, "colonia")
    with pytest.raises(IntegrityError):
        north.delete()


def test_an_empty_list_is_not_a_load(town: Jurisdiction, clerk: Person) -> None:
    assert load_territories(jurisdiction=town, listed=Listed(paths=()), by=clerk, at=NOW) == 0
