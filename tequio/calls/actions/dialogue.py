"""The dialogue mechanism: its name, what each seat did with its sector, the topics, and the declaraciones conjuntas."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies.models import Body, Seat, SeatRole
from tequio.bodies.queries.seats import sector_kind
from tequio.calls import permissions
from tequio.calls.actions.applications import Attached
from tequio.calls.actions.calls import NeedsAReason
from tequio.calls.hearing import tell_findings
from tequio.calls.letters import write_call_to_sign
from tequio.calls.models import CalledSigner, Declaration, InclusionActivity, Mechanism, Signature, Topic
from tequio.core.reading.records import Sector
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.files.actions import store_file
from tequio.files.models import StoredFile, Version
from tequio.people.models import Person


class YearsAreBackwards(Refusal):
    code = "years-backwards"


class NobodyWasReached(Refusal):
    code = "nobody-reached"


class InclusionIsAhead(Refusal):
    code = "inclusion-ahead"


class SeatIsElsewhere(Refusal):
    code = "seat-elsewhere"


class SeatIsNeutral(Refusal):
    code = "seat-neutral"


class TopicIsAhead(Refusal):
    code = "topic-ahead"


class DeclarationIsAhead(Refusal):
    code = "declaration-ahead"


class AlreadySigned(Refusal):
    code = "already-signed"


class NobodyToCall(Refusal):
    code = "nobody-to-call"


class WasNotCalled(Refusal):
    code = "was-not-called"


class AlreadyProposed(Refusal):
    code = "already-proposed"


def note_dialogue(verb: str, kind: str, of: Any, exercise: Exercise, by: Person, at: datetime, **changes: Any) -> None:
    record(
        verb=f"calls.{verb}",
        subject_kind=kind,
        subject_uid=of.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes={name: (None, value) for name, value in changes.items()},
    )


def refuse_unless_editor(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_edit_mechanism(by, exercise, at):
        raise PermissionDenied(_("El mecanismo de diálogo lo lleva la secretaría técnica."))


@transaction.atomic
def describe_mechanism(
    *,
    exercise: Exercise,
    name: str,
    plan: str,
    organiser: Body,
    first_year: int,
    last_year: int,
    by: Person,
    at: datetime,
) -> Mechanism:
    """Its official name, who organises it, for which plan and years (requirement 5)."""
    refuse_unless_editor(by, exercise, at)
    if not (name.strip() and plan.strip()):
        raise NeedsAReason(_("Escriba el nombre oficial y de qué plan es."))
    if last_year < first_year:
        raise YearsAreBackwards(_("El periodo termina antes de empezar."))
    if organiser.jurisdiction_id != exercise.jurisdiction_id:
        raise SeatIsElsewhere(_("Lo organiza un órgano de este lugar."))
    values = {"name": name.strip(), "plan": plan.strip(), "organiser": organiser}
    made, _created = Mechanism.objects.update_or_create(
        exercise=exercise, defaults={**values, "first_year": first_year, "last_year": last_year}
    )
    period = f"{first_year}–{last_year}"
    note_dialogue(
        "mechanism_described",
        "mechanism",
        made,
        exercise,
        by,
        at,
        name=made.name,
        organiser=organiser.name,
        period=period,
    )
    return made


def _refuse_a_stranger(mechanism: Mechanism, seat: Seat, by: Person, at: datetime) -> None:
    if not permissions.can_speak_for_seat(by, seat, mechanism.exercise, at):
        raise PermissionDenied(_("Lo registra quien ocupa el asiento, o la secretaría técnica."))
    if seat.body_id != mechanism.organiser_id:
        raise SeatIsElsewhere(_("Ese asiento no es del órgano que organiza el mecanismo."))
    if seat.role == SeatRole.FACILITADOR:
        raise SeatIsNeutral(_("Quien facilita es neutral: no representa a ningún sector ni propone temas."))


@transaction.atomic
def record_inclusion(
    *,
    mechanism: Mechanism,
    seat: Seat,
    held_on: date,
    people: int,
    text: str,
    by: Person,
    at: datetime,
    evidence: Attached | None = None,
    evidence_url: str = "",
    key: UUID | None = None,
) -> InclusionActivity:
    """What a seat did to hear its sector, before it proposes a topic (requirement 3). A file is reserved: it is often a list of
    who came. The same ``key`` twice is one activity."""
    _refuse_a_stranger(mechanism, seat, by, at)
    lock(mechanism)
    if key and (known := mechanism.inclusion_activities.filter(key=key).first()) is not None:
        return known
    if people < 1:
        raise NobodyWasReached(_("Diga a cuántas personas se llegó: al menos una."))
    if held_on > mechanism.exercise.today(at):
        raise InclusionIsAhead(_("Se registra lo que ya se hizo; esa fecha aún no llega."))
    if not text.strip():
        raise NeedsAReason(_("Cuente qué se hizo."))
    made = InclusionActivity.objects.create(
        mechanism=mechanism,
        seat=seat,
        sector=sector_of(seat, at),
        held_on=held_on,
        people=people,
        text=text.strip()[:500],
        evidence=_reserved(evidence, at) if evidence else None,
        evidence_url=evidence_url,
        key=key,
    )
    note_dialogue(
        "inclusion_recorded",
        "inclusion_activity",
        made,
        mechanism.exercise,
        by,
        at,
        sector=made.sector,
        people=people,
        date=held_on,
        files=1 if evidence else 0,
    )
    tell_findings(mechanism, at)
    return made


def lock(mechanism: Mechanism) -> None:
    """Two clicks at once wait for each other here."""
    Mechanism.objects.select_for_update().get(pk=mechanism.pk)


def sector_of(seat: Seat, at: datetime) -> str:
    """What the seat represents; else what its organisation is that day."""
    kind = sector_kind(seat.organisation, at) if seat.organisation else None
    return seat.sector or (kind or Sector.CITIZEN).value


def _reserved(evidence: Attached, at: datetime) -> StoredFile:
    return store_file(
        content=evidence.content, name=evidence.name, media_type=evidence.media_type, at=at, version=Version.RESERVED
    )


@transaction.atomic
def propose_topic(
    *, mechanism: Mechanism, seat: Seat, title: str, proposed_on: date, by: Person, at: datetime
) -> Topic:
    """Nothing stops a seat that did nothing with its sector: a finding says so."""
    _refuse_a_stranger(mechanism, seat, by, at)
    if not title.strip():
        raise NeedsAReason(_("Escriba el tema."))
    if proposed_on > mechanism.exercise.today(at):
        raise TopicIsAhead(_("Esa fecha aún no llega: escriba el día en que se propuso."))
    try:
        with transaction.atomic():
            made = Topic.objects.create(
                mechanism=mechanism, seat=seat, title=title.strip()[:300], proposed_on=proposed_on
            )
    except IntegrityError as twice:
        raise AlreadyProposed(_("Ese asiento ya propuso ese tema.")) from twice
    note_dialogue("topic_proposed", "topic", made, mechanism.exercise, by, at, title=made.title, date=proposed_on)
    tell_findings(mechanism, at)
    return made


@transaction.atomic
def record_declaration(
    *,
    exercise: Exercise,
    title: str,
    text: str,
    declared_on: date,
    by: Person,
    at: datetime,
    key: UUID | None = None,
    signers: Body | None = None,
) -> Declaration:
    """Its text is never changed: what each seat signs is what was recorded. ``signers``: the body whose titulares are called to
    sign it. The same ``key`` twice is one declaration."""
    refuse_unless_editor(by, exercise, at)
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    if key and (known := exercise.declarations.filter(key=key).first()) is not None:
        return known
    if not (title.strip() and text.strip()):
        raise NeedsAReason(_("Escriba el título y el texto de la declaración."))
    if declared_on > exercise.today(at):
        raise DeclarationIsAhead(_("Esa fecha aún no llega: escriba el día en que se declaró."))
    made = Declaration.objects.create(
        exercise=exercise, title=title.strip()[:300], text=text.strip(), declared_on=declared_on, key=key
    )
    note_dialogue("declaration_recorded", "declaration", made, exercise, by, at, title=made.title, date=declared_on)
    if signers is not None:
        call_signers(declaration=made, body=signers, by=by, at=at)
    return made


@transaction.atomic
def call_signers(*, declaration: Declaration, body: Body, by: Person, at: datetime) -> list[CalledSigner]:
    """Each titular of that body who was not called before, by a letter where there is an account."""
    exercise = declaration.exercise
    refuse_unless_editor(by, exercise, at)
    Declaration.objects.select_for_update().get(pk=declaration.pk)
    if body.jurisdiction_id != exercise.jurisdiction_id:
        raise SeatIsElsewhere(_("Firman quienes ocupan asientos de este lugar."))
    held = Seat.objects.held_on(exercise.today(at)).filter(body=body, role=SeatRole.TITULAR, person__isnull=False)
    known = Q(called_to_sign__declaration=declaration) | Q(declaration_signatures__declaration=declaration)
    seats = list(held.exclude(known).select_related("person__account").order_by("pk"))
    if not seats:
        raise NobodyToCall(_("Ya se llamó a quienes ocupan ese órgano, o no hay nadie en sus asientos."))
    made = [CalledSigner.objects.create(declaration=declaration, seat=seat, called_at=at) for seat in seats]
    for each in made:
        write_call_to_sign(each, at=at)
    note_dialogue("signers_called", "declaration", declaration, exercise, by, at, organiser=body.name, told=len(made))
    return made


@transaction.atomic
def decline_signature(*, declaration: Declaration, seat: Seat, reason: str, by: Person, at: datetime) -> CalledSigner:
    """Who was called says why she does not sign; she may still sign later."""
    if not permissions.can_sign_for_seat(by, seat, declaration.exercise, at):
        raise PermissionDenied(_("Lo dice quien ocupa el asiento."))
    called = CalledSigner.objects.select_for_update().filter(declaration=declaration, seat=seat).first()
    if called is None:
        raise WasNotCalled(_("Este asiento no fue llamado a firmar: no hace falta decir que no."))
    if declaration.signatures.filter(seat=seat).exists():
        raise AlreadySigned(_("Este asiento ya firmó la declaración."))
    if not reason.strip():
        raise NeedsAReason(_("Escriba por qué no firma: es público, junto a su puesto."))
    called.declined_at, called.reason = at, reason.strip()[:500]
    called.save(update_fields=["declined_at", "reason"])
    note_dialogue(
        "signature_declined",
        "declaration",
        declaration,
        declaration.exercise,
        by,
        at,
        sector=seat.sector,
        reason=called.reason,
    )
    return called


@transaction.atomic
def sign_declaration(*, declaration: Declaration, seat: Seat, by: Person, at: datetime) -> Signature:
    """Who holds the seat that day signs; the hash proves which text."""
    if not permissions.can_sign_for_seat(by, seat, declaration.exercise, at):
        raise PermissionDenied(_("La declaración la firma quien ocupa el asiento."))
    if seat.body.jurisdiction_id != declaration.exercise.jurisdiction_id:
        raise SeatIsElsewhere(_("Ese asiento es de otro lugar."))
    sha256 = text_mark(declaration)
    made, created = Signature.objects.get_or_create(
        declaration=declaration, seat=seat, defaults={"text_sha256": sha256, "signed_at": at}
    )
    if not created:
        raise AlreadySigned(_("Este asiento ya firmó la declaración."))
    note_dialogue(
        "declaration_signed", "declaration", declaration, declaration.exercise, by, at, sector=seat.sector, hash=sha256
    )
    return made


def text_mark(declaration: Declaration) -> str:
    """SHA-256 of its text in UTF-8."""
    return hashlib.sha256(declaration.text.encode()).hexdigest()
