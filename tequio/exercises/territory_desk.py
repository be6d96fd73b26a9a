"""What the office writes about the territories of its place, and what each form does."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.reading.document import Document, Paragraph, Table
from tequio.core.refusals import Refusal
from tequio.core.territories import MUNICIPAL, OF_A_STATE, Listed, read_list
from tequio.formats.csv_in import read_csv
from tequio.formats.opening import open_bytes
from tequio.people.models import Person
from tequio.places import actions
from tequio.places.models import Jurisdiction, Level, Territory, TerritoryKind
from tequio.places.queries import origin_of

#: characters of a list that is pasted; one of five thousand colonias has fewer
LONGEST_LIST = 400_000
LARGEST_FILE = 5 * 1024 * 1024
PLAIN = (".csv", ".tsv", ".txt")
ENDINGS = (*PLAIN, ".xlsx", ".xls", ".ods")


class WrongField(Refusal):
    """``field`` is the id of the one to correct."""

    code = "wrong-field"

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form about a territory. ``fields``: the names of what is typed; ``does``: returns the territory to show afterwards."""

    name: str
    title: Any
    lead: Any
    fields: tuple[str, ...]
    does: Callable[[Territory, Mapping[str, str], Person, datetime], Territory | None]
    given: Callable[[Territory, date], dict[str, str]]
    done: Any


def kind_in(typed: Mapping[str, str]) -> str:
    if typed["kind"] not in TerritoryKind.values:
        raise WrongField(_("Elija qué es."), "kind")
    return typed["kind"]


def day_in(typed: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(typed["on"])
    except ValueError as error:
        raise WrongField(_("Esa fecha no existe: escriba día, mes y año."), "on") from error


def chosen_in(jurisdiction_id: int, typed: Mapping[str, str], *, required: bool = False) -> Territory | None:
    """The one of the list, or the one whose name was written. Nothing chosen is the top of the tree."""
    origin = origin_of(jurisdiction_id, chosen=typed.get("into", ""), words=typed.get("into_words", ""))
    if origin.territory is None and (origin.words or required):
        raise WrongField(_("No hay un solo territorio abierto que se llame así. Elíjalo de la lista."), "into")
    return origin.territory


def add(place: Jurisdiction, typed: Mapping[str, str], by: Person, at: datetime) -> Territory:
    parent = chosen_in(place.pk, typed)
    return actions.add_territory(
        jurisdiction=place,
        name=name_in(typed),
        kind=kind_in(typed),
        code=typed["code"][:20],
        parent=parent,
        by=by,
        at=at,
    )


def name_in(typed: Mapping[str, str]) -> str:
    if not typed["name"].strip():
        raise WrongField(_("Falta el nombre del territorio."), "name")
    return typed["name"][:200]


def rename(territory: Territory, typed: Mapping[str, str], by: Person, at: datetime) -> None:
    actions.rename_territory(
        territory=territory, name=name_in(typed), kind=kind_in(typed), code=typed["code"][:20], by=by, at=at
    )


def move(territory: Territory, typed: Mapping[str, str], by: Person, at: datetime) -> None:
    parent = chosen_in(territory.jurisdiction_id, typed)
    actions.move_territory(territory=territory, parent=parent, by=by, at=at)


def close(territory: Territory, typed: Mapping[str, str], by: Person, at: datetime) -> None:
    if not typed["reason"].strip():
        raise WrongField(_("Para cerrar un territorio hay que decir por qué."), "reason")
    into = chosen_in(territory.jurisdiction_id, typed)
    actions.close_territory(
        territory=territory, on=day_in(typed), reason=typed["reason"][:300], into=into, by=by, at=at
    )


SHEETS = {
    "nombre": Sheet(
        "name",
        gettext_lazy("Corregir nombre o clave"),
        gettext_lazy("Lo que ya se anotó con este territorio lo sigue: no se pierde nada."),
        ("name", "kind", "code"),
        rename,
        lambda territory, today: {"name": territory.name, "kind": territory.kind, "code": territory.code},
        gettext_lazy("Se corrigió el territorio."),
    ),
    "mover": Sheet(
        "move",
        gettext_lazy("Mover a otro lugar del árbol"),
        gettext_lazy("Se va con todo lo que contiene."),
        ("into", "into_words"),
        move,
        lambda territory, today: {"into": str(territory.parent.uid) if territory.parent else ""},
        gettext_lazy("Se movió el territorio."),
    ),
    "cierre": Sheet(
        "close",
        gettext_lazy("Cerrar este territorio"),
        gettext_lazy("Ya no se podrá elegir. No se borra: lo que se anotó con él se conserva."),
        ("on", "reason", "into", "into_words"),
        close,
        lambda territory, today: {"on": today.isoformat()},
        gettext_lazy("Se cerró el territorio."),
    ),
}
DONE = {
    **{name: sheet.done for name, sheet in SHEETS.items()},
    "nuevo": gettext_lazy("Se agregó el territorio."),
    "reabrir": gettext_lazy("El territorio está abierto otra vez."),
    "lista": gettext_lazy("Se cargó la lista."),
    "nada": gettext_lazy("La lista no traía nada nuevo: no cambió nada."),
}


def told(name: str) -> str:
    return str(DONE[name]) if name in DONE else ""


def columns_of(place: Jurisdiction) -> tuple[str, ...]:
    return OF_A_STATE if place.level == Level.STATE else MUNICIPAL


def list_in(place: Jurisdiction, text: str, file: tuple[bytes, str] | None) -> tuple[Listed, str]:
    """What was pasted, or the biggest table of a file, and its text to be confirmed. Raises the refusals of reading."""
    if file:
        rows = rows_of_file(*file)
    elif not text.strip():
        raise WrongField(_("Pegue la lista o elija un archivo."), "texto")
    elif len(text) > LONGEST_LIST:
        raise WrongField(_("La lista es muy larga: súbala como archivo o divídala."), "texto")
    else:
        rows = rows_of(read_csv(text.encode(), "lista.csv"))
    return read_list(rows, columns=columns_of(place)), written(rows)


def rows_of_file(content: bytes, name: str) -> list[list[str]]:
    if not name.lower().endswith(ENDINGS):
        raise WrongField(_("Suba la lista en Excel, CSV u ODS."), "archivo")
    if len(content) > LARGEST_FILE:
        raise WrongField(_("El archivo pesa más de 5 MB: deje sólo la lista."), "archivo")
    return rows_of(read_csv(content, name) if name.lower().endswith(PLAIN) else open_bytes(content, name))


def rows_of(document: Document) -> list[list[str]]:
    """Of its longest table; a file of one column may come as lines."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        return [[block.text] for block in document.blocks if isinstance(block, Paragraph)]
    longest = max(tables, key=lambda table: len(table.rows))
    return [[cell.text for cell in row] for row in longest.rows]


def written(rows: list[list[str]]) -> str:
    """The same rows as text that reads back to them."""
    out = io.StringIO()
    out.write("sep=\t\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([" ".join(cell.split()) for cell in row] for row in rows)
    return out.getvalue()
