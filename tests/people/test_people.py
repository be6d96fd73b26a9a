from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.core.reading.records import Sector
from tequio.people import permissions
from tequio.people.actions import (
    AlreadyErased,
    AlreadyInstalled,
    CannotSucceedItself,
    create_organisation,
    create_person,
    create_post,
    erase_person,
    found_installation,
    hand_over_post,
    name_successor,
)
from tequio.people.models import Account, Organisation, OrganisationKind, Person, Post
from tequio.places.models import Jurisdiction
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW


def keeper() -> Person:
    return builders.secretariat(builders.exercise())


@pytest.mark.covers("req:128")
def test_an_installation_is_founded_once() -> None:
    first = builders.administrator()
    assert first.is_administrator
    assert Event.objects.filter(verb="people.installation_founded", actor_uid=first.uid).count() == 1
    with pytest.raises(AlreadyInstalled):
        found_installation(country="México", time_zone="America/Mexico_City", name="x", email="x@example.org", at=NOW)


def test_an_account_has_no_password_and_a_small_letter_address() -> None:
    person = create_person(
        jurisdiction=builders.place(), name="Enlace", email=" Enlace@Example.ORG ", by=builders.administrator(), at=NOW
    )
    assert person.account is not None
    assert person.account.email == "enlace@example.org"
    assert not any(field.name == "password" for field in Account._meta.get_fields())
    assert Account.objects.get_by_natural_key("ENLACE@example.org") == person.account


@pytest.mark.covers("req:128")
def test_an_address_enters_once() -> None:
    Account.objects.create(email="a@example.org", joined_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="a@example.org", joined_at=NOW)


def test_an_inactive_administrator_administers_nothing() -> None:
    admin = builders.administrator()
    assert admin.account_id is not None
    Account.objects.filter(pk=admin.account_id).update(is_active=False)
    assert not Person.objects.get(pk=admin.pk).is_administrator


