"""What a change of the route moves, in words: the phases, the end of the plan and the dates that were promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.schedule import Comparison, Moved, Schedule, compare
from tequio.exercises.models import StageKey
from tequio.web import words
from tequio.workplans.baselines import Approved
from tequio.workplans.models import Activity, Bound, Milestone


@dataclass(frozen=True, slots=True)
class MovedShown:
    """``by``: «3 días hábiles después». ``late`` when it ends later than it did."""

    number: str
    title: str
    was: str
    now: str
    by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A committed date that the change breaks, or meets again."""

    text: str
    met: bool


@dataclass(frozen=True, slots=True)
class Consequence:
    """``ends`` is the clause about the end and the number of phases; ``finish_by`` in working days, positive when later."""

    ends: str
    finish: date
    finish_by: int
    moved: tuple[MovedShown, ...]
    promises: tuple[Promise, ...]


def consequence(
    before: Schedule, after: Schedule, activities: list[Activity], milestones: list[Milestone]
) -> Consequence:
    change = compare(before, after)
    by_id = {str(activity.pk): activity for activity in activities}
    return Consequence(
        ends=ends_in_words(change, ending(activities, before)),
        finish=change.now_finish,
        finish_by=change.finish_by,
        moved=tuple(moved_shown(each, by_id[each.id]) for each in change.moved),
        promises=tuple(promises(before, after, milestones)),
    )


def ending(activities: list[Activity], plan: Schedule) -> str:
    """What the end of the plan is called: the signature, when the last phases are those of signing."""
    stages = {str(activity.pk): activity.stage for activity in activities}
    last = [task.id for task, day in zip(plan.tasks, plan.columns.early_finish, strict=True) if day == plan.finish]
    return _("la firma") if any(stages[name] == StageKey.SIGNATURE for name in last) else _("el final")


def ends_in_words(change: Comparison, end: str) -> str:
    """«la firma pasa del 18 al 21 de octubre de 2021; cambian las fechas de 9 fases»."""
    values = {"end": end, "day": words.long_date(change.now_finish)}
    if change.was_finish == change.now_finish:
        told = _("%(end)s sigue siendo el %(day)s") % values
    else:
        told = _("%(end)s pasa %(span)s") % {"end": end, "span": from_to(change.was_finish, change.now_finish)}
    if not change.moved:
        return told
    count = ngettext("cambian las fechas de %(n)s fase", "cambian las fechas de %(n)s fases", len(change.moved))
    return f"{told}; {count % {'n': len(change.moved)}}"


def since_in_words(base: Approved, change: Comparison, activities: list[Activity], plan: Schedule) -> str:
    """«Desde la ruta aprobada (Acta 3/2021, acuerdo 2), la firma pasa del 18 al 21 de octubre de 2021…»."""
    values = {"decision": base.decision, "ends": ends_in_words(change, ending(activities, plan))}
    if change.moved:
        return _("Desde la ruta aprobada (%(decision)s), %(ends)s.") % values
    return _("Todo sigue como se aprobó (%(decision)s): %(ends)s.") % values


def from_to(was: date, now: date) -> str:
    """«del 18 al 21 de octubre de 2021»: what both share is said once."""
    first = words.long_date(was)
    if (was.year, was.month) == (now.year, now.month):
        first = str(was.day)
    elif was.year == now.year:
        first = first.removesuffix(f" {was.year}").removesuffix(" de")
    return _("del %(first)s al %(last)s") % {"first": first, "last": words.long_date(now)}


def moved_shown(moved: Moved, activity: Activity) -> MovedShown:
    return MovedShown(
        number=activity.code or str(activity.position),
        title=activity.title,
        was=words.span(*moved.was),
        now=words.span(*moved.now),
        by=moved_by(moved.start_by, moved.finish_by),
        late=moved.finish_by > 0,
    )


def moved_by(start_by: int, finish_by: int) -> str:
    """By its end; by its beginning only when its end stays."""
    if finish_by:
        return later_or_earlier(finish_by)
    return _("Empieza %(by)s") % {"by": later_or_earlier(start_by)}


def later_or_earlier(units: int) -> str:
    if units > 0:
        return ngettext("%(n)s día hábil después", "%(n)s días hábiles después", units) % {"n": units}
    return ngettext("%(n)s día hábil antes", "%(n)s días hábiles antes", -units) % {"n": -units}


def promises(before: Schedule, after: Schedule, milestones: list[Milestone]) -> list[Promise]:
    """Only those that a change breaks or repairs, or that stay broken and move."""
    found = []
    for milestone in milestones:
        was, now = reached(before, milestone), reached(after, milestone)
        day = milestone.date_last_on
        if was is None or now is None or day is None or was == now or was <= day >= now:
            continue
        values = {"name": milestone.name, "day": words.long_date(day), "now": words.long_date(now)}
        met = now <= day
        text = (
            _("«%(name)s» volvería a cumplirse: la fecha comprometida es el %(day)s y llegaría el %(now)s.")
            if met
            else _("«%(name)s» no se cumpliría: la fecha comprometida es el %(day)s y llegaría el %(now)s.")
        )
        found.append(Promise(text % values, met))
    return found


def reached(plan: Schedule, milestone: Milestone) -> date | None:
    """The day on which the calendar reaches it: the start of its phase when that is what was promised, else its end."""
    at = plan.number_of.get(str(milestone.activity_id))
    if at is None:
        return None
    columns = plan.columns
    return columns.early_start[at] if milestone.bound == Bound.MUST_START_ON else columns.early_finish[at]
