from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import SeatRole
from tequio.bodies.queries import seats_of
from tequio.exercises.models import Exercise, Role
from tequio.exercises.permissions import can_edit_exercise, holds
from tequio.people.models import Person
from tequio.workplans.models import Responsible, WorkPlan


def answers_for(by: Person, workplan: WorkPlan) -> bool:
    """Named as responsible of a goal or of an activity of this plan."""
    named = Responsible.objects.filter(person=by)
    return named.filter(goal__workplan=workplan).exists() or named.filter(activity__workplan=workplan).exists()


def is_enlace_of(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Enlace of an organisation that answers for something in this plan."""
    seats = seats_of(by, workplan.exercise.jurisdiction, at)
    organisations = [seat.organisation_id for seat in seats if seat.role == SeatRole.ENLACE and seat.organisation_id]
    named = Responsible.objects.filter(organisation__in=organisations)
    return bool(organisations) and (
        named.filter(goal__workplan=workplan).exists() or named.filter(activity__workplan=workplan).exists()
    )


def can_create_workplan(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_draft_workplan(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Responsibles, enlaces of their organisations and the secretaría técnica."""
    return (
        can_edit_exercise(by, workplan.exercise, at)
        or holds(by, workplan.exercise, Role.RESPONSIBLE, at)
        or answers_for(by, workplan)
        or is_enlace_of(by, workplan, at)
    )


def can_record_approval(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """The secretaría técnica writes down what the right body decided; nobody approves by button."""
    return can_edit_exercise(by, workplan.exercise, at)
