"""What has changed in the route and why: open to everybody, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tequio.audit.models import Event
from tequio.core.schedule import Schedule
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.pages import Crumb
from tequio.workplans.amendments import UNDONE, amendments_of
from tequio.workplans.baselines import Approved, approved
from tequio.workplans.drawing import Drawn, drawn
from tequio.workplans.models import Activity, Status, WorkPlan
from tequio.workplans.queries.consequences import MovedShown, from_to, moved_shown, since_in_words
from tequio.workplans.queries.editing import FieldChange, crumbs_of, labels_of, phase_name, said_date, said_duration


@dataclass(frozen=True, slots=True)
class Amendment:
    """``ends``: what it did to the end of the plan. ``undo_url`` only for who may undo it, and only of the last one."""

    uid: str
    day: str
    reason: str
    decision: str
    is_undo: bool
    undone: bool
    ends: str
    changes: tuple[FieldChange, ...]
    undo_url: str = ""


@dataclass(frozen=True, slots=True)
class SinceApproval:
    """``sentence``: «Desde la ruta aprobada (Acta 3) la firma pasa del 18 al 21 de octubre de 2021…»."""

    sentence: str
    moved: tuple[MovedShown, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    route_url: str
    amendments: tuple[Amendment, ...]
    approval: SinceApproval | None
    #: just saved by who looks
    done: Amendment | None


def changes_page(exercise: ExerciseHeader, plan: WorkPlan, *, may_undo: bool, done: str = "") -> ChangesPage:
    drawing = drawn(plan)
    found = amendments(drawing, exercise, may_undo=may_undo)
    since = None
    if plan.status == Status.APPROVED:
        schedule = drawing.scheduled(exercise.jurisdiction_id).schedule
        since = since_approval(approved(plan, drawing.activities), schedule, drawing.activities)
    return ChangesPage(
        exercise=exercise,
        title=_("Cambios de la ruta"),
        description=_("Qué se ha cambiado de la ruta crítica de %(name)s, cuándo y por qué.") % {"name": exercise.name},
        crumbs=crumbs_of(exercise, Crumb(_("Cambios"))),
        route_url=f"{exercise.url}ruta/",
        amendments=found,
        approval=since,
        done=next((each for each in found if may_undo and each.uid == done), None),
    )


def since_approval(base: Approved | None, plan: Schedule | None, activities: list[Activity]) -> SinceApproval | None:
    if base is None or plan is None:
        return None
    change = base.since(plan)
    by_id = {str(activity.pk): activity for activity in activities}
    moved = tuple(moved_shown(each, by_id[each.id]) for each in change.moved)
    return SinceApproval(since_in_words(base, change, activities, plan), moved)


def amendments(drawing: Drawn, exercise: ExerciseHeader, *, may_undo: bool) -> tuple[Amendment, ...]:
    """Latest first; one query."""
    events = amendments_of(drawing)
    undone = {value(event, "undoes") for event in events} - {""}
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(value(event, "amendment"), []).append(event)
    last = next(reversed(groups), "") if may_undo and not drawing.plan.locked_by else ""
    by_uid = {activity.uid: activity for activity in drawing.activities}
    url = f"{exercise.url}ruta/cambios/"
    return tuple(
        amendment(
            uid, group, by_uid, exercise, undone=uid in undone, undo_url=f"{url}{uid}/deshacer/" if uid == last else ""
        )
        for uid, group in reversed(groups.items())
    )


def amendment(
    uid: str,
    group: list[Event],
    by_uid: dict[Any, Activity],
    exercise: ExerciseHeader,
    *,
    undone: bool,
    undo_url: str,
) -> Amendment:
    first = group[0]
    changes = [change for event in group for change in changes_in(event, phase_name(by_uid[event.subject_uid]))]
    return Amendment(
        uid=uid,
        day=words.long_date(first.at.astimezone(exercise.zone)),
        reason=value(first, "reason"),
        decision=value(first, "decision"),
        is_undo=first.verb.endswith(UNDONE),
        undone=undone,
        ends=end_in_words(first),
        changes=tuple(changes),
        undo_url=undo_url,
    )


def value(event: Event, field: str) -> str:
    return str(event.changes.get(field, (None, ""))[1] or "")


def end_in_words(event: Event) -> str:
    was, now = event.changes.get("plan_ends", (None, None))
    if not was or not now or was == now:
        return ""
    return _("El final pasó %(span)s.") % {"span": from_to(date.fromisoformat(was), date.fromisoformat(now))}


def changes_in(event: Event, phase: str) -> list[FieldChange]:
    labels, told = labels_of(), event.changes
    found = []
    if "duration" in told:
        was, now = map(said_duration, told["duration"])
        found.append(FieldChange(phase, labels["duration"], was, now))
    if "predecessors" in told:
        was, now = (text.replace(";", ", ") or _("Ninguna") for text in told["predecessors"])
        found.append(FieldChange(phase, labels["predecessors"], was, now))
    if "bound" in told or "bound_on" in told:
        was, now = (said_bound(event, side) for side in (0, 1))
        found.append(FieldChange(phase, labels["date"], was, now))
    return found


def said_bound(event: Event, side: int) -> str:
    """The kind of the date is not in the record when only its day changed."""
    told = event.changes
    day = told["bound_on"][side] if "bound_on" in told else None
    if "bound" in told:
        return said_date(told["bound"][side], date.fromisoformat(day) if day else None)
    return words.long_date(date.fromisoformat(day)) if day else _("Sin fecha fija")
