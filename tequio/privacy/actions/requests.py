"""Requests about one's own data, with the clock of the law: received → (a detail asked) → answered → carried out."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.calls.actions import forget_applications_of
from tequio.core import folio
from tequio.core.refusals import Refusal
from tequio.listening.actions import forget_posts_of
from tequio.meetings.actions import forget_invitations
from tequio.outbox.actions import forget_address
from tequio.people.actions import erase_person
from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tequio.privacy import letters, permissions
from tequio.privacy.models import ArcoRequest, Outcome, Right, Status
from tequio.privacy.queries import person_of_request
from tequio.privacy.terms import terms_of
from tequio.workplans.queries.schedules import calendar_of

#: an office shares one network address
PER_NETWORK_AND_DAY = 20


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class AlreadyAnswered(Refusal):
    code = "request-answered"


class AlreadyExtended(Refusal):
    code = "request-extended"


class NothingWasAsked(Refusal):
    code = "nothing-was-asked"


class NothingToCarryOut(Refusal):
    code = "nothing-to-carry-out"


class RequestIsErased(Refusal):
    code = "request-erased"


class TooManyRequests(Refusal):
    code = "too-many-requests"


def send_request(
    *,
    jurisdiction: Jurisdiction,
    right: str,
    name: str,
    email: str,
    text: str,
    key: UUID,
    network: str,
    at: datetime,
    by: Person | None = None,
) -> ArcoRequest:
    """No account is needed. The same ``key`` twice is one request."""
    try:
        return _send(jurisdiction, right, name, email.strip().lower(), text, key, network, at, by)
    except IntegrityError:
        return ArcoRequest.objects.get(key=key)


@transaction.atomic
def _send(
    jurisdiction: Jurisdiction,
    right: str,
    name: str,
    email: str,
    text: str,
    key: UUID,
    network: str,
    at: datetime,
    by: Person | None,
) -> ArcoRequest:
    network_key = salted_hmac("tequio.privacy.network", network, algorithm="sha256").hexdigest()
    _refuse_a_flood(network_key, at)
    received_on, terms = jurisdiction.today(at), terms_of(jurisdiction.name)
    made = ArcoRequest.objects.create(
        folio=folio.make(secrets.randbelow),
        key=key,
        jurisdiction=jurisdiction,
        right=Right(right),
        person=by,
        name=name,
        email=email,
        text=text,
        network_key=network_key,
        citation=terms.citation,
        received_at=at,
        due_on=calendar_of(jurisdiction.pk).add(received_on, terms.answer),
    )
    changes = {"folio": (None, made.folio), "right": (None, made.right), "due_on": (None, made.due_on)}
    _note("request_received", made, by, at, changes, name=name, email=email)
    letters.write_receipt(made, at=at)
    return made


def _refuse_a_flood(network_key: str, at: datetime) -> None:
    since = at - timedelta(days=1)
    if ArcoRequest.objects.filter(network_key=network_key, received_at__gt=since).count() >= PER_NETWORK_AND_DAY:
        raise TooManyRequests(
            _("De esta red ya llegaron muchas solicitudes hoy. Inténtelo mañana o acuda a la oficina.")
        )


def _note(
    verb: str, of: ArcoRequest, by: Person | None, at: datetime, changes: dict[str, tuple[Any, Any]], **reserved: str
) -> None:
    record(
        verb=f"privacy.{verb}",
        subject_kind="arco_request",
        subject_uid=of.uid,
        by=by,
        at=at,
        changes=changes,
        reserved={name: Reserved(of.salt, value) for name, value in reserved.items() if value},
    )


def _locked(of: ArcoRequest) -> ArcoRequest:
    return ArcoRequest.objects.select_for_update(of=("self",)).select_related("jurisdiction", "person").get(pk=of.pk)


def refuse_unless_attending(by: Person, of: ArcoRequest) -> None:
    if not permissions.can_attend_request(by, of):
        raise PermissionDenied(
            _("Las solicitudes sobre datos personales las atiende la oficina de %(place)s.")
            % {"place": of.jurisdiction.name}
        )


def _refuse_if_answered(of: ArcoRequest) -> None:
    if of.status not in (Status.RECEIVED, Status.DETAILS_ASKED):
        raise AlreadyAnswered(_("Esta solicitud ya se respondió."))


def _refuse_without(text: str, sentence: str) -> str:
    if not text.strip():
        raise NeedsAReason(sentence)
    return text.strip()


@transaction.atomic
def ask_for_details(*, request: ArcoRequest, text: str, by: Person, at: datetime) -> None:
    """The days stop counting until the person answers; then they begin again."""
    mine = _locked(request)
    refuse_unless_attending(by, mine)
    _refuse_if_answered(mine)
    mine.details_asked = _refuse_without(text, _("Diga qué dato falta para atender la solicitud."))
    before, mine.status = mine.status, Status.DETAILS_ASKED
    mine.save(update_fields=["details_asked", "status"])
    _note("details_asked", mine, by, at, {"status": (before, mine.status)})
    letters.write_question(mine, at=at)


@transaction.atomic
def give_details(*, request: ArcoRequest, text: str, at: datetime) -> None:
    """Whoever has the letter of the request answers; the term is counted again from this day."""
    mine = _locked(request)
    if mine.status != Status.DETAILS_ASKED:
        raise NothingWasAsked(_("La oficina no espera ningún dato de usted."))
    mine.details = _refuse_without(text, _("Escriba el dato que le pidieron."))
    before, terms = mine.due_on, terms_of(mine.jurisdiction.name)
    mine.due_on = calendar_of(mine.jurisdiction_id).add(mine.jurisdiction.today(at), terms.answer)
    mine.status = Status.RECEIVED
    mine.save(update_fields=["details", "due_on", "status"])
    _note("details_given", mine, None, at, {"due_on": (before, mine.due_on)})


@transaction.atomic
def extend_request(*, request: ArcoRequest, reason: str, by: Person, at: datetime) -> None:
    """Once, with its reason, and the person is told."""
    mine = _locked(request)
    refuse_unless_attending(by, mine)
    _refuse_if_answered(mine)
    if mine.extended_at is not None:
        raise AlreadyExtended(_("El plazo se amplía una sola vez."))
    mine.extension_reason = _refuse_without(reason, _("Diga por qué hace falta más tiempo."))
    before, terms = mine.due_on, terms_of(mine.jurisdiction.name)
    mine.due_on, mine.extended_at = calendar_of(mine.jurisdiction_id).add(before, terms.extension), at
    mine.save(update_fields=["extension_reason", "due_on", "extended_at"])
    changes = {"due_on": (before, mine.due_on), "reason": (None, mine.extension_reason)}
    _note("request_extended", mine, by, at, changes)
    letters.write_extension(mine, at=at)


@transaction.atomic
def answer_request(*, request: ArcoRequest, outcome: str, answer: str, by: Person, at: datetime) -> None:
    """What is granted has a day by which it is done."""
    mine = _locked(request)
    refuse_unless_attending(by, mine)
    _refuse_if_answered(mine)
    mine.answer = _refuse_without(answer, _("Escriba la respuesta: qué se hará o por qué no procede."))
    mine.outcome, mine.status, mine.answered_at = Outcome(outcome), Status.ANSWERED, at
    if mine.outcome != Outcome.DENIED:
        days = terms_of(mine.jurisdiction.name).effect
        mine.effect_due_on = calendar_of(mine.jurisdiction_id).add(mine.jurisdiction.today(at), days)
    mine.save(update_fields=["answer", "outcome", "status", "answered_at", "effect_due_on"])
    changes = {"outcome": (None, mine.outcome), "effect_due_on": (None, mine.effect_due_on)}
    _note("request_answered", mine, by, at, changes)
    letters.write_answer(mine, at=at)


def _forget(person: Person | None, email: str, by: Person, at: datetime) -> None:
    """What stays is the public record, that says nothing of whom."""
    account = person.account if person is not None else None
    forget_applications_of(person=person, email=email, at=at)
    if person is not None and person.erased_at is None:
        forget_invitations(person=person)
        forget_posts_of(person=person)
        erase_person(person=person, by=by, at=at)
    for address in {email, account.email if account else ""} - {""}:
        forget_address(address=address)


@transaction.atomic
def carry_out_request(*, request: ArcoRequest, by: Person, at: datetime) -> None:
    """What was granted is done. A cancellation of somebody known here erases that person, which only the administration may.

    What she wrote to a call goes too, also of whoever applied without an account and asks with the same e-mail.
    """
    mine = _locked(request)
    refuse_unless_attending(by, mine)
    if mine.status != Status.ANSWERED or mine.outcome == Outcome.DENIED:
        raise NothingToCarryOut(_("Sólo se cumple una solicitud que procedió y aún no se ha cumplido."))
    if mine.right == Right.CANCELLATION:
        _forget(person_of_request(mine), mine.email, by, at)
    mine.status, mine.carried_out_at = Status.CARRIED_OUT, at
    mine.save(update_fields=["status", "carried_out_at"])
    _note("request_carried_out", mine, by, at, {"status": (Status.ANSWERED, Status.CARRIED_OUT)})
    letters.write_done(mine, at=at)
