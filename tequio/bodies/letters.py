"""The warning that something is still lacking for a session, to whoever prepares it: once, some days before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Seat, SeatRole, Session, SessionStatus
from tequio.exercises.models import Membership, Role
from tequio.formats import rulepack
from tequio.meetings.letters import when, where
from tequio.meetings.models import Need, NeedStatus
from tequio.outbox.actions import queue_message
from tequio.outbox.models import Message
from tequio.people.models import Person
from tequio.web.letters import Letter, in_html, in_words

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
    return sum(_warn(each, at) for each in near if at.astimezone(each.exercise.jurisdiction.zone).hour >= earliest)


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
    return sum(_queue(session, person, letter, at) for person in preparers(session, today))


def preparers(session: Session, today: date) -> list[Person]:
    """The secretaría técnica of the exercise and the enlaces of the body, those with an account; two queries."""
    roles = Membership.objects.filter(
        exercise=session.exercise_id,
        role=Role.SECRETARIAT,
        ends_at__isnull=True,
        person__account__is_active=True,
    )
    seats = Seat.objects.held_on(today).filter(
        body=session.body_id, role=SeatRole.ENLACE, person__account__is_active=True
    )
    people: Iterable[Person | None] = [
        *(each.person for each in roles.select_related("person__account").order_by("pk")),
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


def _queue(session: Session, person: Person, letter: Letter, at: datetime) -> int:
    day = session.meeting.day()
    uid = uuid.uuid5(_SPACE, f"{session.uid}:{person.uid}:{day.isoformat()}")
    if person.account is None or Message.objects.filter(uid=uid).exists():
        return 0
    queue_message(
        recipient=person.account.email,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        uid=uid,
        at=at,
    )
    return 1
