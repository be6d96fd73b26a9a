"""Progress of stored plans: rows → the plain values of ``core.progress`` → states and counts. Nothing here is stored or typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tequio.core import progress
from tequio.core.dates import FuzzyDate
from tequio.files.models import StoredFile, Version
from tequio.monitoring.models import Evidence, Review, State
from tequio.workplans.models import Activity, Means


@dataclass(frozen=True, slots=True)
class ActivityState:
    """One activity with its computed state; ``last_on`` is the last day of its span, None while it has no date."""

    id: int
    position: int
    title: str
    starts: FuzzyDate | None
    ends: FuzzyDate | None
    last_on: date | None
    state: str

    @property
    def due(self) -> FuzzyDate | None:
        return self.ends or self.starts


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """``activities`` in order of date, the undated last; summaries of a tree are not among them."""

    progress: progress.Progress
    activities: tuple[ActivityState, ...]
    evidence: int = 0


NONE = PlanProgress(progress.Progress(), ())


def of_plans(
    plans: Q, *, today: date | Mapping[int, date], as_if: Mapping[int, str] | None = None
) -> dict[int, PlanProgress]:
    """By id of the plan, in five queries whatever their number. ``plans`` filters plans: ``Q(exercise=…)``, ``Q(pk=…)``.

    ``today`` may be another day for each plan. ``as_if``: evidence taken to be in another state than the stored one.
    """
    evidence, counts = evidence_of(plans, as_if or {})
    own, shared = means_of(plans, "activity", evidence), means_of(plans, "goal", evidence)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in activity_rows(plans):
        rows[row["workplan_id"]].append(row)
    days = {plan: today if isinstance(today, date) else today[plan] for plan in rows}
    return {plan: assessed(found, own, shared, days[plan], counts.get(plan, 0)) for plan, found in rows.items()}


MeansOf = Mapping[int, tuple[progress.Means, ...]]


def assessed(
    rows: Sequence[Mapping[str, Any]], own: MeansOf, shared: MeansOf, today: date, evidence: int
) -> PlanProgress:
    goals = [progress.Goal(goal, shared.get(goal, ())) for goal in {row["goal_id"] for row in rows} if goal is not None]
    total = progress.assess([plain(row, own) for row in rows], goals, today)
    parents = {row["parent_id"] for row in rows}
    leaves = [shown(row, str(total.states[row["id"]])) for row in rows if row["id"] not in parents]
    leaves.sort(key=lambda leaf: (leaf.last_on is None, leaf.last_on or date.max))
    return PlanProgress(total, tuple(leaves), evidence)


def plain(row: Mapping[str, Any], own: MeansOf) -> progress.Activity:
    return progress.Activity(
        key=row["id"],
        goal=row["goal_id"],
        parent=row["parent_id"],
        starts=row["starts"],
        ends=row["ends"],
        means=own.get(row["id"], ()),
        cancelled=row["cancelled_at"] is not None,
    )


def shown(row: Mapping[str, Any], state: str) -> ActivityState:
    last = row["ends_last_on"] or row["starts_last_on"]
    return ActivityState(row["id"], row["position"], row["title"], row["starts"], row["ends"], last, state)


def activity_rows(plans: Q) -> list[dict[str, Any]]:
    columns = (
        *("id", "workplan_id", "goal_id", "parent_id", "position", "title"),
        *("starts", "ends", "starts_last_on", "ends_last_on", "cancelled_at"),
    )
    return list(
        Activity.objects.filter(seen_from("workplan", plans)).order_by("workplan_id", "position").values(*columns)
    )


def means_of(plans: Q, owner: str, evidence: Mapping[int, list[progress.Evidence]]) -> MeansOf:
    """Required means of each activity, or of each goal, with their evidence."""
    found: dict[int, list[progress.Means]] = defaultdict(list)
    rows = Means.objects.filter(seen_from(f"{owner}__workplan", plans), required=True).order_by("position")
    for pk, owned_by in rows.values_list("id", f"{owner}_id"):
        found[owned_by].append(progress.Means(tuple(evidence.get(pk, ()))))
    return {owned_by: tuple(means) for owned_by, means in found.items()}


def evidence_of(plans: Q, as_if: Mapping[int, str]) -> tuple[dict[int, list[progress.Evidence]], dict[int, int]]:
    """Evidence by required means, and how many pieces each plan has."""
    by_means: dict[int, list[progress.Evidence]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    accepted_once = Exists(Review.objects.standing().filter(evidence=OuterRef("pk"), outcome="accepted"))
    for path in ("means__activity__workplan", "means__goal__workplan"):
        rows = Evidence.objects.filter(seen_from(path, plans)).annotate(accepted_once=accepted_once)
        for pk, means, stored, about, once, plan in rows.values_list(
            "pk", "means_id", "state", "activity_id", "accepted_once", path
        ):
            state = as_if.get(pk, stored)
            disputed = bool(once) and state == State.RETURNED
            by_means[means].append(progress.Evidence(progress.EvidenceState(state), disputed, about))
            counts[plan] += 1
    return by_means, counts


def seen_from(path: str, plans: Q) -> Q:
    """Conditions on plans, as seen from a table that reaches them by ``path``."""
    children: list[Any] = []
    for each in plans.children:
        if isinstance(each, Q):
            children.append(seen_from(path, each))
        else:
            name, value = cast("tuple[str, Any]", each)
            children.append((f"{path}__{name}", value))
    return Q(*children, _connector=plans.connector, _negated=plans.negated)


def state_of_plan(found: PlanProgress) -> str:
    """One state for a whole plan: late if anything is late, done only when everything is."""
    states = {activity.state for activity in found.activities} - {"cancelled"}
    if not states:
        return "cancelled" if found.activities else "undated"
    if states == {"verified"}:
        return "verified"
    if "overdue" in states:
        return "overdue"
    if states == {"undated"}:
        return "undated"
    return "in_progress" if states - {"not_started", "undated"} else "not_started"


def public_file(evidence: UUID) -> StoredFile | None:
    """What anyone may open of an accepted piece of evidence of a published exercise."""
    found = (
        Evidence.objects.filter(uid=evidence, state=State.ACCEPTED)
        .exclude(means__goal__workplan__exercise__status="draft")
        .exclude(means__activity__workplan__exercise__status="draft")
        .select_related("file__public_version")
        .first()
    )
    if found is None or found.file is None:
        return None
    return found.file if found.file.version == Version.PUBLIC else found.file.public_version
