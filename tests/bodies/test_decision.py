from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies import decisions as approving
from tequio.bodies.actions import attendance, decisions, session_rules, sessions
from tequio.bodies.actions.decisions import Ballot
from tequio.bodies.decisions import decision_that, decisions_for
from tequio.bodies.models import Body, Decision, Seat, Session, Vote
from tests import builders
from tests.bodies.council import NOW, Council, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def cast(table: Council, seat: Seat, session: Session, choice: str = "yes") -> Vote:
    item = session.items.filter(kind="vote").get()
    assert seat.person is not None
    return decisions.cast_vote(item=item, seat=seat, ballot=Ballot(choice), by=seat.person, at=NOW)


@pytest.mark.covers("req:9")
def test_one_vote_per_seat_whoever_casts_it(table: Council) -> None:
    """The titular came late: her suplente had already voted, and the seat counts once."""
    session = table.opened(here=[table.suplente, table.government, table.guarantor])
    cast(table, table.suplente, session)
    attendance.note_attendance(session=session, seats=[table.suplente, *table.titulars], by=table.clerk, at=NOW)
    with pytest.raises(decisions.SeatHasVoted):
        cast(table, table.civil, session, "no")
    decision = table.votes(session)
    assert (decision.yes, decision.no, decision.abstain, decision.silent) == (1, 0, 0, 2)
    vote = Vote.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(item=vote.item, seat=vote.seat, cast_from=table.civil, choice="no", at=NOW)


@pytest.mark.covers("req:9")
def test_a_suplente_votes_only_while_the_titular_is_away(table: Council) -> None:
    session = table.opened(here=[table.suplente, *table.titulars])
    with pytest.raises(decisions.TitularIsHere):
        cast(table, table.suplente, session)


@pytest.mark.covers("req:6", "req:55")
@pytest.mark.parametrize("role", ["enlace", "facilitador"])
def test_an_enlace_and_a_facilitador_never_vote(table: Council, role: str) -> None:
    session = table.opened(here=[*table.titulars, getattr(table, role)])
    with pytest.raises(PermissionDenied, match="no votan"):
        cast(table, getattr(table, role), session)


@pytest.mark.covers
def test_nobody_votes_from_the_seat_of_another(table: Council) -> None:
    session = table.opened()
    item = session.items.get()
    with pytest.raises(PermissionDenied):
        decisions.cast_vote(item=item, seat=table.civil, ballot=Ballot("yes"), by=table.clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        decisions.record_vote(item=item, ballots={}, by=table.stranger, at=NOW)


@pytest.mark.covers("exp:37")
def test_there_is_no_vote_without_quorum(table: Council) -> None:
    session = table.opened(here=[table.civil, table.government])
    with pytest.raises(session_rules.NoQuorum):
        cast(table, table.civil, session)
    with pytest.raises(session_rules.NoQuorum):
        table.votes(session, "yes", "yes")
    assert not Decision.objects.exists()


def test_who_is_not_here_does_not_vote(table: Council) -> None:
    fourth = builders.seat(
        builders.person(), "academia", organisation=builders.organisation("Universidad", "academia"), votes=True
    )
    session = table.opened()
    with pytest.raises(decisions.SeatIsAbsent):
        cast(table, fourth, session)
    item = session.items.get()
    with pytest.raises(decisions.SeatIsAbsent):
        decisions.record_vote(item=item, ballots={fourth.pk: Ballot("yes")}, by=table.clerk, at=NOW)


@pytest.mark.covers("exp:37")
def test_a_decision_keeps_its_tally_its_quorum_and_the_words_of_dissent(table: Council) -> None:
    session = table.opened()
    item = session.items.get()
    ballots = {
        table.civil.pk: Ballot("yes"),
        table.government.pk: Ballot("abstain", "Falta el dictamen de presupuesto."),
        table.guarantor.pk: Ballot("no", "No se consultó a la ciudadanía."),
    }
    decision = decisions.record_vote(item=item, ballots=ballots, by=table.clerk, at=NOW)
    assert (decision.outcome, decision.yes, decision.no, decision.abstain) == ("tied", 1, 1, 1)
    assert decision.quorum_sectors == [["civil_society", 1, 1], ["government", 1, 1], ["guarantor", 1, 1]]
    assert item.votes.get(choice="no").text == "No se consultó a la ciudadanía."
    assert Event.objects.get(verb="bodies.decision_taken").changes["decision_uid"] == [None, str(decision.uid)]
    with pytest.raises(decisions.VoteIsClosed):
        cast(table, table.civil, session)


@pytest.mark.covers("req:16", "req:53")
def test_only_an_approval_of_the_maximum_body_with_quorum_approves(table: Council) -> None:
    decision = table.votes(table.opened(), "yes", "yes", "no")
    of = table.exercise

    def asked(**options: object) -> Decision:
        values: dict[str, object] = {"kind": "plan", "exercise": of, "uid": decision.uid, **options}
        return decision_that(**values)  # type: ignore[arg-type]

    assert asked() == decision
    assert decisions_for(kind="plan", exercise=of) == [decision]
    for wrong in (
        {"uid": None},
        {"uid": uuid4()},
        {"kind": "route"},
        {"exercise": builders.exercise("otro", jurisdiction=builders.place("Otro"))},
    ):
        with pytest.raises(approving.NoSuchDecision):
            asked(**wrong)
    Body.objects.filter(pk=table.body.pk).update(decision_level="ordinary")
    with pytest.raises(approving.NotTheMaximumBody):
        asked()
    Body.objects.filter(pk=table.body.pk).update(decision_level="maximum")
    Decision.objects.filter(pk=decision.pk).update(had_quorum=False)
    with pytest.raises(approving.DecidedWithoutQuorum):
        asked()
    Decision.objects.filter(pk=decision.pk).update(had_quorum=True, outcome="tied")
    with pytest.raises(approving.WasNotApproved):
        asked()
    assert decisions_for(kind="plan", exercise=of) == []


@pytest.mark.covers("req:16")
def test_a_decision_about_one_plan_does_not_approve_another(table: Council) -> None:
    session = table.prepared()
    mine = uuid4()
    table.item(session, subject_uid=mine)
    sessions.convene_session(session=session, by=table.clerk, at=NOW)
    sessions.open_session(session=session, by=table.clerk, at=NOW)
    attendance.note_attendance(session=session, seats=table.titulars, by=table.clerk, at=NOW)
    decision = table.votes(session, "yes", "yes", "yes")
    assert decision_that(kind="plan", exercise=table.exercise, uid=decision.uid, subject_uid=mine) == decision
    with pytest.raises(approving.NoSuchDecision):
        decision_that(kind="plan", exercise=table.exercise, uid=decision.uid, subject_uid=uuid4())


@pytest.mark.covers
def test_the_database_keeps_a_decision_whole(table: Council) -> None:
    decision = table.votes(table.opened(), "yes", "yes", "no")
    mine = Decision.objects.filter(pk=decision.pk)
    for wrong in ({"yes": 9}, {"seats": 1}, {"needed": 99}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**wrong)
