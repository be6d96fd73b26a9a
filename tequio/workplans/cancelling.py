"""An activity that will not be done stays in sight with its reason and counts no more, until somebody takes it up again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies.models import Decision
from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tequio.workplans.actions import NeedsAReason, note, refuse_unless_drafter
from tequio.workplans.baselines import take_baseline
from tequio.workplans.decided import NeedsADecision, decision_after_approval, decisions_about, words_of
from tequio.workplans.editing import locked
from tequio.workplans.letters import tell_of_cancelled, tell_of_resumed
from tequio.workplans.models import Activity, Baseline, Status, WorkPlan


class AlreadyCancelled(Refusal):
    code = "already-cancelled"


class IsNotCancelled(Refusal):
    code = "is-not-cancelled"


@transaction.atomic
def cancel_activity(*, activity: Activity, reason: str, by: Person, at: datetime) -> None:
    plan, stored = held(activity)
    refuse_unless_drafter(by, plan, at)
    if not reason.strip():
        raise NeedsAReason(_("Para cancelar una actividad hay que decir por qué."))
    if stored.cancelled_at is not None:
        raise AlreadyCancelled(_("La actividad ya estaba cancelada."))
    Activity.objects.filter(pk=activity.pk).update(cancelled_at=at, cancel_reason=reason)
    activity.refresh_from_db()
    changes = {"cancelled": (False, True), "reason": (None, reason)}
    note("activity_cancelled", plan, by, at, changes, of=activity)
    tell_of_cancelled(activity, by, at)


@transaction.atomic
def resume_activity(*, activity: Activity, reason: str, by: Person, at: datetime, decision: UUID | None = None) -> None:
    """It counts again, with the dates, means and responsibles it had. ``reason`` is public; that it was cancelled stays in the record.

    ``decision``: of the body, where it approved the plan with this activity already cancelled. Raises what ``decision_that`` raises.
    """
    plan, stored = held(activity)
    refuse_unless_drafter(by, plan, at)
    if stored.cancelled_at is None:
        raise IsNotCancelled(_("La actividad no está cancelada: alguien ya la retomó."))
    if not reason.strip():
        raise NeedsAReason(_("Para retomar una actividad hay que decir por qué."))
    decided = _decided(plan, stored, decision)
    Activity.objects.filter(pk=activity.pk).update(cancelled_at=None, cancel_reason="")
    activity.refresh_from_db()
    changes: dict[str, tuple[Any, Any]] = {
        "cancelled": (True, False),
        "cancel_reason": (stored.cancel_reason, None),
        "reason": (None, reason),
    }
    if decided is not None:
        # an amendment: what was approved stays what the others are compared with
        take_baseline(plan, words_of(decided), by, at, is_amendment=True, decision=decided.uid)
        changes |= {"decision": (None, words_of(decided)), "decision_uid": (None, decided.uid)}
    note("activity_resumed", plan, by, at, changes, of=activity)
    tell_of_resumed(activity, reason, by, at)


def held(activity: Activity) -> tuple[WorkPlan, Activity]:
    """The plan, locked, and the activity as it is behind the lock."""
    plan = locked(activity.workplan_id)
    return plan, Activity.objects.get(pk=activity.pk)


def approved_without(plan: WorkPlan, activity: Activity) -> Baseline | None:
    """The approval of the plan with this activity already cancelled: what brings it back changes what a body decided."""
    if plan.status != Status.APPROVED or activity.cancelled_at is None:
        return None
    last = plan.baselines.filter(is_amendment=False).order_by("-number").first()
    return last if last is not None and last.taken_at >= activity.cancelled_at else None


def decisions_to_resume(plan: WorkPlan, activity: Activity) -> list[Decision] | None:
    """Those after the approval, the last first; None where the office and the responsible need none."""
    last = approved_without(plan, activity)
    return None if last is None else [each for each in decisions_about(plan) if each.decided_at > last.taken_at]


def _decided(plan: WorkPlan, activity: Activity, decision: UUID | None) -> Decision | None:
    if approved_without(plan, activity) is None:
        return None
    if decision is None:
        raise NeedsADecision(
            _("El plan se aprobó con esta actividad ya cancelada: para retomarla hace falta una decisión del órgano.")
        )
    return decision_after_approval(plan, decision)
