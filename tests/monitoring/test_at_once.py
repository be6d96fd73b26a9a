"""Two people who press at the same instant: one wins, the other is told why, and nothing is left by half. Only PostgreSQL lets
two transactions write at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.core.refusals import Refusal
from tequio.monitoring.actions import (
    AlreadyReviewed,
    DateMovedMeanwhile,
    TooLateToUndo,
    accept_evidence,
    declare_delay,
    return_evidence,
    submit_evidence,
    undo_review,
)
from tequio.monitoring.models import Delay, Evidence, Review
from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tequio.workplans.amendments import ChangedMeanwhile, amend_route
from tequio.workplans.drawing import PhaseChange, drawn
from tequio.workplans.editing import PartChangedMeanwhile, edit_activity
from tequio.workplans.models import Activity
from tequio.workplans.parts import stored_activity, texts_of
from tests import builders
from tests.builders import Table

pytestmark = pytest.mark.django_db(transaction=True)
NOW, LATER = builders.NOW, builders.LATER
#: how often each pair races: one try may miss the window
TIMES = 5


@pytest.fixture
def table() -> Table:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite tiene un solo escritor")
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def race(*presses: Callable[[], object]) -> list[object]:
    """What each one got, or its exception, all let go at the same instant."""
    gate, answers = threading.Barrier(len(presses)), [None] * len(presses)

    def press(place: int, verb: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[place] = verb()
        except Exception as error:
            answers[place] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=each) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(answers)


def one_wins(answers: Sequence[object], refusal: type[Refusal]) -> bool:
    """Exactly one did it, and every other one has a sentence to read."""
    lost = [each for each in answers if isinstance(each, Exception)]
    assert all(type(each) is refusal and str(each) for each in lost), lost
    return len(lost) == len(answers) - 1


def has_account(person: Person, name: str) -> None:
    person.account = Account.objects.create(email=f"{name}@example.org", joined_at=NOW)
    Person.objects.filter(pk=person.pk).update(account=person.account)


def reviewing(evidence: Evidence, by: Person, *, back: bool = False) -> Callable[[], Review]:
    mine = Evidence.objects.get(pk=evidence.pk)
    if back:
        return lambda: return_evidence(evidence=mine, reason="Falta la firma", pack=builders.pack(), by=by, at=LATER)
    return lambda: accept_evidence(evidence=mine, pack=builders.pack(), by=by, at=LATER)


@pytest.mark.covers("req:82", "case:F10")
def test_two_accept_the_same_piece(table: Table) -> None:
    has_account(table.officer, "oficina")
    for _time in range(TIMES):
        evidence = table.evidence()
        answers = race(
            *[reviewing(evidence, table.citizen) for _press in range(3)], reviewing(evidence, table.guarantor)
        )
        assert one_wins(answers, AlreadyReviewed)
        assert evidence.reviews.count() == 1
        assert Event.objects.filter(subject_uid=evidence.uid, verb="monitoring.evidence_accepted").count() == 1


@pytest.mark.covers("req:82")
def test_one_accepts_and_another_of_the_same_sector_returns(table: Table) -> None:
    other = builders.person("Otra organización")
    builders.seat(other, "civil_society")
    for _time in range(TIMES):
        evidence = table.evidence()
        answers = race(reviewing(evidence, table.citizen), reviewing(evidence, other, back=True))
        assert one_wins(answers, AlreadyReviewed)
        evidence.refresh_from_db()
        review = evidence.reviews.get()
        assert evidence.state == review.outcome


@pytest.mark.covers("exp:4")
def test_a_decision_is_undone_once(table: Table) -> None:
    for _time in range(TIMES):
        evidence = table.evidence()
        review = reviewing(evidence, table.citizen)()
        presses = [Review.objects.select_related("evidence").get(pk=review.pk) for _press in range(3)]
        verbs = [lambda one=one: undo_review(review=one, by=table.citizen, at=LATER) for one in presses]
        assert one_wins(race(*verbs), TooLateToUndo)
        assert Event.objects.filter(subject_uid=evidence.uid, verb="monitoring.review_undone").count() == 1


@pytest.mark.covers("exp:6", "case:C4")
def test_two_move_the_same_date(table: Table) -> None:
    def to(day: str) -> Callable[[], Delay]:
        return lambda: declare_delay(
            activity=table.second,
            reason="other",
            text="Falta sala",
            new_ends=builders.day(day),
            by=table.officer,
            at=LATER,
            seen="2019-10-15",
        )

    assert one_wins(race(to("2019-10-20"), to("2019-10-25"), to("2019-11-01")), DateMovedMeanwhile)
    delay = Delay.objects.get()
    assert Activity.objects.get(pk=table.second.pk).ends == delay.new_ends
    assert Event.objects.filter(verb="monitoring.delay_declared").count() == 1


@pytest.mark.covers("case:C4", "exp:3")
def test_two_edit_the_same_activity(table: Table) -> None:
    before = stored_activity(table.second, drawn(table.plan))

    def titled(title: str) -> Callable[[], None]:
        wanted = replace(before, title=title)
        seen = texts_of(before)
        return lambda: edit_activity(
            activity=table.second, seen=seen, wanted=wanted, today=NOW.date(), by=table.officer, at=LATER
        )

    assert one_wins(race(*[titled(f"Reunión de {name}") for name in "abcd"]), PartChangedMeanwhile)
    assert Event.objects.filter(verb="workplans.activity_edited").count() == 1


@pytest.mark.covers("case:C4", "exp:3", "req:87")
def test_two_change_the_same_phase_of_the_route(table: Table) -> None:
    plan = builders.workplan(table.exercise, "route", "Ruta")
    clerk = builders.secretariat(table.exercise)
    phase = builders.activity(plan, "Fase 1", details={"duration": 5}, starts=builders.day("2019-11-04"))
    before = drawn(plan).state(phase)

    def lasting(days: int) -> Callable[[], object]:
        change = PhaseChange(phase.position, seen=before, wanted=replace(before, duration=days))
        return lambda: amend_route(
            workplan=plan, changes=[change], reason="Tarda más", pack=builders.pack(), by=clerk, at=LATER
        )

    assert one_wins(race(lasting(6), lasting(7), lasting(8)), ChangedMeanwhile)
    assert Event.objects.filter(verb="workplans.phase_amended").count() == 1


@pytest.mark.covers("case:U8")
def test_two_give_at_the_same_instant_and_each_reviewer_is_written_to_once(table: Table) -> None:
    has_account(table.citizen, "ciudadana")
    has_account(table.guarantor, "garante")

    def gives(place: int, days: int) -> Callable[[], Evidence]:
        return lambda: submit_evidence(
            means=table.means[place],
            url=f"https://example.org/{place}",
            pack=builders.pack(),
            by=table.officer,
            at=NOW + timedelta(days=days),
        )

    for day in range(TIMES):
        answers = race(gives(0, day), gives(1, day), gives(1, day))
        assert [each for each in answers if isinstance(each, Exception)] == []
        assert Message.objects.filter(recipient="ciudadana@example.org").count() == day + 1
    assert Evidence.objects.count() == 3 * TIMES
