"""The table of answers: ``matrix.csv``, one row per address × method × own or somebody else's, one column per role."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.access.addresses import Address
from tests.access.world import FOREIGN, NOT_TRIED, OWN, ROLES, World, row_of

FILE = Path(__file__).with_name("matrix.csv")
COLUMNS = ("address", "route", "method", "whose", "objects", *ROLES, "confirmed")
YES, PROPOSED = "sí", "por confirmar"
METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Row:
    """``whose``: own, foreign, or a dash where the address is nobody's. ``objects``: «uid=room.table»."""

    address: str
    route: str
    method: str
    whose: str
    objects: str
    answers: dict[str, str]
    confirmed: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.address, self.route, self.method, self.whose)


def read() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                each["address"],
                each["route"],
                each["method"],
                each["whose"],
                each["objects"],
                {role: each[role] for role in ROLES},
                each["confirmed"],
            )
            for each in csv.DictReader(file)
        ]


def write(rows: list[Row]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for row in sorted(rows, key=lambda each: each.key):
            answers = [row.answers[role] for role in ROLES]
            out.writerow([row.address, row.route, row.method, row.whose, row.objects, *answers, row.confirmed])


def keys_of(address: Address) -> list[tuple[str, str, str, str]]:
    whose = ("own", "foreign") if address.of_somebody else ("-",)
    return [(address.name, address.route, method, each) for method in METHODS for each in whose]


def missing(found: list[Address], rows: list[Row]) -> list[str]:
    """Addresses without their rows."""
    written = {row.key for row in rows}
    return sorted({each.name for each in found for key in keys_of(each) if key not in written})


def gone(found: list[Address], rows: list[Row]) -> list[str]:
    """Rows of addresses that no longer exist."""
    there = {key for each in found for key in keys_of(each)}
    return sorted({row.address for row in rows if row.key not in there})


def slug_of(whose: str) -> str:
    return FOREIGN if whose == "foreign" else OWN


def roles_to_try(row: Row, place: int, *, in_turn: bool) -> Sequence[str]:
    """All of them; a page that anybody reads, by who has no account, by the office and by another in turn.

    ``in_turn``: of each row only one cell, the next role each time.
    """
    tried = [role for role in ROLES if row.answers[role] != NOT_TRIED]
    another = tried[place % len(tried)]
    if in_turn:
        return (another,)
    if row.method == "GET" and set(row.answers.values()) == {YES}:
        return tuple(dict.fromkeys(("anonymous", "secretariat", another)))
    return ROLES


def differences(found: list[Address], rows: list[Row], world: World, *, in_turn: bool = False) -> list[str]:
    """Each cell tried by a real client, as ``roles_to_try`` says."""
    by_route = {(each.name, each.route): each for each in found}
    wrong = []
    for place, row in enumerate(rows):
        address = by_route.get((row.address, row.route))
        if address is None:
            continue
        roles = roles_to_try(row, place, in_turn=in_turn)
        about = (address, row.method, row.objects, slug_of(row.whose), world)
        told = row_of(*about) if roles == ROLES else {role: row_of(*about, [role])[role] for role in roles}
        wrong += [
            f"{row.method} {row.address} ({row.whose}) · {role}: {told[role]}, and the table says {row.answers[role]}"
            for role in roles
            if told[role] != row.answers[role]
        ]
    return wrong
