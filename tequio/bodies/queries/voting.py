"""Who may vote what in a body: the rule of its pack and what it settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tequio.bodies.models import Body, DecisionKind, SeatRole, VotingSetting
from tequio.core.rules.pack import RulePack
from tequio.core.seating import Right, Role, Settled, Stance, right, stance


@dataclass(frozen=True, slots=True)
class KindRule:
    """Of suplentes. ``decided_by`` is a post, empty where nobody has settled it; ``source`` is the text of the pack."""

    kind: str
    label: str
    stance: str
    decided_by: str = ""
    decided_on: date | None = None
    reason: str = ""
    source: str = ""

    @property
    def undecided(self) -> bool:
        return self.stance == Stance.UNDECIDED


def rules_of(body: Body, pack: RulePack) -> tuple[KindRule, ...]:
    """Each kind of decision, in the order of the list. One query."""
    settings = settings_of(body)
    last = {each.kind: each for each in settings}
    return tuple(rule_of(kind, settings, last.get(kind), pack) for kind in DecisionKind)


def rule_of(kind: DecisionKind, settings: list[VotingSetting], last: VotingSetting | None, pack: RulePack) -> KindRule:
    source = next((rule.citation for rule in pack.voting if rule.kind == kind), "")
    found = stance_in(settings, kind, pack)
    if last is None:
        return KindRule(kind.value, str(kind.label), found.value, source=source)
    return KindRule(
        kind.value, str(kind.label), found.value, last.decided_by_post, last.decided_on, last.reason, source
    )


def settings_of(body: Body) -> list[VotingSetting]:
    """The oldest first."""
    return list(VotingSetting.objects.filter(body=body).order_by("decided_on", "pk"))


def stance_in(settings: list[VotingSetting], kind: str, pack: RulePack) -> Stance:
    said = {rule.kind: rule.suplente for rule in pack.voting}
    return stance(kind, said, [Settled(each.kind, each.suplente_votes) for each in settings])


def right_in(body: Body, kind: str, pack: RulePack, *, role: SeatRole, seat_votes: bool, titular_here: bool) -> Right:
    """Whether who is in the room casts the vote of a seat of that body in a decision of that kind. One query for a suplente."""
    suplente = stance_in(settings_of(body), kind, pack) if role == SeatRole.SUPLENTE else Stance.YES
    return right(Role(role), seat_votes=seat_votes, titular_here=titular_here, suplente=suplente)
