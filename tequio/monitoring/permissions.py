"""Who gives evidence and who reviews it."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import SeatRole
from tequio.bodies.queries import seats_of, sectors_of
from tequio.commitments.models import Commitment
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise, Role
from tequio.exercises.permissions import holds
from tequio.monitoring.models import Evidence
from tequio.monitoring.sectors import plan_of, sectors_of_reviewer
from tequio.people.models import Person
from tequio.workplans.models import WorkPlan
from tequio.workplans.permissions import answers_for, is_enlace_of, owns


def answers_for_commitment(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Holds the responsible post, or is the enlace of its institution."""
    commitment = (
        Commitment.objects.filter(workplan=workplan).select_related("responsible__organisation__jurisdiction").first()
    )
    if commitment is None or commitment.responsible is None:
        return False
    post = commitment.responsible
    if post.person_id == by.pk and post.held_at(at):
        return True
    seats = seats_of(by, workplan.exercise.jurisdiction, at)
    return any(seat.role == SeatRole.ENLACE and seat.organisation_id == post.organisation_id for seat in seats)


def can_submit_evidence(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """The responsible of the commitment or of an activity, and the enlaces of their organisations; of the year of an office,
    whoever holds its post."""
    return (
        answers_for(by, workplan)
        or owns(by, workplan, at)
        or is_enlace_of(by, workplan, at)
        or answers_for_commitment(by, workplan, at)
    )


def can_declare_delay(by: Person, workplan: WorkPlan, at: datetime) -> bool:
    """Whoever may give evidence may say why it will be late."""
    return can_submit_evidence(by, workplan, at)


def can_review_evidence(by: Person, evidence: Evidence, pack: RulePack, at: datetime) -> bool:
    """A seat-holder or an enlace, never who gave it. That the sector is another one is a rule of the action."""
    return by.pk != evidence.submitted_by_id and bool(sectors_of_reviewer(by, evidence, pack, at))


def can_follow_evidence(by: Person, evidence: Evidence, pack: RulePack, at: datetime) -> bool:
    """Sees that it was given and what was answered before the public does: whoever gives or reviews, the office, the auditor."""
    workplan = plan_of(evidence)
    return (
        by.pk == evidence.submitted_by_id
        or reads_everything(by, workplan.exercise, at)
        or bool(sectors_of_reviewer(by, evidence, pack, at))
        or can_submit_evidence(by, workplan, at)
    )


def can_open_original(by: Person, evidence: Evidence, pack: RulePack, at: datetime) -> bool:
    """The reserved file: who gave it or answers for it, who may review it, the office, the auditor."""
    workplan = plan_of(evidence)
    return (
        by.pk == evidence.submitted_by_id
        or reads_everything(by, workplan.exercise, at)
        or bool(sectors_of_reviewer(by, evidence, pack, at) - {evidence.submitted_by_sector})
        or can_submit_evidence(by, workplan, at)
    )


def reads_everything(by: Person, exercise: Exercise, at: datetime) -> bool:
    return holds(by, exercise, Role.SECRETARIAT, at) or holds(by, exercise, Role.AUDITOR, at)


def sectors_in(by: Person, exercise: Exercise, pack: RulePack, at: datetime) -> set[str]:
    """Every sector for which the person may review evidence of this exercise."""
    return sectors_of(by, exercise.jurisdiction, pack, at)
