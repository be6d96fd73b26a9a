from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tequio.bodies.models import Seat
from tequio.calls import permissions
from tequio.calls.actions import (
    ApplicationIsSettled,
    CallIsStillOpen,
    NeedsAReason,
    NobodyToSeat,
    NoSuchOutcome,
    ResultsAreNotOut,
    ResultsAreOut,
    ReviewerAbstains,
    SomeAreUndecided,
    decide_application,
    decide_many,
    declare_conflict,
    release_results,
    resend_result,
    seat_accepted,
    withdraw_application,
)
from tequio.calls.models import Application, ApplicationLetter, Call, Decision, LetterState
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.outbox.actions import NotBounced, note_bounce
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.people.actions import create_person
from tequio.people.models import Person
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls.applying import apply, decide, finished, open_call, shut

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(exercise: Exercise) -> Person:
    return builders.secretariat(exercise)


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return open_call(exercise)


@pytest.mark.covers("req:51")
def test_nothing_is_decided_nor_told_before_the_close(call: Call, by: Person) -> None:
    made = apply(call)
    late = database_now() + timedelta(days=30)
    with pytest.raises(CallIsStillOpen):
        decide_application(application=made, outcome="accepted", reason="Cumple", by=by, at=late)
    with pytest.raises(CallIsStillOpen):
        release_results(call=call, by=by, at=late)
    assert not Message.objects.filter(subject__startswith="Resultado").exists()


@pytest.mark.covers("req:51")
def test_a_decision_says_why_and_a_later_one_replaces_it(call: Call, by: Person) -> None:
    made = apply(call)
    shut(call)
    with pytest.raises(NeedsAReason):
        decide_application(application=made, outcome="accepted", reason=" ", by=by, at=NOW)
    with pytest.raises(NoSuchOutcome):
        decide_application(application=made, outcome="tal vez", reason="x", by=by, at=NOW)
    decide(made, "declined")
    decide(made, "accepted")
    assert (made.status, made.decisions.count()) == ("accepted", 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(reason="")


def test_who_has_an_interest_abstains(call: Call, by: Person, exercise: Exercise) -> None:
    made = apply(call)
    shut(call)
    with pytest.raises(NeedsAReason):
        declare_conflict(application=made, reason="", by=by, at=NOW)
    declare_conflict(application=made, reason="Es mi prima", by=by, at=NOW)
    assert permissions.has_interest(by, made)
    with pytest.raises(ReviewerAbstains):
        decide(made, by=by)
    with pytest.raises(ReviewerAbstains):
        declare_conflict(application=made, reason="Otra vez", by=by, at=NOW)
    colleague = builders.person("Otra secretaría", exercise.jurisdiction)
    grant_role(exercise=exercise, person=colleague, role=Role.SECRETARIAT, by=builders.administrator(), at=NOW)
    decide(made, by=colleague)
    assert made.status == "accepted"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.conflicts.create(person=by, reason="x", declared_at=NOW)


@pytest.mark.covers
def test_nobody_decides_on_her_own(call: Call, by: Person, exercise: Exercise) -> None:
    mine = apply(call)
    Application.objects.filter(pk=mine.pk).update(person=by)
    shut(call)
    with pytest.raises(ReviewerAbstains):
        decide(mine)


def test_many_at_once_are_all_or_none(call: Call, by: Person) -> None:
    made = [apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(3)]
    shut(call)
    declare_conflict(application=made[2], reason="Es mi prima", by=by, at=NOW)
    with pytest.raises(ReviewerAbstains):
        decide_many(applications=made, outcome="accepted", reason="Cumplen", by=by, at=NOW)
    assert not Decision.objects.exists()
    assert len(decide_many(applications=made[:2], outcome="accepted", reason="Cumplen", by=by, at=NOW)) == 2


@pytest.mark.covers("req:51")
def test_everybody_gets_one_letter_of_her_own_and_what_became_of_it_is_known(call: Call, by: Person) -> None:
    one, other, gone = (apply(call, name=f"Persona {n}", email=f"{n}@example.org") for n in range(3))
    withdraw_application(application=gone, at=database_now())
    shut(call)
    decide(one)
    with pytest.raises(SomeAreUndecided):
        release_results(call=call, by=by, at=database_now())
    decide(other, "declined")
    assert release_results(call=call, by=by, at=database_now()) == 2
    with pytest.raises(ResultsAreOut):
        release_results(call=call, by=by, at=database_now())
    with pytest.raises(ResultsAreOut):
        decide(one)
    spare = ApplicationLetter.objects.get(application=other, kind="receipt")
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationLetter.objects.filter(pk=spare.pk).update(application=one, kind="result")

    def states() -> list[LetterState]:
        letters = ApplicationLetter.objects.filter(kind="result").order_by("pk")
        return [each.state() for each in letters.select_related("message", "sent_again")]

    assert states() == [LetterState.QUEUED, LetterState.QUEUED]
    first = ApplicationLetter.objects.get(application=one, kind="result")
    assert "Persona 0" in first.message.text
    assert "Persona 0" not in first.message.subject
    assert "Persona 1" not in first.message.text
    with pytest.raises(NotBounced):
        resend_result(letter=first, by=by, at=NOW)
    deliver_due(now=database_now() + timedelta(minutes=2))
    assert states() == [LetterState.SENT, LetterState.SENT]
    note_bounce(message=first.message, error="550 no existe", at=NOW)
    assert states()[0] is LetterState.BOUNCED
    sent = resend_result(letter=first, by=by, at=database_now(), email="nueva@example.org")
    assert states()[0] is LetterState.RESENT
    assert (sent.message.recipient, sent.state()) == ("nueva@example.org", LetterState.QUEUED)


def test_one_that_was_withdrawn_is_not_decided(call: Call) -> None:
    made = apply(call)
    withdraw_application(application=made, at=database_now())
    shut(call)
    with pytest.raises(ApplicationIsSettled):
        decide(made)


@pytest.mark.covers("req:49", "req:54")
def test_the_accepted_sit_in_one_step_each_in_its_sector_and_unpaid_nobody_twice(
    exercise: Exercise, by: Person
) -> None:
    body = builders.body(exercise.jurisdiction)
    call = open_call(exercise)
    civil = apply(call, applicant_type="civil_society", organisation_name="Colectivo", email="1@example.org")
    alone = apply(call, name="Sola", email="2@example.org")
    out = apply(call, name="Fuera", email="3@example.org")
    shut(call)
    for each, outcome in ((civil, "accepted"), (alone, "accepted"), (out, "declined")):
        decide(each, outcome)
    with pytest.raises(ResultsAreNotOut):
        seat_accepted(call=call, body=body, votes=True, by=by, at=NOW)
    release_results(call=call, by=by, at=database_now())
    seats = seat_accepted(call=call, body=body, votes=True, by=by, at=NOW)
    assert [(seat.sector, seat.votes, seat.organisation and seat.organisation.name) for seat in seats] == [
        ("civil_society", True, "Colectivo"),
        ("citizen", True, None),
    ]
    with pytest.raises(NobodyToSeat):
        seat_accepted(call=call, body=body, votes=True, by=by, at=NOW)
    assert Seat.objects.filter(body=body).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=out.pk).update(seat=seats[0])


