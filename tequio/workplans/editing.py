"""Correcting a plan of work part by part. Two who save at the same time wait for each other and neither overwrites the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from tequio.core.dates import as_json, is_overdue
from tequio.core.ordering import placed
from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tequio.workplans.actions import (
    NeedsAReason,
    OfAnotherPlan,
    WouldWaitForItself,
    add_activity,
    add_goal,
    add_link,
    days_of,
    note,
    refuse_unless_drafter,
)
from tequio.workplans.drawing import canonical, drawn, number_of
from tequio.workplans.models import Activity, Goal, Indicator, Link, Means, MeansKind, Responsible, WorkPlan
from tequio.workplans.parts import (
    ActivityWanted,
    GoalWanted,
    IndicatorWanted,
    MeansWanted,
    Texts,
    owner_name,
    stored_activity,
    stored_goal,
    texts_of,
)
from tequio.workplans.predecessors import waits_of

#: while the rows change places, so that no two of them hold the same one
ASIDE = 1_000_000


class PartChangedMeanwhile(Refusal):
    """Somebody else saved this part after the form was shown."""

    code = "changed-meanwhile"


class HasEvidence(Refusal):
    code = "has-evidence"


class InsideItself(Refusal):
    code = "inside-itself"


def locked(workplan_id: int) -> WorkPlan:
    found = WorkPlan.objects.select_for_update(of=("self",)).select_related("exercise__jurisdiction")
    return found.get(pk=workplan_id)


def refuse_if_changed(stored: Texts, seen: Texts) -> None:
    if dict(stored) != dict(seen):
        raise PartChangedMeanwhile(_("Otra persona la cambió mientras usted la editaba. No se guardó nada encima."))


@transaction.atomic
def draft_activity(*, workplan: WorkPlan, key: UUID, wanted: ActivityWanted, by: Person, at: datetime) -> Activity:
    """A new one; the same ``key`` twice is the same activity."""
    plan = locked(workplan.pk)
    refuse_unless_drafter(by, plan, at)
    there = Activity.objects.filter(workplan=plan, uid=key).first()
    if there is not None:
        return there
    activity = add_activity(
        workplan=plan,
        title=wanted.title,
        goal=wanted.goal,
        parent=wanted.parent,
        starts=wanted.starts,
        ends=wanted.ends,
        by=by,
        at=at,
        details={
            "uid": key,
            "code": wanted.code,
            "dated_by_on": wanted.dated_by_on,
            "objectives": list(wanted.objectives),
        },
    )
    _set_means(activity, wanted.means)
    _set_responsibles(activity, wanted.responsibles)
    _set_links(activity, wanted.predecessors, by, at)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    seen: Texts,
    wanted: ActivityWanted,
    today: date,
    by: Person,
    at: datetime,
    reason: str = "",
) -> None:
    """``seen``: the texts that the person had before the eyes. A date that has passed moves only with a ``reason``."""
    plan = locked(activity.workplan_id)
    refuse_unless_drafter(by, plan, at)
    activity = Activity.objects.select_related("goal", "parent").get(pk=activity.pk)
    before = stored_activity(activity, drawn(plan))
    old, new = texts_of(before), texts_of(wanted)
    refuse_if_changed(old, seen)
    if old == new:
        return
    if moves_what_passed(before, wanted, today) and not reason.strip():
        raise NeedsAReason(_("La fecha ya pasó: para moverla hay que decir por qué."))
    _refuse_inside_itself(activity, wanted)
    _store_activity(activity, before, wanted)
    if before.predecessors != wanted.predecessors:
        Link.objects.filter(successor=activity).delete()
        _set_links(activity, wanted.predecessors, by, at)
    note("activity_edited", plan, by, at, _told(before, wanted, reason), of=activity)


def moves_what_passed(before: ActivityWanted, wanted: ActivityWanted, today: date) -> bool:
    """Whether a due date that has passed would be another one."""
    due, new = before.ends or before.starts, wanted.ends or wanted.starts
    if due is None or not is_overdue(due, today):
        return False
    return new is None or new.edtf != due.edtf


def _refuse_inside_itself(activity: Activity, wanted: ActivityWanted) -> None:
    for above in (wanted.goal, wanted.parent):
        if above is not None and above.workplan_id != activity.workplan_id:
            raise OfAnotherPlan(_("La meta o la actividad superior es de otro plan."))
    above, steps = wanted.parent, 0
    while above is not None and steps < 50:
        if above.pk == activity.pk:
            raise InsideItself(_("Una actividad no puede estar dentro de sí misma."))
        above, steps = above.parent, steps + 1


def _store_activity(activity: Activity, before: ActivityWanted, wanted: ActivityWanted) -> None:
    dates: dict[str, Any] = {}
    if (before.starts, before.ends) != (wanted.starts, wanted.ends):
        dates = {**days_of(wanted.starts, wanted.ends), "dates_derived": False}
    Activity.objects.filter(pk=activity.pk).update(
        title=wanted.title,
        code=wanted.code,
        goal=wanted.goal,
        parent=wanted.parent,
        dated_by_on=wanted.dated_by_on,
        objectives=list(wanted.objectives),
        **dates,
    )
    if before.means != wanted.means:
        _set_means(activity, wanted.means)
    if before.responsibles != wanted.responsibles:
        _set_responsibles(activity, wanted.responsibles)


@transaction.atomic
def draft_goal(*, workplan: WorkPlan, key: UUID, wanted: GoalWanted, by: Person, at: datetime) -> Goal:
    """A new one; the same ``key`` twice is the same goal."""
    plan = locked(workplan.pk)
    refuse_unless_drafter(by, plan, at)
    there = Goal.objects.filter(workplan=plan, uid=key).first()
    if there is not None:
        return there
    goal = add_goal(workplan=plan, title=wanted.title, number=wanted.number, by=by, at=at)
    Goal.objects.filter(pk=goal.pk).update(uid=key)
    goal.uid = key
    _set_means(goal, wanted.means)
    _set_responsibles(goal, wanted.responsibles)
    _set_indicators(goal, wanted.indicators)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, seen: Texts, wanted: GoalWanted, by: Person, at: datetime) -> None:
    plan = locked(goal.workplan_id)
    refuse_unless_drafter(by, plan, at)
    goal = Goal.objects.get(pk=goal.pk)
    before = stored_goal(goal)
    refuse_if_changed(texts_of(before), seen)
    if texts_of(before) == texts_of(wanted):
        return
    Goal.objects.filter(pk=goal.pk).update(title=wanted.title, number=wanted.number)
    if before.means != wanted.means:
        _set_means(goal, wanted.means)
    if before.responsibles != wanted.responsibles:
        _set_responsibles(goal, wanted.responsibles)
    if before.indicators != wanted.indicators:
        _set_indicators(goal, wanted.indicators)
    note("goal_edited", plan, by, at, _told(before, wanted, ""))


def _told(
    before: ActivityWanted | GoalWanted, wanted: ActivityWanted | GoalWanted, reason: str
) -> Mapping[str, tuple[Any, Any]]:
    """Names of people never enter the record: of the responsibles, only how many."""
    was, now = _public(before), _public(wanted)
    told = {name: (was[name], now[name]) for name in was if was[name] != now[name]}
    return {**told, "reason": (None, reason.strip())} if reason.strip() else told


def _public(part: ActivityWanted | GoalWanted) -> dict[str, Any]:
    texts: dict[str, Any] = dict(texts_of(part))
    texts["responsibles"] = [str(_who(one)) for one in part.responsibles]
    if isinstance(part, ActivityWanted):
        texts["goal"] = part.goal.title if part.goal else ""
        texts["parent"] = part.parent.code or part.parent.title if part.parent else ""
        for name in ("starts", "ends"):
            value = getattr(part, name)
            texts[name] = as_json(value)["edtf"] or "por definir" if value else None
    return texts


def _who(one: Any) -> Any:
    known = one.post or one.person or one.organisation
    return known.uid if known else _("sin confirmar")


def _set_means(owner: Goal | Activity, wanted: Sequence[MeansWanted]) -> None:
    """A wording that stays keeps its row, and with it its evidence."""
    there = {each.text: each for each in Means.objects.filter(**{owner_name(owner): owner})}
    texts = {each.text for each in wanted}
    try:
        Means.objects.filter(pk__in=[each.pk for text, each in there.items() if text not in texts]).delete()
    except ProtectedError as kept:
        raise HasEvidence(_("Ese medio de verificación ya tiene evidencia: no se puede quitar.")) from kept
    for position, each in enumerate(wanted, 1):
        if each.text in there:
            Means.objects.filter(pk=there[each.text].pk).update(position=position, required=each.required)
        else:
            values: Any = {owner_name(owner): owner, "position": position, "required": each.required}
            Means.objects.create(kind=_kind(each.text), text=each.text, **values)


def _kind(text: str) -> MeansKind:
    found = MeansKind.objects.filter(name__iexact=text[:200]).first()
    return found or MeansKind.objects.get_or_create(name=text[:200])[0]


def _set_responsibles(owner: Goal | Activity, wanted: Iterable[Any]) -> None:
    Responsible.objects.filter(**{owner_name(owner): owner}).delete()
    for position, one in enumerate(wanted, 1):
        values: Any = {owner_name(owner): owner}
        Responsible.objects.create(
            name=one.name[:300],
            person=one.person,
            organisation=one.organisation,
            post=one.post,
            is_lead=position == 1,
            position=position,
            **values,
        )


def _set_indicators(goal: Goal, wanted: Sequence[IndicatorWanted]) -> None:
    Indicator.objects.filter(goal=goal).delete()
    last = goal.workplan.indicators.aggregate(last=Max("position"))["last"] or 0
    for position, one in enumerate(wanted, last + 1):
        Indicator.objects.create(
            workplan=goal.workplan,
            goal=goal,
            text=one.text,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
            position=position,
        )


def _set_links(activity: Activity, predecessors: str, by: Person, at: datetime) -> None:
    drawing = drawn(activity.workplan)
    by_number = {number_of(each): each for each in drawing.activities}
    for wait in waits_of(canonical(predecessors, drawing)):
        before = by_number[wait.code]
        if before.pk == activity.pk:
            raise WouldWaitForItself(_("Una actividad no puede esperarse a sí misma."))
        add_link(predecessor=before, successor=activity, type=wait.type, lag=wait.lag, by=by, at=at)


@transaction.atomic
def order_part(*, part: Goal | Activity, place: int, by: Person, at: datetime) -> None:
    """To another place among its own: goals among goals, an activity among those of its goal and its parent."""
    plan = locked(part.workplan_id)
    refuse_unless_drafter(by, plan, at)
    beside = beside_of(part)
    before = [each.pk for each in beside]
    after = placed(before, part.pk, place)
    if list(after) == before:
        return
    positions = [each.position for each in beside]
    model: Any = type(part)
    for pk, position in zip(after, positions, strict=True):
        model.objects.filter(pk=pk).update(position=position + (ASIDE if model is Activity else 10_000))
    for pk, position in zip(after, positions, strict=True):
        model.objects.filter(pk=pk).update(position=position)
    changes = {"title": (None, part.title), "place": (before.index(part.pk) + 1, after.index(part.pk) + 1)}
    note("order_changed", plan, by, at, changes)


def beside_of(part: Goal | Activity) -> list[Any]:
    """In their order, itself too."""
    if isinstance(part, Goal):
        return list(Goal.objects.filter(workplan=part.workplan_id).order_by("position"))
    same = Activity.objects.filter(workplan=part.workplan_id, goal=part.goal_id, parent=part.parent_id)
    return list(same.order_by("position"))
