from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.dates import FuzzyDate, first_day, last_day
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Organisation, Person, Post
from tequio.workplans import permissions
from tequio.workplans.baselines import take_baseline
from tequio.workplans.decided import decision_about, words_of
from tequio.workplans.models import (
    Activity,
    Baseline,
    Goal,
    Indicator,
    Link,
    LinkType,
    Means,
    MeansKind,
    Milestone,
    Responsible,
    Status,
    WorkPlan,
)


class IsLocked(Refusal):
    code = "locked"


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class WouldWaitForItself(Refusal):
    code = "would-wait-for-itself"


class OfAnotherPlan(Refusal):
    code = "of-another-plan"


@dataclass(frozen=True, slots=True)
class Named:
    """Who answers: a name as written, and whom it was confirmed to be."""

    name: str
    person: Person | None = None
    organisation: Organisation | None = None
    post: Post | None = None


def note(
    verb: str,
    plan: WorkPlan,
    by: Person,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]],
    of: Activity | None = None,
) -> None:
    """``of``: the activity the event is about, when it is not about the plan as a whole."""
    record(
        verb=f"workplans.{verb}",
        subject_kind="activity" if of else "workplan",
        subject_uid=of.uid if of else plan.uid,
        exercise_uid=plan.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


def refuse_unless_drafter(by: Person, plan: WorkPlan, at: datetime) -> None:
    if not permissions.can_draft_workplan(by, plan, at):
        raise PermissionDenied(
            _("El plan de trabajo lo redactan sus responsables, sus enlaces y la secretaría técnica.")
        )
    if plan.locked_by:
        raise IsLocked(_("El plan ya se firmó. Para cambiarlo hay que registrar una modificación."))


@transaction.atomic
def create_workplan(
    *, exercise: Exercise, kind: str, title: str, by: Person, at: datetime, details: Mapping[str, Any] | None = None
) -> WorkPlan:
    """``details``: any of objective, objectives, strategy, area, administration, mechanisms, signatory, target, subject_to_change."""
    if not permissions.can_create_workplan(by, exercise, at):
        raise PermissionDenied(_("Los planes de trabajo los abre la secretaría técnica."))
    plan = WorkPlan.objects.create(exercise=exercise, kind=kind, title=title, **(details or {}))
    note("workplan_created", plan, by, at, {"title": (None, title), "kind": (None, kind)})
    return plan


@transaction.atomic
def entrust_workplan(*, workplan: WorkPlan, owner: Post | None, by: Person, at: datetime) -> None:
    """Which post drafts it: whoever holds it, today and tomorrow, and the enlace of its institution."""
    if not permissions.can_entrust_workplan(by, workplan, at):
        raise PermissionDenied(_("El plan de trabajo lo encarga la secretaría técnica."))
    before = workplan.owner
    WorkPlan.objects.filter(pk=workplan.pk).update(owner=owner)
    workplan.owner = owner
    told = tuple(f"{post.title} · {post.organisation.name}" if post else None for post in (before, owner))
    note("workplan_entrusted", workplan, by, at, {"owner": (told[0], told[1])})


@transaction.atomic
def add_goal(
    *,
    workplan: WorkPlan,
    title: str,
    by: Person,
    at: datetime,
    number: int | None = None,
    means: Sequence[tuple[str, str]] = (),
    responsibles: Sequence[Named] = (),
    responsible_text: str = "",
) -> Goal:
    """``means``: (kind, text as written) of each required means of verification."""
    refuse_unless_drafter(by, workplan, at)
    last = workplan.goals.aggregate(last=Max("position"))["last"] or 0
    goal = Goal.objects.create(
        workplan=workplan, number=number, title=title, position=last + 1, responsible_text=responsible_text
    )
    _require(means, goal=goal)
    _entrust(responsibles, goal=goal)
    note(
        "goal_added",
        workplan,
        by,
        at,
        {"title": (None, title), "number": (None, number), "means": (None, [text for _kind, text in means])},
    )
    return goal


def _require(means: Sequence[tuple[str, str]], *, goal: Goal | None = None, activity: Activity | None = None) -> None:
    for position, (kind, text) in enumerate(means, 1):
        catalogued, _created = MeansKind.objects.get_or_create(name=kind)
        Means.objects.create(goal=goal, activity=activity, kind=catalogued, text=text[:300], position=position)


def _entrust(named: Sequence[Named], *, goal: Goal | None = None, activity: Activity | None = None) -> None:
    for position, one in enumerate(named, 1):
        Responsible.objects.create(
            goal=goal,
            activity=activity,
            name=one.name[:300],
            person=one.person,
            organisation=one.organisation,
            post=one.post,
            is_lead=position == 1,
            position=position,
        )


def days_of(starts: FuzzyDate | None, ends: FuzzyDate | None) -> dict[str, Any]:
    """The columns of both dates."""
    return {
        "starts": starts,
        "starts_first_on": first_day(starts) if starts else None,
        "starts_last_on": last_day(starts) if starts else None,
        "ends": ends,
        "ends_first_on": first_day(ends) if ends else None,
        "ends_last_on": last_day(ends) if ends else None,
    }


@transaction.atomic
def add_activity(
    *,
    workplan: WorkPlan,
    title: str,
    by: Person,
    at: datetime,
    goal: Goal | None = None,
    parent: Activity | None = None,
    starts: FuzzyDate | None = None,
    ends: FuzzyDate | None = None,
    means: Sequence[tuple[str, str]] = (),
    responsibles: Sequence[Named] = (),
    details: Mapping[str, Any] | None = None,
) -> Activity:
    """``ends`` alone is a due date. ``details``: any of code, source_text, stage, dates_derived, duration, objectives, target_groups."""
    refuse_unless_drafter(by, workplan, at)
    for above in (goal, parent):
        if above is not None and above.workplan_id != workplan.pk:
            raise OfAnotherPlan(_("La meta o la actividad superior es de otro plan."))
    last = workplan.activities.aggregate(last=Max("position"))["last"] or 0
    activity = Activity.objects.create(
        workplan=workplan,
        goal=goal,
        parent=parent,
        title=title,
        position=last + 1,
        **days_of(starts, ends),
        **(details or {}),
    )
    _require(means, activity=activity)
    _entrust(responsibles, activity=activity)
    changes = {"title": (None, title), "starts": (None, starts), "ends": (None, ends)}
    note("activity_added", workplan, by, at, changes, of=activity)
    return activity


@transaction.atomic
def add_link(
    *,
    predecessor: Activity,
    successor: Activity,
    by: Person,
    at: datetime,
    type: str = LinkType.FINISH_START,
    lag: int = 0,
) -> Link:
    plan = successor.workplan
    refuse_unless_drafter(by, plan, at)
    if predecessor.pk == successor.pk:
        raise WouldWaitForItself(_("«%(title)s» no puede esperarse a sí misma.") % {"title": successor.title})
    if predecessor.workplan_id != plan.pk:
        raise OfAnotherPlan(_("«%(title)s» es de otro plan.") % {"title": predecessor.title})
    if _waits_for(predecessor, successor):
        text = _("«%(first)s» ya espera a «%(second)s»: la liga haría un círculo.")
        raise WouldWaitForItself(text % {"first": predecessor.title, "second": successor.title})
    link = Link.objects.create(predecessor=predecessor, successor=successor, type=type, lag=lag)
    changes = {"predecessor": (None, predecessor.code or predecessor.title), "type": (None, type), "lag": (None, lag)}
    note("link_added", plan, by, at, changes, of=successor)
    return link


def _waits_for(activity: Activity, other: Activity) -> bool:
    """Whether ``activity`` already depends on ``other``, directly or through others. One query per step back."""
    seen, frontier = {activity.pk}, {activity.pk}
    while frontier:
        before = set(Link.objects.filter(successor__in=frontier).values_list("predecessor_id", flat=True)) - seen
        if other.pk in before:
            return True
        seen |= before
        frontier = before
    return False


@transaction.atomic
def add_milestone(
    *,
    workplan: WorkPlan,
    name: str,
    date: FuzzyDate | None,
    by: Person,
    at: datetime,
    activity: Activity | None = None,
    bound: str = "",
) -> Milestone:
    """``bound``: what it asks of ``activity`` (MSO, SNET, FNLT)."""
    refuse_unless_drafter(by, workplan, at)
    last = workplan.milestones.aggregate(last=Max("position"))["last"] or 0
    milestone = Milestone.objects.create(
        workplan=workplan,
        name=name,
        position=last + 1,
        date=date,
        date_first_on=first_day(date) if date else None,
        date_last_on=last_day(date) if date else None,
        activity=activity,
        bound=bound,
    )
    note("milestone_added", workplan, by, at, {"name": (None, name), "date": (None, date)})
    return milestone


@transaction.atomic
def add_indicator(
    *, workplan: WorkPlan, text: str, by: Person, at: datetime, unit: str = "", baseline: str = "", target: str = ""
) -> Indicator:
    refuse_unless_drafter(by, workplan, at)
    last = workplan.indicators.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator.objects.create(
        workplan=workplan, text=text, unit=unit, baseline=baseline, target=target, position=last + 1
    )
    note(
        "indicator_added",
        workplan,
        by,
        at,
        {"text": (None, text), "baseline": (None, baseline), "target": (None, target)},
    )
    return indicator


@transaction.atomic
def move_activity(
    *, activity: Activity, starts: FuzzyDate | None, ends: FuzzyDate | None, reason: str, by: Person, at: datetime
) -> None:
    """New dates with their reason; the old ones stay in the record."""
    refuse_unless_drafter(by, activity.workplan, at)
    if not reason.strip():
        raise NeedsAReason(_("Para mover una fecha hay que decir por qué."))
    changes = {"starts": (activity.starts, starts), "ends": (activity.ends, ends), "reason": (None, reason)}
    Activity.objects.filter(pk=activity.pk).update(**days_of(starts, ends), dates_derived=False)
    activity.refresh_from_db()
    note("activity_moved", activity.workplan, by, at, changes, of=activity)


@transaction.atomic
def approve_workplan(*, workplan: WorkPlan, decision: UUID | None, by: Person, at: datetime) -> Baseline:
    """By what the body decided in a session, with quorum and tally; the plan is kept as it was on that day."""
    if not permissions.can_record_approval(by, workplan, at):
        raise PermissionDenied(_("La aprobación la asienta la secretaría técnica."))
    found = decision_about(workplan, decision)
    before = workplan.status
    WorkPlan.objects.filter(pk=workplan.pk).update(status=Status.APPROVED)
    workplan.status = Status.APPROVED
    baseline = take_baseline(workplan, words_of(found), by, at, decision=found.uid)
    changes = {
        "status": (before, "approved"),
        "decision": (None, baseline.reason),
        "decision_uid": (None, found.uid),
        "baseline": (None, baseline.number),
    }
    note("workplan_approved", workplan, by, at, changes)
    return baseline


@transaction.atomic
def lock_workplan(*, workplan: WorkPlan, lock: str, by: Person, at: datetime) -> None:
    """Set from above, at the signature of the plan that contains it: ``plan:<uid>``."""
    if workplan.locked_by:
        raise IsLocked(_("El plan ya estaba firmado."))
    WorkPlan.objects.filter(pk=workplan.pk).update(locked_by=lock)
    workplan.locked_by = lock
    note("workplan_locked", workplan, by, at, {"locked_by": (None, lock)})
