"""The public pages of the bodies: who sits by sector, by post and not by name, and how plural they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, Q, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Body, BodyUse, DecisionLevel, Kind, Pledge, PledgeKind, Seat, SeatRole
from tequio.bodies.presence import post_of
from tequio.bodies.queries.alarms import Alarm, alarms_in
from tequio.bodies.queries.composition import Plurality, findings_of, plurality, sector_code
from tequio.bodies.queries.voting import KindRule, rules_of
from tequio.core.composition import CompositionFinding
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.people.models import Post
from tequio.web.pages import Crumb

HISTORY = 12
PLEDGES = 50
#: of a body on its page; nobody sits in one with more
SEATS = 400


class NoSuchBody(Exception):
    """There is no body with that uid in this place."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    name: str
    url: str
    kind: str
    level: str
    used: bool
    seats: int
    vacant: int
    expired: int
    installed_on: date | None
    has_act: bool
    ended_on: date | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class BodiesPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    bodies: tuple[BodyLine, ...]
    others: tuple[BodyLine, ...]
    ended: tuple[BodyLine, ...]
    new_url: str


def bodies_page(exercise: ExerciseHeader, *, keeps: bool) -> BodiesPage:
    """Those the exercise works with, the others of its place and those that ended; three queries."""
    used = set(BodyUse.objects.filter(exercise_id=exercise.id).values_list("body_id", flat=True))
    every = [(each.pk in used, line_of(each, exercise, used=each.pk in used)) for each in counted(exercise)]
    lines = [(mine, line) for mine, line in every if line.ended_on is None]
    count = len(lines)
    return BodiesPage(
        exercise=exercise,
        title=_("Órganos"),
        description=ngettext(
            "%(n)s órgano: quién se sienta, hasta cuándo y qué asientos están vacantes.",
            "%(n)s órganos: quién se sienta, hasta cuándo y qué asientos están vacantes.",
            count,
        )
        % {"n": count},
        crumbs=(exercise.crumb(), Crumb(_("Órganos"))),
        bodies=tuple(line for mine, line in lines if mine or not used),
        others=tuple(line for mine, line in lines if used and not mine),
        ended=tuple(line for _mine, line in every if line.ended_on),
        new_url=f"{exercise.url}organos/nuevo/" if keeps and exercise.takes_changes else "",
    )


def counted(exercise: ExerciseHeader) -> Iterable[Body]:
    """With ``sat``, ``vacant`` and ``expired`` of the titulares of today; those that ended come after, the last one first."""
    day = exercise.today
    today = Q(seats__role=SeatRole.TITULAR)
    today &= Q(seats__starts_on__isnull=True) | Q(seats__starts_on__lte=day)
    today &= Q(seats__ends_on__isnull=True) | Q(seats__ends_on__gt=day)
    empty = today & Q(seats__person__isnull=True)
    over = today & Q(seats__person__isnull=False, seats__term_ends_on__lte=day)
    bodies = Body.objects.filter(jurisdiction=exercise.jurisdiction_id)
    return bodies.annotate(
        sat=Count("seats", filter=today), vacant=Count("seats", filter=empty), expired=Count("seats", filter=over)
    ).order_by(
        F("dissolved_on").desc(nulls_first=True),
        Case(When(decision_level=DecisionLevel.MAXIMUM, then=0), default=1),
        "name",
    )[:200]


def line_of(body: Body, exercise: ExerciseHeader, *, used: bool) -> BodyLine:
    return BodyLine(
        name=body.name,
        url=f"{exercise.url}organos/{body.uid}/",
        kind=str(Kind(body.kind).label),
        level=str(DecisionLevel(body.decision_level).label),
        used=used,
        seats=getattr(body, "sat", 0),
        vacant=getattr(body, "vacant", 0),
        expired=getattr(body, "expired", 0),
        installed_on=body.installed_on,
        has_act=body.has_act,
        ended_on=body.dissolved_on,
        ended_why=body.ended_why,
    )


@dataclass(frozen=True, slots=True)
class SeatShown:
    """``who``: the name, only if the person agreed; else empty. ``post``: what the public reads. ``desk_url`` for who keeps it."""

    uid: UUID
    role: str
    who: str
    post: str
    votes: bool
    vacant: bool
    since: date | None
    term_ends_on: date | None
    expired: bool
    desk_url: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """An organisation, or a person who comes on her own, with those who sit for it."""

    organisation: str
    seats: tuple[SeatShown, ...]


