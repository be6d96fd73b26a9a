"""The column of predecessors as people write it: "12", "3;4", "12FC+2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tequio.core.refusals import Refusal
from tequio.workplans.models import LinkType

_LINK = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3}){0,3})\s*(FC|FS|CC|SS|FF|CF|SF)?\s*([+-]\s*\d{1,4})?\s*\w{0,6}\s*", re.I)
_TYPES = {
    "": LinkType.FINISH_START,
    "FC": LinkType.FINISH_START,
    "FS": LinkType.FINISH_START,
    "CC": LinkType.START_START,
    "SS": LinkType.START_START,
    "FF": LinkType.FINISH_FINISH,
    "CF": LinkType.START_FINISH,
    "SF": LinkType.START_FINISH,
}
SPANISH = {
    LinkType.FINISH_START: "FC",
    LinkType.START_START: "CC",
    LinkType.FINISH_FINISH: "FF",
    LinkType.START_FINISH: "CF",
}


class PredecessorIsMissing(Refusal):
    code = "predecessor-missing"


@dataclass(frozen=True, slots=True)
class Waiting:
    code: str
    type: LinkType
    lag: int

    def __str__(self) -> str:
        """ "12", "12FC+2", "12CC-1": only what differs from finish to start without lag is said."""
        if self.type == LinkType.FINISH_START and not self.lag:
            return self.code
        return f"{self.code}{SPANISH[self.type]}{f'{self.lag:+d}' if self.lag else ''}"


def waits_of(predecessors: str) -> list[Waiting]:
    """ "12", "3;4", "12FC+2", "5, 6 y 7". Raises PredecessorIsMissing for what is none of them."""
    waits = []
    for piece in re.split(r"[;,]|\by\b", predecessors):
        if not piece.strip():
            continue
        found = _LINK.fullmatch(piece)
        if found is None:
            raise PredecessorIsMissing(f"No se entiende la predecesora «{piece.strip()}».")
        lag = int(re.sub(r"\s", "", found[3])) if found[3] else 0
        waits.append(Waiting(found[1], _TYPES[(found[2] or "").upper()], lag))
    return waits
