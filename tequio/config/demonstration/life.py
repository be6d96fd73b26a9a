"""What happened in the exercises after their documents were loaded, told by the same verbs that people use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tequio.bodies.actions import add_seat, create_body
from tequio.bodies.models import Body
from tequio.calls.actions import create_call, publish_call, void_call
from tequio.calls.models import Call
from tequio.checks.actions import override_finding, withdraw_override
from tequio.checks.models import Override, StoredFinding
from tequio.commitments.approval import approve_commitment
from tequio.commitments.models import Commitment
from tequio.config.demonstration.approval import approved_in_session
from tequio.config.demonstration.cast import Cast, cast_of, seat_everybody
from tequio.config.demonstration.commitments import other_commitments
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.core.dates import from_edtf
from tequio.exercises.actions import close_exercise, create_exercise, grant_role, withdraw_role
from tequio.exercises.models import Exercise, Role
from tequio.formats import rulepack
from tequio.imports.actions import confirm_reading, read_upload, receive_document
from tequio.imports.checking import review_exercise
from tequio.imports.models import ImportJob
from tequio.monitoring.actions import declare_delay
from tequio.outbox.actions import UNDO, cancel_message, note_bounce, queue_message
from tequio.outbox.delivery import deliver_due
from tequio.people.actions import create_organisation, create_person, erase_person
from tequio.people.models import Person
from tequio.workplans.cancelling import cancel_activity
from tequio.workplans.models import Activity

RETURNED = "La lista no distingue sector ni dependencia: falta para saber si asistieron los tres sectores."
CALL_DETAILS = {
    "contact": ["participacion@example.org"],
    "requirements": ["Vivir en el estado.", "Participar de manera honorífica, sin pago."],
}
DISPUTED = "La lista aceptada es de otra sesión: la fecha del pie no corresponde a esta reunión."


def live(exercise: Exercise, sample: Sample, admin: Person, *, now: datetime) -> None:
    """The story of one exercise, once."""
    stories = {
        "jalisco-2019": jalisco,
        "practica": practice,
        "jalisco-2016": first_plan,
        "municipio-2021": municipality,
    }
    story = stories.get(sample.slug, secretariat_only)
    if Body.objects.filter(name=body_name(exercise)).exists():
        return
    with transaction.atomic():
        story(exercise, sample, admin, now)


def body_name(exercise: Exercise) -> str:
    if exercise.kind == "municipal":
        return f"Consejo Municipal de Participación Ciudadana, {exercise.jurisdiction.name}"
    return f"Secretariado Técnico Local, {exercise.name}"


def secretariat_only(exercise: Exercise, sample: Sample, admin: Person, now: datetime) -> None:
    """The bodies that decide; nobody is named in these documents, so the seats are of invented organisations."""
    clerk, at = clerk_of(exercise), sample.moment(hour=12)
    body = create_body(
        jurisdiction=exercise.jurisdiction,
        name=body_name(exercise),
        kind="council" if exercise.kind == "municipal" else "secretariat",
        decision_level="maximum",
        installed_on=sample.began,
        by=clerk,
        at=at,
    )
    for kind, name in (
        ("government", "Dependencia de muestra"),
        ("civil_society", "Organización civil de muestra"),
        ("guarantor", "Órgano garante de muestra"),
    ):
        if exercise.kind == "municipal" and kind == "guarantor":
            continue
        organisation = create_organisation(
            jurisdiction=exercise.jurisdiction, name=f"{name}, {sample.slug}", kind=kind, by=clerk, at=at
        )
        holder = create_person(jurisdiction=exercise.jurisdiction, name=f"Titular de muestra, {name}", by=clerk, at=at)
        add_seat(
            body=body,
            role="titular",
            sector=kind,
            organisation=organisation,
            person=holder,
            votes=True,
            by=clerk,
            at=at,
        )


def municipality(exercise: Exercise, sample: Sample, admin: Person, now: datetime) -> None:
    secretariat_only(exercise, sample, admin, now)


def first_plan(exercise: Exercise, sample: Sample, admin: Person, now: datetime) -> None:
    """A later plan of the same place exists: this one is over."""
    secretariat_only(exercise, sample, admin, now)
    close_exercise(exercise=exercise, by=clerk_of(exercise), at=sample.moment(days=900))


def jalisco(exercise: Exercise, sample: Sample, admin: Person, now: datetime) -> None:
    """Goal 1 proven before October; the next ones in every state of review by 20 November 2019."""
    clerk = clerk_of(exercise)
    body = seat_everybody(exercise, body_name(exercise), clerk, sample.moment(hour=12))
    cast = cast_of(exercise, body)
    goals = list(exercise.commitments.get(number=1).workplan.goals.order_by("position"))
    first, second = goals[0], goals[1]
    for place, means in enumerate(first.means.order_by("position")):
        cast.accepts(cast.gives(means, sample.moment(20 + place)), sample.moment(27 + place))
    rehearsal, training = second.activities.order_by("position")
    accepted, sent, returned = rehearsal.means.order_by("position")
    cast.accepts(cast.gives(accepted, sample.moment(42)), sample.moment(48))
    cast.gives(sent, sample.moment(42), link=True)
    cast.returns(cast.gives(returned, sample.moment(43)), "Las fotos no tienen fecha ni lugar.", sample.moment(50))
    cast.starts(cast.gives(training.means.order_by("position")[1], sample.moment(56)), sample.moment(60))
    attendance = goals[2].means.order_by("position")[1]
    evidence = cast.accepts(cast.gives(attendance, sample.moment(58)), sample.moment(62))
    cast.returns(evidence, DISPUTED, sample.moment(70), by=cast.guarantor)


def practice(exercise: Exercise, sample: Sample, admin: Person, now: datetime) -> None:
    clerk = clerk_of(exercise)
    cast = cast_of(exercise, seat_everybody(exercise, body_name(exercise), clerk, sample.moment(hour=12)))
    water, grants = exercise.commitments.order_by("number")[:2]
    evidence_of_water(water, cast, sample)
    changes_of_grants(grants, cast, sample, clerk)
    other_commitments(exercise, cast, sample, clerk)
    other_calls(exercise, sample, clerk)
    documents_on_their_way(exercise, clerk, now)
    mail_and_people(exercise, clerk, admin, now)
    body = Body.objects.get(jurisdiction=exercise.jurisdiction, name=body_name(exercise))
    decision = approved_in_session(water.workplan, body, clerk, sample.moment(8))
    pack = rulepack.load(exercise.pack)
    approve_commitment(commitment=water, decision=decision, pack=pack, by=clerk, at=sample.moment(8, hour=20))
    review_exercise(exercise=exercise, by=clerk, at=now)
    answer_findings(exercise, clerk, now)
    draft_exercise(exercise, admin, now)


def evidence_of_water(commitment: Commitment, cast: Cast, sample: Sample) -> None:
    goals = list(commitment.workplan.goals.order_by("position"))
    for place, means in enumerate(goals[0].means.order_by("position")):
        cast.accepts(cast.gives(means, sample.moment(52 + place)), sample.moment(56 + place))
    reports = list(goals[1].activities.order_by("position"))
    published = goals[1].means.order_by("position")[0]
    cast.returns(cast.gives(published, sample.moment(66), reports[0]), RETURNED, sample.moment(69))
    cast.gives(published, sample.moment(73), reports[1], "Borrador del segundo reporte", link=True)
    early = cast.accepts(
        cast.gives(published, sample.moment(68), reports[2], "Calendario del tercer reporte"), sample.moment(70)
    )
    cast.returns(early, DISPUTED, sample.moment(72), by=cast.guarantor)
    visit = goals[2].means.order_by("position")[0]
    cast.starts(cast.gives(visit, sample.moment(72)), sample.moment(73))


def changes_of_grants(commitment: Commitment, cast: Cast, sample: Sample, clerk: Person) -> None:
    """A date that moved, an activity that will not be held, one that is under way."""
    page, workshop, second_round = _activities(commitment, 1)[1], *_activities(commitment, 2)
    owner = commitment.responsible.person if commitment.responsible and commitment.responsible.person else cast.officer
    later = from_edtf((sample.began + timedelta(days=100)).isoformat())
    declare_delay(
        activity=page,
        reason="other_party",
        text="Falta el visto bueno de protección de datos personales.",
        new_ends=later,
        by=owner,
        at=sample.moment(70),
    )
    cancel_activity(
        activity=workshop,
        reason="Se une a la segunda ronda, para no convocar dos veces a las mismas personas.",
        by=clerk,
        at=sample.moment(71),
    )
    means = second_round.goal.means.order_by("position")[0] if second_round.goal else None
    if means is not None:
        giver = Cast(cast.exercise, cast.pack, owner, cast.citizens, cast.guarantor)
        cast.returns(giver.gives(means, sample.moment(70), second_round), RETURNED, sample.moment(72))


def _activities(commitment: Commitment, goal: int) -> list[Activity]:
    return list(commitment.workplan.goals.order_by("position")[goal - 1].activities.order_by("position"))


def other_calls(exercise: Exercise, sample: Sample, clerk: Person) -> None:
    """One void, one closed, one that has not opened and one that nobody has published."""

    def call(title: str, first: int, last: int, *, publish: bool = True) -> Call:
        days = [sample.began + timedelta(days=offset) for offset in (first, last)]
        made = create_call(
            exercise=exercise,
            title=title,
            opens_on=days[0],
            closes_on=days[1],
            by=clerk,
            at=sample.moment(1),
            details=CALL_DETAILS,
        )
        if publish:
            publish_call(call=made, by=clerk, at=sample.moment(2))
        return made

    empty = call("Primera convocatoria al secretariado de práctica", 3, 20)
    void_call(
        call=empty, reason="No se inscribió nadie: se emite otra con más difusión.", by=clerk, at=sample.moment(21)
    )
    call("Convocatoria a las mesas de arranque", 25, 45)
    call("Convocatoria a las mesas de cocreación", 110, 130)
    call("Convocatoria al grupo asesor (borrador)", 120, 140, publish=False)


def documents_on_their_way(exercise: Exercise, clerk: Person, now: datetime) -> None:
    """One in each state of the importer."""

    def receive(name: str, text: str) -> ImportJob:
        return receive_document(exercise=exercise, content=text.encode(), name=name, by=clerk, at=now)

    receive("por-leer.txt", PENDING_CALL.format(topic="movilidad"))
    waiting = receive("por-confirmar.txt", PENDING_CALL.format(topic="espacio público"))
    read_upload(job=waiting, by=clerk, at=now)
    confirmed = receive("por-cargar.txt", PENDING_CALL.format(topic="residuos"))
    read_upload(job=confirmed, by=clerk, at=now)
    confirm_reading(job=confirmed, by=clerk, at=now)
    damaged = receive("escaneo.docx", "PK\x03\x04 archivo cortado a la mitad")
    read_upload(job=damaged, by=clerk, at=now)


PENDING_CALL = """CONVOCATORIA PARA PARTICIPAR EN LAS MESAS DE {topic}

