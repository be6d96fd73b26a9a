"""A term that was closed is read and not changed; whoever reopens it says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from tequio.archive import actions, permissions
from tequio.archive.models import TermEnd
from tequio.audit.closing import GOES_ON, IsArchived
from tequio.audit.models import ClosedRecord, Event
from tequio.bodies.letters import is_awake
from tequio.calls import actions as calls
from tequio.calls.models import Call
from tequio.core.refusals import Refusal
from tequio.exercises.actions import describe_exercise, grant_role
from tequio.exercises.models import Exercise, Role, Status
from tequio.people.models import Person
from tests import builders
from tests.archive.rows import closing
from tests.builders import LATER, NOW
from tests.matrix import Verb, World, world
from tests.test_matrix import ALL_VERBS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended() -> tuple[Exercise, Person]:
    of, admin = builders.exercise(), builders.administrator()
    actions.close_term(exercise=of, by=admin, at=NOW, **closing())
    return of, admin


@pytest.mark.covers("req:99")
def test_an_archived_exercise_says_who_received_it_and_changes_no_more(ended: tuple[Exercise, Person]) -> None:
    of, _admin = ended
    of.refresh_from_db()
    assert of.status == Status.ARCHIVED
    event = Event.objects.get(verb="archive.term_closed")
    assert event.exercise_uid == of.uid
    assert event.changes["receives"][1] == "Dirección de Participación Ciudadana, Ayuntamiento 2024-2027"
    with pytest.raises(IsArchived, match="Lo reabre su administración"), transaction.atomic():
        describe_exercise(exercise=of, motto="Otro lema", by=builders.secretariat(of), at=LATER)
    of.refresh_from_db()
    assert of.motto == ""
    assert not is_awake(of, LATER, 0), "no letter asks anybody to do what would be refused"


@pytest.mark.covers("req:99")
def test_reopened_it_is_what_it_was_and_takes_changes_again(ended: tuple[Exercise, Person]) -> None:
    of, admin = ended
    with pytest.raises(actions.NeedsAReason):
        actions.reopen_term(exercise=of, reason=" ", by=admin, at=LATER)
    end = actions.reopen_term(exercise=of, reason="Faltó un acta", by=admin, at=LATER)
    of.refresh_from_db()
    assert (of.status, end.reopen_reason) == (Status.OPEN, "Faltó un acta")
    describe_exercise(exercise=of, motto="Otro lema", by=builders.secretariat(of), at=LATER)
    with pytest.raises(actions.IsNotArchived):
        actions.reopen_term(exercise=of, reason="Otra vez", by=admin, at=LATER)
    actions.close_term(exercise=of, by=admin, at=LATER, **closing())
    assert TermEnd.objects.filter(exercise=of).count() == 2


@pytest.mark.covers("req:99")
def test_a_role_goes_on_being_given_and_taken(ended: tuple[Exercise, Person]) -> None:
    """Who left would go on reading what is reserved, and nobody new could."""
    of, admin = ended
    grant_role(exercise=of, person=builders.person(), role=Role.AUDITOR, by=admin, at=LATER)


@pytest.mark.parametrize("missing", ["reason", "receiver_post", "receiver_organisation"])
def test_a_term_is_closed_for_a_reason_and_received_by_somebody(missing: str) -> None:
    of = builders.exercise()
    with pytest.raises(Refusal):
        actions.close_term(exercise=of, by=builders.administrator(), at=NOW, **{**closing(), missing: "  "})


def test_pressed_twice_it_is_closed_once(ended: tuple[Exercise, Person]) -> None:
    of, admin = ended
    with pytest.raises(actions.TermHasEnded):
        actions.close_term(exercise=of, by=admin, at=NOW, **closing())


def test_nobody_is_left_in_the_middle_of_an_application() -> None:
    of = builders.exercise()
    call = builders.call(of)
    calls.publish_call(call=call, by=builders.secretariat(of), at=NOW)
    Call.objects.filter(pk=call.pk).update(takes_applications=True)
    assert call.opens_at is not None
    with pytest.raises(actions.StillGoingOn, match="convocatoria abierta"):
        actions.close_term(exercise=of, by=builders.administrator(), at=call.opens_at, **closing())


def test_a_draft_has_nothing_to_hand_over() -> None:
    of = builders.exercise(published=False)
    with pytest.raises(actions.StillGoingOn):
        actions.close_term(exercise=of, by=builders.administrator(), at=NOW, **closing())


@pytest.mark.covers
def test_the_office_neither_closes_nor_reopens() -> None:
    of = builders.exercise()
    clerk = builders.secretariat(of)
    assert not permissions.can_close_term(clerk, of, NOW)
    assert not permissions.can_reopen_term(clerk, of, NOW)
    with pytest.raises(PermissionDenied):
        actions.close_term(exercise=of, by=clerk, at=NOW, **closing())
    actions.close_term(exercise=of, by=builders.administrator(), at=NOW, **closing())
    with pytest.raises(PermissionDenied):
        actions.reopen_term(exercise=of, reason="Quiero", by=clerk, at=NOW)


WHOLE = {"reason": "x", "receiver_post": "x", "receiver_organisation": "x", "status_before": "open"}


@pytest.mark.covers
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"receiver_post": ""}, id="archive_termend_says_to_whom"),
        pytest.param({"reopen_reason": "x"}, id="archive_termend_reopened_whole"),
        pytest.param({"twice": True}, id="archive_termend_once"),
    ],
)
def test_the_table_keeps_its_word(wrong: dict[str, Any]) -> None:
    of, admin = builders.exercise(), builders.administrator()
    values = {**WHOLE, "exercise": of, "closed_by": admin, "closed_at": NOW}
    if wrong.pop("twice", False):
        TermEnd.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermEnd.objects.create(**{**values, **wrong})


@pytest.mark.covers
def test_a_record_is_closed_once() -> None:
    of = builders.exercise()
    ClosedRecord.objects.create(exercise_uid=of.uid, since_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedRecord.objects.create(exercise_uid=of.uid, since_at=NOW)


@pytest.fixture(scope="module")
def closed_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from django.test import override_settings

    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        yield world()
        transaction.set_rollback(True)


def reaches_exercise(value: Any) -> bool:
    """It is of an exercise, or points to something that is."""
    waiting, seen = [value], set()
    while waiting:
        row = waiting.pop()
        if isinstance(row, Exercise):
            return True
        if isinstance(row, Model) and (type(row), row.pk) not in seen:
            seen.add((type(row), row.pk))
            keys = (each for each in row._meta.concrete_fields if isinstance(each, ForeignKey))
            waiting += [getattr(row, each.name) for each in keys if getattr(row, each.attname) is not None]
    return False


def told(verb: Verb, of: World) -> str:
    """What happens to somebody who may, when the term ended after everything was made ready; nothing of it stays."""
    who = Person.objects.get(pk=of.people[min(verb.may)].pk)
    with transaction.atomic():
        try:
            arguments, uid = verb.given(of), of.exercise.uid
            ClosedRecord.objects.get_or_create(exercise_uid=uid, defaults={"since_at": NOW})
            before = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            new = Event.objects.filter(pk__gt=before)
            verb.action(**arguments, by=who, at=LATER)
        except IsArchived:
            return "refused"
        else:
            if not new.exists():
                return "nothing recorded"
            touched = {each.verb for each in new if each.exercise_uid == uid}
            if not touched:
                return "of it, and not told so" if any(map(reaches_exercise, arguments.values())) else "elsewhere"
            return "went on" if touched <= GOES_ON else "changed it"
        finally:
            transaction.set_rollback(True)


@pytest.mark.covers("req:99")
def test_every_verb_of_every_room_is_refused_by_an_archived_exercise(closed_world: World, settings: Any) -> None:
    """The table of who may do what, done by who may: each one is refused, is not about one exercise, or is among those that go on."""
    settings.DEMO = True
    verbs = [verb for verb in ALL_VERBS if verb.may and not verb.name.startswith("archive.")]
    outcomes = {f"{verb.name} {verb.label}".strip(): told(verb, closed_world) for verb in verbs}
    assert Counter(outcomes.values())["refused"] > 80
    wrong = {"changed it", "of it, and not told so"}
    assert {name: each for name, each in outcomes.items() if each in wrong and name not in ELSEWHERE} == {}
    assert {name for name, each in outcomes.items() if each == "nothing recorded"} <= SILENT


#: they mark that something has begun, and their end is refused
SILENT = {"imports.start_reading"}
#: what they were handed is of the exercise, and what they change is of its place
ELSEWHERE: set[str] = set()
