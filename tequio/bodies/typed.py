"""What somebody wrote in a form that was refused: it goes back to that form, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest

from tequio.web.form_errors import FormError

#: where the error leads when the form of a verb may no longer be on the page
ANCHORS = {
    "subir": "orden",
    "quitar": "orden",
    "aprobar": "observaciones",
    "voto": "votacion",
    "votar": "votacion",
    "concluir": "contenido",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """``about`` names the row of the form, where the page has several of one verb. Empty when nothing was refused."""

    verb: str = ""
    about: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    #: the boxes that were marked, by primary key
    seats: tuple[int, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, verb: str, text: str, about: str = "") -> Self:
        seats = tuple(int(each) for each in request.POST.getlist("seat") if each.isdecimal())
        return cls(verb, about, {name: str(value) for name, value in request.POST.items()}, text, seats)

    def in_form(self, verb: str, about: str = "") -> Mapping[str, str]:
        return self.values if (verb, about) == (self.verb, self.about) else {}

    def error_of(self, verb: str, about: str = "") -> str:
        return self.text if (verb, about) == (self.verb, self.about) else ""

    @property
    def errors(self) -> tuple[FormError, ...]:
        """With a link to the form it was."""
        anchor = ANCHORS.get(self.verb) or "-".join(part for part in (self.verb, self.about) if part)
        return (FormError(self.text, anchor),) if self.text else ()


NOTHING = Typed()
