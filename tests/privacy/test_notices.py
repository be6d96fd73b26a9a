"""The notices of each place, by purpose and version, on pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.people.actions import open_account
from tequio.people.models import Account, PrivacyNotice, Purpose
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db
PAGE, NEW = "/privacidad/avisos/", "/privacidad/avisos/nuevo/"


def office() -> Client:
    clerk = builders.secretariat(builders.exercise())
    open_account(person=clerk, email="secretaria@example.org", by=builders.administrator(), at=NOW)
    client = Client()
    client.force_login(Account.objects.get(person=clerk))
    return client


@pytest.mark.covers("req:129")
def test_an_office_publishes_each_version_and_anybody_reads_the_former_ones() -> None:
    client, place = office(), builders.place()
    for text in ("Se piden nombre y correo.", "Se piden nombre, correo y puesto."):
        sent = {"place": str(place.uid), "purpose": "attendance", "text": text, "kept_days": "90"}
        assert client.post(NEW, sent)["Location"] == f"{PAGE}?hecho=1"
    again = client.post(NEW, sent)
    assert again.status_code == 422
    assert "dice lo mismo" in again.content.decode()
    first, second = PrivacyNotice.objects.filter(purpose=Purpose.ATTENDANCE).order_by("version")
    listed = Client().get(PAGE).content.decode()
    assert f"{PAGE}{second.uid}/" in listed
    assert f"{PAGE}{first.uid}/" not in listed
    assert NEW not in listed
    former = Client().get(f"{PAGE}{first.uid}/").content.decode()
    assert "Se piden nombre y correo." in former
    assert "versión anterior" in former
    assert f"{PAGE}{second.uid}/" in former
    assert "versión anterior" not in Client().get(f"{PAGE}{second.uid}/").content.decode()
    assert "nombre, correo y puesto" in client.get(NEW, {"purpose": "attendance"}).content.decode()


@pytest.mark.covers("req:129")
def test_only_the_office_of_the_place_publishes_and_what_lacks_is_said() -> None:
    client, elsewhere = office(), builders.place("Durango")
    sent = {"place": str(elsewhere.uid), "purpose": "attendance", "text": "x", "kept_days": "90"}
    assert client.post(NEW, sent).status_code == 403
    wrong = client.post(NEW, {"place": str(builders.place().uid), "purpose": "nada", "text": "", "kept_days": "0"})
    assert wrong.status_code == 422
    for said in ("Elija para qué es el aviso", "Escriba el aviso de privacidad", "Al menos un día"):
        assert said in wrong.content.decode()
    assert not PrivacyNotice.objects.exists()


def test_a_hundred_notices_cost_the_queries_of_one() -> None:
    places = [builders.place(f"Lugar {number}") for number in range(110)]

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert Client().get(PAGE).status_code == 200
        return len(seen)

    notice = {"purpose": "attendance", "version": 1, "text": "x", "kept_days": 1, "since_at": NOW}
    PrivacyNotice.objects.create(jurisdiction=places[0], **notice)
    one = cost()
    PrivacyNotice.objects.bulk_create(PrivacyNotice(jurisdiction=each, **notice) for each in places[1:])
    assert cost() == one <= 3
