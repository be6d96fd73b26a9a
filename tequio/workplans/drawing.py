"""A route as it is drawn: its rows in memory, as they are stored or as somebody would have them. The page that shows what a
change moves and the verb that stores it redraw with the same function."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tequio.core.dates import from_edtf
from tequio.core.refusals import Refusal
from tequio.workplans.models import Activity, Bound, Link, LinkType, Milestone, WorkPlan
from tequio.workplans.predecessors import Waiting, waits_of
from tequio.workplans.queries.schedules import Scheduled, schedule_of

#: begins the name of a date that nobody committed to in a document
FIXED_HERE = "Fecha fija: "
#: what of a phase can be changed
FIELDS = ("duration", "predecessors", "bound", "bound_on")


class UnknownPhase(Refusal):
    code = "unknown-phase"


class WaitsForWhatIsNotThere(Refusal):
    code = "unknown-predecessor"


@dataclass(frozen=True, slots=True)
class PhaseState:
    """What the dates of a phase are computed from. ``predecessors`` in one way of writing ("12;13FC+2"); ``bound`` is what a
    committed date asks of the phase, "" for none."""

    duration: int | None
    predecessors: str = ""
    bound: str = ""
    bound_on: date | None = None

    def token(self) -> str:
        """What a page carries so that a later save can tell whether somebody else changed it meanwhile."""
        duration = "" if self.duration is None else str(self.duration)
        return "|".join((duration, self.predecessors, self.bound, self.bound_on.isoformat() if self.bound_on else ""))


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """``seen`` is what the person had before the eyes when changing it to ``wanted``."""

    position: int
    seen: PhaseState
    wanted: PhaseState


@dataclass(frozen=True, slots=True)
class Drawn:
    plan: WorkPlan
    activities: list[Activity]
    links: list[Link]
    milestones: list[Milestone]

    def at(self, position: int) -> Activity:
        found = next((activity for activity in self.activities if activity.position == position), None)
        if found is None:
            raise UnknownPhase(_("Esa fase ya no está en la ruta."))
        return found

    def state(self, activity: Activity) -> PhaseState:
        bound = self.bound_of(activity)
        return PhaseState(
            activity.duration,
            self.predecessors(activity),
            bound.bound if bound else "",
            bound.date_last_on if bound else None,
        )

    def predecessors(self, activity: Activity) -> str:
        return ";".join(map(str, self.waits(activity)))

    def waits(self, activity: Activity) -> list[Waiting]:
        """In the order of the phases that it waits for."""
        place = {each.pk: each for each in self.activities}
        links = [link for link in self.links if link.successor_id == activity.pk]
        links.sort(key=lambda link: (place[link.predecessor_id].position, link.type))
        return [Waiting(number_of(place[link.predecessor_id]), LinkType(link.type), link.lag) for link in links]

    def bound_of(self, activity: Activity) -> Milestone | None:
        """The first committed date that asks something of the phase."""
        mine = [each for each in self.milestones if each.activity_id == activity.pk and each.bound]
        return mine[0] if mine else None

    def scheduled(self, jurisdiction_id: int) -> Scheduled:
        return schedule_of(
            self.plan, self.activities, self.milestones, jurisdiction_id=jurisdiction_id, links=self.links
        )


def number_of(activity: Activity) -> str:
    """The number that people see: the code of the document, or the position where it gives none."""
    return activity.code or str(activity.position)


def drawn(plan: WorkPlan) -> Drawn:
    """As it is stored; three queries."""
    return Drawn(
        plan,
        list(Activity.objects.filter(workplan=plan.pk).order_by("position")),
        list(Link.objects.filter(predecessor__workplan=plan.pk).order_by("pk")),
        list(Milestone.objects.filter(workplan=plan.pk).order_by("position")),
    )


def redrawn(before: Drawn, changes: Iterable[PhaseChange]) -> Drawn:
    """With the changes; nothing is stored. Raises UnknownPhase, WaitsForWhatIsNotThere and PredecessorIsMissing."""
    after = replace(
        before,
        activities=[copy.copy(activity) for activity in before.activities],
        milestones=[copy.copy(milestone) for milestone in before.milestones],
        links=list(before.links),
    )
    for change in changes:
        activity = after.at(change.position)
        state = after.state(activity)
        activity.duration = change.wanted.duration
        if change.wanted.predecessors != state.predecessors:
            _relink(after, activity, waits_of(change.wanted.predecessors))
        if (change.wanted.bound, change.wanted.bound_on) != (state.bound, state.bound_on):
            _rebind(after, activity, change.wanted)
    return after


def canonical(predecessors: str, drawing: Drawn) -> str:
    """The same predecessors written in one way. Raises the refusals of ``redrawn`` about them."""
    by_number = {number_of(each): each for each in drawing.activities}
    waits = waits_of(predecessors)
    for wait in waits:
        if wait.code not in by_number:
            raise WaitsForWhatIsNotThere(_("No hay una fase %(number)s en esta ruta.") % {"number": wait.code})
    once = {(wait.code, wait.type): wait for wait in waits}
    order = sorted(once.values(), key=lambda wait: (by_number[wait.code].position, wait.type))
    return ";".join(map(str, order))


def _relink(after: Drawn, activity: Activity, waits: Sequence[Waiting]) -> None:
    by_number = {number_of(each): each for each in after.activities}
    old = {(link.predecessor_id, link.type): link for link in after.links if link.successor_id == activity.pk}
    after.links[:] = [link for link in after.links if link.successor_id != activity.pk]
    for wait in waits:
        before = by_number.get(wait.code)
        if before is None:
            raise WaitsForWhatIsNotThere(_("No hay una fase %(number)s en esta ruta.") % {"number": wait.code})
        kept = old.get((before.pk, wait.type))
        link = copy.copy(kept) if kept else Link(predecessor=before, successor=activity, type=wait.type)
        link.lag = wait.lag
        after.links.append(link)


def _rebind(after: Drawn, activity: Activity, wanted: PhaseState) -> None:
    """A date that was fixed here says so in its name and goes with its bound; a committed one of the document stays."""
    bound = after.bound_of(activity)
    if not wanted.bound or wanted.bound_on is None:
        if bound is not None and bound.name.startswith(FIXED_HERE):
            after.milestones.remove(bound)
        elif bound is not None:
            bound.bound = ""
        return
    if bound is None:
        bound = _unbound(after, activity, wanted.bound_on)
    bound.bound = Bound(wanted.bound).value
    if bound.date_last_on != wanted.bound_on:
        bound.date = from_edtf(wanted.bound_on.isoformat())
        bound.date_first_on = bound.date_last_on = wanted.bound_on


def _unbound(after: Drawn, activity: Activity, day: date) -> Milestone:
    """The date that was once let loose, else a new one."""
    for each in after.milestones:
        if each.activity_id == activity.pk and each.date_last_on == day:
            return each
    last = max((each.position for each in after.milestones), default=0)
    made = Milestone(
        workplan=after.plan, name=f"{FIXED_HERE}{activity.title}"[:300], position=last + 1, activity=activity
    )
    after.milestones.append(made)
    return made


def store(before: Drawn, after: Drawn) -> None:
    """The rows that differ."""
    durations = {activity.pk: activity.duration for activity in before.activities}
    for activity in after.activities:
        if activity.duration != durations[activity.pk]:
            Activity.objects.filter(pk=activity.pk).update(duration=activity.duration)
    _store_links(before, after)
    _store_milestones(before, after)


def _store_links(before: Drawn, after: Drawn) -> None:
    lags = {link.pk: link.lag for link in before.links}
    kept = {link.pk for link in after.links if link.pk}
    Link.objects.filter(pk__in=set(lags) - kept).delete()
    for link in after.links:
        if link.pk is None or link.lag != lags[link.pk]:
            link.save()


def _store_milestones(before: Drawn, after: Drawn) -> None:
    known = {each.pk: (each.bound, each.date_last_on) for each in before.milestones}
    kept = {each.pk for each in after.milestones if each.pk}
    Milestone.objects.filter(pk__in=set(known) - kept).delete()
    for each in after.milestones:
        if each.pk is None or (each.bound, each.date_last_on) != known[each.pk]:
            each.save()
