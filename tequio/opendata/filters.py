"""The filters of the board, in the same words of the address: what is on screen is what is downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tequio.web.states import BY_STATE, SIX


@dataclass(frozen=True, slots=True)
class Filters:
    query: str = ""
    theme: str = ""
    institution: str = ""
    state: str = ""

    def keeps_state(self, computed: str) -> bool:
        """An unknown state keeps nothing, as on the board."""
        if not self.state:
            return True
        return self.state == BY_STATE[computed].slug if self.state in _SLUGS else False


_SLUGS = {shown.slug for shown in SIX}


def from_address(parameters: Mapping[str, str]) -> Filters:
    names = {"query": "q", "theme": "tema", "institution": "institucion", "state": "estado"}
    return Filters(**{name: parameters.get(word, "").strip() for name, word in names.items()})
