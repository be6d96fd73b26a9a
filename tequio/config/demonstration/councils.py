"""The bodies of the samples as they would be after some months: successions, a vacancy, an ended period, an institution that
disappeared, neighbours who offer. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from tequio.bodies import actions
from tequio.bodies.actions import agenda, sessions
from tequio.bodies.actions.bodies import Act
from tequio.bodies.actions.directory import Offer
from tequio.bodies.actions.succession import Holder
from tequio.bodies.models import Body, BodyUse, PledgeKind, Seat, Session
from tequio.commitments.handover import hand_over_institution
from tequio.config.demonstration.cast import sample_pdf
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.config.demonstration.life import body_name
from tequio.config.demonstration.territories import map_out, neighbours_meet
from tequio.exercises.models import Exercise
from tequio.files.actions import store_file
from tequio.people.actions import create_organisation, create_person, create_post
from tequio.people.models import Organisation, Person

TOPICS = (
    ("Agua y saneamiento", "Transparencia presupuestaria"),
    ("Espacio público", "Movilidad"),
    ("Transparencia presupuestaria", "Datos abiertos"),
    ("Juventudes", "Espacio público"),
)
REGIONS = ("Centro", "Costa", "Sierra", "Valles", "Centro", "Sierra")


@dataclass(frozen=True, slots=True)
class Desk:
    """The office of a sample on one day of its story."""

    exercise: Exercise
    clerk: Person
    at: datetime

    @property
    def today(self) -> date:
        return self.exercise.jurisdiction.today(self.at)

    def body(self, name: str, kind: str, level: str) -> Body:
        made = actions.create_body(
            jurisdiction=self.exercise.jurisdiction,
            name=name,
            kind=kind,
            decision_level=level,
            by=self.clerk,
            at=self.at,
        )
        actions.use_body(body=made, exercise=self.exercise, by=self.clerk, at=self.at)
        return made

    def person(self, name: str) -> Person:
        return create_person(
            jurisdiction=self.exercise.jurisdiction, name=f"{name} (ficticia)", by=self.clerk, at=self.at
        )

    def organisation(self, name: str, kind: str, acronym: str = "") -> Organisation:
        return create_organisation(
            jurisdiction=self.exercise.jurisdiction, name=name, kind=kind, acronym=acronym, by=self.clerk, at=self.at
        )

    def seat(
        self, body: Body, organisation: Organisation, sector: str, role: str = "titular", **options: object
    ) -> Seat:
        who = self.person(f"{role.capitalize()}, {organisation.name}"[:180])
        values = {"votes": role == "titular", "starts_on": self.today - timedelta(days=300), **options}
        return actions.add_seat(
            body=body,
            role=role,
            sector=sector,
            organisation=organisation,
            person=who,
            by=self.clerk,
            at=self.at,
            **values,  # type: ignore[arg-type]
        )


@transaction.atomic
def furnish(exercise: Exercise, sample: Sample) -> None:
    """Once per exercise."""
    if BodyUse.objects.filter(exercise=exercise).exists():
        return
    desk = Desk(exercise, clerk_of(exercise), sample.moment(10))
    body = Body.objects.get(jurisdiction=exercise.jurisdiction, name=body_name(exercise))
    actions.use_body(body=body, exercise=exercise, by=desk.clerk, at=desk.at)
    install_body(desk, body, sample)
    map_out(exercise, sample)
    declare_topics(desk, body)
    if sample.slug == "practica":
        state_secretariat(desk, body)
    if sample.slug == "municipio-2021":
        municipal_council(desk, body)
        neighbours_meet(exercise, body, sample)


def install_body(desk: Desk, body: Body, sample: Sample) -> None:
    text = f"Acta de instalación, {body.name}"
    file = store_file(
        content=sample_pdf(text), name="acta-de-instalacion.pdf", media_type="application/pdf", at=desk.at
    )
    act = Act(reference=f"Acta de instalación {sample.began.year}, de muestra", file=file)
    actions.record_installation(body=body, installed_on=sample.began, act=act, by=desk.clerk, at=desk.at)


def declare_topics(desk: Desk, body: Body) -> None:
    seats = body.seats.filter(organisation__isnull=False).select_related("organisation__jurisdiction").order_by("pk")
    offices = list(dict.fromkeys(seat.organisation for seat in seats if seat.organisation))
    for place, organisation in enumerate(offices[:4]):
        actions.declare_interests(
            organisation=organisation, topics=TOPICS[place], declared_on=desk.today, by=desk.clerk, at=desk.at
        )


def state_secretariat(desk: Desk, body: Body) -> None:
    """A suplente, a vacancy, an ended period, a succession, an agency that takes the place of another and who votes what."""
    for name, acronym, region in (
        ("Red vecinal de muestra", "REVEM", "Costa"),
        ("Colegio de profesionistas de muestra", "", "Sierra"),
        ("Universidad de muestra", "UM", "Centro"),
    ):
        office = desk.organisation(name, "academia" if acronym == "UM" else "civil_society", acronym)
        desk.seat(body, office, "civil_society", territory=region, gender="woman", term_ends_on=soon(desk, 400))
        desk.seat(body, office, "civil_society", "suplente")
    lost = desk.seat(body, desk.organisation("Colectivo de lectura de muestra", "civil_society"), "civil_society")
    actions.leave_vacant(
        seat=lost, on=soon(desk, 5), reason="Quien la ocupaba dejó la organización.", by=desk.clerk, at=desk.at
    )
    youth = desk.organisation("Parlamento juvenil de muestra", "civil_society")
    desk.seat(body, youth, "civil_society", territory="Valles", gender="man", term_ends_on=soon(desk, -20))
    changed = desk.seat(body, desk.organisation("Cámara de comercio de muestra", "private"), "civil_society")
    actions.replace_holder(
        seat=changed,
        holder=Holder(desk.person("Nueva titular"), soon(desk, 700), "Centro", "woman"),
        on=soon(desk, 3),
        reason="La organización nombró a otra persona, oficio de muestra 14.",
        by=desk.clerk,
        at=desk.at,
    )
    ready = body.seats.filter(role="titular", person__isnull=False, ends_on=None).order_by("pk").first()
    if ready is not None:
        actions.show_name(seat=ready, shown=True, source="Carta de aceptación de muestra", by=desk.clerk, at=desk.at)
    agency_takes_over(desk, body)
    settle(desk, body, "commitments", votes=True)
    settle(desk, body, "plan", votes=False)
    follow = desk.body(f"Comité de seguimiento, {desk.exercise.name}", "follow_up", "ordinary")
    desk.seat(follow, youth, "civil_society")
    desk.body(f"Grupo asesor, {desk.exercise.name}", "advisory", "advice")


def soon(desk: Desk, days: int) -> date:
    return desk.today + timedelta(days=days)


def settle(desk: Desk, body: Body, kind: str, *, votes: bool) -> None:
    actions.settle_suplente_vote(
        body=body,
        kind=kind,
        suplente_votes=votes,
        decided_by_post="Presidencia del Secretariado (de muestra)",
        decided_on=desk.today,
        reason="Acuerdo 3 de la sesión de instalación, de muestra.",
        by=desk.clerk,
        at=desk.at,
    )


def agency_takes_over(desk: Desk, body: Body) -> None:
    former = desk.organisation("Unidad de Modernización de muestra", "government", "UMOD")
    agency = desk.organisation("Agencia Digital de muestra", "government", "ADM")
    seat = desk.seat(body, former, "government")
    create_post(
        organisation=former,
        person=seat.person,
        title="Dirección general",
        email="direccion@example.org",
        phone="33 0000 0000",
        by=desk.clerk,
        at=desk.at,
    )
    desk.seat(body, former, "government", "enlace")
    hand_over_institution(
        organisation=former,
        successor=agency,
        on=desk.today,
        reason="Decreto de muestra 21, que crea la agencia y extingue la unidad.",
        by=desk.clerk,
        at=desk.at,
    )


def municipal_council(desk: Desk, body: Body) -> None:
    """Neighbours by delegación, one seat empty, and a social council with what its neighbours offer."""
    for number, region in enumerate(REGIONS, 1):
        office = desk.organisation(f"Comité vecinal {number} de muestra", "citizen")
        seat = desk.seat(
            body,
            office,
            "citizen",
            territory=f"Delegación {region}",
            gender="man" if number % 3 == 0 else "woman",
            term_ends_on=soon(desk, -5 if number == 2 else 900),
        )
        if number == 4:
            actions.leave_vacant(
                seat=seat, on=soon(desk, 2), reason="Cambió de domicilio a otro municipio.", by=desk.clerk, at=desk.at
            )
    social = desk.body("Consejo social de la delegación Centro (de muestra)", "social_council", "advice")
    desk.seat(social, desk.organisation("Vecinas y vecinos de la delegación Centro", "citizen"), "citizen")
    meeting = social_meeting(desk, social)
    for kind, what, amount, unit in (
        (PledgeKind.LABOUR, "Pintar la cancha de la colonia", Decimal(30), "jornadas"),
        (PledgeKind.MATERIALS, "Plantas para el camellón", Decimal(120), "plantas"),
        (PledgeKind.MONEY, "Cooperación para la luminaria de la esquina", Decimal("4500.50"), "pesos"),
    ):
        there = None if kind == PledgeKind.MONEY else meeting
        offer = Offer("Vecinas y vecinos de la delegación Centro", kind, what, desk.today, amount, unit, there)
        pledge = actions.record_pledge(body=social, offer=offer, by=desk.clerk, at=desk.at)
        if kind == PledgeKind.MATERIALS:
            actions.receive_pledge(pledge=pledge, on=soon(desk, 4), by=desk.clerk, at=desk.at)
        if kind == PledgeKind.MONEY:
            reason = "La compañía de luz la instaló sin costo."
            actions.withdraw_pledge(pledge=pledge, on=soon(desk, 6), reason=reason, by=desk.clerk, at=desk.at)


def social_meeting(desk: Desk, body: Body) -> Session:
    """In which neighbours offered; convened with its days."""
    begins = desk.at + timedelta(days=12)
    made = sessions.prepare_session(
        body=body,
        exercise=desk.exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Kiosco de la delegación, de muestra",
        by=desk.clerk,
        at=desk.at,
    )
    title = "Apoyo de vecinas y vecinos a las obras de la colonia"
    agenda.add_item(session=made, title=title, kind="information", by=desk.clerk, at=desk.at)
    sessions.convene_session(session=made, by=desk.clerk, at=desk.at)
    return made
