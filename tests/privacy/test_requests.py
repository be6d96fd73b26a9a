from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.config import examination
from tequio.exercises.models import Exercise
from tequio.meetings.actions import arrange_meeting
from tequio.meetings.models import Invitation
from tequio.outbox.actions import queue_message, refuse_letters
from tequio.outbox.models import Message
from tequio.people.actions import open_account
from tequio.people.models import OpenSession, Person
from tequio.places.actions import add_closure, add_non_working_day
from tequio.places.clock import database_now
from tequio.privacy import actions
from tequio.privacy.models import ArcoRequest
from tequio.privacy.terms import kept_for, refuse_unreadable, terms_of
from tequio.workplans.queries.schedules import calendar_of
from tests import builders
from tests.builders import NOW
from tests.calls import applying

pytestmark = pytest.mark.django_db


def sent(at: datetime = NOW, **given: Any) -> ArcoRequest:
    values: dict[str, Any] = {
        "jurisdiction": builders.place(),
        "key": uuid4(),
        "network": "192.0.2.1",
        "right": "access",
        "name": "Canaria Reservada",
        "email": "Canaria@example.org",
        "text": "Mis datos",
    }
    return actions.send_request(**{**values, **given}, at=at)


def clerk() -> Person:
    return builders.secretariat(builders.exercise())


