"""What one person is in every exercise: the offices she keeps, the seats she holds, the plans, goals and activities she answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tequio.bodies.models import Seat, SeatRole
from tequio.commitments.models import Commitment
from tequio.exercises.models import Membership, Role
from tequio.people.models import Person, Post
from tequio.workplans.models import Kind, Responsible, WorkPlan


@dataclass(frozen=True, slots=True)
class Roles:
    """``kept`` are exercises whose office the person keeps; the sets hold ids of what the person answers for."""

    kept: frozenset[int]
    seats: tuple[Seat, ...]
    plans: frozenset[int]
    goals: frozenset[int]
    activities: frozenset[int]

    @property
    def jurisdictions(self) -> set[int]:
        return {seat.body.jurisdiction_id for seat in self.seats}


def roles_of(person: Person, at: datetime) -> Roles:
    active = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    kept = Membership.objects.filter(active, person=person, role=Role.SECRETARIAT, starts_at__lte=at)
    seats = tuple(
        seat
        for seat in Seat.objects.filter(person=person)
        .exclude(role=SeatRole.FACILITADOR)
        .select_related("body__jurisdiction", "organisation__jurisdiction")
        .prefetch_related("organisation__kinds")
        if seat.is_held(seat.body.jurisdiction.today(at))
    )
    offices = {seat.organisation_id for seat in seats if seat.role == SeatRole.ENLACE and seat.organisation_id}
    posts = [
        post.pk
        for post in Post.objects.filter(person=person).select_related("organisation__jurisdiction")
        if post.held_at(at)
    ]
    answers = Q(responsible__in=posts) | Q(responsible__organisation__in=offices)
    named = Responsible.objects.filter(Q(person=person) | Q(organisation__in=offices))
    owners = list(named.values_list("goal_id", "activity_id"))
    owned = WorkPlan.objects.filter(Q(owner__in=posts) | Q(owner__organisation__in=offices), kind=Kind.ANNUAL)
    answered = Commitment.objects.filter(answers).values_list("workplan_id", flat=True)
    return Roles(
        kept=frozenset(kept.values_list("exercise_id", flat=True)),
        seats=seats,
        plans=frozenset([*answered, *owned.values_list("pk", flat=True)]),
        goals=frozenset(goal for goal, _activity in owners if goal),
        activities=frozenset(activity for _goal, activity in owners if activity),
    )
