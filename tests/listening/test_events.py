from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event as Recorded
from tequio.calls.actions import add_addendum, publish_call, void_call
from tequio.exercises.models import Exercise
from tequio.listening.actions import (
    CallOfAnotherExercise,
    EventIsAhead,
    EventIsFixed,
    SaySomething,
    cancel_event,
    edit_event,
    hold_event,
    move_event,
    open_event,
)
from tequio.listening.mechanics import CallIsMissing, CallIsNotInForce, MechanicsAreMissing
from tequio.listening.models import Event, EventStatus, EventTopic
from tests import builders
from tests.builders import NOW
from tests.listening import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def opens(event: Event) -> None:
    open_event(event=event, by=builders.secretariat(event.exercise), at=NOW)


@pytest.mark.covers("req:7")
def test_an_event_is_not_opened_while_its_call_is_a_draft(exercise: Exercise) -> None:
    call = making.call(exercise, published=False)
    forum = making.event(exercise, kind="forum", call=call)
    with pytest.raises(CallIsNotInForce, match=r"Convocatoria a los foros.*sigue en borrador.*Publíquela") as refusal:
        opens(forum)
    assert refusal.value.code == "call-not-in-force"
    forum.refresh_from_db()
    assert (forum.status, forum.opened_at) == (EventStatus.DRAFT, None)
    publish_call(call=call, by=builders.secretariat(exercise), at=NOW)
    opens(forum)
    forum.refresh_from_db()
    assert (forum.status, forum.opened_at) == (EventStatus.OPEN, NOW)
    assert Recorded.objects.filter(verb="listening.event_opened", subject_uid=forum.uid).count() == 1


@pytest.mark.covers("req:7")
def test_neither_while_its_call_says_no_mechanics_until_an_addendum_does(exercise: Exercise) -> None:
    by, call = builders.secretariat(exercise), making.call(exercise, bases="")
    table = making.event(exercise, kind="table", call=call)
    with pytest.raises(MechanicsAreMissing, match=r"Convocatoria a los foros.*adenda"):
        opens(table)
    add_addendum(call=call, text="El cierre es a mediodía.", by=by, at=NOW)
    with pytest.raises(MechanicsAreMissing):
        opens(table)
    add_addendum(call=call, text="La mecánica de las mesas: una hora cada una.", by=by, at=NOW)
    opens(table)


@pytest.mark.covers("req:7")
def test_neither_with_a_void_call_nor_without_one_where_the_kind_asks_for_it(exercise: Exercise) -> None:
    by, call = builders.secretariat(exercise), making.call(exercise)
    with pytest.raises(CallIsMissing, match="Foro"):
        opens(making.event(exercise, kind="forum"))
    # a training whose mechanics somebody did set in a call follows it too
    training = making.event(exercise, call=call)
    void_call(call=call, reason="Nadie", by=by, at=NOW)
    with pytest.raises(CallIsNotInForce, match="desierta"):
        opens(training)
    opens(making.event(exercise))
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=training.pk).update(opened_at=NOW, kind="forum", call=None)


def test_the_call_is_of_the_same_exercise(exercise: Exercise) -> None:
    other = making.call(builders.exercise("otro", jurisdiction=builders.place("Otro")))
    with pytest.raises(CallOfAnotherExercise):
        making.event(exercise, call=other)


@pytest.mark.covers("req:93")
def test_an_event_says_its_kind_topics_and_purpose_and_once(exercise: Exercise) -> None:
    key = uuid4()
    topics = ["Gobierno abierto", " gobierno  abierto", "", "Datos"]
    made = making.event(exercise, key=key, topics=topics)
    assert making.event(exercise, key=key).pk == made.pk
    assert list(made.topics.order_by("position").values_list("name", flat=True)) == ["gobierno abierto", "Datos"]
    assert (made.kind, made.meeting.place) == ("training", "Biblioteca pública")
    with pytest.raises(SaySomething):
        making.event(exercise, purpose=" ")
    with pytest.raises(SaySomething):
        making.event(exercise, kind="party")
    with pytest.raises(IntegrityError), transaction.atomic():
        EventTopic.objects.create(event=made, name="Datos", position=9)


@pytest.mark.covers("req:7")
def test_from_draft_to_held_and_never_back(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.event(exercise)
    later: dict[str, Any] = {"begins_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=3, hours=2)}
    written: dict[str, Any] = {
        "kind": "workshop",
        "title": "Taller",
        "purpose": "Otro fin",
        "topics": ["Agua"],
        "by": by,
        "at": NOW,
    }
    edit_event(event=event, **written, **later)
    event.refresh_from_db()
    assert (event.kind, event.meeting.title, event.purpose) == ("workshop", "Taller", "Otro fin")
    opens(event)
    with pytest.raises(EventIsFixed):
        edit_event(event=event, **written, **later)
    with pytest.raises(SaySomething):
        move_event(event=event, place="Plaza", link="", reason=" ", by=by, at=NOW, **later)
    move_event(event=event, place="Plaza", link="", reason="Se inundó", by=by, at=NOW, **later)
    assert (event.meeting.place, event.meeting.move_reason) == ("Plaza", "Se inundó")
    with pytest.raises(EventIsAhead):
        hold_event(event=event, by=by, at=NOW)
    hold_event(event=event, by=by, at=making.AFTER)
    with pytest.raises(EventIsFixed):
        opens(event)
    with pytest.raises(EventIsFixed):
        hold_event(event=event, by=by, at=making.AFTER)
    with pytest.raises(EventIsFixed, match="Realizado"):
        cancel_event(event=event, reason="No", by=by, at=making.AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(held_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(status="open", opened_at=None, held_at=None)


def test_it_is_called_off_with_its_reason(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.opened(exercise)
    with pytest.raises(SaySomething):
        cancel_event(event=event, reason=" ", by=by, at=NOW)
    cancel_event(event=event, reason="Sin sede", by=by, at=NOW)
    event.refresh_from_db()
    assert (event.status, event.meeting.cancel_reason) == ("cancelled", "Sin sede")
    assert event in Event.objects.public()


@pytest.mark.covers("req:7")
def test_members_and_enlaces_organise_and_only_who_facilitates_runs(exercise: Exercise) -> None:
    """«Los integrantes del Secretariado y/o enlaces trabajarán en la elaboración y organización del evento»."""
    enlace, facilitador, stranger = (builders.person(name) for name in ("Enlace", "Facilita", "Nadie"))
    builders.seat(enlace, "government", role="enlace")
    builders.seat(facilitador, "", role="facilitador", organisation=None, sector="")
    event = making.event(exercise)
    with pytest.raises(PermissionDenied, match="enlaces"):
        open_event(event=event, by=stranger, at=NOW)
    open_event(event=event, by=enlace, at=NOW)
    with pytest.raises(PermissionDenied, match="facilita"):
        hold_event(event=event, by=enlace, at=making.AFTER)
    hold_event(event=event, by=facilitador, at=making.AFTER)
