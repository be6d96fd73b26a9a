"""Passkeys (WebAuthn): what the browser is asked, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from tequio.core.refusals import Refusal
from tequio.people.factors import PASSKEY, NoSecondFactor, has_second_factor, locked, note
from tequio.people.letters import tell
from tequio.people.models import Account, Authenticator, Passkey, Person

#: keys of one account
MOST = 10


class KeyIsWrong(Refusal):
    code = "passkey-wrong"


class TooManyKeys(Refusal):
    code = "passkey-too-many"


class LastFactor(Refusal):
    code = "last-second-factor"


@dataclass(frozen=True, slots=True)
class Place:
    """The site as the browser sees it: a key made for one place serves in no other."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """``options`` is JSON for the browser; ``challenge`` waits in the session for its answer."""

    options: str
    challenge: str


def _known(account: Account) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(each))
        for each in account.passkeys.order_by("pk").values_list("key_id", flat=True)
    ]


def asked_to_add(account: Account, place: Place) -> Asked:
    options = generate_registration_options(
        rp_id=place.host,
        rp_name="Tequio",
        user_name=account.email,
        user_id=account.uid.bytes,
        exclude_credentials=_known(account),
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def asked_to_prove(account: Account, place: Place) -> Asked:
    options = generate_authentication_options(rp_id=place.host, allow_credentials=_known(account))
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


@transaction.atomic
def add_passkey(*, answer: str, challenge: str, place: Place, name: str, by: Person, at: datetime) -> Passkey:
    account = locked(by)
    if account.passkeys.count() >= MOST:
        raise TooManyKeys(_("Ya hay diez llaves: quite la que no use."))
    try:
        seen = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except (WebAuthnException, ValueError) as error:
        raise KeyIsWrong(_("El navegador no terminó de hacer la llave. Inténtelo otra vez.")) from error
    made = Passkey.objects.create(
        account=account,
        name=" ".join(name.split())[:60] or _("Llave de acceso"),
        key_id=bytes_to_base64url(seen.credential_id),
        public_key=seen.credential_public_key,
        sign_count=seen.sign_count,
        added_at=at,
    )
    note("second_factor_added", by, by, at, {"kind": (None, PASSKEY)})
    tell(account, _("Se agregó una llave de acceso a su cuenta"), _("Desde hoy sirve como segundo paso."), at)
    return made


@transaction.atomic
def prove_with_passkey(*, answer: str, challenge: str, place: Place, by: Person, at: datetime) -> str:
    account, wrong = locked(by), KeyIsWrong(_("Esa llave no es de esta cuenta, o su respuesta llegó tarde."))
    try:
        given = parse_authentication_credential_json(answer)
        key = account.passkeys.select_for_update().filter(key_id=bytes_to_base64url(given.raw_id)).first()
        if key is None:
            raise wrong
        seen = verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
        )
    except (WebAuthnException, ValueError) as error:
        raise wrong from error
    Passkey.objects.filter(pk=key.pk).update(sign_count=seen.new_sign_count, used_at=at)
    return PASSKEY


def _refuse_the_last(account: Account, *, bound: bool) -> None:
    if bound and not has_second_factor(account):
        raise LastFactor(_("Su cargo pide un segundo paso: agregue otro antes de quitar éste."))


@transaction.atomic
def remove_passkey(*, key: Passkey, bound: bool, by: Person, at: datetime) -> None:
    """``bound``: her role requires a second factor, so the last one stays."""
    account = locked(by)
    if key.account_id != account.pk:
        raise PermissionDenied(_("Una llave de acceso la quita la persona de la cuenta."))
    Passkey.objects.filter(pk=key.pk).delete()
    _refuse_the_last(account, bound=bound)
    note("second_factor_removed", by, by, at, {"kind": (PASSKEY, None)})
    tell(account, _("Se quitó una llave de acceso de su cuenta"), _("Ya no sirve como segundo paso."), at)


@transaction.atomic
def remove_authenticator(*, bound: bool, by: Person, at: datetime) -> None:
    account = locked(by)
    if not Authenticator.objects.filter(account=account).delete()[0]:
        raise NoSecondFactor(_("No hay una aplicación que quitar."))
    _refuse_the_last(account, bound=bound)
    note("second_factor_removed", by, by, at, {"kind": ("totp", None)})
    tell(account, _("Se quitó la aplicación de códigos de su cuenta"), _("Ya no da el segundo paso."), at)


def place_of(host: str, scheme: str) -> Place:
    """Of the address with which the page was asked, already one of those allowed. Behind a proxy the scheme is the site's."""
    site_scheme, _sep, rest = settings.SITE_URL.partition("://")
    origin = f"{site_scheme}://{host}" if rest.split("/")[0] == host else f"{scheme}://{host}"
    return Place(host.rsplit(":", 1)[0] if not host.endswith("]") else host, origin)
