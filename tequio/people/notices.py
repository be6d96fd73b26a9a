"""Privacy notices by version and purpose, and who accepted which."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.refusals import Refusal
from tequio.people import permissions
from tequio.people.models import Consent, Person, PrivacyNotice
from tequio.places.models import Jurisdiction


class NoticeIsTheSame(Refusal):
    code = "notice-is-the-same"


class NoticeIsEmpty(Refusal):
    code = "notice-empty"


class NoticeIsMissing(Refusal):
    code = "notice-missing"


class NoticeHasChanged(Refusal):
    code = "notice-changed"


def notice_in_force(jurisdiction_id: int, purpose: str) -> PrivacyNotice | None:
    """The last version. One query."""
    found = PrivacyNotice.objects.filter(jurisdiction_id=jurisdiction_id, purpose=purpose)
    return found.order_by("-version").first()


@transaction.atomic
def publish_notice(
    *, jurisdiction: Jurisdiction, purpose: str, text: str, kept_days: int, by: Person, at: datetime, citation: str = ""
) -> PrivacyNotice:
    """A new version; whoever accepted a former one keeps having accepted that one. ``citation``: of the rule that sets the days."""
    if not permissions.can_edit_directory(by, jurisdiction):
        raise PermissionDenied(_("Los avisos de privacidad los publica la secretaría técnica de ese lugar."))
    if not text.strip():
        raise NoticeIsEmpty(_("Escriba el aviso de privacidad."))
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)
    last = notice_in_force(jurisdiction.pk, purpose)
    if last is not None and (last.text, last.kept_days, last.kept_citation) == (
        text.strip(),
        kept_days,
        citation.strip(),
    ):
        raise NoticeIsTheSame(_("El aviso dice lo mismo que la versión vigente."))
    made = PrivacyNotice.objects.create(
        jurisdiction=jurisdiction,
        purpose=purpose,
        version=last.version + 1 if last else 1,
        text=text.strip(),
        kept_days=kept_days,
        kept_citation=citation.strip()[:300],
        since_at=at,
    )
    changes = {"version": (last.version if last else None, made.version), "purpose": (None, purpose)}
    record(
        verb="people.notice_published",
        subject_kind="privacy_notice",
        subject_uid=made.uid,
        by=by,
        at=at,
        changes=changes,
    )
    return made


def give_consent(
    *, notice: PrivacyNotice, subject_kind: str, subject_uid: UUID, at: datetime, person: Person | None = None
) -> Consent:
    """Call it inside the transaction of what is sent. Only to the version in force: nobody accepts what was not shown."""
    last = notice_in_force(notice.jurisdiction_id, notice.purpose)
    if last is None or last.pk != notice.pk:
        raise NoticeHasChanged(_("El aviso de privacidad cambió mientras escribía. Léalo y vuelva a aceptarlo."))
    return Consent.objects.create(
        notice=notice, subject_kind=subject_kind, subject_uid=subject_uid, person=person, given_at=at
    )


def withdraw_consent(*, consent: Consent, at: datetime) -> None:
    """Call it inside the transaction of what it changes."""
    Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
