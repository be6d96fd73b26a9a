from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.commitments import permissions
from tequio.commitments.actions import (
    AlreadyPublished,
    CommitmentIsTooLong,
    DescriptionIsTooLong,
    EndsBeforeItStarts,
    NotAField,
    PlanIsTaken,
    Taking,
    create_commitment,
    date_commitment,
    edit_commitment,
    name_actors,
    publish_commitment,
    state_sector_role,
    state_values,
)
from tequio.commitments.models import Commitment, CommitmentActor, SectorRole, ValueRelevance
from tequio.commitments.records import ALL_FIELDS, commitment_of
from tequio.core.dates import from_edtf
from tequio.core.reading.records import Sector, Values
from tequio.people.actions import create_post, hand_over_post
from tequio.people.models import Person
from tests import builders

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture
def commitment() -> Commitment:
    return builders.commitment(builders.exercise())


@pytest.fixture
def by(commitment: Commitment) -> Person:
    return builders.secretariat(commitment.exercise)


def edit(commitment: Commitment, by: Person, **values: str) -> None:
    edit_commitment(commitment=commitment, values=values, pack=builders.pack(), by=by, at=LATER)


@pytest.mark.covers("case:F6", "req:76")
def test_a_description_of_281_is_refused_and_one_of_280_is_not(commitment: Commitment, by: Person) -> None:
    with pytest.raises(DescriptionIsTooLong, match="281"):
        edit(commitment, by, description="á" * 281)
    edit(commitment, by, description="á" * 280)
    commitment.refresh_from_db()
    assert commitment.description == "á" * 280


@pytest.mark.covers("case:F6")
def test_accents_and_emoji_count_one_after_nfc(commitment: Commitment, by: Person) -> None:
    edit(commitment, by, description="a\u0301" * 140 + "🗳" * 140)
    commitment.refresh_from_db()
    assert commitment.description == "á" * 140 + "🗳" * 140
    with pytest.raises(DescriptionIsTooLong):
        edit(commitment, by, description="a\u0301" * 140 + "🗳" * 141)


@pytest.mark.covers("req:128")
def test_an_edit_tells_before_and_after_and_nothing_else(commitment: Commitment, by: Person) -> None:
    edit(commitment, by, title="Nuevo título", theme="")
    event = Event.objects.get(verb="commitments.commitment_edited")
    assert event.changes == {"title": ["Compromiso", "Nuevo título"]}
    assert (event.actor_uid, event.exercise_uid) == (by.uid, commitment.exercise.uid)
    edit(commitment, by, title="Nuevo título")
    assert Event.objects.filter(verb="commitments.commitment_edited").count() == 1


@pytest.mark.parametrize("field", ["status", "number", "exercise_id", "fields", "uid"])
def test_what_is_not_a_text_of_the_sheet_is_not_edited_this_way(commitment: Commitment, by: Person, field: str) -> None:
    with pytest.raises(NotAField):
        edit(commitment, by, **{field: "x"})


DATES = [
    ("2019-08-22", "2021-08-22", None),
    ("2019-08-22", "2021-08-23", CommitmentIsTooLong),
    ("2020-02-29", "2022-02-28", None),
    ("2020-02-29", "2022-03-01", CommitmentIsTooLong),
    ("2019-08-22", "2019-08-21", EndsBeforeItStarts),
    ("2019-08", "2021-09", CommitmentIsTooLong),
    ("2019-08-22", None, None),
]


@pytest.mark.covers("case:F3", "req:13", "req:12")
@pytest.mark.parametrize(("starts", "ends", "refusal"), DATES)
def test_two_years_at_most(
    commitment: Commitment, by: Person, starts: str, ends: str | None, refusal: type[Exception] | None
) -> None:
    def move() -> None:
        date_commitment(
            commitment=commitment, starts=from_edtf(starts), ends=from_edtf(ends), pack=builders.pack(), by=by, at=LATER
        )

    if refusal is None:
        move()
        commitment.refresh_from_db()
        assert (commitment.starts, commitment.ends) == (from_edtf(starts), from_edtf(ends))
        assert Event.objects.get(verb="commitments.commitment_dated").changes["ends"] == [None, ends or "por definir"]
    else:
        with pytest.raises(refusal):
            move()


@pytest.mark.covers("req:17", "req:71", "req:73")
def test_actors_are_people_organisations_or_both(commitment: Commitment, by: Person) -> None:
    office, person = builders.organisation("Secretaría"), builders.person("Rómulo")
    name_actors(
        commitment=commitment,
        actors=[
            Taking("government", organisation=office, box="government"),
            Taking("civil_society", person=person, organisation=builders.organisation("Red", "civil_society")),
            Taking("citizen", person=person, box="civil_society"),
        ],
        by=by,
        at=NOW,
    )
    told = commitment_of(commitment).actors
    assert [(one.name, one.organisation, one.sector, one.box) for one in told] == [
        ("", "Secretaría", Sector.GOVERNMENT, Sector.GOVERNMENT),
        ("Rómulo", "Red", Sector.CIVIL_SOCIETY, None),
        ("Rómulo", "", Sector.CITIZEN, Sector.CIVIL_SOCIETY),
    ]
    event = Event.objects.get(verb="commitments.actors_named")
    assert event.changes["actors"] == [[], ["Secretaría", "Red", str(person.uid)]]
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentActor.objects.create(commitment=commitment, sector="citizen", position=9)


