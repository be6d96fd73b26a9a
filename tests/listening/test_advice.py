from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event as Recorded
from tequio.exercises.models import Exercise
from tequio.listening.actions import (
    AdviceIsAhead,
    NobodyWasAdvised,
    SaySomething,
    TerritoryIsMissing,
    TopicIsMissing,
    note_advice,
    withdraw_advice,
)
from tequio.listening.models import Advice
from tests import builders
from tests.builders import NOW
from tests.listening import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.mark.covers("req:122")
def test_each_advice_says_day_topic_territory_people_and_channel_once(exercise: Exercise) -> None:
    key = uuid4()
    made = making.advice(exercise, key=key, subject="rights", territory=" Colonia  Centro ", people=4, channel="phone")
    assert making.advice(exercise, key=key).pk == made.pk
    assert (made.given_on, made.subject, made.territory, made.people, made.channel) == (
        NOW.date(),
        "rights",
        "Colonia Centro",
        4,
        "phone",
    )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"given_on": (NOW + timedelta(days=1)).date()}, AdviceIsAhead),
        ({"subject": "martian"}, SaySomething),
        ({"channel": "owl"}, SaySomething),
        ({"subject": "other"}, TopicIsMissing),
        ({"territory": " "}, TerritoryIsMissing),
        ({"people": 0}, NobodyWasAdvised),
        ({"people": 1001}, NobodyWasAdvised),
    ],
)
def test_what_is_unclear_is_refused(exercise: Exercise, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        making.advice(exercise, **wrong)
    assert not Advice.objects.exists()


@pytest.mark.covers("req:122")
def test_a_mistake_is_a_second_event_and_counts_nobody(exercise: Exercise) -> None:
    by, made = builders.secretariat(exercise), making.advice(exercise)
    withdraw_advice(advice=made, by=by, at=NOW)
    withdraw_advice(advice=made, by=by, at=NOW)
    made.refresh_from_db()
    assert made.withdrawn_at == NOW
    verbs = Recorded.objects.filter(subject_uid=made.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["listening.advice_noted", "listening.advice_withdrawn"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Advice.objects.filter(pk=made.pk).update(people=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Advice.objects.filter(pk=made.pk).update(subject="other", topic="")


@pytest.mark.covers("req:122")
def test_only_the_office_notes_what_it_advised(exercise: Exercise) -> None:
    with pytest.raises(PermissionDenied, match="oficina"):
        note_advice(
            exercise=exercise,
            given_on=NOW.date(),
            subject="council",
            territory="Centro",
            people=1,
            channel="desk",
            by=builders.person("Vecina"),
            at=NOW,
        )