CONSIDERANDO
Que la participación mejora las decisiones.

SE CONVOCA
A todas las personas interesadas, de acuerdo con las siguientes:

BASES
1. Objetivo general. Escuchar propuestas.

PLAZOS Y PROCESO DE INSCRIPCIÓN
1. Ser residentes del estado.
2. La presente convocatoria estará abierta del 1 de marzo al 30 de abril de 2030.

RESULTADOS
Más información: mesas@example.org
"""


def mail_and_people(exercise: Exercise, clerk: Person, admin: Person, now: datetime) -> None:
    early = now - timedelta(hours=1)
    text = "Este mensaje es de muestra: la demostración no envía nada fuera de este equipo."
    queue_message(recipient="enlace@example.org", subject="Recordatorio de evidencia", text=text, at=early)
    deliver_due(now=early + UNDO)
    lost = queue_message(
        recipient="buzon-cerrado@example.org", subject="Resultado de su solicitud", text=text, at=early
    )
    note_bounce(message=lost, error="550 5.1.1: no existe ese buzón", at=now)
    cancelled = queue_message(recipient="mesa@example.org", subject="Cambio de sede", text=text, at=now)
    cancel_message(message=cancelled, at=now)
    queue_message(recipient="consejo@example.org", subject="Próxima sesión", text=text, at=now)
    leaving = create_person(
        jurisdiction=exercise.jurisdiction, name="Persona que pidió su supresión (ficticia)", by=clerk, at=early
    )
    erase_person(person=leaving, by=admin, at=now)
    former = create_person(jurisdiction=exercise.jurisdiction, name="Auditoría anterior de muestra", by=clerk, at=early)
    role = grant_role(exercise=exercise, person=former, role=Role.AUDITOR, by=admin, at=early)
    withdraw_role(membership=role, by=admin, at=now)


def answer_findings(exercise: Exercise, clerk: Person, now: datetime) -> None:
    """One finding answered, another answered and taken back."""
    found = list(
        StoredFinding.objects.filter(run__exercise=exercise).exclude(severity="error").order_by("position")[:2]
    )
    reason = "Se acordó dejarlo así en la sesión de práctica; se corrige en la siguiente versión."
    made: list[Override] = [
        override_finding(exercise=exercise, fingerprint=finding.fingerprint, reason=reason, by=clerk, at=now)
        for finding in found
    ]
    if len(made) == 2:
        withdraw_override(override=made[1], by=clerk, at=now)


def draft_exercise(exercise: Exercise, admin: Person, now: datetime) -> None:
    """Nobody sees it until it is published."""
    create_exercise(
        jurisdiction=exercise.jurisdiction,
        slug="practica-borrador",
        name="Ejercicio de práctica que aún no se publica",
        kind="state",
        pack=exercise.pack,
        is_sample=True,
        by=admin,
        at=now,
    )
