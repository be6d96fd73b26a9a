"""What belongs to one person in the exercises that are open: read once, in a number of queries that does not grow with the rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from tequio.bodies.queries import sector_of_seat
from tequio.commitments.models import Commitment
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise, Status
from tequio.formats import rulepack
from tequio.monitoring.models import Delay, Evidence, Review, State
from tequio.monitoring.queries import ActivityState, PlanProgress, of_plans
from tequio.monitoring.roles import Roles, roles_of
from tequio.people.models import Person
from tequio.workplans.models import Activity, Goal, Kind, Means, Responsible, WorkPlan

#: days that count as this week, and as new
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlanOf:
    """A published commitment as its plan knows it, or the year of an office: then ``number`` is 0."""

    exercise: Exercise
    number: int
    title: str
    today: date
    responsible: str


@dataclass(slots=True)
class Desk:
    """Everything that «Esta semana» looks at. ``sectors``: by exercise, those for which the person reviews."""

    person: Person
    roles: Roles
    #: the moment in which it is looked at, whatever day a demonstration pretends
    at: datetime
    exercises: dict[int, Exercise] = field(default_factory=dict)
    packs: dict[int, RulePack] = field(default_factory=dict)
    sectors: dict[int, set[str]] = field(default_factory=dict)
    #: by exercise, the day that it is in its place
    today: dict[int, date] = field(default_factory=dict)
    plans: dict[int, PlanOf] = field(default_factory=dict)
    progress: dict[int, PlanProgress] = field(default_factory=dict)
    goals: dict[int, int | None] = field(default_factory=dict)
    means: dict[tuple[str, int], list[Means]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[int, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    names: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    explained: set[int] = field(default_factory=set)
    accepted: list[Review] = field(default_factory=list)

    def is_mine(self, plan: int, activity: ActivityState) -> bool:
        """Named for it, for its goal, or holder of the post that answers for the whole commitment."""
        by_goal = self.goals.get(activity.id) in self.roles.goals
        return plan in self.roles.plans or by_goal or activity.id in self.roles.activities

    def keeps(self, plan: int) -> bool:
        return self.plans[plan].exercise.pk in self.roles.kept

    def required(self, activity: int) -> list[Means]:
        goal = self.goals.get(activity)
        return self.means[("activity", activity)] or (self.means[("goal", goal)] if goal else [])

    def lacking(self, activity: int) -> list[Means]:
        """Those for which nothing is accepted or on its way."""
        on_its_way = {State.ACCEPTED, State.SENT, State.UNDER_REVIEW}
        return [one for one in self.required(activity) if not on_its_way & {e.state for e in self.evidence[one.pk]}]

    def whose(self, plan: int, activity: int) -> str:
        goal = self.goals.get(activity)
        named = self.names[("activity", activity)] or (self.names[("goal", goal)] if goal else [])
        return ", ".join(named) or self.plans[plan].responsible


def desk_of(person: Person, *, at: datetime, slug: str = "") -> Desk:
    """About twenty queries, whatever the number of exercises, activities and pieces of evidence."""
    desk = Desk(person, roles_of(person, at), at)
    load_exercises(desk, at, slug)
    if desk.exercises:
        load_plans(desk, at)
        load_evidence(desk)
    return desk


def load_exercises(desk: Desk, at: datetime, slug: str) -> None:
    roles = desk.roles
    mine = Q(pk__in=roles.kept) | Q(jurisdiction__in=roles.jurisdictions)
    # one sub-query each: joined together they would multiply every goal by every activity
    mine |= Q(pk__in=WorkPlan.objects.filter(pk__in=roles.plans).values("exercise"))
    mine |= Q(pk__in=Goal.objects.filter(pk__in=roles.goals).values("workplan__exercise"))
    mine |= Q(pk__in=Activity.objects.filter(pk__in=roles.activities).values("workplan__exercise"))
    chosen = Q(slug=slug) if slug else Q()
    found = Exercise.objects.filter(mine, chosen, status=Status.OPEN).select_related("jurisdiction")
    for exercise in found.order_by("pk"):
        pack = rulepack.load(exercise.pack)
        here = [seat for seat in roles.seats if seat.body.jurisdiction_id == exercise.jurisdiction_id]
        desk.exercises[exercise.pk], desk.packs[exercise.pk] = exercise, pack
        desk.today[exercise.pk] = exercise.today(at)
        desk.sectors[exercise.pk] = {code for seat in here if (code := sector_of_seat(seat, pack, at))}


def load_plans(desk: Desk, at: datetime) -> None:
    rows = Commitment.objects.filter(exercise__in=desk.exercises, status="published").select_related(
        "responsible__organisation", "responsible__person"
    )
    for each in rows.order_by("exercise_id", "number"):
        exercise = desk.exercises[each.exercise_id]
        post = each.responsible
        name = (post.person.name if post.person else "") or post.organisation.name if post else ""
        desk.plans[each.workplan_id] = PlanOf(exercise, each.number, each.title, exercise.today(at), name)
    for year in annual_plans(desk):
        exercise, post = desk.exercises[year.exercise_id], year.owner
        whose = (post.person.name if post.person else "") or post.organisation.name if post else year.area
        desk.plans[year.pk] = PlanOf(exercise, 0, year.title, desk.today[exercise.pk], whose)
    plans = Q(pk__in=list(desk.plans))
    desk.progress = of_plans(plans, today={plan: each.today for plan, each in desk.plans.items()})
    desk.goals = dict(Activity.objects.filter(workplan__in=desk.plans).values_list("pk", "goal_id"))
    owned = Q(goal__workplan__in=desk.plans) | Q(activity__workplan__in=desk.plans)
    for one in Means.objects.filter(owned, required=True).order_by("position"):
        owner = ("activity", one.activity_id) if one.activity_id else ("goal", one.goal_id or 0)
        desk.means[owner].append(one)
    for who in Responsible.objects.filter(owned).order_by("position"):
        owner = ("activity", who.activity_id) if who.activity_id else ("goal", who.goal_id or 0)
        desk.names[owner].append(who.name)
    desk.explained = set(Delay.objects.filter(activity__workplan__in=desk.plans).values_list("activity_id", flat=True))


def annual_plans(desk: Desk) -> list[WorkPlan]:
    """The last of each exercise: the one that its page shows."""
    rows = WorkPlan.objects.filter(exercise__in=desk.exercises, kind=Kind.ANNUAL).order_by("pk")
    return list(
        {each.exercise_id: each for each in rows.select_related("owner__person", "owner__organisation")}.values()
    )


def load_evidence(desk: Desk) -> None:
    plans = Q(means__goal__workplan__in=desk.plans) | Q(means__activity__workplan__in=desk.plans)
    rows = Evidence.objects.filter(plans).select_related("submitted_by", "means__goal", "means__activity", "activity")
    for each in rows.order_by("submitted_at", "pk"):
        desk.evidence[each.means_id].append(each)
    mine = Review.objects.standing().filter(evidence__submitted_by=desk.person, outcome="accepted")
    desk.accepted = list(mine.order_by("-reviewed_at").select_related("evidence")[:50])
