"""Agreements: what somebody does after the session, until it is closed saying how."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.session_rules import NoQuorum, locked, refuse_unless_runs
from tequio.bodies.models import AgendaItem, Agreement, AgreementStatus, Session, SessionStatus
from tequio.bodies.presence import quorum_of
from tequio.core.refusals import Refusal
from tequio.people.models import Person


class AgreementNeedsAnOwner(Refusal):
    code = "agreement-without-owner"


class AgreementIsClosed(Refusal):
    code = "agreement-closed"


class SayHow(Refusal):
    code = "say-how"


def note_agreement(
    verb: str, agreement: Agreement, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]
) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="agreement",
        subject_uid=agreement.uid,
        exercise_uid=agreement.session.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def take_agreement(
    *,
    item: AgendaItem,
    text: str,
    owner_post: str,
    due_on: date | None,
    by: Person,
    at: datetime,
    owner: Person | None = None,
) -> Agreement:
    """In an open session with quorum. ``owner_post`` is what the public reads of who does it."""
    session = item.session
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.OPEN)
    if not text.strip() or not owner_post.strip():
        raise AgreementNeedsAnOwner(_("Un acuerdo dice qué se hará y quién lo hará."))
    if not quorum_of(session).reached:
        raise NoQuorum(_("No hay quórum: se puede informar, no acordar."))
    agreement = Agreement.objects.create(
        session=session,
        item=item,
        number=next_number(session),
        text=text.strip(),
        owner=owner,
        owner_post=owner_post.strip(),
        due_on=due_on,
    )
    changes = {"text": (None, agreement.text), "owner": (None, agreement.owner_post), "due_on": (None, due_on)}
    note_agreement("agreement_taken", agreement, by, at, changes)
    return agreement


def next_number(session: Session) -> int:
    return (session.agreements.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def close_agreement(*, agreement: Agreement, how: str, by: Person, at: datetime, status: str = "done") -> None:
    """Done, or without effect; either way saying how."""
    if not permissions.can_close_agreement(by, agreement, at):
        raise PermissionDenied(_("Un acuerdo lo cierra quien responde por él o la secretaría técnica."))
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if found.status != AgreementStatus.OPEN:
        raise AgreementIsClosed(_("Ese acuerdo ya se había cerrado."))
    if not how.strip() or status not in (AgreementStatus.DONE, AgreementStatus.DROPPED):
        raise SayHow(_("Diga cómo se cumplió, o por qué quedó sin efecto."))
    Agreement.objects.filter(pk=agreement.pk).update(status=status, closed_how=how.strip(), closed_at=at)
    agreement.refresh_from_db()
    note_agreement("agreement_closed", agreement, by, at, {"status": ("open", status), "text": (None, how.strip())})
