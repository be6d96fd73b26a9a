"""What the pages of the second factor show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import pyotp
import segno
from django.utils.translation import gettext as _

from tequio.people.models import Account, Authenticator, Person, RecoveryCode
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class StepPage:
    """``kept``: what was typed before, signed, to be sent afterwards."""

    title: str
    description: str
    back: str
    kept: str
    application: bool
    keys: bool
    errors: tuple[FormError, ...] = ()
    crumbs: tuple[Crumb, ...] = ()


def step_page(account: Account, *, back: str, kept: str, errors: tuple[FormError, ...] = ()) -> StepPage:
    return StepPage(
        title=_("Falta el segundo paso"),
        description=_(
            "Su cargo cuida datos de otras personas: se entra con el correo y con algo que sólo usted tiene."
        ),
        back=back,
        kept=kept,
        application=Authenticator.objects.filter(account=account).exists(),
        keys=account.passkeys.exists(),
        errors=errors,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ResumePage:
    title: str
    description: str
    action: str
    back: str
    typed: tuple[Kept, ...]
    crumbs: tuple[Crumb, ...] = ()


def resume_page(*, action: str, typed: Sequence[tuple[str, list[str]]]) -> ResumePage:
    return ResumePage(
        title=_("Lo que escribió sigue aquí"),
        description=_("Ya entró otra vez. Nada se ha guardado todavía: envíelo cuando quiera."),
        action=action,
        back=action,
        typed=tuple(Kept(name, value) for name, values in typed for value in values),
    )


@dataclass(frozen=True, slots=True)
class KeyShown:
    uid: UUID
    name: str
    added_at: object
    used_at: object


@dataclass(frozen=True, slots=True)
class SetUpPage:
    """``picture`` is the QR of the secret; ``secret`` the same in groups of four, to be typed by hand."""

    title: str
    description: str
    back: str
    picture: str
    secret: str
    application: bool
    codes_left: int
    keys: tuple[KeyShown, ...]
    bound: bool
    errors: tuple[FormError, ...] = ()
    crumbs: tuple[Crumb, ...] = ()


def set_up_page(person: Person, secret: str, *, back: str, bound: bool) -> SetUpPage:
    account = person.account
    address = account.email if account else ""
    uri = pyotp.TOTP(secret).provisioning_uri(name=address, issuer_name="Tequio")
    mine = account.passkeys.order_by("added_at") if account else ()
    return SetUpPage(
        title=_("Segundo paso para entrar"),
        description=_("Además del correo, algo que sólo usted tiene: así nadie entra con su buzón."),
        back=back,
        picture=segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="white"),
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        application=Authenticator.objects.filter(account=account).exists(),
        codes_left=RecoveryCode.objects.filter(account=account, used_at__isnull=True).count(),
        keys=tuple(KeyShown(each.uid, each.name, each.added_at, each.used_at) for each in mine),
        bound=bound,
        crumbs=(Crumb(_("Su cuenta"), "/cuenta/"), Crumb(_("Segundo paso"))),
    )


@dataclass(frozen=True, slots=True)
class CodesPage:
    title: str
    description: str
    codes: tuple[str, ...]
    back: str
    crumbs: tuple[Crumb, ...] = ()


def codes_page(codes: tuple[str, ...], *, back: str) -> CodesPage:
    return CodesPage(
        title=_("Guarde sus códigos de respaldo"),
        description=_("Cada uno sirve una vez, el día que no tenga su teléfono. No se vuelven a mostrar."),
        codes=codes,
        back=back,
    )
