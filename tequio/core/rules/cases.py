"""What a rule is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tequio.core.reading.records import Activity, Commitment, Goal, Reading
from tequio.core.rules.pack import Rule, RulePack

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The records to look at, and the pack and rule that look. ``today`` None: nothing is compared with the day of reading."""

    reading: Reading
    pack: RulePack
    rule: Rule
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where a person looks for it, where the record is, and the words the rule's message asks for.

    ``requirement`` replaces the rule's own where one rule serves several rows of the requirements.
    """

    where: str
    path: Path
    words: Mapping[str, str] = field(default_factory=dict)
    requirement: int | None = None


RuleFunction = Callable[[Case], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class PlacedCommitment:
    record: Commitment
    where: str
    path: Path


@dataclass(frozen=True, slots=True)
class PlacedGoal:
    record: Goal
    where: str
    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class PlacedActivity:
    record: Activity
    goal: PlacedGoal
    where: str
    path: Path


def commitments(reading: Reading) -> Iterator[PlacedCommitment]:
    for index, record in enumerate(reading.commitments):
        yield PlacedCommitment(record, f"compromiso {record.number or index + 1}", ("commitments", index))


def goals(commitment: PlacedCommitment) -> Iterator[PlacedGoal]:
    for index, record in enumerate(commitment.record.goals):
        label = f"{record.number}" if record.number is not None else f"sin número ({index + 1}.ª)"
        where = f"{commitment.where}, meta {label}"
        yield PlacedGoal(record, where, (*commitment.path, "goals", index), label)


def activities(commitment: PlacedCommitment) -> Iterator[PlacedActivity]:
    """In the order of the document."""
    for goal in goals(commitment):
        for index, record in enumerate(goal.record.activities):
            where = goal.where if len(goal.record.activities) == 1 else f"{goal.where}, actividad {index + 1}"
            yield PlacedActivity(record, goal, where, (*goal.path, "activities", index))
