"""The letters about a piece of evidence: to whom, when they leave, and how they are stopped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client

from tequio.commitments.actions import publish_commitment
from tequio.core.refusals import Refusal
from tequio.monitoring.actions import UNDO, accept_evidence, return_evidence, submit_evidence, undo_review
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tests import builders
from tests.builders import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tequio.monitoring.models import Evidence, Review

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER
REASON = "La minuta no trae la firma del comité"


@pytest.fixture(autouse=True)
def _first_of_october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table() -> Table:
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    for name in ("officer", "colleague", "citizen", "guarantor", "facilitator", "stranger"):
        person: Person = getattr(made, name)
        person.account = Account.objects.create(email=f"{name}@example.org", joined_at=NOW)
        Person.objects.filter(pk=person.pk).update(account=person.account)
    return made


def recipients() -> list[str]:
    waiting = Message.objects.filter(cancelled_at__isnull=True)
    return sorted(each.removesuffix("@example.org") for each in waiting.values_list("recipient", flat=True))


def give(table: Table, place: int = 0, *, by: Person | None = None, at: datetime = NOW) -> Evidence:
    means = table.means[place]
    giver = by or table.officer
    url = "https://example.org/minuta.pdf"
    return submit_evidence(means=means, pack=builders.pack(), by=giver, at=at, url=url)


def send_back(evidence: Evidence, by: Person) -> Review:
    return return_evidence(evidence=evidence, reason=REASON, pack=builders.pack(), by=by, at=LATER)


@pytest.mark.covers("req:82", "exp:41")
def test_whoever_may_review_it_is_told_that_it_waits(table: Table) -> None:
    table.evidence()
    assert recipients() == ["citizen", "guarantor"]
    letter = Message.objects.get(recipient="citizen@example.org")
    assert f"/{table.exercise.slug}/revision/" in letter.text
    assert "Convocatoria" in letter.text
    assert "Recibe esto porque ocupa un asiento que revisa evidencia" in letter.text
    for who in (table.officer.name, "Convocatoria"):
        assert who not in letter.subject


def test_once_a_day_at_most_however_much_arrives(table: Table) -> None:
    give(table, 0)
    give(table, 1)
    assert recipients() == ["citizen", "guarantor"]
    give(table, 1, at=NOW + timedelta(days=1))
    assert recipients() == ["citizen", "citizen", "guarantor", "guarantor"]


@pytest.mark.covers("exp:41", "req:82")
def test_a_return_is_told_with_its_reason_to_whoever_gave_it_and_answers_for_it(table: Table) -> None:
    enlace = builders.person("Enlace")
    enlace.account = Account.objects.create(email="enlace@example.org", joined_at=NOW)
    Person.objects.filter(pk=enlace.pk).update(account=enlace.account)
    builders.seat(enlace, "government", role="enlace")
    evidence = give(table, by=enlace)
    Message.objects.all().delete()
    send_back(evidence, table.citizen)
    assert recipients() == ["enlace", "officer"]
    letter = Message.objects.get(recipient="officer@example.org")
    assert REASON in letter.text
    assert REASON in letter.html
    assert f"/revision/{evidence.uid}/" in letter.text
    assert "responde por su actividad" in letter.text
    assert letter.send_after == LATER + UNDO


def test_an_undone_return_writes_to_nobody(table: Table) -> None:
    evidence = table.evidence()
    Message.objects.all().delete()
    review = send_back(evidence, table.citizen)
    assert recipients() == ["officer"]
    undo_review(review=review, by=table.citizen, at=LATER + UNDO)
    assert recipients() == []
    deliver_due(now=LATER + timedelta(days=1))
    assert mail.outbox == []


def test_an_acceptance_needs_no_letter_of_its_own(table: Table) -> None:
    evidence = table.evidence()
    Message.objects.all().delete()
    accept_evidence(evidence=evidence, pack=builders.pack(), by=table.citizen, at=LATER)
    assert recipients() == []


@pytest.mark.covers("req:51")
def test_a_return_that_is_not_stored_writes_nothing(table: Table) -> None:
    evidence = table.evidence()
    Message.objects.all().delete()
    with transaction.atomic():
        send_back(evidence, table.citizen)
        transaction.set_rollback(True)
    assert recipients() == []
    with pytest.raises(Refusal):
        return_evidence(evidence=evidence, reason=" ", pack=builders.pack(), by=table.citizen, at=LATER)
    assert recipients() == []


@pytest.mark.covers("exp:17", "exp:41")
def test_one_click_stops_these_letters_and_no_others(table: Table) -> None:
    table.evidence(0)
    letter = Message.objects.get(recipient="citizen@example.org")
    stop = letter.unsubscribe_url.partition("//")[2].partition("/")[2]
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(f"/{stop}").status_code == 200
    give(table, 1, at=NOW + timedelta(days=1))
    assert Message.objects.filter(recipient="citizen@example.org").count() == 2
    page = browser.post(f"/{stop}", {"List-Unsubscribe": "One-Click"}).content.decode()
    assert "Detenido" in page
    # the letter of the week still comes
    assert "Dejar de recibirlo" in page
    give(table, 1, at=NOW + timedelta(days=2))
    assert Message.objects.filter(recipient="citizen@example.org").count() == 2
    browser.post(f"/{stop}", {"recibir": "1"})
    give(table, 1, at=NOW + timedelta(days=3))
    assert Message.objects.filter(recipient="citizen@example.org").count() == 3


def test_nobody_without_an_account_that_works_is_written_to(table: Table) -> None:
    Account.objects.filter(email="citizen@example.org").update(is_active=False)
    Person.objects.filter(pk=table.guarantor.pk).update(account=None)
    table.evidence()
    assert recipients() == []
