"""The desk: who abstains, what is decided and why, what is told to each applicant, and the seats that come of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.bodies.actions import add_seat
from tequio.bodies.models import Body, Seat, SeatRole
from tequio.calls import letters, permissions
from tequio.calls.actions.applications import ApplicationIsSettled, locked_application, note_application
from tequio.calls.actions.calls import NeedsAReason, locked, note
from tequio.calls.decided import decision_that_selects
from tequio.calls.models import (
    Application,
    ApplicationLetter,
    ApplicationStatus,
    Call,
    Conflict,
    Decision,
    LetterKind,
    Outcome,
)
from tequio.calls.sectors import KIND_OF
from tequio.core.refusals import Refusal
from tequio.outbox.actions import AlreadySent, cancel_message, resend_message
from tequio.people.actions import create_organisation, create_person
from tequio.people.likeness import words_of
from tequio.people.models import Account, Organisation, Person
from tequio.places.clock import database_now


class CallIsStillOpen(Refusal):
    code = "call-still-open"


class ReviewerAbstains(Refusal):
    code = "reviewer-abstains"


class SomeAreUndecided(Refusal):
    code = "some-undecided"


class ResultsAreOut(Refusal):
    code = "results-out"


class ResultsAreNotOut(Refusal):
    code = "results-not-out"


class LettersHaveLeft(Refusal):
    code = "letters-have-left"


class NobodyToSeat(Refusal):
    code = "nobody-to-seat"


class NoSuchOutcome(Refusal):
    code = "no-such-outcome"


def refuse_unless_reviewer(by: Person, call: Call, at: datetime) -> None:
    if not permissions.can_review_applications(by, call, at):
        raise PermissionDenied(_("Las solicitudes las revisa la secretaría técnica del ejercicio."))


def refuse_before_close(call: Call) -> None:
    """By the clock of the database, whatever the day that a demonstration pretends."""
    if call.closes_at is None or database_now() < call.closes_at:
        raise CallIsStillOpen(_("La convocatoria sigue abierta: se decide y se avisa después del cierre."))


@transaction.atomic
def declare_conflict(*, application: Application, reason: str, by: Person, at: datetime) -> Conflict:
    """From now on this person decides nothing of this application."""
    mine = locked_application(application)
    refuse_unless_reviewer(by, mine.call, at)
    if not reason.strip():
        raise NeedsAReason(_("Diga en qué consiste el conflicto de interés."))
    made, created = Conflict.objects.get_or_create(
        application=mine, person=by, defaults={"reason": reason.strip()[:500], "declared_at": at}
    )
    if not created:
        raise ReviewerAbstains(_("Usted ya se había excusado de esta solicitud."))
    note_application("conflict_declared", mine, by, at, {"abstains": (False, True)})
    return made


@transaction.atomic
def decide_application(*, application: Application, outcome: str, reason: str, by: Person, at: datetime) -> Decision:
    mine = locked_application(application)
    refuse_unless_reviewer(by, mine.call, at)
    refuse_before_close(mine.call)
    _refuse_if_settled(mine)
    if permissions.has_interest(by, mine):
        raise ReviewerAbstains(_("Usted se excusó de esta solicitud o es suya: la decide otra persona."))
    if outcome not in Outcome.values:
        raise NoSuchOutcome(_("Elija si se acepta o no."))
    if not reason.strip():
        raise NeedsAReason(_("Escriba el motivo: llegará a quien se postuló."))
    made = Decision.objects.create(
        application=mine, outcome=outcome, reason=reason.strip(), decided_by=by, decided_at=at
    )
    before = mine.status
    Application.objects.filter(pk=mine.pk).update(status=ApplicationStatus(outcome))
    application.refresh_from_db()
    # what was decided of whom is told to her first: the record says it without its outcome
    note_application("application_decided", mine, by, at, {"decided": (before != "received", True)})
    return made


def _refuse_if_settled(application: Application) -> None:
    if application.call.results_at is not None:
        raise ResultsAreOut(_("Los resultados ya se comunicaron: lo decidido no se cambia."))
    if application.status == ApplicationStatus.WITHDRAWN:
        raise ApplicationIsSettled(_("Quien la envió retiró esta solicitud."))


@transaction.atomic
def decide_many(
    *, applications: Iterable[Application], outcome: str, reason: str, by: Person, at: datetime
) -> list[Decision]:
    """The same for all of them, or for none: one that cannot be decided stops the rest."""
    return [decide_application(application=each, outcome=outcome, reason=reason, by=by, at=at) for each in applications]


@transaction.atomic
def release_results(*, call: Call, by: Person, at: datetime, decision_uid: UUID | None = None) -> int:
    """A personal letter to each applicant, once and never before the close; how many. Where a body selects, ``decision_uid`` is the
    decision of its session about this call."""
    mine = locked(call)
    refuse_unless_reviewer(by, mine, at)
    refuse_before_close(mine)
    if mine.results_at is not None:
        raise ResultsAreOut(_("Los resultados ya se comunicaron."))
    waiting = mine.applications.filter(status=ApplicationStatus.RECEIVED).count()
    if waiting:
        raise SomeAreUndecided(_("Faltan %(n)s solicitudes por decidir.") % {"n": waiting})
    decision = decision_that_selects(mine, decision_uid)
    Call.objects.filter(pk=mine.pk).update(results_at=database_now(), decision=decision)
    told = list(mine.applications.in_play().order_by("pk").prefetch_related("decisions"))
    number = results_of(mine).filter(stopped_at__isnull=False).values("stopped_at").distinct().count()
    for each in told:
        each.call = mine
        letters.write_result(each, at=at, number=number)
    call.refresh_from_db()
    decided = {"decision": (None, decision.title), "decision_uid": (None, decision.uid)} if decision else {}
    note("results_released", mine, by, at, {"told": (None, len(told)), **decided})
    return len(told)


def results_of(call: Call) -> QuerySet[ApplicationLetter]:
    return ApplicationLetter.objects.filter(application__call=call, kind=LetterKind.RESULT)


@transaction.atomic
def recall_results(*, call: Call, by: Person, at: datetime) -> int:
    """While none of the letters has left: all of them are stopped, and nobody was told; how many. It stays in the record."""
    mine = locked(call)
    refuse_unless_reviewer(by, mine, at)
    if mine.results_at is None:
        raise ResultsAreNotOut(_("Los resultados no se han enviado: no hay nada que detener."))
    if mine.applications.filter(seat__isnull=False).exists():
        raise LettersHaveLeft(_("Ya se dieron asientos con esos resultados: no se pueden detener."))
    waiting = list(results_of(mine).filter(stopped_at__isnull=True).select_related("message"))
    try:
        for each in waiting:
            cancel_message(message=each.message, at=at)
    except AlreadySent as late:
        raise LettersHaveLeft(_("Ya salió alguna carta: no se pueden detener.")) from late
    results_of(mine).filter(pk__in=[each.pk for each in waiting]).update(stopped_at=at)
    Call.objects.filter(pk=mine.pk).update(results_at=None, decision=None)
    call.refresh_from_db()
    note("results_recalled", mine, by, at, {"told": (len(waiting), None)})
    return len(waiting)


@transaction.atomic
def resend_result(*, letter: ApplicationLetter, by: Person, at: datetime, email: str = "") -> ApplicationLetter:
    """A letter that bounced, to the same address or to a corrected one; both stay in the log."""
    mine = locked_application(letter.application)
    refuse_unless_reviewer(by, mine.call, at)
    again = resend_message(message=letter.message, at=at, recipient=email.strip().lower())
    made = ApplicationLetter.objects.create(
        application=mine, kind=letter.kind, message=again, instead_of=letter, queued_at=at
    )
    if email.strip():
        Application.objects.filter(pk=mine.pk).update(email=email.strip().lower())
    note_application("letter_resent", mine, by, at, {"kind": (None, str(LetterKind(letter.kind)))})
    return made


@transaction.atomic
def seat_accepted(*, call: Call, body: Body, votes: bool, by: Person, at: datetime) -> list[Seat]:
    """Everybody who was accepted and sits nowhere yet, as titulares of a body, in one step and after the results."""
    mine = locked(call)
    refuse_unless_reviewer(by, mine, at)
    if mine.results_at is None:
        raise ResultsAreNotOut(_("Primero se comunican los resultados; después se ocupan los asientos."))
    chosen = mine.applications.filter(status=ApplicationStatus.ACCEPTED, seat__isnull=True).order_by("pk")
    seats = [_seat(each, mine, body, votes, by, at) for each in chosen.select_related("person")]
    if not seats:
        raise NobodyToSeat(_("Ya ocupan su asiento todas las personas aceptadas."))
    return seats


def _seat(of: Application, call: Call, body: Body, votes: bool, by: Person, at: datetime) -> Seat:
    of.call = call
    person = of.person or _person(of, by, at)
    organisation = _organisation(of, by, at) if of.organisation_name else None
    seat = add_seat(
        body=body,
        role=SeatRole.TITULAR,
        sector=KIND_OF[of.applicant_type],
        organisation=organisation,
        person=person,
        votes=votes,
        starts_on=call.exercise.jurisdiction.today(at),
        by=by,
        at=at,
    )
    Application.objects.filter(pk=of.pk).update(person=person, organisation=organisation, seat=seat)
    note_application("applicant_seated", of, by, at, {"body": (None, body.name)})
    return seat


def _person(of: Application, by: Person, at: datetime) -> Person:
    """Who already enters with that e-mail, or somebody new who from now on does: a seat is called to sessions by mail.

    A mail shared by several people is of the first one; the others are registered without a way to enter.
    """
    holder = Person.objects.filter(account__email=of.email).first()
    if holder is not None and words_of(holder.name) == words_of(of.name):
        return holder
    email = "" if holder is not None or Account.objects.filter(email=of.email).exists() else of.email
    return create_person(jurisdiction=of.call.exercise.jurisdiction, name=of.name, email=email, by=by, at=at)


def _organisation(of: Application, by: Person, at: datetime) -> Organisation:
    where = of.call.exercise.jurisdiction
    found = Organisation.objects.filter(jurisdiction=where, name=of.organisation_name).first()
    return found or create_organisation(
        jurisdiction=where, name=of.organisation_name, kind=KIND_OF[of.applicant_type], by=by, at=at
    )
