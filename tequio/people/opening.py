"""An account that somebody opens for herself, with the link that arrived at an address that had none.

The link is of the same kind as the one that enters: one use, fifteen minutes, known to the database by its HMAC. It proves the
address, and with it she is a new person: nobody is joined to somebody of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.core.refusals import Refusal
from tequio.people.entrance import Entered, LinkIsSpent, key, unsealed
from tequio.people.models import OWN_ACCOUNT, Account, EntryCode, Person, PrivacyNotice, Purpose
from tequio.people.notices import NoticeIsMissing, give_consent

#: of a name, as its column keeps it
LONGEST_NAME = 200


class NameIsMissing(Refusal):
    code = "name-missing"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the link is good for: the address to which it went, and where she was going."""

    email: str
    goes_to: str


def notices_in_force() -> list[PrivacyNotice]:
    """Of an account, one of each place that offers it, by the name of the place. One query."""
    mine = PrivacyNotice.objects.filter(purpose=Purpose.ACCOUNT)
    newer = mine.filter(jurisdiction=OuterRef("jurisdiction"), version__gt=OuterRef("version"))
    return list(mine.filter(~Exists(newer)).select_related("jurisdiction").order_by("jurisdiction__name", "pk"))


def opening_of(*, link: str, at: datetime) -> Opening:
    """Looking consumes nothing: mail programs open every link."""
    return _opening(EntryCode.objects.filter(link_key=key("link", link), account=None).first(), link, at)


def _opening(entry: EntryCode | None, link: str, at: datetime) -> Opening:
    address = unsealed(entry.sealed_address, link) if entry is not None and entry.is_alive(at) else ""
    if entry is None or not address or Account.objects.filter(email=address).exists():
        raise LinkIsSpent(_("Esta liga ya se usó o pasaron sus 15 minutos."))
    return Opening(address, entry.goes_to)


def was_opened_by(*, person: Person | None, link: str) -> bool:
    """Who is inside opened her account with this link: to press again, or to come back to the letter, is not an error to her."""
    account = person.account_id if person is not None else None
    return account is not None and EntryCode.objects.filter(link_key=key("link", link), account=account).exists()


def open_own_account(*, link: str, name: str, notice: PrivacyNotice, at: datetime) -> Entered:
    """Whoever holds the letter opens an account for herself, in the place of the notice that she accepted. It has no role."""
    try:
        return _open(link, name.strip(), notice, at)
    except IntegrityError as taken:
        # the office opened one for that address in the same instant
        raise LinkIsSpent(_("Esta liga ya se usó o pasaron sus 15 minutos.")) from taken


@transaction.atomic
def _open(link: str, name: str, notice: PrivacyNotice, at: datetime) -> Entered:
    entry = EntryCode.objects.select_for_update().filter(link_key=key("link", link), account=None).first()
    opening = _opening(entry, link, at)
    if not name:
        raise NameIsMissing(_("Escriba su nombre, como quiere que aparezca."))
    if notice.purpose != Purpose.ACCOUNT:
        raise NoticeIsMissing(_("Lea y acepte el aviso de privacidad de las cuentas."))
    account = Account.objects.create(email=opening.email, joined_at=at)
    person = Person.objects.create(jurisdiction=notice.jurisdiction, account=account, name=name[:LONGEST_NAME])
    give_consent(notice=notice, subject_kind=OWN_ACCOUNT, subject_uid=account.uid, at=at, person=person)
    if entry is not None:
        _spend(entry, account, at)
    record(
        verb="people.own_account_opened",
        subject_kind="person",
        subject_uid=person.uid,
        by=person,
        at=at,
        changes={"version": (None, notice.version)},
        reserved={"name": Reserved(person.salt, person.name), "email": Reserved(person.salt, account.email)},
    )
    return Entered(account, opening.goes_to)


def _spend(entry: EntryCode, account: Account, at: datetime) -> None:
    """This one serves no more, nor do the others that wait in the same mailbox."""
    EntryCode.objects.filter(pk=entry.pk).update(used_at=at, account=account, sealed_address=b"")
    others = EntryCode.objects.filter(address_key=entry.address_key, account=None, expires_at__gt=at)
    others.update(expires_at=at, sealed_address=b"")
