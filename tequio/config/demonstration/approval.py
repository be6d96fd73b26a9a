"""A session in which the body approves a plan: what «aprobar» refers to."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tequio.bodies.actions import agenda, attendance, decisions, sessions
from tequio.bodies.models import Body, ItemKind, SeatRole
from tequio.bodies.presence import places_of
from tequio.people.models import Person
from tequio.workplans.decided import kind_of
from tequio.workplans.models import WorkPlan


def approved_in_session(plan: WorkPlan, body: Body, clerk: Person, begins: datetime) -> UUID:
    """Convened a week before; everybody with a vote comes and is in favour."""
    called, exercise = begins - timedelta(days=7), plan.exercise
    session = sessions.prepare_session(
        body=body,
        exercise=exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Sala de cabildo",
        by=clerk,
        at=called,
    )
    item = agenda.add_item(
        session=session,
        title="Aprobación del plan de trabajo",
        kind=ItemKind.VOTE,
        majority="simple",
        decision_kind=kind_of(plan),
        subject_uid=plan.uid,
        by=clerk,
        at=called,
    )
    sessions.convene_session(session=session, by=clerk, at=called)
    sessions.open_session(session=session, by=clerk, at=begins)
    seats = body.seats.filter(role=SeatRole.TITULAR, ends_on__isnull=True, person__isnull=False)
    attendance.note_attendance(session=session, seats=seats, by=clerk, at=begins)
    ballots = {place.seat.pk: decisions.Ballot("yes") for place in places_of(session) if place.speaker}
    decision = decisions.record_vote(item=item, ballots=ballots, by=clerk, at=begins + timedelta(minutes=30))
    sessions.close_session(session=session, by=clerk, at=begins + timedelta(hours=1))
    return decision.uid
