"""The notice with which each place of the sample lets anybody open an account."""

from __future__ import annotations

from datetime import datetime

from tequio.exercises.models import Exercise
from tequio.people.models import Person, Purpose
from tequio.people.notices import notice_in_force, publish_notice

NOTICE = """La oficina de participación de este lugar es responsable de los datos de su cuenta: su nombre y su correo.
Se usan para que usted entre, reúna sus solicitudes y reciba los correos que elija. No se publican ni se comparten.
Puede verlos, corregirlos o pedir que se borren desde su cuenta o en la página de privacidad de este sitio.
Texto de muestra: cada oficina publica el suyo."""


def offer_accounts(exercise: Exercise, clerk: Person, *, now: datetime) -> None:
    """Once for each place."""
    if notice_in_force(exercise.jurisdiction_id, Purpose.ACCOUNT) is None:
        publish_notice(
            jurisdiction=exercise.jurisdiction, purpose=Purpose.ACCOUNT, text=NOTICE, kept_days=30, by=clerk, at=now
        )
