"""Whether a body is composed as its rules ask: seats in, findings out.

Every rule is data of a rule pack, with its source. Prose and worked table: docs/rules/composition.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tequio.core.rules.findings import Severity


class Measure(StrEnum):
    """What a rule counts, always over the titular seats of one day.

    ``SECTOR_AT_LEAST`` and ``SECTOR_AT_MOST``: voting seats that are held, of ``sector`` or of each sector of the pack where it names
    none. ``SECTOR_PERCENT``: whole percent of all voting seats that are of ``sector``. ``ORGANISATION_AT_MOST``: seats of one
    organisation. ``FACILITADOR``: people who facilitate.
    """

    SECTOR_AT_LEAST = "sector_at_least"
    SECTOR_AT_MOST = "sector_at_most"
    SECTOR_PERCENT = "sector_percent"
    ORGANISATION_AT_MOST = "organisation_at_most"
    FACILITADOR = "facilitador"


@dataclass(frozen=True, slots=True)
class CompositionRule:
    """``bodies``: kinds of body it is for. ``message``: plain Spanish with ``{who}``, ``{count}`` and ``{number}``. ``sector``: its code
    in the pack, "" for each of them."""

    code: str
    requirement: int
    severity: Severity
    bodies: tuple[str, ...]
    measure: Measure
    number: int
    message: str
    citation: str
    sector: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A seat of a titular, or of a facilitador (``facilitates``). ``sector`` is a code of the pack, "" where nobody knows it.
    ``held`` is false of a vacant one."""

    sector: str
    organisation: str
    votes: bool
    held: bool
    facilitates: bool = False


@dataclass(frozen=True, slots=True)
class CompositionFinding:
    code: str
    requirement: int
    severity: Severity
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class Composed:
    """``names``: code of each sector of the pack → its name."""

    seats: Sequence[Held]
    names: dict[str, str]

    def voting(self, sector: str) -> int:
        return sum(seat.votes and seat.held and seat.sector == sector for seat in self.seats)


def findings(
    kind: str, seats: Iterable[Held], rules: Iterable[CompositionRule], names: dict[str, str]
) -> tuple[CompositionFinding, ...]:
    """What of the rules for that kind of body does not hold, in the order of the rules."""
    composed = Composed(tuple(seats), names)
    return tuple(
        CompositionFinding(
            rule.code,
            rule.requirement,
            rule.severity,
            rule.message.format(who=who, count=count, number=rule.number),
            rule.citation,
        )
        for rule in rules
        if rule.enabled and kind in rule.bodies
        for who, count in _MEASURES[rule.measure](composed, rule)
    )


Broken = Iterable[tuple[str, int]]


def _at_least(composed: Composed, rule: CompositionRule) -> Broken:
    return [(name, n) for name, n in _by_sector(composed, rule) if n < rule.number]


def _at_most(composed: Composed, rule: CompositionRule) -> Broken:
    return [(name, n) for name, n in _by_sector(composed, rule) if n > rule.number]


def _by_sector(composed: Composed, rule: CompositionRule) -> Broken:
    codes = [rule.sector] if rule.sector else list(composed.names)
    return [(composed.names.get(code, code), composed.voting(code)) for code in codes]


def _percent(composed: Composed, rule: CompositionRule) -> Broken:
    """Not less than the number: 51 of 100 is enough for 51, and 5 of 9 is 55."""
    voting = sum(seat.votes and seat.held for seat in composed.seats)
    own = composed.voting(rule.sector)
    if voting and own * 100 < rule.number * voting:
        yield composed.names.get(rule.sector, rule.sector), own * 100 // voting


def _per_organisation(composed: Composed, rule: CompositionRule) -> Broken:
    """Of ``sector`` only, where the rule names one. A vacant seat is still the organisation's."""
    named = Counter(
        seat.organisation
        for seat in composed.seats
        if seat.organisation and not seat.facilitates and rule.sector in ("", seat.sector)
    )
    return [(name, n) for name, n in named.items() if n > rule.number]


def _facilitador(composed: Composed, rule: CompositionRule) -> Broken:
    n = sum(seat.facilitates and seat.held for seat in composed.seats)
    return [("", n)] if n < rule.number else []


_MEASURES: dict[Measure, Callable[[Composed, CompositionRule], Broken]] = {
    Measure.SECTOR_AT_LEAST: _at_least,
    Measure.SECTOR_AT_MOST: _at_most,
    Measure.SECTOR_PERCENT: _percent,
    Measure.ORGANISATION_AT_MOST: _per_organisation,
    Measure.FACILITADOR: _facilitador,
}