@pytest.fixture
def own_terms(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where an installation writes its own."""
    settings.VAR = tmp_path
    yield tmp_path / "terms.toml"
    settings.VAR = tmp_path / "none"
    refuse_unreadable()


@pytest.mark.covers("req:129")
def test_an_installation_writes_its_own_terms_with_their_citation(own_terms: Path) -> None:
    own_terms.write_text(
        '[terms.Jalisco]\nanswer = 12\nextension = 5\neffect = 6\ncitation = "Ley de Jalisco"\n'
        '[[keeping]]\nkind = "letters"\ndays = 30\nafter = "sent"\ncitation = "Catálogo"\n'
    )
    assert not examination.terms().wrong
    made = sent()
    assert made.citation == "Ley de Jalisco"
    assert made.due_on == calendar_of(made.jurisdiction_id).add(made.jurisdiction.today(NOW), 12)
    assert (terms_of("Durango").answer, kept_for("letters"), kept_for("drafts")) == (20, 30, 30)
    for wrong in (
        "[terms.general]\nanswer = 3\n",
        "nada",
        "[[keeping]]\nkind='letters'\ndays=0\nafter='x'\ncitation='x'\n",
    ):
        own_terms.write_text(wrong)
        assert examination.terms().wrong


def test_sessions_that_ended_are_forgotten() -> None:
    for days in (-1, 1):
        OpenSession.objects.create(session_key=str(days), expire_date=NOW + timedelta(days=days))
    actions.forget_what_is_no_longer_kept(at=NOW)
    assert OpenSession.objects.get().session_key == "1"


@pytest.mark.covers("case:T5", "req:129")
def test_the_term_counts_working_days_of_the_place() -> None:
    """From Monday 28 December 2020. Counted by hand: the statutory 1 January and 1 February, a local day and a closure do not count."""
    place = builders.place()
    admin = builders.administrator()
    add_non_working_day(jurisdiction=place, day_on=date(2021, 1, 6), name="local", source="Periódico", by=admin, at=NOW)
    add_closure(
        jurisdiction=place,
        first_on=date(2020, 12, 29),
        last_on=date(2021, 1, 5),
        name="vacaciones",
        source="Acuerdo",
        by=admin,
        at=NOW,
    )
    made = sent(datetime.fromisoformat("2020-12-28T18:00:00+00:00"))
    assert made.due_on == date(2021, 2, 4)
    assert terms_of("Jalisco").answer == 20
    assert made.citation == terms_of("Jalisco").citation != ""


@pytest.mark.covers("case:T5")
def test_the_day_of_reception_is_that_of_the_place() -> None:
    """Half past five in the morning of the 29th in Greenwich is still the 28th there."""
    late, early = (sent(datetime.fromisoformat(f"2020-12-{text}:00+00:00")) for text in ("29T05:30", "28T18:00"))
    assert late.due_on == early.due_on == date(2021, 1, 26)


@pytest.mark.covers("req:129", "case:F10")
def test_a_second_click_is_the_same_request() -> None:
    key = uuid4()
    assert sent(key=key).folio == sent(key=key).folio
    assert ArcoRequest.objects.count() == Message.objects.count() == 1


@pytest.mark.covers("req:129")
def test_who_asked_is_nowhere_public() -> None:
    made = sent()
    [event] = Event.objects.filter(verb="privacy.request_received")
    assert "anaria" not in str(event.changes) + str(event.reserved)
    assert set(event.reserved) == {"name", "email"}
    letter = Message.objects.get()
    assert (letter.recipient, made.folio in letter.subject) == ("canaria@example.org", True)
    assert "anaria" not in letter.subject + letter.unsubscribe_url


def test_a_network_has_a_limit() -> None:
    for _each in range(actions.requests.PER_NETWORK_AND_DAY):
        sent()
    with pytest.raises(actions.TooManyRequests):
        sent()
    assert sent(network="192.0.2.77").folio
    assert sent(at=NOW + timedelta(days=1)).folio


@pytest.mark.covers("req:129")
def test_asking_for_a_detail_stops_the_days_and_the_answer_starts_them_again() -> None:
    made, by = sent(), clerk()
    actions.ask_for_details(request=made, text="¿En qué reunión?", by=by, at=NOW)
    with pytest.raises(actions.NeedsAReason):
        actions.give_details(request=made, text=" ", at=NOW)
    later = NOW + timedelta(days=10)
    actions.give_details(request=made, text="La de mayo.", at=later)
    made.refresh_from_db()
    assert (made.status, made.details) == ("received", "La de mayo.")
    assert made.due_on == sent(at=later).due_on > sent().due_on
    with pytest.raises(actions.NothingWasAsked):
        actions.give_details(request=made, text="otra vez", at=later)


@pytest.mark.covers("req:129")
def test_the_term_is_extended_once_with_a_reason() -> None:
    made, by = sent(), clerk()
    with pytest.raises(actions.NeedsAReason):
        actions.extend_request(request=made, reason="", by=by, at=NOW)
    before = made.due_on
    actions.extend_request(request=made, reason="Está en el archivo.", by=by, at=NOW)
    made.refresh_from_db()
    assert (made.due_on - before).days >= 14
    with pytest.raises(actions.AlreadyExtended):
        actions.extend_request(request=made, reason="Más.", by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArcoRequest.objects.filter(pk=made.pk).update(extension_reason="")


@pytest.mark.covers("req:129")
def test_it_is_answered_once_and_what_is_granted_has_its_own_term() -> None:
    made, by = sent(), clerk()
    actions.answer_request(request=made, outcome="granted", answer="Se entregan.", by=by, at=NOW)
    made.refresh_from_db()
    assert made.status == "answered"
    assert made.effect_due_on is not None
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_request(request=made, outcome="denied", answer="No.", by=by, at=NOW)
    with pytest.raises(actions.AlreadyAnswered):
        actions.ask_for_details(request=made, text="?", by=by, at=NOW)
    with pytest.raises(actions.AlreadyAnswered):
        actions.extend_request(request=made, reason="?", by=by, at=NOW)
    actions.carry_out_request(request=made, by=by, at=NOW)
    assert ArcoRequest.objects.waiting().count() == 0
    with pytest.raises(actions.NothingToCarryOut):
        actions.carry_out_request(request=made, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArcoRequest.objects.filter(pk=made.pk).update(outcome="")


@pytest.mark.covers("req:129")
def test_what_is_denied_owes_nothing_more() -> None:
    made, by = sent(), clerk()
    actions.answer_request(request=made, outcome="denied", answer="No hay datos suyos.", by=by, at=NOW)
    made.refresh_from_db()
    assert (made.effect_due_on, ArcoRequest.objects.waiting().count()) == (None, 0)
    with pytest.raises(actions.NothingToCarryOut):
        actions.carry_out_request(request=made, by=by, at=NOW)


@pytest.mark.covers("req:129")
def test_a_cancellation_that_is_carried_out_erases_the_person_and_only_the_administration_may() -> None:
    who, by = builders.person("Canaria"), clerk()
    made = sent(right="cancellation", by=who)
    actions.answer_request(request=made, outcome="granted", answer="Procede.", by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.carry_out_request(request=made, by=by, at=NOW)
    actions.carry_out_request(request=made, by=builders.administrator(), at=NOW)
    who.refresh_from_db()
    assert (who.name, who.salt) == ("", None)


@pytest.mark.covers("req:129")
def test_a_cancellation_sent_without_entering_reaches_the_account_and_every_trace_of_the_address() -> None:
    who, address, by = builders.person("Canaria"), "canaria@example.org", builders.administrator()
    open_account(person=who, email=address, by=by, at=NOW)
    exercise = builders.exercise()
    meeting = arrange_meeting(
        exercise=exercise,
        title="Sesión",
        begins_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        place="Sala",
        by=builders.secretariat(exercise),
        at=NOW,
    )
    Invitation.objects.create(meeting=meeting, person=who, email=address)
    queue_message(recipient=address, subject="Aviso", text=address, at=NOW)
    Message.objects.update(sent_at=NOW)
    refuse_letters(recipient=address, kind="week", at=NOW)
    made = sent(right="cancellation", email=address)
    actions.answer_request(request=made, outcome="granted", answer="Procede.", by=by, at=NOW)
    Message.objects.filter(sent_at=None).update(sent_at=NOW)
    actions.carry_out_request(request=made, by=by, at=NOW)
    ArcoRequest.objects.update(name="", email="", text="", details="", answer="", salt=None, erased_at=NOW)
    assert {row.recipient for row in Message.objects.all()} == {"", address}, "only the letter that says it was done"
    Message.objects.filter(sent_at=None).delete()
    for model in apps.get_models():
        if model.__module__.startswith("tequio."):
            assert address not in str(list(model._default_manager.values())), model


@pytest.mark.covers("req:129")
def test_a_cancellation_of_who_applied_without_an_account_takes_what_she_wrote() -> None:
    made, by = sent(right="cancellation"), clerk()
    applied = applying.apply(applying.open_call(Exercise.objects.get()), email=made.email.upper())
    actions.answer_request(request=made, outcome="granted", answer="Procede.", by=by, at=NOW)
    applied.refresh_from_db()
    assert applied.name != ""
    actions.carry_out_request(request=made, by=by, at=database_now())
    applied.refresh_from_db()
    assert (applied.name, applied.email, applied.status) == ("", "", "withdrawn")


@pytest.mark.covers("req:129")
def test_the_office_of_another_place_attends_nothing_here() -> None:
    stranger = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Durango")))
    with pytest.raises(PermissionDenied):
        actions.answer_request(request=sent(), outcome="denied", answer="No.", by=stranger, at=NOW)


@pytest.mark.covers("req:129")
def test_past_its_days_a_request_keeps_what_was_decided_and_forgets_whose_it_was() -> None:
    made, waiting = sent(), sent()
    actions.answer_request(request=made, outcome="denied", answer="No hay.", by=clerk(), at=NOW)
    end = NOW + timedelta(days=kept_for("arco_requests"))
    assert actions.forget_what_is_no_longer_kept(at=end - timedelta(seconds=1)) == 0
    assert actions.forget_what_is_no_longer_kept(at=end) == 1
    made.refresh_from_db()
    waiting.refresh_from_db()
    assert (made.name, made.email, made.text, made.answer, made.salt) == ("", "", "", "", None)
    assert (made.outcome, made.folio != "", waiting.name) == ("denied", True, "Canaria Reservada")
    with pytest.raises(IntegrityError), transaction.atomic():
        ArcoRequest.objects.filter(pk=made.pk).update(name="otra vez")


@pytest.mark.covers("req:129")
def test_the_text_of_old_letters_is_forgotten() -> None:
    sent()
    end = NOW + timedelta(days=kept_for("letters"))
    Message.objects.update(sent_at=NOW)
    assert actions.forget_what_is_no_longer_kept(at=end) == 1
    assert (Message.objects.get().text, Message.objects.get().recipient) == ("", "")
