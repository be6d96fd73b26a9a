"""Plain records of the five kinds of document. Readers make them from a file, rooms from their tables; rules run on both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tequio.core.dates import FuzzyDate
from tequio.core.reading.document import Dropped


class Kind(StrEnum):
    ROUTE = "route"
    CALL = "call"
    COMMITMENT_SHEET = "commitment_sheet"
    ANNUAL_PLAN = "annual_plan"
    METHODOLOGY = "methodology"
    #: never read from a document: what the members of a body proposed on the site
    DIALOGUE = "dialogue"
    UNKNOWN = "unknown"


class Sector(StrEnum):
    """Kind of organisation; a rule pack maps these to the sectors of its place."""

    GOVERNMENT = "government"
    CIVIL_SOCIETY = "civil_society"
    GUARANTOR = "guarantor"
    AUTONOMOUS = "autonomous"
    PRIVATE = "private"
    ACADEMIA = "academia"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part. ``box`` is the sector of the box it stood in, ``sector`` what the organisation is (requirement 72)."""

    name: str = ""
    organisation: str = ""
    sector: Sector = Sector.CIVIL_SOCIETY
    box: Sector | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    organisation: str = ""
    person: str = ""
    post: str = ""
    area: str = ""
    email: str = ""
    phone: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    official: str = ""
    citizen_wording: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    access: str = ""
    accountability: str = ""
    participation: str = ""
    technology: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    title: str
    date: FuzzyDate | None = None
    means: tuple[str, ...] = ()
    responsibles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    number: int | None
    title: str
    means: tuple[str, ...] = ()
    responsibles: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    #: names that could not be split surely: the cell's lines, for a person to confirm
    responsible_text: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """``fields`` names the attributes this document has a box for: a rule about another field is not run on it."""

    title: str
    kind: str | None = None  # "new" | "ongoing"
    number: int | None = None
    branch: str = ""
    theme: str = ""
    starts_on: FuzzyDate | None = None
    ends_on: FuzzyDate | None = None
    description: str = ""
    objective: str = ""
    problem: Problem = Problem()
    responsible: Responsible = Responsible()
    actors: tuple[Actor, ...] = ()
    values: Values = Values()
    anticorruption: str = ""
    strategy: str = ""
    indicators: tuple[str, ...] = ()
    sector_roles: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    subject_to_change: bool = False
    fields: frozenset[str] = frozenset()
    #: the plan's column of responsibles is headed as one for authorities only (requirement 84)
    authority_column: bool = False
    #: the commitment that this one continues, when it is "ongoing" (requirement 66)
    predecessor: str = ""
    #: elements considered to measure impact (requirement 78); in ``fields`` only where the form has its own box
    impact_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    number: int | None
    title: str
    source_text: str = ""
    duration: int | None = None
    predecessors: str = ""
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    #: who it is meant for (requirement 41); None where the document has no place to say it
    target_groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    name: str
    date: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Route:
    objective: str = ""
    objectives: tuple[str, ...] = ()
    target_window: FuzzyDate | None = None
    proposed: bool = False
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """A row of an annual plan. ``derived`` is true when the dates come from the children (requirement 104)."""

    code: str
    title: str
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    children: tuple[PlannedActivity, ...] = ()
    derived: bool = False
    #: letters of the objectives it serves (requirement 100); empty everywhere where the plan has no such column
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnualPlan:
    area: str = ""
    administration: str = ""
    slogan: str = ""
    objectives: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    mechanisms: tuple[str, ...] = ()
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class CallSection:
    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    title: str = ""
    ordinal: int | None = None
    edition: str = ""
    opens_on: FuzzyDate | None = None
    closes_on: FuzzyDate | None = None
    requirements: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    sections: tuple[CallSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    number: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Methodology:
    axes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a member of a body proposed to talk about, a day; ``heard_on`` is the first day on which the sector it speaks for
    was heard, None when it never was (requirement 3)."""

    title: str
    member: str
    proposed_on: date
    heard_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What the text says of the plan it belongs to, for choosing a pack and for the exercise."""

    title: str = ""
    ordinal: int | None = None
    year: int | None = None
    motto: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader did that a person should know: ``code`` is a finding code ("rows-joined", "title-repaired")."""

    code: str
    text: str
    where: str = ""
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood of one document. Only the field of its kind is filled; ``text`` is the whole text, NFC."""

    kind: Kind
    name: str = ""
    text: str = ""
    header: PlanHeader = PlanHeader()
    commitments: tuple[Commitment, ...] = ()
    route: Route | None = None
    annual_plan: AnnualPlan | None = None
    call: Call | None = None
    methodology: Methodology | None = None
    topics: tuple[Topic, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    remarks: tuple[Remark, ...] = ()
    #: names of the files that came with the document, so that "consultar anexo" can be satisfied (requirement 32)
    attachments: tuple[str, ...] = ()
