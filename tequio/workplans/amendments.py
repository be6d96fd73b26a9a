"""Changing a route: what moves is known before it is stored, the reason stays in the record, and undoing is a second change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.models import Event
from tequio.bodies.models import Decision
from tequio.core.dates import last_day
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.core.schedule import Schedule
from tequio.people.models import Person
from tequio.web import words
from tequio.workplans.actions import NeedsAReason, note, refuse_unless_drafter
from tequio.workplans.baselines import approved, take_baseline
from tequio.workplans.decided import NeedsADecision, decision_after_approval, words_of
from tequio.workplans.drawing import FIELDS, Drawn, PhaseChange, PhaseState, drawn, number_of, redrawn, store
from tequio.workplans.models import Activity, Status, WorkPlan
from tequio.workplans.queries.schedules import Scheduled

AMENDED, UNDONE = "phase_amended", "phase_amendment_undone"
VERBS = (f"workplans.{AMENDED}", f"workplans.{UNDONE}")
LONGEST_REASON = 1000


class ChangedMeanwhile(Refusal):
    """Somebody else changed these phases after the page was shown; ``positions`` of them."""

    code = "changed-meanwhile"

    def __init__(self, text: str, positions: Sequence[int]) -> None:
        super().__init__(text)
        self.positions = tuple(positions)


class EndsOnAnotherDay(Refusal):
    """The rest of the route changed, so the consequence is no longer the one that was shown."""

    code = "ends-on-another-day"


class NothingChanges(Refusal):
    code = "nothing-changes"


class CannotBeScheduled(Refusal):
    code = "cannot-be-scheduled"


class AlreadyUndone(Refusal):
    code = "already-undone"


@dataclass(frozen=True, slots=True)
class Redrawing:
    """Before and after, drawn and dated."""

    before: Drawn
    after: Drawn
    was: Scheduled
    now: Scheduled


def redraw(before: Drawn, changes: Iterable[PhaseChange], *, jurisdiction_id: int) -> Redrawing:
    """Nothing is stored. Raises CannotBeScheduled when the change would leave a dated route without dates."""
    after = redrawn(before, changes)
    was, now = before.scheduled(jurisdiction_id), after.scheduled(jurisdiction_id)
    if was.schedule and not now.schedule:
        raise CannotBeScheduled(now.why_not)
    return Redrawing(before, after, was, now)


def refuse_if_changed(before: Drawn, changes: Sequence[PhaseChange]) -> None:
    stale = [change for change in changes if before.state(before.at(change.position)) != change.seen]
    if stale:
        numbers = words.joined([number_of(before.at(change.position)) for change in stale])
        text = _("Otra persona cambió la fase %(numbers)s mientras usted la editaba. No se guardó nada encima.")
        raise ChangedMeanwhile(text % {"numbers": numbers}, [change.position for change in stale])


@transaction.atomic
def amend_route(
    *,
    workplan: WorkPlan,
    changes: Sequence[PhaseChange],
    reason: str,
    pack: RulePack,
    by: Person,
    at: datetime,
    decision: UUID | None = None,
    shown_finish: date | None = None,
) -> UUID:
    """Durations, predecessors and committed dates of some phases, with one reason. ``shown_finish`` is the last day that the
    person was told. In an approved route, what passes the limit of the pack needs the ``decision`` of the body."""
    plan = _locked(workplan)
    refuse_unless_drafter(by, plan, at)
    if not reason.strip():
        raise NeedsAReason(_("Para cambiar la ruta hay que decir por qué."))
    before = drawn(plan)
    refuse_if_changed(before, changes)
    drawing = redraw(before, changes, jurisdiction_id=plan.exercise.jurisdiction_id)
    _refuse_another_finish(drawing, shown_finish)
    found = decision_after_approval(plan, decision) if decision else None
    return _keep(drawing, AMENDED, {"reason": (None, reason.strip())}, found, pack, by, at)


@transaction.atomic
def undo_amendment(*, workplan: WorkPlan, amendment: UUID, pack: RulePack, by: Person, at: datetime) -> UUID:
    """A second change that gives back what the first one found. Refused when a later one has touched the same."""
    plan = _locked(workplan)
    refuse_unless_drafter(by, plan, at)
    before = drawn(plan)
    events = amendments_of(before)
    if any(_named(event, "undoes") == str(amendment) for event in events):
        raise AlreadyUndone(_("Ese cambio ya se había deshecho."))
    mine = [event for event in events if _named(event, "amendment") == str(amendment)]
    if not mine:
        raise NothingChanges(_("Ese cambio no es de esta ruta."))
    changes = [_back(before, event) for event in mine]
    refuse_if_changed(before, changes)
    drawing = redraw(before, changes, jurisdiction_id=plan.exercise.jurisdiction_id)
    told = {"reason": (None, _named(mine[0], "reason")), "undoes": (None, str(amendment))}
    return _keep(drawing, UNDONE, told, None, pack, by, at)


def amendments_of(drawing: Drawn) -> list[Event]:
    """Oldest first; one query."""
    uids = [activity.uid for activity in drawing.activities]
    return list(Event.objects.filter(subject_uid__in=uids, verb__in=VERBS).order_by("at", "id"))


def _locked(workplan: WorkPlan) -> WorkPlan:
    """Two who save at the same time wait for each other here."""
    found = WorkPlan.objects.select_for_update(of=("self",)).select_related("exercise__jurisdiction")
    return found.get(pk=workplan.pk)


def _refuse_another_finish(drawing: Redrawing, shown: date | None) -> None:
    finish = drawing.now.schedule.finish if drawing.now.schedule else None
    if shown is not None and finish != shown:
        raise EndsOnAnotherDay(
            _("Otra persona cambió la ruta mientras usted la editaba, y lo que se mueve ya no es lo que se le mostró.")
        )


def _keep(
    drawing: Redrawing,
    verb: str,
    told: dict[str, tuple[Any, Any]],
    decision: Decision | None,
    pack: RulePack,
    by: Person,
    at: datetime,
) -> UUID:
    plan, name = drawing.before.plan, uuid4()
    touched = touched_by(drawing)
    if not touched:
        raise NothingChanges(_("No hay nada que guardar: todo quedó como estaba."))
    if plan.status == Status.APPROVED and not decision:
        refuse_beyond_limits(drawing, pack)
    store(drawing.before, drawing.after)
    common = {**told, "amendment": (None, name), **_of_the_plan(drawing)}
    if decision:
        common |= {"decision": (None, words_of(decision)), "decision_uid": (None, decision.uid)}
    for activity, was, now in touched:
        note(verb, plan, by, at, {**_differences(was, now), **_dates(drawing, activity), **common}, of=activity)
    if plan.status == Status.APPROVED:
        reason = words_of(decision) if decision else str(told["reason"][1])
        take_baseline(plan, reason, by, at, is_amendment=not decision, decision=decision.uid if decision else None)
    return name


def touched_by(drawing: Redrawing) -> list[tuple[Activity, PhaseState, PhaseState]]:
    """The phases that somebody changed, not those that move with them."""
    after = {each.pk: each for each in drawing.after.activities}
    states = [
        (each, drawing.before.state(each), drawing.after.state(after[each.pk])) for each in drawing.before.activities
    ]
    return [(each, was, now) for each, was, now in states if was != now]


def refuse_beyond_limits(drawing: Redrawing, pack: RulePack) -> None:
    """Counted from what was approved, so that many small changes do not add up to a large one."""
    why = beyond_limits(drawing, pack)
    if why:
        raise NeedsADecision(why)


def beyond_limits(drawing: Redrawing, pack: RulePack) -> str:
    """Why the change needs a decision of the body; empty when it does not."""
    plan, now = drawing.before.plan, drawing.now.schedule
    if now is None or drawing.was.schedule is None:
        return ""
    base = approved(plan, drawing.before.activities)
    dates = base.dates if base else {pk: (row.early_start, row.early_finish) for pk, row in drawing.was.rows.items()}
    days, title = max(
        (
            (abs((row.early_finish - dates[pk][1]).days), row.name)
            for pk, row in drawing.now.rows.items()
            if pk in dates
        ),
        default=(0, ""),
    )
    limit = pack.limits.amendment_days
    if days > limit:
        text = _(
            "«%(title)s» quedaría a %(days)s días naturales de la fecha aprobada. Más de %(limit)s días necesitan la decisión "
            "del órgano: indique el acta y el acuerdo."
        )
        return text % {"title": title, "days": days, "limit": limit}
    return _past_the_end(plan, now, max((last for _first, last in dates.values()), default=now.finish))


def _past_the_end(plan: WorkPlan, now: Schedule, agreed: date) -> str:
    end = last_day(plan.target) if plan.target else None
    if end is None or now.finish <= max(end, agreed):
        return ""
    text = _(
        "La ruta terminaría el %(day)s, después del periodo previsto, que acaba el %(end)s. Eso necesita la decisión del "
        "órgano: indique el acta y el acuerdo."
    )
    return text % {"day": words.long_date(now.finish), "end": words.long_date(end)}


def _differences(was: PhaseState, now: PhaseState) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(was, name), getattr(now, name)) for name in FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _dates(drawing: Redrawing, activity: Activity) -> dict[str, tuple[Any, Any]]:
    was, now = drawing.was.rows.get(activity.pk), drawing.now.rows.get(activity.pk)
    return {
        "starts": (was.early_start if was else None, now.early_start if now else None),
        "ends": (was.early_finish if was else None, now.early_finish if now else None),
    }


def _of_the_plan(drawing: Redrawing) -> dict[str, tuple[Any, Any]]:
    was, now = drawing.was.schedule, drawing.now.schedule
    return {"plan_ends": (was.finish if was else None, now.finish if now else None)}


def _named(event: Event, field: str) -> str:
    return str(event.changes.get(field, [None, ""])[1])


def _back(drawing: Drawn, event: Event) -> PhaseChange:
    activity = next(each for each in drawing.activities if each.uid == event.subject_uid)
    pairs = {name: event.changes[name] for name in FIELDS if name in event.changes}
    state = drawing.state(activity)
    return PhaseChange(
        activity.position,
        seen=replace(state, **{name: _typed(name, pair[1]) for name, pair in pairs.items()}),
        wanted=replace(state, **{name: _typed(name, pair[0]) for name, pair in pairs.items()}),
    )


def _typed(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "bound_on" and value else value
