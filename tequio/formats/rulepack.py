"""Rule packs: TOML → ``RulePack``. A pack may extend another by name; its tables are merged key by key into the other's.

The files stand in ``tequio/formats/packs``. Everything that asks for a pack goes through ``load``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tequio.core.composition import CompositionRule, Measure
from tequio.core.reading.records import Sector
from tequio.core.refusals import Refusal
from tequio.core.rules.findings import Severity
from tequio.core.rules.pack import (
    Channel,
    DayOff,
    Guarantor,
    Limits,
    PackSector,
    Rule,
    RulePack,
    Vocabulary,
    VotingRule,
)
from tequio.core.rules.registry import RULES
from tequio.core.seating import Stance

DEFAULT = "ogp-local"
_BASE = "base"

Table = dict[str, Any]


class UnknownPack(Refusal):
    """There is no pack with that name."""

    code = "unknown-pack"


class BrokenPack(Refusal):
    """A pack's file says something that cannot be used; the text says which pack and what."""

    code = "broken-pack"


def names() -> tuple[str, ...]:
    """Every pack, in alphabetical order; the base that others extend is not one."""
    found = (entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name for name in found if name != _BASE))


def load(name: str) -> RulePack:
    """The pack with that name. Raises UnknownPack, or BrokenPack if its file is wrong."""
    if name not in names():
        raise UnknownPack(f"no existe el paquete de reglas «{name}». Los que hay: {', '.join(names())}.")
    return parse(name, _merged(name))


def load_all() -> tuple[RulePack, ...]:
    return tuple(load(name) for name in names())


def parse(name: str, table: Mapping[str, Any]) -> RulePack:
    """A pack from its merged table. Raises BrokenPack."""
    try:
        return _pack(name, table)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenPack(f"el paquete de reglas «{name}» está mal escrito: {error}") from error


def _folder() -> Any:
    return resources.files("tequio.formats") / "packs"


@cache
def _read(name: str) -> Table:
    path = _folder() / f"{name}.toml"
    if not path.is_file():
        raise BrokenPack(f"falta el paquete de reglas «{name}», que otro extiende.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BrokenPack(f"el paquete de reglas «{name}» no es TOML válido: {error}") from error


def _merged(name: str, seen: tuple[str, ...] = ()) -> Table:
    if name in seen:
        raise BrokenPack(f"los paquetes de reglas se extienden en círculo: {' → '.join((*seen, name))}.")
    own = _read(name)
    parent = own.get("extends")
    return merge(_merged(parent, (*seen, name)), own) if parent else own


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """``above`` over ``below``: tables key by key, lists and values replaced; guarantors are added to those below."""
    result = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        elif key == "guarantors":
            result[key] = [*result.get(key, []), *value]
        else:
            result[key] = value
    return result


def _pack(name: str, table: Mapping[str, Any]) -> RulePack:
    return RulePack(
        name=name,
        title=table["title"],
        version=table["version"],
        jurisdictions=tuple(table["jurisdictions"]),
        level=table["level"],
        years=tuple(table["years"]),
        citations=tuple(table["citations"]),
        sectors=tuple(_sector(code, entry) for code, entry in table["sectors"].items()),
        limits=Limits(**table["limits"]),
        guarantors=tuple(_guarantor(entry) for entry in table["guarantors"]),
        channels=tuple(_channel(entry) for entry in table["channels"]),
        vocabulary=Vocabulary(**{part.name: tuple(table["vocabulary"][part.name]) for part in fields(Vocabulary)}),
        glossary=dict(table["glossary"]),
        rules=tuple(_rule(code, entry) for code, entry in sorted(table["rules"].items())),
        composition=tuple(_composition(code, entry, table) for code, entry in table.get("composition", {}).items()),
        voting=tuple(_voting(kind, entry) for kind, entry in table.get("voting", {}).items()),
        days_off=tuple(_day_off(entry) for entry in table.get("days_off", ())),
    )


def _sector(code: str, entry: Mapping[str, Any]) -> PackSector:
    return PackSector(code, entry["name"], tuple(Sector(kind) for kind in entry["kinds"]), tuple(entry["words"]))


def _guarantor(entry: Mapping[str, Any]) -> Guarantor:
    for name in ("since", "until"):
        if not isinstance(entry.get(name), date | None):
            raise TypeError(f"{entry['name']}: «{name}» no es una fecha")
    return Guarantor(**{**entry, "aliases": tuple(entry.get("aliases", ()))})


def _channel(entry: Mapping[str, Any]) -> Channel:
    words = {part: tuple(entry.get(part, ())) for part in ("words", "call_words")}
    return Channel(**{**entry, **words})


def _rule(code: str, entry: Mapping[str, Any]) -> Rule:
    if code not in RULES:
        raise ValueError(f"ninguna función responde a la regla «{code}»")
    if not entry["citation"].strip() or not entry["message"].strip():
        raise ValueError(f"la regla «{code}» no tiene mensaje o no tiene fuente")
    return Rule(code=code, **{**entry, "severity": Severity(entry["severity"])})


def _composition(code: str, entry: Mapping[str, Any], table: Mapping[str, Any]) -> CompositionRule:
    sector = entry.get("sector", "")
    if sector and sector not in table["sectors"]:
        raise ValueError(f"la regla de integración «{code}» nombra un sector que no hay: {sector}")
    values = {
        **entry,
        "bodies": tuple(entry["bodies"]),
        "severity": Severity(entry["severity"]),
        "measure": Measure(entry["measure"]),
    }
    rule = CompositionRule(code=code, **values)
    rule.message.format(who="", count=0, number=0)
    if not rule.citation.strip():
        raise ValueError(f"la regla de integración «{code}» no tiene fuente")
    return rule


def _voting(kind: str, entry: Mapping[str, Any]) -> VotingRule:
    if not entry["citation"].strip():
        raise ValueError(f"la regla de voto de «{kind}» no tiene fuente")
    return VotingRule(kind, Stance(entry["suplente"]), entry["citation"])


def _day_off(entry: Mapping[str, Any]) -> DayOff:
    found = DayOff(**entry)
    # one of every year: the 29th of February is not
    found.on(2023)
    if not found.name.strip() or not found.citation.strip():
        raise ValueError(f"el día inhábil {found.day}/{found.month} no tiene nombre o no tiene fuente")
    return found
