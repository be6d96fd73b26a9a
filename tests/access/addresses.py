"""Every address of the site, taken from the resolver: what is not here does not exist.

Where one address stands for many verbs («…/gestion/<name>/»), each verb of the program's own list is an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """``parts``: name of a variable part → its converter."""

    name: str
    route: str
    parts: tuple[tuple[str, str], ...]

    @property
    def room(self) -> str:
        return self.name.split(":")[0]

    @property
    def of_somebody(self) -> bool:
        """It can be of one's own exercise or of another's."""
        return any(name in {"slug", "uid", "folio"} for name, _converter in self.parts)

    @property
    def is_file(self) -> bool:
        return "." in self.route.rsplit("/", 1)[-1]

    def path(self, values: dict[str, Any]) -> str:
        path = self.route
        for name, converter in self.parts:
            path = path.replace(f"<{converter}:{name}>", str(values[name]))
        return f"/{path}"


def verbs() -> dict[str, tuple[str, Iterable[str]]]:
    """Name of an address → its part that is a verb, and the verbs there are."""
    from tequio.bodies import comment_desk, item_desk, minutes_desk, session_desk
    from tequio.bodies.views import agreements
    from tequio.calls import dialogue_desk, office
    from tequio.listening import desk

    return {
        "bodies:session_act": ("verb", session_desk.DOES),
        "bodies:agreement_act": ("verb", agreements.DONE),
        "bodies:acta_act": ("verb", minutes_desk.DOES),
        "bodies:comment_act": ("verb", comment_desk.DOES),
        "bodies:item_act": ("verb", item_desk.DOES),
        "calls:order": ("name", office.OF_EXERCISE),
        "calls:call_order": ("name", office.OF_CALL),
        "calls:dialogue_order": ("name", dialogue_desk.VERBS),
        "listening:order": ("name", desk.OF_EXERCISE),
        "listening:event_order": ("name", desk.OF_EVENT),
        "listening:table_order": ("name", desk.OF_TABLE),
    }


def addresses() -> list[Address]:
    known = verbs()
    return [one for each in _walk(get_resolver().url_patterns, "", "") for one in _verb_by_verb(each, known)]


def _verb_by_verb(address: Address, known: dict[str, tuple[str, Iterable[str]]]) -> Iterator[Address]:
    if address.name not in known:
        yield address
        return
    part, words = known[address.name]
    kept = tuple(each for each in address.parts if each[0] != part)
    for word in words:
        yield replace(
            address, name=f"{address.name} {word}", route=address.route.replace(f"<slug:{part}>", word), parts=kept
        )


def _walk(patterns: list[Any], route: str, space: str) -> Iterator[Address]:
    for each in patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here, each.namespace or space)
        elif isinstance(each, URLPattern):
            yield Address(f"{space}:{each.name}", here, _parts(here))


def _parts(route: str) -> tuple[tuple[str, str], ...]:
    found = [piece.split(">")[0] for piece in route.split("<")[1:]]
    return tuple((piece.split(":")[1], piece.split(":")[0]) for piece in found)
