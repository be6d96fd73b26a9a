"""Rules about a critical route: its numbers, its dependencies, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from tequio.core.dates import FuzzyDate, first_day
from tequio.core.reading.records import Phase, Route
from tequio.core.rules.cases import Case, Hit, activities, commitments
from tequio.core.rules.chronology import is_before, planned_activities, written
from tequio.core.rules.goals import numbering_faults
from tequio.core.rules.words import content_words, listed, mentions, shortened

_LINK = re.compile(r"^\s*(\d+)\s*(?:FC|FS|CC|SS|FF|CF|SF)?\s*(?:[+-]\s*\d+\s*\w*)?\s*$", re.IGNORECASE)


def predecessors(phase: Phase) -> tuple[int, ...]:
    """The numbers a phase waits for: "10;11", "12FC+2", "3, 4 y 5"."""
    pieces = re.split(r"[;,]|\by\b", phase.predecessors)
    return tuple(int(found[1]) for piece in pieces if (found := _LINK.match(piece)))


def phase_numbers(case: Case) -> Iterator[Hit]:
    route = case.reading.route
    said = numbering_faults(phase.number for phase in route.phases) if route else ""
    if said:
        yield Hit("fases", ("phases",), {"faults": said})


def predecessor_missing(case: Case) -> Iterator[Hit]:
    phases = _phases(case)
    numbers = {phase.number for phase in phases}
    for index, phase in enumerate(phases):
        lost = [str(number) for number in predecessors(phase) if number not in numbers]
        if lost:
            where, path = _where(phase, index), ("phases", index, "predecessors")
            yield Hit(where, path, {"phase": _name(phase, index), "missing": listed(lost)})


def cycle(case: Case) -> Iterator[Hit]:
    """One finding per knot of phases that wait for one another; a phase that waits for itself is the smallest."""
    phases = _phases(case)
    index_of = {phase.number: index for index, phase in enumerate(phases)}
    waits = {phase.number: predecessors(phase) for phase in phases if phase.number is not None}
    for loop in _loops(waits):
        first = index_of[loop[0]]
        said = " → ".join(map(str, (*loop, loop[0])))
        yield Hit(_where(phases[first], first), ("phases", first, "predecessors"), {"loop": said})


def _loops(waits: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Takes away what waits for nothing until only knots and what depends on them are left; then walks each knot once."""
    left = {number: {other for other in others if other in waits} for number, others in waits.items()}
    followers: dict[int, list[int]] = {number: [] for number in left}
    for number, others in left.items():
        for other in others:
            followers[other].append(number)
    free = [number for number, others in left.items() if not others]
    while free:
        number = free.pop()
        del left[number]
        for follower in followers[number]:
            left[follower].discard(number)
            if not left[follower]:
                free.append(follower)
    yield from _walked(left)


def _walked(knots: dict[int, set[int]]) -> Iterator[tuple[int, ...]]:
    """One loop from each knot, beginning with its smallest number."""
    walked: set[int] = set()
    for start in sorted(knots):
        path: list[int] = []
        current = start
        while current not in walked:
            walked.add(current)
            path.append(current)
            current = min(knots[current])
        if current in path:
            loop = path[path.index(current) :]
            turn = loop.index(min(loop))
            yield (*loop[turn:], *loop[:turn])


def similar_titles(case: Case) -> Iterator[Hit]:
    """One title holds every word of the other and at most ``max_more`` words besides, both beginning alike."""
    phases = _phases(case)
    for one, other in _alike(phases, case.rule.parameters["min_words"], case.rule.parameters["max_more"]):
        words = {"one": _name(phases[one], one), "other": _name(phases[other], other)}
        where = f"fases {phases[one].number or one + 1} y {phases[other].number or other + 1}"
        yield Hit(where, ("phases", one), words)


