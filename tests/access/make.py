"""``python -m tests.access.make``: proposes the rows that the table lacks and takes away those of addresses that are gone.

A proposed row says «por confirmar» and the suite is red until a person has read it and written «sí». With names, only of the
addresses that begin so; ``--again NAME`` proposes them anew; ``--confirm NAME`` writes «sí» in them.
"""

# ruff: noqa: E402  Django is made ready before what needs it is imported

from __future__ import annotations

import logging
import os
import re
import sys
from dataclasses import replace
from itertools import islice, product

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.config.settings_test")

import django

django.setup()

from django.apps import apps
from django.db import transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from tests.access import table
from tests.access.addresses import Address, addresses
from tests.access.bodies import FIXED, MADE, OBJECTS
from tests.access.objects import name_in
from tests.access.table import Row
from tests.access.world import OWN, World, filled, make_world, opens, row_of
from tests.suite_entrance import listen

#: combinations of tables that are tried for one address
MOST = 8


def main(arguments: list[str]) -> int:
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    listen()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with transaction.atomic():
            propose(arguments)
            transaction.set_rollback(True)
    finally:
        teardown_databases(old, verbosity=0)
    return 0


def propose(arguments: list[str]) -> None:
    found, rows = addresses(), table.read() if table.FILE.exists() else []
    if arguments[:1] == ["--confirm"]:
        confirm(rows, arguments[1:])
        return
    again = arguments[1:] if arguments[:1] == ["--again"] else []
    names = tuple(again or arguments)
    there = {key for each in found for key in table.keys_of(each)}
    kept = [row for row in rows if row.key in there and not any(row.address.startswith(name) for name in again)]
    known, world = {row.key for row in kept}, make_world()
    for address in found:
        if names and not address.name.startswith(names):
            continue
        lacking = [key for key in table.keys_of(address) if key not in known]
        if lacking:
            kept += proposed(address, lacking, world)
            sys.stdout.write(f"{address.name}\n")
            sys.stdout.flush()
            table.write(kept)
    table.write(kept)


def confirm(rows: list[Row], names: list[str]) -> None:
    table.write(
        [
            replace(row, confirmed=table.YES) if any(row.address.startswith(name) for name in names) else row
            for row in rows
        ]
    )


def proposed(address: Address, lacking: list[tuple[str, str, str, str]], world: World) -> list[Row]:
    objects = guessed(address, world)
    return [
        Row(*key, objects, row_of(address, key[2], objects, table.slug_of(key[3]), world), table.PROPOSED)
        for key in lacking
    ]


def guessed(address: Address, world: World) -> str:
    """Which tables the variable parts are rows of: the first combination with which the address opens."""
    parts = [
        name
        for name, _converter in address.parts
        if name != "slug"
        and name not in FIXED
        and f"{address.name} {name}" not in FIXED
        and f"{address.name} {name}" not in MADE
    ]
    if not parts:
        return ""
    told = [
        OBJECTS.get(f"{address.name} {name}", OBJECTS.get(f"{address.room} {'+'.join(parts)} {name}", ""))
        for name in parts
    ]
    if all(told):
        return " ".join(f"{name}={label}" for name, label in zip(parts, told, strict=True))
    tables = [tables_with(name_in(name), address, name) for name in parts]
    for labels in islice(product(*tables), MOST):
        objects = " ".join(f"{name}={label}" for name, label in zip(parts, labels, strict=True))
        if opens(address, filled(address, objects, OWN, world), OWN, world):
            return objects
    return " ".join(f"{name}={found[0]}" for name, found in zip(parts, tables, strict=True))


def tables_with(field: str, address: Address, part: str) -> list[str]:
    """Those that the address or its part names first, then the room's own, then those of the rooms below it."""
    room, named = address.room, {part, *re.split(r"\W|_", address.name), *re.split(r"\W|_", address.route)}
    found = [
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("tequio.") and any(each.name == field for each in model._meta.get_fields())
    ]
    below = {room, *BELOW.get(room, ())}
    return sorted(
        (label for label in found if label.split(".")[0] in below),
        key=lambda label: (label.split(".")[1] not in named, not label.startswith(f"{room}."), label),
    )


#: rooms below, whose rows the addresses of a room are about
BELOW = {
    "monitoring": ("workplans",),
    "documents": ("workplans",),
    "opendata": ("workplans", "documents"),
    "imports": ("documents",),
    "dashboard": ("workplans", "monitoring"),
    "calls": ("bodies",),
    "bodies": ("meetings", "people"),
    "privacy": ("people",),
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
