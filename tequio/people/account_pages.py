"""The page on which an office opens accounts and corrects the mail with which somebody enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.refusals import Refusal
from tequio.people.accounts import change_address, give_account
from tequio.people.models import Person
from tequio.people.permissions import can_change_address, can_keep_accounts
from tequio.places.models import Jurisdiction, Level
from tequio.web.form_errors import FormError, errors_of
from tequio.web.pages import Crumb, Option

OPEN, CHANGE = "abrir", "cambiar"
ADDRESS = {
    "required": gettext_lazy("Escriba el correo."),
    "invalid": gettext_lazy("Eso no parece un correo. Debe ser como nombre@ejemplo.org."),
    "max_length": gettext_lazy("Un correo tiene a lo más 254 caracteres."),
}


class OpenForm(forms.Form):
    name = forms.CharField(
        max_length=200,
        error_messages={
            "required": gettext_lazy("Escriba su nombre."),
            "max_length": gettext_lazy("El nombre tiene a lo más 200 caracteres."),
        },
    )
    email = forms.EmailField(max_length=254, error_messages=ADDRESS)
    place = forms.UUIDField(
        error_messages={"required": gettext_lazy("Elija el lugar."), "invalid": gettext_lazy("Elija el lugar.")}
    )


class ChangeForm(forms.Form):
    former = forms.EmailField(max_length=254, error_messages=ADDRESS)
    new = forms.EmailField(max_length=254, error_messages=ADDRESS)
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": gettext_lazy("Escriba cómo comprobó quién lo pide."),
            "max_length": gettext_lazy("Dígalo en menos de 300 caracteres."),
        },
    )


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """``typed`` is what to show in the fields; ``place`` the only one there is, when there is one."""

    title: str
    description: str
    places: tuple[Option, ...]
    typed: Mapping[str, str]
    done: str
    errors: tuple[FormError, ...]
    crumbs: tuple[Crumb, ...]


def refuse_unless_keeps_accounts(person: Person) -> None:
    if not can_keep_accounts(person):
        raise PermissionDenied(_("Las cuentas las abre la secretaría técnica de cada lugar o la administración."))


def places_of(person: Person) -> list[Jurisdiction]:
    """The country only while nothing else is there: an office is of a state or of a municipality."""
    if not person.is_administrator:
        return [person.jurisdiction]
    rows = list(Jurisdiction.objects.order_by("name"))
    return [each for each in rows if each.level != Level.COUNTRY] or rows


def accounts_page(
    person: Person, typed: Mapping[str, str], *, done: str = "", errors: tuple[FormError, ...] = ()
) -> AccountsPage:
    said = {OPEN: _("La cuenta quedó abierta y se le avisó por correo."), CHANGE: _("El correo quedó cambiado.")}
    places, chosen = places_of(person), typed.get("place") or str(person.jurisdiction.uid)
    return AccountsPage(
        title=_("Cuentas"),
        description=_(
            "Con una cuenta se entra a trabajar en un ejercicio. Para leer, buscar y postularse no hace falta."
        ),
        places=tuple(Option(each.name, str(each.uid), str(each.uid) == chosen) for each in places),
        typed={name: str(typed.get(name, ""))[:300] for name in ("name", "email", "former", "new", "reason")},
        done=said.get(done, ""),
        errors=errors,
        crumbs=(Crumb(_("Su cuenta"), "/cuenta/"), Crumb(_("Cuentas"))),
    )


def asked(typed: Mapping[str, str], *, by: Person, at: datetime) -> tuple[FormError, ...]:
    """What the pressed button asks for; the errors, or none when it was done."""
    opens = typed.get("do") == OPEN
    form: forms.Form = OpenForm(typed) if opens else ChangeForm(typed)
    if not form.is_valid():
        return errors_of(form)
    try:
        return _opened(form, by, at) if opens else _changed(form, by, at)
    except Refusal as refusal:
        return (FormError(str(refusal), "email" if opens else "new"),)


def _opened(form: forms.Form, by: Person, at: datetime) -> tuple[FormError, ...]:
    place = next((each for each in places_of(by) if each.uid == form.cleaned_data["place"]), None)
    if place is None:
        return (FormError(_("Elija el lugar de la lista."), "place"),)
    give_account(jurisdiction=place, name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=by, at=at)
    return ()


def _changed(form: forms.Form, by: Person, at: datetime) -> tuple[FormError, ...]:
    given = form.cleaned_data
    rows = Person.objects.select_related("account", "jurisdiction")
    person = rows.filter(account__email=given["former"].lower()).first()
    if person is None or not can_change_address(by, person):
        return (FormError(_("Ninguna cuenta que usted lleve entra con ese correo."), "former"),)
    change_address(person=person, email=given["new"], reason=given["reason"], by=by, at=at)
    return ()
