"""What an applicant does, without an account: sends, withdraws, and if she wants keeps it in her account."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.calls import letters, permissions
from tequio.calls.actions.calls import CallIsClosed, locked
from tequio.calls.models import (
    ApplicantType,
    Application,
    ApplicationFile,
    ApplicationStatus,
    Call,
    Conflict,
    Decision,
)
from tequio.calls.rules import rules_of, verdict_rows
from tequio.core import folio
from tequio.core.eligibility import Declared, judge
from tequio.core.ledger import conceal
from tequio.core.refusals import Refusal
from tequio.files.actions import store_file
from tequio.files.models import Version
from tequio.outbox.actions import stop_and_empty
from tequio.outbox.models import Message
from tequio.people.models import Person, PrivacyNotice, new_salt
from tequio.people.notices import give_consent, withdraw_consent
from tequio.places.clock import database_now

#: documents of one application
MOST_ENCLOSED = 5
#: characters of what each says that it is
LABEL = 120


class CallTakesNoApplications(Refusal):
    code = "call-takes-no-applications"


class TypeIsNotCalled(Refusal):
    code = "type-not-called"


class RequirementNotMet(Refusal):
    code = "requirement-not-met"


class ApplicationIsSettled(Refusal):
    code = "application-settled"


class EnclosureSaysNothing(Refusal):
    code = "enclosure-says-nothing"

    @classmethod
    def of(cls, name: str) -> EnclosureSaysNothing:
        return cls(_("Diga qué es «%(name)s», por ejemplo «Carta de postulación».") % {"name": name})


class TooManyEnclosures(Refusal):
    code = "too-many-enclosures"


class AlreadyClaimed(Refusal):
    code = "application-claimed"


@dataclass(frozen=True, slots=True)
class Attached:
    """``label`` says what it is; every document of an application has one."""

    content: bytes = field(repr=False)
    name: str
    media_type: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What an applicant writes. There is no address: the state, and the municipality if she wants."""

    applicant_type: str
    name: str
    email: str
    motive: str
    type_text: str = ""
    organisation_name: str = ""
    post: str = ""
    state: str = ""
    municipality: str = ""
    stages: tuple[str, ...] = ()
    honorary: bool = False
    adult: bool = False
    codes: tuple[str, ...] = ()

    def declared(self) -> Declared:
        return Declared(
            lives_in=(self.state, self.municipality),
            stages=frozenset(self.stages),
            honorary=self.honorary,
            adult=self.adult,
            codes=frozenset(self.codes),
        )


def submit_application(
    *,
    call: Call,
    given: Given,
    notice: PrivacyNotice,
    key: UUID,
    at: datetime,
    by: Person | None = None,
    files: Iterable[Attached] = (),
) -> Application:
    """No account is needed. The same ``key`` twice is one application, also when the second click comes after the close.
    ``files`` are asked for one at a time, at most ``MOST_ENCLOSED``."""
    try:
        return _submit(call, given, notice, key, at, by, files)
    except IntegrityError:
        return Application.objects.get(key=key)


@transaction.atomic
def _submit(
    call: Call,
    given: Given,
    notice: PrivacyNotice,
    key: UUID,
    at: datetime,
    by: Person | None,
    files: Iterable[Attached],
) -> Application:
    mine = locked(call)
    before = Application.objects.filter(key=key).first()
    if before is not None:
        return before
    now = database_now()
    refuse_unless_open(mine, now)
    refuse_another_type(mine, given.applicant_type)
    verdicts = judge(rules_of(mine), given.declared())
    held = [each.reason for each in verdicts if not each.met and each.rule.holds_back]
    if held:
        raise RequirementNotMet(" ".join(held))
    enclosed = [_stored(number, each, at) for number, each in enumerate(files, 1)]
    made = _row(mine, given, notice, key, by, now, enclosed)
    made.verdicts, made.is_eligible = verdict_rows(verdicts), all(each.met for each in verdicts)
    made.save(force_insert=True)
    for each in enclosed:
        each.application = made
        each.save(force_insert=True)
    changes = {"folio": (None, made.folio), "type": (None, made.applicant_type), "files": (None, len(enclosed))}
    note_application("application_received", made, by, at, changes, name=given.name, email=made.email)
    letters.write_receipt(made, at=at)
    return made


def _stored(position: int, given: Attached, at: datetime) -> ApplicationFile:
    """Its file is; the row waits for its application."""
    if position > MOST_ENCLOSED:
        raise TooManyEnclosures(_("Una solicitud lleva a lo más %(n)s documentos.") % {"n": MOST_ENCLOSED})
    if not given.label.strip():
        raise EnclosureSaysNothing.of(given.name)
    stored = store_file(
        content=given.content, name=given.name, media_type=given.media_type, at=at, version=Version.RESERVED
    )
    return ApplicationFile(file=stored, position=position, label=given.label.strip()[:LABEL])


def refuse_unless_open(call: Call, now: datetime) -> None:
    if not call.takes_applications:
        raise CallTakesNoApplications(_("Esta convocatoria no recibe solicitudes en este sitio."))
    if call.opens_at is not None and now < call.opens_at:
        raise CallIsClosed(_("La convocatoria aún no abre: su solicitud no se recibió."))
    if not call.is_open(now):
        raise CallIsClosed(_("La convocatoria ya cerró: su solicitud no se recibió."))


