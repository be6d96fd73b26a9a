"""The sessions of the practice exercise: a vote with dissent, agreements in every state, an acta in every state, and what comes back
to the next agenda. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tequio.bodies.actions import agenda, agreements, attendance, decisions, minutes, sessions
from tequio.bodies.models import AgendaItem, Agreement, Body, ItemKind, Seat, SeatRole, Session, SessionKind
from tequio.bodies.presence import places_of
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.config.demonstration.life import body_name
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.people.models import Person

HALL = "Sala de juntas de la biblioteca central, de muestra"
#: (what, who answers by post, its seat or None, days until it is due or None)
AGREED = (
    ("Publicar en el portal el calendario de las mesas de cocreación", "", 0, 45),
    ("Rentar el auditorio para la consulta de octubre", "Dirección de Recursos Materiales", None, 40),
    ("Entregar la relación de colonias sin medición de agua", "", 1, 65),
    ("Invitar a los comités vecinales de la zona sur a la siguiente mesa", "", 0, 92),
    ("Revisar el lenguaje del cuestionario con personas de la comunidad", "Facilitación del secretariado", None, None),
)
DISSENT = "El calendario no deja tiempo para consultar a las comunidades antes de firmar."
DOUBT = "No recibimos el anexo de costos; nos abstenemos hasta leerlo."


@dataclass(frozen=True, slots=True)
class Table:
    """The body and the office that runs its sessions."""

    exercise: Exercise
    body: Body
    clerk: Person
    sample: Sample

    def convened(self, begins: datetime, *points: tuple[str, str], kind: str = SessionKind.ORDINARY) -> Session:
        """Called sixteen days before, with its points: (kind, title)."""
        session = self.prepared(begins, *points, kind=kind)
        sessions.convene_session(session=session, by=self.clerk, at=begins - timedelta(days=16))
        return session

    def prepared(self, begins: datetime, *points: tuple[str, str], kind: str = SessionKind.ORDINARY) -> Session:
        called = begins - timedelta(days=17)
        session = sessions.prepare_session(
            body=self.body,
            exercise=self.exercise,
            begins_at=begins,
            ends_at=begins + timedelta(hours=2),
            place=HALL,
            kind=kind,
            by=self.clerk,
            at=called,
        )
        for each, title in points:
            voted = each == ItemKind.VOTE
            agenda.add_item(
                session=session,
                title=title,
                kind=each,
                majority="simple" if voted else "",
                decision_kind="other" if voted else "",
                by=self.clerk,
                at=called,
            )
        return session

    def opened(self, session: Session, *, absent: int = 2) -> Session:
        """Every titular comes but the last ones."""
        begins = session.meeting.begins_at
        sessions.open_session(session=session, by=self.clerk, at=begins)
        places = places_of(session)
        seats = [place.seat for place in places if place.seat.person_id][: len(places) - absent]
        attendance.note_attendance(session=session, seats=seats, by=self.clerk, at=begins)
        return session

    def votes(self, item: AgendaItem) -> None:
        """One seat by itself, against; one abstains; the others are noted by the mesa in favour."""
        at = item.session.meeting.begins_at + timedelta(minutes=40)
        here = [place.seat for place in places_of(item.session) if place.speaker]
        against = next(seat for seat in here if seat.sector == "civil_society" and seat.person)
        doubting = next(seat for seat in here if seat.sector == "guarantor")
        decisions.cast_vote(item=item, seat=against, ballot=decisions.Ballot("no", DISSENT), by=holder(against), at=at)
        ballots = {seat.pk: decisions.Ballot("yes") for seat in here if seat.pk != against.pk}
        ballots[doubting.pk] = decisions.Ballot("abstain", DOUBT)
        decisions.record_vote(item=item, ballots=ballots, by=self.clerk, at=at + timedelta(minutes=10))

    def agrees(self, item: AgendaItem, owners: list[Seat]) -> list[Agreement]:
        at = item.session.meeting.begins_at + timedelta(minutes=60)
        made = []
        for text, post, place, days in AGREED:
            seat = owners[place] if place is not None else None
            named = seat.organisation.name if seat and seat.organisation else post
            due = self.sample.moment(days).date() if days else None
            made.append(
                agreements.take_agreement(
                    item=item,
                    text=text,
                    owner=seat.person if seat else None,
                    owner_post=named,
                    due_on=due,
                    by=self.clerk,
                    at=at,
                )
            )
        return made

    def closed(self, session: Session, text: str) -> Session:
        ends = session.meeting.ends_at
        for item in session.items.filter(outcome="pending").order_by("position"):
            outcome = {ItemKind.AGREEMENT.value: "agreed", ItemKind.REFERRAL.value: "referred"}.get(
                item.kind, "informed"
            )
            agenda.conclude_item(
                item=item,
                outcome=outcome,
                text=text,
                referred_to="Comité de seguimiento" if outcome == "referred" else "",
                by=self.clerk,
                at=ends,
            )
        sessions.close_session(session=session, by=self.clerk, at=ends)
        return session


def hold_sessions(exercise: Exercise, sample: Sample, now: datetime) -> None:
    """Once, in the practice exercise."""
    if sample.slug != "practica" or Session.objects.filter(exercise=exercise, kind=SessionKind.EXTRAORDINARY).exists():
        return
    body = Body.objects.get(jurisdiction=exercise.jurisdiction, name=body_name(exercise))
    table = Table(exercise, body, clerk_of(exercise), sample)
    with transaction.atomic():
        first_agreements(table)
        short_one(table)
        with_observations(table)
        what_comes(table, now)


def first_agreements(table: Table) -> None:
    """A vote that was not unanimous, five agreements, and an acta with its folio."""
    session = table.convened(
        table.sample.moment(30),
        ("information", "Informe de avance de la ruta"),
        ("vote", "Calendario de las mesas de cocreación"),
        ("referral", "Solicitud de los comités vecinales de la zona sur"),
        ("agreement", "Tareas hasta la siguiente sesión"),
    )
    table.opened(session)
    table.votes(session.items.get(kind=ItemKind.VOTE))
    owners = owners_of(table, session)
    made = table.agrees(session.items.get(kind=ItemKind.AGREEMENT), owners)
    table.closed(session, "Se dio cuenta y se respondieron preguntas.")
    acta = minutes.draft_minutes(session=session, by=table.clerk, at=table.sample.moment(31))
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=table.sample.moment(38))
    minutes.issue_minutes(minutes=acta, form=Form.DOCX, office="STL", by=table.clerk, at=table.sample.moment(39))
    done, dropped, *_open = made
    agreements.close_agreement(
        agreement=done,
        how="El calendario está en el portal desde el lunes, con sedes y horarios.",
        by=holder(owners[0]),
        at=table.sample.moment(42),
    )
    agreements.drop_agreement(
        agreement=dropped,
        reason="La universidad prestó su auditorio sin costo: ya no hace falta rentarlo.",
        by=table.clerk,
        at=table.sample.moment(50),
    )


def holder(seat: Seat) -> Person:
    if seat.person is None:
        raise LookupError(f"nobody sits in {seat.pk}")
    return seat.person


def owners_of(table: Table, session: Session) -> list[Seat]:
    """The first of the civil society and the first of the government, who can be entered as in the demonstration."""
    seats = Seat.objects.held_on(session.meeting.day()).filter(body=table.body, role=SeatRole.TITULAR)
    known = list(seats.select_related("person", "organisation").order_by("pk"))
    return [next(seat for seat in known if seat.sector == sector) for sector in ("civil_society", "government")]


def short_one(table: Table) -> None:
    """Its acta is approved and has no folio yet."""
    session = table.convened(
        table.sample.moment(45), ("information", "Cambio de sede de la consulta"), kind=SessionKind.EXTRAORDINARY
    )
    table.closed(table.opened(session), "Se informó y no hubo objeciones.")
    acta = minutes.draft_minutes(session=session, by=table.clerk, at=table.sample.moment(46))
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=table.sample.moment(52))


def with_observations(table: Table) -> None:
    """One observation was answered and another waits."""
    session = table.convened(table.sample.moment(60), ("information", "Resultados de la primera mesa"))
    table.closed(table.opened(session), "Quien responde informó cómo va.")
    acta = minutes.draft_minutes(session=session, by=table.clerk, at=table.sample.moment(61))
    civil, government = owners_of(table, session)
    for seat, text in (
        (civil, "Falta decir que pedimos la lista de asistencia de la mesa."),
        (government, "La cifra de participantes es 48, no 84."),
    ):
        said = minutes.observe_minutes(minutes=acta, seat=seat, text=text, by=holder(seat), at=table.sample.moment(63))
    minutes.answer_observation(
        observation=said,
        accepted=True,
        answer="Se corrigió: fueron 48 personas.",
        by=table.clerk,
        at=table.sample.moment(64),
    )


def what_comes(table: Table, now: datetime) -> None:
    """One that was cancelled, one with a vote under way today, the next one with what is pending, and one in preparation."""
    gone = table.convened(table.sample.moment(66), ("information", "Visita a la planta potabilizadora"))
    sessions.cancel_session(
        session=gone, reason="La sede cerró por mantenimiento.", by=table.clerk, at=table.sample.moment(64)
    )
    begins = now.replace(minute=0, second=0, microsecond=0)
    today = table.convened(
        begins, ("vote", "Sede de la firma del plan"), ("agreement", "Preparativos"), kind=SessionKind.EXTRAORDINARY
    )
    table.opened(today)
    table.convened(table.sample.moment(89), ("information", "Avance de los compromisos"))
    table.prepared(table.sample.moment(120), ("information", "Cierre de la cocreación"))
