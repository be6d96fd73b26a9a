from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from tequio.audit.models import Event
from tequio.core.dates import from_edtf
from tequio.monitoring import permissions
from tequio.monitoring.actions import (
    AlreadyReviewed,
    DateDoesNotMove,
    NeedsAReason,
    NotForThisActivity,
    NothingToShow,
    SameSectorReview,
    SectorIsUnknown,
    accept_evidence,
    declare_delay,
    return_evidence,
    start_review,
    submit_evidence,
)
from tequio.monitoring.models import Delay, Evidence, Review
from tequio.monitoring.queries import of_plans
from tequio.people.models import Person
from tequio.workplans.actions import Named
from tests import builders
from tests.builders import Table

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture
def table() -> Table:
    return builders.table()


def accept(evidence: Evidence, by: Person, **options: Any) -> Review:
    return accept_evidence(evidence=evidence, pack=builders.pack(), by=by, at=LATER, **options)


def send_back(evidence: Evidence, by: Person, reason: str = "Falta la firma") -> Review:
    return return_evidence(evidence=evidence, reason=reason, pack=builders.pack(), by=by, at=LATER)


@pytest.mark.covers("req:82")
def test_evidence_is_given_recorded_and_keeps_its_sector(table: Table) -> None:
    file = builders.file()
    evidence = table.evidence(file=file, url="", activity=table.first, description="Minuta firmada")
    assert (evidence.state, evidence.submitted_by_sector, evidence.activity) == ("sent", "government", table.first)
    event = Event.objects.get(verb="monitoring.evidence_submitted", subject_uid=evidence.uid)
    assert event.changes["sha256"] == [None, file.sha256]
    assert (event.actor_uid, event.exercise_uid) == (table.officer.uid, table.exercise.uid)


@pytest.mark.covers("req:82")
def test_accepting_every_required_means_makes_its_activities_done(table: Table) -> None:
    def done() -> tuple[int, int]:
        progress = of_plans(Q(pk=table.plan.pk), today=NOW.date())[table.plan.pk].progress
        return progress.done, progress.counted

    accept(table.evidence(0), table.citizen)
    assert done() == (0, 2)
    accept(table.evidence(1), table.guarantor)
    assert done() == (2, 2)


