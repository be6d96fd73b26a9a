"""A topic that its member proposed without having heard its sector stands among the findings (requirement 3)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions.succession import Holder, replace_holder
from tequio.bodies.models import Seat
from tequio.calls import actions, permissions
from tequio.calls.actions.applications import Attached
from tequio.calls.actions.dialogue import DeclarationIsAhead, SeatIsNeutral, TopicIsAhead
from tequio.calls.hearing import subject_of
from tequio.calls.models import InclusionActivity, Mechanism
from tequio.checks.actions import Subject, override_finding, run_checks
from tequio.checks.models import CheckRun, StoredFinding
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile, Version
from tequio.formats import rulepack
from tequio.imports.stored import subjects_of
from tests import builders
from tests.builders import LATER, NOW
from tests.calls.applying import PDF

pytestmark = pytest.mark.django_db
CODE = "topic-without-inclusion"


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def proposes(mechanism: Mechanism, seat: Seat, title: str = "Agua", on: date = date(2019, 9, 9)) -> None:
    actions.propose_topic(
        mechanism=mechanism,
        seat=seat,
        title=title,
        proposed_on=on,
        by=builders.secretariat(mechanism.exercise),
        at=NOW,
    )


def hears(mechanism: Mechanism, seat: Seat, on: date, **values: Any) -> InclusionActivity:
    told: dict[str, Any] = {"people": 34, "text": "Foro", "by": builders.secretariat(mechanism.exercise), **values}
    return actions.record_inclusion(mechanism=mechanism, seat=seat, held_on=on, at=NOW, **told)


def found() -> list[str]:
    return list(StoredFinding.objects.filter(code=CODE).order_by("position").values_list("message", flat=True))


@pytest.mark.covers("req:3")
def test_a_topic_without_an_earlier_activity_is_found_and_names_the_member(
    mechanism: Mechanism, seat: Seat, exercise: Exercise
) -> None:
    proposes(mechanism, seat)
    [message] = found()
    assert "Titular, Organización civil_society" in message
    assert "Agua" in message
    page = Client().get("/jalisco/hallazgos/").content.decode()
    for text in ("Titular, Organización civil_society", CODE, "/jalisco/dialogo/"):
        assert text in page
    assert "Nombre Reservado" not in page
    hears(mechanism, seat, date(2019, 9, 9))
    assert len(found()) == 1
    hears(mechanism, seat, date(2019, 9, 8))
    assert found() == []
    assert "Titular, Organización civil_society" not in Client().get("/jalisco/hallazgos/").content.decode()


@pytest.mark.covers("req:3")
def test_what_another_seat_did_does_not_count_and_what_the_one_before_did_does(
    mechanism: Mechanism, seat: Seat, exercise: Exercise
) -> None:
    other = builders.seat(builders.person(), "academia")
    hears(mechanism, other, date(2019, 9, 1))
    proposes(mechanism, seat)
    assert len(found()) == 1
    hears(mechanism, seat, date(2019, 9, 2))
    by = builders.administrator()
    comes = Holder(builders.person("Quien llega"))
    new = replace_holder(seat=seat, holder=comes, on=date(2019, 9, 5), reason="Relevo", by=by, at=NOW)
    proposes(mechanism, new, "Calles")
    assert found() == []


def test_the_whole_pass_says_the_same_and_an_answer_to_it_stays(
    mechanism: Mechanism, seat: Seat, exercise: Exercise
) -> None:
    by, pack = builders.secretariat(exercise), rulepack.load(exercise.pack)
    proposes(mechanism, seat)
    before = StoredFinding.objects.get(code=CODE).fingerprint
    override_finding(exercise=exercise, fingerprint=before, reason="Se acordó", by=by, at=NOW)
    subjects = subjects_of(exercise)
    assert mechanism.uid in [each.uid for each in subjects]
    run_checks(exercise=exercise, subjects=subjects, pack=pack, today=date(2019, 10, 1), by=by, at=LATER)
    assert StoredFinding.objects.get(code=CODE).fingerprint == before
    assert "Se acordó" in Client().get("/jalisco/hallazgos/").content.decode()
    hears(mechanism, seat, date(2019, 9, 20))
    assert (CheckRun.objects.count(), StoredFinding.objects.get(code=CODE).fingerprint) == (1, before)


def test_reading_what_was_heard_costs_the_same_with_many_topics(mechanism: Mechanism, seat: Seat) -> None:
    def cost() -> tuple[int, Subject]:
        with CaptureQueriesContext(connection) as asked:
            subject = subject_of(mechanism)
        return len(asked), subject

    for number in range(10):
        proposes(mechanism, seat, f"Tema {number}")
    few, _subject = cost()
    for number in range(10, 120):
        proposes(mechanism, seat, f"Tema {number}")
    many, subject = cost()
    assert (few, many, len(subject.reading.topics)) == (3, 3, 120)


@pytest.mark.covers("req:3", "case:F10")
def test_sent_twice_it_is_recorded_once_and_its_file_is_reserved(mechanism: Mechanism, seat: Seat) -> None:
    key, file = uuid4(), Attached(PDF, "lista.pdf", "application/pdf")
    made = [hears(mechanism, seat, date(2019, 9, 1), key=key, evidence=file) for _ in range(2)]
    assert made[0] == made[1]
    assert InclusionActivity.objects.count() == 1
    assert [each.version for each in StoredFile.objects.all()] == [Version.RESERVED]


def test_a_facilitator_is_neutral_and_nobody_speaks_for_a_seat_that_was_left(
    mechanism: Mechanism, exercise: Exercise
) -> None:
    left = builders.seat(builders.person("Quien se fue"))
    gone = left.person
    assert gone is not None
    Seat.objects.filter(pk=left.pk).update(starts_on=date(2019, 1, 1), ends_on=date(2019, 2, 1))
    left.refresh_from_db()
    assert not permissions.can_sign_for_seat(gone, left, exercise, NOW)
    with pytest.raises(PermissionDenied):
        actions.propose_topic(
            mechanism=mechanism, seat=left, title="Agua", proposed_on=date(2019, 9, 9), by=gone, at=NOW
        )
    neutral = builders.seat(builders.person(), role="facilitador", organisation=None)
    with pytest.raises(SeatIsNeutral):
        proposes(mechanism, neutral)


def test_days_that_have_not_come_are_refused(mechanism: Mechanism, seat: Seat, exercise: Exercise) -> None:
    with pytest.raises(TopicIsAhead):
        proposes(mechanism, seat, on=date(2030, 1, 1))
    values: dict[str, Any] = {"title": "Declaración", "text": "Nos toca.", "by": builders.secretariat(exercise)}
    with pytest.raises(DeclarationIsAhead):
        actions.record_declaration(exercise=exercise, declared_on=date(2030, 1, 1), at=NOW, **values)
    key = uuid4()
    one, two = (
        actions.record_declaration(exercise=exercise, declared_on=date(2019, 9, 9), key=key, at=NOW, **values)
        for _ in range(2)
    )
    assert one == two
