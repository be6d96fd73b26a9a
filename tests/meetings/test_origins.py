from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.core.territories import read_list
from tequio.meetings import actions
from tequio.meetings.models import Attendance, Meeting
from tequio.meetings.origins import OriginLine, origins_of
from tequio.people.models import Person
from tequio.places.actions import close_territory, load_territories
from tequio.places.actions.territories import TerritoryIsElsewhere
from tequio.places.models import Territory
from tequio.places.queries import UnknownTerritory, origin_of, territory_choices
from tests import builders
from tests.meetings.test_meeting import BEGINS, arranged

pytestmark = pytest.mark.django_db
NOW = builders.NOW
LIST = [
    ["Norte", "Pinos"],
    ["Norte", "Encinos"],
    ["Sur", "Lagos"],
    ["Sur", "Centro"],
    ["Centro", "Centro"],
    ["Poniente"],
]


@pytest.fixture
def meeting() -> Meeting:
    town = builders.place("San Gregorio", level="municipality")
    made = arranged(builders.exercise("municipio", jurisdiction=town, kind="municipal"))
    by = builders.secretariat(made.exercise)
    load_territories(jurisdiction=town, listed=read_list(LIST), by=by, at=NOW)
    return made


def come(meeting: Meeting, territory: str, count: int = 1, **options: Any) -> list[Person]:
    by = builders.secretariat(meeting.exercise)
    people = [builders.person(jurisdiction=meeting.exercise.jurisdiction) for _each in range(count)]
    for who in people:
        actions.note_arrival(meeting=meeting, person=who, territory=territory, way="hand", by=by, at=NOW, **options)
    return people


@pytest.mark.covers("req:111")
def test_attendance_by_delegacion_adds_its_colonias_and_hides_small_cells(meeting: Meeting) -> None:
    come(meeting, "PINOS", 4)
    come(meeting, "Encinos", 2)
    come(meeting, "Lagos", 4)
    come(meeting, "Colonia que nadie apuntó", 3)
    come(meeting, "", 7)
    found = origins_of([meeting.pk], meeting.exercise.jurisdiction_id)
    assert found.lines == (OriginLine("Norte", "Delegación", 6, 100), OriginLine("Sur", "Delegación", None))
    assert (found.people, found.elsewhere, found.silent) == (20, None, 7)
    assert found.nobody_from == ("Centro", "Poniente")


@pytest.mark.covers("req:111")
def test_over_several_meetings_each_person_counts_once_where_she_last_said(meeting: Meeting) -> None:
    by, other = builders.secretariat(meeting.exercise), arranged(meeting.exercise, BEGINS + timedelta(days=30))
    people = come(meeting, "Pinos", 5)
    for who, said in zip(people, ("", "Pinos", "Encinos", "Norte", "Lagos"), strict=True):
        actions.note_arrival(meeting=other, person=who, territory=said, way="hand", by=by, at=NOW + timedelta(days=30))
    both = origins_of([meeting.pk, other.pk], meeting.exercise.jurisdiction_id)
    assert both.people == 5
    assert [line.people for line in both.lines] == [None, None]
    assert origins_of([], meeting.exercise.jurisdiction_id).people == 0


def test_who_comes_from_a_closed_delegacion_is_counted_in_the_one_it_became(meeting: Meeting) -> None:
    come(meeting, "Poniente", 5)
    north, west = Territory.objects.get(key="norte"), Territory.objects.get(key="poniente")
    by = builders.secretariat(meeting.exercise)
    close_territory(territory=west, on=NOW.date(), reason="Se unieron", into=north, by=by, at=NOW)
    assert origins_of([meeting.pk], meeting.exercise.jurisdiction_id).lines == (
        OriginLine("Norte", "Delegación", 5, 100),
    )


@pytest.mark.parametrize("rows", [10, 110])
def test_it_costs_two_queries_whatever_the_number(
    rows: int, meeting: Meeting, django_assert_num_queries: Callable[..., Any]
) -> None:
    come(meeting, "Pinos", rows)
    with django_assert_num_queries(2):
        origins_of([meeting.pk], meeting.exercise.jurisdiction_id)


