"""Rows of the open data. Plans are read in pieces of fixed size: memory does not grow with the exercise, and the queries of a
piece are as many for one plan as for all that fit in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q

from tequio.checks.models import CheckRun, Override, StoredFinding
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.core.dataset import Row
from tequio.core.dates import FuzzyDate, first_day, last_day
from tequio.core.progress import SHOWN
from tequio.core.progress import State as ProgressState
from tequio.exercises.queries import ExerciseHeader
from tequio.formats.datapackage import UNDEFINED
from tequio.monitoring.models import Evidence, State
from tequio.monitoring.queries import NONE, PlanProgress, of_plans, state_of_plan
from tequio.opendata.filters import Filters
from tequio.web.search import fold, search
from tequio.workplans.models import Activity, Means, Responsible, WorkPlan

#: plans read at once
PIECE = 200
PLAN_WORDS = {"commitment": "compromiso", "route": "ruta", "annual": "anual"}
SEVERITIES = {"error": "error", "warning": "advertencia", "info": "información"}
KIND_WORDS = {"new": "Nuevo", "ongoing": "En curso", "": None}
Item = TypeVar("Item")


def pieces(items: Iterable[Item], size: int = PIECE) -> Iterator[list[Item]]:
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece


def edtf(value: FuzzyDate | None) -> str | None:
    """The date as written; None where nobody wrote one."""
    return None if value is None else value.edtf or UNDEFINED


COMMITMENT_COLUMNS = (
    *("workplan_id", "number", "title", "kind", "theme", "branch", "responsible__organisation__name"),
    *("responsible__title", "starts", "ends", "description", "objective", "problem_official", "problem_citizen", "uid"),
)


def commitment_rows(exercise: ExerciseHeader, filters: Filters, site: str) -> Iterator[Row]:
    """In order of number; ``datasets.COMMITMENTS`` says the columns. ``site`` is the address the pages hang from."""
    chosen = _chosen(exercise, filters).order_by("number").values(*COMMITMENT_COLUMNS)
    for piece in pieces(chosen.iterator(chunk_size=PIECE)):
        progress = of_plans(Q(pk__in=[row["workplan_id"] for row in piece]), today=exercise.today)
        for row in piece:
            found = progress.get(row["workplan_id"], NONE)
            state = state_of_plan(found)
            if filters.keeps_state(state):
                yield _commitment_row(row, found, state, exercise, site)


def _published(exercise: ExerciseHeader) -> Any:
    return Commitment.objects.filter(exercise_id=exercise.id, status=CommitmentStatus.PUBLISHED)


def _chosen(exercise: ExerciseHeader, filters: Filters) -> Any:
    commitments = _published(exercise)
    if filters.theme:
        commitments = commitments.filter(theme=filters.theme)
    if filters.institution:
        commitments = commitments.filter(responsible__organisation__name=filters.institution)
    if not filters.query:
        return commitments
    columns = ("pk", "number", "title", "theme", "responsible__organisation__name")
    texts = [
        (pk, fold(f"{number} {title} {theme} {name or ''}"))
        for pk, number, title, theme, name in commitments.values_list(*columns)
    ]
    # a literal list would pass SQLite's limit of parameters
    lowest = [pk for pk, _text in search(texts, filters.query, lambda row: row[1])]
    return commitments.filter(_any_of(lowest))


def _any_of(keys: list[int]) -> Q:
    """``pk IN (…)`` in pieces small enough for every database."""
    condition = Q(pk__in=[])
    for piece in pieces(keys, 500):
        condition |= Q(pk__in=piece)
    return condition


def _commitment_row(row: dict[str, Any], found: PlanProgress, state: str, exercise: ExerciseHeader, site: str) -> Row:
    progress = found.progress
    return (
        row["number"],
        row["title"],
        KIND_WORDS[row["kind"]],
        row["theme"] or None,
        row["branch"] or None,
        row["responsible__organisation__name"],
        row["responsible__title"] or None,
        edtf(row["starts"]),
        first_day(row["starts"]) if row["starts"] else None,
        edtf(row["ends"]),
        last_day(row["ends"]) if row["ends"] else None,
        row["description"] or None,
        row["objective"] or None,
        row["problem_official"] or None,
        row["problem_citizen"] or None,
        SHOWN[ProgressState(state)],
        progress.counted,
        progress.done,
        progress.programmed,
        progress.overdue,
        progress.undated,
        progress.percent,
        progress.programmed_percent,
        found.evidence,
        exercise.today,
        f"{site}/{exercise.slug}/compromisos/{row['number']}/",
        str(row["uid"]),
    )


def public_plans(exercise: ExerciseHeader) -> Any:
    """Routes and annual plans of the exercise, and the plans of its published commitments."""
    shown = Q(commitment__status=CommitmentStatus.PUBLISHED) | ~Q(kind="commitment")
    return WorkPlan.objects.filter(shown, exercise_id=exercise.id)


def plan_pieces(plans: Any) -> Iterator[list[dict[str, Any]]]:
    """Plans with the number of their commitment: the route first, then commitments by number."""
    ordered = plans.order_by("-kind", "commitment__number", "pk")
    yield from pieces(ordered.values("pk", "kind", "commitment__number").iterator(chunk_size=PIECE))


ACTIVITY_COLUMNS = (
    *("id", "uid", "workplan_id", "goal_id", "goal__number", "goal__title", "code", "position", "title"),
    *(
        "starts",
        "ends",
        "starts_first_on",
        "starts_last_on",
        "ends_first_on",
        "ends_last_on",
        "cancel_reason",
        "cancelled_at",
    ),
)


def activity_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    """``datasets.ACTIVITIES`` says the columns; in the order of the documents."""
    for piece in plan_pieces(public_plans(exercise)):
        plans = {plan["pk"]: plan for plan in piece}
        yield from _activity_rows_of(plans, exercise)


def _activity_rows_of(plans: dict[int, dict[str, Any]], exercise: ExerciseHeader) -> Iterator[Row]:
    inside = Q(workplan__in=list(plans))
    progress = of_plans(Q(pk__in=list(plans)), today=exercise.today)
    own, shared = _means(inside, "activity"), _means(inside, "goal")
    people, people_of_goal = _responsibles(inside, "activity"), _responsibles(inside, "goal")
    by_plan: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in Activity.objects.filter(inside).order_by("workplan_id", "position").values(*ACTIVITY_COLUMNS):
        by_plan[row["workplan_id"]].append(row)
    for pk, plan in plans.items():
        states = progress.get(pk, NONE).progress.states
        for row in by_plan[pk]:
            means = own.get(row["id"]) or shared.get(row["goal_id"], [])
            names = people.get(row["id"]) or people_of_goal.get(row["goal_id"], [])
            yield _activity_row(row, plan, str(states.get(row["id"], "undated")), means, names, exercise)


def _activity_row(
    row: dict[str, Any],
    plan: dict[str, Any],
    state: str,
    means: list[tuple[str, bool]],
    names: list[str],
    exercise: ExerciseHeader,
) -> Row:
    return (
        PLAN_WORDS[plan["kind"]],
        plan["commitment__number"],
        row["goal__number"],
        row["goal__title"],
        row["code"] or None,
        row["title"],
        edtf(row["starts"]),
        edtf(row["ends"]),
        row["starts_first_on"] or row["ends_first_on"],
        row["ends_last_on"] or row["starts_last_on"],
        SHOWN[ProgressState(state)],
        state,
        " | ".join(text for text, _accepted in means) or None,
        len(means),
        sum(accepted for _text, accepted in means),
        " | ".join(names) or None,
        row["cancel_reason"] or None,
        exercise.today,
        str(row["uid"]),
    )


def _means(inside: Q, owner: str) -> dict[int, list[tuple[str, bool]]]:
    """Required means of each activity, or of each goal, and whether some evidence of each was accepted."""
    rows = Means.objects.filter(_seen_from(inside, owner), required=True)
    accepted = set(
        Evidence.objects.filter(means__in=rows.values("pk"), state=State.ACCEPTED).values_list("means_id", flat=True)
    )
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for pk, owned_by, text in rows.order_by("position", "pk").values_list("pk", f"{owner}_id", "text"):
        found[owned_by].append((text, pk in accepted))
    return found


def _responsibles(inside: Q, owner: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Responsible.objects.filter(_seen_from(inside, owner)).order_by("position", "pk")
    for owned_by, name in rows.values_list(f"{owner}_id", "name"):
        found[owned_by].append(name)
    return found


def _seen_from(inside: Q, owner: str) -> Q:
    (child,) = inside.children
    name, value = child  # type: ignore[misc]
    return Q(**{f"{owner}__{name}": value})


def finding_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    """Of the last run; ``datasets.FINDINGS`` says the columns. None when nothing was ever checked."""
    run = CheckRun.objects.filter(exercise_id=exercise.id).order_by("-run_at", "-pk").first()
    if run is None:
        return
    assumed = dict(
        Override.objects.filter(exercise_id=exercise.id, withdrawn_at=None).values_list("fingerprint", "reason")
    )
    for finding in StoredFinding.objects.filter(run=run).order_by("position").iterator(chunk_size=1000):
        yield (
            SEVERITIES[finding.severity],
            finding.code,
            finding.requirement,
            finding.message,
            finding.where or None,
            finding.citation or None,
            finding.fingerprint in assumed,
            assumed.get(finding.fingerprint),
            run.pack,
            run.run_at,
            finding.fingerprint,
        )
