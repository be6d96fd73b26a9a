"""The page on which somebody opens her own account: her name, her place and the notice of that place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.people.models import PrivacyNotice
from tequio.people.opening import LONGEST_NAME, Opening, notices_in_force
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

#: characters of notices that one page carries; those of further places are a link away
MOST_SHOWN = 40_000


class OpeningForm(forms.Form):
    """``notice`` is a place and the version of its notice that was shown."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": gettext_lazy("Escriba su nombre, como quiere que aparezca."),
            "max_length": gettext_lazy("El nombre tiene a lo más 200 caracteres."),
        },
    )
    notice = forms.UUIDField(
        error_messages={
            "required": gettext_lazy("Elija en qué lugar participa."),
            "invalid": gettext_lazy("Elija en qué lugar participa."),
        }
    )
    accept = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Para abrir la cuenta hace falta leer y aceptar el aviso de privacidad.")
        }
    )


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """``text`` is empty when the notice is to be read on its own page, ``url``."""

    uid: UUID
    name: str
    version: int
    text: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OpeningPage:
    title: str
    description: str
    #: the secret of the link
    secret: str
    email: str
    places: tuple[PlaceOffered, ...]
    name: str = ""
    accepted: bool = False
    errors: tuple[FormError, ...] = ()
    crumbs: tuple[Crumb, ...] = ()


def opening_page(
    opening: Opening,
    secret: str,
    typed: dict[str, str],
    errors: Sequence[FormError] = (),
) -> OpeningPage:
    """The place of the page she came from is chosen until she chooses; a notice that changed meanwhile has to be accepted again."""
    notices = notices_in_force()
    chosen = next((each.pk for each in notices if str(each.uid) == typed.get("notice")), None)
    still = chosen is not None
    if chosen is None and (typed.get("notice") or not errors):
        place = _place_of(typed["notice"]) if typed.get("notice") else place_of_page(opening.goes_to)
        chosen = next((each.pk for each in notices if each.jurisdiction_id == place), None)
    return OpeningPage(
        title=_("Abrir una cuenta") if notices else _("Aquí todavía no se abren cuentas"),
        description=_("Para seguir sus solicitudes y que este sitio recuerde lo que usted elige."),
        secret=secret,
        email=opening.email,
        places=_offered(notices, chosen),
        name=typed.get("name", "")[:300],
        accepted=still and "accept" in typed,
        errors=tuple(errors),
    )


def place_of_page(address: str) -> int | None:
    """Key of its place; rooms above know which page is whose."""
    found: int | None = import_string(settings.PLACE_OF_PAGE)(address)
    return found


def _place_of(former: str) -> int | None:
    """Of a version that is no longer in force, the place."""
    with suppress(ValueError):
        return PrivacyNotice.objects.filter(uid=UUID(former)).values_list("jurisdiction", flat=True).first()
    return None


def _offered(notices: list[PrivacyNotice], chosen: int | None) -> tuple[PlaceOffered, ...]:
    """The chosen one first to be carried whole."""
    carried, left = set(), MOST_SHOWN
    for each in sorted(notices, key=lambda each: each.pk != chosen):
        left -= len(each.text)
        if left >= 0:
            carried.add(each.pk)
    return tuple(
        PlaceOffered(
            uid=each.uid,
            name=each.jurisdiction.name,
            version=each.version,
            text=each.text if each.pk in carried else "",
            url=f"/privacidad/avisos/{each.uid}/",
            chosen=each.pk == chosen or len(notices) == 1,
        )
        for each in notices
    )
