"""Templates of exercises: TOML → ``Blueprint``. The files stand in ``tequio/formats/blueprint_files``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from tequio.core.blueprint import Blueprint, BrokenBlueprint, Mark, Part, Span, Wait
from tequio.core.refusals import Refusal


class UnknownBlueprint(Refusal):
    """There is no template with that name."""

    code = "unknown-blueprint"


@cache
def names() -> tuple[str, ...]:
    """Every template, the longest first: that of a state before that of a municipality."""
    found = [entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda name: (-load(name).top, name)))


@cache
def load(name: str) -> Blueprint:
    """The template with that name. Raises UnknownBlueprint, or BrokenBlueprint when its file is wrong."""
    path = _folder() / f"{name}.toml"
    if "/" in name or not path.is_file():
        raise UnknownBlueprint(f"No existe la plantilla «{name}».")
    return parse(name, tomllib.loads(path.read_text(encoding="utf-8")))


def parse(name: str, table: Mapping[str, Any]) -> Blueprint:
    """A template from its table. Raises BrokenBlueprint."""
    texts = ("name", "summary", "kind", "pack", "plan", "title", "objective")
    try:
        made = Blueprint(
            key=name,
            **{field: table[field] for field in texts},
            objectives=tuple(table["objectives"]),
            parts=tuple(_part(entry) for entry in table["part"]),
            marks=tuple(Mark(**entry) for entry in table.get("milestone", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenBlueprint(f"La plantilla «{name}» está mal escrita: {error}.") from error
    _refuse_missing(made)
    return made


def _part(entry: Mapping[str, Any]) -> Part:
    span = Span(month=entry["month"], months=entry.get("months", 1)) if "month" in entry else None
    return Part(
        code=entry["code"],
        title=entry["title"],
        stage=entry.get("stage", ""),
        days=entry.get("days"),
        after=tuple(Wait(code) for code in entry.get("after", ())),
        parent=entry.get("parent"),
        starts=span,
        ends=span,
    )


def _refuse_missing(blueprint: Blueprint) -> None:
    codes = {part.code for part in blueprint.parts}
    named = [wait.code for part in blueprint.parts for wait in part.after]
    named += [part.parent for part in blueprint.parts if part.parent] + [mark.part for mark in blueprint.marks]
    if missing := sorted(set(named) - codes):
        raise BrokenBlueprint(f"La plantilla «{blueprint.key}» nombra {', '.join(missing)}, que no está en ella.")


def _folder() -> Any:
    return resources.files("tequio.formats") / "blueprint_files"
