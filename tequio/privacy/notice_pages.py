"""The privacy notices of each place, by purpose and version: what anybody reads, and how an office publishes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.core.refusals import Refusal
from tequio.people.models import Person, PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tequio.people.permissions import can_keep_accounts
from tequio.places.models import Jurisdiction, Level
from tequio.privacy.queries import crumbs
from tequio.web.form_errors import FormError, errors_of
from tequio.web.pages import Crumb, Option

PER_PAGE = 25
NOTICES = "/privacidad/avisos/"
#: the most days that a notice may promise to keep data, and the longest text
LONGEST_KEPT, LONGEST = 3650, 20_000


class NoticeForm(forms.Form):
    place = forms.UUIDField(
        error_messages={"required": gettext_lazy("Elija el lugar."), "invalid": gettext_lazy("Elija el lugar.")}
    )
    purpose = forms.ChoiceField(
        choices=Purpose.choices,
        error_messages={
            "required": gettext_lazy("Elija para qué es el aviso."),
            "invalid_choice": gettext_lazy("Elija para qué es el aviso."),
        },
    )
    text = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Escriba el aviso de privacidad."),
            "max_length": gettext_lazy("Un aviso tiene a lo más 20,000 caracteres."),
        },
    )
    kept_days = forms.IntegerField(
        min_value=1,
        max_value=LONGEST_KEPT,
        error_messages={
            "required": gettext_lazy("Diga cuántos días se conservan los datos."),
            "invalid": gettext_lazy("Escriba los días con números."),
            "min_value": gettext_lazy("Al menos un día."),
            "max_value": gettext_lazy("A lo más diez años: 3650 días."),
        },
    )
    citation = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": gettext_lazy("Escriba la cita en 300 caracteres o menos.")},
    )


@dataclass(frozen=True, slots=True)
class NoticeLine:
    place: str
    purpose: str
    version: int
    since_on: date
    #: how long the data are kept, in words
    kept: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """``publish_url`` is empty for who publishes none."""

    title: str
    description: str
    lines: tuple[NoticeLine, ...]
    pages: tuple[Option, ...]
    publish_url: str
    done: bool
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """``newer_url``: of the version in force, when this one is a former one."""

    title: str
    description: str
    line: NoticeLine
    text: str
    newer_url: str
    versions: tuple[Option, ...]
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class PublishPage:
    title: str
    description: str
    places: tuple[Option, ...]
    purposes: tuple[Option, ...]
    typed: Mapping[str, str]
    errors: tuple[FormError, ...]
    crumbs: tuple[Crumb, ...]


def notices_page(person: Person | None, *, page: int, done: bool = False) -> NoticesPage:
    """Those in force. Two queries."""
    newer = PrivacyNotice.objects.filter(
        jurisdiction=OuterRef("jurisdiction"), purpose=OuterRef("purpose"), version__gt=OuterRef("version")
    )
    rows = PrivacyNotice.objects.filter(~Exists(newer)).select_related("jurisdiction")
    paged = Paginator(rows.order_by("jurisdiction__name", "purpose", "pk"), PER_PAGE)
    here = paged.get_page(page)
    more = paged.page_range if paged.num_pages > 1 else ()
    return NoticesPage(
        title=_("Avisos de privacidad"),
        description=_("Qué datos pide cada oficina, para qué y cuánto los conserva. Cada cambio es una versión nueva."),
        lines=tuple(map(line_of, here)),
        pages=tuple(Option(str(each), str(each), each == here.number, f"{NOTICES}?pagina={each}") for each in more),
        publish_url=f"{NOTICES}nuevo/" if person is not None and can_keep_accounts(person) else "",
        done=done,
        crumbs=crumbs(Crumb(_("Avisos"))),
    )


def line_of(row: PrivacyNotice) -> NoticeLine:
    return NoticeLine(
        place=row.jurisdiction.name,
        purpose=str(Purpose(row.purpose).label),
        version=row.version,
        since_on=row.jurisdiction.today(row.since_at),
        kept=kept_in_words(row),
        citation=row.kept_citation,
        url=f"{NOTICES}{row.uid}/",
    )


def kept_in_words(row: PrivacyNotice) -> str:
    """An account lasts until its person asks that it be erased; the rest has an end of its own."""
    if row.purpose == Purpose.ACCOUNT:
        told = ngettext(
            "mientras tenga la cuenta, y a lo más %(n)s día después de pedir que se borre",
            "mientras tenga la cuenta, y a lo más %(n)s días después de pedir que se borre",
            row.kept_days,
        )
    else:
        told = ngettext(
            "%(n)s día después de que termina el proceso",
            "%(n)s días después de que termina el proceso",
            row.kept_days,
        )
    return told % {"n": row.kept_days}


def notice_page(uid: UUID) -> NoticePage | None:
    row = PrivacyNotice.objects.select_related("jurisdiction").filter(uid=uid).first()
    if row is None:
        return None
    same = PrivacyNotice.objects.filter(jurisdiction=row.jurisdiction_id, purpose=row.purpose).order_by("-version")
    every = list(same.values_list("version", "uid")[:100])
    line = line_of(row)
    return NoticePage(
        title=_("Aviso de privacidad: %(purpose)s") % {"purpose": line.purpose},
        description=_("%(place)s, versión %(n)s.") % {"place": line.place, "n": line.version},
        line=line,
        text=row.text,
        newer_url=f"{NOTICES}{every[0][1]}/" if every[0][0] > row.version else "",
        versions=tuple(
            Option(_("Versión %(n)s") % {"n": version}, "", version == row.version, f"{NOTICES}{one}/")
            for version, one in every
        ),
        crumbs=crumbs(Crumb(_("Avisos"), NOTICES), Crumb(_("Versión %(n)s") % {"n": line.version})),
    )


def places_of(person: Person) -> list[Jurisdiction]:
    if not person.is_administrator:
        return [person.jurisdiction]
    return list(Jurisdiction.objects.exclude(level=Level.COUNTRY).order_by("name"))


def publish_page(person: Person, typed: Mapping[str, str], errors: tuple[FormError, ...] = ()) -> PublishPage:
    if not can_keep_accounts(person):
        raise PermissionDenied(_("Los avisos de privacidad los publica la secretaría técnica de cada lugar."))
    places, chosen = places_of(person), typed.get("place") or str(person.jurisdiction.uid)
    purpose = typed.get("purpose") or Purpose.APPLICATION.value
    shown = {name: str(typed.get(name, ""))[: LONGEST + 200] for name in ("text", "kept_days", "citation")}
    place = next((each for each in places if str(each.uid) == chosen), None)
    last = notice_in_force(place.pk, purpose) if place is not None and not any(shown.values()) else None
    if last is not None:
        shown = {"text": last.text, "kept_days": str(last.kept_days), "citation": last.kept_citation}
    return PublishPage(
        title=_("Publicar un aviso de privacidad"),
        description=_("Lo lee quien escribe sus datos. Lo que alguien ya aceptó sigue siendo lo que aceptó."),
        places=tuple(Option(each.name, str(each.uid), str(each.uid) == chosen) for each in places),
        purposes=tuple(Option(str(each.label), each.value, each.value == purpose) for each in Purpose),
        typed=shown,
        errors=errors,
        crumbs=crumbs(Crumb(_("Avisos"), NOTICES), Crumb(_("Publicar"))),
    )


def published(typed: Mapping[str, str], *, by: Person, at: datetime) -> tuple[FormError, ...]:
    """The errors, or none when it was done."""
    form = NoticeForm(typed)
    if not form.is_valid():
        return errors_of(form)
    given = form.cleaned_data
    place = Jurisdiction.objects.filter(uid=given["place"]).first()
    if place is None:
        return (FormError(_("Elija el lugar de la lista."), "place"),)
    try:
        publish_notice(
            jurisdiction=place,
            purpose=given["purpose"],
            text=given["text"],
            kept_days=given["kept_days"],
            citation=given["citation"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return (FormError(str(refusal), "text"),)
    return ()
