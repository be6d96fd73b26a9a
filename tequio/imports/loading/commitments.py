from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tequio.commitments.actions import (
    Taking,
    create_commitment,
    name_actors,
    publish_commitment,
    state_sector_role,
    state_values,
)
from tequio.commitments.models import Commitment
from tequio.core.reading import records
from tequio.core.reading.means import kind_of_means, means_kinds
from tequio.core.reading.records import Sector
from tequio.exercises.models import Exercise
from tequio.imports.loading.people import Directory
from tequio.people.models import Person
from tequio.workplans.actions import Named, add_activity, add_goal, add_indicator, create_workplan
from tequio.workplans.models import Goal, Kind, WorkPlan
from tequio.workplans.records import together


def load_commitment(sheet: records.Commitment, exercise: Exercise, directory: Directory) -> Commitment:
    """The sheet and its plan of work. It is public from then on: it comes from a document that already was."""
    by, at = directory.by, directory.at
    actors = [_taking(actor, directory) for actor in sheet.actors]
    owner = _kind_of_owner(sheet)
    plan = _load_plan(sheet, exercise, directory)
    commitment = create_commitment(
        exercise=exercise,
        workplan=plan,
        title=sheet.title,
        starts=sheet.starts_on,
        ends=sheet.ends_on,
        responsible=directory.post(sheet.responsible, owner),
        number=_number(sheet, exercise),
        by=by,
        at=at,
        details={
            "branch": sheet.branch[:60],
            "kind": sheet.kind or "",
            "theme": sheet.theme[:300],
            "description": sheet.description,
            "objective": sheet.objective,
            "problem_official": sheet.problem.official,
            "problem_citizen": sheet.problem.citizen_wording,
            "problem_note": sheet.problem.note,
            "anticorruption": sheet.anticorruption,
            "impact_evidence": list(sheet.impact_evidence),
            "authority_column": sheet.authority_column,
            "continues_text": sheet.predecessor[:300],
            "fields": sorted(sheet.fields),
        },
    )
    name_actors(commitment=commitment, actors=actors, by=by, at=at)
    _state(sheet, commitment, by, at)
    publish_commitment(commitment=commitment, by=by, at=at)
    return commitment


def _number(sheet: records.Commitment, exercise: Exercise) -> int | None:
    """The document's own number while nobody has it."""
    taken = sheet.number is not None and exercise.commitments.filter(number=sheet.number).exists()
    return None if taken else sheet.number


def _state(sheet: records.Commitment, commitment: Commitment, by: Person, at: datetime) -> None:
    values = sheet.values
    texts = {
        "access": values.access,
        "accountability": values.accountability,
        "participation": values.participation,
        "technology": values.technology,
    }
    state_values(commitment=commitment, texts={value: text for value, text in texts.items() if text}, by=by, at=at)
    for place, text in enumerate(sheet.sector_roles, 1):
        state_sector_role(commitment=commitment, sector=f"sector-{place}", text=text, by=by, at=at)


def _taking(actor: records.Actor, directory: Directory) -> Taking:
    kind = Sector.CIVIL_SOCIETY if actor.sector is Sector.CITIZEN and actor.organisation else actor.sector
    return Taking(
        sector=actor.sector.value,
        person=directory.person(actor.name) if actor.name else None,
        organisation=directory.organisation(actor.organisation, kind) if actor.organisation else None,
        box=actor.box.value if actor.box else "",
    )


def _kind_of_owner(sheet: records.Commitment) -> Sector:
    """What the responsible institution is, if it stands among the actors; else government, whose plan it is."""
    same = [actor.sector for actor in sheet.actors if actor.organisation == sheet.responsible.organisation]
    return same[0] if same else Sector.GOVERNMENT


def _load_plan(sheet: records.Commitment, exercise: Exercise, directory: Directory) -> WorkPlan:
    by, at = directory.by, directory.at
    plan = create_workplan(
        exercise=exercise,
        kind=Kind.COMMITMENT,
        title=sheet.title,
        by=by,
        at=at,
        details={
            "objective": sheet.objective,
            "strategy": sheet.strategy,
            "subject_to_change": sheet.subject_to_change,
        },
    )
    catalogue = Catalogue([text for goal in sheet.goals for text in _all_means(goal)])
    for goal in sheet.goals:
        _load_goal(goal, plan, catalogue, directory)
    for text in sheet.indicators:
        add_indicator(workplan=plan, text=text, by=by, at=at)
    return plan


def _load_goal(goal: records.Goal, plan: WorkPlan, catalogue: Catalogue, directory: Directory) -> Goal:
    by, at = directory.by, directory.at
    derived = goal.activities and goal.means == together([activity.means for activity in goal.activities])
    row = add_goal(
        workplan=plan,
        title=goal.title,
        number=goal.number,
        means=catalogue.pairs(() if derived else goal.means),
        responsibles=_named(goal.responsibles, directory),
        responsible_text=goal.responsible_text,
        by=by,
        at=at,
    )
    for activity in goal.activities:
        add_activity(
            workplan=plan,
            goal=row,
            title=activity.title,
            ends=activity.date,
            means=catalogue.pairs(activity.means),
            responsibles=_named(activity.responsibles, directory),
            by=by,
            at=at,
        )
    return row


def _named(names: Sequence[str], directory: Directory) -> list[Named]:
    return [directory.named(name) for name in names]


def _all_means(goal: records.Goal) -> list[str]:
    return [*goal.means, *(text for activity in goal.activities for text in activity.means)]


class Catalogue:
    """Kinds of means of one document, each under the first wording it had."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._names = {kind_of_means(text): text for text in means_kinds(texts)}

    def pairs(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        return [(self.name(text), text) for text in texts]

    def name(self, text: str) -> str:
        kind = kind_of_means(text)
        if kind in self._names:
            return self._names[kind]
        return next((name for longer, name in self._names.items() if longer[:-1] == kind), text)[:200]
