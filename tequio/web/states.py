"""How the state of an activity or of a commitment is shown: icon, word, colour and pattern, never colour alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the six states a person sees. ``letter`` names the pattern in the style sheet."""

    letter: str
    word: str | Promise
    icon: str
    slug: str


VERIFIED = Shown("v", gettext_lazy("Cumplido"), "check", "cumplido")
RUNNING = Shown("r", gettext_lazy("En curso"), "clock", "en-curso")
OVERDUE = Shown("o", gettext_lazy("Con retraso"), "warning", "con-retraso")
PENDING = Shown("p", gettext_lazy("Por iniciar"), "box", "por-iniciar")
UNDATED = Shown("u", gettext_lazy("Fecha por definir"), "question", "por-definir")
CANCELLED = Shown("c", gettext_lazy("Cancelado"), "cross", "cancelado")
#: in the order in which they are listed
SIX = (VERIFIED, RUNNING, OVERDUE, PENDING, UNDATED, CANCELLED)
#: computed state → what is shown
BY_STATE = {
    "verified": VERIFIED,
    "in_progress": RUNNING,
    "reported": RUNNING,
    "disputed": RUNNING,
    "overdue": OVERDUE,
    "not_started": PENDING,
    "undated": UNDATED,
    "cancelled": CANCELLED,
}
#: what is added to "En curso"
REMARKS = {"reported": gettext_lazy("reportado"), "disputed": gettext_lazy("controvertido")}


def counted(shown: Shown, n: int) -> str:
    """``2 terminadas``: the plural of a state of activities."""
    words = {
        "v": ngettext("%(n)s cumplida", "%(n)s cumplidas", n),
        "r": _("%(n)s en curso"),
        "o": _("%(n)s con retraso"),
        "p": _("%(n)s por iniciar"),
        "u": _("%(n)s con fecha por definir"),
        "c": ngettext("%(n)s cancelada", "%(n)s canceladas", n),
    }
    return words[shown.letter] % {"n": n}


def sentence(states: Iterable[str]) -> str:
    """The strip in words, for who cannot see it."""
    letters = Counter(BY_STATE[state].letter for state in states)
    total = sum(letters.values())
    head = ngettext("%(n)s actividad", "%(n)s actividades", total) % {"n": total}
    parts = [counted(shown, letters[shown.letter]) for shown in SIX if letters[shown.letter]]
    return f"{head}: {', '.join(parts)}" if parts else head
