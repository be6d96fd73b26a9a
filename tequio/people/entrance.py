"""Entering without a password: a code and a link go to the address, live fifteen minutes and serve once.

Everything that limits it is counted in the database by address and by network, each known only by its HMAC. An address without
an account is answered with the same words and the same work, and its letter may open one (``people.opening``). Too many wrong
codes close the way of the code for a while, never the way of the link: whoever reads the mailbox always enters.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.refusals import Refusal
from tequio.outbox.actions import erase_useless, queue_message
from tequio.people.entry_letters import letter_for
from tequio.people.models import ENTRY_TRIES, Account, EntryCode, PrivacyNotice, Purpose
from tequio.web.letters import in_html, in_words

LIFE = timedelta(minutes=15)
#: in which what is limited is counted
WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)
ASKED_PER_ADDRESS = 5
#: an office shares one network address
ASKED_PER_NETWORK = 40
WRONG_PER_ADDRESS = 10
WRONG_PER_ADDRESS_AND_DAY = 40
DIGITS = 6


class WrongCode(Refusal):
    code = "wrong-code"


class CodeIsSpent(Refusal):
    code = "code-spent"


class LinkIsSpent(Refusal):
    code = "link-spent"


class TooMany(Refusal):
    """``wait``: after how long it is worth trying again."""

    code = "too-many"

    def __init__(self, text: str, wait: timedelta) -> None:
        super().__init__(text)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Entered:
    account: Account
    goes_to: str


def key(purpose: str, value: str) -> str:
    """What is kept of an address, a network, a code or a link."""
    return salted_hmac(f"tequio.people.entrance.{purpose}", value, algorithm="sha256").hexdigest()


def _seal(link: str) -> Fernet:
    """Made of the link, which nobody has but the mailbox."""
    made = salted_hmac("tequio.people.entrance.address", link, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(made))


def sealed(address: str, link: str) -> bytes:
    return _seal(link).encrypt(address.encode())


def unsealed(kept: bytes | memoryview, link: str) -> str:
    """Empty when it was opened before or the key of the installation is another."""
    try:
        return _seal(link).decrypt(bytes(kept)).decode()
    except InvalidToken:
        return ""


def anybody_may_open() -> bool:
    """Some place publishes the notice that an account needs. One query."""
    return PrivacyNotice.objects.filter(purpose=Purpose.ACCOUNT).exists()


def ask_to_enter(*, email: str, network: str, goes_to: str, at: datetime) -> EntryCode:
    """Queue the letter. Known or unknown, the address gets one and the caller learns nothing."""
    address = email.strip().lower()
    outcome = _ask(address, key("address", address), key("network", network), goes_to, at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic
def _ask(address: str, address_key: str, network_key: str, goes_to: str, at: datetime) -> EntryCode | Refusal:
    account = Account.objects.select_for_update().filter(email=address).first()
    EntryCode.objects.filter(asked_at__lt=at - DAY).delete()
    erase_useless(now=at)
    if refusal := _asked_too_often(address_key, network_key, at):
        return refusal
    code, link = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", secrets.token_urlsafe(32)
    active = account if account and account.is_active else None
    entry = EntryCode(account=active, address_key=address_key, network_key=network_key, goes_to=goes_to)
    entry.code_key, entry.link_key = key("code", f"{entry.uid}:{code}"), key("link", link)
    entry.sealed_address = sealed(address, link)
    entry.asked_at, entry.expires_at = at, at + LIFE
    entry.save(force_insert=True)
    letter = letter_for(account, opens=anybody_may_open(), code=code, link=link)
    queue_message(
        recipient=address,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        at=at,
        hold=timedelta(0),
        useless_after=entry.expires_at,
    )
    return entry


def _asked_too_often(address_key: str, network_key: str, at: datetime) -> TooMany | None:
    for mine, most in (
        (Q(address_key=address_key), ASKED_PER_ADDRESS),
        (Q(network_key=network_key), ASKED_PER_NETWORK),
    ):
        asked = list(
            EntryCode.objects.filter(mine, asked_at__gt=at - WINDOW)
            .order_by("asked_at")
            .values_list("asked_at", flat=True)
        )
        if len(asked) >= most:
            text = _("Ya se enviaron varios códigos. Use el último que llegó a su correo o pida otro en %(minutes)s.")
            wait = asked[-most] + WINDOW - at
            return TooMany(text % {"minutes": minutes(wait)}, wait)
    return None


def enter_with_code(*, entry_uid: uuid.UUID, code: str, at: datetime) -> Entered:
    """``code`` as it was typed: spaces and hyphens do not count."""
    outcome = _try_code(entry_uid, "".join(filter(str.isdigit, code))[: 2 * DIGITS], at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic
def _try_code(entry_uid: uuid.UUID, code: str, at: datetime) -> Entered | Refusal:
    """A wrong try is kept, so this returns its refusal instead of raising it."""
    entry, account = _locked(Q(uid=entry_uid))
    if entry is None or not entry.is_alive(at) or entry.tries >= ENTRY_TRIES:
        return CodeIsSpent(
            _("Ese código ya no sirve: se usó, pasaron 15 minutos o se acabaron los intentos. Pida otro.")
        )
    if refusal := _wrong_too_often(entry.address_key, at):
        return refusal
    right = constant_time_compare(entry.code_key, key("code", f"{entry.uid}:{code}"))
    if right and account is not None:
        return _let_in(entry, account, at)
    entry.tries += 1
    EntryCode.objects.filter(pk=entry.pk).update(tries=entry.tries)
    return _wrong(ENTRY_TRIES - entry.tries)


def _wrong(left: int) -> Refusal:
    if left == 0:
        return CodeIsSpent(_("El código no coincide y se acabaron los intentos. Pida otro o use la liga del correo."))
    told = ngettext("Le queda %(left)d intento.", "Le quedan %(left)d intentos.", left) % {"left": left}
    return WrongCode(_("El código no coincide con el del correo.") + " " + told)


def _wrong_too_often(address_key: str, at: datetime) -> TooMany | None:
    for span, most in ((WINDOW, WRONG_PER_ADDRESS), (DAY, WRONG_PER_ADDRESS_AND_DAY)):
        recent = EntryCode.objects.filter(address_key=address_key, asked_at__gt=at - span, tries__gt=0)
        if (recent.aggregate(total=Sum("tries"))["total"] or 0) >= most:
            wait = recent.order_by("asked_at")[0].asked_at + span - at
            text = _(
                "Hubo demasiados códigos equivocados para esta dirección. Entre con la liga del correo, que sigue sirviendo, "
                "o espere %(minutes)s."
            )
            return TooMany(text % {"minutes": minutes(wait)}, wait)
    return None


def link_is_alive(*, link: str, at: datetime) -> bool:
    """Looking consumes nothing: mail programs open every link."""
    entry = EntryCode.objects.filter(link_key=key("link", link), account__is_active=True).first()
    return entry is not None and entry.is_alive(at)


@transaction.atomic
def enter_with_link(*, link: str, at: datetime) -> Entered:
    entry, account = _locked(Q(link_key=key("link", link)))
    if entry is None or account is None or not entry.is_alive(at):
        raise LinkIsSpent(_("Esta liga ya se usó o pasaron sus 15 minutos."))
    return _let_in(entry, account, at)


def _locked(which: Q) -> tuple[EntryCode | None, Account | None]:
    """The account first, as when asking, so that what is counted by address is counted one at a time."""
    known = EntryCode.objects.filter(which).values_list("pk", "account_id").first()
    if known is None:
        return None, None
    account = Account.objects.select_for_update().filter(pk=known[1] or 0, is_active=True).first()
    return EntryCode.objects.select_for_update().filter(pk=known[0]).first(), account


def _let_in(entry: EntryCode, account: Account, at: datetime) -> Entered:
    """This one serves no more, nor do the others that wait in the mailbox."""
    EntryCode.objects.filter(pk=entry.pk).update(used_at=at)
    EntryCode.objects.filter(account=account, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    return Entered(account, entry.goes_to)


def minutes(wait: timedelta) -> str:
    """Rounded up, as a person would say it."""
    number = max(1, -(-int(wait.total_seconds()) // 60))
    if number <= 90:
        return ngettext("%(number)d minuto", "%(number)d minutos", number) % {"number": number}
    hours = -(-number // 60)
    return ngettext("%(number)d hora", "%(number)d horas", hours) % {"number": hours}
