"""The next version of a document that is already here: what it is a version of, and in what it differs row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.commitments.models import Commitment
from tequio.commitments.records import commitment_of
from tequio.core.comparison import Difference, Place, Row, differences, pairs
from tequio.core.dates import FuzzyDate, is_overdue, render
from tequio.core.dates.words import fold
from tequio.core.reading import records
from tequio.core.reading.records import Reading
from tequio.exercises.models import Exercise
from tequio.imports.stored import COMMITMENT_WITH
from tequio.monitoring.limits import Limits, limits_of
from tequio.workplans.models import Activity, Goal, Kind, WorkPlan
from tequio.workplans.records import annual_plan_of, route_of, together

FIELDS = {
    "title": gettext_lazy("Título"),
    "branch": gettext_lazy("Rama"),
    "kind": gettext_lazy("Nuevo o en curso"),
    "theme": gettext_lazy("Tema"),
    "description": gettext_lazy("Descripción"),
    "objective": gettext_lazy("Objetivo"),
    "problem_official": gettext_lazy("Problemática"),
    "problem_citizen": gettext_lazy("Problemática en palabras de la ciudadanía"),
    "problem_note": gettext_lazy("Nota a la problemática"),
    "anticorruption": gettext_lazy("Relación con el combate a la corrupción"),
    "access": gettext_lazy("Acceso a la información"),
    "accountability": gettext_lazy("Rendición de cuentas"),
    "participation": gettext_lazy("Participación ciudadana"),
    "technology": gettext_lazy("Tecnología e innovación"),
    "starts_on": gettext_lazy("Fecha de inicio"),
    "ends_on": gettext_lazy("Fecha de término"),
    "responsible": gettext_lazy("Institución y persona responsables"),
    "actors": gettext_lazy("Quiénes participan"),
    "date": gettext_lazy("Fecha"),
    "starts": gettext_lazy("Empieza"),
    "ends": gettext_lazy("Termina"),
    "duration": gettext_lazy("Duración en días hábiles"),
    "predecessors": gettext_lazy("Espera a"),
    "means": gettext_lazy("Medios de verificación"),
    "responsibles": gettext_lazy("Responsables"),
    "objectives": gettext_lazy("Objetivos a los que sirve"),
}
KINDS = {
    "sheet": gettext_lazy("Ficha"),
    "goal": gettext_lazy("Meta"),
    "activity": gettext_lazy("Actividad"),
    "phase": gettext_lazy("Fase"),
    "planned": gettext_lazy("Actividad"),
}
#: who somebody is needs a person's yes: these are told and changed on the page of the commitment
ONLY_TOLD = {"responsible", "actors"}
DATES = {"date", "ends"}


@dataclass(frozen=True, slots=True)
class Stored:
    """What the document may be a version of: ``uid`` of a commitment or of a plan."""

    uid: UUID
    title: str
    plan: WorkPlan
    commitment: Commitment | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """Both trees, what differs, and the stored row of each place of the old one."""

    of: Stored
    old: Row
    new: Row
    found: tuple[Difference, ...]
    rows: dict[Place, Goal | Activity]
    reading: Reading
    limits: Limits

    def by_id(self) -> dict[str, Difference]:
        return {id_of(each): each for each in self.found}

    def partner(self, place: Place) -> Goal | Activity | None:
        """The stored row that the row at that place of the new document was paired with."""
        old, new = self.old, self.new
        at: Place = ()
        for step in place:
            before = next((was for was, now in pairs(old.rows, new.rows) if now == step), None)
            if before is None:
                return None
            old, new, at = old.rows[before], new.rows[step], (*at, before)
        return self.rows.get(at)


def id_of(difference: Difference) -> str:
    """Changes when either side does: what was accepted is what was shown."""
    told = (difference.change, difference.trail, difference.new, difference.name, difference.before, difference.after)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def candidates(exercise: Exercise, reading: Reading) -> list[Stored]:
    """The most likely first; empty when the document is new here. A fixed number of queries."""
    if reading.route is not None or reading.annual_plan is not None:
        kind = Kind.ROUTE if reading.route is not None else Kind.ANNUAL
        plans = WorkPlan.objects.filter(exercise=exercise, kind=kind).order_by("-pk")
        return [Stored(plan.uid, plan.title, plan) for plan in plans]
    if len(reading.commitments) != 1:
        return []
    [sheet] = reading.commitments
    rows = Commitment.objects.filter(exercise=exercise).select_related(*COMMITMENT_WITH).order_by("number")
    scored = [(likeness(sheet, each), each) for each in rows]
    likely = sorted((pair for pair in scored if pair[0] >= 0.5), key=lambda pair: (-pair[0], pair[1].number))
    return [Stored(each.uid, each.title, each.workplan, each) for _score, each in likely]


def likeness(sheet: records.Commitment, known: Commitment) -> float:
    """Of the titles, from 0 to 1, by the words they share."""
    one, other = ({word for word in fold(title).split() if len(word) > 2} for title in (sheet.title, known.title))
    return len(one & other) / len(one | other) if one | other else 0.0


def stored_of(exercise: Exercise, uid: UUID) -> Stored | None:
    commitment = (
        Commitment.objects.filter(Q(uid=uid) | Q(workplan__uid=uid), exercise=exercise)
        .select_related(*COMMITMENT_WITH)
        .first()
    )
    if commitment is not None:
        return Stored(commitment.uid, commitment.title, commitment.workplan, commitment)
    plan = WorkPlan.objects.filter(exercise=exercise, uid=uid).exclude(kind=Kind.COMMITMENT).first()
    return Stored(plan.uid, plan.title, plan) if plan else None


def version_of(stored: Stored, reading: Reading) -> Version | None:
    """None where the document is of another kind than what is stored."""
    trees = trees_of(stored, reading)
    if trees is None:
        return None
    old, new = trees
    return Version(
        stored, old, new, tuple(differences(old, new)), dict(rows_of(stored.plan)), reading, limits_of(stored.plan)
    )


def trees_of(stored: Stored, reading: Reading) -> tuple[Row, Row] | None:
    if stored.commitment is not None and len(reading.commitments) == 1:
        [sheet] = reading.commitments
        return sheet_tree(commitment_of(stored.commitment), sheet.fields), sheet_tree(sheet, sheet.fields)
    if stored.plan.kind == Kind.ROUTE and reading.route is not None:
        return route_tree(route_of(stored.plan)), route_tree(reading.route)
    if stored.plan.kind == Kind.ANNUAL and reading.annual_plan is not None:
        return annual_tree(annual_plan_of(stored.plan)), annual_tree(reading.annual_plan)
    return None


def rows_of(plan: WorkPlan) -> Iterator[tuple[Place, Goal | Activity]]:
    """In the order in which the records are made (``workplans.records``)."""
    alive = plan.activities.filter(cancelled_at__isnull=True).select_related("goal", "parent").order_by("position")
    if plan.kind == Kind.COMMITMENT:
        by_goal: dict[int | None, list[Activity]] = {}
        for activity in alive:
            by_goal.setdefault(activity.goal_id, []).append(activity)
        for place, goal in enumerate(plan.goals.order_by("position")):
            yield (place,), goal
            yield from (((place, inner), each) for inner, each in enumerate(by_goal.get(goal.pk, [])))
        return
    children: dict[int | None, list[Activity]] = {}
    for activity in alive:
        children.setdefault(activity.parent_id if plan.kind == Kind.ANNUAL else None, []).append(activity)
    yield from _placed(children, None, ())


def _placed(
    children: dict[int | None, list[Activity]], parent: int | None, above: Place
) -> Iterator[tuple[Place, Activity]]:
    for place, each in enumerate(children.get(parent, [])):
        yield (*above, place), each
        yield from _placed(children, each.pk, (*above, place))


def sheet_tree(sheet: records.Commitment, boxes: frozenset[str]) -> Row:
    """Only what the document has a box for."""
    fields = {name: text for box, name, text in _sheet_fields(sheet) if not boxes or box in boxes}
    return Row("sheet", sheet.title, fields=fields, rows=tuple(map(_goal, sheet.goals)))


def _sheet_fields(sheet: records.Commitment) -> Iterator[tuple[str, str, str]]:
    for name in ("title", "branch", "kind", "theme", "description", "objective", "anticorruption"):
        yield name, name, getattr(sheet, name) or ""
    yield "problem", "problem_official", sheet.problem.official
    yield "problem", "problem_citizen", sheet.problem.citizen_wording
    yield "problem", "problem_note", sheet.problem.note
    for name in ("access", "accountability", "participation", "technology"):
        yield "values", name, getattr(sheet.values, name)
    yield "starts_on", "starts_on", said(sheet.starts_on)
    yield "ends_on", "ends_on", said(sheet.ends_on)
    who = sheet.responsible
    yield "responsible", "responsible", "\n".join(filter(None, (who.organisation, who.person, who.post)))
    yield (
        "actors",
        "actors",
        "\n".join(sorted(" · ".join(filter(None, (a.name, a.organisation))) for a in sheet.actors)),
    )


def _goal(goal: records.Goal) -> Row:
    fields = {"title": goal.title, "responsibles": "\n".join(goal.responsibles)}
    if not goal.activities or goal.means != together([activity.means for activity in goal.activities]):
        fields["means"] = "\n".join(goal.means)
    return Row(
        "goal",
        goal.title,
        "" if goal.number is None else str(goal.number),
        fields,
        tuple(map(_activity, goal.activities)),
    )


def _activity(activity: records.Activity) -> Row:
    fields = {
        "title": activity.title,
        "date": said(activity.date),
        "means": "\n".join(activity.means),
        "responsibles": "\n".join(activity.responsibles),
    }
    return Row("activity", activity.title, fields=fields)


def route_tree(route: records.Route) -> Row:
    return Row("route", _("Ruta crítica"), rows=tuple(map(_phase, route.phases)))


def _phase(phase: records.Phase) -> Row:
    fields = {
        "title": phase.title,
        "duration": "" if phase.duration is None else str(phase.duration),
        "predecessors": phase.predecessors.replace(" ", "").replace(",", ";"),
        "starts": said(phase.starts),
        "ends": said(phase.ends),
    }
    return Row("phase", phase.title, "" if phase.number is None else str(phase.number), fields)


def annual_tree(plan: records.AnnualPlan) -> Row:
    return Row("annual", _("Plan anual de trabajo"), rows=tuple(map(_planned, plan.activities)))


def _planned(planned: records.PlannedActivity) -> Row:
    fields = {"title": planned.title, "objectives": ", ".join(planned.objectives)}
    if not planned.derived:
        fields |= {"starts": said(planned.starts), "ends": said(planned.ends)}
    return Row("planned", planned.title, planned.code, fields, tuple(map(_planned, planned.children)))


def said(day: FuzzyDate | None) -> str:
    """As a person reads it, so that two ways of writing one date are one."""
    return render(day) if day else ""


def applicable(version: Version, today: date) -> list[Difference]:
    """Those that the office may apply from here: the rest are told with whose they are."""
    return [each for each in version.found if not why_not(each, version, today)]


def why_not(difference: Difference, version: Version, today: date) -> str:
    """Why it is not applied from here, as a sentence; empty when it can be."""
    if difference.name in ONLY_TOLD:
        return _("Quién es quién lo confirma una persona: se cambia en la ficha del compromiso.")
    row = version.rows.get(difference.old or ())
    due = row.ends or row.starts if isinstance(row, Activity) else None
    dated = version.of.plan.kind == Kind.COMMITMENT and difference.name == "date"
    if dated and due is not None and is_overdue(due, today):
        return _(
            "Esa fecha ya pasó: el cambio lo informa quien responde por la actividad, como atraso y con su motivo."
        )
    if isinstance(row, Activity) and difference.name in DATES:
        return _too_far(difference, version, row)
    return ""


def _too_far(difference: Difference, version: Version, row: Activity) -> str:
    day = getattr(record_at(version.reading, difference.new or ()), difference.name, None)
    why = version.limits.why(row, day) if day else ""
    return why and f"{why} {_('Indíquelo en «Pedir otra fecha», en la página de la actividad.')}"


def record_at(reading: Reading, place: Place) -> Any:
    """The record of the new document that stands at a place of its tree."""
    if reading.commitments:
        goal = reading.commitments[0].goals[place[0]]
        return goal if len(place) == 1 else goal.activities[place[1]]
    if reading.route is not None:
        return reading.route.phases[place[0]]
    rows: Any = reading.annual_plan.activities if reading.annual_plan else ()
    found: Any = None
    for step in place:
        found = rows[step]
        rows = found.children
    return found