@dataclass(frozen=True, slots=True)
class SectorShown:
    code: str
    name: str
    count: int
    places: tuple[PlaceShown, ...]


@dataclass(frozen=True, slots=True)
class FormerShown:
    post: str
    role: str
    since: date | None
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class PledgeShown:
    uid: UUID
    giver: str
    kind: str
    what: str
    amount: str
    promised_on: date
    received_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str
    state: str
    #: the meeting in which it was offered, empty outside of one
    meeting: str
    meeting_url: str


@dataclass(frozen=True, slots=True)
class Done:
    """What has just been changed, and the address that undoes it."""

    text: str
    undo_url: str = ""


@dataclass(frozen=True, slots=True)
class BodyPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    kind: str
    level: str
    installed_on: date | None
    act_reference: str
    act_url: str
    act_file_url: str
    sectors: tuple[SectorShown, ...]
    neutral: tuple[SeatShown, ...]
    alarms: tuple[Alarm, ...]
    findings: tuple[CompositionFinding, ...]
    plurality: Plurality
    voting: tuple[KindRule, ...]
    former: tuple[FormerShown, ...]
    pledges: tuple[PledgeShown, ...]
    takes_pledges: bool
    advises: bool
    exercises: tuple[str, ...]
    used: bool
    keeps: bool
    #: with them its seats are those of its last day
    ended_on: date | None
    ended_why: str
    done: Done | None = None

    @property
    def undecided(self) -> bool:
        return any(rule.undecided for rule in self.voting)


def body_at(exercise: ExerciseHeader, uid: UUID) -> Body:
    found = Body.objects.filter(jurisdiction=exercise.jurisdiction_id, uid=uid)
    body = found.select_related("jurisdiction", "act_file").first()
    if body is None:
        raise NoSuchBody(uid)
    return body


def day_shown(body: Body, today: date) -> date:
    """Of one that ended, its last day."""
    return body.dissolved_on - timedelta(days=1) if body.dissolved_on and body.has_ended(today) else today


def seats_on(body: Body, day: date) -> list[Seat]:
    held = Seat.objects.held_on(day).filter(body=body).select_related("person", "organisation__jurisdiction")
    return list(held.prefetch_related("organisation__kinds").order_by("pk")[:SEATS])


def body_page(exercise: ExerciseHeader, body: Body, *, keeps: bool, done: Done | None = None) -> BodyPage:
    """Nine queries, however many seats there are."""
    day, pack = day_shown(body, exercise.today), rulepack.load(exercise.pack)
    url, ended = f"{exercise.url}organos/{body.uid}/", body.has_ended(exercise.today)
    seats = seats_on(body, day)
    posts = posts_of(seats)
    shown = {seat.pk: seat_shown(seat, posts, day, url if keeps and not ended else "") for seat in seats}
    uses = list(BodyUse.objects.filter(body=body).values_list("exercise_id", "exercise__name"))
    return BodyPage(
        exercise=exercise,
        title=body.name,
        description=_("Quién ocupa cada asiento de %(body)s, hasta cuándo y qué tan plural es.") % {"body": body.name},
        crumbs=(exercise.crumb(), Crumb(_("Órganos"), f"{exercise.url}organos/"), Crumb(body.name)),
        url=url,
        kind=str(Kind(body.kind).label),
        level=str(DecisionLevel(body.decision_level).label),
        installed_on=body.installed_on,
        act_reference=body.act_reference,
        act_url=body.act_url,
        act_file_url=f"{url}acta/archivo/" if body.act_file else "",
        sectors=sectors_shown(seats, shown, pack, day),
        neutral=tuple(shown[seat.pk] for seat in seats if seat.role == SeatRole.FACILITADOR),
        alarms=() if ended else tuple(alarms_in(seats, day)),
        findings=findings_of(body, seats, pack, day),
        plurality=plurality(seats, pack, day),
        voting=rules_of(body, pack),
        former=former_of(body, day),
        pledges=pledges_of(body, url),
        takes_pledges=body.kind == Kind.SOCIAL_COUNCIL,
        advises=body.kind == Kind.ADVISORY,
        exercises=tuple(name for _id, name in uses),
        used=exercise.id in {each for each, _name in uses},
        keeps=keeps,
        ended_on=body.dissolved_on if ended else None,
        ended_why=body.ended_why,
        done=done,
    )