@pytest.mark.covers("req:51")
def test_who_gets_a_seat_can_enter_and_nobody_enters_as_another(exercise: Exercise, by: Person) -> None:
    known = create_person(
        jurisdiction=exercise.jurisdiction, name="Rosa de la Peña", email="rosa@example.org", by=by, at=NOW
    )
    call = open_call(exercise)
    made = [
        apply(call, name=name, email=email)
        for name, email in (
            ("ROSA PEÑA", "Rosa@example.org"),
            ("Otra que usa su correo", "rosa@example.org"),
            ("Nueva", "nueva@example.org"),
        )
    ]
    shut(call)
    for each in made:
        decide(each)
    release_results(call=call, by=by, at=database_now())
    seats = seat_accepted(call=call, body=builders.body(exercise.jurisdiction), votes=True, by=by, at=NOW)
    rosa, other, new = (seat.person for seat in seats)
    assert rosa == known
    assert other is not None
    assert other.account is None
    assert new is not None
    assert new.account is not None
    assert new.account.email == "nueva@example.org"


WHO = {"secretariat": True, "auditor": False, "anybody": False}


@pytest.mark.covers("req:82")
@pytest.mark.parametrize("who", WHO)
def test_the_secretariat_reviews_and_the_auditor_reads(who: str, exercise: Exercise, by: Person) -> None:
    call = finished(exercise, "Una")
    person = by if who == "secretariat" else builders.person("Alguien", exercise.jurisdiction)
    if who == "auditor":
        grant_role(exercise=exercise, person=person, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    assert permissions.can_review_applications(person, call, NOW) is WHO[who]
    assert permissions.can_read_applications(person, call, NOW) is (who != "anybody")
