"""What an applicant wrote goes when the days of its notice are over; the figures stay. Guesses of folios are counted for every process."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.calls.actions import (
    Attached,
    forget_applications,
    forget_applications_of,
    forget_misses,
    seat_accepted,
    withdraw_application,
)
from tequio.calls.doors import MISSES
from tequio.calls.models import Application, Call, FolioMiss
from tequio.config.worker import forget
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.outbox.actions import note_bounce
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.places.clock import database_now
from tests import builders
from tests.calls.applying import PDF, apply, finished, open_call, shut

pytestmark = pytest.mark.django_db
#: of the notice of ``applying``
KEPT = timedelta(days=365)


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))


def over(call: Call) -> Application:
    call.refresh_from_db()
    assert call.results_at is not None
    assert forget_applications(at=call.results_at + KEPT) == call.applications.count()
    return call.applications.get()


def test_until_its_last_day_nothing_goes(exercise: Exercise) -> None:
    call = finished(exercise, "María Canaria")
    assert call.results_at is not None
    assert forget_applications(at=call.results_at + KEPT - timedelta(seconds=1)) == 0
    assert call.applications.get().name == "María Canaria"


def test_then_what_she_wrote_goes_and_the_figures_stay(exercise: Exercise) -> None:
    call = finished(
        exercise, "María Canaria", applicant_type="other", type_text="Vecinas Canarias", municipality="Lerdo"
    )
    before = call.applications.get()
    made = over(call)
    assert (made.folio, made.status, made.applicant_type) == (before.folio, "accepted", "other")
    assert made.decisions.get().outcome == "accepted"
    assert (made.salt, made.verdicts, made.declared) == (None, [], [])
    left = " ".join(str(getattr(made, each.attname)) for each in Application._meta.concrete_fields)
    for gone in ("Canaria", "@example.org", "mesas", "Lerdo", "Durango"):
        assert gone not in left
    letters = Message.objects.filter(application_letter__application=made)
    assert [(each.recipient, each.text, each.html) for each in letters] == [("", "", "")] * 2
    assert Event.objects.get(verb="calls.applications_forgotten").changes["forgotten"] == [None, 1]
    text = Client().get(f"/seguir/{made.folio}/").content.decode()
    assert "ya se borraron" in text
    assert forget_applications(at=database_now() + 2 * KEPT) == 0


def test_its_papers_go_with_it(exercise: Exercise) -> None:
    call = open_call(exercise)
    apply(call, files=(Attached(PDF, "carta.pdf", "application/pdf", "Carta"),))
    shut(call)
    Call.objects.filter(pk=call.pk).update(results_at=database_now())
    over(call)
    assert not StoredFile.objects.exists()


@pytest.mark.covers("req:129")
def test_what_the_office_wrote_of_her_goes_too_and_who_abstained_stays(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    call = finished(exercise, "María Canaria")
    made = call.applications.get()
    made.decisions.update(reason="María Canaria representa a Lerdo")
    made.conflicts.create(person=by, reason="Es prima de María Canaria", declared_at=database_now())
    letter = Message.objects.filter(application_letter__application=made)[0]
    note_bounce(message=letter, error="SMTPRecipientsRefused: canaria@example.org", at=database_now())
    made = over(call)
    assert (made.decisions.get().reason, made.conflicts.get().reason) == ("Se borró junto con la solicitud.", "")
    assert made.conflicts.get().person == by
    assert [each.last_error for each in Message.objects.all()] == ["", ""]


@pytest.mark.covers("req:129")
def test_who_withdraws_leaves_nothing_of_her_in_letters_nor_reasons(exercise: Exercise) -> None:
    made = apply(open_call(exercise))
    by = builders.secretariat(exercise)
    made.conflicts.create(person=by, reason="Es prima de María Canaria", declared_at=database_now())
    deliver_due(now=database_now() + timedelta(minutes=2))
    withdraw_application(application=made, at=database_now())
    assert [(each.recipient, each.text) for each in Message.objects.all()] == [("", "")]
    assert made.conflicts.get().reason == ""


@pytest.mark.covers("req:129")
def test_a_cancellation_takes_what_she_wrote_and_no_letter_leaves_any_more(exercise: Exercise) -> None:
    over, waiting = finished(exercise, "María Canaria"), apply(open_call(exercise), email="0@example.org")
    other = apply(waiting.call, email="otra@example.org")
    assert forget_applications_of(person=None, email=" 0@EXAMPLE.org", at=database_now()) == 2
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.status, waiting.name, waiting.erased_at is None) == ("withdrawn", "", False)
    assert (over.applications.get().status, over.applications.get().name) == ("accepted", "")
    assert (other.status, other.name) == ("received", "María Canaria")
    hers = Message.objects.exclude(application_letter__application=other)
    assert {(each.recipient, each.cancelled_at is None) for each in hers} == {("", False)}
    assert forget_applications_of(person=None, email="", at=database_now()) == 0


@pytest.mark.covers("req:129")
def test_a_cancellation_takes_those_of_the_account_whatever_their_mail(exercise: Exercise) -> None:
    call, person = finished(exercise, "María Canaria", "Otra"), builders.person("María Canaria")
    hers = call.applications.get(name="María Canaria")
    Application.objects.filter(pk=hers.pk).update(person=person)
    assert forget_applications_of(person=person, email="de.hoy@example.org", at=database_now()) == 1
    assert [each.name for each in call.applications.order_by("pk")] == ["", "Otra"]


def test_who_sits_keeps_her_seat(exercise: Exercise) -> None:
    call = finished(exercise, "María Canaria")
    body = builders.body(exercise.jurisdiction)
    seat_accepted(call=call, body=body, votes=True, by=builders.secretariat(exercise), at=database_now())
    made = over(call)
    assert made.seat is not None
    assert made.person == made.seat.person


def test_a_process_that_waits_for_its_results_has_not_ended_and_a_void_one_has(exercise: Exercise) -> None:
    waiting, void = open_call(exercise), open_call(exercise)
    for call in (waiting, void):
        apply(call)
        shut(call)
    Call.objects.filter(pk=void.pk).update(status="void", void_reason="Nadie")
    assert forget(database_now() + 2 * KEPT) >= 1
    assert waiting.applications.get().email
    assert not void.applications.get().email


def test_one_that_was_erased_has_nothing_of_the_person(exercise: Exercise) -> None:
    made = apply(open_call(exercise))
    with pytest.raises(IntegrityError, match="calls_application_erased_whole"), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(erased_at=database_now())


def test_guesses_of_folios_are_one_count_for_every_process(exercise: Exercise) -> None:
    """It is in the database: another process, with its own memory, refuses too."""
    known = apply(open_call(exercise))
    client = Client()
    for _guess in range(MISSES):
        assert client.get("/seguir/TQ-22222222/").status_code == 404
    assert client.get(f"/seguir/{known.folio}/").status_code == 429
    assert client.get(f"/seguir/{known.folio}/acuse.pdf").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").get(f"/seguir/{known.folio}/").status_code == 200
    assert "127.0.0.1" not in str(list(FolioMiss.objects.values()))
    forget_misses(before=database_now())
    assert client.get(f"/seguir/{known.folio}/").status_code == 200
