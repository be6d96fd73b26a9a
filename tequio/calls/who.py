"""Who may apply to a call and who selects, in the words that the page, the paper and the poster share with the form."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.calls.models import ApplicantType, Call
from tequio.calls.rules import rules_of
from tequio.calls.sectors import types_of
from tequio.web import words


@dataclass(frozen=True, slots=True)
class WhoMay:
    """``types`` are those of the form, empty where it is for everybody; ``rules`` each sentence that an application is judged by."""

    types: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.types:
            return _("Cualquier persona, por sí misma o en nombre de una organización.")
        return _("Quienes participan desde: %(types)s.") % {
            "types": words.joined([each.lower() for each in self.types])
        }


def who_may(call: Call) -> WhoMay | None:
    """None of a call that is answered elsewhere: here nobody is judged."""
    if not call.takes_applications:
        return None
    types = types_of(call)
    everybody = len(types) == len(ApplicantType)
    return WhoMay(
        types=() if everybody else tuple(str(each.label) for each in types),
        rules=tuple(rule.text for rule in rules_of(call)),
    )


def who_selects(call: Call) -> tuple[str, ...]:
    """In sentences; none of a call that said nothing."""
    if call.selected_by is not None:
        text = _("La selección la aprueba «%(body)s» con una votación en sesión, con quórum, después del cierre.")
        return (text % {"body": call.selected_by.name},)
    if not call.selectors or call.selectors_on is None:
        return ()
    settled = {"post": call.selectors_post, "day": words.long_date(call.selectors_on)}
    return (
        _("Seleccionan: %(who)s.") % {"who": call.selectors.rstrip(". ")},
        _("Por qué no lo hace un órgano: %(why)s") % {"why": call.selectors_reason},
        _("Lo determinó: %(post)s, el %(day)s.") % settled,
    )
