"""A rule pack: the limits, sectors, words and rules of one place and period, every one of them data.

Packs are written in TOML and read by ``tequio.formats.rulepack``. Prose and worked table: docs/rules/findings.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tequio.core.composition import CompositionRule
from tequio.core.reading.records import Sector
from tequio.core.rules.findings import Severity
from tequio.core.seating import Stance


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as a pack states it.

    ``message`` is a template of plain Spanish whose ``{words}`` the rule's function fills in. ``citation`` is the
    text the rule comes from; "sin verificar" in it means that nobody has checked the reference against its source.
    ``parameters`` are whole numbers that only this rule reads.
    """

    code: str
    requirement: int
    severity: Severity
    message: str
    citation: str
    parameters: Mapping[str, int] = field(default_factory=dict)
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class PackSector:
    """A sector that must be present: its Spanish name, the kinds of organisation that belong to it, and the folded words
    by which a text speaks of it."""

    code: str
    name: str
    kinds: tuple[Sector, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day of each year on which the offices of the place do not work, besides those of the federal law."""

    month: int
    day: int
    name: str
    citation: str

    def on(self, year: int) -> date:
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Guarantor:
    """A body that guarantees transparency. ``since`` and ``until`` are days, inclusive; None is unknown or still there.

    ``verified`` is false where the dates or the successor were not checked against their publication.
    """

    name: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    successor: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of consulting and the words by which its phases are recognised.

    ``consults`` is false for what follows the same steps without being a consultation: it only keeps its words from
    being taken for another channel's. Of two channels the longest words win.
    """

    code: str
    name: str
    words: tuple[str, ...]
    #: a phase with these words is this channel's call, whatever its first word (a route planned, letters sent)
    call_words: tuple[str, ...] = ()
    affirmative: bool = False
    consults: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """Every number that a place may set. Units are in the names; percentages are whole."""

    max_years: int
    max_description: int
    phone_country: str
    quorum_over_percent: int
    qualified_majority_percent: int
    session_notice_days: int
    #: whether those days are working days
    session_notice_working: bool
    #: nothing is decided without somebody of each sector that sits in the body
    quorum_every_sector: bool
    #: working days to answer an oficio
    oficio_reply_days: int
    logistics_alert_days: int
    session_every_months: int
    information_every_months: int
    inception_months: int
    end_assessment_months: int
    civil_council_percent: int
    amendment_days: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, folded (small letters, no accents), by which rules recognise things. No document's own text stands here."""

    closing: tuple[str, ...]
    design: tuple[str, ...]
    call: tuple[str, ...]
    run: tuple[str, ...]
    setup: tuple[str, ...]
    systematisation: tuple[str, ...]
    #: the whole consultation, not one channel ("convocatoria a la consulta")
    whole: tuple[str, ...]
    diagnosis: tuple[str, ...]
    signature: tuple[str, ...]
    annex: tuple[str, ...]
    recurrence: tuple[str, ...]
    continuity: tuple[str, ...]
    history: tuple[str, ...]
    honorary: tuple[str, ...]
    titulars: tuple[str, ...]
    alternates: tuple[str, ...]
    selection: tuple[str, ...]
    plan: tuple[str, ...]
    municipal: tuple[str, ...]
    noise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VotingRule:
    """What the text says of a suplente for a kind of decision, and where."""

    kind: str
    suplente: Stance
    citation: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """``jurisdictions``: folded names by which a text says that it is of this place. ``years``: those the pack was made for."""

    name: str
    title: str
    version: str
    jurisdictions: tuple[str, ...]
    level: str  # "state" | "municipal" | "any"
    years: tuple[int, ...]
    citations: tuple[str, ...]
    sectors: tuple[PackSector, ...]
    limits: Limits
    guarantors: tuple[Guarantor, ...]
    channels: tuple[Channel, ...]
    vocabulary: Vocabulary
    #: acronym → what it stands for; known without being defined in the text
    glossary: Mapping[str, str]
    rules: tuple[Rule, ...]
    composition: tuple[CompositionRule, ...] = ()
    #: kinds of decision of which the text says something about suplentes
    voting: tuple[VotingRule, ...] = ()
    #: offered to the place that uses the pack; none counts until its office loads it
    days_off: tuple[DayOff, ...] = ()

    def rule(self, code: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.code == code), None)

    def sector_of(self, kind: Sector) -> PackSector | None:
        """The sector to which a kind of organisation belongs here; None where the pack gives it none."""
        return next((sector for sector in self.sectors if kind in sector.kinds), None)
