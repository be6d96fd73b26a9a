"""Rules about the annual plan of an area: parents and children, recurrences, codes, objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tequio.core.dates import first_day, last_day
from tequio.core.reading.records import PlannedActivity
from tequio.core.rules.cases import Case, Hit
from tequio.core.rules.chronology import is_before, planned_activities, written
from tequio.core.rules.words import listed, mentions, shortened


def dates_from_children(case: Case) -> Iterator[Hit]:
    for path, activity in planned_activities(case.reading):
        if activity.derived and activity.starts and activity.ends:
            words = {
                "activity": _name(activity),
                "start": activity.starts.edtf or "",
                "end": activity.ends.edtf or "",
            }
            yield Hit(f"actividad {activity.code}", path, words)


def planned_without_dates(case: Case) -> Iterator[Hit]:
    """Where other rows have dates, this one has none, of its own or of its children."""
    rows = list(planned_activities(case.reading))
    if any(activity.starts or activity.ends for _, activity in rows):
        for path, activity in rows:
            if activity.starts is None and activity.ends is None:
                yield Hit(f"actividad {activity.code}", path, {"activity": _name(activity)})


def child_outside_parent(case: Case) -> Iterator[Hit]:
    for path, parent in planned_activities(case.reading):
        for index, child in enumerate(parent.children):
            if is_before(child.starts, parent.starts) or is_before(parent.ends, child.ends):
                words = {
                    "child": _name(child),
                    "dates": _span(child),
                    "parent": parent.code,
                    "limits": _span(parent),
                }
                yield Hit(f"actividad {child.code}", (*path, "children", index), words)


def recurrence_outside_dates(case: Case) -> Iterator[Hit]:
    """Something that repeats, with room for one time only. A parent and its children that say the same are one finding."""
    longest = case.rule.parameters["max_days"]
    plan = case.reading.annual_plan
    for index, top in enumerate(plan.activities if plan else ()):
        found = [one for one in (top, *top.children) if _repeats(case, one) and _days(one) <= longest]
        if found:
            codes = listed(one.code for one in found)
            words = {"codes": codes, "activity": shortened(found[-1].title), "dates": _span(found[-1])}
            yield Hit(f"actividad {codes}", ("activities", index), words)


def _repeats(case: Case, activity: PlannedActivity) -> bool:
    return bool(mentions(activity.title, case.pack.vocabulary.recurrence))


def _days(activity: PlannedActivity) -> int:
    """Days from the first to the last; so many that nothing is said where the dates are not known."""
    start = first_day(activity.starts) if activity.starts else None
    end = last_day(activity.ends) if activity.ends else None
    return (end - start).days + 1 if start and end else 10**6


def code_repeated(case: Case) -> Iterator[Hit]:
    counts = Counter(activity.code for _, activity in planned_activities(case.reading) if activity.code)
    repeated = [code for code, times in counts.items() if times > 1]
    if repeated:
        yield Hit("cronograma", ("activities",), {"codes": listed(repeated)})


def activity_without_objective(case: Case) -> Iterator[Hit]:
    """Only where some activity names its objective: else the plan has no place for it. A child serves what its parent does."""
    plan = case.reading.annual_plan
    tops = list(enumerate(plan.activities if plan else ()))
    if any(_serves(activity) for _, activity in tops):
        for index, activity in tops:
            lacking = [] if activity.objectives else [one for one in activity.children if not one.objectives]
            if not _serves(activity) or lacking:
                found = lacking[0] if lacking and _serves(activity) else activity
                yield Hit(f"actividad {found.code}", ("activities", index), {"activity": _name(found)})


def _serves(activity: PlannedActivity) -> bool:
    return bool(activity.objectives) or any(_serves(child) for child in activity.children)


def _name(activity: PlannedActivity) -> str:
    return f"{activity.code} «{shortened(activity.title)}»"


def _span(activity: PlannedActivity) -> str:
    start, end = activity.starts, activity.ends
    said = dict.fromkeys(value.edtf if value.inferred else written(value) for value in (start, end) if value)
    return " a ".join(text or "por definir" for text in said)