@pytest.mark.covers("req:82")
@pytest.mark.parametrize("reviewer", ["citizen", "guarantor"])
def test_another_sector_accepts(table: Table, reviewer: str) -> None:
    evidence = table.evidence()
    by = getattr(table, reviewer)
    start_review(evidence=evidence, pack=builders.pack(), by=by, at=LATER)
    review = accept(evidence, by)
    assert Evidence.objects.get().state == "accepted"
    assert (review.outcome, review.reviewed_by) == ("accepted", by)
    verbs = Event.objects.filter(subject_uid=evidence.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[1:] == ["monitoring.review_started", "monitoring.evidence_accepted"]


@pytest.mark.covers("req:82")
def test_the_same_sector_does_not_review(table: Table) -> None:
    evidence = table.evidence()
    verbs: list[Callable[[], object]] = [
        lambda: start_review(evidence=evidence, pack=builders.pack(), by=table.colleague, at=LATER),
        lambda: accept(evidence, table.colleague),
        lambda: send_back(evidence, table.colleague),
    ]
    for verb in verbs:
        with pytest.raises(SameSectorReview):
            verb()
    assert Evidence.objects.get().state == "sent"


@pytest.mark.covers("req:82", "req:55")
@pytest.mark.parametrize("who", ["officer", "facilitator", "stranger", "secretariat", "administrator"])
def test_who_has_no_seat_or_gave_it_does_not_review(table: Table, who: str) -> None:
    evidence = table.evidence()
    by = {"secretariat": builders.secretariat(table.exercise), "administrator": builders.administrator()}.get(
        who
    ) or getattr(table, who)
    if who == "officer":
        builders.seat(by, "civil_society", role="suplente")
    assert not permissions.can_review_evidence(by, evidence, builders.pack(), LATER)
    verbs: list[Callable[[], object]] = [
        lambda: start_review(evidence=evidence, pack=builders.pack(), by=by, at=LATER),
        lambda: accept(evidence, by),
        lambda: send_back(evidence, by),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.covers("req:82")
def test_what_another_sector_returns_after_it_was_accepted_is_disputed_and_both_answers_stay(table: Table) -> None:
    evidence = table.evidence(activity=table.second)
    accept(evidence, table.citizen, reason="Está completa")
    with pytest.raises(AlreadyReviewed):
        send_back(evidence, table.citizen)
    send_back(evidence, table.guarantor, "La fecha es de otra sesión")
    told = list(evidence.reviews.order_by("pk").values_list("outcome", "reason", "sector"))
    assert told == [
        ("accepted", "Está completa", "civil_society"),
        ("returned", "La fecha es de otra sesión", "guarantor"),
    ]
    states = of_plans(Q(pk=table.plan.pk), today=NOW.date())[table.plan.pk].progress.states
    assert states[table.second.pk] == "disputed"
    with pytest.raises(AlreadyReviewed):
        accept(evidence, table.guarantor)


def test_a_returned_one_says_why_and_is_answered_once(table: Table) -> None:
    evidence = table.evidence()
    with pytest.raises(NeedsAReason):
        send_back(evidence, table.citizen, "  ")
    send_back(evidence, table.citizen)
    assert Evidence.objects.get().state == "returned"
    verbs: list[Callable[[], object]] = [
        lambda: send_back(evidence, table.guarantor),
        lambda: accept(evidence, table.citizen),
        lambda: start_review(evidence=evidence, pack=builders.pack(), by=table.citizen, at=LATER),
    ]
    for verb in verbs:
        with pytest.raises(AlreadyReviewed):
            verb()


def test_a_stale_copy_of_the_row_decides_nothing(table: Table) -> None:
    """Two reviewers looked at the same page; the second one is told that it was already answered."""
    evidence = table.evidence()
    stale = Evidence.objects.get(pk=evidence.pk)
    accept(evidence, table.citizen)
    with pytest.raises(AlreadyReviewed):
        accept(stale, table.guarantor)


@pytest.mark.covers("req:82")
def test_there_is_something_to_show(table: Table) -> None:
    with pytest.raises(NothingToShow):
        table.evidence(url="")
    evidence = table.evidence()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(url="")


@pytest.mark.covers("req:82")
def test_a_return_without_reason_does_not_enter_the_database(table: Table) -> None:
    review = accept(table.evidence(), table.citizen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(outcome="returned")


def test_a_means_is_not_shown_for_an_activity_of_another_plan(table: Table) -> None:
    other = builders.activity(builders.workplan(table.exercise))
    with pytest.raises(NotForThisActivity):
        table.evidence(activity=other)


def test_nobody_gives_evidence_for_an_unknown_sector(table: Table) -> None:
    person = builders.person()
    builders.goal(table.plan, responsibles=[Named("x", person=person)])
    with pytest.raises(SectorIsUnknown):
        submit_evidence(means=table.means[0], url="https://example.org", pack=builders.pack(), by=person, at=NOW)


def enlace(table: Table) -> Person:
    person = builders.person()
    builders.seat(person, "government", role="enlace")
    return person


def enlace_of_a_responsible(table: Table) -> Person:
    person, office = builders.person(), builders.organisation("Dirección", "civil_society")
    builders.seat(person, role="enlace", organisation=office)
    builders.goal(table.plan, responsibles=[Named("Dirección", organisation=office)])
    return person


def named(table: Table) -> Person:
    person = builders.person()
    builders.activity(table.plan, responsibles=[Named("x", person=person)])
    return person


WHO: dict[str, tuple[Callable[[Table], Person], bool]] = {
    "holder of the responsible post": (lambda table: table.officer, True),
    "enlace of the responsible institution": (enlace, True),
    "responsible of an activity": (named, True),
    "enlace of a responsible organisation": (enlace_of_a_responsible, True),
    "titular of the same sector": (lambda table: table.colleague, False),
    "titular of another sector": (lambda table: table.citizen, False),
    "facilitador": (lambda table: table.facilitator, False),
    "secretariat": (lambda table: builders.secretariat(table.exercise), False),
    "anybody": (lambda table: table.stranger, False),
}


@pytest.mark.covers("req:82")
@pytest.mark.parametrize("who", WHO)
def test_who_gives_evidence_and_tells_of_delays(who: str, table: Table) -> None:
    make, may = WHO[who]
    person = make(table)
    assert permissions.can_submit_evidence(person, table.plan, NOW) is may
    assert permissions.can_declare_delay(person, table.plan, NOW) is may
    if may:
        return
    with pytest.raises(PermissionDenied):
        submit_evidence(means=table.means[0], url="https://example.org", pack=builders.pack(), by=person, at=NOW)
    with pytest.raises(PermissionDenied):
        delay(table, "2019-12-01", by=person)


def delay(table: Table, until: str | None, *, text: str = "Falta sala", by: Person | None = None) -> Delay:
    return declare_delay(
        activity=table.second, reason="other", text=text, new_ends=from_edtf(until), by=by or table.officer, at=NOW
    )


@pytest.mark.covers("req:87")
def test_a_delay_keeps_both_dates_and_its_reason(table: Table) -> None:
    made = delay(table, "2019-12")
    table.second.refresh_from_db()
    assert (made.old_ends, made.new_ends) == (from_edtf("2019-10-15"), table.second.ends)
    assert str(table.second.ends_last_on) == "2019-12-31"
    event = Event.objects.get(verb="monitoring.delay_declared", subject_uid=table.second.uid)
    assert event.changes == {
        "ends": ["2019-10-15", "2019-12"],
        "reason": [None, "other"],
        "text": [None, "Falta sala"],
    }


@pytest.mark.covers("req:87")
def test_a_delay_says_why_and_moves_something(table: Table) -> None:
    with pytest.raises(NeedsAReason):
        delay(table, "2019-12", text=" ")
    with pytest.raises(DateDoesNotMove):
        delay(table, "2019-10-15")
    made = delay(table, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delay.objects.filter(pk=made.pk).update(text="")
