"""The page of one commitment: its sheet, its thread, its plan with what proves it, and everything that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tequio.audit.freshness import Kept, last_change
from tequio.commitments.criteria import CriterionShown, criteria_of
from tequio.commitments.models import Commitment, CommitmentActor, SectorRole, Value, ValueRelevance
from tequio.core import progress
from tequio.core.dates import FuzzyDate
from tequio.core.reading.records import Sector
from tequio.exercises.queries import ExerciseHeader, fuzzy_span, stages
from tequio.lineage.queries.log import Entry, entries
from tequio.lineage.queries.thread import Knot, thread
from tequio.monitoring.models import Delay, Evidence, Review
from tequio.monitoring.queries import PlanProgress, assessed, state_of_plan
from tequio.people.models import KIND_LABELS, Post
from tequio.web import words
from tequio.web.pages import Crumb, Download
from tequio.web.states import OVERDUE
from tequio.web.states import counted as counted_words
from tequio.workplans.models import Activity, Goal, Indicator, Means, Responsible

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ActorShown:
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class SectorShown:
    name: str
    actors: tuple[ActorShown, ...]


@dataclass(frozen=True, slots=True)
class PostShown:
    """The public contact is that of the post."""

    organisation: str
    person: str
    title: str
    area: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class MeansShown:
    """``state``: yes, waiting, back, late or no."""

    text: str
    state: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DelayShown:
    reason: str
    text: str
    old: str
    new: str
    day: date


@dataclass(frozen=True, slots=True)
class ActivityShown:
    """``url`` is its own page."""

    position: int
    url: str
    code: str
    title: str
    date: str
    source_text: str
    undated: bool
    inferred: bool
    days_late: int
    state: str
    means: tuple[MeansShown, ...]
    shared_means: bool
    responsibles: tuple[str, ...]
    delays: tuple[DelayShown, ...]
    cancel_reason: str


@dataclass(frozen=True, slots=True)
class GoalShown:
    """``means`` are those shared by its activities."""

    number: int | None
    title: str
    means: tuple[MeansShown, ...]
    responsibles: tuple[str, ...]
    activities: tuple[ActivityShown, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """``url`` is empty where there is nothing public to open; ``activity`` is the position of the one it tells about."""

    anchor: str
    title: str
    means: str
    activity: int | None
    url: str
    form: str
    day: date
    state: str
    photo: bool
    preview: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    number: int
    name: str
    theme: str
    branch: str
    kind: str
    summary: str
    objective: str
    problem_official: str
    problem_citizen: str
    problem_note: str
    anticorruption: str
    starts: str
    ends: str
    period: str
    responsible: PostShown | None
    sectors: tuple[SectorShown, ...]
    values: tuple[tuple[str, str], ...]
    sector_roles: tuple[tuple[str, str], ...]
    indicators: tuple[str, ...]
    criteria: tuple[CriterionShown, ...]
    strategy: str
    subject_to_change: bool
    state: str
    state_sentence: str
    states: tuple[str, ...]
    before_today: int
    progress: progress.Progress
    knots: tuple[Knot, ...]
    goals: tuple[GoalShown, ...]
    evidence: tuple[EvidenceShown, ...]
    accepted: int
    waiting: int
    returned: int
    log: tuple[Entry, ...]
    uid: UUID
    workplan_uid: UUID
    downloads: tuple[Download, ...] = ()
    #: only for who may draft the plan
    plan_url: str = ""
    #: only for who may edit the sheet
    sheet_url: str = ""
    #: only for the office
    criteria_url: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of one work plan, each table read once."""

    activities: Sequence[Row]
    goals: list[Goal]
    means: list[Means]
    evidence: Sequence[Evidence]
    responsibles: list[Responsible]
    delays: list[Delay]
    progress: PlanProgress


_kept: Kept[CommitmentPage] = Kept(64)


def commitment_page(exercise: ExerciseHeader, number: int, *, now: datetime) -> CommitmentPage:
    """Raises ``Commitment.DoesNotExist``; a draft does not exist for the public."""
    key = (exercise.uid, number, exercise.today, words.language(), last_change(exercise.uid))
    return _kept.get(key, now=now, make=lambda: compute(exercise, number))


