"""Dates and numbers as a person in Mexico writes them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tequio.core.dates import flaw, from_edtf, render
from tequio.core.dates.rendering import RenderStyle
from tequio.web.search import plain

MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT = {
    "es": ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
#: the city a person names when telling the hour
CITIES = {
    "America/Mexico_City": "Ciudad de México",
    "America/Monterrey": "Monterrey",
    "America/Merida": "Mérida",
    "America/Cancun": "Cancún",
    "America/Chihuahua": "Chihuahua",
    "America/Ciudad_Juarez": "Ciudad Juárez",
    "America/Hermosillo": "Hermosillo",
    "America/Mazatlan": "Mazatlán",
    "America/Matamoros": "Matamoros",
    "America/Ojinaga": "Ojinaga",
    "America/Tijuana": "Tijuana",
    "America/Bahia_Banderas": "Bahía de Banderas",
}


def language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def month(number: int) -> str:
    return MONTHS[language()][number - 1]


def month_short(number: int) -> str:
    return SHORT[language()][number - 1]


def long_date(day: date | datetime) -> str:
    if language() == "en":
        return f"{day.day} {month(day.month)} {day.year}"
    return f"{day.day} de {month(day.month)} de {day.year}"


def short_date(day: date | datetime) -> str:
    return f"{day.day} {month_short(day.month)} {day.year}"


def span(first: date, last: date) -> str:
    """«28 jun – 10 jul» inside one year, with the years when they differ."""
    if first == last:
        return short_date(first)
    if first.year != last.year:
        return f"{short_date(first)} – {short_date(last)}"
    if first.month == last.month:
        return f"{first.day} – {short_date(last)}"
    return f"{first.day} {month_short(first.month)} – {short_date(last)}"


def fuzzy(edtf: str | None) -> str:
    """``None`` is «Por definir»; a month stays a month and a range a range: no day is invented."""
    return _fuzzy(edtf, "long")


def fuzzy_short(edtf: str | None) -> str:
    return _fuzzy(edtf, "short")


def joined_span(first: str | None, last: str | None) -> str:
    """Two EDTF dates as one short text: «28 jun – 2 jul 2021»; one of them alone when both say the same."""
    if first and last and first != last and len(first) == len(last) == 10:
        return span(date.fromisoformat(first), date.fromisoformat(last))
    if first and last and first != last:
        return f"{fuzzy_short(first)} – {fuzzy_short(last)}"
    return fuzzy_short(first or last)


def _fuzzy(edtf: str | None, style: RenderStyle) -> str:
    if not edtf:
        return _("Por definir")
    if language() == "es":
        return render(from_edtf(edtf), style=style)
    return " – ".join(_english(part, MONTHS["en"] if style == "long" else SHORT["en"]) for part in edtf.split("/"))


def _english(part: str, months: list[str]) -> str:
    numbers = [int(each) for each in part.split("-")]
    month_name = [months[numbers[1] - 1]] if len(numbers) > 1 else []
    return " ".join([*map(str, numbers[2:]), *month_name, str(numbers[0])])


def number(value: int) -> str:
    return f"{value:,}"


def hour_of(city_zone: str, moment: datetime) -> str:
    """«23:59 (hora de Monterrey)»."""
    city = CITIES.get(city_zone, city_zone.rpartition("/")[2].replace("_", " "))
    return _("%(hour)s (hora de %(city)s)") % {"hour": f"{moment:%H:%M}", "city": city}


def days(n: int) -> str:
    return ngettext("%(n)s día", "%(n)s días", n) % {"n": number(n)}


def joined(items: list[str]) -> str:
    """«a, b y c»."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s y %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def size(count: int) -> str:
    """Size of a file as people read it: «240 kB», «1.2 MB»."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def sentence_case(title: str, names: str) -> str:
    """A heading all in capitals is hard to read and spelled out by some screen readers; ``names`` gives back
    capitals and accents."""
    if not title.isupper():
        return title
    known = {plain(word.casefold()): word for word in names.split()}
    found = [known.get(plain(word.casefold()), word.lower()) for word in title.split()]
    return " ".join([found[0][:1].upper() + found[0][1:], *found[1:]])


def not_a_date(text: str) -> str:
    """Why what was typed is no date, and how to write one."""
    told = {"text": text[:60]}
    match flaw(text):
        case "yearless":
            return _("A «%(text)s» le falta el año: escriba, por ejemplo, «noviembre de 2021».") % told
        case "impossible":
            return _("«%(text)s» no existe en el calendario: revise el día y el mes (el día va primero).") % told
    return (
        _("«%(text)s» no se entiende como fecha: escriba, por ejemplo, «5 de septiembre de 2019» o «Por definir».")
        % told
    )
