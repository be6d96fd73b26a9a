"""A change of an activity whose date has passed: the new date with its reason, as a delay, and the rest as any other change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.monitoring.actions import declare_delay
from tequio.monitoring.limits import beyond_limits
from tequio.people.models import Person
from tequio.workplans.decided import NeedsADecision
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
    """``reason`` and ``text`` are asked only for a date that has passed; then the old one stays beside the new.

    One that moves beyond the limits is refused here: it is asked for with its decision, by ``declare_delay``.
    """
    before = stored_activity(activity, drawn(activity.workplan))
    _refuse_beyond_limits(activity, before, wanted)
    moves = moves_what_passed(before, wanted, today)
    rest = replace(wanted, starts=before.starts, ends=before.ends) if moves else wanted
    edit_activity(activity=activity, seen=seen, wanted=rest, today=today, by=by, at=at)
    if not moves:
        return
    if wanted.ends is None:
        raise NeedsANewDate(_("Escriba la nueva fecha, o «Por definir»."))
    declare_delay(activity=activity, reason=reason, text=text, new_ends=wanted.ends, by=by, at=at)


def _refuse_beyond_limits(activity: Activity, before: ActivityWanted, wanted: ActivityWanted) -> None:
    due = wanted.ends or wanted.starts
    if due is None or (before.starts, before.ends) == (wanted.starts, wanted.ends):
        return
    if why := beyond_limits(activity, due):
        raise NeedsADecision(f"{why} {_('Indíquela en «Pedir otra fecha», en la página de la actividad.')}")