def compute(exercise: ExerciseHeader, number: int) -> CommitmentPage:
    chosen = Commitment.objects.select_related("workplan", "responsible__organisation", "responsible__person").get(
        exercise_id=exercise.id, number=number, status="published"
    )
    plan = load(chosen.workplan_id, exercise.today)
    total = plan.progress.progress
    state = state_of_plan(plan.progress)
    positions = {row["id"]: row["position"] for row in plan.activities}
    evidence = tuple(evidence_shown(each, exercise, positions) for each in plan.evidence)
    label = _("Compromiso %(number)s") % {"number": f"{number:02d}"}
    done = _("%(done)s de %(counted)s actividades terminadas y comprobadas.") % {
        "done": total.done,
        "counted": total.counted,
    }
    return CommitmentPage(
        exercise=exercise,
        title=f"{label}: {chosen.title}",
        description=f"{chosen.description or chosen.objective or chosen.title} {done}",
        crumbs=(
            Crumb(_("Inicio"), "/"),
            exercise.crumb(),
            Crumb(_("Compromisos"), f"{exercise.url}compromisos/"),
            Crumb(label),
        ),
        number=number,
        name=chosen.title,
        theme=chosen.theme,
        branch=chosen.branch,
        kind=chosen.get_kind_display(),
        summary=chosen.description,
        objective=chosen.objective,
        problem_official=chosen.problem_official,
        problem_citizen=chosen.problem_citizen,
        problem_note=chosen.problem_note,
        anticorruption=chosen.anticorruption,
        starts=words.fuzzy(chosen.starts.edtf) if chosen.starts else "",
        ends=words.fuzzy(chosen.ends.edtf) if chosen.ends else "",
        period=fuzzy_span(chosen.starts, chosen.ends),
        responsible=post_shown(chosen.responsible) if chosen.responsible else None,
        sectors=sectors(chosen),
        values=values(chosen),
        sector_roles=sector_roles(chosen),
        criteria=criteria_of(chosen, zone=exercise.zone),
        indicators=tuple(
            Indicator.objects.filter(workplan=chosen.workplan_id).order_by("position").values_list("text", flat=True)
        ),
        strategy=chosen.workplan.strategy,
        subject_to_change=chosen.workplan.subject_to_change,
        state=state,
        state_sentence=state_sentence(total, chosen.ends),
        states=tuple(each.state for each in plan.progress.activities),
        before_today=sum(
            each.last_on is not None and each.last_on < exercise.today for each in plan.progress.activities
        ),
        progress=total,
        knots=thread(exercise, chosen, stages(exercise)),
        goals=goals_shown(plan, exercise.today),
        evidence=tuple(each for each in evidence if each.state == "accepted"),
        accepted=sum(each.state == "accepted" for each in evidence),
        waiting=sum(each.state in ("sent", "under_review") for each in evidence),
        returned=sum(each.state == "returned" for each in evidence),
        log=entries([chosen.uid, chosen.workplan.uid], plan_uids(plan), exercise),
        uid=chosen.uid,
        workplan_uid=chosen.workplan.uid,
    )


def state_sentence(total: progress.Progress, ends: FuzzyDate | None) -> str:
    parts = [counted_words(OVERDUE, total.overdue)] if total.overdue else []
    if ends and ends.edtf:
        parts.append(_("termina: %(day)s") % {"day": words.fuzzy(ends.edtf)})
    return " · ".join(parts)


def load(workplan: int, today: date) -> Plan:
    accepted_once = Exists(Review.objects.standing().filter(evidence=OuterRef("pk"), outcome="accepted"))
    goals = list(Goal.objects.filter(workplan=workplan).order_by("position"))
    activities = list(Activity.objects.filter(workplan=workplan).order_by("position").values())
    owner = Q(goal__workplan=workplan) | Q(activity__workplan=workplan)
    means = list(Means.objects.filter(owner).order_by("position"))
    evidence = list(
        Evidence.objects.filter(means__in=[each.pk for each in means])
        .select_related("file__public_version", "means")
        .annotate(accepted_once=accepted_once)
        .prefetch_related("reviews")
        .order_by("-submitted_at", "-id")
    )
    return Plan(
        activities=activities,
        goals=goals,
        means=means,
        evidence=evidence,
        responsibles=list(
            Responsible.objects.filter(owner).select_related("person", "organisation").order_by("position")
        ),
        delays=list(Delay.objects.filter(activity__workplan=workplan).order_by("declared_at")),
        progress=assess(activities, means, evidence, today),
    )


