"""A site with everything a page may show, written straight into the tables: any size, any text."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from tequio.audit.models import Event
from tequio.bodies.models import Body, Seat
from tequio.calls.models import Call
from tequio.checks.models import CheckRun, StoredFinding
from tequio.commitments.models import Commitment, CommitmentActor, ValueRelevance
from tequio.core.dates import FuzzyDate, from_edtf
from tequio.exercises.models import Axis, Exercise, ExerciseSlug, MethodStep, Stage
from tequio.files.models import StoredFile
from tequio.monitoring.models import Delay, Evidence, Review
from tequio.people.models import Organisation, Person, Post
from tequio.places.models import Jurisdiction
from tequio.workplans.models import Activity, Goal, Link, Means, MeansKind, Milestone, WorkPlan

TODAY = date(2019, 11, 20)
NOW = datetime(2019, 11, 20, 18, tzinfo=UTC)
THEMES = ("Transparencia y rendición de cuentas", "Servicios públicos", "Igualdad de género", "Recursos naturales")
INSTITUTIONS = (
    "Secretaría de Planeación y Participación",
    "Junta Municipal de Agua",
    "Instituto de Igualdad",
    "Contraloría del Estado",
)
TITLES = (
    "Padrones de programas sociales que se entienden y se pueden reutilizar",
    "Agua: tablero público de pozos, calidad y cortes por comunidad en Xcunyá",
    "Presupuesto para obra comunitaria decidido en asamblea",
    "Atención en lengua maya en ventanillas de salud",
    "Ruta de denuncia segura para compras públicas",
    "Inventario abierto de cenotes y reglas para su cuidado",
)
#: shape of each commitment in turn: days from today of each activity (None is to be defined), how many of its goals are proven
SHAPES: tuple[tuple[tuple[int | None, ...], int], ...] = (
    ((-70, -66, -45, -30, -20, -12, 8, 20, 35, None, None), 2),
    ((-90, -60, -30, -8, 12, 40), 4),
    ((-40, -20, 5, 30, 60, 90), 2),
    ((-80, -50, -20), 3),
    ((10, 30, 50, 80), 0),
    ((None, None, None), 0),
)
STATES = ("sent", "under_review", "returned")


@dataclass(frozen=True)
class Words:
    """Free text put in every field that a person can fill, for the hostile case."""

    text: str = ""

    def __call__(self, plain: str) -> str:
        return self.text or plain


def place(name: str = "Estado de prueba", zone: str = "America/Monterrey") -> Jurisdiction:
    return Jurisdiction.objects.create(level="state", name=name, time_zone=zone)


def exercise(
    slug: str = "plan-2019", *, kind: str = "state", words: Words | None = None, where: Jurisdiction | None = None
) -> Exercise:
    say = words or Words()
    found = Exercise.objects.create(
        jurisdiction=where or place(say("Estado de prueba")),
        slug=slug,
        name=say("Segundo Plan de Acción Local de Gobierno Abierto"),
        kind=kind,
        ordinal=None,
        edition=say("2019"),
        motto=say("Instituciones abiertas"),
        period_starts_on=date(2019, 8, 22),
        period_ends_on=date(2020, 8, 22),
        pack="ogp-local",
        as_of=TODAY,
        status="open",
        is_sample=True,
    )
    ExerciseSlug.objects.create(slug=slug, exercise=found, since_at=NOW)
    keys: tuple[str, ...] = ("call", "consultation", "diagnosis", "cocreation", "signature", "monitoring", "evaluation")
    if kind == "municipal":
        keys = ("installation", "priorities", "mechanisms", "monitoring", "handover")
    starts = ("2019-01-15", "2019-02-18", "2019-04", "2019-05", "2019-08-22", "2019-08-23", None)
    for position, (key, start) in enumerate(zip(keys, starts, strict=False), 1):
        fuzzy = from_edtf(start)
        first = date.fromisoformat(start if len(start) == 10 else f"{start}-01") if start else None
        Stage.objects.create(exercise=found, key=key, position=position, starts=fuzzy, starts_first_on=first)
    return found


def day(offset: int | None) -> FuzzyDate:
    return from_edtf(None if offset is None else (TODAY + timedelta(offset)).isoformat())


def commitments(of: Exercise, count: int, words: Words | None = None) -> None:
    """``count`` commitments with about a dozen activities each, in a fixed number of inserts."""
    say = words or Words()
    where = of.jurisdiction
    organisations = [
        Organisation.objects.create(jurisdiction=where, name=say(name) + ("" if not say.text else f" {i}"))
        for i, name in enumerate(INSTITUTIONS)
    ]
    person = Person.objects.create(jurisdiction=where, name=say("Titular Ficticia de Planeación"))
    posts = [
        Post.objects.create(
            organisation=each,
            person=person,
            title=say("Directora"),
            area=say("Planeación"),
            email="planeacion@example.org",
            phone="33 0000 0000",
        )
        for each in organisations
    ]
    kind = MeansKind.objects.get_or_create(name=say("Minuta"))[0]
    file = StoredFile.objects.create(
        key=f"{'a' * 2}/{uuid.uuid4().hex}{uuid.uuid4().hex}",
        sha256="a" * 64,
        size=240_000,
        media_type="application/pdf",
        original_name=say("minuta.pdf"),
        stored_at=NOW,
    )
    plans = WorkPlan.objects.bulk_create(
        WorkPlan(exercise=of, kind="commitment", title=say(f"Plan {n}"), strategy=say(""), subject_to_change=True)
        for n in range(1, count + 1)
    )
    starts, ends = from_edtf("2019-08-22"), from_edtf("2020-08-22")
    made = Commitment.objects.bulk_create(
        Commitment(
            exercise=of,
            workplan=plan,
            number=n,
            title=say(TITLES[(n - 1) % 6]),
            theme=say(THEMES[(n - 1) % 4]),
            kind="new",
            branch=say("Ejecutivo"),
            starts=starts,
            starts_first_on=date(2019, 8, 22),
            ends=ends,
            ends_last_on=date(2020, 8, 22),
            status="published",
            description=say(
                "Publicar quién recibe cada apoyo, con qué reglas y con cuánto dinero, para que cualquiera lo compare."
            ),
            objective=say("Mejorar el acceso y la calidad de la información en programas sociales"),
            problem_official=say("Deficiencia en el acceso y la calidad de la información."),
            problem_citizen=say("Nos dicen que ya no hay lugar, pero nadie nos enseña la lista."),
            problem_note=say("Sí hay transparencia, pero cuesta consultarla."),
            anticorruption=say("Permite vigilar el gasto."),
            responsible=posts[(n - 1) % 4],
        )
        for n, plan in enumerate(plans, 1)
    )
    CommitmentActor.objects.bulk_create(
        CommitmentActor(commitment=each, organisation=organisations[i % 4], sector=sector, position=i)
        for each in made
        for i, sector in enumerate(("government", "civil_society", "guarantor"))
    )
    ValueRelevance.objects.bulk_create(
        ValueRelevance(commitment=each, value=value, text=say("Se publicará completo y en formatos abiertos."))
        for each in made
        for value in ("access", "accountability", "participation")
    )
    plan_rows(plans, person, kind, file, say)
    know_the_sizes()


def know_the_sizes() -> None:
    """PostgreSQL counts its rows by itself within a minute; until then it plans for tables as empty as it found them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def plan_rows(plans: list[WorkPlan], person: Person, kind: MeansKind, file: StoredFile, say: Words) -> None:
    goals: list[Goal] = []
    activities: list[Activity] = []
    means: list[Means] = []
    evidence: list[Evidence] = []
    for n, plan in enumerate(plans):
        offsets, proven = SHAPES[n % 6]
        for i, offset in enumerate(offsets):
            goal = Goal(
                workplan=plan,
                number=i + 1,
                title=say(f"Meta {i + 1}: reunión de trabajo con las partes"),
                position=i,
                responsible_text=say("Enlace Ficticio"),
            )
            due = day(offset)
            on = TODAY + timedelta(offset) if offset is not None else None
            activity = Activity(
                workplan=plan,
                goal=goal,
                title=say(f"Sesión de revisión {i + 1}"),
                position=i + 1,
                ends=due,
                ends_first_on=on,
                ends_last_on=on,
            )
            goals.append(goal)
            activities.append(activity)
            for j, text in enumerate(("Convocatoria", "Lista de asistencia", "Minuta")):
                one = Means(goal=goal, kind=kind, text=say(text), position=j)
                means.append(one)
                state = (
                    "accepted" if i < proven else STATES[(n + j) % 3] if i == proven and j < 2 and n % 2 == 0 else ""
                )
                if state:
                    evidence.append(
                        Evidence(
                            means=one,
                            activity=activity,
                            file=file,
                            description=say(f"{text} de la sesión {i + 1}"),
                            submitted_by=person,
                            submitted_by_sector="government",
                            submitted_at=NOW - timedelta(days=3, minutes=len(evidence)),
                            state=state,
                        )
                    )
    Goal.objects.bulk_create(goals, batch_size=2000)
    Activity.objects.bulk_create(activities, batch_size=2000)
    Means.objects.bulk_create(means, batch_size=2000)
    Evidence.objects.bulk_create(evidence, batch_size=2000)
    late = next(
        (each for each in activities if each.ends_last_on and each.ends_last_on < TODAY and each.position == 3), None
    )
    if late:
        Delay.objects.create(
            activity=late,
            reason="other_party",
            text=say("Falta el visto bueno de protección de datos."),
            old_ends=day(-60),
            new_ends=day(-45),
            declared_by=person,
            declared_at=NOW,
        )
    returned = [each for each in evidence if each.state == "returned"][:1]
    for each in returned:
        Review.objects.create(
            evidence=each,
            outcome="returned",
            reason=say("Falta la firma."),
            reviewed_by=person,
            sector="civil_society",
            reviewed_at=NOW,
        )


