"""What organisations declare and what is offered through a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import permissions
from tequio.bodies.actions.seats import refuse_unless_keeps
from tequio.bodies.models import Body, Interest, Pledge, PledgeKind, Session
from tequio.core.refusals import Refusal
from tequio.people.models import Organisation, Person

#: of one organisation
MOST_TOPICS = 20
LONGEST_TOPIC = 120


class TooManyTopics(Refusal):
    code = "too-many-topics"


class PledgeIsOver(Refusal):
    code = "pledge-is-over"


class PledgeIsEmpty(Refusal):
    code = "pledge-empty"


class PledgeIsNotOver(Refusal):
    code = "pledge-is-not-over"


class MeetingOfAnotherBody(Refusal):
    code = "meeting-of-another-body"


class ReceivedTooEarly(Refusal):
    code = "received-too-early"


@transaction.atomic
def declare_interests(
    *, organisation: Organisation, topics: Sequence[str], declared_on: date, by: Person, at: datetime
) -> None:
    """The whole list; topics that stay keep the day on which they were first declared."""
    if not permissions.can_declare_interests(by, organisation, at):
        raise PermissionDenied(
            _("Los temas de una organización los declara quien la representa, o los anota la secretaría técnica.")
        )
    wanted = list(dict.fromkeys(" ".join(topic.split()) for topic in topics if topic.strip()))
    if len(wanted) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in wanted):
        raise TooManyTopics(_("Hasta 20 temas, cada uno de 120 caracteres a lo más."))
    before = list(organisation.interests.order_by("topic").values_list("topic", flat=True))
    organisation.interests.exclude(topic__in=wanted).delete()
    new = [Interest(organisation=organisation, topic=topic, declared_on=declared_on) for topic in wanted]
    Interest.objects.bulk_create([each for each in new if each.topic not in before])
    record(
        verb="bodies.interests_declared",
        subject_kind="organisation",
        subject_uid=organisation.uid,
        by=by,
        at=at,
        changes={"interests": (before, sorted(wanted))},
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """``giver``: an organisation or a group as it wants to be read. ``amount`` in ``unit`` (pesos, sacos, jornadas), None if not said."""

    giver: str
    kind: PledgeKind
    what: str
    promised_on: date
    amount: Decimal | None = None
    unit: str = ""
    #: of that very body, where it was offered
    session: Session | None = None


@transaction.atomic
def record_pledge(*, body: Body, offer: Offer, by: Person, at: datetime, key: UUID | None = None) -> Pledge:
    """The same key twice is the same pledge."""
    refuse_unless_keeps(by, body)
    if not offer.giver.strip() or not offer.what.strip():
        raise PledgeIsEmpty(_("Escriba quién ofrece y qué ofrece."))
    if offer.session is not None and offer.session.body_id != body.pk:
        raise MeetingOfAnotherBody(_("Esa reunión es de otro órgano."))
    known = Pledge.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    pledge = Pledge.objects.create(
        body=body,
        session=offer.session,
        giver=offer.giver.strip(),
        kind=offer.kind,
        what=offer.what.strip(),
        amount=offer.amount,
        unit=offer.unit.strip(),
        promised_on=offer.promised_on,
        key=key,
    )
    changes = {"giver": (None, pledge.giver), "kind": (None, pledge.kind), "what": (None, pledge.what)}
    _note("pledge_recorded", pledge, by, at, changes)
    return pledge


@transaction.atomic
def receive_pledge(*, pledge: Pledge, on: date, by: Person, at: datetime) -> None:
    refuse_unless_keeps(by, pledge.body)
    current = _open(pledge)
    if on < current.promised_on:
        raise ReceivedTooEarly(_("No pudo recibirse antes de que se ofreciera."))
    Pledge.objects.filter(pk=pledge.pk).update(received_on=on)
    pledge.received_on = on
    _note("pledge_received", pledge, by, at, {"received_on": (None, on)})


@transaction.atomic
def withdraw_pledge(*, pledge: Pledge, on: date, reason: str, by: Person, at: datetime) -> None:
    refuse_unless_keeps(by, pledge.body)
    _open(pledge)
    if not reason.strip():
        raise PledgeIsEmpty(_("Escriba por qué ya no se dará."))
    Pledge.objects.filter(pk=pledge.pk).update(withdrawn_on=on, withdrawn_why=reason.strip())
    pledge.withdrawn_on, pledge.withdrawn_why = on, reason.strip()
    _note("pledge_withdrawn", pledge, by, at, {"withdrawn_on": (None, on), "reason": (None, reason)})


@transaction.atomic
def reopen_pledge(*, pledge: Pledge, by: Person, at: datetime) -> None:
    """What was said of its end was a mistake: it is offered again, and both things stay in the record."""
    refuse_unless_keeps(by, pledge.body)
    current = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if current.state == "promised":
        raise PledgeIsNotOver(_("Ese apoyo sigue ofrecido: no hay nada que deshacer."))
    values = {"received_on": None, "withdrawn_on": None, "withdrawn_why": ""}
    Pledge.objects.filter(pk=pledge.pk).update(**values)
    pledge.received_on, pledge.withdrawn_on, pledge.withdrawn_why = None, None, ""
    changes = {"state": (current.state, "promised"), "reason": (current.withdrawn_why or None, None)}
    _note("pledge_reopened", pledge, by, at, changes)


def _open(pledge: Pledge) -> Pledge:
    current = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if current.state != "promised":
        raise PledgeIsOver(_("Ese apoyo ya se recibió o se retiró."))
    return current


def _note(verb: str, pledge: Pledge, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(verb=f"bodies.{verb}", subject_kind="body", subject_uid=pledge.body.uid, by=by, at=at, changes=changes)
