"""The plan as it was when it was approved or amended, and what has moved since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from tequio.core.dates import as_json
from tequio.core.schedule import Comparison, Row, Schedule, moved_since
from tequio.people.models import Person
from tequio.workplans.drawing import drawn
from tequio.workplans.models import Activity, Baseline, Kind, WorkPlan


def take_baseline(
    workplan: WorkPlan,
    reason: str,
    by: Person,
    at: datetime,
    *,
    is_amendment: bool = False,
    decision: UUID | None = None,
) -> Baseline:
    drawing = drawn(workplan)
    rows = drawing.scheduled(workplan.exercise.jurisdiction_id).rows if workplan.kind == Kind.ROUTE else {}
    last = workplan.baselines.aggregate(last=Max("number"))["last"] or 0
    return Baseline.objects.create(
        workplan=workplan,
        number=last + 1,
        reason=reason,
        is_amendment=is_amendment,
        decision_uid=decision,
        snapshot=[_frozen(activity, rows.get(activity.pk)) for activity in drawing.activities],
        taken_by=by,
        taken_at=at,
    )


def _frozen(activity: Activity, row: Row | None) -> dict[str, Any]:
    frozen: dict[str, Any] = {
        "uid": str(activity.uid),
        "code": activity.code,
        "title": activity.title,
        "starts": as_json(activity.starts) if activity.starts else None,
        "ends": as_json(activity.ends) if activity.ends else None,
        "duration": activity.duration,
    }
    if row is not None:
        frozen["early"] = [row.early_start.isoformat(), row.early_finish.isoformat()]
    return frozen


@dataclass(frozen=True, slots=True)
class Approved:
    """The last plan that a body approved. ``dates``: id of the activity → first and last day; ``decision`` as it was recorded."""

    decision: str
    at: datetime
    dates: dict[int, tuple[date, date]]

    def since(self, plan: Schedule) -> Comparison:
        return moved_since({str(pk): span for pk, span in self.dates.items()}, plan)


def approved(plan: WorkPlan, activities: list[Activity]) -> Approved | None:
    """None when nothing was approved, or when its dates could not be computed then; one query."""
    last = Baseline.objects.filter(workplan=plan.pk, is_amendment=False).order_by("-number").first()
    if last is None:
        return None
    by_uid = {str(activity.uid): activity.pk for activity in activities}
    dates = {
        by_uid[row["uid"]]: (date.fromisoformat(row["early"][0]), date.fromisoformat(row["early"][1]))
        for row in last.snapshot
        if row.get("early") and row["uid"] in by_uid
    }
    return Approved(last.reason, last.taken_at, dates) if dates else None
