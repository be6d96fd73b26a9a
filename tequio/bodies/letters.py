"""Two warnings to whoever prepares sessions, each once: something is still lacking some days before, an oficio went past its term."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Oficio, Seat, SeatRole, Session, SessionStatus
from tequio.bodies.session_letters import queue_notice
from tequio.exercises.models import Exercise, Membership, Role
from tequio.formats import rulepack
from tequio.meetings.letters import when, where
from tequio.meetings.models import Need, NeedStatus
from tequio.people.models import Person
from tequio.web import words
from tequio.web.letters import Letter

#: nobody is written to before this hour of the place
EARLIEST = 7
#: lines of one letter; the rest is one link away
LINES = 12
#: no rule warns earlier
LONGEST_WARNING = timedelta(days=60)
_SPACE = uuid.UUID("b1a0c0de-5d5c-4b0e-9c1e-7a4c35a1e0c8")


def write_need_letters(*, at: datetime, earliest: int = EARLIEST) -> int:
    """Queue one for each person who prepares a session that is near and lacks something; how many. Asked again, nothing: a session
    warns each person once, and once more if it moves to another day."""
    sessions = Session.objects.filter(
        status__in=(SessionStatus.DRAFT, SessionStatus.CONVENED),
        meeting__begins_at__gte=at,
        meeting__begins_at__lt=at + LONGEST_WARNING,
        meeting__needs__status__in=(NeedStatus.PENDING, NeedStatus.REQUESTED),
    ).distinct()
    rows = sessions.select_related("exercise__jurisdiction", "body", "meeting__exercise__jurisdiction")
    near = rows.prefetch_related("meeting__needs").order_by("pk")
    return sum(_warn(each, at) for each in near if is_awake(each.exercise, at, earliest))


def write_oficio_letters(*, at: datetime, earliest: int = EARLIEST) -> int:
    """Queue one to each person of the office for each oficio that nobody answered in its term; how many. Once for each."""
    waiting = Oficio.objects.filter(answered_on__isnull=True, answer_due_on__lt=at.date() + timedelta(days=1))
    rows = waiting.select_related("exercise__jurisdiction", "session__body").order_by("pk")
    return sum(_warn_of_oficio(each, at) for each in rows if is_awake(each.exercise, at, earliest))


def is_awake(exercise: Exercise, at: datetime, earliest: int) -> bool:
    """Of an archived one nobody is asked to do anything."""
    return exercise.takes_changes and at.astimezone(exercise.jurisdiction.zone).hour >= earliest


def urgent_of(session: Session, today: date) -> list[Need]:
    days = rulepack.load(session.exercise.pack).limits.logistics_alert_days
    day = session.meeting.day()
    return [each for each in session.meeting.needs.all() if each.is_urgent(today, day, days)]


@transaction.atomic
def _warn(session: Session, at: datetime) -> int:
    today = session.exercise.jurisdiction.today(at)
    urgent = sorted(urgent_of(session, today), key=lambda need: need.pk)
    if not urgent:
        return 0
    letter = need_letter(session, urgent, (session.meeting.day() - today).days)
    day = session.meeting.day().isoformat()
    people = preparers(session, today)
    return queue_notice(addressed(people, f"{session.uid}:{{}}:{day}"), letter, at)


@transaction.atomic
def _warn_of_oficio(oficio: Oficio, at: datetime) -> int:
    if not oficio.is_overdue(oficio.exercise.jurisdiction.today(at)):
        return 0
    letter = oficio_letter(oficio)
    return queue_notice(addressed(office_of(oficio.exercise), f"{oficio.uid}:{{}}"), letter, at)


def addressed(people: Iterable[Person], about: str) -> dict[str, uuid.UUID]:
    """``about``: what a letter is about, with a place for whom it is for."""
    return {
        person.account.email: uuid.uuid5(_SPACE, about.format(person.uid))
        for person in people
        if person.account is not None
    }


def oficio_letter(oficio: Oficio) -> Letter:
    session = oficio.session
    root = f"/{oficio.exercise.slug}/organos/"
    return Letter(
        subject=_("Un oficio pasó su término sin respuesta"),
        paragraphs=(
            _("Nadie ha contestado el oficio %(folio)s, sobre «%(subject)s».")
            % {"folio": oficio.folio, "subject": oficio.subject},
            _("Cuando contesten, anótelo: se dejan de contar los días."),
        ),
        facts=(
            (_("Se dirigió a"), oficio.addressee),
            (_("Se envió"), words.long_date(oficio.sent_on)),
            (_("Se esperaba a más tardar"), words.long_date(oficio.answer_due_on)),
        ),
        link=f"{root}{session.body.uid}/sesiones/{session.uid}/preparativos/" if session else root,
        button=_("Ver el oficio") if session else _("Ver los órganos"),
        why=_("Recibe esto, una sola vez por oficio, porque lleva la secretaría técnica."),
    )


def office_of(exercise: Exercise) -> list[Person]:
    """The secretaría técnica, those with an account. One query."""
    roles = Membership.objects.filter(
        exercise=exercise, role=Role.SECRETARIAT, ends_at__isnull=True, person__account__is_active=True
    )
    return [each.person for each in roles.select_related("person__account").order_by("pk")]


def preparers(session: Session, today: date) -> list[Person]:
    """The secretaría técnica of the exercise and the enlaces of the body, those with an account; two queries."""
    seats = Seat.objects.held_on(today).filter(
        body=session.body_id, role=SeatRole.ENLACE, person__account__is_active=True
    )
    people: Iterable[Person | None] = [
        *office_of(session.exercise),
        *(each.person for each in seats.select_related("person__account").order_by("pk")),
    ]
    return list({each.pk: each for each in people if each is not None}.values())


def need_letter(session: Session, urgent: list[Need], left: int) -> Letter:
    meeting = session.meeting
    days = (
        _("La sesión es hoy.") if left == 0 else ngettext("Queda %(n)s día.", "Quedan %(n)s días.", left) % {"n": left}
    )
    told = [f"{each.text} ({each.get_status_display().lower()})" for each in urgent[:LINES]]
    return Letter(
        subject=_("Falta algo para una sesión que ya viene"),
        paragraphs=(
            _("%(days)s Todavía no está listo: %(what)s.") % {"days": days, "what": "; ".join(told)},
            _("Cuando lo esté, márquelo: quien abra los preparativos verá lo mismo que usted."),
        ),
        facts=((_("Sesión"), meeting.title), (_("Cuándo"), when(meeting)), (_("Dónde"), where(meeting))),
        link=f"/{session.exercise.slug}/organos/{session.body.uid}/sesiones/{session.uid}/preparativos/",
        button=_("Ver los preparativos"),
        why=_("Recibe esto, una sola vez por sesión, porque la prepara."),
    )
