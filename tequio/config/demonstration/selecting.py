"""A call that closed some days ago and waits: its selection is on the agenda of the body that approves it. Everything is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from django.db import transaction

from tequio.bodies.actions import sessions
from tequio.bodies.models import Body, DecisionLevel
from tequio.calls import actions
from tequio.calls.blocks import sections_of
from tequio.calls.models import Application, Call
from tequio.calls.rules import Chosen, rows_of
from tequio.config.demonstration.words_of_calls import WORDS, convening
from tequio.exercises.models import Exercise
from tequio.people.models import Person, PrivacyNotice
from tequio.places.clock import database_now

TITLE = "Convocatoria cerrada para renovar dos asientos de práctica"
APPLICANTS = (("academic", "accepted"), ("civil_society", "accepted"), ("business", "declined"))
DAYS_AGO = timedelta(days=9)


def call_before_a_body(exercise: Exercise, clerk: Person, notice: PrivacyNotice, *, now: datetime) -> None:
    """Once; nothing where the place has no body. Its window ends while this is written: the clock accepts nothing in the past."""
    body = Body.objects.filter(jurisdiction=exercise.jurisdiction, decision_level=DecisionLevel.MAXIMUM).first()
    if body is None or Call.objects.filter(exercise=exercise, title=TITLE).exists():
        return
    with transaction.atomic():
        call = published(exercise, body, clerk, now)
        made = [apply(call, notice, kind, number, now) for number, (kind, _outcome) in enumerate(APPLICANTS, 1)]
        Call.objects.filter(pk=call.pk).update(closes_at=database_now() - DAYS_AGO)
        for application, (_kind, outcome) in zip(made, APPLICANTS, strict=True):
            reason = "Cumple los requisitos." if outcome == "accepted" else "Ya hay dos asientos de su sector."
            actions.decide_application(application=application, outcome=outcome, reason=reason, by=clerk, at=now)
    begins = now + timedelta(days=12)
    session = sessions.prepare_session(
        body=body,
        exercise=exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Sala de juntas (muestra)",
        by=clerk,
        at=now,
    )
    actions.put_selection_on_agenda(call=call, session=session, majority="simple", by=clerk, at=now)


def published(exercise: Exercise, body: Body, clerk: Person, now: datetime) -> Call:
    today, place = exercise.jurisdiction.today(now), exercise.jurisdiction.name
    call = actions.create_call(
        exercise=exercise,
        title=TITLE,
        opens_on=today - timedelta(days=40),
        closes_on=today,
        details={
            "sections": sections_of(WORDS),
            "objectives": ["Ocupar dos asientos que quedaron vacantes."],
            "requirements": [f"Residir en {place}.", "Participar de manera honorífica."],
            "contact": ["participacion@example.org"],
            "eligibility": rows_of(Chosen(residence=True, honorary=True), place=place),
            "takes_applications": True,
            "applicant_types": [kind for kind, _outcome in APPLICANTS],
            **convening(today),
        },
        by=clerk,
        at=now - timedelta(days=41),
    )
    actions.publish_call(call=call, by=clerk, at=now - timedelta(days=41))
    why = "El órgano ya se instaló y le toca decidir a quién recibe (texto de muestra)."
    actions.name_selecting_body(call=call, body=body, reason=why, by=clerk, at=now - timedelta(days=30))
    return call


def apply(call: Call, notice: PrivacyNotice, kind: str, number: int, now: datetime) -> Application:
    given = actions.Given(
        applicant_type=kind,
        name=f"Persona de muestra {number} de la renovación",
        email=f"renovacion{number}@example.org",
        motive="Quiero ocupar uno de los asientos vacantes (texto de muestra).",
        organisation_name=f"Organización de muestra {number}",
        state=call.exercise.jurisdiction.name,
        honorary=True,
    )
    key = uuid5(call.uid, f"solicitud {number}")
    return actions.submit_application(call=call, given=given, notice=notice, key=key, at=now)
