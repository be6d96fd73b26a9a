"""Who may do what with bodies, seats and the directory (tests/matrix.py)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tequio.bodies import actions
from tequio.bodies.actions import attendance
from tequio.bodies.actions.bodies import Act
from tequio.bodies.actions.directory import Offer
from tequio.bodies.actions.succession import Holder
from tequio.bodies.models import Body, Pledge, PledgeKind, Seat
from tequio.commitments.handover import hand_over_institution
from tests import builders
from tests.bodies.session_rows import ABOVE, SESSIONS, opened
from tests.builders import NOW
from tests.matrix import DIRECTORY, OFFICE, Verb, World

DAY = date(2019, 9, 1)
OFFER = Offer("Vecinas de la colonia", PledgeKind.LABOUR, "Pintar la cancha", DAY)


def body_of(world: World) -> Body:
    return builders.body(world.where)


def seat_of(world: World) -> Seat:
    return body_of(world).seats.get(person=world.people["titular"])


def replaced(world: World) -> Seat:
    return actions.leave_vacant(seat=seat_of(world), on=DAY, reason="Renuncia", by=world.clerk, at=NOW)


def pledge(world: World) -> Pledge:
    return actions.record_pledge(body=body_of(world), offer=OFFER, by=world.clerk, at=NOW)


def arrived(world: World) -> dict[str, Any]:
    session = opened(world).session
    return {"session": session, "arrival": session.meeting.attendances.order_by("pk")[0], "territory": "Centro"}


def received(world: World) -> Pledge:
    given = pledge(world)
    actions.receive_pledge(pledge=given, on=DAY, by=world.clerk, at=NOW)
    return given


def ended(world: World) -> Body:
    body = builders.body(world.where, "Consejo")
    actions.end_body(body=body, on=DAY, reason="Decreto", by=world.clerk, at=NOW)
    return body


def settling(world: World) -> dict[str, Any]:
    return {
        "body": body_of(world),
        "kind": "commitments",
        "suplente_votes": True,
        "decided_by_post": "Presidencia",
        "decided_on": DAY,
        "reason": "Acuerdo 3",
    }


SEATS = (
    Verb(
        actions.record_installation,
        DIRECTORY,
        lambda w: {"body": body_of(w), "installed_on": DAY, "act": Act("ACTA/1")},
    ),
    Verb(
        actions.end_body,
        DIRECTORY,
        lambda w: {"body": builders.body(w.where, "Consejo"), "on": DAY, "reason": "Decreto"},
    ),
    Verb(actions.take_back_end, DIRECTORY, lambda w: {"body": ended(w), "reason": "Error"}),
    Verb(actions.use_body, DIRECTORY, lambda w: {"body": body_of(w), "exercise": w.exercise}),
    Verb(actions.settle_suplente_vote, DIRECTORY, settling),
    Verb(
        actions.replace_holder,
        DIRECTORY,
        lambda w: {"seat": seat_of(w), "holder": Holder(w.people["person"]), "on": DAY, "reason": "Relevo"},
    ),
    Verb(actions.leave_vacant, DIRECTORY, lambda w: {"seat": seat_of(w), "on": DAY, "reason": "Renuncia"}),
    Verb(actions.undo_succession, DIRECTORY, lambda w: {"seat": replaced(w)}),
    Verb(actions.set_term, DIRECTORY, lambda w: {"seat": seat_of(w), "ends_on": DAY, "reason": "Convocatoria"}),
    Verb(
        actions.show_name,
        DIRECTORY | {"titular"},
        lambda w: {"seat": seat_of(w), "shown": True, "source": "Lo aceptó por escrito"},
    ),
    Verb(
        actions.hand_over_seats,
        DIRECTORY,
        lambda w: {
            "organisation": seat_of(w).organisation,
            "successor": builders.organisation("Agencia", jurisdiction=w.where),
            "on": DAY,
            "reason": "Decreto",
        },
    ),
    Verb(
        hand_over_institution,
        DIRECTORY,
        lambda w: {
            "organisation": seat_of(w).organisation,
            "successor": builders.organisation("Agencia", jurisdiction=w.where),
            "on": DAY,
            "reason": "Decreto",
        },
    ),
    Verb(
        actions.declare_interests,
        DIRECTORY | {"titular", "suplente"},
        lambda w: {"organisation": seat_of(w).organisation, "topics": ["Agua"], "declared_on": DAY},
    ),
    Verb(actions.record_pledge, DIRECTORY, lambda w: {"body": body_of(w), "offer": OFFER}),
    Verb(actions.receive_pledge, DIRECTORY, lambda w: {"pledge": pledge(w), "on": DAY}),
    Verb(actions.reopen_pledge, DIRECTORY, lambda w: {"pledge": received(w)}),
    Verb(actions.withdraw_pledge, DIRECTORY, lambda w: {"pledge": pledge(w), "on": DAY, "reason": "No habrá obra"}),
)
VERBS = (*SEATS, *SESSIONS, Verb(attendance.note_origin, OFFICE, arrived))
FROM_ABOVE = ABOVE | {
    "bodies.perform": "the form of a verb: the verb asks",
    "bodies.give_paper": "looks into the file and calls add_paper, which asks",
    "bodies.give_list": "makes the public version and calls keep_list, which asks",
}
