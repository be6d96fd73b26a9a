from __future__ import annotations

from datetime import date

import pytest

from tequio.bodies.actions import decisions, leave_vacant, settle_suplente_vote
from tequio.bodies.actions.decisions import Ballot
from tequio.bodies.actions.voting_rights import SuplenteDoesNotVoteThis, SuplenteVoteNotSettled
from tequio.bodies.models import Decision, Session
from tests import builders
from tests.bodies.council import Council, council

pytestmark = pytest.mark.django_db
NOW = builders.NOW


def voting(world: Council, kind: str) -> Session:
    """The civil titular did not come; her suplente did."""
    session = world.opened(here=(world.suplente, world.government, world.guarantor))
    session.items.update(decision_kind=kind)
    return session


def vote(world: Council, session: Session) -> Decision:
    ballots = {seat.pk: Ballot("yes") for seat in world.titulars}
    item = session.items.get()
    return decisions.record_vote(item=item, ballots=ballots, by=world.clerk, at=session.meeting.begins_at)


def settle(world: Council, *, votes: bool) -> None:
    settle_suplente_vote(
        body=world.body,
        kind="commitments",
        suplente_votes=votes,
        decided_by_post="Presidencia del Secretariado",
        decided_on=date(2019, 9, 1),
        reason="Acuerdo 3",
        by=world.clerk,
        at=NOW,
    )


@pytest.mark.covers("req:10")
def test_a_suplente_votes_a_problem_and_is_stopped_on_a_commitment_until_it_is_settled() -> None:
    world = council()
    assert vote(world, voting(world, "problems")).yes == 3
    session = voting(world, "commitments")
    with pytest.raises(SuplenteVoteNotSettled, match="Selección de compromisos"):
        vote(world, session)
    assert not session.items.get().votes.exists(), "nothing was half counted"
    settle(world, votes=False)
    with pytest.raises(SuplenteDoesNotVoteThis):
        vote(world, session)
    settle(world, votes=True)
    assert vote(world, session).yes == 3


@pytest.mark.covers("req:9")
def test_the_suplente_of_a_vacant_seat_votes() -> None:
    world = council()
    leave_vacant(seat=world.civil, on=date(2019, 9, 1), reason="Renuncia", by=world.clerk, at=NOW)
    session = voting(world, "problems")
    item = session.items.get()
    vacant = world.body.seats.get(replaces=world.civil)
    ballots = {seat.pk: Ballot("yes") for seat in (vacant, world.government, world.guarantor)}
    found = decisions.record_vote(item=item, ballots=ballots, by=world.clerk, at=session.meeting.begins_at)
    assert (found.yes, found.seats) == (3, 3)
