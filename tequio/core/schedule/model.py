"""What a schedule is made of: tasks, links, constraints; and what cannot be scheduled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tequio.core.refusals import Refusal


class LinkKind(StrEnum):
    """Which end of the successor waits for which end of the predecessor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class ConstraintKind(StrEnum):
    """The names of Microsoft Project; a day counts whole: "finish no later than" the 5th may finish on the 5th."""

    MSO = "MSO"  # must start on
    MFO = "MFO"  # must finish on
    SNET = "SNET"  # start no earlier than
    SNLT = "SNLT"  # start no later than
    FNET = "FNET"  # finish no earlier than
    FNLT = "FNLT"  # finish no later than


@dataclass(frozen=True, slots=True)
class Constraint:
    kind: ConstraintKind
    on: date


@dataclass(frozen=True, slots=True)
class Task:
    """``duration`` in the units of the timeline (working days or working minutes); 0 is a milestone.

    The duration of a task that is the ``parent`` of others is not used: its dates are rolled up from them.
    """

    id: str
    name: str
    duration: int
    constraints: tuple[Constraint, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """``lag`` in the units of the timeline, negative for a lead."""

    predecessor: str
    successor: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0


class ScheduleRefusal(Refusal):
    """These tasks and links cannot be a schedule."""

    code = "not-a-schedule"


class NothingToSchedule(ScheduleRefusal):
    code = "nothing-to-schedule"


class Cycle(ScheduleRefusal):
    """Tasks that wait for each other; ``ids`` in the order in which one waits for the next."""

    code = "cycle"

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        shown = [*ids[:10], "…"] if len(ids) > 12 else [*ids]
        path = " → ".join([*shown, ids[0]])
        super().__init__(
            f"Hay un ciclo: las actividades {path} se esperan unas a otras y ninguna puede empezar. "
            "Quite una de esas predecesoras."
        )


class MissingPredecessor(ScheduleRefusal):
    code = "missing-predecessor"

    def __init__(self, successor: str, predecessor: str) -> None:
        super().__init__(
            f"La actividad {successor} espera a la {predecessor}, que no está en la lista. Corrija el número o agréguela."
        )


class OwnPredecessor(ScheduleRefusal):
    code = "own-predecessor"

    def __init__(self, task: str) -> None:
        super().__init__(f"La actividad {task} se tiene a sí misma como predecesora. Quítela de sus predecesoras.")


class RepeatedTask(ScheduleRefusal):
    code = "repeated-task"

    def __init__(self, task: str) -> None:
        super().__init__(f"Hay dos actividades con el número {task}. Dé a cada una un número distinto.")


class NegativeDuration(ScheduleRefusal):
    code = "negative-duration"

    def __init__(self, task: str, duration: object) -> None:
        super().__init__(f"La actividad {task} dura {duration}: la duración no puede ser menor que cero.")


class BadOutline(ScheduleRefusal):
    """A parent that is missing, or that is its own descendant, or a link between a summary and its own part."""

    code = "bad-outline"
