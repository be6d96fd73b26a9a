"""Who may do what with calls, applications and the dialogue mechanism (tests/matrix.py)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tequio.bodies.actions.sessions import prepare_session
from tequio.calls import actions
from tequio.calls.models import Application, ApplicationLetter, Call, Mechanism
from tequio.outbox.actions import note_bounce
from tequio.people import notices
from tests import builders
from tests.builders import NOW
from tests.calls import applying
from tests.matrix import DIRECTORY, OFFICE, Verb, World

DAY = date(2019, 12, 24)


def void(world: World) -> Call:
    made: Call = world.call(published=True)
    actions.void_call(call=made, reason="Nadie", by=world.clerk, at=NOW)
    return made


def application(world: World, *, closed: bool = True) -> Application:
    call = applying.open_call(world.exercise)
    made = applying.apply(call)
    if closed:
        applying.shut(call)
    return Application.objects.get(pk=made.pk)


def bounced(world: World) -> ApplicationLetter:
    call = applying.finished(world.exercise, "Una")
    letter = ApplicationLetter.objects.get(application__call=call, kind="result")
    note_bounce(message=letter.message, error="550", at=NOW)
    return letter


def decided(world: World) -> Call:
    made = application(world)
    applying.decide(made)
    return made.call


def selection(world: World) -> dict[str, Any]:
    body = builders.body(world.where)
    call = applying.open_call(world.exercise, selected_by=body)
    session = prepare_session(
        body=body, exercise=world.exercise, begins_at=NOW, ends_at=NOW + timedelta(hours=1), by=world.clerk, at=NOW
    )
    return {"call": call, "session": session, "majority": "simple"}


def another_body(world: World) -> dict[str, Any]:
    return {
        "call": applying.open_call(world.exercise),
        "body": builders.body(world.where),
        "reason": "Ya se constituyó",
    }


def mechanism(world: World) -> Mechanism:
    return actions.describe_mechanism(exercise=world.exercise, **described(world), by=world.clerk, at=NOW)


def described(world: World) -> dict[str, Any]:
    return {
        "name": "Mecanismo de diálogo",
        "plan": "Primer plan",
        "organiser": builders.body(world.where),
        "first_year": 2016,
        "last_year": 2018,
    }


def seat_of(world: World) -> Any:
    return builders.body(world.where).seats.get(person=world.people["titular"])


def declaration(world: World) -> Any:
    return actions.record_declaration(
        exercise=world.exercise,
        title="Declaración",
        text="Juntos.",
        declared_on=date(2019, 9, 9),
        by=world.clerk,
        at=NOW,
    )


def called(world: World) -> dict[str, Any]:
    made = declaration(world)
    actions.call_signers(declaration=made, body=builders.body(world.where), by=world.clerk, at=NOW)
    return {"declaration": made, "seat": seat_of(world), "reason": "Antes lo consulto"}


SPEAKERS = OFFICE | {"titular"}

VERBS = (
    Verb(
        actions.edit_call,
        OFFICE,
        lambda w: {"call": w.call(), "title": "Otra", "opens_on": None, "closes_on": None, "details": {}},
    ),
    Verb(actions.add_addendum, OFFICE, lambda w: {"call": w.call(published=True), "text": "Se aclara"}),
    Verb(actions.reissue_call, OFFICE, lambda w: {"call": void(w), "opens_on": DAY, "closes_on": DAY}),
    Verb(actions.declare_conflict, OFFICE, lambda w: {"application": application(w), "reason": "Es mi hermana"}),
    Verb(
        actions.decide_application,
        OFFICE,
        lambda w: {"application": application(w), "outcome": "declined", "reason": "No reside"},
    ),
    Verb(
        actions.decide_many,
        OFFICE,
        lambda w: {"applications": [application(w)], "outcome": "accepted", "reason": "Cumple"},
    ),
    Verb(actions.release_results, OFFICE, lambda w: {"call": decided(w)}),
    Verb(actions.recall_results, OFFICE, lambda w: {"call": applying.finished(w.exercise, "Una")}),
    Verb(actions.put_selection_on_agenda, OFFICE, selection),
    Verb(actions.name_selecting_body, OFFICE, another_body),
    Verb(actions.resend_result, OFFICE, lambda w: {"letter": bounced(w)}),
    Verb(
        actions.seat_accepted,
        OFFICE,
        lambda w: {"call": applying.finished(w.exercise, "Una"), "body": builders.body(w.where), "votes": True},
    ),
    Verb(actions.describe_mechanism, OFFICE, lambda w: {"exercise": w.exercise, **described(w)}),
    Verb(
        actions.record_inclusion,
        SPEAKERS,
        lambda w: {
            "mechanism": mechanism(w),
            "seat": seat_of(w),
            "held_on": date(2019, 9, 1),
            "people": 20,
            "text": "Foro",
        },
    ),
    Verb(
        actions.propose_topic,
        SPEAKERS,
        lambda w: {"mechanism": mechanism(w), "seat": seat_of(w), "title": "Agua", "proposed_on": date(2019, 9, 9)},
    ),
    Verb(
        actions.record_declaration,
        OFFICE,
        lambda w: {"exercise": w.exercise, "title": "Declaración", "text": "Juntos.", "declared_on": date(2019, 9, 9)},
    ),
    Verb(actions.call_signers, OFFICE, lambda w: {"declaration": declaration(w), "body": builders.body(w.where)}),
    Verb(actions.decline_signature, frozenset({"titular"}), called),
    Verb(
        actions.sign_declaration,
        frozenset({"titular"}),
        lambda w: {"declaration": declaration(w), "seat": seat_of(w)},
    ),
    Verb(
        notices.publish_notice,
        DIRECTORY,
        lambda w: {"jurisdiction": w.where, "purpose": "application", "text": "Aviso", "kept_days": 30},
    ),
)
FROM_ABOVE = {
    "calls.submit_application": "anybody, without an account",
    "calls.claim_application": "who holds the letter or enters with the same e-mail: tests/calls/test_apply.py",
}