def assess(activities: Sequence[Row], means: list[Means], evidence: Sequence[Evidence], today: date) -> PlanProgress:
    given: dict[int, list[progress.Evidence]] = defaultdict(list)
    for each in evidence:
        disputed = bool(getattr(each, "accepted_once", False)) and each.state == "returned"
        given[each.means_id].append(progress.Evidence(progress.EvidenceState(each.state), disputed, each.activity_id))
    own: dict[int, tuple[progress.Means, ...]] = defaultdict(tuple)
    shared: dict[int, tuple[progress.Means, ...]] = defaultdict(tuple)
    for one in (each for each in means if each.required):
        plain = (progress.Means(tuple(given[one.pk])),)
        if one.activity_id:
            own[one.activity_id] += plain
        elif one.goal_id:
            shared[one.goal_id] += plain
    return assessed(activities, own, shared, today, len(evidence))


def plan_uids(plan: Plan) -> list[UUID]:
    return [each["uid"] for each in plan.activities] + [each.uid for each in plan.evidence]


def goals_shown(plan: Plan, today: date) -> tuple[GoalShown, ...]:
    states = plan.progress.progress.states
    by_goal: dict[object, list[Row]] = defaultdict(list)
    for row in plan.activities:
        by_goal[row["goal_id"]].append(row)
    groups: list[tuple[Goal | None, list[Row]]] = [(goal, by_goal[goal.pk]) for goal in plan.goals]
    if by_goal[None]:
        groups.append((None, by_goal[None]))
    shelf = Shelf(plan, today)
    found = []
    for goal, rows in groups:
        shared = shelf.of_goal(goal.pk if goal else None, late=False)
        late = tuple(shelf.of_goal(goal.pk if goal else None, late=True))
        shown = tuple(activity_shown(row, str(states[row["id"]]), shelf, late) for row in rows)
        names = shelf.names_of_goal(goal)
        done = bool(shown) and all(each.state in ("verified", "cancelled") for each in shown)
        found.append(GoalShown(goal.number if goal else None, goal.title if goal else "", shared, names, shown, done))
    return tuple(found)


