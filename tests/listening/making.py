"""Events and advice for the tests, made by the verbs of the room."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tequio.calls.actions import publish_call
from tequio.calls.blocks import Written, sections_of
from tequio.calls.models import Call
from tequio.exercises.models import Exercise
from tequio.listening.actions import hold_event, note_advice, note_participant, open_event, prepare_event
from tequio.listening.models import Advice, Event
from tequio.meetings.models import Attendance
from tequio.people.models import Person, PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tests import builders
from tests.builders import NOW

AFTER = NOW + timedelta(days=10)
BASES = "Cada mesa trabaja una hora, con quien facilita y quien toma nota."


def call(of: Exercise, *, bases: str = BASES, published: bool = True, **options: Any) -> Call:
    values: dict[str, Any] = {"title": "Convocatoria a los foros", **options}
    made = builders.call(of, details={"sections": sections_of(Written(bases=bases))}, **values)
    if published:
        publish_call(call=made, by=builders.secretariat(of), at=NOW)
    return made


def event(of: Exercise, **options: Any) -> Event:
    values: dict[str, Any] = {
        "kind": "training",
        "title": "Capacitación en gobierno abierto",
        "purpose": "Conocer los mecanismos de participación.",
        "topics": ["Gobierno abierto"],
        "begins_at": NOW + timedelta(days=2),
        "ends_at": NOW + timedelta(days=2, hours=3),
        "place": "Biblioteca pública",
        **options,
    }
    return prepare_event(exercise=of, by=builders.secretariat(of), at=NOW, **values)


def opened(of: Exercise, **options: Any) -> Event:
    made = event(of, **options)
    open_event(event=made, by=builders.secretariat(of), at=NOW)
    return made


def held(of: Exercise, **options: Any) -> Event:
    made = opened(of, **options)
    hold_event(event=made, by=builders.secretariat(of), at=made.meeting.ends_at)
    return made


def notice(of: Exercise, *, kept_days: int = 30) -> PrivacyNotice:
    """What whoever is noted by name was read."""
    return notice_in_force(of.jurisdiction_id, Purpose.ATTENDANCE) or publish_notice(
        jurisdiction=of.jurisdiction,
        purpose=Purpose.ATTENDANCE,
        text="Anotamos su nombre para invitarle a los siguientes eventos.",
        kept_days=kept_days,
        by=builders.secretariat(of),
        at=NOW - timedelta(days=30),
    )


def noted(
    event: Event, name: str = "Persona Inventada", *, by: Person, at: datetime = NOW, **options: Any
) -> Attendance:
    """She was read the notice and agreed."""
    return note_participant(event=event, name=name, notice=notice(event.exercise), by=by, at=at, **options)


def advice(of: Exercise, **options: Any) -> Advice:
    values: dict[str, Any] = {
        "given_on": NOW.date(),
        "subject": "council",
        "territory": "Centro",
        "people": 3,
        "channel": "desk",
        **options,
    }
    return note_advice(exercise=of, by=builders.secretariat(of), at=NOW, **values)