@pytest.mark.covers("req:111")
def test_what_was_written_is_kept_and_looked_up_in_the_tree(meeting: Meeting) -> None:
    place = meeting.exercise.jurisdiction_id
    north = Territory.objects.get(key="norte", parent=None)
    centre = Territory.objects.get(key="centro", parent__key="sur")
    assert origin_of(place, words="  los   PINOS ").territory is None
    assert origin_of(place, words="  pinos ").territory == Territory.objects.get(key="pinos")
    assert origin_of(place, words="Centro").territory is None, "three of them are called so"
    assert origin_of(place, chosen=str(centre.parent.uid if centre.parent else ""), words="Centro").territory == centre
    assert origin_of(place, chosen=str(north.uid), words="Cerca del río").territory == north
    assert origin_of(place, chosen=str(north.uid)).words == "Norte"
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(UnknownTerritory):
            origin_of(place, chosen=wrong)


@pytest.mark.covers("req:111")
def test_what_was_written_before_there_was_a_tree_is_placed_in_it_and_kept(meeting: Meeting) -> None:
    by, lagos = builders.secretariat(meeting.exercise), Territory.objects.get(key="lagos")
    come(meeting, "Los laguitos", 5)
    other = arranged(builders.exercise("otro", jurisdiction=builders.place("Otro")))
    come(other, "Los laguitos")
    assert actions.place_words(words="Los laguitos", territory=lagos, by=by, at=NOW) == 5
    assert actions.place_words(words="Los laguitos", territory=lagos, by=by, at=NOW) == 0
    assert set(Attendance.objects.filter(comes_from=lagos).values_list("territory", flat=True)) == {"Los laguitos"}
    assert Event.objects.filter(verb="meetings.words_placed").count() == 1
    assert origins_of([meeting.pk], meeting.exercise.jurisdiction_id).lines == (
        OriginLine("Sur", "Delegación", 5, 100),
    )
    with pytest.raises(PermissionDenied):
        actions.place_words(words="Los laguitos", territory=lagos, by=builders.secretariat(other.exercise), at=NOW)


def test_where_she_comes_from_is_corrected_and_the_record_does_not_tell_it(meeting: Meeting) -> None:
    by = builders.secretariat(meeting.exercise)
    come(meeting, "Pinos")
    arrival = Attendance.objects.get()
    actions.tell_origin(arrival=arrival, territory="Lagos", by=by, at=NOW)
    assert (arrival.comes_from and arrival.comes_from.name) == "Lagos"
    actions.tell_origin(arrival=arrival, by=by, at=NOW)
    arrival.refresh_from_db()
    assert (arrival.territory, arrival.comes_from) == ("", None)
    assert not any(
        "agos" in str(event.changes) or "inos" in str(event.changes)
        for event in Event.objects.filter(verb__startswith="meetings.")
    )
    elsewhere = Territory.objects.create(jurisdiction=builders.place("Otro"), name="Ajena", key="ajena", kind="other")
    with pytest.raises(TerritoryIsElsewhere):
        actions.tell_origin(arrival=arrival, comes_from=elsewhere, by=by, at=NOW)


@pytest.mark.covers("req:111")
def test_the_table_keeps_what_a_chosen_territory_was_called(meeting: Meeting) -> None:
    come(meeting, "Pinos")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(territory="")


def test_a_form_offers_the_tree_by_delegacion_and_only_its_top_when_it_is_huge(
    meeting: Meeting, django_assert_num_queries: Callable[..., Any]
) -> None:
    town = meeting.exercise.jurisdiction
    with django_assert_num_queries(1):
        offered = territory_choices(town.pk)
    assert [(group.name, [each.name for each in group.choices]) for group in offered.groups] == [
        ("Centro", ["Centro", "Centro"]),
        ("Norte", ["Norte", "Encinos", "Pinos"]),
        ("Sur", ["Sur", "Centro", "Lagos"]),
        ("", ["Poniente"]),
    ]
    many = read_list([["Oriente", f"Colonia {n}"] for n in range(2000)])
    load_territories(jurisdiction=town, listed=many, by=builders.secretariat(meeting.exercise), at=NOW)
    huge = territory_choices(town.pk)
    assert not huge.whole
    assert [each.name for each in huge.groups[0].choices] == ["Centro", "Norte", "Oriente", "Poniente", "Sur"]
