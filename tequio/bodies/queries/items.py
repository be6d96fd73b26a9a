"""The page of one point of a session: how its vote goes, who still has to vote, what became of it and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.actions.voting_rights import refuse_unless_right
from tequio.bodies.minutes_outline import MAJORITIES, tally_sentence, who_came
from tequio.bodies.models import AgendaItem, ItemKind, Seat, Session, SessionStatus, Vote
from tequio.bodies.presence import Place, places_of, post_of, quorum_of, seats_on, sector_name
from tequio.bodies.queries.sessions import CHOICES, ENDS, AgreementLine, agreement_line, came_from, quorum_words, trail
from tequio.bodies.session_permissions import can_run_session
from tequio.bodies.typed import NOTHING, Typed
from tequio.core.quorum import in_order
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option


class NoSuchItem(Exception):
    """There is no point with that uid in that session."""


@dataclass(frozen=True, slots=True)
class SectorTally:
    """``waiting`` are the seats that are here and have not voted."""

    name: str
    yes: int
    no: int
    abstain: int
    waiting: int
    absent: int


@dataclass(frozen=True, slots=True)
class SeatBallot:
    """A voting seat on the day. ``choice`` is empty until it votes; ``typed`` and ``why`` are of the form of the mesa."""

    pk: int
    post: str
    sector: str
    who: str
    here: bool
    choice: str
    text: str
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class OwnVote:
    """From which seat this visitor votes; ``reason`` says why not, where it does not."""

    seat: UUID | None
    post: str
    choice: str
    text: str
    reason: str
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class ItemRoom:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    position: int
    kind: str
    kind_code: str
    outcome: str
    outcome_code: str
    text: str
    referred_to: str
    body: str
    session_title: str
    session_url: str
    agreement_url: str
    url: str
    majority: str
    about: str
    carried: str
    is_open: bool
    has_quorum: bool
    quorum_text: str
    result: str
    sectors: tuple[SectorTally, ...]
    ballots: tuple[SeatBallot, ...]
    own: OwnVote | None
    agreements: tuple[AgreementLine, ...]
    owners: tuple[Option, ...]
    endings: tuple[Option, ...]
    runs: bool
    typed: Typed
    done: str
    errors: tuple[FormError, ...]

    @property
    def is_vote(self) -> bool:
        return self.kind_code == ItemKind.VOTE

    @property
    def pending(self) -> bool:
        return self.outcome_code == "pending"

    @property
    def voted(self) -> int:
        return sum(bool(each.choice) for each in self.ballots)

    @property
    def present(self) -> int:
        return sum(each.here for each in self.ballots)

    @property
    def unrecorded(self) -> tuple[SeatBallot, ...]:
        """Those whose vote the mesa still has to note."""
        return tuple(each for each in self.ballots if each.here and not each.choice)

    @property
    def voting(self) -> bool:
        return self.is_open and self.is_vote and self.pending


def item_at(session: Session, uid: UUID) -> AgendaItem:
    found = session.items.filter(uid=uid).select_related("carries__session__meeting").first()
    if found is None:
        raise NoSuchItem(uid)
    found.session = session
    return found


def item_room(
    exercise: ExerciseHeader,
    item: AgendaItem,
    person: Person | None,
    at: datetime,
    *,
    typed: Typed = NOTHING,
    done: str = "",
) -> ItemRoom:
    """About twenty queries, whatever the number of seats. No name of a person is in it."""
    session, pack = item.session, rulepack.load(item.session.exercise.pack)
    places = places_of(session)
    quorum = quorum_of(session, places)
    votes = {vote.seat_id: vote for vote in item.votes.select_related("cast_from")}
    is_open = session.status == SessionStatus.OPEN
    runs = exercise.takes_changes and person is not None and can_run_session(person, session.exercise, at)
    sessions = f"{exercise.url}organos/{session.body.uid}/sesiones/"
    url = f"{sessions}{session.uid}/"
    decision = session.decisions.filter(item=item).first()
    return ItemRoom(
        exercise=exercise,
        title=item.title,
        description=_("Un punto del orden del día: su votación por sector, lo que pasó y los acuerdos que dejó."),
        crumbs=(
            *trail(exercise, session.body),
            Crumb(_("Sesiones"), sessions),
            Crumb(str(session), url),
            Crumb(_("Punto %(n)s") % {"n": item.position}),
        ),
        position=item.position,
        kind=item.get_kind_display(),
        kind_code=item.kind,
        outcome=item.get_outcome_display(),
        outcome_code=item.outcome,
        text=item.text,
        referred_to=item.referred_to,
        body=session.body.name,
        session_title=session.meeting.title,
        session_url=url,
        agreement_url=f"{exercise.url}organos/{session.body.uid}/acuerdos/",
        url=f"{url}puntos/{item.uid}/",
        majority=majority_words(item, pack),
        about=item.get_decision_kind_display() if item.decision_kind else "",
        carried=carried_words(item),
        is_open=is_open,
        has_quorum=quorum.reached,
        quorum_text=quorum_words(session, quorum),
        result=tally_sentence(decision) if decision else "",
        sectors=sectors_of(places, votes, pack),
        ballots=tuple(ballot_of(place, votes.get(place.seat.pk), pack, typed) for place in places),
        own=own_vote(item, places, votes, person, typed) if is_open and item.kind == ItemKind.VOTE else None,
        agreements=tuple(agreement_line(each, exercise.today) for each in item.agreements.order_by("number")),
        owners=owners_of(session, typed) if runs and is_open else (),
        endings=endings_of(item, typed),
        runs=runs,
        typed=typed,
        done=done,
        errors=typed.errors,
    )


def majority_words(item: AgendaItem, pack: RulePack) -> str:
    if not item.majority:
        return ""
    return {
        "consensus": _("Por consenso: nadie en contra."),
        "simple": _("Por mayoría simple: más a favor que en contra."),
        "qualified": _("Por mayoría calificada: %(percent)s %% de los asientos presentes a favor.")
        % {"percent": pack.limits.qualified_majority_percent},
    }.get(item.majority, MAJORITIES[item.majority])


def carried_words(item: AgendaItem) -> str:
    """«Viene de la sesión ordinaria 3, del 4 de mayo de 2026»."""
    return came_from(item.carries.session) if item.carries else ""


def sectors_of(places: list[Place], votes: dict[int, Vote], pack: RulePack) -> tuple[SectorTally, ...]:
    lines = []
    for sector in in_order(place.sector for place in places):
        own = [place for place in places if place.sector == sector]
        cast = [votes[place.seat.pk].choice for place in own if place.seat.pk in votes]
        here = sum(place.speaker is not None for place in own)
        counts = {choice: cast.count(choice) for choice in CHOICES}
        waiting = max(0, here - len(cast))
        absent = len(own) - max(here, len(cast))
        lines.append(SectorTally(sector_name(sector, pack), **counts, waiting=waiting, absent=absent))
    return tuple(lines)


def ballot_of(place: Place, vote: Vote | None, pack: RulePack, typed: Typed) -> SeatBallot:
    written = typed.in_form("votar")
    return SeatBallot(
        pk=place.seat.pk,
        post=post_of(place.seat),
        sector=sector_name(place.sector, pack),
        who=vote.cast_from.get_role_display() if vote else who_came(place),
        here=place.speaker is not None,
        choice=str(CHOICES[vote.choice]) if vote else "",
        text=vote.text if vote else "",
        typed=written.get(f"vote-{place.seat.pk}", ""),
        why=written.get(f"why-{place.seat.pk}", ""),
    )


def own_vote(
    item: AgendaItem, places: list[Place], votes: dict[int, Vote], person: Person | None, typed: Typed
) -> OwnVote | None:
    """Of whoever sits, as titular or suplente, for a seat with a vote."""
    mine = ((place, seat) for place in places for seat in place.seats if person and seat.person_id == person.pk)
    place, seat = next(mine, (None, None))
    if place is None or seat is None:
        return None
    vote = votes.get(place.seat.pk)
    written = typed.in_form("voto")
    return OwnVote(
        seat=seat.uid,
        post=f"{post_of(seat)} · {seat.get_role_display()}",
        choice=str(CHOICES[vote.choice]) if vote else "",
        text=vote.text if vote else "",
        reason="" if vote else why_not(item, place, seat),
        typed=written.get("choice", ""),
        why=written.get("text", ""),
    )


def why_not(item: AgendaItem, place: Place, seat: Seat) -> str:
    if seat.person_id not in place.here:
        return _("La mesa todavía no anota su llegada: pídalo y podrá votar.")
    if place.speaker is None or place.speaker.pk != seat.pk:
        return _("Está presente quien es titular de su asiento: vota ella o él.")
    try:
        refuse_unless_right(item, place.seat, seat, titular_here=place.titular_is_here)
    except Refusal as refusal:
        return str(refusal)
    return ""


def owners_of(session: Session, typed: Typed) -> tuple[Option, ...]:
    """Who sits in the body: an agreement of theirs enters their «Esta semana»."""
    chosen = typed.in_form("acuerdo").get("owner", "")
    seats = [seat for seat in seats_on(session.body, session.meeting.day()) if seat.person_id]
    return tuple(
        Option(f"{post_of(seat)} · {seat.get_role_display()}", str(seat.uid), str(seat.uid) == chosen) for seat in seats
    )


def endings_of(item: AgendaItem, typed: Typed) -> tuple[Option, ...]:
    chosen = typed.in_form("concluir").get("outcome", "")
    return tuple(Option(str(label), code, code == chosen) for code, label in ENDS[item.kind])
