"""What each kind of means of verification has to tell besides the file itself. Prose and table: docs/rules/evidence.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tequio.core.reading.words import key


class Ask(StrEnum):
    PEOPLE = "people"
    AGREEMENTS = "agreements"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Asks:
    """``names``: the original lists people, so the public only sees a version without them."""

    asks: frozenset[Ask] = frozenset()
    names: bool = False


#: words of a kind of means, without accents → what it asks; whole words, singular or plural
_KINDS = (
    (
        r"(listas?|registros?|hojas?) de (asistencias?|asistentes|participantes)",
        Asks(frozenset({Ask.PEOPLE}), names=True),
    ),
    (r"padron(es)?|(listas?|listados?) de beneficiari[oa]s?", Asks(names=True)),
    (r"minutas?|actas?( de)?( la)?( sesion(es)?| reunion(es)?)?", Asks(frozenset({Ask.AGREEMENTS}))),
    (
        r"(memorias?|evidencias?|registros?|archivos?|galerias?) fotografic[oa]s?|fotos?|fotografias?",
        Asks(frozenset({Ask.PHOTO})),
    ),
)


def asks_of(kind: str) -> Asks:
    """From the words of the kind; what nobody foresaw asks for nothing more than the file."""
    told = key(kind)
    for pattern, asks in _KINDS:
        if re.match(rf"(?:{pattern})\b", told):
            return asks
    return Asks()
