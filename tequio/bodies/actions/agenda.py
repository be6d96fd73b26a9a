"""The orden del día: its points, their papers, the agreements that come back, and what became of each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.bodies.actions.session_rules import (
    AgreementStaysOnTheAgenda,
    NoQuorum,
    NotThisOutcome,
    locked,
    note,
    refuse_unless_prepares,
    refuse_unless_runs,
)
from tequio.bodies.models import (
    AgendaItem,
    Agreement,
    AgreementStatus,
    ItemKind,
    ItemOutcome,
    Paper,
    Session,
    SessionStatus,
)
from tequio.bodies.presence import quorum_of
from tequio.files.models import StoredFile
from tequio.people.models import Person

#: what an item that is not voted may end in, by its kind
ENDINGS = {
    ItemKind.INFORMATION.value: (ItemOutcome.INFORMED, ItemOutcome.POSTPONED),
    ItemKind.AGREEMENT.value: (ItemOutcome.AGREED, ItemOutcome.POSTPONED),
    ItemKind.REFERRAL.value: (ItemOutcome.REFERRED, ItemOutcome.POSTPONED),
    ItemKind.VOTE.value: (ItemOutcome.POSTPONED,),
}


@transaction.atomic
def add_item(
    *,
    session: Session,
    title: str,
    kind: str,
    by: Person,
    at: datetime,
    majority: str = "",
    decision_kind: str = "",
    subject_uid: UUID | None = None,
) -> AgendaItem:
    """One more point of the orden del día."""
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.DRAFT)
    votes = kind == ItemKind.VOTE
    if votes and not (majority and decision_kind):
        raise NotThisOutcome(_("Diga qué se vota y con qué mayoría se aprueba."))
    item = AgendaItem.objects.create(
        session=session,
        position=next_position(session),
        title=title,
        kind=kind,
        majority=majority if votes else "",
        decision_kind=decision_kind if votes else "",
        subject_uid=subject_uid,
    )
    note("item_added", session, by, at, {"title": (None, title), "kind": (None, kind)})
    return item


def next_position(session: Session) -> int:
    return (session.items.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Person, at: datetime) -> None:
    session = item.session
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.DRAFT)
    if item.carries is not None and item.carries.status == AgreementStatus.OPEN:
        raise AgreementStaysOnTheAgenda(
            _("Este punto es un acuerdo pendiente: se cierra diciendo cómo, o sigue en el orden del día.")
        )
    note("item_removed", session, by, at, {"title": (item.title, None)})
    item.delete()


@transaction.atomic
def add_paper(*, item: AgendaItem, file: StoredFile, title: str, by: Person, at: datetime) -> Paper:
    """Something to be read before the session; the same file twice in one point is one paper. Of one added after the convocatoria
    the invited are told by ``write_paper_letters``, once for all that were added together."""
    refuse_unless_prepares(by, item.session, at)
    locked(item.session, SessionStatus.DRAFT, SessionStatus.CONVENED, SessionStatus.OPEN)
    if known := Paper.objects.filter(item=item, file__sha256=file.sha256).first():
        return known
    is_late = item.session.status != SessionStatus.DRAFT
    paper = Paper.objects.create(item=item, file=file, title=title, added_at=at, after_call=is_late)
    note("paper_added", item.session, by, at, {"title": (None, title), "sha256": (None, file.sha256)})
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: Person, at: datetime) -> None:
    """It was another one, or it says what it should not; once the session begins it was read, and stays."""
    session = paper.item.session
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.DRAFT, SessionStatus.CONVENED)
    note("paper_removed", session, by, at, {"title": (paper.title, None), "sha256": (paper.file.sha256, None)})
    paper.delete()


def carry_over(session: Session, by: Person, at: datetime) -> int:
    """Every open agreement of earlier sessions of the body enters this agenda, whoever forgot it; how many entered now."""
    own = {"session__body": session.body_id, "session__exercise": session.exercise_id}
    pending = Agreement.objects.filter(status=AgreementStatus.OPEN, **own).exclude(session=session.pk)
    pending = pending.exclude(carried_in__session=session.pk).order_by("session__meeting__begins_at", "number", "pk")
    first = next_position(session)
    items = [
        AgendaItem(
            session=session,
            position=first + place,
            title=_("Seguimiento del acuerdo %(number)s: %(text)s")
            % {"number": agreement.number, "text": agreement.text[:400]},
            kind=ItemKind.INFORMATION,
            carries=agreement,
        )
        for place, agreement in enumerate(pending)
    ]
    AgendaItem.objects.bulk_create(items)
    if items:
        note("agreements_carried", session, by, at, {"agreements": (None, len(items))})
    return len(items)


@transaction.atomic
def conclude_item(
    *, item: AgendaItem, outcome: str, text: str, by: Person, at: datetime, referred_to: str = ""
) -> None:
    """What became of a point that is not voted. An agreement needs quorum; a referral, to whom."""
    session = item.session
    refuse_unless_runs(by, session.exercise, at)
    locked(session, SessionStatus.OPEN)
    if outcome not in ENDINGS[item.kind]:
        raise NotThisOutcome(_("Ese punto no puede terminar así."))
    if outcome == ItemOutcome.REFERRED and not referred_to.strip():
        raise NotThisOutcome(_("Diga a qué instancia se turna."))
    if outcome == ItemOutcome.AGREED and not quorum_of(session).reached:
        raise NoQuorum(_("No hay quórum: se puede informar, no acordar."))
    before = item.outcome
    referred = referred_to.strip() if outcome == ItemOutcome.REFERRED else ""
    AgendaItem.objects.filter(pk=item.pk).update(outcome=outcome, text=text, referred_to=referred)
    item.refresh_from_db()
    note("item_concluded", session, by, at, {"title": (item.title, item.title), "outcome": (before, outcome)})


@transaction.atomic
def raise_item(*, item: AgendaItem, by: Person, at: datetime) -> None:
    """It changes places with the point before it; the first one stays."""
    session = item.session
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.DRAFT)
    item.refresh_from_db(fields=["position"])
    before = session.items.filter(position__lt=item.position).order_by("-position").first()
    if before is None:
        return
    here, there = item.position, before.position
    for pk, position in ((item.pk, next_position(session)), (before.pk, here), (item.pk, there)):
        AgendaItem.objects.filter(pk=pk).update(position=position)
    item.position = there
    note("item_raised", session, by, at, {"title": (item.title, item.title), "number": (here, there)})
