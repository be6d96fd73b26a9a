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
from tequio.core.schedule.plan import Row, Schedule, schedule, start_for
from tequio.core.schedule.problem import Elastic
from tequio.core.schedule.sentences import days, float_words, what_moves, without_float
from tequio.core.schedule.timeline import ClockLine, DayLine, Hours, Shifts, Timeline, own_shifts
from tequio.core.schedule.whatif import (
    Baseline,
    Comparison,
    Moved,
    UnknownTask,
    baseline_of,
    compare,
    delay,
    moved_since,
)

__all__ = [
    "BadOutline",
    "Baseline",
    "ClockLine",
    "Comparison",
    "Constraint",
    "ConstraintKind",
    "Cycle",
    "DayLine",
    "Elastic",
    "Hours",
    "Link",
    "LinkKind",
    "MissingPredecessor",
    "Moved",
    "NegativeDuration",
    "NothingToSchedule",
    "OwnPredecessor",
    "RepeatedTask",
    "Row",
    "Schedule",
    "ScheduleRefusal",
    "Shifts",
    "Task",
    "Timeline",
    "UnknownTask",
    "baseline_of",
    "compare",
    "days",
    "delay",
    "float_words",
    "moved_since",
    "own_shifts",
    "schedule",
    "start_for",
    "what_moves",
    "without_float",
]
