"""Rules about the work plan of a commitment: numbers, activities, means of verification, responsibles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tequio.core.dates import Status
from tequio.core.reading.records import Goal
from tequio.core.rules.cases import Case, Hit, activities, commitments, goals
from tequio.core.rules.participants import responsibles
from tequio.core.rules.words import listed


def goal_numbers(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        said = numbering_faults(goal.number for goal in commitment.record.goals)
        if said:
            yield Hit(f"{commitment.where}, metas", (*commitment.path, "goals"), {"faults": said})


def numbering_faults(numbers: Iterable[int | None]) -> str:
    """ "se repite 5; falta 6", or nothing where every number from 1 (or 0) to the last stands once."""
    counts = Counter(number for number in numbers if number is not None)
    if not counts:
        return ""
    repeated = [str(number) for number, times in sorted(counts.items()) if times > 1]
    missing = [str(number) for number in range(min(1, *counts), max(counts)) if number not in counts]
    said = []
    if repeated:
        said.append(f"se repite {listed(repeated)}" if len(repeated) == 1 else f"se repiten {listed(repeated)}")
    if missing:
        said.append(f"falta {listed(missing)}" if len(missing) == 1 else f"faltan {listed(missing)}")
    return "; ".join(said)


def goal_without_means(case: Case) -> Iterator[Hit]:
    yield from _goals_without(case, _has_means, "means")


def goal_without_responsible(case: Case) -> Iterator[Hit]:
    yield from _goals_without(case, lambda goal: bool(responsibles(goal)), "responsibles")


def goal_without_activity(case: Case) -> Iterator[Hit]:
    yield from _goals_without(case, lambda goal: bool(goal.activities), "activities")


def _has_means(goal: Goal) -> bool:
    return bool(goal.means) or any(activity.means for activity in goal.activities)


def _goals_without(case: Case, has: Callable[[Goal], bool], name: str) -> Iterator[Hit]:
    """Nothing where no goal has it: then the document has no such column."""
    for commitment in commitments(case.reading):
        if any(has(goal) for goal in commitment.record.goals):
            for goal in goals(commitment):
                if not has(goal.record):
                    yield Hit(goal.where, (*goal.path, name), {"goal": goal.label})


def undated(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        for activity in activities(commitment):
            value = activity.record.date
            if value is not None and value.status is Status.TO_BE_DEFINED:
                yield Hit(activity.where, (*activity.path, "date"), {"activity": activity.record.title})


def activity_without_date(case: Case) -> Iterator[Hit]:
    """A cell left empty, not one that says that the date is to be defined."""
    for commitment in commitments(case.reading):
        placed = list(activities(commitment))
        if any(activity.record.date for activity in placed):
            for activity in placed:
                if activity.record.date is None:
                    yield Hit(activity.where, (*activity.path, "date"), {"activity": activity.record.title})
