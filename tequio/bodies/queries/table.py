"""What stands around a session besides its agenda: its changes, who answered, what is lacking, what was asked of other offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.actions.sessions import notice_of
from tequio.bodies.models import Oficio, Session, SessionStatus
from tequio.core.notice import Notice
from tequio.core.rules.pack import RulePack
from tequio.formats import rulepack
from tequio.meetings.models import Need, NeedStatus
from tequio.meetings.queries import AnswerCounts, AnswerLine, answer_lines, answers_of


@dataclass(frozen=True, slots=True)
class NeedLine:
    """``urgent``: still lacking with few days to go."""

    uid: UUID
    kind: str
    text: str
    status: str
    state: str
    lacking: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class OficioLine:
    """``waits``: calendar days until the answer, or until today."""

    uid: UUID
    folio: str
    addressee: str
    subject: str
    sent_on: date
    due_on: date
    answered_on: date | None
    answer: str
    waits: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    """For everybody, why it moved or is not held, its public list and its appointment; the rest only for who prepares it."""

    move_reason: str
    cancel_reason: str
    has_list: bool
    signed_list: bool
    has_appointment: bool
    answers: AnswerCounts | None
    called: tuple[AnswerLine, ...]
    needs: tuple[NeedLine, ...]
    oficios: tuple[OficioLine, ...]
    days_left: int
    #: with how many days it would be called today, for whoever prepares it; empty once it was called
    term: str
    term_is_short: bool
    alert: str

    @property
    def lacking(self) -> int:
        return sum(need.lacking for need in self.needs)

    @property
    def waiting(self) -> int:
        return sum(oficio.answered_on is None for oficio in self.oficios)


def table_part(session: Session, *, prepares: bool, today: date) -> TablePart:
    """Without query for the public; four for whoever prepares it, and those of the calendar before it is called."""
    meeting, pack = session.meeting, rulepack.load(session.exercise.pack)
    needs = needs_of(session, pack, today) if prepares else ()
    left = (meeting.day() - today).days
    told = notice_of(session, today) if prepares and session.status == SessionStatus.DRAFT else None
    return TablePart(
        move_reason="" if meeting.cancelled_at else meeting.move_reason,
        cancel_reason=meeting.cancel_reason,
        has_list=(meeting.paper_list_id or meeting.public_list_id) is not None,
        signed_list=meeting.paper_list_id is not None,
        has_appointment=session.convened_at is not None,
        answers=answers_of(meeting) if prepares and session.convened_at else None,
        called=answer_lines(meeting) if prepares and session.convened_at else (),
        needs=needs,
        oficios=oficios_of(session, today) if prepares else (),
        days_left=left,
        term=term_words(told) if told else "",
        term_is_short=told is not None and told.is_short,
        alert=alert_words(session, sum(need.urgent for need in needs), left),
    )


def term_words(told: Notice) -> str:
    """«Si convoca hoy habrá 4 días hábiles de anticipación; la regla pide 5.»"""
    numbers = {"given": told.given, "required": told.required}
    if told.working:
        said = ngettext(
            "Si convoca hoy, será con %(given)s día hábil de anticipación; la regla pide %(required)s.",
            "Si convoca hoy, será con %(given)s días hábiles de anticipación; la regla pide %(required)s.",
            told.given,
        )
    else:
        said = ngettext(
            "Si convoca hoy, será con %(given)s día de anticipación; la regla pide %(required)s.",
            "Si convoca hoy, será con %(given)s días de anticipación; la regla pide %(required)s.",
            told.given,
        )
    return said % numbers


def alert_words(session: Session, urgent: int, left: int) -> str:
    if not urgent or session.status not in (SessionStatus.DRAFT, SessionStatus.CONVENED):
        return ""
    lacks = ngettext("Falta %(n)s cosa", "Faltan %(n)s cosas", urgent) % {"n": urgent}
    if left == 0:
        return _("%(lacks)s y la sesión es hoy.") % {"lacks": lacks}
    return ngettext(
        "%(lacks)s y queda %(days)s día para la sesión.", "%(lacks)s y quedan %(days)s días para la sesión.", left
    ) % {"lacks": lacks, "days": left}


def needs_of(session: Session, pack: RulePack, today: date) -> tuple[NeedLine, ...]:
    """What is lacking first. One query."""
    day = session.meeting.day()
    rows = sorted(session.meeting.needs.order_by("pk"), key=lambda need: not need.is_lacking)
    return tuple(
        NeedLine(
            uid=each.uid,
            kind=str(each.get_kind_display()),
            text=each.text,
            status=str(NeedStatus(each.status).label),
            state=each.status,
            lacking=each.is_lacking,
            urgent=each.is_urgent(today, day, pack.limits.logistics_alert_days),
        )
        for each in rows
    )


def oficios_of(session: Session, today: date) -> tuple[OficioLine, ...]:
    """Those without an answer first, the oldest on top. One query."""
    rows = sorted(
        Oficio.objects.filter(session=session).order_by("sent_at", "pk"), key=lambda each: each.answered_on is not None
    )
    return tuple(
        OficioLine(
            uid=each.uid,
            folio=each.folio,
            addressee=each.addressee,
            subject=each.subject,
            sent_on=each.sent_on,
            due_on=each.answer_due_on,
            answered_on=each.answered_on,
            answer=each.answer,
            waits=waits(each, today),
            overdue=each.is_overdue(today),
        )
        for each in rows
    )


def waits(oficio: Oficio, today: date) -> str:
    days = max(0, oficio.days_waiting(today))
    if oficio.answered_on is not None:
        return ngettext("Contestaron en %(n)s día", "Contestaron en %(n)s días", days) % {"n": days}
    return ngettext("%(n)s día de espera", "%(n)s días de espera", days) % {"n": days}


def need_choices(session: Session) -> list[tuple[str, str]]:
    """What may be asked of another office."""
    rows = Need.objects.filter(meeting=session.meeting_id, status__in=(NeedStatus.PENDING, NeedStatus.REQUESTED))
    none = ("", str(_("No es de la lista")))
    return [none, *((str(each.uid), f"{each.get_kind_display()}: {each.text[:80]}") for each in rows.order_by("pk"))]
