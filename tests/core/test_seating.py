from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.seating import Role, Settled, Stance, Why, right, stance
from tests.worked_tables import worked_table

YES_NO = {"sí": True, "no": False}
KINDS = st.sampled_from(["problems", "commitments", "plan"])
SETTLED = st.lists(st.builds(Settled, KINDS, st.booleans()))
SEAT = {
    "seat_votes": st.booleans(),
    "titular_here": st.booleans(),
    "suplente": st.sampled_from(Stance),
}


@pytest.mark.covers("req:9", "req:10")
@pytest.mark.parametrize("row", worked_table("seating.md", "right"), ids=" ".join)
def test_who_votes(row: list[str]) -> None:
    role, seat_votes, here, suplente, votes, why = row
    found = right(Role(role), seat_votes=YES_NO[seat_votes], titular_here=YES_NO[here], suplente=Stance(suplente))
    assert (found.votes, found.why) == (YES_NO[votes], Why(why))


@pytest.mark.covers("req:6", "req:55")
@given(role=st.sampled_from([Role.ENLACE, Role.FACILITADOR]), **SEAT)
def test_an_enlace_and_a_facilitador_never_vote(
    role: Role, seat_votes: bool, titular_here: bool, suplente: Stance
) -> None:
    assert not right(role, seat_votes=seat_votes, titular_here=titular_here, suplente=suplente).votes


@pytest.mark.covers("req:9")
@given(seat_votes=st.booleans(), suplente=st.sampled_from(Stance))
def test_of_titular_and_suplente_both_present_at_most_one_votes(seat_votes: bool, suplente: Stance) -> None:
    both = [
        right(role, seat_votes=seat_votes, titular_here=True, suplente=suplente).votes
        for role in (Role.TITULAR, Role.SUPLENTE)
    ]
    assert sum(both) == int(seat_votes)
    assert both[1] is False


@given(**SEAT)
def test_nobody_votes_in_a_seat_without_vote(seat_votes: bool, titular_here: bool, suplente: Stance) -> None:
    for role in Role:
        found = right(role, seat_votes=seat_votes, titular_here=titular_here, suplente=suplente)
        assert seat_votes or not found.votes


@pytest.mark.covers("req:10")
@given(kind=KINDS, before=SETTLED, settled=st.booleans(), pack=st.sampled_from(Stance))
def test_the_last_thing_settled_is_what_holds(kind: str, before: list[Settled], settled: bool, pack: Stance) -> None:
    found = stance(kind, {kind: pack}, [*before, Settled(kind, settled)])
    assert found is (Stance.YES if settled else Stance.NO)


@pytest.mark.covers("req:10")
@given(kind=KINDS, other=SETTLED, pack=st.sampled_from(Stance))
def test_what_was_settled_of_another_kind_changes_nothing(kind: str, other: list[Settled], pack: Stance) -> None:
    foreign = [each for each in other if each.kind != kind]
    assert stance(kind, {kind: pack}, foreign) is pack
    assert stance(kind, {}, foreign) is Stance.YES
