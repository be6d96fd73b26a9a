"""The page on which the administration withdraws a second factor that somebody lost: who, how it was checked, and yes once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.refusals import Refusal
from tequio.people.factors import NoSecondFactor
from tequio.people.forms import AddressForm
from tequio.people.lost_factors import withdraw_second_factor
from tequio.people.models import Account, Authenticator, Person
from tequio.people.permissions import can_withdraw_second_factor
from tequio.web.form_errors import FormError, errors_of
from tequio.web.pages import Crumb


class LostForm(AddressForm):
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": gettext_lazy("Escriba cómo comprobó quién lo pide."),
            "max_length": gettext_lazy("Dígalo en menos de 300 caracteres."),
        },
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Whose it is, so that it is not withdrawn from somebody else."""

    name: str
    place: str
    application: bool
    keys: int


@dataclass(frozen=True, slots=True)
class LostPage:
    """``found``: the form is right and waits to be confirmed."""

    title: str
    description: str
    email: str
    reason: str
    found: Found | None
    done: bool
    errors: tuple[FormError, ...]
    crumbs: tuple[Crumb, ...]


def refuse_unless_administers(person: Person) -> None:
    if not person.is_administrator:
        raise PermissionDenied(
            _("Retirar el segundo paso de otra persona corresponde a la administración de la instalación.")
        )


def lost_page(
    typed: Mapping[str, str], *, found: Found | None = None, done: bool = False, errors: tuple[FormError, ...] = ()
) -> LostPage:
    return LostPage(
        title=_("Retirar un segundo paso perdido"),
        description=_(
            "Para quien perdió su teléfono, sus llaves y sus códigos de respaldo. La próxima vez que entre configura otro."
        ),
        email=typed.get("email", "")[:254],
        reason=typed.get("reason", "")[:300],
        found=found,
        done=done,
        errors=errors,
        crumbs=(Crumb(_("Su cuenta"), "/cuenta/"), Crumb(_("Segundo paso perdido"))),
    )


def asked(typed: Mapping[str, str], *, by: Person, at: datetime) -> tuple[Found | None, tuple[FormError, ...]]:
    """What waits to be confirmed, or what is wrong; neither when it was done."""
    form = LostForm(typed)
    if not form.is_valid():
        return None, errors_of(form)
    person = Person.objects.select_related("account", "jurisdiction").filter(
        account__email=form.cleaned_data["email"].lower()
    )
    try:
        return withdrawn(person.first(), form.cleaned_data["reason"], sure="sure" in typed, by=by, at=at), ()
    except Refusal as refusal:
        return None, (FormError(str(refusal), "email"),)


def withdrawn(person: Person | None, reason: str, *, sure: bool, by: Person, at: datetime) -> Found | None:
    if person is None or person.account is None:
        raise NoSecondFactor(_("Ninguna cuenta usa ese correo."))
    if sure:
        withdraw_second_factor(person=person, reason=reason, by=by, at=at)
        return None
    if not can_withdraw_second_factor(by, person):
        raise NoSecondFactor(_("El suyo se lo retira otra persona de la administración."))
    return found_of(person, person.account)


def found_of(person: Person, account: Account) -> Found:
    application, keys = Authenticator.objects.filter(account=account).exists(), account.passkeys.count()
    if not application and not keys:
        raise NoSecondFactor(_("Esa cuenta no tiene un segundo paso que retirar."))
    return Found(person.name, person.jurisdiction.name, application, keys)
