"""What is written to who was invited: the letter with its appointment, and the link that answers without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tequio.formats.ical import CalendarEntry, Guest, appointment
from tequio.meetings.models import Answer, Invitation, Meeting
from tequio.web import words
from tequio.web.letters import Letter

if TYPE_CHECKING:
    from uuid import UUID

ANSWERS = Signer(salt="tequio.meetings.answer")
OPENED = Signer(salt="tequio.meetings.opened")


def answer_signature(uid: UUID) -> str:
    """Whoever has the letter answers for whom it was written to."""
    return ANSWERS.signature(str(uid))


def answer_url(invitation: Invitation) -> str:
    return f"/invitacion/{invitation.uid}/{answer_signature(invitation.uid)}/"


def cookie_of(meeting: Meeting) -> str:
    return f"invitacion-{meeting.uid.hex[:12]}"


def remember(response: HttpResponse, invitation: Invitation, *, now: datetime) -> None:
    """This browser opened the letter: at the door it is known without an account. Only the pages of arrival are told."""
    meeting = invitation.meeting
    left = int((meeting.ends_at - now).total_seconds())
    if left <= 0:
        return
    response.set_cookie(
        cookie_of(meeting),
        OPENED.sign(str(invitation.uid)),
        max_age=left,
        path="/llegada/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def opened_invitation(cookies: Mapping[str, str], meeting: Meeting) -> Invitation | None:
    try:
        uid = OPENED.unsign(cookies.get(cookie_of(meeting), ""))
    except BadSignature:
        return None
    return Invitation.objects.filter(uid=uid, meeting=meeting).select_related("person").first()


def when(meeting: Meeting) -> str:
    zone = meeting.exercise.jurisdiction.zone
    begins = meeting.begins_at.astimezone(zone)
    return _("%(day)s a las %(hour)s") % {
        "day": words.long_date(begins),
        "hour": words.hour_of(meeting.exercise.jurisdiction.time_zone, begins),
    }


def where(meeting: Meeting) -> str:
    return meeting.place or _("Por definir")


def address_of(invitation: Invitation) -> str:
    """The account's, else the one given for this letter; empty when it goes on paper."""
    account = invitation.person.account
    return account.email if account else invitation.email


def invitation_letter(invitation: Invitation, *, agenda: tuple[str, ...] = (), papers: tuple[str, ...] = ()) -> Letter:
    meeting = invitation.meeting
    calls = _("%(office)s le invita a: %(title)s.") % {"office": office_of(meeting), "title": meeting.title}
    items = (_("Orden del día: %(items)s.") % {"items": "; ".join(agenda)},) if agenda else ()
    read = (
        (_("Para leer antes, en la liga de esta carta: %(papers)s.") % {"papers": "; ".join(papers)},) if papers else ()
    )
    return Letter(
        subject=_("Invitación: %(title)s") % {"title": meeting.title},
        paragraphs=(calls, *items, *read, _("Va adjunta la cita para su calendario.")),
        facts=((_("Cuándo"), when(meeting)), (_("Dónde"), where(meeting))),
        link=answer_url(invitation),
        button=_("Decir si asistirá"),
        why=_("Recibe esto porque se le invitó a esta reunión. Para contestar no necesita cuenta."),
    )


@dataclass(frozen=True, slots=True)
class Former:
    """When and where a meeting was, in words, before it was moved."""

    when: str
    where: str


def change_letter(invitation: Invitation, before: Former) -> Letter:
    """It says what was and what is; if the hour is another, what she had answered no longer holds."""
    meeting = invitation.meeting
    why = (_("El motivo: %(reason)s") % {"reason": meeting.move_reason},) if meeting.move_reason else ()
    asks = (_("Díganos otra vez si asistirá: lo que contestó era para la hora anterior."),)
    return Letter(
        subject=_("Cambió la reunión: %(title)s") % {"title": meeting.title},
        paragraphs=(
            _("Cambió el lugar o la hora. La cita adjunta sustituye a la anterior en su calendario."),
            *why,
            *(asks if invitation.former_answer != Answer.NONE and invitation.answer == Answer.NONE else ()),
        ),
        facts=(
            (_("Era"), joined(before.when, before.where)),
            (_("Ahora es"), joined(when(meeting), where(meeting))),
        ),
        link=answer_url(invitation),
        button=_("Decir si asistirá"),
        why=_("Recibe esto porque se le invitó a esta reunión."),
    )


def cancel_letter(invitation: Invitation) -> Letter:
    meeting = invitation.meeting
    return Letter(
        subject=_("Se canceló la reunión: %(title)s") % {"title": meeting.title},
        paragraphs=(
            _("Ya no se hará. El motivo: %(reason)s") % {"reason": meeting.cancel_reason},
            _("El archivo adjunto la quita de su calendario."),
        ),
        facts=((_("Era"), when(meeting)),),
        why=_("Recibe esto porque se le invitó a esta reunión."),
    )


def joined(moment: str, place: str) -> str:
    return f"{moment} · {place}"


def office_of(meeting: Meeting) -> str:
    return str(meeting.exercise.name)


def entry_of(meeting: Meeting, *, url: str = "") -> CalendarEntry:
    """The same identity in the letter and in the public feed."""
    return CalendarEntry(
        uid=str(meeting.uid),
        title=meeting.title,
        changed_at=meeting.changed_at,
        sequence=meeting.revision,
        begins_at=meeting.begins_at,
        ends_at=meeting.ends_at,
        description=f"{_('Lugar')}: {where(meeting)}",
        url=url,
        categories=("Sesiones",),
        cancelled=meeting.cancelled_at is not None,
    )


def appointment_of(invitation: Invitation) -> str:
    meeting = invitation.meeting
    guest = Guest(settings.DEFAULT_FROM_EMAIL, office_of(meeting), address_of(invitation))
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    zone = meeting.exercise.jurisdiction.zone
    return appointment(entry_of(meeting), guest, zone=zone, host=host, place=meeting.place).decode()
