"""Every address of the site, taken from the resolver: what is not here does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

    def path(self, values: dict[str, Any]) -> str:
        path = self.route
        for name, converter in self.parts:
            path = path.replace(f"<{converter}:{name}>", str(values[name]))
        return f"/{path}"


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ""))


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