class Shelf:
    """Means, names and delays by their owner, so that each row of the plan finds its own."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.today = today
        self.evidence: dict[int, list[Evidence]] = defaultdict(list)
        for each in plan.evidence:
            self.evidence[each.means_id].append(each)
        self.means: dict[tuple[str, int | None], list[Means]] = defaultdict(list)
        for one in plan.means:
            self.means[("activity", one.activity_id) if one.activity_id else ("goal", one.goal_id)].append(one)
        self.names: dict[tuple[str, int | None], list[str]] = defaultdict(list)
        for who in plan.responsibles:
            self.names[("activity", who.activity_id) if who.activity_id else ("goal", who.goal_id)].append(who.name)
        self.delays: Mapping[int, list[Delay]] = defaultdict(list)
        for delay in plan.delays:
            self.delays[delay.activity_id].append(delay)

    def of_goal(self, goal: int | None, *, late: bool) -> tuple[MeansShown, ...]:
        return tuple(self.shown(one, late) for one in self.means[("goal", goal)]) if goal else ()

    def of_activity(self, activity: int, *, late: bool) -> tuple[MeansShown, ...]:
        return tuple(self.shown(one, late) for one in self.means[("activity", activity)])

    def names_of_goal(self, goal: Goal | None) -> tuple[str, ...]:
        if goal is None:
            return ()
        return tuple(self.names[("goal", goal.pk)]) or tuple(filter(None, goal.responsible_text.split("\n")))

    def shown(self, means: Means, late: bool) -> MeansShown:
        given = self.evidence[means.pk]
        accepted = next((each for each in given if each.state == "accepted"), None)
        if accepted:
            return MeansShown(means.text, "yes", f"evidencia-{accepted.uid}")
        if any(each.state in ("sent", "under_review") for each in given):
            return MeansShown(means.text, "waiting")
        if given:
            return MeansShown(means.text, "back")
        return MeansShown(means.text, "late" if late else "no")


def activity_shown(row: Row, state: str, shelf: Shelf, shared: tuple[MeansShown, ...]) -> ActivityShown:
    fuzzy: FuzzyDate | None = row["ends"] or row["starts"]
    last: date | None = row["ends_last_on"] or row["starts_last_on"]
    late = (shelf.today - last).days if state == "overdue" and last else 0
    own = shelf.of_activity(row["id"], late=state == "overdue")
    return ActivityShown(
        position=row["position"],
        url=f"actividades/{row['position']}/",
        code=row["code"],
        title=row["title"],
        date=words.fuzzy_short(fuzzy.edtf if fuzzy else None),
        source_text=fuzzy.source_text if fuzzy else "",
        undated=fuzzy is None or fuzzy.edtf is None,
        inferred=bool(fuzzy and fuzzy.inferred),
        days_late=late,
        state=state,
        means=own or (shared if state == "overdue" else ()),
        shared_means=not own,
        responsibles=tuple(shelf.names[("activity", row["id"])]),
        delays=tuple(delay_shown(each) for each in shelf.delays[row["id"]]),
        cancel_reason=row["cancel_reason"],
    )


def delay_shown(delay: Delay) -> DelayShown:
    old, new = (words.fuzzy(each.edtf) if each else _("Por definir") for each in (delay.old_ends, delay.new_ends))
    return DelayShown(delay.get_reason_display(), delay.text, old, new, delay.declared_at.date())


def evidence_shown(evidence: Evidence, exercise: ExerciseHeader, positions: Mapping[int, int]) -> EvidenceShown:
    file = evidence.file
    public = file if file is None or file.version == "public" else file.public_version
    url = evidence.url or (f"/evidencia/{evidence.uid}/" if public else "")
    standing = [review for review in evidence.reviews.all() if review.undone_at is None]
    last = max(standing, key=lambda review: review.reviewed_at, default=None)
    return EvidenceShown(
        anchor=f"evidencia-{evidence.uid}",
        title=evidence.description or evidence.means.text,
        means=evidence.means.text if evidence.description not in ("", evidence.means.text) else "",
        activity=positions.get(evidence.activity_id) if evidence.activity_id else None,
        url=url,
        form=form_of(public.original_name, public.size) if public else _("liga") if evidence.url else "",
        day=evidence.submitted_at.astimezone(exercise.zone).date(),
        state=evidence.state,
        photo=bool(public and public.media_type.startswith("image/")),
        preview=f"{url}miniatura/" if public and public.media_type.startswith("image/") else "",
        reason=last.reason if last else "",
    )


def form_of(name: str, size: int) -> str:
    return f"{name.rpartition('.')[2].upper()}, {words.size(size)}"


def post_shown(post: Post) -> PostShown:
    extension = _(" ext. %(extension)s") % {"extension": post.extension} if post.extension else ""
    return PostShown(
        organisation=post.organisation.name,
        person=post.person.name if post.person else "",
        title=post.title,
        area=post.area,
        email=post.email,
        phone=f"{post.phone}{extension}" if post.phone else "",
    )


def sectors(commitment: Commitment) -> tuple[SectorShown, ...]:
    found: dict[str, list[ActorShown]] = defaultdict(list)
    rows = (
        CommitmentActor.objects.filter(commitment=commitment.pk)
        .select_related("person", "organisation")
        .order_by("position")
    )
    for actor in rows:
        name = actor.person.name if actor.person else ""
        organisation = actor.organisation.name if actor.organisation else ""
        found[actor.sector].append(ActorShown(name or organisation, organisation if name else ""))
    order = [kind.value for kind in KIND_LABELS]
    return tuple(
        SectorShown(str(KIND_LABELS[Sector(kind)]), tuple(found[kind])) for kind in sorted(found, key=order.index)
    )


def values(commitment: Commitment) -> tuple[tuple[str, str], ...]:
    texts = dict(ValueRelevance.objects.filter(commitment=commitment.pk).values_list("value", "text"))
    return tuple((str(value.label), texts[value.value]) for value in Value if value.value in texts)


def sector_roles(commitment: Commitment) -> tuple[tuple[str, str], ...]:
    labels = {kind.value: str(label) for kind, label in KIND_LABELS.items()}
    rows = SectorRole.objects.filter(commitment=commitment.pk).order_by("pk").values_list("sector", "text")
    return tuple((labels.get(sector, sector), text) for sector, text in rows)
