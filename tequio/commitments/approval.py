"""A commitment goes to be approved and signed only with every sector of its pack in it; as a draft it may lack any."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tequio.commitments.models import Commitment
from tequio.commitments.records import ALL_FIELDS, commitment_of
from tequio.core.reading.records import Kind, Reading
from tequio.core.refusals import Refusal
from tequio.core.rules.engine import evaluate
from tequio.core.rules.pack import RulePack
from tequio.people.models import Person
from tequio.workplans.actions import approve_workplan
from tequio.workplans.models import Baseline

RULE = "sector-missing"


class SectorIsMissing(Refusal):
    code = RULE


def sectors_missing(commitment: Commitment, pack: RulePack) -> tuple[str, ...]:
    """The sentence of the pack for each one, also where the document had no box for who takes part."""
    record = replace(commitment_of(commitment), fields=ALL_FIELDS)
    only = replace(pack, rules=tuple(rule for rule in pack.rules if rule.code == RULE))
    return tuple(each.message for each in evaluate(Reading(Kind.COMMITMENT_SHEET, commitments=(record,)), only))


@transaction.atomic
def approve_commitment(
    *, commitment: Commitment, decision: UUID | None, pack: RulePack, by: Person, at: datetime
) -> Baseline:
    """Its plan is approved by what the body decided, and stays as it was on that day."""
    baseline = approve_workplan(workplan=commitment.workplan, decision=decision, by=by, at=at)
    if missing := sectors_missing(commitment, pack):
        raise SectorIsMissing(" ".join(missing))
    return baseline
