"""What a body resolved on one item, from the votes of its seats. Exact; a tie is returned, never broken.

Prose and worked table: docs/rules/resolution.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Majority(StrEnum):
    """``CONSENSUS``: nobody against. ``SIMPLE``: more in favour than against. ``QUALIFIED``: a share of the seats that are present."""

    CONSENSUS = "consensus"
    SIMPLE = "simple"
    QUALIFIED = "qualified"


class Outcome(StrEnum):
    APPROVED = "approved"
    REJECTED = "rejected"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Tally:
    """``silent`` are the seats present that did not vote. ``needed`` is how many in favour are enough, 0 where it depends on those
    against."""

    yes: int
    no: int
    abstain: int
    silent: int
    needed: int
    outcome: Outcome


def resolve(votes: Iterable[str], majority: Majority, *, present: int, qualified_percent: int) -> Tally:
    """``votes``: one choice per seat. ``present``: voting seats represented. ``qualified_percent``: whole percent, as packs write
    it; a share is compared rounded to the nearest whole percent, so that 67 means two thirds of three seats too.

    Raises ValueError when more seats voted than are present.
    """
    count = Counter(Choice(vote) for vote in votes)
    yes, no, abstain = (count[choice] for choice in Choice)
    if yes + no + abstain > present:
        raise ValueError(f"{yes + no + abstain} votes of {present} seats")
    needed = enough(present, qualified_percent) if majority is Majority.QUALIFIED else 0
    return Tally(yes, no, abstain, present - yes - no - abstain, needed, outcome_of(yes, no, majority, needed))


def outcome_of(yes: int, no: int, majority: Majority, needed: int) -> Outcome:
    if majority is Majority.SIMPLE and yes == no > 0:
        return Outcome.TIED
    approved = {
        Majority.CONSENSUS: yes > 0 and no == 0,
        Majority.SIMPLE: yes > no,
        Majority.QUALIFIED: 0 < needed <= yes,
    }[majority]
    return Outcome.APPROVED if approved else Outcome.REJECTED


def enough(seats: int, percent: int) -> int:
    """The least number of seats whose share, to the nearest whole percent, reaches ``percent``; 0 of no seats."""
    return next((n for n in range(1, seats + 1) if whole_percent(n, seats) >= percent), 0)


def whole_percent(part: int, of: int) -> int:
    return int(Fraction(100 * part, of) + Fraction(1, 2))
