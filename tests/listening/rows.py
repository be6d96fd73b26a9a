"""Who may do what with events and with the log of advice (tests/matrix.py)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tequio.documents.rendering import Form
from tequio.listening import actions
from tequio.listening.models import EventTable
from tests.builders import NOW
from tests.listening import making
from tests.matrix import OFFICE, Verb, World

RUNNERS = OFFICE | {"facilitador"}
ORGANISERS = RUNNERS | {"enlace", "enlace_of_another"}
LATER: dict[str, Any] = {"begins_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=3, hours=1)}
WRITTEN: dict[str, Any] = {"kind": "training", "title": "Taller", "purpose": "Conocer", **LATER}
#: the rows are tried a moment after this
BEGAN: dict[str, Any] = {"begins_at": NOW - timedelta(hours=3), "ends_at": NOW - timedelta(hours=1)}


def table(world: World, *, written: bool = False) -> EventTable:
    made = actions.add_table(event=making.opened(world.exercise, **BEGAN), topic="Agua", by=world.clerk, at=NOW)
    if written:
        actions.write_report(table=made, said="Se habló", by=world.clerk, at=NOW)
        actions.hold_event(event=made.event, by=world.clerk, at=NOW)
    return made


def noted(world: World) -> dict[str, Any]:
    event = making.opened(world.exercise)
    return {"event": event, "attendance": making.noted(event, "Una", by=world.clerk)}


VERBS = (
    Verb(actions.prepare_event, ORGANISERS, lambda w: {"exercise": w.exercise, **WRITTEN}),
    Verb(actions.edit_event, ORGANISERS, lambda w: {"event": making.event(w.exercise), **WRITTEN}),
    Verb(actions.open_event, ORGANISERS, lambda w: {"event": making.event(w.exercise)}),
    Verb(
        actions.move_event,
        ORGANISERS,
        lambda w: {"event": making.opened(w.exercise), "place": "Plaza", "link": "", "reason": "Lluvia", **LATER},
    ),
    Verb(actions.cancel_event, ORGANISERS, lambda w: {"event": making.opened(w.exercise), "reason": "Lluvia"}),
    Verb(actions.hold_event, RUNNERS, lambda w: {"event": making.opened(w.exercise, **BEGAN)}),
    Verb(
        actions.note_participant,
        RUNNERS,
        lambda w: {"event": making.opened(w.exercise), "name": "Una", "notice": making.notice(w.exercise)},
    ),
    Verb(actions.withdraw_participant, RUNNERS, noted),
    Verb(actions.count_people, RUNNERS, lambda w: {"event": making.opened(w.exercise), "people": {"civil_society": 9}}),
    Verb(actions.add_table, ORGANISERS, lambda w: {"event": making.opened(w.exercise), "topic": "Agua"}),
    Verb(actions.write_report, RUNNERS, lambda w: {"table": table(w), "said": "Se habló"}),
    Verb(
        actions.issue_report,
        OFFICE,
        lambda w: {"table": table(w, written=True), "form": Form.DOCX, "office": "STL"},
    ),
    Verb(
        actions.note_advice,
        OFFICE,
        lambda w: {
            "exercise": w.exercise,
            "given_on": NOW.date(),
            "subject": "council",
            "territory": "Centro",
            "people": 1,
            "channel": "desk",
        },
    ),
    Verb(actions.withdraw_advice, OFFICE, lambda w: {"advice": making.advice(w.exercise)}),
)
FROM_ABOVE = {"people.note_person": "the room that notes her asks who may: tests/listening/test_attendance.py"}
