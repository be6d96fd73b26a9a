"""The pages of what an advisory body is asked: the list of its rounds, and one round with its comments and their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Comment, CommentRound, Kind, Seat, SeatRole
from tequio.bodies.presence import post_of
from tequio.bodies.queries.sessions import trail
from tequio.bodies.typed import NOTHING, Typed
from tequio.documents.models import Issued
from tequio.documents.models import Kind as DocumentKind
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

PAGE = 40
#: documents that are offered to be asked about
OFFERED = 100
#: what an adviser is not asked about: what was done in a session, a letter to an office
NEVER = ("acta", "oficio")


class NoSuchRound(Exception):
    """That body has no round with that uid in that exercise."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """``state``: open, over (no more comments; some may wait for their answer) or closed."""

    url: str
    document: str
    asks: str
    state: str
    opened_on: date
    closes_on: date
    comments: int
    waiting: int


@dataclass(frozen=True, slots=True)
class RoundsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    rounds: tuple[RoundLine, ...]
    advises: bool
    runs: bool
    previous_page: str
    next_page: str


@dataclass(frozen=True, slots=True)
class CommentShown:
    """By the seat's post, never by name. ``typed`` is what was written in its answer and refused."""

    uid: UUID
    post: str
    part: str
    text: str
    made_on: date
    answer: str
    answered_on: date | None
    typed: str
    error: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    line: RoundLine
    folio: str
    version: int
    sha256: str
    newer: bool
    comments: tuple[CommentShown, ...]
    seat: str
    key: UUID
    runs: bool
    typed: Typed
    done: str
    errors: tuple[FormError, ...]
    previous_page: str
    next_page: str

    @property
    def may_comment(self) -> bool:
        return bool(self.seat) and self.line.state == "open" and not self.newer

    @property
    def may_close(self) -> bool:
        return self.runs and self.line.state != "closed" and not self.line.waiting


def pages_of(url: str, at: int, count: int) -> tuple[str, str]:
    """(the one before, the one after), empty where there is none."""
    before = f"{url}?pagina={at - 1}" if at > 1 else ""
    return before, f"{url}?pagina={at + 1}" if at * PAGE < count else ""


