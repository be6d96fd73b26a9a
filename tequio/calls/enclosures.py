"""The documents that came with an application, as they are told: to its own person and to the office with what each is, to anybody
with the folio only how many and of what size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.calls.models import Application, ApplicationFile
from tequio.web import words


@dataclass(frozen=True, slots=True)
class EnclosureShown:
    """``kind`` is the ending of the file: «PDF»."""

    position: int
    label: str
    name: str
    kind: str
    size: str

    @property
    def figures(self) -> str:
        return f"{self.kind}, {self.size}"


def enclosures_of(application: Application) -> tuple[EnclosureShown, ...]:
    """One query."""
    return enclosures_shown(application.files.select_related("file"))


def enclosures_shown(rows: Iterable[ApplicationFile]) -> tuple[EnclosureShown, ...]:
    """In the order in which they were given. Ask with ``file`` selected."""
    return tuple(
        EnclosureShown(
            position=each.position,
            label=each.label,
            name=each.file.original_name,
            kind=ending_of(each).upper(),
            size=words.size(each.file.size),
        )
        for each in sorted(rows, key=lambda one: one.position)
    )


def ending_of(each: ApplicationFile) -> str:
    """``pdf``: the name of what was taken always carries it."""
    return each.file.original_name.rpartition(".")[2].lower()


def in_figures(enclosures: Sequence[EnclosureShown]) -> str:
    """«2 documentos: PDF, 240 kB; JPG, 1.2 MB», without the names, that may say whose they are."""
    if not enclosures:
        return _("Ninguno")
    told = ngettext("%(n)s documento", "%(n)s documentos", len(enclosures)) % {"n": len(enclosures)}
    return f"{told}: {'; '.join(each.figures for each in enclosures)}"
