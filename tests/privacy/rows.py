"""Who may do what with requests about personal data (tests/matrix.py)."""

from __future__ import annotations

from uuid import uuid4

from tequio.privacy import actions
from tequio.privacy.models import ArcoRequest
from tests.builders import NOW
from tests.matrix import DIRECTORY, Verb, World


def sent(world: World, right: str = "access") -> ArcoRequest:
    return actions.send_request(
        jurisdiction=world.where,
        right=right,
        name="Alguien",
        email="alguien@example.org",
        text="Mis datos",
        key=uuid4(),
        network="192.0.2.1",
        at=NOW,
    )


def answered(world: World) -> ArcoRequest:
    made = sent(world)
    actions.answer_request(request=made, outcome="granted", answer="Procede.", by=world.clerk, at=NOW)
    return made


VERBS = (
    Verb(actions.ask_for_details, DIRECTORY, lambda world: {"request": sent(world), "text": "¿De qué fecha?"}),
    Verb(actions.extend_request, DIRECTORY, lambda world: {"request": sent(world), "reason": "Está en el archivo."}),
    Verb(
        actions.answer_request,
        DIRECTORY,
        lambda world: {"request": sent(world), "outcome": "denied", "answer": "No hay datos."},
    ),
    Verb(actions.carry_out_request, DIRECTORY, lambda world: {"request": answered(world)}),
)
FROM_ABOVE = {
    "privacy.send_request": "anybody, without an account",
    "privacy.make_copy": "one's own data, checked in tests/privacy/test_copies.py",
}