def page_number(text: str, count: int) -> int:
    last = max(1, -(-count // PAGE))
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 6 else 1


def document_words(document: Issued) -> str:
    """«Plan de trabajo STL/003/2026, versión 2»."""
    kinds = {each.value: str(each.label) for each in DocumentKind}
    kind = kinds.get(document.kind, "") or kinds.get(document.kind.replace("-", "_"), "") or _("Documento")
    return _("%(kind)s %(folio)s, versión %(n)s") % {"kind": kind, "folio": document.folio, "n": document.version}


def state_of(round: CommentRound, today: date) -> str:
    if round.closed_at is not None:
        return "closed"
    return "open" if today <= round.closes_on else "over"


def counted() -> dict[str, Count]:
    return {"said": Count("comments"), "waiting": Count("comments", filter=Q(comments__answered_at__isnull=True))}


def round_line(exercise: ExerciseHeader, round: CommentRound, url: str, today: date) -> RoundLine:
    return RoundLine(
        url=f"{url}{round.uid}/",
        document=document_words(round.document),
        asks=round.asks,
        state=state_of(round, today),
        opened_on=round.opened_at.astimezone(exercise.zone).date(),
        closes_on=round.closes_on,
        comments=getattr(round, "said", 0),
        waiting=getattr(round, "waiting", 0),
    )


def rounds_page(exercise: ExerciseHeader, body: Body, *, runs: bool, now: datetime, asked: str = "") -> RoundsPage:
    """The open first, then the last. Two queries."""
    url = f"{exercise.url}organos/{body.uid}/comentarios/"
    rows = CommentRound.objects.filter(body=body, exercise=exercise.id).select_related("document")
    count = rows.count()
    at = page_number(asked, count)
    found = rows.annotate(**counted()).order_by(F("closed_at").desc(nulls_first=True), "-opened_at", "-pk")
    before, after = pages_of(url, at, count)
    today = now.astimezone(exercise.zone).date()
    return RoundsPage(
        exercise=exercise,
        title=_("Comentarios del grupo asesor"),
        description=_(
            "Qué se le preguntó a «%(body)s», sobre qué versión de qué documento, qué dijo y qué se contestó."
        )
        % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(_("Comentarios"))),
        body=body.name,
        url=url,
        rounds=tuple(round_line(exercise, each, url, today) for each in found[(at - 1) * PAGE : at * PAGE]),
        advises=body.kind == Kind.ADVISORY,
        runs=runs and not body.has_ended(today),
        previous_page=before,
        next_page=after,
    )


def round_at(exercise: ExerciseHeader, body: Body, uid: UUID) -> CommentRound:
    rows = CommentRound.objects.filter(body=body, exercise=exercise.id, uid=uid).annotate(**counted())
    found = rows.select_related("document__file", "body__jurisdiction", "exercise__jurisdiction").first()
    if found is None:
        raise NoSuchRound(uid)
    return found


def seat_of(round: CommentRound, person: Person | None, today: date) -> Seat | None:
    """From which this person comments."""
    if person is None:
        return None
    held = Seat.objects.held_on(today).filter(body=round.body_id, person=person)
    return (
        held.filter(role__in=(SeatRole.TITULAR, SeatRole.SUPLENTE))
        .select_related("organisation", "body")
        .order_by("pk")
        .first()
    )


def round_page(
    exercise: ExerciseHeader,
    round: CommentRound,
    person: Person | None,
    *,
    runs: bool,
    now: datetime,
    asked: str = "",
    typed: Typed = NOTHING,
    done: str = "",
) -> RoundPage:
    """Three queries, whatever the number of comments. No name of a person is in it."""
    body, document = round.body, round.document
    rounds, today = f"{exercise.url}organos/{body.uid}/comentarios/", now.astimezone(exercise.zone).date()
    line = round_line(exercise, round, rounds, today)
    at = page_number(asked, line.comments)
    rows = round.comments.select_related("seat__organisation").order_by("pk")
    before, after = pages_of(line.url, at, line.comments)
    seat = seat_of(round, person, today) if exercise.takes_changes else None
    newer = Issued.objects.filter(kind=document.kind, subject_uid=document.subject_uid, version__gt=document.version)
    return RoundPage(
        exercise=exercise,
        title=line.document,
        description=_("Comentarios de «%(body)s» a una versión de un documento, y lo que se contestó a cada uno.")
        % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(_("Comentarios"), rounds), Crumb(document.folio)),
        body=body.name,
        url=line.url,
        line=line,
        folio=document.folio,
        version=document.version,
        sha256=document.sha256,
        newer=newer.exists(),
        comments=shown(rows[(at - 1) * PAGE : at * PAGE], exercise, typed),
        seat=f"{post_of(seat)} · {seat.get_role_display()}" if seat else "",
        key=uuid4(),
        runs=runs,
        typed=typed,
        done=done,
        errors=typed.errors,
        previous_page=before,
        next_page=after,
    )


def shown(comments: Iterable[Comment], exercise: ExerciseHeader, typed: Typed) -> tuple[CommentShown, ...]:
    return tuple(
        CommentShown(
            uid=each.uid,
            post=post_of(each.seat),
            part=each.part,
            text=each.text,
            made_on=each.made_at.astimezone(exercise.zone).date(),
            answer=each.answer,
            answered_on=each.answered_at.astimezone(exercise.zone).date() if each.answered_at else None,
            typed=typed.in_form("contestar", str(each.uid)).get("answer", ""),
            error=typed.error_of("contestar", str(each.uid)),
        )
        for each in comments
    )


def documents_offered(exercise: ExerciseHeader) -> list[tuple[str, str]]:
    """The last version of each, the newest first. One query."""
    rows = Issued.objects.filter(exercise=exercise.id).exclude(kind__in=NEVER).order_by("-issued_at", "-pk")
    last: dict[tuple[str, UUID], Issued] = {}
    for each in rows[: OFFERED * 5]:
        known = last.get((each.kind, each.subject_uid))
        if known is None or known.version < each.version:
            last[(each.kind, each.subject_uid)] = each
    return [(str(each.uid), document_words(each)) for each in list(last.values())[:OFFERED]]
