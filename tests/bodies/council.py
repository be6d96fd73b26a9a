"""A secretariado of three sectors that meets, made by the same verbs as everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tequio.bodies.actions import agenda, agreements, attendance, decisions, minutes, sessions
from tequio.bodies.models import AgendaItem, Agreement, Body, Decision, Minutes, Seat, Session
from tequio.exercises.models import Exercise
from tequio.people.models import Person, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tests import builders

NOW = builders.NOW
SOON = NOW + timedelta(days=15)


@dataclass
class Council:
    """Titulares of the three sectors, a suplente of the civil one, an enlace, a facilitador and somebody of outside."""

    exercise: Exercise
    body: Body
    clerk: Person
    civil: Seat
    suplente: Seat
    government: Seat
    guarantor: Seat
    enlace: Seat
    facilitador: Seat
    stranger: Person = field(default_factory=builders.person)

    @property
    def titulars(self) -> tuple[Seat, ...]:
        return (self.civil, self.government, self.guarantor)

    def prepared(self, begins_at: datetime = SOON, **options: Any) -> Session:
        values: dict[str, Any] = {"ends_at": begins_at + timedelta(hours=2), "place": "Salón de actos", **options}
        return sessions.prepare_session(
            body=self.body, exercise=self.exercise, begins_at=begins_at, by=self.clerk, at=NOW, **values
        )

    def item(self, session: Session, kind: str = "vote", title: str = "Aprobar el plan", **options: Any) -> AgendaItem:
        values: dict[str, Any] = {"majority": "simple", "decision_kind": "plan"} if kind == "vote" else {}
        return agenda.add_item(session=session, title=title, kind=kind, by=self.clerk, at=NOW, **values | options)

    def convened(self, *kinds: str, **options: Any) -> Session:
        session = self.prepared(**options)
        for kind in kinds or ("vote",):
            self.item(session, kind)
        sessions.convene_session(session=session, by=self.clerk, at=NOW)
        return session

    def opened(self, *kinds: str, here: Iterable[Seat] | None = None, **options: Any) -> Session:
        session = self.convened(*kinds, **options)
        at = session.meeting.begins_at
        sessions.open_session(session=session, by=self.clerk, at=at)
        seats = self.titulars if here is None else tuple(here)
        attendance.note_attendance(session=session, seats=seats, by=self.clerk, at=at)
        return session

    def votes(self, session: Session, *choices: str, item: AgendaItem | None = None) -> Decision:
        item = item or session.items.filter(kind="vote").order_by("position")[0]
        ballots = {
            seat.pk: decisions.Ballot(choice) for seat, choice in zip(self.titulars, choices, strict=False) if choice
        }
        return decisions.record_vote(item=item, ballots=ballots, by=self.clerk, at=session.meeting.begins_at)

    def agrees(self, session: Session, text: str = "Publicar la base de datos", **options: Any) -> Agreement:
        values: dict[str, Any] = {"owner_post": "Dirección de Planeación", "due_on": None, **options}
        item = session.items.order_by("position")[0]
        return agreements.take_agreement(item=item, text=text, by=self.clerk, at=session.meeting.begins_at, **values)

    def closed(self, session: Session) -> Session:
        at = session.meeting.ends_at
        for item in session.items.filter(outcome="pending"):
            agenda.conclude_item(item=item, outcome=ending(item), text="Se dio cuenta.", by=self.clerk, at=at)
        sessions.close_session(session=session, by=self.clerk, at=at)
        return session

    def minutes(self, session: Session) -> Minutes:
        return minutes.draft_minutes(session=session, by=self.clerk, at=session.meeting.ends_at)


def ending(item: AgendaItem) -> str:
    return {"information": "informed", "agreement": "agreed"}.get(item.kind, "postponed")


def notice_of_attendance(of: Exercise) -> None:
    """Once for each place: without it the code of the door takes nobody."""
    if notice_in_force(of.jurisdiction_id, Purpose.ATTENDANCE) is None:
        publish_notice(
            jurisdiction=of.jurisdiction,
            purpose=Purpose.ATTENDANCE,
            text="Aviso de asistencia",
            kept_days=90,
            by=builders.secretariat(of),
            at=NOW,
        )


def council(slug: str = "jalisco") -> Council:
    of = builders.exercise(slug)
    notice_of_attendance(of)
    seats = {kind: builders.seat(builders.person(f"Titular {kind}"), kind, votes=True) for kind in KINDS}
    return Council(
        exercise=of,
        body=builders.body(),
        clerk=builders.secretariat(of),
        civil=seats["civil_society"],
        government=seats["government"],
        guarantor=seats["guarantor"],
        suplente=builders.seat(builders.person("Suplente civil"), "civil_society", role="suplente"),
        enlace=builders.seat(builders.person("Enlace"), "government", role="enlace"),
        facilitador=builders.seat(builders.person("Facilitación"), role="facilitador", organisation=None),
    )


KINDS = ("civil_society", "government", "guarantor")
