from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tequio.files.actions import read_file, store_file
from tequio.files.models import StoredFile
from tequio.imports.models import ImportJob
from tequio.people.actions import open_account
from tequio.people.models import Person
from tequio.privacy import permissions
from tequio.privacy.actions import make_copy, remove_old_copies, send_request
from tequio.privacy.models import Copy
from tequio.privacy.own_data import tables_of
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def somebody(email: str = "a@example.org") -> Person:
    made = builders.person(f"Persona de {email}")
    open_account(person=made, email=email, by=builders.administrator(), at=NOW)
    return Person.objects.get(pk=made.pk)


def entered(person: Person) -> Client:
    client = Client()
    assert person.account is not None
    client.force_login(person.account)
    return client


@pytest.mark.covers("req:129")
def test_the_copy_has_every_table_that_names_the_person_and_no_secret() -> None:
    table = builders.table()
    who = table.officer
    table.evidence()
    copy = make_copy(person=who, by=who, at=NOW)
    assert copy.file is not None
    with zipfile.ZipFile(BytesIO(read_file(copy.file))) as archive:
        told = json.loads(archive.read("datos.json"))
        assert {"LEEME.txt", "datos.json", "people.person.csv", "monitoring.evidence.csv"} <= set(archive.namelist())
    assert told["people.person"][0]["name"] == who.name
    assert {"people.post", "monitoring.evidence", "audit.event"} <= set(told)
    assert "salt" not in json.dumps(told)


@pytest.mark.covers("req:129")
def test_another_person_is_not_in_it_even_in_what_she_worked_on() -> None:
    other, exercise = somebody("b@example.org"), builders.exercise()
    clerk = builders.secretariat(exercise)
    file = store_file(content=b"x", name="x.docx", media_type="text/plain", at=NOW)
    said = {"reading": {"responsible": other.name}, "answers": {"responsible": other.name}}
    ImportJob.objects.create(exercise=exercise, file=file, sha256="0" * 64, uploaded_by=clerk, uploaded_at=NOW, **said)
    told = tables_of(clerk)
    assert told["imports.importjob"][0]["uploaded_by"] == clerk.name
    assert other.name not in json.dumps(told, default=str)


@pytest.mark.covers("req:129")
def test_what_she_sent_without_entering_is_in_it() -> None:
    one = somebody()
    for email in ("a@example.org", "b@example.org"):
        send_request(
            jurisdiction=one.jurisdiction,
            right="access",
            name="Canaria",
            email=email,
            text=email,
            key=uuid4(),
            network="",
            at=NOW,
        )
    assert [row["text"] for row in tables_of(one)["privacy.arcorequest"]] == ["a@example.org"]


@pytest.mark.covers("req:129")
def test_only_oneself_makes_it() -> None:
    with pytest.raises(PermissionDenied):
        make_copy(person=somebody(), by=builders.administrator(), at=NOW)


@pytest.mark.covers("case:X6", "req:129")
def test_the_address_opens_only_with_ones_own_session_and_for_seven_days() -> None:
    one, other = somebody(), somebody("b@example.org")
    now = timezone.now()
    copy = make_copy(person=one, by=one, at=now)
    address, mine = f"/cuenta/datos/{copy.uid}/", entered(one)
    answer = mine.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer.headers["Cache-Control"]
    assert entered(other).get(address).status_code == 404
    assert not permissions.can_read_copy(other, copy)
    assert not permissions.can_read_copy(None, copy)
    assert Client().get(address).status_code == 302
    mine.logout()
    assert mine.get(address).status_code == 302
    assert remove_old_copies(at=now + timedelta(days=7) - timedelta(seconds=1)) == 0
    assert remove_old_copies(at=now + timedelta(days=7)) == 1
    assert not StoredFile.objects.filter(original_name="mis-datos.zip").exists()
    assert entered(one).get(address).status_code == 404


@pytest.mark.covers("case:X6")
def test_past_its_days_it_does_not_open_even_before_it_is_removed() -> None:
    one = somebody()
    copy = make_copy(person=one, by=one, at=timezone.now() - timedelta(days=8))
    assert entered(one).get(f"/cuenta/datos/{copy.uid}/").status_code == 404


@pytest.mark.covers("case:X6")
def test_a_new_copy_replaces_the_former() -> None:
    one = somebody()
    first, second = (make_copy(person=one, by=one, at=NOW) for _time in range(2))
    assert list(Copy.objects.filter(removed_at__isnull=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.filter(pk=first.pk).update(removed_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.filter(pk=second.pk).update(expires_at=NOW)


def test_the_page_of_ones_data_makes_it() -> None:
    one = somebody()
    client = entered(one)
    assert "Preparar mi copia" in client.get("/cuenta/datos/").content.decode()
    client.post("/cuenta/datos/")
    assert f"/cuenta/datos/{Copy.objects.get().uid}/" in client.get("/cuenta/datos/").content.decode()