def route(of: Exercise, words: Words | None = None, *, dated: bool = True) -> WorkPlan:
    say = words or Words()
    plan = WorkPlan.objects.create(
        exercise=of,
        kind="route",
        title=say("Ruta"),
        objective=say("Construir el plan"),
        target=from_edtf("2019-12/2020-01"),
    )
    names = (
        ("call", "Redacción del plan de trabajo", 10, ()),
        ("call", "Jornadas de divulgación", 8, (0,)),
        ("consultation", "Consulta en línea abierta", 20, (1,)),
        ("consultation", "Consultas en comunidades", 12, (1,)),
        ("diagnosis", "Elaboración del diagnóstico", 6, (2, 3)),
        ("cocreation", "Mesas de cocreación", 5, (4,)),
        ("signature", "Redacción del plan", 4, (5,)),
        ("signature", "Firma del plan", 0, (6,)),
    )
    rows = [
        Activity.objects.create(
            workplan=plan, code=str(i), title=say(name), position=i, stage=stage, duration=length if dated else None
        )
        for i, (stage, name, length, _before) in enumerate(names, 1)
    ]
    for row, (_stage, _name, _length, before) in zip(rows, names, strict=True):
        for each in before:
            Link.objects.create(predecessor=rows[each], successor=row)
    start = date(2019, 10, 14)
    Milestone.objects.create(
        workplan=plan,
        name=say("Fecha de inicio"),
        position=0,
        date=from_edtf(start.isoformat(), inferred=True),
        date_first_on=start,
        date_last_on=start,
    )
    signed = date(2020, 1, 20)
    Milestone.objects.create(
        workplan=plan,
        name=say("Firma"),
        position=1,
        date=from_edtf(signed.isoformat()),
        date_first_on=signed,
        date_last_on=signed,
        activity=rows[-1],
        bound="FNLT",
    )
    return plan


