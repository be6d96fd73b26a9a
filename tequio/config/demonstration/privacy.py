"""Requests about personal data, one in each state; the people are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from django.db import transaction

from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.privacy import actions
from tequio.privacy.models import ArcoRequest, Copy

ASKED = (
    ("access", "Participé en una mesa de práctica y quiero saber qué datos míos guardaron."),
    ("rectification", "Mi correo quedó mal escrito en el registro de asistencia."),
    ("opposition", "Ya no quiero que me inviten a los foros por correo."),
    ("access", "Quiero copia de lo que entregué en la consulta."),
)


@transaction.atomic
def ask_about_data(exercise: Exercise, clerk: Person, *, now: datetime) -> None:
    """Once."""
    if ArcoRequest.objects.exists():
        return
    asked = now - timedelta(days=3)
    made = [
        actions.send_request(
            jurisdiction=exercise.jurisdiction,
            right=right,
            name=f"Persona de muestra {number}",
            email=f"persona{number}@example.org",
            text=text,
            key=uuid5(exercise.uid, f"arco {number}"),
            network="demo",
            at=asked,
        )
        for number, (right, text) in enumerate(ASKED, 1)
    ]
    _waiting, unclear, denied, done = made
    actions.ask_for_details(request=unclear, text="¿En qué reunión firmó la lista?", by=clerk, at=asked)
    answer = "No hay registro de asistencia a su nombre."
    actions.answer_request(request=denied, outcome="denied", answer=answer, by=clerk, at=now)
    actions.answer_request(request=done, outcome="granted", answer="Va en el archivo adjunto.", by=clerk, at=asked)
    actions.carry_out_request(request=done, by=clerk, at=now)
    take_a_copy(clerk, now)


def take_a_copy(clerk: Person, now: datetime) -> None:
    """One that was removed and one that can still be downloaded."""
    if not Copy.objects.exists():
        for moment in (now - timedelta(days=1), now):
            actions.make_copy(person=clerk, by=clerk, at=moment)
