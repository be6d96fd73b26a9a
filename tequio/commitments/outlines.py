"""The sheet of a commitment with its annual work plan, as a document."""

from __future__ import annotations

from datetime import date

from tequio.commitments.models import Commitment
from tequio.commitments.records import commitment_of
from tequio.core.outline import Outline, Signatory
from tequio.core.reading.records import PlanHeader
from tequio.core.writing.commitment_sheet import commitment_sheets
from tequio.exercises.models import Exercise


def commitment_outline(commitment: Commitment, *, foot: str = "", dated: date | None = None) -> Outline:
    """The responsible person signs; who else does is decided at the signature of the plan, not here."""
    record = commitment_of(commitment)
    responsible = record.responsible
    name, post = responsible.person or responsible.organisation, responsible.post
    signatories = [Signatory(name, post)] if name else []
    return commitment_sheets(
        [record], plan_header(commitment.exercise), signatories=signatories, foot=foot, dated=dated
    )


def plan_header(exercise: Exercise) -> PlanHeader:
    year = exercise.period_starts_on.year if exercise.period_starts_on else None
    return PlanHeader(exercise.name, exercise.ordinal, year, exercise.motto)
