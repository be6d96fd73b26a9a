"""What stands around a meeting: counts of answers and arrivals, what is lacking, what clashes with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.workdays import Calendar, Closure, LocalDay
from tequio.exercises.models import Exercise
from tequio.meetings import letters
from tequio.meetings.models import Answer, Invitation, Meeting, Need
from tequio.places.models import Jurisdiction
from tequio.places.queries import local_calendar
from tequio.web.downloads import address
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    accepted: int
    declined: int
    none: int
    unsent: int
    #: of those without an answer, who had said yes or no for the hour before it moved
    formerly_accepted: int = 0
    formerly_declined: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.declined + self.none


def answers_of(meeting: Meeting) -> AnswerCounts:
    """One query. ``none`` and ``unsent`` overlap: a letter that has not left has no answer either."""
    rows = list(Invitation.objects.filter(meeting=meeting).values_list("answer", "sent_at", "former_answer"))
    count = Counter(answer for answer, _sent, _former in rows)
    unsent = sum(sent is None for _answer, sent, _former in rows)
    former = Counter(former for answer, _sent, former in rows if answer == Answer.NONE)
    return AnswerCounts(
        count[Answer.ACCEPTED],
        count[Answer.DECLINED],
        count[Answer.NONE],
        unsent,
        former[Answer.ACCEPTED],
        former[Answer.DECLINED],
    )


#: of who has not answered again, by what she said for the hour before
FORMERLY = {
    Answer.ACCEPTED.value: gettext_lazy("Aceptó para la fecha anterior"),
    Answer.DECLINED.value: gettext_lazy("Dijo que no para la fecha anterior"),
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """By post, never by name. ``formerly`` only while she has not answered for the new hour."""

    post: str
    answer: str
    formerly: str


def answer_lines(meeting: Meeting) -> tuple[AnswerLine, ...]:
    """Those who were called, in the order in which they were. One query."""
    rows = Invitation.objects.filter(meeting=meeting, sent_at__isnull=False).order_by("pk")
    return tuple(
        AnswerLine(
            post=each.post or str(_("Persona invitada")),
            answer=str(Answer(each.answer).label),
            formerly=str(FORMERLY.get(each.former_answer, "")) if each.answer == Answer.NONE else "",
        )
        for each in rows
    )


def calendar_of(jurisdiction: Jurisdiction) -> Calendar:
    """Statutory days, local ones and closures of this place and of those it lies in."""
    local = local_calendar(jurisdiction)
    days = tuple(LocalDay(day, "día inhábil local", "") for day in local.days)
    return Calendar(days=days, closures=tuple(Closure(first, last) for first, last in local.closures))


@dataclass(frozen=True, slots=True)
class Clash:
    """``kind``: holiday, place or time; ``what`` says it in words or names the other meeting."""

    kind: str
    day: date
    what: str


def clashes(
    exercise: Exercise, spans: list[tuple[datetime, datetime]], *, place: str, calendar: Calendar, but: set[int]
) -> list[Clash]:
    """Of each span: a day off, another meeting of the exercise at that time, another meeting of anybody in that very place. One
    query; ``but`` are the meetings that are not looked at (these very ones)."""
    if not spans:
        return []
    zone = exercise.jurisdiction.zone
    first, last = min(begins for begins, _ends in spans), max(ends for _begins, ends in spans)
    near = Meeting.objects.filter(begins_at__lt=last, ends_at__gt=first, cancelled_at__isnull=True)
    near = near.filter(Q(exercise=exercise) | Q(exercise__jurisdiction=exercise.jurisdiction_id)).exclude(pk__in=but)
    others = list(near.order_by("begins_at", "pk"))
    found = []
    for begins, ends in spans:
        day = begins.astimezone(zone).date()
        if why := calendar.why_closed(day):
            found.append(Clash("holiday", day, why))
        for other in others:
            if other.begins_at < ends and begins < other.ends_at:
                same_place = bool(place) and other.place.casefold() == place.casefold()
                if same_place or other.exercise_id == exercise.pk:
                    found.append(Clash("place" if same_place else "time", day, other.title))
    return found


def urgent_needs(meeting: Meeting, *, today: date, alert_days: int) -> list[Need]:
    day = meeting.day()
    return [need for need in meeting.needs.order_by("pk") if need.is_urgent(today, day, alert_days)]


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """Without the name of who was invited: whoever has the letter knows it."""

    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    office: str
    when: str
    where: str
    answer: str
    answer_text: str
    #: why it was moved, and what she had said for the hour before, while she has not answered again
    moved: str
    formerly: str
    cancelled: str
    #: its exercise was handed over before it was held
    archived: bool
    open: bool
    #: where its agenda and its papers are read, where some room above has them
    agenda_url: str
    #: tells others what it is, when and where, by WhatsApp; not the link that answers for her. Empty where nobody else may come
    share_url: str
    error: str


def invitation_page(invitation: Invitation, now: datetime, *, error: str = "") -> InvitationPage:
    meeting = invitation.meeting
    asked = {"uid": invitation.uid, "signature": letters.answer_signature(invitation.uid)}
    agenda_url = address("bodies:invited_agenda", tuple(asked.items()))
    cancelled = meeting.cancel_reason if meeting.cancelled_at else ""
    archived = not meeting.exercise.takes_changes
    return InvitationPage(
        title=meeting.title,
        description=_("Diga si asistirá. No necesita cuenta y puede cambiar su respuesta hasta que empiece."),
        crumbs=(),
        office=letters.office_of(meeting),
        when=letters.when(meeting),
        where=letters.where(meeting),
        answer=invitation.answer,
        answer_text=str(Answer(invitation.answer).label),
        moved=meeting.move_reason,
        formerly=str(FORMERLY.get(invitation.former_answer, "")) if invitation.answer == Answer.NONE else "",
        cancelled=cancelled,
        archived=archived,
        open=not cancelled and not archived and now < meeting.begins_at,
        agenda_url=agenda_url,
        share_url=share_url(meeting) if not cancelled else "",
        error=error,
    )


def share_url(meeting: Meeting) -> str:
    """Opens WhatsApp with the text written; nothing is asked of anybody before the click."""
    public = address("bodies:of_meeting", (("uid", meeting.uid),))
    if not public:
        return ""
    said = f"{meeting.title}. {letters.when(meeting)}, {letters.where(meeting)}. {settings.SITE_URL}{public}"
    return f"https://wa.me/?{urlencode({'text': said})}"
