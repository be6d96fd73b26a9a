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
from tequio.bodies.actions.agenda import carry_over
from tequio.bodies.actions.life import living
from tequio.bodies.actions.session_rules import NoQuorum, locked, refuse_unless_runs
from tequio.bodies.models import AgendaItem, Agreement, AgreementStatus, Session, SessionStatus
from tequio.bodies.presence import quorum_of
from tequio.bodies.session_letters import tell_of_agreement
from tequio.core.refusals import Refusal
from tequio.people.models import Person


class AgreementNeedsAnOwner(Refusal):
    code = "agreement-without-owner"


class AgreementIsClosed(Refusal):
    code = "agreement-closed"


class AgreementIsOpen(Refusal):
    code = "agreement-open"


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
    tell_of_agreement(agreement, at)
    return agreement


def next_number(session: Session) -> int:
    return (session.agreements.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def close_agreement(*, agreement: Agreement, how: str, by: Person, at: datetime) -> None:
    """Done, saying how, by whoever answers for it or by the office."""
    if not permissions.can_close_agreement(by, agreement, at):
        raise PermissionDenied(_("Un acuerdo lo cierra quien responde por él o la secretaría técnica."))
    _end(agreement, AgreementStatus.DONE, how, _("Diga qué se hizo para cumplirlo."), at)
    note_agreement("agreement_closed", agreement, by, at, {"status": ("open", "done"), "text": (None, how.strip())})


@transaction.atomic
def drop_agreement(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> None:
    """Without effect, saying why: it stops coming back to the agenda and nobody did it."""
    if not permissions.can_drop_agreement(by, agreement, at):
        raise PermissionDenied(_("Sin efecto sólo lo deja la secretaría técnica, con su motivo."))
    _end(agreement, AgreementStatus.DROPPED, reason, _("Diga por qué queda sin efecto."), at)
    changes = {"status": ("open", "dropped"), "reason": (None, reason.strip())}
    note_agreement("agreement_dropped", agreement, by, at, changes)


def _end(agreement: Agreement, status: AgreementStatus, how: str, lacking: str, at: datetime) -> None:
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if found.status != AgreementStatus.OPEN:
        raise AgreementIsClosed(_("Ese acuerdo ya se había cerrado."))
    if not how.strip():
        raise SayHow(lacking)
    Agreement.objects.filter(pk=agreement.pk).update(status=status, closed_how=how.strip(), closed_at=at)
    agreement.refresh_from_db()


@transaction.atomic
def reopen_agreement(*, agreement: Agreement, by: Person, at: datetime) -> None:
    """Undoes how it was closed; it enters at once the agenda of the next session, where that is already fixed."""
    dropped = agreement.status == AgreementStatus.DROPPED
    allowed = permissions.can_drop_agreement if dropped else permissions.can_close_agreement
    if not allowed(by, agreement, at):
        raise PermissionDenied(_("Un acuerdo lo vuelve a abrir quien puede cerrarlo."))
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if found.status == AgreementStatus.OPEN:
        raise AgreementIsOpen(_("Ese acuerdo sigue pendiente."))
    living(agreement.session.body)
    changes = {"status": (found.status, "open"), "text": (found.closed_how, None)}
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.OPEN, closed_how="", closed_at=None)
    agreement.refresh_from_db()
    note_agreement("agreement_reopened", agreement, by, at, changes)
    taken = agreement.session
    ahead = Session.objects.filter(
        body=taken.body_id, exercise=taken.exercise_id, status__in=(SessionStatus.CONVENED, SessionStatus.OPEN)
    ).exclude(pk=taken.pk)
    for each in ahead.select_related("exercise", "body", "meeting"):
        carry_over(each, by, at)
