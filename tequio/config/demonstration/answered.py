"""A call that ended: who applied, what was decided of each, and what became of the letters. Everything in it is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from django.db import transaction

from tequio.calls import actions
from tequio.calls.blocks import sections_of
from tequio.calls.models import Application, ApplicationLetter, Call
from tequio.calls.rules import Chosen, rows_of
from tequio.config.demonstration.words_of_calls import WORDS, convening
from tequio.exercises.models import Exercise
from tequio.outbox.actions import UNDO, note_bounce
from tequio.outbox.delivery import deliver_due
from tequio.people.models import Person, PrivacyNotice
from tequio.places.clock import database_now

TITLE = "Convocatoria concluida para el comité de seguimiento de práctica"
#: type of applicant → what was decided
APPLICANTS = ("public", "professionals", "researcher", "business", "person")
DECLINED, WITHDRAWN = "business", "person"


def answered_call(exercise: Exercise, clerk: Person, notice: PrivacyNotice, *, now: datetime) -> None:
    """Once. Its window ends while this is written: the clock of the database accepts nothing in the past."""
    if Call.objects.filter(exercise=exercise, title=TITLE).exists():
        return
    with transaction.atomic():
        call = published(exercise, clerk, now)
        for number, kind in enumerate(APPLICANTS, 1):
            apply(call, notice, kind, number, now)
        gone = call.applications.get(applicant_type=WITHDRAWN)
        actions.withdraw_application(application=gone, at=database_now())
        Call.objects.filter(pk=call.pk).update(closes_at=database_now())
        decide(call, clerk, now)
        # sent, stopped before any left, and sent for good
        actions.release_results(call=call, by=clerk, at=now - UNDO)
        actions.recall_results(call=call, by=clerk, at=now - UNDO)
        actions.release_results(call=call, by=clerk, at=now - UNDO)
    deliver_due(now=now)
    bounce(call, clerk, now)


def published(exercise: Exercise, clerk: Person, now: datetime) -> Call:
    today = exercise.jurisdiction.today(now)
    place = exercise.jurisdiction.name
    call = actions.create_call(
        exercise=exercise,
        title=TITLE,
        opens_on=today - timedelta(days=20),
        closes_on=today,
        details={
            "sections": sections_of(WORDS),
            "objectives": ["Reunirse cada mes a revisar los avances."],
            "requirements": [f"Residir en {place}.", "Participar de manera honorífica."],
            "contact": ["participacion@example.org"],
            "eligibility": rows_of(Chosen(residence=True, honorary=True), place=place),
            "takes_applications": True,
            **convening(today),
            "applicant_types": list(APPLICANTS),
        },
        by=clerk,
        at=now - timedelta(days=21),
    )
    actions.publish_call(call=call, by=clerk, at=now - timedelta(days=21))
    return call


def apply(call: Call, notice: PrivacyNotice, kind: str, number: int, now: datetime) -> None:
    given = actions.Given(
        applicant_type=kind,
        name=f"Persona de muestra {number} del comité",
        email=f"comite{number}@example.org",
        motive="Quiero que los avances se revisen con la gente (texto de muestra).",
        organisation_name="" if kind in ("researcher", "person") else f"Organización de muestra {number}",
        state="Otro estado" if kind == DECLINED else call.exercise.jurisdiction.name,
        honorary=True,
    )
    key = uuid5(call.uid, f"solicitud {number}")
    actions.submit_application(call=call, given=given, notice=notice, key=key, at=now)


def decide(call: Call, clerk: Person, now: datetime) -> None:
    fits = list(call.applications.in_play().exclude(applicant_type=DECLINED))
    actions.decide_many(
        applications=fits, outcome="accepted", reason="Cumple los requisitos de la convocatoria.", by=clerk, at=now
    )
    lacks = Application.objects.get(call=call, applicant_type=DECLINED)
    reason = "La convocatoria es para quienes residen en el lugar."
    actions.decide_application(application=lacks, outcome="declined", reason=reason, by=clerk, at=now)


def bounce(call: Call, clerk: Person, now: datetime) -> None:
    """Two letters came back; one of them was sent again to the address corrected."""
    letters = ApplicationLetter.objects.filter(application__call=call, kind="result", stopped_at=None).order_by("pk")
    for letter in letters.select_related("message")[:2]:
        note_bounce(message=letter.message, error="550 5.1.1: no existe ese buzón", at=now)
    actions.resend_result(letter=letters[0], email="comite-corregido@example.org", by=clerk, at=now)
