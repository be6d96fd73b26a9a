"""One line of «Esta semana», and how it tells its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.web import words

LATE, SOON, DECIDE, NEW = "late", "soon", "decide", "new"


@dataclass(frozen=True, slots=True)
class Todo:
    """``order`` is the day by which it is sorted inside its group."""

    group: str
    what: str
    detail: str
    commitment: str
    whose: str
    since: str
    button: str
    url: str
    order: date


def since_words(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 0:
        return _("Desde el %(day)s") % {"day": words.short_date(day)}
    ago = ngettext("hace %(n)s día", "hace %(n)s días", days) % {"n": words.number(days)}
    return _("Desde el %(day)s, %(ago)s") % {"day": words.short_date(day), "ago": ago}


def deadline_words(last_on: date, today: date, day: str = "") -> str:
    """``day``: how the date is written, where it is not a whole one."""
    day = day or words.short_date(last_on)
    days = (last_on - today).days
    if days < 0:
        late = ngettext("hace %(n)s día", "hace %(n)s días", -days) % {"n": words.number(-days)}
        return _("Venció: %(day)s, %(late)s") % {"day": day, "late": late}
    if days == 0:
        return _("Vence hoy, %(day)s") % {"day": day}
    left = ngettext("queda %(n)s día", "quedan %(n)s días", days) % {"n": days}
    return _("Vence: %(day)s, %(left)s") % {"day": day, "left": left}
