"""A session from its preparation to its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.agenda import carry_over
from tequio.bodies.actions.life import living, refuse_if_ended
from tequio.bodies.actions.session_rules import (
    AgendaIsEmpty,
    BodyOfAnotherPlace,
    ItemsArePending,
    locked,
    note,
    refuse_unless_runs,
)
from tequio.bodies.models import (
    AgendaItem,
    Body,
    ItemOutcome,
    Paper,
    SeatRole,
    Session,
    SessionStatus,
)
from tequio.bodies.presence import places_of, post_of, roll_of, seats_on, sector_of
from tequio.core.notice import Notice, notice
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.meetings import actions as meetings
from tequio.meetings.queries import calendar_of
from tequio.people.models import Person
from tequio.web import words


class AfterTheTerm(Refusal):
    code = "after-the-term"


@transaction.atomic
def prepare_session(
    *,
    body: Body,
    exercise: Exercise,
    begins_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    kind: str = "ordinary",
    place: str = "",
    link: str = "",
    series: Any = None,
    key: UUID | None = None,
) -> Session:
    """A draft that nobody is called to yet. The same ``key`` gives the same session."""
    if not permissions.can_prepare_session(by, body, exercise, at):
        raise PermissionDenied(_("Las sesiones las preparan la secretaría técnica y los enlaces del órgano."))
    if body.jurisdiction_id != exercise.jurisdiction_id:
        raise BodyOfAnotherPlace(_("Ese órgano es de otro lugar."))
    found = Body.objects.select_for_update().get(pk=body.pk)
    if key and (known := Session.objects.filter(key=key).first()):
        return known
    refuse_if_ended(found)
    number = (body.sessions.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
    made = Session(body=body, exercise=exercise, kind=kind, number=number, key=key)
    made.meeting = meetings.arrange_meeting(
        exercise=exercise,
        title=title_of(made),
        place=place,
        link=link,
        begins_at=begins_at,
        ends_at=ends_at,
        series=series,
        by=by,
        at=at,
    )
    made.save(force_insert=True)
    note("session_prepared", made, by, at, {"title": (None, made.meeting.title), "begins_at": (None, begins_at)})
    return made


def title_of(session: Session) -> str:
    """«Sesión ordinaria 3, Comité de seguimiento»."""
    kind = session.get_kind_display().lower()
    text = _("Sesión %(kind)s %(number)s, %(body)s") % {
        "kind": kind,
        "number": session.number,
        "body": session.body.name,
    }
    return text[:300]


@transaction.atomic
def schedule_sessions(
    *,
    body: Body,
    exercise: Exercise,
    first_begins_at: datetime,
    lasts: timedelta,
    rule: str,
    until_on: date,
    by: Person,
    at: datetime,
    place: str = "",
    skipped: frozenset[date] = frozenset(),
    key: UUID | None = None,
) -> list[Session]:
    """A series, one draft per occurrence: each has its own agenda and its own acta (requirement 106). Days in ``skipped`` are not
    held. The same ``key`` gives the same series."""
    refuse_unless_runs(by, exercise, at)
    moments = [each for each in meetings.moments_of(rule, first_begins_at, until_on) if each.date() not in skipped]
    if not moments:
        raise meetings.RuleIsWrong(_("No queda ninguna sesión: deje marcada al menos una."))
    if exercise.period_ends_on and until_on > exercise.period_ends_on:
        raise AfterTheTerm(
            _("El periodo termina el %(day)s: la serie no puede seguir después.")
            % {"day": words.long_date(exercise.period_ends_on)}
        )
    Body.objects.select_for_update().get(pk=body.pk)
    if key and (known := Session.objects.filter(key=key).select_related("meeting").first()):
        return list(Session.objects.filter(meeting__series=known.meeting.series_id).order_by("meeting__begins_at"))
    series = meetings.arrange_series(exercise=exercise, rule=rule, until_on=until_on, by=by, at=at)
    return [
        prepare_session(
            body=body,
            exercise=exercise,
            begins_at=begins,
            ends_at=begins + lasts,
            place=place,
            series=series,
            key=key if begins == moments[0] else None,
            by=by,
            at=at,
        )
        for begins in moments
    ]


def notice_of(session: Session, on: date) -> Notice:
    """With how many days it is called if it is called that day, by the rule of the pack."""
    limits = rulepack.load(session.exercise.pack).limits
    return notice(
        on,
        session.meeting.day(),
        required=limits.session_notice_days,
        working=limits.session_notice_working,
        calendar=calendar_of(session.exercise.jurisdiction),
    )


@transaction.atomic
def convene_session(*, session: Session, by: Person, at: datetime) -> Notice:
    """The convocatoria: the agenda is fixed with every pending agreement in it, and the seats are called. Short notice is a finding
    that stays written, not a refusal: an extraordinary session may need it."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.DRAFT)
    living(session.body)
    carry_over(session, by, at)
    agenda = tuple(session.items.order_by("position").values_list("title", flat=True))
    papers = papers_of(session)
    if not agenda:
        raise AgendaIsEmpty(_("Una sesión se convoca con su orden del día: agregue al menos un punto."))
    told = notice_of(session, session.exercise.today(at))
    session.status, session.convened_at, session.short_notice = SessionStatus.CONVENED, at, told.is_short
    session.save(update_fields=["status", "convened_at", "short_notice"])
    changes = {"status": ("draft", "convened"), "days": (None, told.given), "required_days": (None, told.required)}
    note("session_convened", session, by, at, changes)
    invite_seats(session, by, at)
    meetings.send_invitations(meeting=session.meeting, agenda=agenda, papers=papers, by=by, at=at)
    return told


