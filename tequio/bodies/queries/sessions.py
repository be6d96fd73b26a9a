"""The pages of the sessions of a body: when it met, with what quorum, what became of each point and who promised what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.minutes_outline import quorum_sentence, tally_sentence, who_came
from tequio.bodies.models import AgendaItem, Agreement, Body, Decision, MinutesStatus, Session, SessionStatus
from tequio.bodies.presence import Place, places_of, post_of, quorum_of, sector_name
from tequio.bodies.queries.papers import PaperLine, paper_lines
from tequio.bodies.queries.record import RecordPart, record_part
from tequio.bodies.queries.table import TablePart, table_part
from tequio.bodies.typed import NOTHING, Typed
from tequio.core.quorum import Quorum
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.meetings.letters import when, where
from tequio.meetings.origins import Origins, origins_of
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

CHOICES = {"yes": gettext_lazy("A favor"), "no": gettext_lazy("En contra"), "abstain": gettext_lazy("Abstención")}
SHOWN = 60
ENDS = {
    "information": (("informed", gettext_lazy("Se informó")), ("postponed", gettext_lazy("Se deja para otra sesión"))),
    "agreement": (("agreed", gettext_lazy("Hubo acuerdos")), ("postponed", gettext_lazy("Se deja para otra sesión"))),
    "referral": (("referred", gettext_lazy("Se turna")), ("postponed", gettext_lazy("Se deja para otra sesión"))),
    "vote": (("postponed", gettext_lazy("Se deja para otra sesión")),),
}


class NoSuchSession(Exception):
    """There is no session with that uid that this visitor may read."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    title: str
    url: str
    when: str
    where: str
    status: str
    state: str
    agreements: int
    open_agreements: int


@dataclass(frozen=True, slots=True)
class SessionsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    agreements_url: str
    sessions: tuple[SessionLine, ...]
    runs: bool
    typed: Typed
    errors: tuple[FormError, ...]

    @property
    def calendar_url(self) -> str:
        return f"{self.url.rstrip('/')}.ics"

    @property
    def origins_url(self) -> str:
        return self.url.replace("/sesiones/", "/asistencia/")


