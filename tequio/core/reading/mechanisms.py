"""Mechanisms of citizen participation named in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tequio.core.reading.layout import Line
from tequio.core.reading.records import PlannedActivity
from tequio.core.reading.words import key, squash

#: names, without accents, by which laws of participation know them; data
KNOWN = (
    "asamblea ciudadana", "asambleas ciudadanas", "asamblea vecinal", "asambleas vecinales", "audiencia publica", "audiencias publicas",
    "auditoria ciudadana", "auditorias ciudadanas", "ayuntamiento abierto", "cabildo abierto", "cabildo infantil", "colaboracion ciudadana",
    "colaboracion popular", "comparecencia publica", "consejos consultivos", "consulta ciudadana", "consulta popular", "consulta publica",
    "consulta vecinal", "contraloria ciudadana", "contraloria social", "debate publico", "debate publico y foros de opinion",
    "foros de opinion", "iniciativa ciudadana", "iniciativa popular", "observatorio ciudadano", "plebiscito", "presupuesto participativo",
    "proyecto social", "proyectos sociales", "ratificacion de mandato", "referendum", "revocacion de mandato", "red de contralorias",
    "dialogo colaborativo", "planeacion participativa", "diagnostico participativo", "voz ciudadana", "silla ciudadana",
)  # fmt: skip
_LISTED = re.compile(r"(?::|\bentre\b|\bsiguientes\b|\bcomo\b|\bson\b)\s*:?\s*", re.I)
_FEWEST = 3


def find_mechanisms(activities: Sequence[PlannedActivity], lines: Sequence[str] = ()) -> tuple[str, ...]:
    """The list that an activity about mechanisms of participation gives after a colon, or any list of known ones."""
    for text, about in [*_texts(activities), *((line, line) for line in lines)]:
        items = list(_items(text))
        known = sum(key(item) in KNOWN for item in items)
        speaks = "mecanismo" in key(about[:2000])
        if len(items) >= _FEWEST and ((speaks and _is_list(items)) or known >= _FEWEST):
            return tuple(dict.fromkeys(items))
    return ()


def listed_below(lines: Sequence[Line]) -> tuple[str, ...]:
    """The items of the list under a line about mechanisms of participation."""
    for index, line in enumerate(lines):
        if "mecanismo" not in key(line.text[:200]) or len(line.text) > 200 or line.number or line.bullet:
            continue
        below = takewhile(lambda item: item.bullet or item.number, lines[index + 1 :])
        items = [squash(item.text).strip(" .;,") for item in below]
        if len(items) >= _FEWEST and _is_list(items):
            return tuple(dict.fromkeys(items))
    return ()


def _texts(activities: Sequence[PlannedActivity], above: str = "") -> Iterator[tuple[str, str]]:
    for activity in activities:
        yield activity.title, f"{above} {activity.title}"
        yield from _texts(activity.children, activity.title)


def _is_list(items: Sequence[str]) -> bool:
    return all(len(item.split()) <= 8 for item in items)


def _items(text: str) -> Iterator[str]:
    if len(text) > 4000:
        return
    start = _LISTED.search(text)
    listed = text[start.end() :] if start else text
    parts = [squash(part).strip(" .") for part in re.split(r"[,;]", listed)]
    last = len(parts) - 1
    for index, part in enumerate(parts):
        bare = re.sub(r"^(?:y|e|o|u)\s+", "", part)
        halves = re.split(r"\s+[ye]\s+", bare)
        joined_last = index == last and bare == part and len(halves) == 2 and key(bare) not in KNOWN
        yield from (half for half in (halves if joined_last else [bare]) if half)