def papers_of(session: Session) -> tuple[str, ...]:
    """The titles of what is to be read before."""
    rows = Paper.objects.filter(item__session=session).order_by("item__position", "pk")
    return tuple(rows.values_list("title", flat=True))


def invite_seats(session: Session, by: Person, at: datetime) -> None:
    day, pack = session.meeting.day(), rulepack.load(session.exercise.pack)
    for seat in seats_on(session.body, day):
        if seat.person is not None:
            meetings.invite(
                meeting=session.meeting,
                person=seat.person,
                post=f"{post_of(seat)} ({SeatRole(seat.role).label})"[:300],
                sector=sector_of(seat, pack, day),
                by=by,
                at=at,
            )


@transaction.atomic
def invite_specialist(
    *, session: Session, person: Person, post: str, by: Person, at: datetime, email: str = "", sector: str = ""
) -> None:
    """Somebody of outside, to say what she knows (requirement 40); the letter leaves at once if the session was convened."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.DRAFT, SessionStatus.CONVENED)
    meetings.invite(
        meeting=session.meeting, person=person, post=post, sector=sector, email=email, is_specialist=True, by=by, at=at
    )
    if session.status == SessionStatus.CONVENED:
        agenda = tuple(session.items.order_by("position").values_list("title", flat=True))
        meetings.send_invitations(meeting=session.meeting, agenda=agenda, papers=papers_of(session), by=by, at=at)


@transaction.atomic
def move_session(
    *,
    session: Session,
    begins_at: datetime,
    ends_at: datetime,
    place: str,
    by: Person,
    at: datetime,
    reason: str = "",
    link: str | None = None,
) -> None:
    """Whoever was called reads why; a draft, that nobody was called to, moves without a reason."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.DRAFT, SessionStatus.CONVENED)
    if session.status == SessionStatus.CONVENED and not reason.strip():
        raise meetings.NeedsAReason(_("Ya se convocó: diga por qué se mueve. Lo lee quien fue invitado."))
    meetings.move_meeting(
        meeting=session.meeting,
        begins_at=begins_at,
        ends_at=ends_at,
        place=place,
        link=link,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    if session.status == SessionStatus.CONVENED and session.convened_at is not None:
        told = notice_of(session, session.exercise.today(at))
        Session.objects.filter(pk=session.pk).update(short_notice=told.is_short)
        session.short_notice = told.is_short


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Person, at: datetime) -> None:
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.DRAFT, SessionStatus.CONVENED)
    meetings.cancel_meeting(meeting=session.meeting, reason=reason, by=by, at=at)
    before = session.status
    Session.objects.filter(pk=session.pk).update(status=SessionStatus.CANCELLED)
    session.status = SessionStatus.CANCELLED
    note("session_cancelled", session, by, at, {"status": (before, "cancelled"), "reason": (None, reason)})


@transaction.atomic
def open_session(*, session: Session, by: Person, at: datetime) -> None:
    """It begins; an agreement taken after the convocatoria is in its agenda too."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.CONVENED)
    carry_over(session, by, at)
    Session.objects.filter(pk=session.pk).update(status=SessionStatus.OPEN, opened_at=at)
    session.status, session.opened_at = SessionStatus.OPEN, at
    note("session_opened", session, by, at, {"status": ("convened", "open")})


@transaction.atomic
def close_session(*, session: Session, by: Person, at: datetime) -> None:
    """Every point says what became of it; what stays open goes to the next agenda that is already fixed."""
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.OPEN)
    pending = list(session.items.filter(outcome=ItemOutcome.PENDING).order_by("position"))
    if pending:
        raise ItemsArePending(
            _("Falta decir qué pasó con: %(items)s.") % {"items": "; ".join(map(str, map(told, pending)))}
        )
    session.status, session.closed_at, session.roll = SessionStatus.CLOSED, at, roll_of(session)
    session.save(update_fields=["status", "closed_at", "roll"])
    note("session_closed", session, by, at, {"status": ("open", "closed"), "present": (None, len(present(session)))})
    following = Session.objects.filter(
        body=session.body_id, exercise=session.exercise_id, status__in=(SessionStatus.CONVENED, SessionStatus.OPEN)
    )
    for each in following.select_related("exercise", "body", "meeting"):
        carry_over(each, by, at)


def told(item: AgendaItem) -> str:
    return f"{item.position}. {item.title}"


def present(session: Session) -> list[int]:
    return [place.seat.pk for place in places_of(session) if place.speaker]
