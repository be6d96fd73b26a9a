"""A change of an activity whose date has passed: the new date with its reason, as a delay, and the rest as any other change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.monitoring.actions import declare_delay
from tequio.people.models import Person
from tequio.workplans.drawing import drawn
from tequio.workplans.editing import edit_activity, moves_what_passed
from tequio.workplans.models import Activity
from tequio.workplans.parts import ActivityWanted, Texts, stored_activity


class NeedsANewDate(Refusal):
    code = "needs-a-new-date"


@transaction.atomic
def replan_activity(
    *,
    activity: Activity,
    seen: Texts,
    wanted: ActivityWanted,
    reason: str,
    text: str,
    today: date,
    by: Person,
    at: datetime,
) -> None:
    """``reason`` and ``text`` are asked only for a date that has passed; then the old one stays beside the new."""
    before = stored_activity(activity, drawn(activity.workplan))
    moves = moves_what_passed(before, wanted, today)
    rest = replace(wanted, starts=before.starts, ends=before.ends) if moves else wanted
    edit_activity(activity=activity, seen=seen, wanted=rest, today=today, by=by, at=at)
    if not moves:
        return
    if wanted.ends is None:
        raise NeedsANewDate(_("Escriba la nueva fecha, o «Por definir»."))
    declare_delay(activity=activity, reason=reason, text=text, new_ends=wanted.ends, by=by, at=at)