WHO: dict[str, tuple[Callable[[], Person], bool]] = {
    "administrator": (builders.administrator, True),
    "secretariat of the place": (keeper, True),
    "anybody": (builders.person, False),
    "secretariat of another place": (
        lambda: builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Durango"))),
        False,
    ),
}


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("who", WHO)
def test_the_directory_is_kept_by_its_place(who: str) -> None:
    make, may = WHO[who]
    by, where = make(), builders.place()
    assert permissions.can_edit_directory(by, where) is may
    if may:
        assert create_person(jurisdiction=where, name="Nueva", by=by, at=NOW).name == "Nueva"
        return
    organisation = builders.organisation()
    post = create_post(organisation=organisation, by=builders.administrator(), at=NOW)
    verbs: list[Callable[[], object]] = [
        lambda: create_person(jurisdiction=where, name="Nueva", by=by, at=NOW),
        lambda: create_organisation(jurisdiction=where, name="Nueva", kind="private", by=by, at=NOW),
        lambda: create_post(organisation=organisation, by=by, at=NOW),
        lambda: hand_over_post(post=post, person=by, on=date(2020, 1, 1), by=by, at=NOW),
        lambda: name_successor(organisation=organisation, successor=organisation, since_on=NOW.date(), by=by, at=NOW),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.covers("req:128")
def test_a_name_never_enters_the_record() -> None:
    person = create_person(jurisdiction=builders.place(), name="María Reservada", by=builders.administrator(), at=NOW)
    event = Event.objects.get(verb="people.person_created", subject_uid=person.uid)
    assert "María" not in str(event.changes) + str(event.reserved)
    assert len(event.reserved["name"]) == 64


def test_each_person_has_a_salt_of_its_own() -> None:
    one, two = builders.person(), builders.person()
    assert len(bytes(one.salt or b"")) == 32
    assert bytes(one.salt or b"") != bytes(two.salt or b"")


@pytest.mark.covers("req:129")
def test_erasing_takes_name_account_and_salt() -> None:
    admin = builders.administrator()
    person = create_person(jurisdiction=builders.place(), name="Se va", email="seva@example.org", by=admin, at=NOW)
    erase_person(person=person, by=admin, at=NOW)
    person.refresh_from_db()
    assert (person.name, person.salt, person.account, person.erased_at) == ("", None, None, NOW)
    assert not Account.objects.filter(email="seva@example.org").exists()
    assert Event.objects.filter(verb="people.person_erased", subject_uid=person.uid).exists()
    with pytest.raises(AlreadyErased):
        erase_person(person=person, by=admin, at=NOW)


@pytest.mark.covers("req:129")
def test_only_the_administration_erases_and_never_itself() -> None:
    admin, clerk, person = builders.administrator(), keeper(), builders.person()
    with pytest.raises(PermissionDenied):
        erase_person(person=person, by=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        erase_person(person=admin, by=admin, at=NOW)


@pytest.mark.covers("req:129")
def test_a_person_is_erased_whole() -> None:
    person = builders.person()
    for half in ({"salt": None}, {"erased_at": NOW}, {"salt": None, "erased_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(**half)


@pytest.mark.covers("req:72")
def test_what_an_organisation_is_has_dates_and_a_successor() -> None:
    admin = builders.administrator()
    old = builders.organisation("Instituto de Transparencia", "guarantor")
    new = builders.organisation("Transparencia para el Pueblo", "government")
    name_successor(organisation=old, successor=new, since_on=date(2025, 3, 21), by=admin, at=NOW)
    assert old.kind_on(date(2025, 3, 20)) is Sector.GUARANTOR
    assert old.kind_on(date(2025, 3, 21)) is None
    assert Organisation.objects.get(pk=old.pk).successor == new
    assert Event.objects.filter(verb="people.successor_named", subject_uid=old.uid).exists()
    with pytest.raises(CannotSucceedItself):
        name_successor(organisation=new, successor=new, since_on=date(2026, 1, 1), by=admin, at=NOW)


@pytest.mark.covers("req:72")
def test_an_organisation_is_named_once_in_its_place() -> None:
    builders.organisation("Secretaría")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(jurisdiction=builders.place(), name="Secretaría")
    Organisation.objects.create(jurisdiction=builders.place("Durango"), name="Secretaría")


@pytest.mark.covers("req:72")
def test_a_kind_does_not_end_before_it_begins() -> None:
    organisation, day = builders.organisation(), date(2020, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationKind.objects.create(organisation=organisation, kind="government", starts_on=day, ends_on=day)


@pytest.mark.covers("req:69")
def test_a_post_changes_hands_and_what_was_answered_for_keeps_the_old_name() -> None:
    admin, before, after = builders.administrator(), builders.person("Antes"), builders.person("Después")
    post = create_post(
        organisation=builders.organisation(),
        person=before,
        title="Titular",
        area="Planeación",
        email="planeacion@example.org",
        phone="+52 33 0000 0000",
        extension="12",
        by=admin,
        at=NOW,
    )
    new = hand_over_post(post=post, person=after, on=date(2020, 1, 1), by=admin, at=NOW)
    post.refresh_from_db()
    assert (post.person, post.ends_on) == (before, date(2020, 1, 1))
    assert (new.person, new.title, new.area, new.email, new.phone, new.extension) == (
        after,
        "Titular",
        "Planeación",
        "planeacion@example.org",
        "+52 33 0000 0000",
        "12",
    )
    assert post.held_at(NOW)
    assert not post.held_at(NOW + timedelta(days=92))
    assert new.held_at(NOW + timedelta(days=92))
    assert not new.held_at(NOW)
    event = Event.objects.get(verb="people.post_created", subject_uid=new.uid)
    assert event.changes["email"] == [None, "planeacion@example.org"]
    assert "Después" not in str(event.changes)


@pytest.mark.covers("req:69")
def test_a_post_does_not_end_before_it_begins() -> None:
    day = date(2020, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(organisation=builders.organisation(), starts_on=day, ends_on=day)


def test_a_country_comes_with_the_installation() -> None:
    builders.administrator()
    assert Jurisdiction.objects.get(level="country").name == "México"
