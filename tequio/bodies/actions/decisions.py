"""Votes of the seats and the decision that comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.session_rules import NoQuorum, NotThisOutcome, locked, note, refuse_unless_runs
from tequio.bodies.actions.voting_rights import refuse_unless_right
from tequio.bodies.models import AgendaItem, Decision, ItemKind, ItemOutcome, Seat, SessionStatus, Vote
from tequio.bodies.presence import Place, places_of, post_of, quorum_of
from tequio.core.quorum import Quorum
from tequio.core.refusals import Refusal
from tequio.core.resolution import Choice, Majority, Tally, resolve
from tequio.formats import rulepack
from tequio.people.models import Person


class SeatHasVoted(Refusal):
    code = "seat-has-voted"


class SeatIsAbsent(Refusal):
    code = "seat-absent"


class TitularIsHere(Refusal):
    code = "titular-is-here"


class VoteIsClosed(Refusal):
    code = "vote-closed"


@dataclass(frozen=True, slots=True)
class Ballot:
    """``text``: why against, or why an abstention, if whoever voted wants it in the acta."""

    choice: str
    text: str = ""


@transaction.atomic
def cast_vote(*, item: AgendaItem, seat: Seat, ballot: Ballot, by: Person, at: datetime) -> Vote:
    """From one's own seat, in an open session with quorum; once per seat, titular or suplente."""
    if not permissions.can_vote_from(by, seat):
        raise PermissionDenied(
            _("Vota quien es titular del asiento o, en su ausencia, su suplente. El enlace y quien facilita no votan.")
        )
    places = _open_vote(item)
    return _cast(item, _place_of(seat, places), seat, ballot, by, at)


@transaction.atomic
def record_vote(*, item: AgendaItem, ballots: Mapping[int, Ballot], by: Person, at: datetime) -> Decision:
    """The mesa notes the vote of each seat (by its primary key) that did not vote by itself, and the voting closes."""
    refuse_unless_runs(by, item.session.exercise, at)
    places = _open_vote(item)
    known = {place.seat.pk: place for place in places}
    voted = set(item.votes.values_list("seat_id", flat=True))
    for pk, ballot in ballots.items():
        place = known.get(pk)
        if place is None or place.speaker is None:
            raise SeatIsAbsent(_("Se anotó el voto de un asiento que no está presente."))
        if pk not in voted:
            _cast(item, place, place.speaker, ballot, by, at)
    return _decide(item, places, by, at)


def _open_vote(item: AgendaItem) -> list[Place]:
    """The voting seats, after making sure that this is being voted and that there is quorum now."""
    locked(item.session, SessionStatus.OPEN)
    if item.kind != ItemKind.VOTE:
        raise NotThisOutcome(_("Ese punto no se vota."))
    if Decision.objects.filter(item=item).exists():
        raise VoteIsClosed(_("Esta votación ya se cerró."))
    places = places_of(item.session)
    if not quorum_of(item.session, places).reached:
        raise NoQuorum(_("No hay quórum: no se puede votar."))
    return places


def _place_of(seat: Seat, places: list[Place]) -> Place:
    for place in places:
        if seat.pk not in {each.pk for each in place.seats}:
            continue
        if place.speaker is None or seat.person_id not in place.here:
            raise SeatIsAbsent(_("Primero la mesa anota su llegada."))
        if place.speaker.pk != seat.pk:
            raise TitularIsHere(_("Está presente quien es titular: vota ella o él, no su suplente."))
        return place
    raise PermissionDenied(_("Ese asiento no tiene voto en este órgano."))


def _cast(item: AgendaItem, place: Place, speaker: Seat, ballot: Ballot, by: Person, at: datetime) -> Vote:
    if item.votes.filter(seat=place.seat).exists():
        raise SeatHasVoted(_("Ese asiento ya votó: cada asiento tiene un voto."))
    refuse_unless_right(item, place.seat, speaker, titular_here=place.titular_is_here)
    vote = Vote.objects.create(
        item=item, seat=place.seat, cast_from=speaker, choice=Choice(ballot.choice), text=ballot.text.strip(), at=at
    )
    changes = {"organisation": (None, post_of(place.seat)), "role": (None, speaker.role), "vote": (None, vote.choice)}
    note("vote_cast", item.session, by, at, changes)
    return vote


def tally_of(item: AgendaItem, quorum: Quorum) -> Tally:
    limits = rulepack.load(item.session.exercise.pack).limits
    return resolve(
        item.votes.values_list("choice", flat=True),
        Majority(item.majority),
        present=quorum.present,
        qualified_percent=limits.qualified_majority_percent,
    )


def _decide(item: AgendaItem, places: list[Place], by: Person, at: datetime) -> Decision:
    quorum = quorum_of(item.session, places)
    tally = tally_of(item, quorum)
    session = item.session
    decision = Decision.objects.create(
        item=item,
        session=session,
        body=session.body,
        exercise=session.exercise,
        kind=item.decision_kind,
        subject_uid=item.subject_uid,
        title=item.title,
        outcome=tally.outcome,
        majority=item.majority,
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        silent=tally.silent,
        seats=quorum.seats,
        present=quorum.present,
        needed=quorum.needed,
        quorum_sectors=[[each.sector, each.seats, each.present] for each in quorum.sectors],
        had_quorum=quorum.reached,
        decided_at=at,
    )
    AgendaItem.objects.filter(pk=item.pk).update(outcome=ItemOutcome(tally.outcome.value))
    item.outcome = tally.outcome.value
    changes = {
        "title": (None, item.title),
        "outcome": (None, tally.outcome.value),
        "yes": (None, tally.yes),
        "no": (None, tally.no),
        "abstain": (None, tally.abstain),
        "decision_uid": (None, decision.uid),
    }
    note("decision_taken", session, by, at, changes)
    return decision
