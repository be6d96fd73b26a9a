"""Whether a body may decide: how many of its voting seats are represented, sector by sector.

Prose and worked table: docs/rules/quorum.md. Source: Caja de Herramientas de Gobierno Abierto, Kit 5 (each secretariado fixes its
own rule, which stands in its pack).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VotingSeat:
    """``sector``: its code in the pack, "" where nobody knows it. ``represented``: the titular, or a suplente in her place, is here."""

    sector: str
    represented: bool


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """More than ``over_percent`` of the voting seats (whole percent). ``every_sector``: besides, somebody of each sector that has
    voting seats in the body."""

    over_percent: int
    every_sector: bool = False


@dataclass(frozen=True, slots=True)
class SectorPresence:
    sector: str
    seats: int
    present: int

    @property
    def absent(self) -> int:
        return self.seats - self.present


@dataclass(frozen=True, slots=True)
class Quorum:
    """``needed`` is the least number of seats that is enough; ``missing`` are the sectors without whom nothing is decided."""

    seats: int
    present: int
    needed: int
    sectors: tuple[SectorPresence, ...]
    missing: tuple[str, ...]

    @property
    def reached(self) -> bool:
        return self.seats > 0 and self.present >= self.needed and not self.missing


def quorum(seats: Iterable[VotingSeat], rule: QuorumRule) -> Quorum:
    """Sectors in alphabetical order, and at the end the seats of which nobody knows it: they count, and are no sector that can lack.
    A body without voting seats never has quorum."""
    known = list(seats)
    sectors = tuple(presence(sector, known) for sector in in_order(seat.sector for seat in known))
    return Quorum(
        seats=len(known),
        present=sum(seat.represented for seat in known),
        needed=len(known) * rule.over_percent // 100 + 1,
        sectors=sectors,
        missing=tuple(each.sector for each in sectors if rule.every_sector and each.sector and not each.present),
    )


def in_order(sectors: Iterable[str]) -> list[str]:
    return sorted(set(sectors), key=lambda sector: (not sector, sector))


def presence(sector: str, seats: list[VotingSeat]) -> SectorPresence:
    own = [seat for seat in seats if seat.sector == sector]
    return SectorPresence(sector, len(own), sum(seat.represented for seat in own))
