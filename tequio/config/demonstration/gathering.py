"""Trainings with people of each sector and relatorías, a forum to come, one that waits for its call, and whom the office advised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tequio.calls.models import Call, Status
from tequio.config.demonstration.calls import OPEN_TITLE
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.listening import actions
from tequio.listening.actions.keeping import forget_participants
from tequio.listening.models import Event
from tequio.meetings.keeping import hold_names
from tequio.people.models import Person, PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force, publish_notice

HOURS = timedelta(hours=3)
TRAINING = "Jornada de capacitación y mesas de trabajo"
SAID = """Se revisó cómo se pide hoy la información y cuánto tarda en llegar (texto de muestra).
Quienes vienen de colonias alejadas dijeron que no saben a qué oficina acudir."""
PROPOSALS = "Un directorio con horarios en cada delegación\nUn aviso por mensaje cuando haya respuesta"
NOTICE = """La oficina anota el nombre de quien asiste a sus eventos sólo si está de acuerdo, para invitarle a los siguientes.
Se publica cuántas personas vinieron de cada sector y ningún nombre. Al cumplirse sus días, los nombres se borran solos.
Texto de muestra: cada oficina publica el suyo."""
AGREEMENTS = "La dependencia responsable presenta el directorio en la siguiente mesa"


def gather(exercise: Exercise, sample: Sample, now: datetime) -> None:
    """Once, in the exercises whose documents tell of trainings."""
    if exercise.events.exists() or exercise.advice.exists():
        return
    if sample.slug == "jalisco-2019":
        train_state(exercise, sample)
    elif sample.slug == "municipio-2021":
        train_municipality(exercise, sample)
        forget_participants(at=now)


def held(exercise: Exercise, clerk: Person, begins: datetime, people: dict[str, int], **values: Any) -> Event:
    told = begins - timedelta(days=10)
    given: dict[str, Any] = {"begins_at": begins, "ends_at": begins + HOURS, **values}
    made = actions.prepare_event(exercise=exercise, **given, by=clerk, at=told)
    actions.open_event(event=made, by=clerk, at=told)
    actions.count_people(event=made, people=people, by=clerk, at=begins + HOURS)
    actions.hold_event(event=made, by=clerk, at=begins + HOURS)
    return made


def train_state(exercise: Exercise, sample: Sample) -> None:
    clerk = clerk_of(exercise)
    held(
        exercise,
        clerk,
        sample.moment(20),
        {"civil_society": 24, "government": 31},
        kind="training",
        title="Gobierno abierto desde cero",
        purpose="Que quienes participan en el plan hablen el mismo idioma: qué es un compromiso, una meta y un medio de verificación.",
        topics=["Gobierno abierto"],
        place="Auditorio de muestra, planta baja",
    )
    second = held(
        exercise,
        clerk,
        sample.moment(54),
        {"civil_society": 37, "government": 18, "guarantor": 7},
        kind="training",
        title=TRAINING,
        purpose="Capacitar a sociedad civil y a personas servidoras públicas, y trabajar por mesas lo que hace falta.",
        topics=["Transparencia proactiva", "Participación ciudadana"],
        place="Centro cultural de muestra",
        how="Entrada libre. Hay intérprete de lengua de señas.",
    )
    after = sample.moment(55)
    notice = notice_of(exercise, clerk, sample.moment(1), kept_days=3650)
    for post, sector in (("Docente", "civil_society"), ("Jefatura de archivo", "government")):
        name = f"Asistente de muestra, {post.lower()}"
        actions.note_participant(
            event=second, name=name, post=post, sector=sector, way="list", notice=notice, by=clerk, at=after
        )
    hold_names(
        meeting=second.meeting,
        reason="Una asistente pidió constancia de que estuvo y aún no se le entrega (muestra).",
        citation="Reglamento de muestra, artículo 12",
        by=clerk,
        at=after,
    )
    for topic in ("Cómo se pide la información", "Qué datos hacen falta", "Cómo se vigila una obra"):
        actions.add_table(
            event=second, topic=topic, facilitator="Universidad de muestra", note_taker="Enlace", by=clerk, at=after
        )
    first, other = second.tables.order_by("number")[:2]
    for table in (first, other):
        texts = {"said": SAID, "proposals": PROPOSALS, "agreements": AGREEMENTS}
        actions.write_report(table=table, **texts, by=clerk, at=after)
    actions.issue_report(table=first, form=Form.DOCX, office="STL", by=clerk, at=after)


def notice_of(exercise: Exercise, clerk: Person, at: datetime, *, kept_days: int) -> PrivacyNotice:
    return notice_in_force(exercise.jurisdiction_id, Purpose.ATTENDANCE) or publish_notice(
        jurisdiction=exercise.jurisdiction,
        purpose=Purpose.ATTENDANCE,
        text=NOTICE,
        kept_days=kept_days,
        citation="Catálogo de disposición documental de muestra, serie 4C.2",
        by=clerk,
        at=at,
    )


#: days after the office began, what about, where, how many people and by which way
ADVISED = (
    (1, "council", "Colonia Centro", 6, "desk"),
    (2, "budget", "Colonia Centro", 4, "desk"),
    (5, "assembly", "Delegación Las Flores", 12, "visit"),
    (8, "rights", "Delegación El Mirador", 5, "phone"),
    (12, "council", "Delegación Las Flores", 9, "visit"),
    (15, "information", "Colonia Centro", 2, "phone"),
    (20, "council", "Delegación El Mirador", 7, "desk"),
    (26, "oversight", "Delegación Las Flores", 8, "visit"),
)


def train_municipality(exercise: Exercise, sample: Sample) -> None:
    clerk = clerk_of(exercise)
    course = held(
        exercise,
        clerk,
        sample.moment(19),
        {"civil_society": 19, "government": 8},
        kind="training",
        title="Capacitación para el Consejo Municipal de Participación Ciudadana",
        purpose="Qué mecanismos de participación hay, quién los puede pedir y cómo se hacen valer los derechos humanos.",
        topics=["Mecanismos de participación", "Derechos humanos"],
        place="Casa de la cultura de muestra",
    )
    after = sample.moment(20)
    notice = notice_of(exercise, clerk, after, kept_days=365)
    for post, sector in (("Comerciante", "civil_society"), ("Secretaría de una delegación", "government")):
        name = f"Asistente de muestra, {post.lower()}"
        actions.note_participant(event=course, name=name, post=post, sector=sector, notice=notice, by=clerk, at=after)
    for days, subject, territory, people, channel in ADVISED:
        at = sample.moment(days, hour=12)
        given: dict[str, Any] = {"given_on": at.date(), "subject": subject, "territory": territory, "channel": channel}
        actions.note_advice(exercise=exercise, people=people, **given, by=clerk, at=at)
    at = sample.moment(26, hour=13)
    mistaken: dict[str, Any] = {"given_on": at.date(), "subject": "other", "topic": "Otra oficina", "channel": "desk"}
    made = actions.note_advice(exercise=exercise, territory="Colonia Centro", people=3, **mistaken, by=clerk, at=at)
    actions.withdraw_advice(advice=made, by=clerk, at=at)


def gather_practice(exercise: Exercise, clerk: Person, *, now: datetime) -> None:
    """After the calls: a presentation that was held, a forum announced with the mechanics of the call that is open, a table that waits
    for a draft to be published, a workshop that was called off."""
    if exercise.events.exists():
        return
    zone = exercise.jurisdiction.zone
    begins = (now + timedelta(days=12)).astimezone(zone).replace(hour=10, minute=0, second=0, microsecond=0)
    calls = Call.objects.filter(exercise=exercise).order_by("-pk")
    told = held(
        exercise,
        clerk,
        begins - timedelta(days=30),
        {"civil_society": 26, "government": 14, "guarantor": 6},
        kind="presentation",
        title="Presentación del ejercicio de práctica",
        purpose="Qué es el plan, qué se puede pedir y cómo se participa.",
        topics=["Gobierno abierto"],
        place="Casa de la cultura de práctica",
    )
    table = actions.add_table(
        event=told, topic="Lo que se espera del plan", facilitator="Facilitación", by=clerk, at=now
    )
    actions.write_report(table=table, said=SAID, proposals=PROPOSALS, by=clerk, at=now)
    forum = prepared(
        exercise,
        clerk,
        begins,
        now,
        kind="forum",
        title="Foro del lenguaje claro",
        purpose="Escuchar qué trámites no se entienden y cómo se dirían mejor.",
        topics=["Lenguaje claro", "Trámites"],
        how="Entrada libre. Lleve un trámite que le haya costado entender.",
        call=calls.filter(title=OPEN_TITLE).first(),
    )
    actions.open_event(event=forum, by=clerk, at=now)
    actions.add_table(event=forum, topic="Trámites del agua", facilitator="Facilitación", by=clerk, at=now)
    prepared(
        exercise,
        clerk,
        begins + timedelta(days=30),
        now,
        kind="table",
        title="Mesa de trabajo del presupuesto",
        purpose="Que el presupuesto se entienda sin ser especialista.",
        topics=["Presupuesto"],
        call=calls.filter(status=Status.DRAFT).first(),
    )
    off = prepared(
        exercise,
        clerk,
        begins + timedelta(days=3),
        now,
        kind="workshop",
        title="Taller de datos abiertos",
        purpose="Leer y cruzar los datos que el plan publica.",
        topics=["Datos abiertos"],
    )
    actions.open_event(event=off, by=clerk, at=now)
    actions.cancel_event(event=off, reason="La sede se ocupará como centro de acopio esos días.", by=clerk, at=now)


def prepared(exercise: Exercise, clerk: Person, begins: datetime, now: datetime, **values: Any) -> Event:
    given: dict[str, Any] = {
        "begins_at": begins,
        "ends_at": begins + HOURS,
        "place": "Biblioteca de práctica",
        **values,
    }
    return actions.prepare_event(exercise=exercise, **given, by=clerk, at=now)
