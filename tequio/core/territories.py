"""A tree of territories, and lists of them as offices keep them: «delegación, colonia» in two or three columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tequio.core.reading.words import key
from tequio.core.refusals import Refusal

#: the territories by which people are counted, whatever lies above or below them
COUNTED = frozenset({"delegation", "agency"})
#: levels of a tree: región, municipio, delegación, colonia
DEEPEST = 4
MOST_ROWS = 5_000
LONGEST_NAME = 200
LONGEST_CODE = 20
_ROWS_ABOVE_HEADINGS = 10

#: heading of a column → what its territories are; "code" is INEGI's
HEADINGS = {
    "region": "region",
    "regiones": "region",
    "municipio": "municipality",
    "municipios": "municipality",
    "delegacion": "delegation",
    "delegaciones": "delegation",
    "delegacion municipal": "delegation",
    "agencia": "agency",
    "agencias": "agency",
    "agencia municipal": "agency",
    "colonia": "colonia",
    "colonias": "colonia",
    "barrio": "colonia",
    "colonia o barrio": "colonia",
    "colonia o localidad": "colonia",
    "localidad": "locality",
    "localidades": "locality",
    "sector": "sector",
    "sectores": "sector",
    "zona": "other",
    "clave": "code",
    "clave inegi": "code",
    "clave geoestadistica": "code",
    "cvegeo": "code",
    "codigo": "code",
}
#: what the columns are where no heading says it
MUNICIPAL = ("delegation", "colonia", "locality")
OF_A_STATE = ("region", "municipality", "locality")


class NoTerritories(Refusal):
    code = "no-territories"


class TooManyTerritories(Refusal):
    code = "too-many-territories"


@dataclass(frozen=True, slots=True)
class Node:
    """One territory of a tree; ``merged`` is the one that its people belong to since it was closed."""

    id: int
    parent: int | None
    kind: str
    name: str
    merged: int | None = None


class Tree:
    """Territories of one place by their id."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: Mapping[int, Node] = {node.id: node for node in nodes}

    def path(self, id: int) -> tuple[Node, ...]:
        """From the top to that one, both included."""
        found: list[Node] = []
        seen: set[int] = set()
        at: int | None = id
        while at is not None and at not in seen and at in self.nodes:
            seen.add(at)
            found.append(self.nodes[at])
            at = self.nodes[at].parent
        return tuple(reversed(found))

    def today(self, id: int) -> Node:
        """The one that it has become: itself unless it was merged."""
        seen: set[int] = set()
        node = self.nodes[id]
        while node.merged is not None and node.merged not in seen and node.merged in self.nodes:
            seen.add(node.merged)
            node = self.nodes[node.merged]
        return node

    def counted_in(self, id: int) -> Node:
        """The delegación (or agencia) in which somebody of that territory is counted; the topmost where there is none."""
        path = self.path(self.today(id).id)
        found = next((node for node in reversed(path) if node.kind in COUNTED), path[0])
        # a delegación may have been merged after its colonia was closed inside it
        return self.today(found.id)

    def heads(self) -> tuple[Node, ...]:
        """Every territory in which people are counted, by name; those that became another are not there."""
        found = {self.counted_in(node.id).id for node in self.nodes.values() if node.merged is None}
        return tuple(sorted((self.nodes[each] for each in found), key=lambda node: key(node.name)))

    def inside(self, id: int) -> frozenset[int]:
        """That one and all that lies in it."""
        return frozenset(each for each in self.nodes if any(node.id == id for node in self.path(each)))

    def height(self, id: int) -> int:
        """How many levels it and what lies in it take; 1 for one without parts."""
        depth = len(self.path(id))
        return max(len(self.path(each)) for each in self.inside(id)) - depth + 1


@dataclass(frozen=True, slots=True)
class Step:
    kind: str
    name: str

    @property
    def key(self) -> str:
        return key(self.name)


