"""A route that comes back from Microsoft Project, against the one that is stored: what differs, as if somebody had typed it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from tequio.core.schedule import ConstraintKind, Task
from tequio.core.schedule.matching import Matching, match
from tequio.formats.mspdi import ProjectFile
from tequio.workplans.drawing import Drawn, PhaseState, canonical, number_of
from tequio.workplans.forms import TypedPhase, typed_from
from tequio.workplans.models import Activity, Bound, LinkType
from tequio.workplans.predecessors import Waiting

_BOUNDS = {
    ConstraintKind.MSO: Bound.MUST_START_ON,
    ConstraintKind.SNET: Bound.NOT_BEFORE,
    ConstraintKind.FNLT: Bound.FINISH_BY,
}
MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Returned:
    """``typed``: the phases that differ, by position. ``added`` and ``removed`` are told and never applied by themselves."""

    typed: dict[int, TypedPhase]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[str, ...]
    remarks: tuple[str, ...]


def compare(file: ProjectFile, drawing: Drawn) -> Returned:
    """Raises the refusals of ``canonical``."""
    here = {str(each.pk): each.title for each in drawing.activities}
    parents = {task.parent for task in file.tasks if task.parent}
    tasks = {task.id: task for task in file.tasks if task.name.strip()}
    found = match(here, {key: task.name for key, task in tasks.items()})
    reader = _Reader(file, drawing, found)
    typed = {}
    for key, pk in found.same.items():
        activity = reader.activities[pk]
        state = drawing.state(activity)
        wanted = reader.state(tasks[key], activity, state, is_summary=key in parents)
        if wanted != state:
            typed[activity.position] = replace(typed_from(activity.position, wanted), seen=state.token())
    return Returned(
        typed=typed,
        added=tuple(tasks[key].name for key in found.added if key not in parents)[:MOST_TOLD],
        removed=tuple(_name(reader.activities[pk]) for pk in found.removed)[:MOST_TOLD],
        renamed=tuple(f"{_name(reader.activities[pk])} → {tasks[pk].name}" for pk in found.renamed)[:MOST_TOLD],
        remarks=(*file.remarks, *reader.remarks),
    )


def _name(activity: Activity) -> str:
    return f"{number_of(activity)}. {activity.title}"


class _Reader:
    def __init__(self, file: ProjectFile, drawing: Drawn, found: Matching) -> None:
        self.file, self.drawing, self.found = file, drawing, found
        self.activities = {str(each.pk): each for each in drawing.activities}
        self.incoming = defaultdict(list)
        for link in file.links:
            self.incoming[link.successor].append(link)
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(self._remarks)

    def state(self, task: Task, activity: Activity, stored: PhaseState, *, is_summary: bool) -> PhaseState:
        bound, bound_on = self.bound(task, stored)
        duration = stored.duration if is_summary else self.days(task.duration, _name(activity))
        return PhaseState(duration, self.predecessors(task), bound, bound_on)

    def days(self, minutes: int, name: str) -> int:
        whole, rest = divmod(minutes, self.file.minutes_per_day)
        if rest:
            self._remarks[_("«%(name)s» dura días con fracción: se toma el siguiente día entero.") % {"name": name}] = (
                None
            )
        return whole + bool(rest)

    def predecessors(self, task: Task) -> str:
        waits = []
        for link in self.incoming[task.id]:
            before = self.found.same.get(link.predecessor)
            if before is None:
                self._remarks[_("Hay fases que esperan a una que aquí no existe: esa espera no se toma.")] = None
                continue
            lag = round(link.lag / self.file.minutes_per_day)
            waits.append(Waiting(number_of(self.activities[before]), LinkType(link.kind.value), lag))
        return canonical(";".join(map(str, waits)), self.drawing)

    def bound(self, task: Task, stored: PhaseState) -> tuple[str, date | None]:
        """The one that is stored when the file still has it, else the first that can be kept here."""
        kept = [(_BOUNDS[each.kind].value, day_of(each.on)) for each in task.constraints if each.kind in _BOUNDS]
        if len(kept) < len(task.constraints):
            self._remarks[
                _("Hay restricciones de fecha que aquí no existen («no empezar después de» y otras): no se toman.")
            ] = None
        if not kept or (stored.bound, stored.bound_on) in kept:
            return (stored.bound, stored.bound_on) if kept else ("", None)
        return kept[0]


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
