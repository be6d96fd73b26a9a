"""For which sector somebody gives or reviews evidence."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.queries import sector_kind, sectors_of
from tequio.commitments.models import CommitmentActor
from tequio.core.reading.records import Sector
from tequio.core.rules.pack import RulePack
from tequio.monitoring.models import Evidence
from tequio.people.models import Organisation, Person, Post
from tequio.workplans.models import Means, WorkPlan


def workplan_of(means: Means) -> WorkPlan:
    """The plan that requires it; ``workplans_means_one_owner`` says that there is one."""
    if means.goal is not None:
        return means.goal.workplan
    if means.activity is None:
        raise ValueError("a means of verification belongs to a goal or to an activity")
    return means.activity.workplan


def plan_of(evidence: Evidence) -> WorkPlan:
    return workplan_of(evidence.means)


def sector_of_giver(person: Person, workplan: WorkPlan, pack: RulePack, at: datetime) -> str | None:
    """By the seat held; else by the organisation of the post; else by the box of the commitment. None where nobody has said."""
    seated = sectors_of(person, workplan.exercise.jurisdiction, pack, at)
    if len(seated) == 1:
        return seated.pop()
    for post in Post.objects.filter(person=person).select_related("organisation__jurisdiction"):
        if post.held_at(at) and (code := _code(_kind(post.organisation, at), pack)):
            return code
    actor = (
        CommitmentActor.objects.filter(commitment__workplan=workplan, person=person)
        .select_related("organisation")
        .first()
    )
    return _code(Sector(actor.sector), pack) if actor else None


def sectors_of_reviewer(person: Person, evidence: Evidence, pack: RulePack, at: datetime) -> set[str]:
    return sectors_of(person, plan_of(evidence).exercise.jurisdiction, pack, at)


def _kind(organisation: Organisation, at: datetime) -> Sector | None:
    return sector_kind(organisation, at)


def _code(kind: Sector | None, pack: RulePack) -> str | None:
    found = pack.sector_of(kind) if kind else None
    return found.code if found else None
