"""Rows of a commitment → the plain record that the rules run on, and that the sheet is made from."""

from __future__ import annotations

from dataclasses import fields

from tequio.commitments.models import Commitment, CommitmentActor, SectorRole
from tequio.core.reading import records
from tequio.core.reading.records import Sector
from tequio.people.models import KIND_LABELS, Post
from tequio.workplans.records import goals_of

#: every box of the record: what a commitment written here is asked for
ALL_FIELDS = frozenset(field.name for field in fields(records.Commitment)) - {"fields"}


def commitment_of(commitment: Commitment) -> records.Commitment:
    plan = commitment.workplan
    values = dict(commitment.values.values_list("value", "text"))
    actors = commitment.actors.order_by("position").select_related("organisation", "person")
    return records.Commitment(
        title=commitment.title,
        kind=commitment.kind or None,
        number=commitment.number if "number" in commitment.fields or not commitment.fields else None,
        branch=commitment.branch,
        theme=commitment.theme,
        starts_on=commitment.starts,
        ends_on=commitment.ends,
        description=commitment.description,
        objective=commitment.objective,
        problem=records.Problem(commitment.problem_official, commitment.problem_citizen, commitment.problem_note),
        responsible=responsible_of(commitment.responsible),
        actors=tuple(_actor(actor) for actor in actors),
        values=records.Values(**values),
        anticorruption=commitment.anticorruption,
        strategy=plan.strategy,
        indicators=tuple(plan.indicators.order_by("position").values_list("text", flat=True)),
        sector_roles=tuple(_role(role) for role in commitment.sector_roles.order_by("pk")),
        goals=goals_of(plan),
        subject_to_change=plan.subject_to_change,
        fields=frozenset(commitment.fields) or ALL_FIELDS,
        authority_column=commitment.authority_column,
        predecessor=commitment.continues_text or (commitment.continues.title if commitment.continues else ""),
        impact_evidence=tuple(commitment.impact_evidence),
    )


def responsible_of(post: Post | None) -> records.Responsible:
    if post is None:
        return records.Responsible()
    return records.Responsible(
        organisation=post.organisation.name,
        person=post.person.name if post.person else "",
        post=post.title,
        area=post.area,
        email=post.email,
        phone=post.phone,
        extension=post.extension,
    )


def _role(role: SectorRole) -> str:
    """With the name of its sector, unless a document gave it in its own words."""
    if role.sector not in set(Sector):
        return role.text
    return f"{KIND_LABELS[Sector(role.sector)]}: {role.text}"


def _actor(actor: CommitmentActor) -> records.Actor:
    return records.Actor(
        name=actor.person.name if actor.person else "",
        organisation=actor.organisation.name if actor.organisation else "",
        sector=Sector(actor.sector),
        box=Sector(actor.box) if actor.box else None,
    )
