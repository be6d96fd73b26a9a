from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.bodies.models import Seat
from tequio.calls import permissions
from tequio.calls.actions import (
    AlreadyProposed,
    AlreadySigned,
    InclusionIsAhead,
    NeedsAReason,
    NobodyWasReached,
    SeatIsElsewhere,
    YearsAreBackwards,
    describe_mechanism,
    propose_topic,
    record_declaration,
    record_inclusion,
    sign_declaration,
)
from tequio.calls.models import InclusionActivity, Mechanism, Signature, Topic
from tequio.exercises.models import Exercise
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db
VALUES: dict[str, Any] = {"name": "Mecanismo de Diálogo", "plan": "Primer Plan", "first_year": 2016, "last_year": 2018}


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.fixture
def mechanism(exercise: Exercise) -> Mechanism:
    return describe_mechanism(
        exercise=exercise, organiser=builders.body(), by=builders.secretariat(exercise), at=NOW, **VALUES
    )


@pytest.mark.covers("req:5")
def test_a_mechanism_has_its_name_organiser_plan_and_years(exercise: Exercise, mechanism: Mechanism) -> None:
    by = builders.secretariat(exercise)
    assert (mechanism.first_year, mechanism.last_year) == (2016, 2018)
    with pytest.raises(YearsAreBackwards):
        describe_mechanism(exercise=exercise, organiser=builders.body(), by=by, at=NOW, **{**VALUES, "last_year": 2015})
    with pytest.raises(NeedsAReason):
        describe_mechanism(exercise=exercise, organiser=builders.body(), by=by, at=NOW, **{**VALUES, "name": " "})
    elsewhere = builders.body(builders.place("Yucatán"))
    with pytest.raises(SeatIsElsewhere):
        describe_mechanism(exercise=exercise, organiser=elsewhere, by=by, at=NOW, **VALUES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mechanism.objects.update(last_year=2015)


@pytest.mark.covers("req:3")
def test_an_inclusion_activity_has_seat_sector_day_people_and_evidence(mechanism: Mechanism, seat: Seat) -> None:
    assert seat.person is not None
    Seat.objects.filter(pk=seat.pk).update(sector="civil_society")
    seat.refresh_from_db()
    values: dict[str, Any] = {
        "mechanism": mechanism,
        "seat": seat,
        "held_on": date(2019, 9, 1),
        "people": 34,
        "text": "Foro",
    }
    made = record_inclusion(**values, evidence_url="https://example.org/lista", by=seat.person, at=NOW)
    assert (made.sector, made.people, made.evidence_url) == ("civil_society", 34, "https://example.org/lista")
    with pytest.raises(NobodyWasReached):
        record_inclusion(**{**values, "people": 0}, by=seat.person, at=NOW)
    with pytest.raises(InclusionIsAhead):
        record_inclusion(**{**values, "held_on": date(2030, 1, 1)}, by=seat.person, at=NOW)
    with pytest.raises(NeedsAReason):
        record_inclusion(**{**values, "text": ""}, by=seat.person, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        InclusionActivity.objects.update(people=0)


@pytest.mark.covers("req:3")
def test_only_who_holds_the_seat_or_the_secretariat_speaks_for_it(
    mechanism: Mechanism, seat: Seat, exercise: Exercise
) -> None:
    stranger = builders.person("Quien pasa")
    assert not permissions.can_speak_for_seat(stranger, seat, exercise, NOW)
    assert not permissions.can_edit_mechanism(stranger, exercise, NOW)
    values: dict[str, Any] = {
        "mechanism": mechanism,
        "seat": seat,
        "title": "Agua",
        "proposed_on": date(2019, 9, 9),
        "at": NOW,
    }
    with pytest.raises(PermissionDenied):
        propose_topic(**values, by=stranger)
    propose_topic(**values, by=builders.secretariat(exercise))
    with pytest.raises(AlreadyProposed):
        propose_topic(**values, by=builders.secretariat(exercise))
    with pytest.raises(NeedsAReason):
        propose_topic(**{**values, "title": " "}, by=builders.secretariat(exercise))
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(mechanism=mechanism, seat=seat, title="Agua", proposed_on=date(2019, 9, 9))


@pytest.mark.covers("case:F10")
def test_a_declaration_is_signed_once_by_who_holds_the_seat(exercise: Exercise, seat: Seat) -> None:
    by = builders.secretariat(exercise)
    values: dict[str, Any] = {"exercise": exercise, "declared_on": date(2019, 9, 1), "by": by, "at": NOW}
    with pytest.raises(NeedsAReason):
        record_declaration(title="Declaración conjunta", text="", **values)
    made = record_declaration(title="Declaración conjunta", text="Nos comprometemos.", **values)
    assert seat.person is not None
    with pytest.raises(PermissionDenied):
        sign_declaration(declaration=made, seat=seat, by=by, at=NOW)
    signature = sign_declaration(declaration=made, seat=seat, by=seat.person, at=NOW)
    assert len(signature.text_sha256) == 64
    with pytest.raises(AlreadySigned):
        sign_declaration(declaration=made, seat=seat, by=seat.person, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(declaration=made, seat=seat, text_sha256="x", signed_at=NOW)