def annual(of: Exercise, words: Words | None = None) -> WorkPlan:
    say = words or Words()
    plan = WorkPlan.objects.create(
        exercise=of,
        kind="annual",
        title=say("Plan anual"),
        area=say("Participación Ciudadana"),
        administration="2018-2021",
        objectives=[say("Generar vínculos con la ciudadanía.")],
        mechanisms=[say("Consulta ciudadana"), say("Presupuesto participativo")],
        signatory=say("Jefatura de Participación Ciudadana"),
    )
    Goal.objects.create(workplan=plan, title=say("Orientar a los vecinos."), position=0)
    month = from_edtf("2019-11", inferred=True, source_text="NOV")
    position = 0
    for number in (1, 2):
        position += 1
        parent = Activity.objects.create(
            workplan=plan,
            code=str(number),
            title=say("Reunión del Consejo"),
            position=position,
            starts=month,
            ends=month,
            dates_derived=number == 2,
            starts_first_on=date(2019, 11, 1),
            starts_last_on=date(2019, 11, 30),
            ends_first_on=date(2019, 11, 1),
            ends_last_on=date(2019, 11, 30),
        )
        for child in (1, 2):
            position += 1
            later = from_edtf("2019-12", inferred=True, source_text="DIC")
            Activity.objects.create(
                workplan=plan,
                parent=parent,
                code=f"{number}.{child}",
                title=say("Elaborar el orden del día"),
                position=position,
                starts=later,
                ends=later,
                starts_first_on=date(2019, 12, 1),
                starts_last_on=date(2019, 12, 31),
                ends_first_on=date(2019, 12, 1),
                ends_last_on=date(2019, 12, 31),
            )
    return plan


