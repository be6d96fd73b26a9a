"""A call that can be answered today, with some applications; the people are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from tequio.bodies.models import Seat
from tequio.calls import actions
from tequio.calls.blocks import sections_of
from tequio.calls.models import Call
from tequio.calls.rules import Chosen, rows_of
from tequio.config.demonstration.answered import answered_call
from tequio.config.demonstration.selecting import call_before_a_body
from tequio.config.demonstration.words_of_calls import WORDS, convening
from tequio.core.outline import Heading, Outline, Paragraph
from tequio.documents.rendering import MEDIA_TYPES, Form, render
from tequio.exercises.models import Exercise
from tequio.people.models import Person, PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force, publish_notice

NOTICE = """La oficina de participación de este lugar es responsable de los datos que escribe aquí.
Se usan para revisar su solicitud, avisarle del resultado por correo y, si se acepta, registrar su asiento.
No se publican ni se comparten. No se pide domicilio, teléfono ni identificación.
Puede ver, corregir o borrar sus datos en la página de privacidad de este sitio.
Texto de muestra: cada oficina publica el suyo."""
OPEN_TITLE = "Convocatoria abierta para integrar el secretariado de práctica"


def open_calls(exercise: Exercise, clerk: Person, *, now: datetime) -> None:
    """Once. Its days stand around the day of the installation, so that there is something to answer."""
    notice = notice_in_force(exercise.jurisdiction_id, Purpose.APPLICATION) or publish_notice(
        jurisdiction=exercise.jurisdiction,
        purpose=Purpose.APPLICATION,
        text=NOTICE,
        kept_days=365,
        by=clerk,
        at=now,
    )
    answered_call(exercise, clerk, notice, now=now)
    call_before_a_body(exercise, clerk, notice, now=now)
    if Call.objects.filter(exercise=exercise, title=OPEN_TITLE).exists():
        return
    apply_to(answerable(exercise, clerk, now), notice, now)
    dialogue(exercise, clerk, now)


def answerable(exercise: Exercise, clerk: Person, now: datetime) -> Call:
    today = exercise.jurisdiction.today(now)
    place = exercise.jurisdiction.name
    call = actions.create_call(
        exercise=exercise,
        title=OPEN_TITLE,
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=30),
        details={
            "sections": sections_of(WORDS),
            "objectives": ["Revisar los avances de los compromisos.", "Proponer temas y priorizarlos."],
            "requirements": [f"Residir en {place}.", "Tener disponibilidad.", "Participar de manera honorífica."],
            "contact": ["participacion@example.org"],
            "hashtags": ["#GobiernoAbierto"],
            "eligibility": rows_of(Chosen(residence=True, availability=True, honorary=True), place=place),
            "takes_applications": True,
            **convening(today),
        },
        by=clerk,
        at=now,
    )
    actions.publish_call(call=call, by=clerk, at=now)
    text = "Las reuniones serán los martes por la tarde y se podrá asistir a distancia."
    actions.add_addendum(call=call, text=text, by=clerk, at=now)
    return call


def apply_to(call: Call, notice: PrivacyNotice, now: datetime) -> None:
    place = call.exercise.jurisdiction.name
    for number, (kind, state) in enumerate(
        (("civil_society", place), ("academic", place), ("person", "Otro estado")), 1
    ):
        actions.submit_application(
            call=call,
            given=actions.Given(
                applicant_type=kind,
                name=f"Persona de muestra {number}",
                email=f"postulante{number}@example.org",
                motive="Quiero ayudar a que se cumpla lo acordado (texto de muestra).",
                organisation_name="Colectivo de muestra" if kind == "civil_society" else "",
                state=state,
                stages=("follow_up",),
                honorary=True,
            ),
            notice=notice,
            key=uuid5(call.uid, f"solicitud {number}"),
            files=enclosures(kind),
            at=now,
        )


def enclosures(kind: str) -> list[actions.Attached]:
    """Three of who applies for an organisation, one of who does for herself, and none."""
    told = {
        "civil_society": ("Carta de postulación", "Acta constitutiva de la organización", "Trayectoria"),
        "academic": ("Trayectoria",),
    }
    if kind not in told:
        return []
    blocks = (Heading("Documento de muestra", 1), Paragraph("No es de nadie."))
    content = render(Outline(title="Documento de muestra", blocks=blocks, first_sheet="Documento"), Form.PDF)
    return [actions.Attached(content, f"{label}.pdf", MEDIA_TYPES[Form.PDF], label) for label in told[kind]]


def dialogue(exercise: Exercise, clerk: Person, now: datetime) -> None:
    """The mechanism of the practice, and what one seat did with its sector before it proposed a topic."""
    seat = Seat.objects.filter(body__jurisdiction=exercise.jurisdiction, role="titular").order_by("pk").first()
    if seat is None:
        return
    today = exercise.today(now)
    mechanism = actions.describe_mechanism(
        exercise=exercise,
        name="Mecanismo de diálogo de práctica",
        plan=exercise.name,
        organiser=seat.body,
        first_year=today.year,
        last_year=today.year + 1,
        by=clerk,
        at=now,
    )
    told = "Reunión con organizaciones del sector para escuchar qué les preocupa."
    before = today - timedelta(days=6)
    actions.record_inclusion(mechanism=mechanism, seat=seat, held_on=before, people=24, text=told, by=clerk, at=now)
    title = "Que los avances se cuenten en lenguaje claro"
    actions.propose_topic(mechanism=mechanism, seat=seat, title=title, proposed_on=today, by=clerk, at=now)
