"""docs/rules/ledger.md, executed; goal G6 in its part without a database."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tequio.core import ledger
from tequio.core.ledger import GENESIS, Checkpoint, Entry, Fault, append, conceal, digest, verify

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "ledger.md"


def content(number: int) -> dict[str, Any]:
    return {
        "actor": None if number % 3 else f"actor-{number % 7}",
        "at": f"2026-01-{number % 28 + 1:02}T10:00:00Z",
        "changes": {"title": [f"antes {number}", f"después {number}"], "count": [number, number + 1]},
        "kind": "commitment",
        "reserved": {"name": conceal(b"s" * 32, f"Persona {number}")},
        "uid": f"uid-{number}",
        "verb": "commitments.commitment_edited",
    }


def chain(length: int) -> list[Entry]:
    return list(append(Checkpoint(), (content(number) for number in range(1, length + 1))))


def edited(entry: Entry, *, rehash: bool = False) -> Entry:
    changed = {**entry.content, "verb": "otro"}
    return replace(
        entry, content=changed, hash=digest(entry.sequence, entry.previous, changed) if rehash else entry.hash
    )


def swapped(entries: list[Entry], at: int) -> list[Entry]:
    return [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]


DEEDS: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "nada": lambda five: five,
    "cambiar un dato del 3": lambda five: [*five[:2], edited(five[2]), *five[3:]],
    "cambiar un dato del 3 y rehacer su huella": lambda five: [*five[:2], edited(five[2], rehash=True), *five[3:]],
    "cambiar un dato del último y rehacer su huella": lambda five: [*five[:4], edited(five[4], rehash=True)],
    "borrar el 3": lambda five: five[:2] + five[3:],
    "intercambiar el 3 y el 4": lambda five: swapped(five, 2),
    "repetir el 3": lambda five: [*five[:3], *five[2:]],
    "quitar el 4 y el 5": lambda five: five[:3],
    "quitar todo": lambda five: [],
}


def worked_rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("| lo que se hizo |"))
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 :] if line.startswith("|")
    ]


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("row", worked_rows(), ids=lambda row: row[0])
def test_the_worked_table(row: list[str]) -> None:
    five = chain(5)
    verdict = verify(DEEDS[row[0]](five), [Checkpoint(5, five[-1].hash)])
    found = verdict.first_break
    assert [found.fault.value if found else "íntegro", str(found.sequence) if found else "–"] == row[1:]


def test_the_table_names_every_deed() -> None:
    assert [row[0] for row in worked_rows()] == list(DEEDS)


def paths(value: Any, prefix: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every leaf of an entry's content."""
    if isinstance(value, dict):
        return [path for key, inner in value.items() for path in paths(inner, (*prefix, key))]
    if isinstance(value, list):
        return [path for index, inner in enumerate(value) for path in paths(inner, (*prefix, index))]
    return [prefix]


def altered(value: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return value + 1 if isinstance(value, int) else f"{value}x"
    if isinstance(value, dict):
        return {**value, path[0]: altered(value[path[0]], path[1:])}
    return [altered(inner, path[1:]) if index == path[0] else inner for index, inner in enumerate(value)]


def random_edit(entry: Entry, choose: random.Random) -> Entry:
    fields: list[Any] = [*paths(dict(entry.content)), "sequence", "previous", "hash"]
    field = choose.choice(fields)
    if field == "sequence":
        return replace(entry, sequence=entry.sequence + choose.randint(1, 9))
    if field in ("previous", "hash"):
        old = getattr(entry, field)
        return replace(entry, **{field: ("1" if old[0] == "0" else "0") + old[1:]})
    return replace(entry, content=altered(dict(entry.content), field))


def located(edits: int, length: int, seed: int) -> int:
    """How many of ``edits`` random single-field edits are found at the entry that was edited."""
    entries, choose, found = chain(length), random.Random(seed), 0
    checkpoint = Checkpoint(length, entries[-1].hash)
    for _ in range(edits):
        place = choose.randrange(length)
        forged = [*entries[:place], random_edit(entries[place], choose), *entries[place + 1 :]]
        broken = verify(forged, [checkpoint]).first_break
        found += broken is not None and broken.sequence == place + 1
    return found


@pytest.mark.covers("req:128")
def test_every_one_of_200_random_edits_is_found_and_located() -> None:
    assert located(200, length=60, seed=20261121) == 200


@pytest.mark.covers("goal:G6", "req:128")
def test_200_random_edits_of_100000_events_are_all_located() -> None:
    """The recipe of goal G6; its seconds are measured by ``make bench``."""
    entries, choose, found = chain(100_000), random.Random(20261121), 0
    assert verify(entries, [Checkpoint(len(entries), entries[-1].hash)]).intact
    for _ in range(200):
        place = choose.randrange(len(entries))
        before = Checkpoint(place, entries[place - 1].hash) if place else Checkpoint()
        # what lies before the edited one was followed above: only the rest is followed again
        forged = [random_edit(entries[place], choose), *entries[place + 1 : place + 50]]
        broken = verify(forged, start=before).first_break
        found += broken is not None and broken.sequence == place + 1
    assert found == 200


def test_the_same_measure_goes_red_when_the_hash_skips_a_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault of goal G6: without it the measure above would prove nothing."""
    real = ledger.digest

    def skipping(sequence: int, previous: str, content_: ledger.Content) -> str:
        return real(sequence, previous, {key: value for key, value in content_.items() if key != "verb"})

    monkeypatch.setattr(ledger, "digest", skipping)
    assert located(200, length=60, seed=20261121) < 200


def test_a_cut_without_a_checkpoint_leaves_no_trace() -> None:
    """Why checkpoints exist."""
    assert verify(chain(5)[:3]).intact


def test_a_chain_continues_where_it_ended() -> None:
    first = chain(3)
    end = Checkpoint(3, first[-1].hash)
    more = list(append(end, [content(4), content(5)]))
    assert [entry.sequence for entry in more] == [4, 5]
    assert verify([*first, *more]).intact
    assert verify(more, start=end).end == Checkpoint(5, more[-1].hash)


def test_a_chain_that_does_not_continue_the_given_start_is_broken() -> None:
    broken = verify(chain(2), start=Checkpoint(0, "f" * 64)).first_break
    assert broken is not None
    assert (broken.sequence, broken.fault) == (1, Fault.CHANGED)


def test_the_empty_chain_is_intact() -> None:
    assert verify([]).end == Checkpoint(0, GENESIS)


def test_the_hash_is_the_one_the_page_describes() -> None:
    """Computed by hand from the canonical form, so that anyone can verify with other tools."""
    import hashlib

    text = '{"content":{"a":"ñ","b":[1,null]},"previous":"' + "0" * 64 + '","sequence":1}'
    assert digest(1, GENESIS, {"b": [1, None], "a": "ñ"}) == hashlib.sha256(text.encode()).hexdigest()


def test_a_reserved_value_is_proven_by_its_salt_only() -> None:
    salt = b"s" * 32
    assert conceal(salt, "Peña") == conceal(salt, "Pen\u0303a")
    assert conceal(salt, "Peña") != conceal(b"t" * 32, "Peña")
    assert "Peña" not in conceal(salt, "Peña")
