"""What a session needs that day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies.actions.session_rules import SessionIsFixed, locked, refuse_unless_prepares
from tequio.bodies.models import (
    Session,
    SessionStatus,
)
from tequio.core.refusals import Refusal
from tequio.meetings import actions as meetings
from tequio.meetings.models import Need, NeedKind, NeedStatus
from tequio.people.models import Person


class NeedIsUnclear(Refusal):
    code = "need-unclear"


@transaction.atomic
def ask_for(*, session: Session, kind: str, text: str, by: Person, at: datetime) -> Need:
    """Something that has to be there that day; the same thing twice is one."""
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.DRAFT, SessionStatus.CONVENED, SessionStatus.OPEN)
    if not text.strip() or kind not in NeedKind.values:
        raise NeedIsUnclear(_("Diga qué hace falta y de qué clase es."))
    if known := session.meeting.needs.filter(kind=kind, text=text.strip()).first():
        return known
    return meetings.add_need(meeting=session.meeting, kind=kind, text=text.strip(), by=by, at=at)


@transaction.atomic
def settle_need(*, session: Session, need: Need, status: str, by: Person, at: datetime) -> None:
    refuse_unless_prepares(by, session, at)
    if need.meeting_id != session.meeting_id:
        raise SessionIsFixed(_("Eso es de otra reunión."))
    if status not in NeedStatus.values:
        raise NeedIsUnclear(_("Elija cómo va eso que hace falta."))
    meetings.change_need(need=need, status=status, by=by, at=at)
