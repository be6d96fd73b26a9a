"""How far a public date moves before it needs the decision of the body: counted from what was agreed, never from the last change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.decisions import NoSuchDecision, decision_that
from tequio.bodies.models import Decision, DecisionKind
from tequio.commitments.models import Commitment, Status
from tequio.core.dates import FuzzyDate, from_edtf, last_day
from tequio.formats import rulepack
from tequio.monitoring.models import Delay
from tequio.web import words
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.models import Activity, Baseline, WorkPlan
from tequio.workplans.models import Status as PlanStatus


def refuse_beyond_limits(activity: Activity, new_ends: FuzzyDate, decision: UUID | None) -> Decision | None:
    """The decision that carries the change, or None where it needs none. Raises NeedsADecision, or what ``decision_that`` raises."""
    why = beyond_limits(activity, new_ends)
    if not why:
        return None
    if decision is None:
        raise NeedsADecision(why)
    return decision_about(activity, decision)


def decision_about(activity: Activity, uid: UUID) -> Decision:
    """About this activity or its plan, and taken after the plan was approved: what approved the plan does not change it."""
    plan = activity.workplan
    try:
        found = decision_that(kind=DecisionKind.PLAN, exercise=plan.exercise, uid=uid, subject_uid=activity.uid)
    except NoSuchDecision:
        found = decision_that(kind=DecisionKind.PLAN, exercise=plan.exercise, uid=uid, subject_uid=plan.uid)
    base = approval_of(plan)
    if base is not None and found.decided_at <= base.taken_at:
        raise NeedsADecision(_("Esa decisión es anterior a la aprobación del plan: hace falta una que lo modifique."))
    return found


def beyond_limits(activity: Activity, new_ends: FuzzyDate) -> str:
    """Why the new date needs a decision; empty where it does not. A date to be defined moves nothing yet."""
    return limits_of(activity.workplan).why(activity, new_ends)


@dataclass(frozen=True, slots=True)
class Limits:
    """What was agreed of a plan, read once whatever the number of activities."""

    plan: WorkPlan
    commitment: Commitment | None
    base: Baseline | None
    delays: dict[int, list[Delay]]

    def why(self, activity: Activity, new_ends: FuzzyDate) -> str:
        now = last_day(new_ends)
        is_public = self.commitment is not None and self.commitment.status == Status.PUBLISHED
        if now is None or not (is_public or self.plan.status == PlanStatus.APPROVED):
            return ""
        agreed = self.agreed_day(activity)
        limit = rulepack.load(self.plan.exercise.pack).limits.amendment_days
        days = abs((now - agreed).days) if agreed else 0
        if days > limit:
            return _too_many(days, limit, agreed)
        end = end_of(self.plan, self.commitment)
        if end is not None and now > max(end, agreed or end):
            told = _("Esa fecha es posterior al final del plan, que es el %(end)s. Eso lo decide el órgano en sesión.")
            return told % {"end": words.long_date(end)}
        return ""

    def agreed_day(self, activity: Activity) -> date | None:
        """The last one that a body agreed; else the first that was promised."""
        delays, base = self.delays.get(activity.pk, []), self.base
        decided = [each for each in delays if each.decision_uid is not None]
        if decided and (base is None or decided[-1].declared_at > base.taken_at):
            return _last(decided[-1].new_ends)
        if base is not None and (row := next((r for r in base.snapshot if r["uid"] == str(activity.uid)), None)):
            frozen = row.get("ends") or row.get("starts")
            return _last(from_edtf(frozen["edtf"])) if frozen else None
        first = delays[0].old_ends if delays else activity.ends
        return _last(first or activity.starts)


def limits_of(plan: WorkPlan) -> Limits:
    delays: dict[int, list[Delay]] = {}
    for each in Delay.objects.filter(activity__workplan=plan).order_by("declared_at", "pk"):
        delays.setdefault(each.activity_id, []).append(each)
    return Limits(plan, Commitment.objects.filter(workplan=plan).first(), approval_of(plan), delays)


def _too_many(days: int, limit: int, agreed: date | None) -> str:
    told = ngettext(
        "Esa fecha queda a %(days)s día de la acordada, que es el %(agreed)s.",
        "Esa fecha queda a %(days)s días de la acordada, que es el %(agreed)s.",
        days,
    ) % {"days": days, "agreed": words.long_date(agreed) if agreed else ""}
    return f"{told} {_('Más de %(limit)s días los decide el órgano en sesión.') % {'limit': limit}}"


def end_of(plan: WorkPlan, commitment: Commitment | None) -> date | None:
    """The last day of the commitment; of another plan, its target."""
    written = (commitment.ends if commitment else None) or plan.target
    return last_day(written) if written else None


def agreed_day(activity: Activity) -> date | None:
    return limits_of(activity.workplan).agreed_day(activity)


def approval_of(plan: WorkPlan) -> Baseline | None:
    return Baseline.objects.filter(workplan=plan, is_amendment=False).order_by("-number").first()


def _last(written: FuzzyDate | None) -> date | None:
    return last_day(written) if written else None
