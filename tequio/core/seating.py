"""Who may cast the vote of a seat, and for which kind of decision.

A seat has one vote. It is its titular's; a suplente casts it only while the titular is absent, and only where the rules of the body
let a suplente vote that kind of decision. An enlace and a facilitador never vote. Prose and worked table: docs/rules/seating.md.
Sources: Metodología Jalisco 2016, numerales 3 and 4; Convocatoria Durango 2020.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    TITULAR = "titular"
    SUPLENTE = "suplente"
    ENLACE = "enlace"
    FACILITADOR = "facilitador"


class Stance(StrEnum):
    """What the rules say of a suplente for one kind of decision. ``UNDECIDED``: the text can be read both ways and nobody has
    settled it."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """Why somebody votes or does not."""

    TITULAR = "titular"
    IN_HER_ABSENCE = "in_her_absence"
    SEAT_WITHOUT_VOTE = "seat_without_vote"
    TITULAR_IS_HERE = "titular_is_here"
    NOT_THIS_KIND = "not_this_kind"
    NOT_SETTLED = "not_settled"
    ENLACE_NEVER = "enlace_never"
    FACILITADOR_NEVER = "facilitador_never"


@dataclass(frozen=True, slots=True)
class Right:
    votes: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Settled:
    """What a body decided for a kind of decision; later ones replace earlier ones."""

    kind: str
    suplente_votes: bool


_NEVER = {Role.ENLACE: Why.ENLACE_NEVER, Role.FACILITADOR: Why.FACILITADOR_NEVER}


def right(role: Role, *, seat_votes: bool, titular_here: bool, suplente: Stance) -> Right:
    """Whether who is in the room with that role casts the vote of the seat. ``seat_votes``: the seat has a vote.
    ``titular_here``: its titular is recorded present; a vacant seat has no titular, hence False."""
    if role in _NEVER:
        return Right(False, _NEVER[role])
    if not seat_votes:
        return Right(False, Why.SEAT_WITHOUT_VOTE)
    if role is Role.TITULAR:
        return Right(True, Why.TITULAR)
    if titular_here:
        return Right(False, Why.TITULAR_IS_HERE)
    return _SUPLENTE[suplente]


_SUPLENTE = {
    Stance.YES: Right(True, Why.IN_HER_ABSENCE),
    Stance.NO: Right(False, Why.NOT_THIS_KIND),
    Stance.UNDECIDED: Right(False, Why.NOT_SETTLED),
}


def stance(kind: str, pack: Mapping[str, Stance], settled: Iterable[Settled] = ()) -> Stance:
    """The last thing that the body settled for that kind, else what its pack says; a kind that no pack names is ``YES``, the general
    rule of a suplente."""
    known = pack.get(kind, Stance.YES)
    for each in settled:
        if each.kind == kind:
            known = Stance.YES if each.suplente_votes else Stance.NO
    return known
