"""What a template of any room may ask for: icons, states, strips, dates and numbers as they are written in Mexico."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tequio.web import icons, states, words

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.MARKUP[name]


@register.simple_tag
def state(name: str) -> SafeString:
    """The tag of a state: ``{% state activity.state %}``."""
    return state_markup(name, words.language())


@lru_cache(maxsize=64)
def state_markup(name: str, language: str) -> SafeString:
    shown = states.BY_STATE[name]
    remark = states.REMARKS.get(name)
    tag = format_html('<span class="st st--{}">{}{}</span>', shown.letter, icons.MARKUP[shown.icon], shown.word)
    return format_html('{}<span class="st-note">{}</span>', tag, remark) if remark else tag


@register.filter
def letter(name: str) -> str:
    return states.BY_STATE[name].letter


@register.simple_tag
def strip(names: Sequence[str], before_today: int | None = None) -> SafeString:
    """La tira: a stitch per activity in order of date, and today between the stitches."""
    letters = [states.BY_STATE[name].letter for name in names]
    if before_today is not None:
        letters.insert(before_today, "today")
    many = "strip strip--many" if len(letters) > 40 else "strip"
    stitches = format_html_join("", '<i class="{}"></i>', ((each,) for each in letters))
    return format_html('<div class="{}" role="img" aria-label="{}">{}</div>', many, states.sentence(names), stitches)


@register.simple_tag
def bullet(real: int, due: int) -> SafeString:
    """Real progress as a bar, and a mark where it should be today."""
    label = _("Avance real %(real)s por ciento. Avance programado a esta fecha %(due)s por ciento.") % {
        "real": real,
        "due": due,
    }
    return format_html(
        '<svg class="bullet" role="img" aria-label="{}"><rect class="box" width="100%" height="100%"/>'
        '<rect class="real" width="{}%" height="100%"/><line class="due" x1="{}%" x2="{}%" y1="-7" y2="31"/></svg>',
        label,
        real,
        due,
        due,
    )


@register.filter
def long_date(day: date | datetime | None) -> str:
    return words.long_date(day) if day else ""


@register.filter
def short_date(day: date | datetime | None) -> str:
    return words.short_date(day) if day else ""


@register.filter
def fuzzy(edtf: str | None) -> str:
    """A date as precise as it was written: ``2021-11`` → «noviembre de 2021»."""
    return words.fuzzy(edtf)


@register.filter
def fuzzy_short(edtf: str | None) -> str:
    return words.fuzzy_short(edtf)


@register.filter
def number(value: int) -> str:
    return words.number(value)


@register.filter
def two_digits(value: int | None) -> str:
    return "–" if value is None else f"{value:02d}"