def refuse_another_type(call: Call, applicant_type: str) -> None:
    if call.applicant_types and applicant_type not in call.applicant_types:
        raise TypeIsNotCalled(_("Esta convocatoria no es para quien participa desde ahí: elija una de las opciones."))


def _row(
    call: Call,
    given: Given,
    notice: PrivacyNotice,
    key: UUID,
    by: Person | None,
    now: datetime,
    enclosed: Sequence[ApplicationFile],
) -> Application:
    """Not saved yet; its consent is."""
    values = asdict(given)
    honorary, adult, codes = values.pop("honorary"), values.pop("adult"), values.pop("codes")
    made = Application(
        call=call,
        key=key,
        folio=folio.make(secrets.randbelow),
        salt=new_salt(),
        person=by,
        received_at=now,
        declared=[*codes, *(["honorary"] if honorary else []), *(["adult"] if adult else [])],
        **{**values, "email": given.email.strip().lower(), "stages": list(given.stages)},
    )
    made.consent = give_consent(notice=notice, subject_kind="application", subject_uid=made.uid, at=now, person=by)
    made.fingerprint = conceal(bytes(made.salt or b""), statement_of(made, enclosed))
    return made


def statement_of(application: Application, enclosed: Sequence[ApplicationFile]) -> str:
    """What was written and what came with it, in one form; its HMAC is on the receipt (requirement 48)."""
    names = (
        "folio",
        "applicant_type",
        "type_text",
        "organisation_name",
        "post",
        "name",
        "email",
        "state",
        "municipality",
    )
    said: dict[str, Any] = {name: getattr(application, name) for name in names}
    said |= {"motive": application.motive, "stages": application.stages, "declared": application.declared}
    said["received_at"] = application.received_at.isoformat()
    said["enclosed"] = [[each.label, each.file.sha256] for each in enclosed]
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def note_application(
    verb: str, of: Application, by: Person | None, at: datetime, changes: dict[str, tuple[Any, Any]], **reserved: str
) -> None:
    record(
        verb=f"calls.{verb}",
        subject_kind="application",
        subject_uid=of.uid,
        exercise_uid=of.call.exercise.uid,
        by=by,
        at=at,
        changes=changes,
        reserved={name: Reserved(of.salt, value) for name, value in reserved.items() if value},
    )


def locked_application(application: Application) -> Application:
    found = Application.objects.select_for_update(of=("self",))
    return found.select_related("call__exercise__jurisdiction", "consent", "person__account").get(pk=application.pk)


@transaction.atomic
def withdraw_application(*, application: Application, at: datetime) -> None:
    """By whoever holds the letter, until the results are out. What she wrote goes with it; the folio stays."""
    mine = locked_application(application)
    if mine.status == ApplicationStatus.WITHDRAWN or mine.call.results_at is not None:
        raise ApplicationIsSettled(_("Esta solicitud ya no se puede retirar: ya tuvo resultado o se retiró antes."))
    note_application("application_withdrawn", mine, None, at, {"status": (mine.status, "withdrawn")})
    withdraw_consent(consent=mine.consent, at=at)
    Application.objects.filter(pk=mine.pk).update(
        status=ApplicationStatus.WITHDRAWN,
        withdrawn_at=at,
        **dict.fromkeys(("name", "email", "organisation_name", "post", "state", "municipality", "motive"), ""),
        **{name: [] for name in ("stages", "declared", "verdicts")},
        # who is none of the nine has to say something
        type_text=str(ApplicantType.OTHER.label) if mine.applicant_type == ApplicantType.OTHER else "",
    )
    erase_words_about(Application.objects.filter(pk=mine.pk), at)
    for each in mine.files.select_related("file"):
        each.delete()
        each.file.delete()
    application.refresh_from_db()


def erase_words_about(applications: QuerySet[Application], at: datetime) -> None:
    """What the office wrote of her may say who she is: why it was decided so, and who abstained. The outcome stays, and that
    somebody abstained; her letters stay without what they said."""
    stop_and_empty(letters=Message.objects.filter(application_letter__application__in=applications), at=at)
    Conflict.objects.filter(application__in=applications).update(reason="")
    Decision.objects.filter(application__in=applications).update(reason=_("Se borró junto con la solicitud."))


@transaction.atomic
def claim_application(*, application: Application, holds_letter: bool, by: Person, at: datetime) -> None:
    """It is seen from the account from now on. The letter proves it, or an account with the same e-mail."""
    mine = locked_application(application)
    if not (holds_letter or permissions.is_written_by(by, mine)):
        raise PermissionDenied(_("Esta solicitud la agrega a su cuenta quien recibió su acuse por correo."))
    if mine.person_id is not None and mine.person_id != by.pk:
        raise AlreadyClaimed(_("Esta solicitud ya está en otra cuenta."))
    Application.objects.filter(pk=mine.pk).update(person=by)
    application.refresh_from_db()
    note_application("application_claimed", mine, by, at, {"claimed": (False, True)})
