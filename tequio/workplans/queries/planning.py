"""The pages on which a plan is drafted: the plan with what the rules find in it, and the form of each of its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.core.reading.putting import put
from tequio.core.reading.records import Activity as ActivityRecord
from tequio.core.reading.records import Goal as GoalRecord
from tequio.core.reading.records import PlannedActivity, Reading
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import Activity, Goal, Kind, Means, Removal, Responsible, Series, WorkPlan
from tequio.workplans.parts import ActivityWanted, GoalWanted
from tequio.workplans.queries.annual import in_tree_order
from tequio.workplans.queries.removed import Removed, removed_of, undo_of

Path = tuple[str | int, ...]
#: rows of one page of the plan
ROWS = 80
SHOWN_FINDINGS = 12


@dataclass(frozen=True, slots=True)
class FindingHere:
    severity: str
    text: str
    field: str = ""


def as_typed(findings: Sequence[FindingHere], errors: Sequence[FormError], *, told: bool) -> tuple[FindingHere, ...]:
    """Of a field that cannot be read nobody says that it is missing; ``told``: beside it, while one types, what is wrong."""
    wrong = {each.field: each.text for each in errors}
    kept = tuple(each for each in findings if each.field not in wrong or not each.field)
    return kept + tuple(FindingHere("warning", text, name) for name, text in wrong.items() if told and name)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A goal, or an activity under it; ``place`` of ``among`` that stand beside it."""

    uid: UUID
    is_goal: bool
    level: int
    code: str
    title: str
    when: str
    undated: bool
    dated_by: str
    unsure: str
    means: int
    optional: int
    responsibles: tuple[str, ...]
    url: str
    add_url: str
    place: int
    among: int
    cancelled: bool
    findings: tuple[FindingHere, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    name: str
    base: str
    back_url: str
    approved: bool
    rows: tuple[PlanRow, ...]
    goals: int
    activities: int
    findings: tuple[FindingHere, ...]
    found: int
    undo: Removed | None
    removed: tuple[Removed, ...]
    series: int
    saved: bool
    pages: tuple[Option, ...] = ()
    errors: tuple[FormError, ...] = ()
    approve_url: str = ""


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of one plan, each table read once."""

    goals: list[Goal]
    activities: list[Activity]
    means: Mapping[tuple[str, int], list[bool]]
    responsibles: Mapping[tuple[str, int], list[str]]


def load(plan: WorkPlan) -> PlanRows:
    """Four queries."""
    owned = Q(goal__workplan=plan.pk) | Q(activity__workplan=plan.pk)
    means: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for goal, activity, required in Means.objects.filter(owned).values_list("goal_id", "activity_id", "required"):
        means[("goal", goal) if goal else ("activity", activity or 0)].append(required)
    names: dict[tuple[str, int], list[str]] = defaultdict(list)
    rows = Responsible.objects.filter(owned).order_by("position").values_list("goal_id", "activity_id", "name")
    for goal, activity, name in rows:
        names[("goal", goal) if goal else ("activity", activity or 0)].append(name)
    return PlanRows(
        list(Goal.objects.filter(workplan=plan.pk).order_by("position")),
        list(Activity.objects.filter(workplan=plan.pk).order_by("position")),
        means,
        names,
    )


def plan_page(
    plan: WorkPlan,
    exercise: ExerciseHeader,
    reading: Reading,
    pack: RulePack,
    *,
    base: str,
    crumbs: tuple[Crumb, ...],
    back_url: str,
    person_id: int,
    now: datetime,
    page: int = 1,
    saved: bool = False,
    errors: tuple[FormError, ...] = (),
) -> PlanPage:
    held = load(plan)
    taken = Removal.objects.filter(workplan=plan.pk)
    removed = removed_of(taken, exercise, base=base, person=person_id, now=now)
    findings = evaluate(reading, pack, today=exercise.today)
    about = findings_by_part(findings, paths_of(plan, held))
    rows = rows_of(held, base, about)
    last = max(1, -(-len(rows) // ROWS))
    page = min(max(page, 1), last)
    shown = rows[(page - 1) * ROWS : page * ROWS]
    title = _("Editar el plan de trabajo")
    return PlanPage(
        exercise=exercise,
        title=title,
        description=_(
            "Metas, actividades, fechas, medios de verificación y responsables. Lo que falta no impide guardar."
        ),
        crumbs=crumbs,
        name=plan.title,
        base=base,
        back_url=back_url,
        approved=plan.status == "approved",
        rows=tuple(shown),
        goals=len(held.goals),
        activities=len(held.activities),
        findings=tuple(map(finding_here, about.get("", [])[:SHOWN_FINDINGS])),
        found=len(findings),
        undo=undo_of(removed),
        removed=removed,
        series=Series.objects.filter(workplan=plan.pk, cancelled_at__isnull=True).count(),
        saved=saved,
        pages=tuple(Option(str(each), str(each), each == page, f"{base}?pagina={each}") for each in range(1, last + 1))
        if last > 1
        else (),
        errors=errors,
    )


def rows_of(held: PlanRows, base: str, about: Mapping[str, list[Finding]]) -> list[PlanRow]:
    beside: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for each in held.activities:
        beside[(each.goal_id, each.parent_id)].append(each.pk)
    by_goal: dict[int | None, list[Activity]] = defaultdict(list)
    for each in held.activities:
        by_goal[each.goal_id].append(each)
    found: list[PlanRow] = []
    for place, goal in enumerate(held.goals, 1):
        found.append(goal_row(goal, place, held, base, about))
        found += activity_rows(by_goal[goal.pk], beside, held, base, about)
    return found + activity_rows(by_goal[None], beside, held, base, about)


def goal_row(goal: Goal, place: int, held: PlanRows, base: str, about: Mapping[str, list[Finding]]) -> PlanRow:
    means = held.means.get(("goal", goal.pk), [])
    names = tuple(held.responsibles.get(("goal", goal.pk), [])) or tuple(
        filter(None, goal.responsible_text.split("\n"))
    )
    return PlanRow(
        uid=goal.uid,
        is_goal=True,
        level=0,
        code="" if goal.number is None else str(goal.number),
        title=goal.title,
        when="",
        undated=False,
        dated_by="",
        unsure="",
        means=sum(means),
        optional=len(means) - sum(means),
        responsibles=names,
        url=f"{base}metas/{goal.uid}/",
        add_url=f"{base}actividades/nueva/?meta={goal.uid}",
        place=place,
        among=len(held.goals),
        cancelled=False,
        findings=tuple(map(finding_here, about.get(str(goal.uid), []))),
    )


def activity_rows(
    activities: list[Activity],
    beside: Mapping[tuple[int | None, int | None], list[int]],
    held: PlanRows,
    base: str,
    about: Mapping[str, list[Finding]],
) -> list[PlanRow]:
    return [
        activity_row(activity, level, beside[(activity.goal_id, activity.parent_id)], held, base, about)
        for activity, level in in_tree_order(activities)
    ]


def activity_row(
    activity: Activity,
    level: int,
    beside: list[int],
    held: PlanRows,
    base: str,
    about: Mapping[str, list[Finding]],
) -> PlanRow:
    means = held.means.get(("activity", activity.pk), [])
    first, last = (each.edtf if each else None for each in (activity.starts, activity.ends))
    when = f"{first}/{last}" if first and last and first != last else first or last
    return PlanRow(
        uid=activity.uid,
        is_goal=False,
        level=min(level, 3),
        code=activity.code,
        title=activity.title,
        when=words.fuzzy_short(when) if when else "",
        undated=when is None,
        dated_by=words.short_date(activity.dated_by_on) if activity.dated_by_on and when is None else "",
        unsure=unsure_of(activity),
        means=sum(means),
        optional=len(means) - sum(means),
        responsibles=tuple(held.responsibles.get(("activity", activity.pk), [])),
        url=f"{base}actividades/{activity.uid}/",
        add_url=f"{base}actividades/nueva/?dentro={activity.uid}",
        place=beside.index(activity.pk) + 1,
        among=len(beside),
        cancelled=activity.cancelled_at is not None,
        findings=tuple(map(finding_here, about.get(str(activity.uid), []))),
    )


def unsure_of(activity: Activity) -> str:
    """Why a date still needs the eyes of a person; empty when it does not."""
    for value in (activity.starts, activity.ends):
        if value is not None and value.ambiguous:
            return _("día y mes por confirmar: «%(text)s»") % {"text": value.source_text}
        if value is not None and value.inferred:
            return _("año deducido: «%(text)s»") % {"text": value.source_text}
    return ""


def finding_here(finding: Finding) -> FindingHere:
    return FindingHere(finding.severity.value, finding.message)


def paths_of(plan: WorkPlan, held: PlanRows) -> dict[Path, str]:
    """Where each part stands in the plain record that the rules look at: its path → its uid."""
    kept = [each for each in held.activities if each.cancelled_at is None]
    found: dict[Path, str] = {}
    if plan.kind == Kind.ANNUAL:
        _planned_paths(kept, None, ("activities",), found)
        return found
    for at, goal in enumerate(held.goals):
        path: Path = ("commitments", 0, "goals", at)
        found[path] = str(goal.uid)
        for place, activity in enumerate(each for each in kept if each.goal_id == goal.pk):
            found[(*path, "activities", place)] = str(activity.uid)
    return found


def _planned_paths(kept: Sequence[Activity], parent: int | None, path: Path, found: dict[Path, str]) -> None:
    for at, activity in enumerate(each for each in kept if each.parent_id == parent):
        found[(*path, at)] = str(activity.uid)
        _planned_paths(kept, activity.pk, (*path, at, "children"), found)


def findings_by_part(findings: Sequence[Finding], paths: Mapping[Path, str]) -> dict[str, list[Finding]]:
    """By uid of the innermost part that each one is about; "" for those of the plan as a whole."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[part_of(finding.path, paths)].append(finding)
    return found


def part_of(path: Path, paths: Mapping[Path, str]) -> str:
    return next((paths[path[:size]] for size in range(len(path), 0, -1) if path[:size] in paths), "")


def findings_of_part(
    plan: WorkPlan, reading: Reading, wanted: ActivityWanted | GoalWanted, uid: str, pack: RulePack, today: date
) -> tuple[FindingHere, ...]:
    """What the rules would say of one part as it is typed; nothing is stored."""
    held = load(plan)
    paths = paths_of(plan, held)
    path = next((each for each, owner in paths.items() if owner == uid), None) or new_path(plan, wanted, held, paths)
    if path is None:
        return ()
    try:
        draft = put(_inside(reading, path), _below(path), record_of(reading, path, wanted))
        reading = put(reading, path[:1] if path[0] == "commitments" else ("annual_plan",), draft)
    except (AttributeError, TypeError):
        return ()
    here = {**paths, path: uid}
    mine = [each for each in evaluate(reading, pack, today=today) if part_of(each.path, here) == uid]
    return tuple(FindingHere(each.severity.value, each.message, field_of(each.path[len(path) :])) for each in mine)


def _inside(reading: Reading, path: Path) -> Any:
    return reading.commitments if path[0] == "commitments" else reading.annual_plan


def _below(path: Path) -> Path:
    return path[1:] if path[0] == "commitments" else path


def field_of(rest: Path) -> str:
    names = {"date": "ends", "means": "means", "responsibles": "responsibles", "number": "number", "title": "title"}
    return names.get(str(rest[0]), "") if rest else ""


def new_path(
    plan: WorkPlan, wanted: ActivityWanted | GoalWanted, held: PlanRows, paths: Mapping[Path, str]
) -> Path | None:
    """Where a part that is not stored yet would stand."""
    if isinstance(wanted, GoalWanted):
        return None if plan.kind == Kind.ANNUAL else ("commitments", 0, "goals", len(held.goals))
    above = wanted.parent if plan.kind == Kind.ANNUAL else wanted.goal
    base = next((path for path, uid in paths.items() if above is not None and uid == str(above.uid)), None)
    under: Path | None = ("activities",) if plan.kind == Kind.ANNUAL and base is None else None
    if base is not None:
        under = (*base, "children" if plan.kind == Kind.ANNUAL else "activities")
    if under is None:
        return None
    return (*under, sum(path[: len(under)] == under and len(path) == len(under) + 1 for path in paths))


def record_of(reading: Reading, path: Path, wanted: ActivityWanted | GoalWanted) -> Any:
    names = tuple(one.name for one in wanted.responsibles)
    means = tuple(one.text for one in wanted.means if one.required)
    if isinstance(wanted, GoalWanted):
        before: Any = reading.commitments[0].goals
        kept = before[int(path[3])].activities if int(path[3]) < len(before) else ()
        return GoalRecord(wanted.number, wanted.title, means, names, kept)
    if path[0] == "commitments":
        return ActivityRecord(wanted.title, wanted.ends or wanted.starts, means, names)
    return PlannedActivity(
        code=wanted.code,
        title=wanted.title,
        starts=wanted.starts,
        ends=wanted.ends,
        children=children_at(reading, path),
        objectives=wanted.objectives,
    )


def children_at(reading: Reading, path: Path) -> tuple[PlannedActivity, ...]:
    here: Any = reading.annual_plan
    for step in path:
        if isinstance(step, int) and step >= len(here):
            return ()
        here = here[step] if isinstance(step, int) else getattr(here, step)
    found: tuple[PlannedActivity, ...] = here.children
    return found
