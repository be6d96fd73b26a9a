"""Topics heard and unheard, declarations with signatures and without, a call issued again and one with more days."""

from __future__ import annotations

from datetime import datetime, timedelta

from tequio.bodies.models import Seat
from tequio.calls import actions
from tequio.calls.actions.applications import Attached
from tequio.calls.dialogue_desk import seats_spoken_for
from tequio.calls.models import Call, Declaration, Mechanism, Status
from tequio.calls.records import last_day_of
from tequio.config.demonstration.calls import OPEN_TITLE
from tequio.exercises.models import Exercise
from tequio.people.models import Person

LIST = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DECLARED = """Quienes integramos el secretariado de práctica declaramos que los avances se contarán en lenguaje claro.

Cada seis meses se revisará en sesión pública qué se cumplió y qué no, y por qué.
Texto de muestra."""


def talk(exercise: Exercise, clerk: Person, *, now: datetime) -> None:
    """Once; after ``open_calls``, which describes the mechanism."""
    mechanism = Mechanism.objects.filter(exercise=exercise).select_related("organiser").first()
    if mechanism is None or exercise.declarations.exists():
        return
    mechanism.exercise = exercise
    seats = seats_spoken_for(mechanism, (), keeps=True, at=now)
    hear_and_propose(mechanism, seats, clerk, now)
    declare(exercise, seats, clerk, now)
    issue_again(exercise, clerk, now)


def issue_again(exercise: Exercise, clerk: Person, now: datetime) -> None:
    """A void one again, with other days; one that is open gets more days."""
    today = exercise.jurisdiction.today(now)
    void = Call.objects.filter(exercise=exercise, status=Status.VOID).order_by("pk").first()
    if void is not None:
        first, last = today + timedelta(days=40), today + timedelta(days=60)
        actions.reissue_call(call=void, opens_on=first, closes_on=last, by=clerk, at=now)
    open_now = Call.objects.filter(exercise=exercise, title=OPEN_TITLE).select_related("exercise__jurisdiction").first()
    if open_now is not None and (last_day := last_day_of(open_now)) is not None:
        reason = "Más tiempo para difundirla en las regiones."
        actions.extend_call(call=open_now, closes_on=last_day + timedelta(days=7), reason=reason, by=clerk, at=now)


def hear_and_propose(mechanism: Mechanism, seats: tuple[Seat, ...], clerk: Person, now: datetime) -> None:
    """Three seats: one that heard and kept a list, one that heard and published a note, one that did not hear."""
    today = mechanism.exercise.today(now)
    proofs = (
        {"evidence": Attached(LIST, "lista-de-asistencia.pdf", "application/pdf")},
        {"evidence_url": "https://example.org/nota-del-foro"},
    )
    topics = (
        "Que el presupuesto se entienda",
        "Que se sepa qué pasó con cada queja",
        "Que las obras digan cuánto cuestan",
    )
    for seat, proof in zip(seats[:2], proofs, strict=False):
        actions.record_inclusion(
            mechanism=mechanism,
            seat=seat,
            held_on=today - timedelta(days=9),
            people=31,
            text="Foro abierto con quienes trabajan en el sector, en la casa de la cultura.",
            by=clerk,
            at=now,
            **proof,  # type: ignore[arg-type]
        )
    for seat, title in zip(seats, topics, strict=False):
        actions.propose_topic(mechanism=mechanism, seat=seat, title=title, proposed_on=today, by=clerk, at=now)


def declare(exercise: Exercise, seats: tuple[Seat, ...], clerk: Person, now: datetime) -> None:
    """Two to which the body is called: one that is signed, which a seat does not sign; another that waits for its signatures."""
    day = exercise.today(now) - timedelta(days=1)
    body = seats[0].body if seats else None
    for title in ("Declaración conjunta por el lenguaje claro", "Declaración conjunta por la revisión semestral"):
        made: Declaration = actions.record_declaration(
            exercise=exercise, title=title, text=DECLARED, declared_on=day, signers=body, by=clerk, at=now
        )
        if title.endswith("claro"):
            sign(made, now)


def sign(declaration: Declaration, now: datetime) -> None:
    called = list(declaration.called.select_related("seat__person", "seat__body").order_by("pk"))
    for each in called[:-1]:
        if each.seat.person is not None:
            actions.sign_declaration(declaration=declaration, seat=each.seat, by=each.seat.person, at=now)
    last = called[-1].seat if len(called) > 1 else None
    if last is not None and last.person is not None:
        why = "Antes lo consulta con quienes representa (texto de muestra)."
        actions.decline_signature(declaration=declaration, seat=last, reason=why, by=last.person, at=now)