@dataclass(frozen=True, slots=True)
class Listed:
    """``paths``: each territory of the list with those it lies in, from the top, once; ``codes``: by the keys of its path.
    ``remarks``: what was left out or assumed, in Spanish."""

    paths: tuple[tuple[Step, ...], ...]
    codes: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def keys_of(path: Sequence[Step]) -> tuple[str, ...]:
    return tuple(step.key for step in path)


def read_list(rows: Sequence[Sequence[str]], *, columns: Sequence[str] = MUNICIPAL) -> Listed:
    """Rows of cells → paths. ``columns``: what the columns are where no heading says it.

    A cell that is empty because it repeats the one above (a merged cell, an outline) takes its value. Raises NoTerritories where
    there is nothing to read and TooManyTerritories beyond ``MOST_ROWS``.
    """
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    if len(cleaned) > MOST_ROWS:
        raise TooManyTerritories(f"La lista trae más de {MOST_ROWS:,} renglones: divídala en varias.")
    start, kinds, remarks = _headings(cleaned, columns)
    reader = _Reader(kinds, remarks)
    for number, row in enumerate(cleaned[start:], start + 1):
        reader.read(number, row)
    if not reader.paths:
        raise NoTerritories("No se encontró ningún territorio. Escriba uno por renglón: delegación, colonia.")
    return Listed(tuple(reader.paths.values()), reader.codes, tuple(reader.remarks))


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _headings(rows: list[list[str]], columns: Sequence[str]) -> tuple[int, dict[int, str], list[str]]:
    """Where the list begins, what each column is and what to say about it."""
    for number, row in enumerate(rows[:_ROWS_ABOVE_HEADINGS]):
        found = {place: HEADINGS[key(cell)] for place, cell in enumerate(row) if key(cell) in HEADINGS}
        if set(found.values()) - {"code"}:
            unknown = [cell for place, cell in enumerate(row) if cell and place not in found]
            remarks = [f"No se tomó la columna «{cell[:60]}»." for cell in unknown]
            return number + 1, found, remarks
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    if width > len(columns):
        raise NoTerritories(
            "La lista trae más de tres columnas y ningún título. Agregue un renglón de títulos: Delegación, Colonia."
        )
    return 0, dict(enumerate(columns[:width])), []


class _Reader:
    def __init__(self, kinds: Mapping[int, str], remarks: list[str]) -> None:
        self.levels = [(place, kind) for place, kind in sorted(kinds.items()) if kind != "code"]
        self.code_in = next((place for place, kind in kinds.items() if kind == "code"), None)
        self.remarks = remarks
        self.paths: dict[tuple[str, ...], tuple[Step, ...]] = {}
        self.codes: dict[tuple[str, ...], str] = {}
        self.above: list[str] = [""] * len(self.levels)

    def read(self, number: int, row: list[str]) -> None:
        names = [row[place] if place < len(row) else "" for place, _kind in self.levels]
        last = max((place for place, name in enumerate(names) if name), default=-1)
        if last < 0:
            return
        names = self.above = self._filled(names, last)
        if reason := self._wrong(names[: last + 1]):
            self.remarks.append(f"Renglón {number}: {reason}")
            return
        path = tuple(Step(kind, name) for (_place, kind), name in zip(self.levels, names[: last + 1], strict=False))
        for depth in range(1, len(path) + 1):
            self.paths.setdefault(keys_of(path[:depth]), path[:depth])
        code = row[self.code_in] if self.code_in is not None and self.code_in < len(row) else ""
        if code and len(code) <= LONGEST_CODE:
            self.codes.setdefault(keys_of(path), code)

    def _filled(self, names: list[str], last: int) -> list[str]:
        """Empty cells before the last take the value above, as long as nothing on their left changed."""
        filled, same = [], True
        for place, name in enumerate(names):
            filled.append(name or (self.above[place] if same and place < last else ""))
            same = same and filled[-1] == self.above[place]
        return filled

    @staticmethod
    def _wrong(names: list[str]) -> str:
        if not all(map(key, names)):
            return "le falta el territorio en el que está."
        if any(len(name) > LONGEST_NAME for name in names):
            return f"un nombre pasa de {LONGEST_NAME} caracteres."
        return ""