@pytest.mark.covers("req:77")
def test_each_value_is_stated_once_and_can_be_taken_back(commitment: Commitment, by: Person) -> None:
    state_values(commitment=commitment, texts={"access": "Se publica", "technology": "Un portal"}, by=by, at=NOW)
    state_values(commitment=commitment, texts={"access": "Se publica más", "technology": ""}, by=by, at=LATER)
    assert commitment_of(commitment).values == Values(access="Se publica más")
    event = Event.objects.filter(verb="commitments.values_stated").latest("pk")
    assert event.changes == {"access": ["Se publica", "Se publica más"], "technology": ["Un portal", ""]}
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueRelevance.objects.create(commitment=commitment, value="access", text="x")


@pytest.mark.covers("req:14")
def test_each_sector_says_once_what_it_does(commitment: Commitment, by: Person) -> None:
    state_sector_role(commitment=commitment, sector="government", text="Publica", by=by, at=NOW)
    state_sector_role(commitment=commitment, sector="government", text="Publica y responde", by=by, at=LATER)
    assert commitment_of(commitment).sector_roles == ("Gobierno: Publica y responde",)
    event = Event.objects.filter(verb="commitments.sector_role_stated").latest("pk")
    assert event.changes == {"government": ["Publica", "Publica y responde"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        SectorRole.objects.create(commitment=commitment, sector="government", text="x")


@pytest.mark.covers("req:65")
def test_a_number_is_of_one_commitment_of_the_exercise(commitment: Commitment) -> None:
    second = builders.commitment(commitment.exercise)
    assert (commitment.number, second.number) == (1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=second.pk).update(number=1)


@pytest.mark.covers("req:15")
def test_a_work_plan_is_of_one_commitment(commitment: Commitment) -> None:
    with pytest.raises(PlanIsTaken):
        builders.commitment(commitment.exercise, commitment.workplan)
    other = builders.exercise("otro")
    with pytest.raises(PlanIsTaken):
        builders.commitment(other, builders.workplan(commitment.exercise))


def test_it_is_published_once(commitment: Commitment, by: Person) -> None:
    publish_commitment(commitment=commitment, by=by, at=NOW)
    assert Commitment.objects.get(pk=commitment.pk).status == "published"
    with pytest.raises(AlreadyPublished):
        publish_commitment(commitment=commitment, by=by, at=NOW)


def test_one_written_here_is_asked_for_every_box(commitment: Commitment) -> None:
    assert commitment_of(commitment).fields == ALL_FIELDS
    assert "indicators" in ALL_FIELDS
    commitment.fields = ["title", "starts_on"]
    assert commitment_of(commitment).fields == {"title", "starts_on"}


@pytest.mark.covers("req:69")
def test_the_responsible_is_told_with_the_contact_of_the_post(commitment: Commitment) -> None:
    post = create_post(
        organisation=builders.organisation(),
        person=builders.person("Titular"),
        title="Titular de área",
        area="Área",
        email="area@example.org",
        phone="+52 33",
        extension="1",
        by=builders.administrator(),
        at=NOW,
    )
    commitment.responsible = post
    told = commitment_of(commitment).responsible
    assert (told.organisation, told.person, told.post, told.area, told.email, told.phone, told.extension) == (
        "Secretaría de Prueba",
        "Titular",
        "Titular de área",
        "Área",
        "area@example.org",
        "+52 33",
        "1",
    )


def holder(commitment: Commitment) -> Person:
    person = builders.person()
    post = create_post(organisation=builders.organisation(), person=person, by=builders.administrator(), at=NOW)
    Commitment.objects.filter(pk=commitment.pk).update(responsible=post)
    commitment.refresh_from_db()
    return person


def former_holder(commitment: Commitment) -> Person:
    person = holder(commitment)
    assert commitment.responsible is not None
    hand_over_post(
        post=commitment.responsible,
        person=builders.person(),
        on=(NOW - timedelta(days=2)).date(),
        by=builders.administrator(),
        at=NOW,
    )
    commitment.refresh_from_db()
    return person


WHO: dict[str, tuple[Callable[[Commitment], Person], bool, bool]] = {
    "secretariat": (lambda commitment: builders.secretariat(commitment.exercise), True, True),
    "holder of the responsible post": (holder, True, False),
    "who held it before": (former_holder, False, False),
    "administrator of the installation": (lambda commitment: builders.administrator(), False, False),
    "anybody": (lambda commitment: builders.person(), False, False),
}


@pytest.mark.covers("req:65")
@pytest.mark.parametrize("who", WHO)
def test_who_opens_edits_and_publishes(who: str, commitment: Commitment) -> None:
    make, edits, publishes = WHO[who]
    person = make(commitment)
    assert permissions.can_edit_commitment(person, commitment, LATER) is edits
    assert permissions.can_create_commitment(person, commitment.exercise, LATER) is publishes
    assert permissions.can_publish_commitment(person, commitment, LATER) is publishes
    if not edits:
        verbs: list[Callable[[], object]] = [
            lambda: edit(commitment, person, title="x"),
            lambda: name_actors(commitment=commitment, actors=[], by=person, at=LATER),
            lambda: state_values(commitment=commitment, texts={}, by=person, at=LATER),
            lambda: state_sector_role(commitment=commitment, sector="x", text="x", by=person, at=LATER),
        ]
        for verb in verbs:
            with pytest.raises(PermissionDenied):
                verb()
    if not publishes:
        with pytest.raises(PermissionDenied):
            publish_commitment(commitment=commitment, by=person, at=LATER)
        plan = builders.workplan(commitment.exercise)
        with pytest.raises(PermissionDenied):
            create_commitment(exercise=commitment.exercise, workplan=plan, title="x", by=person, at=LATER)
