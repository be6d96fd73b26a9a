from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import SeatRole
from tequio.bodies.queries import seats_of
from tequio.exercises.models import Exercise, Role
from tequio.exercises.permissions import can_edit_exercise, held
from tequio.people.models import Person, Post
from tequio.workplans.models import Kind, Responsible, WorkPlan


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


def owns(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Holds the post that drafts the plan, or one that answers for something in it, or is the enlace of the institution of the
    first: also where no person is named."""
    owner = workplan.owner
    if owner is not None and ((owner.person_id == by.pk and owner.held_at(at)) or _is_enlace(by, workplan, owner, at)):
        return True
    named = Responsible.objects.filter(post__person=by).select_related("post__organisation__jurisdiction")
    mine = named.filter(goal__workplan=workplan) | named.filter(activity__workplan=workplan)
    return any(one.post is not None and one.post.held_at(at) for one in mine)


def _is_enlace(by: Person, workplan: WorkPlan, owner: Post, at: datetime) -> bool:
    seats = seats_of(by, workplan.exercise.jurisdiction, at)
    return any(seat.role == SeatRole.ENLACE and seat.organisation_id == owner.organisation_id for seat in seats)


def can_create_workplan(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def acts_for_responsible(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Has the role of responsible in the exercise on behalf of an organisation that answers for something in this plan."""
    organisations = list(
        held(by, workplan.exercise, Role.RESPONSIBLE, at)
        .filter(organisation__isnull=False)
        .values_list("organisation_id", flat=True)
    )
    named = Responsible.objects.filter(organisation__in=organisations)
    return bool(organisations) and (
        named.filter(goal__workplan=workplan).exists() or named.filter(activity__workplan=workplan).exists()
    )


def can_draft_workplan(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """The secretaría técnica; of any plan but a route, also who answers for something in it and the enlaces of their organisations."""
    if can_edit_exercise(by, workplan.exercise, at):
        return True
    return workplan.kind != Kind.ROUTE and (
        answers_for(by, workplan)
        or owns(by, workplan, at)
        or is_enlace_of(by, workplan, at)
        or acts_for_responsible(by, workplan, at)
    )


def can_entrust_workplan(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    return can_edit_exercise(by, workplan.exercise, at)


def can_record_approval(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """The secretaría técnica writes down what the right body decided; nobody approves by button."""
    return can_edit_exercise(by, workplan.exercise, at)
