"""The decision of a body that approves a plan, or a change of it that the office may not make alone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.decisions import decision_that, decisions_for
from tequio.bodies.models import Decision, DecisionKind
from tequio.core.refusals import Refusal
from tequio.workplans.models import Kind, WorkPlan


class NeedsADecision(Refusal):
    code = "needs-a-decision"


def kind_of(plan: WorkPlan) -> DecisionKind:
    return DecisionKind.ROUTE if plan.kind == Kind.ROUTE else DecisionKind.PLAN


def decision_about(plan: WorkPlan, uid: UUID | None) -> Decision:
    """Raises what ``decision_that`` raises."""
    return decision_that(kind=kind_of(plan), exercise=plan.exercise, uid=uid, subject_uid=plan.uid)


def decision_after_approval(plan: WorkPlan, uid: UUID) -> Decision:
    """What approved the plan does not change it."""
    found = decision_about(plan, uid)
    base = plan.baselines.filter(is_amendment=False).order_by("-number").first()
    if base is not None and found.decided_at <= base.taken_at:
        raise NeedsADecision(_("Esa decisión es anterior a la aprobación del plan: hace falta una que lo modifique."))
    return found


def decisions_about(plan: WorkPlan) -> list[Decision]:
    """Those that can approve it, the last one first."""
    found = decisions_for(kind=kind_of(plan), exercise=plan.exercise)
    return [each for each in found if each.subject_uid in (None, plan.uid)]


def words_of(decision: Decision) -> str:
    """«Sesión ordinaria 3, Comité de seguimiento: Aprobar la ruta»."""
    return f"{decision.session.meeting.title}: {decision.title}"
