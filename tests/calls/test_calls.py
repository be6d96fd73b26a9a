from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.calls import permissions
from tequio.calls.actions import (
    CallHasNoWindow,
    CallIsClosed,
    CallIsNotADraft,
    CallIsNotPublished,
    NeedsAReason,
    WindowIsBackwards,
    create_call,
    extend_call,
    publish_call,
    void_call,
    window,
)
from tequio.calls.models import Call, State
from tequio.calls.records import call_of
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
DURANGO = ZoneInfo("America/Monterrey")


@pytest.fixture
def by(exercise: Exercise) -> Person:
    return builders.secretariat(exercise)


@pytest.fixture
def call(exercise: Exercise, by: Person) -> Call:
    made = builders.call(exercise)
    publish_call(call=made, by=by, at=NOW)
    return made


MOMENTS = [
    ("2020-09-28T23:59:59.999999", State.UPCOMING),
    ("2020-09-29T00:00:00", State.OPEN),
    ("2020-11-15T23:59:59.999999", State.OPEN),
    ("2020-11-16T00:00:00", State.CLOSED),
]


@pytest.mark.covers("case:T1", "req:50")
@pytest.mark.parametrize(("local", "state"), MOMENTS)
def test_a_window_of_whole_days_in_the_time_of_its_place(call: Call, local: str, state: State) -> None:
    moment = datetime.fromisoformat(local).replace(tzinfo=DURANGO)
    assert call.state(moment) is state
    assert call.state(moment.astimezone(UTC)) is state
    assert call.is_open(moment) is (state is State.OPEN)


@pytest.mark.covers("case:T1", "req:50")
def test_it_is_stored_half_open_and_told_as_the_days_people_read(call: Call) -> None:
    assert call.closes_at == datetime(2020, 11, 16, 0, 0, tzinfo=DURANGO) == datetime(2020, 11, 16, 6, 0, tzinfo=UTC)
    told = call_of(call)
    assert (told.opens_on and told.opens_on.edtf, told.closes_on and told.closes_on.edtf) == (
        "2020-09-29",
        "2020-11-15",
    )
    assert call.opens_at is not None
    assert (call.closes_at - call.opens_at).days == 48


@pytest.mark.covers("req:132")
def test_a_window_over_a_change_of_clock_still_begins_and_ends_at_midnight() -> None:
    opens, closes = window(date(2020, 10, 1), date(2020, 11, 30), DURANGO)
    assert (opens.utcoffset(), closes.utcoffset()) == (timedelta(hours=-5), timedelta(hours=-6))
    with pytest.raises(WindowIsBackwards):
        window(date(2020, 10, 2), date(2020, 10, 1), DURANGO)


@pytest.mark.covers("req:44", "req:52", "req:61")
def test_a_call_keeps_its_words(exercise: Exercise, by: Person) -> None:
    details = {
        "ordinal": 3,
        "edition": "2020-2021",
        "requirements": ["Residir en Durango"],
        "objectives": ["Participar"],
        "contact": ["gobiernoabierto@example.org"],
        "hashtags": ["#IIPALDgo"],
        "sections": [{"heading": "CONSIDERANDO", "paragraphs": ["Que sí"]}],
    }
    call = builders.call(exercise, details=details)
    told = call_of(Call.objects.get(pk=call.pk))
    assert (told.ordinal, told.edition, told.contact, told.hashtags) == (
        3,
        "2020-2021",
        ("gobiernoabierto@example.org",),
        ("#IIPALDgo",),
    )
    assert (told.requirements, told.objectives) == (("Residir en Durango",), ("Participar",))
    assert [(part.heading, part.paragraphs) for part in told.sections] == [("CONSIDERANDO", ("Que sí",))]
    assert Event.objects.get(verb="calls.call_created").changes["opens_at"][1] == "2020-09-29T05:00:00.000000Z"


def test_a_draft_is_published_once_and_with_its_days(exercise: Exercise, by: Person) -> None:
    undated = builders.call(exercise, None, None)
    assert undated.state(NOW) is State.DRAFT
    with pytest.raises(CallHasNoWindow):
        publish_call(call=undated, by=by, at=NOW)
    call = builders.call(exercise)
    publish_call(call=call, by=by, at=NOW)
    assert Event.objects.get(verb="calls.call_published").subject_uid == call.uid
    with pytest.raises(CallIsNotADraft):
        publish_call(call=call, by=by, at=NOW)


@pytest.mark.covers("req:62")
def test_it_is_extended_only_while_open_and_the_first_closing_stays(call: Call, by: Person) -> None:
    open_ = datetime(2020, 11, 15, 20, 0, tzinfo=DURANGO)
    late = datetime(2020, 11, 16, 0, 0, tzinfo=DURANGO)
    with pytest.raises(CallIsClosed):
        extend_call(call=call, closes_on=date(2020, 11, 30), reason="Más difusión", by=by, at=late)
    with pytest.raises(NeedsAReason):
        extend_call(call=call, closes_on=date(2020, 11, 30), reason="", by=by, at=open_)
    for day in (date(2020, 11, 15), date(2020, 11, 14)):
        with pytest.raises(WindowIsBackwards):
            extend_call(call=call, closes_on=day, reason="Menos", by=by, at=open_)
    extend_call(call=call, closes_on=date(2020, 11, 30), reason="Más difusión", by=by, at=open_)
    assert call.is_open(late)
    event = Event.objects.get(verb="calls.call_extended")
    assert event.changes["closes_at"] == ["2020-11-16T06:00:00.000000Z", "2020-12-01T06:00:00.000000Z"]


@pytest.mark.covers("req:62")
def test_a_void_call_keeps_its_dates_and_says_why(call: Call, by: Person) -> None:
    before = call.closes_at
    with pytest.raises(NeedsAReason):
        void_call(call=call, reason=" ", by=by, at=NOW)
    void_call(call=call, reason="No se inscribió nadie", by=by, at=NOW)
    assert (call.state(NOW), call.closes_at, call.void_reason) == (State.VOID, before, "No se inscribió nadie")
    with pytest.raises(CallIsNotPublished):
        void_call(call=call, reason="Otra vez", by=by, at=NOW)
    with pytest.raises(CallIsClosed):
        extend_call(call=call, closes_on=date(2020, 12, 1), reason="x", by=by, at=datetime(2020, 10, 1, tzinfo=DURANGO))


@pytest.mark.covers("req:50")
def test_the_window_is_held_by_the_database(call: Call) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(closes_at=call.opens_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(closes_at=None)


WHO: dict[str, tuple[Callable[[Exercise], Person], bool]] = {
    "secretariat": (builders.secretariat, True),
    "administrator": (lambda exercise: builders.administrator(), False),
    "anybody": (lambda exercise: builders.person(), False),
}


@pytest.mark.covers("req:44")
@pytest.mark.parametrize("who", WHO)
def test_who_writes_and_publishes(who: str, exercise: Exercise) -> None:
    make, may = WHO[who]
    person, call = make(exercise), builders.call(exercise)
    assert permissions.can_create_call(person, exercise, NOW) is may
    assert permissions.can_publish_call(person, call, NOW) is may
    if may:
        return
    with pytest.raises(PermissionDenied):
        create_call(exercise=exercise, title="x", by=person, at=NOW)
    verbs: list[Callable[[], object]] = [
        lambda: publish_call(call=call, by=person, at=NOW),
        lambda: extend_call(call=call, closes_on=date(2021, 1, 1), reason="x", by=person, at=NOW),
        lambda: void_call(call=call, reason="x", by=person, at=NOW),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()
