"""Rules about the order, the limits and the writing of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tequio.core.dates import FuzzyDate, Style, first_day, last_day
from tequio.core.reading.records import PlannedActivity, Reading
from tequio.core.rules.cases import Case, Hit, Path, PlacedActivity, PlacedCommitment, activities, commitments
from tequio.core.rules.words import listed, mentions, shortened


def is_before(one: FuzzyDate | None, other: FuzzyDate | None) -> bool:
    """Surely before: the whole span of one has passed when the other's begins."""
    last = last_day(one) if one else None
    first = first_day(other) if other else None
    return last is not None and first is not None and last < first


def written(value: FuzzyDate) -> str:
    """As the document writes it, so that a person finds it there."""
    return " ".join(value.source_text.split()) or value.edtf or "por definir"


def outside_commitment(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        start, end = commitment.record.starts_on, commitment.record.ends_on
        for activity in activities(commitment):
            value = activity.record.date
            if value and (is_before(value, start) or is_before(end, value) or _days_pass(value, start, end)):
                words = {"activity": shortened(activity.record.title), "date": written(value)}
                yield Hit(activity.where, (*activity.path, "date"), words)


def _days_pass(value: FuzzyDate, start: FuzzyDate | None, end: FuzzyDate | None) -> bool:
    """Whether a span written with its days begins too early or ends too late; a month that only overlaps does not."""
    if len(value.edtf or "") != len("2022-11-28/2022-12-02"):
        return False
    first, last = first_day(value), last_day(value)
    begins, closes = first_day(start) if start else None, last_day(end) if end else None
    return bool((first and begins and first < begins) or (last and closes and last > closes))


def out_of_order(case: Case) -> Iterator[Hit]:
    """Each dated row against the one before it.

    Where more than ``parallel_percent`` of the goals begin before the goal above them has ended, the goals run side by
    side on purpose, and only the rows of one goal are compared.
    """
    for commitment in commitments(case.reading):
        dated = [activity for activity in activities(commitment) if activity.record.date and activity.record.date.edtf]
        parallel = _goals_run_side_by_side(dated, case.rule.parameters["parallel_percent"])
        for above, below in pairwise(dated):
            same_goal = above.goal.path == below.goal.path
            if is_before(below.record.date, above.record.date) and (same_goal or not parallel):
                yield _descent(above, below)


def _goals_run_side_by_side(dated: list[PlacedActivity], percent: int) -> bool:
    steps = [(above, below) for above, below in pairwise(dated) if above.goal.path != below.goal.path]
    back = [step for step in steps if is_before(step[1].record.date, step[0].record.date)]
    return len(steps) > 2 and 100 * len(back) > percent * len(steps)


def _descent(above: PlacedActivity, below: PlacedActivity) -> Hit:
    earlier, later = below.record.date, above.record.date
    words = {
        "below": below.goal.label,
        "above": above.goal.label,
        "date": written(earlier) if earlier else "",
        "after": written(later) if later else "",
    }
    return Hit(below.where, (*below.path, "date"), words)


def closing_before_earlier_goal(case: Case) -> Iterator[Hit]:
    """A goal that closes the work must begin after what it closes: one finding per closing goal."""
    for commitment in commitments(case.reading):
        yield from _closings(case, list(activities(commitment)))


def _closings(case: Case, placed: list[PlacedActivity]) -> Iterator[Hit]:
    seen: set[Path] = set()
    for position, closing in enumerate(placed):
        goal = closing.goal
        if goal.path in seen or not mentions(goal.record.title, case.pack.vocabulary.closing):
            continue
        seen.add(goal.path)
        later = [earlier for earlier in placed[:position] if is_before(closing.record.date, earlier.record.date)]
        if later and closing.record.date:
            which = {f"meta {one.goal.label} ({written(one.record.date)})": None for one in later if one.record.date}
            yield Hit(goal.where, goal.path, {"date": written(closing.record.date), "earlier": listed(which)})


def end_before_start(case: Case) -> Iterator[Hit]:
    reading = case.reading
    for commitment in commitments(reading):
        yield from _inverted(commitment, 12)
    route = reading.route
    for index, phase in enumerate(route.phases if route else ()):
        if is_before(phase.ends, phase.starts):
            yield _inversion(f"fase {phase.number or index + 1}", ("phases", index), phase.starts, phase.ends, 28)
    for path, activity in planned_activities(reading):
        if is_before(activity.ends, activity.starts):
            yield _inversion(f"actividad {activity.code}", path, activity.starts, activity.ends, 102)
    if reading.call and is_before(reading.call.closes_on, reading.call.opens_on):
        yield _inversion("plazo de la convocatoria", ("closes_on",), reading.call.opens_on, reading.call.closes_on, 50)


def _inverted(commitment: PlacedCommitment, requirement: int) -> Iterator[Hit]:
    start, end = commitment.record.starts_on, commitment.record.ends_on
    if is_before(end, start):
        where, path = f"{commitment.where}, fecha de conclusión", (*commitment.path, "ends_on")
        yield _inversion(where, path, start, end, requirement)


def _inversion(where: str, path: Path, start: FuzzyDate | None, end: FuzzyDate | None, requirement: int) -> Hit:
    words = {"start": written(start) if start else "", "end": written(end) if end else ""}
    return Hit(where, path, words, requirement)


def subject_to_change(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        if commitment.record.subject_to_change:
            yield Hit(f"{commitment.where}, plan de trabajo", (*commitment.path, "subject_to_change"))


def planned_activities(reading: Reading) -> Iterator[tuple[Path, PlannedActivity]]:
    """Every row of an annual plan, each parent before its children."""
    plan = reading.annual_plan
    for path, activity in [(("activities", index), one) for index, one in enumerate(plan.activities if plan else ())]:
        yield from _tree(path, activity)


def _tree(path: Path, activity: PlannedActivity) -> Iterator[tuple[Path, PlannedActivity]]:
    yield path, activity
    for index, child in enumerate(activity.children):
        yield from _tree((*path, "children", index), child)


def mixed_date_formats(case: Case) -> Iterator[Hit]:
    """Several ways of writing in one document, or only numbers of which none tells whether the day comes first."""
    dates = [value for value in _written_dates(case.reading) if value.edtf and value.source_text]
    ways: dict[str, dict[str, str]] = {}
    for value in dates:
        for trait, way in _traits(value):
            ways.setdefault(trait, {}).setdefault(way, written(value))
    mixed = [text for by_way in ways.values() if len(by_way) > 1 for text in by_way.values()]
    unclear = [written(value) for value in dates if value.ambiguous]
    if mixed or (unclear and all(value.ambiguous for value in dates)):
        said = listed(f"«{text}»" for text in dict.fromkeys([*mixed, *unclear[:2]]))
        yield Hit("fechas de todo el documento", (), {"examples": said})


def _traits(value: FuzzyDate) -> Iterator[tuple[str, str]]:
    """(trait, way): two dates are written alike when no trait of both differs."""
    yield "letters or numbers", value.style.value
    parts = re.findall(r"\d+", value.source_text)
    if value.style is not Style.NUMERIC or len(parts) < 3:
        return
    yield "year", str(len(parts[2]))
    yield "separator", re.sub(r"[\d\s]", "", value.source_text)[:1]
    if any(part.startswith("0") for part in parts[:2]):
        yield "zeros", "with"
    elif any(len(part) == 1 for part in parts[:2]):
        yield "zeros", "without"


def _written_dates(reading: Reading) -> Iterator[FuzzyDate]:
    for commitment in commitments(reading):
        found = [commitment.record.starts_on, commitment.record.ends_on]
        found += [activity.record.date for activity in activities(commitment)]
        yield from (value for value in found if value)
    for phase in reading.route.phases if reading.route else ():
        yield from (value for value in (phase.starts, phase.ends) if value)
    for _, activity in planned_activities(reading):
        if not activity.derived:
            yield from (value for value in (activity.starts, activity.ends) if value)
