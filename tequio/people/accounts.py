"""An account given to somebody, and the mail with which it enters, when it changes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.core.refusals import Refusal
from tequio.outbox.actions import carry_preferences
from tequio.people import permissions
from tequio.people.actions import AddressIsTaken, create_person, open_account
from tequio.people.letters import tell, welcome
from tequio.people.models import Account, EntryCode, OpenSession, Person
from tequio.places.models import Jurisdiction


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class NobodyEntersWithIt(Refusal):
    code = "nobody-enters-with-it"


class AddressIsTheSame(Refusal):
    code = "address-is-the-same"


@transaction.atomic
def give_account(*, jurisdiction: Jurisdiction, name: str, email: str, by: Person, at: datetime) -> Person:
    """To the only person of that name who has none there, else to a new one; a letter tells how to enter."""
    if Account.objects.filter(email=email.strip().lower()).exists():
        raise AddressIsTaken(_("Otra cuenta ya entra con ese correo."))
    same = Person.objects.filter(jurisdiction=jurisdiction, name=name.strip(), account=None, erased_at=None)
    known = list(same.select_related("jurisdiction")[:2])
    if len(known) == 1:
        open_account(person=known[0], email=email, by=by, at=at)
        person = known[0]
    else:
        person = create_person(jurisdiction=jurisdiction, name=name.strip(), email=email, by=by, at=at)
    if person.account is not None:
        welcome(person.account, jurisdiction.name, at)
    return person


@transaction.atomic
def change_address(*, person: Person, email: str, reason: str, by: Person, at: datetime) -> None:
    """From now on she enters with the new one; sessions and letters on their way to the former serve no more. Both are told."""
    if not permissions.can_change_address(by, person):
        raise PermissionDenied(
            _("El correo con que entra una persona lo cambia la secretaría técnica de su lugar o la administración.")
        )
    if not reason.strip():
        raise NeedsAReason(_("Escriba cómo comprobó quién lo pide."))
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise NobodyEntersWithIt(_("Esta persona no tiene cuenta."))
    former, address = account.email, email.strip().lower()
    if former == address:
        raise AddressIsTheSame(_("Ya entra con ese correo."))
    if Account.objects.filter(email=address).exists():
        raise AddressIsTaken(_("Otra cuenta ya entra con ese correo."))
    text = _("Desde hoy se entra con otra dirección y se cerraron sus sesiones.")
    tell(account, _("Cambió el correo con que entra su cuenta"), text, at)
    _move(account, former, address, at)
    tell(account, _("Cambió el correo con que entra su cuenta"), _("Desde hoy se entra con esta dirección."), at)
    record(
        verb="people.address_changed",
        subject_kind="person",
        subject_uid=person.uid,
        by=by,
        at=at,
        changes={"reason": (None, reason.strip()[:300])},
        reserved={"email": Reserved(person.salt, address)},
    )


def _move(account: Account, former: str, address: str, at: datetime) -> None:
    account.email = address
    account.save(update_fields=["email"])
    EntryCode.objects.filter(account=account, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    OpenSession.objects.filter(account=account).delete()
    carry_preferences(former=former, address=address)
