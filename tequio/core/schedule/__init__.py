"""Critical path: tasks + links (FS, SS, FF, SF with lag) + constraints + calendar → early and late dates, total and free
float, critical path; what a delay moves; comparison with a baseline. Prose and worked tables: docs/rules/schedule.md.
"""

from tequio.core.schedule.model import (
    BadOutline,
    Constraint,
    ConstraintKind,
    Cycle,
    Link,
    LinkKind,
    MissingPredecessor,
    NegativeDuration,
    NothingToSchedule,
    OwnPredecessor,
    RepeatedTask,
    ScheduleRefusal,
    Task,
)
from tequio.core.schedule.plan import Row, Schedule, schedule
from tequio.core.schedule.problem import Elastic
from tequio.core.schedule.timeline import ClockLine, DayLine, Hours, Timeline

__all__ = [
    "BadOutline",
    "ClockLine",
    "Constraint",
    "ConstraintKind",
    "Cycle",
    "DayLine",
    "Elastic",
    "Hours",
    "Link",
    "LinkKind",
    "MissingPredecessor",
    "NegativeDuration",
    "NothingToSchedule",
    "OwnPredecessor",
    "RepeatedTask",
    "Row",
    "Schedule",
    "ScheduleRefusal",
    "Task",
    "Timeline",
    "schedule",
]