@dataclass(frozen=True, slots=True)
class SectorLine:
    name: str
    seats: int
    present: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A voting seat: whether somebody speaks for it now."""

    pk: int
    post: str
    sector: str
    came: str
    here: bool


@dataclass(frozen=True, slots=True)
class SitLine:
    pk: int
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class VoteLine:
    post: str
    who: str
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    uid: UUID
    number: int
    text: str
    owner: str
    due_on: date | None
    status: str
    state: str
    late: bool
    how: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    uid: UUID
    position: int
    title: str
    kind: str
    kind_code: str
    outcome: str
    outcome_code: str
    text: str
    referred_to: str
    tally: str
    votes: tuple[VoteLine, ...]
    papers: tuple[PaperLine, ...]
    carried: str

    @property
    def pending(self) -> bool:
        return self.outcome_code == "pending"


@dataclass(frozen=True, slots=True)
class SessionPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    agreements_url: str
    status: str
    state: str
    when: str
    where: str
    short_notice: bool
    quorum_text: str
    quorum_reached: bool
    sectors: tuple[SectorLine, ...]
    seats: tuple[SeatLine, ...]
    sits: tuple[SitLine, ...]
    items: tuple[ItemPage, ...]
    agreements: tuple[AgreementLine, ...]
    minutes: str
    runs: bool
    conducts: bool
    #: false where its body ended: it may still be cancelled
    convenes: bool
    reads: bool
    table: TablePart
    record: RecordPart | None
    #: only once it ended: while people arrive, one by one, each new number would tell where the last one comes from
    origins: Origins | None
    origins_url: str
    typed: Typed
    errors: tuple[FormError, ...]

    @property
    def marked(self) -> str:
        """Those whom the list of attendance shows as here, for the form to tell what it showed."""
        return ",".join(str(each.pk) for each in self.sits if each.here)

    @property
    def counts(self) -> bool:
        """Whether there is somebody to count: it has begun."""
        return self.state in ("open", "closed")


def sessions_page(exercise: ExerciseHeader, body: Body, *, runs: bool, typed: Typed = NOTHING) -> SessionsPage:
    """The last first; a draft only for whoever prepares it. Two queries."""
    url = f"{exercise.url}organos/{body.uid}/"
    held = Session.objects.filter(body=body, exercise=exercise.id).select_related("meeting__exercise__jurisdiction")
    held = held.annotate(
        taken=Count("agreements"), waiting=Count("agreements", filter=Q(agreements__status="open"))
    ).order_by("-meeting__begins_at", "-pk")
    if not runs:
        held = held.exclude(status=SessionStatus.DRAFT)
    lines = tuple(
        SessionLine(
            title=each.meeting.title,
            url=f"{url}sesiones/{each.uid}/",
            when=when(each.meeting),
            where=where(each.meeting),
            status=str(SessionStatus(each.status).label),
            state=each.status,
            agreements=each.taken,
            open_agreements=each.waiting,
        )
        for each in held[:SHOWN]
    )
    return SessionsPage(
        exercise=exercise,
        title=_("Sesiones"),
        description=_("Cuándo se reunió «%(body)s», qué resolvió y qué acuerdos siguen pendientes.")
        % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(_("Sesiones"))),
        body=body.name,
        url=f"{url}sesiones/",
        agreements_url=f"{url}acuerdos/",
        sessions=lines,
        runs=runs and exercise.takes_changes and not body.has_ended(exercise.today),
        typed=typed,
        errors=typed.errors,
    )


def trail(exercise: ExerciseHeader, body: Body) -> tuple[Crumb, ...]:
    organs = f"{exercise.url}organos/"
    return exercise.crumb(), Crumb(_("Órganos"), organs), Crumb(body.name, f"{organs}{body.uid}/")


def session_at(exercise: ExerciseHeader, body: UUID, uid: UUID, *, runs: bool) -> Session:
    found = Session.objects.filter(uid=uid, body__uid=body, exercise=exercise.id).select_related(
        "body__jurisdiction", "exercise__jurisdiction", "meeting__exercise__jurisdiction", "minutes"
    )
    one = found.first()
    if one is None or (one.status == SessionStatus.DRAFT and not runs):
        raise NoSuchSession(uid)
    return one


def session_page(
    exercise: ExerciseHeader,
    session: Session,
    *,
    runs: bool,
    conducts: bool = False,
    invited: bool = False,
    reads: bool = False,
    typed: Typed = NOTHING,
) -> SessionPage:
    """About twelve queries, whatever the number of points, seats and agreements. No name of a person is in it. ``invited``: reads
    the papers that are not public; ``reads``: so does the auditor, who opens what is reserved and does nothing."""
    places = places_of(session)
    found = quorum_of(session, places)
    pack = rulepack.load(session.exercise.pack)
    sessions = f"{exercise.url}organos/{session.body.uid}/sesiones/"
    minutes = getattr(session, "minutes", None)
    return SessionPage(
        exercise=exercise,
        title=session.meeting.title,
        description=_("Orden del día, quórum por sector, votos por asiento y acuerdos de la sesión."),
        crumbs=(*trail(exercise, session.body), Crumb(_("Sesiones"), sessions), Crumb(str(session))),
        body=session.body.name,
        url=f"{sessions}{session.uid}/",
        agreements_url=f"{exercise.url}organos/{session.body.uid}/acuerdos/",
        status=str(SessionStatus(session.status).label),
        state=session.status,
        when=when(session.meeting),
        where=where(session.meeting),
        short_notice=session.short_notice,
        quorum_text=quorum_words(session, found),
        quorum_reached=found.reached,
        sectors=tuple(SectorLine(sector_name(s.sector, pack), s.seats, s.present) for s in found.sectors),
        seats=tuple(
            SeatLine(p.seat.pk, post_of(p.seat), sector_name(p.sector, pack), who_came(p), p.speaker is not None)
            for p in places
        ),
        sits=sits_of(places, typed),
        items=items_of(session, f"{sessions}{session.uid}/", reads=runs or invited or reads),
        agreements=tuple(agreement_line(each, exercise.today) for each in session.agreements.order_by("number")),
        minutes=str(MinutesStatus(minutes.status).value) if minutes else "",
        runs=runs,
        conducts=conducts,
        convenes=conducts and not session.body.has_ended(exercise.today),
        reads=reads and not runs,
        table=table_part(session, prepares=runs, today=exercise.today),
        record=record_part(session, f"{sessions}{session.uid}/", prepares=runs),
        origins=origins_of([session.meeting_id], exercise.jurisdiction_id) if over(session) else None,
        origins_url=f"{exercise.url}organos/{session.body.uid}/asistencia/",
        typed=typed,
        errors=typed.errors,
    )


def over(session: Session) -> bool:
    return session.status == SessionStatus.CLOSED


def quorum_words(session: Session, found: Quorum) -> str:
    if session.status == SessionStatus.CLOSED:
        return quorum_sentence(found)
    if session.status == SessionStatus.OPEN:
        return quorum_now(found)
    return _("Se necesitan %(needed)s de %(seats)s asientos con voto.") % {"needed": found.needed, "seats": found.seats}


def quorum_now(found: Quorum) -> str:
    numbers = {"present": found.present, "seats": found.seats, "needed": found.needed}
    if found.reached:
        return _("Hay quórum: %(present)s de %(seats)s asientos con voto; se necesitan %(needed)s.") % numbers
    return _("No hay quórum: %(present)s de %(seats)s asientos con voto; se necesitan %(needed)s.") % numbers


def sits_of(places: list[Place], typed: Typed) -> tuple[SitLine, ...]:
    """Who may be marked at the door, titular and suplente, by post; as they were marked where that was refused."""
    marked = typed.seats if typed.verb == "asistencia" else None
    return tuple(
        SitLine(
            seat.pk,
            f"{post_of(seat)} · {seat.get_role_display()}",
            seat.person_id in place.here if marked is None else seat.pk in marked,
        )
        for place in places
        for seat in place.seats
        if seat.person_id
    )


def items_of(session: Session, url: str, *, reads: bool) -> tuple[ItemPage, ...]:
    items = (
        session.items.order_by("position")
        .select_related("carries__session")
        .prefetch_related("votes__seat__organisation", "votes__cast_from", "papers__file")
    )
    decisions = {each.item_id: each for each in session.decisions.all()}
    return tuple(
        item_page(each, decisions.get(each.pk), paper_lines(each.papers.all(), url, all_of_them=reads))
        for each in items
    )


def item_page(item: AgendaItem, decision: Decision | None, papers: tuple[PaperLine, ...]) -> ItemPage:
    votes = sorted(item.votes.all(), key=lambda vote: vote.pk)
    return ItemPage(
        uid=item.uid,
        position=item.position,
        title=item.title,
        kind=item.get_kind_display(),
        kind_code=item.kind,
        outcome=item.get_outcome_display(),
        outcome_code=item.outcome,
        text=item.text,
        referred_to=item.referred_to,
        tally=tally_sentence(decision) if decision else "",
        votes=tuple(
            VoteLine(post_of(v.seat), v.cast_from.get_role_display(), str(CHOICES[v.choice]), v.text) for v in votes
        ),
        papers=papers,
        carried=came_from(item.carries.session) if item.carries else "",
    )


def came_from(session: Session) -> str:
    """«Viene de la sesión ordinaria 3»."""
    return _("Viene de la sesión %(kind)s %(number)s") % {
        "kind": session.get_kind_display().lower(),
        "number": session.number,
    }


def agreement_line(agreement: Agreement, today: date) -> AgreementLine:
    return AgreementLine(
        uid=agreement.uid,
        number=agreement.number,
        text=agreement.text,
        owner=agreement.owner_post,
        due_on=agreement.due_on,
        status=agreement.get_status_display(),
        state=agreement.status,
        late=agreement.is_late(today),
        how=agreement.closed_how,
    )