def call(of: Exercise, words: Words | None = None, *, closes_at: datetime | None = None) -> Call:
    """By default it closes at the end of 15 December 2019 in Monterrey (06:00 UTC of the next day)."""
    say = words or Words()
    return Call.objects.create(
        exercise=of,
        title=say("CONVOCATORIA PARA PARTICIPAR"),
        opens_at=datetime(2019, 11, 1, 6, tzinfo=UTC),
        closes_at=closes_at or datetime(2019, 12, 16, 6, tzinfo=UTC),
        status="published",
        requirements=[say("Ser residente del estado.")],
        objectives=[say("Sumar a las organizaciones.")],
        contact=[say("convocatoria@example.org")],
        hashtags=[say("#GobiernoAbierto")],
        sections=[{"heading": say("BASES"), "paragraphs": [say("La participación es honorífica.")]}],
    )


def everything(
    count: int = 7, slug: str = "plan-2019", words: Words | None = None, where: Jurisdiction | None = None
) -> Exercise:
    """An exercise with every section."""
    say = words or Words()
    found = exercise(slug, words=words, where=where)
    commitments(found, count, words)
    route(found, words)
    annual(found, words)
    call(found, words)
    Axis.objects.create(exercise=found, name=say("Derechos humanos"), position=1)
    MethodStep.objects.create(
        exercise=found, number="1", title=say("Selección de temas"), text=say("El secretariado elige."), position=1
    )
    body = Body.objects.create(
        jurisdiction=found.jurisdiction,
        name=say("Secretariado Técnico Local"),
        kind="secretariat",
        decision_level="maximum",
    )
    for number, sector in enumerate(("civil_society", "government", "guarantor"), 1):
        organisation = Organisation.objects.create(
            jurisdiction=found.jurisdiction, name=say(f"Organización {sector}") + (f" {sector}" if say.text else "")
        )
        seat = {"number": number, "organisation": organisation, "sector": sector}
        Seat.objects.create(body=body, role="titular", votes=True, **seat)
    run = CheckRun.objects.create(exercise=found, pack="ogp-local", run_at=NOW)
    subject = found.commitments.order_by("number").first()
    for position, severity in enumerate(("error", "warning", "info")):
        StoredFinding.objects.create(
            run=run,
            code="phone-country",
            requirement=70,
            severity=severity,
            message=say("El teléfono lleva lada de otro país: confirme el número."),
            where=say("compromiso 1"),
            citation=say("Plan Técnico Fundamental de Numeración"),
            fingerprint=f"{position:064}",
            position=position,
            subject_kind="commitment",
            subject_uid=subject.uid if subject else None,
        )
    if subject:
        Event.objects.create(
            verb="commitments.commitment_published",
            subject_kind="commitment",
            subject_uid=subject.uid,
            exercise_uid=found.uid,
            at=NOW,
            changes={"title": [None, say("Padrones")]},
        )
    return found