def posts_of(seats: Sequence[Seat]) -> dict[tuple[int | None, int], str]:
    """(person, organisation) → title of the post."""
    people = [seat.person_id for seat in seats if seat.person_id]
    held = Post.objects.filter(person__in=people).exclude(title="").order_by("pk")
    return {(post.person_id, post.organisation_id): post.title for post in held}


def seat_shown(seat: Seat, posts: dict[tuple[int | None, int], str], day: date, url: str) -> SeatShown:
    title = posts.get((seat.person_id, seat.organisation_id), "") if seat.organisation_id else number_of(seat)
    agreed = seat.name_shown_on is not None and seat.person is not None
    return SeatShown(
        uid=seat.uid,
        role=str(SeatRole(seat.role).label),
        who=seat.person.name if agreed and seat.person else "",
        post=title,
        votes=seat.votes,
        vacant=seat.is_vacant(),
        since=seat.starts_on,
        term_ends_on=seat.term_ends_on,
        expired=seat.is_expired(day),
        desk_url=f"{url}asientos/{seat.uid}/" if url else "",
    )


def number_of(seat: Seat) -> str:
    """How the one without an organisation is called."""
    return _("Asiento %(n)s") % {"n": seat.number} if seat.sector else ""


ROLES = [SeatRole.TITULAR, SeatRole.SUPLENTE, SeatRole.ENLACE]


def sectors_shown(
    seats: Sequence[Seat], shown: dict[int, SeatShown], pack: RulePack, day: date
) -> tuple[SectorShown, ...]:
    """In the order of the pack, also those where nobody sits; at the end whoever is of none."""
    places: dict[str, dict[str, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    for seat in seats:
        if seat.role != SeatRole.FACILITADOR:
            key = seat.organisation.name if seat.organisation else f" {seat.pk}"
            places[sector_code(seat, pack, day)][key].append(seat)
    names = {sector.code: sector.name.capitalize() for sector in pack.sectors}
    if places.get(""):
        names[""] = _("Sin sector conocido")
    return tuple(
        SectorShown(
            code=code,
            name=name,
            count=sum(seat.role == SeatRole.TITULAR for each in places[code].values() for seat in each),
            places=tuple(place_shown(key, each, shown) for key, each in sorted(places[code].items())),
        )
        for code, name in names.items()
    )


def place_shown(key: str, seats: list[Seat], shown: dict[int, SeatShown]) -> PlaceShown:
    in_order = sorted(seats, key=lambda seat: (ROLES.index(SeatRole(seat.role)), seat.pk))
    name = "" if key.startswith(" ") else key
    return PlaceShown(name, tuple(shown[seat.pk] for seat in in_order))


def former_of(body: Body, day: date) -> tuple[FormerShown, ...]:
    ended = Seat.objects.filter(body=body, ends_on__lte=day, person__isnull=False).select_related("organisation")
    return tuple(
        FormerShown(
            post=post_of(seat),
            role=str(SeatRole(seat.role).label),
            since=seat.starts_on,
            until=seat.ends_on,
            why=seat.ended_why,
        )
        for seat in ended.order_by("-ends_on", "-pk")[:HISTORY]
        if seat.ends_on
    )


def pledges_of(body: Body, url: str) -> tuple[PledgeShown, ...]:
    return tuple(
        PledgeShown(
            uid=each.uid,
            giver=each.giver,
            kind=str(PledgeKind(each.kind).label),
            what=each.what,
            amount=" ".join(filter(None, [f"{each.amount:,.2f}".removesuffix(".00"), each.unit]))
            if each.amount
            else "",
            promised_on=each.promised_on,
            received_on=each.received_on,
            withdrawn_on=each.withdrawn_on,
            withdrawn_why=each.withdrawn_why,
            state=each.state,
            meeting=str(each.session) if each.session else "",
            meeting_url=f"{url}sesiones/{each.session.uid}/" if each.session else "",
        )
        for each in Pledge.objects.filter(body=body).select_related("session").order_by("-promised_on", "-pk")[:PLEDGES]
    )