def _alike(phases: tuple[Phase, ...], least: int, most: int) -> list[tuple[int, int]]:
    """Pairs of places, in order. Each title is looked up among the others without up to ``most`` of its words."""
    titles = [content_words(phase.title) for phase in phases]
    same: dict[tuple[str, frozenset[str]], list[int]] = {}
    for index, title in enumerate(titles):
        if len(title) >= least:
            same.setdefault((title[0], frozenset(title)), []).append(index)
    pairs: set[tuple[int, int]] = set()
    for index, title in enumerate(titles):
        # a longer title is a paragraph: nobody takes it for another
        for away in range(most + 1 if least <= len(title) <= 30 else 0):
            for taken in combinations(sorted(set(title[1:])), away):
                found = same.get((title[0], frozenset(title).difference(taken)), ())
                pairs.update((min(index, other), max(index, other)) for other in found if other != index)
    return sorted(pairs)


def year_inferred(case: Case) -> Iterator[Hit]:
    """Of a route, one finding per milestone (30); of an annual plan and of a sheet, one for all (103, 68)."""
    route = case.reading.route
    for index, milestone in enumerate(route.milestones if route else ()):
        if milestone.date and milestone.date.inferred and milestone.date.edtf:
            yield _inferred(f"hito «{milestone.name}»", ("milestones", index, "date"), [milestone.date], 30)
    phases = [value for phase in _phases(case) for value in (phase.starts, phase.ends) if value and value.inferred]
    planned = [
        value
        for _, activity in planned_activities(case.reading)
        for value in (activity.starts, activity.ends)
        if value and value.inferred and not activity.derived
    ]
    sheet = [
        activity.record.date
        for commitment in commitments(case.reading)
        for activity in activities(commitment)
        if activity.record.date and activity.record.date.inferred
    ]
    for where, path, values, requirement in (
        ("fases", "phases", phases, 30),
        ("cronograma", "activities", planned, 103),
        ("plan de trabajo", "commitments", sheet, 68),
    ):
        if values:
            yield _inferred(where, (path,), values, requirement)


def _inferred(where: str, path: tuple[str | int, ...], values: list[FuzzyDate], requirement: int) -> Hit:
    years = sorted({day.year for value in values if (day := first_day(value))})
    said = listed(dict.fromkeys(f"«{written(value)}»" for value in values[:40]))
    return Hit(where, path, {"dates": said, "years": listed(map(str, years))}, requirement)


def signature_outside_window(case: Case) -> Iterator[Hit]:
    route = case.reading.route
    window = route.target_window if route else None
    for index, milestone in enumerate(route.milestones if route and window else ()):
        value = milestone.date
        signs = mentions(milestone.name, case.pack.vocabulary.signature)
        if signs and (is_before(value, window) or is_before(window, value)) and value and window:
            words = {"date": written(value), "window": written(window)}
            yield Hit(f"hito «{milestone.name}»", ("milestones", index, "date"), words)


def milestones_out_of_order(case: Case) -> Iterator[Hit]:
    route = case.reading.route
    dated = [(index, one) for index, one in enumerate(route.milestones) if one.date and one.date.edtf] if route else []
    for (_, above), (index, below) in pairwise(dated):
        if is_before(below.date, above.date) and below.date and above.date:
            words = {"name": below.name, "date": written(below.date), "above": above.name, "after": written(above.date)}
            yield Hit(f"hito «{below.name}»", ("milestones", index, "date"), words)


def phase_after_signature(case: Case) -> Iterator[Hit]:
    """A dated phase that ends after the signature: the signature cannot wait for it."""
    route = case.reading.route
    signatures = [
        one.date
        for one in (route.milestones if route else ())
        if one.date and one.date.edtf and mentions(one.name, case.pack.vocabulary.signature)
    ]
    for index, phase in enumerate(_phases(case)):
        if signatures and phase.ends and is_before(signatures[-1], phase.ends):
            words = {"phase": _name(phase, index), "date": written(phase.ends), "signature": written(signatures[-1])}
            yield Hit(_where(phase, index), ("phases", index, "ends"), words)


def _phases(case: Case) -> tuple[Phase, ...]:
    route: Route | None = case.reading.route
    return route.phases if route else ()


def _where(phase: Phase, index: int) -> str:
    return f"fase {phase.number or index + 1}"


def _name(phase: Phase, index: int) -> str:
    return f"{phase.number or index + 1} «{shortened(phase.title)}»"
