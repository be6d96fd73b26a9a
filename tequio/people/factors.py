"""The second factor: an application that gives codes, keys of one's own machines, and codes on paper for the day they are lost.

Nothing of it can be read in a copy of the database without the key of the installation: the secret of the application is sealed
with it, of each recovery code only the HMAC is kept, and of a key of a machine only the public half exists here.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.refusals import Refusal
from tequio.people.entrance import TooMany, minutes
from tequio.people.letters import tell
from tequio.people.models import FACTOR_TRIES, Account, Authenticator, FactorTries, Person, RecoveryCode

STEP = 30
#: codes of the half minute before and of the one after are taken too: clocks differ
DRIFT = 1
DIGITS = 6
WINDOW = timedelta(minutes=15)
CODES = 10
#: without letters that look like others
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
TOTP, RECOVERY, PASSKEY = "totp", "recovery", "passkey"


class WrongCode(Refusal):
    code = "wrong-second-code"


class CodeWasUsed(Refusal):
    code = "second-code-used"


class NoSecondFactor(Refusal):
    code = "no-second-factor"


def _seal() -> Fernet:
    key = salted_hmac("tequio.people.factors.secret", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def new_secret() -> str:
    return pyotp.random_base32()


def sealed(secret: str) -> bytes:
    return _seal().encrypt(secret.encode())


def unsealed(kept: bytes | memoryview) -> str:
    """Empty when the key of the installation is another: no code is right then, and the factor has to be withdrawn."""
    try:
        return _seal().decrypt(bytes(kept)).decode()
    except InvalidToken:
        return ""


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute to which the code belongs, None when it belongs to none of those that are taken now."""
    if not secret or len(code) != DIGITS:
        return None
    now, totp = int(at.timestamp()) // STEP, pyotp.TOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if constant_time_compare(totp.at(step * STEP), code):
            return step
    return None


def key_of(code: str) -> str:
    return salted_hmac("tequio.people.factors.recovery", code, algorithm="sha256").hexdigest()


def has_second_factor(account: Account) -> bool:
    return account.passkeys.exists() or Authenticator.objects.filter(account=account).exists()


def locked(by: Person) -> Account:
    if by.account_id is None:
        raise NoSecondFactor(_("Esta persona no tiene cuenta."))
    return Account.objects.select_for_update().get(pk=by.account_id)


@transaction.atomic
def add_authenticator(*, secret: str, code: str, by: Person, at: datetime) -> tuple[str, ...]:
    """The application showed ``code`` for ``secret``; the recovery codes, which are never shown again. Replaces a former one."""
    account = locked(by)
    step = step_of(secret, digits_of(code), at)
    if step is None:
        raise WrongCode(
            _("Ese código no es el que la aplicación muestra ahora. Espere el siguiente y revise la hora del teléfono.")
        )
    Authenticator.objects.update_or_create(
        account=account, defaults={"sealed_secret": sealed(secret), "last_step": step, "added_at": at}
    )
    note("second_factor_added", by, by, at, {"kind": (None, TOTP)})
    tell(account, _("Se agregó un segundo paso a su cuenta"), _("Una aplicación da desde hoy el segundo código."), at)
    return _new_codes(account)


@transaction.atomic
def renew_recovery_codes(*, by: Person, at: datetime) -> tuple[str, ...]:
    """The former ones serve no more."""
    account = locked(by)
    if not has_second_factor(account):
        raise NoSecondFactor(_("Primero active el segundo paso."))
    note("recovery_codes_renewed", by, by, at)
    tell(account, _("Sus códigos de respaldo cambiaron"), _("Los anteriores ya no sirven."), at)
    return _new_codes(account)


def _new_codes(account: Account) -> tuple[str, ...]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = tuple("".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH)) for _code in range(CODES))
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, code_key=key_of(code)) for code in codes)
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def digits_of(typed: str) -> str:
    return "".join(filter(str.isdigit, typed))[: 2 * DIGITS]


def prove_with_code(*, typed: str, by: Person, at: datetime) -> str:
    """Which of the two it was: the code of the application or one of the paper. A wrong one is counted."""
    outcome = _try(typed, by, at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic
def _try(typed: str, by: Person, at: datetime) -> str | Refusal:
    """A wrong try is kept, so this returns its refusal instead of raising it."""
    account = locked(by)
    if refusal := _wrong_too_often(account, at):
        return refusal
    plain = "".join(filter(str.isalnum, typed.upper()))
    if len(plain) == CODE_LENGTH:
        return _with_paper(account, plain, by, at)
    return _with_application(account, digits_of(typed), at)


def _with_application(account: Account, code: str, at: datetime) -> str | Refusal:
    mine = Authenticator.objects.filter(account=account).first()
    step = step_of(unsealed(mine.sealed_secret), code, at) if mine else None
    if mine is None or step is None:
        return _wrong(account, at)
    if step <= mine.last_step:
        return CodeWasUsed(_("Ese código ya se usó. Espere a que la aplicación muestre el siguiente."))
    Authenticator.objects.filter(pk=mine.pk).update(last_step=step)
    FactorTries.objects.filter(account=account).delete()
    return TOTP


def _with_paper(account: Account, code: str, by: Person, at: datetime) -> str | Refusal:
    mine = RecoveryCode.objects.filter(account=account, code_key=key_of(code), used_at__isnull=True)
    if not mine.update(used_at=at):
        return _wrong(account, at)
    left = RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()
    FactorTries.objects.filter(account=account).delete()
    note("recovery_code_used", by, by, at, {"left": (left + 1, left)})
    tell(
        account,
        _("Se usó un código de respaldo de su cuenta"),
        _("Le quedan %(left)d. Si se acaban, haga otros en la página de su cuenta.") % {"left": left},
        at,
    )
    return RECOVERY


def _wrong_too_often(account: Account, at: datetime) -> TooMany | None:
    kept = FactorTries.objects.filter(account=account).first()
    if kept is None or kept.tries < FACTOR_TRIES or at >= kept.since_at + WINDOW:
        return None
    wait = kept.since_at + WINDOW - at
    text = _("Hubo demasiados códigos equivocados. Espere %(minutes)s, o entre con una llave de acceso.")
    return TooMany(text % {"minutes": minutes(wait)}, wait)


def _wrong(account: Account, at: datetime) -> Refusal:
    kept, _made = FactorTries.objects.get_or_create(account=account, defaults={"since_at": at})
    tries, since = (kept.tries + 1, kept.since_at) if at < kept.since_at + WINDOW else (1, at)
    FactorTries.objects.filter(pk=kept.pk).update(tries=min(tries, FACTOR_TRIES), since_at=since)
    return WrongCode(_("El código no coincide. Escriba el que la aplicación muestra en este momento."))


def note(
    verb: str, about: Person, by: Person | None, at: datetime, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    record(verb=f"people.{verb}", subject_kind="person", subject_uid=about.uid, by=by, at=at, changes=changes)
