"""A chain of events that nobody can change in silence.

Each entry is the SHA-256 of its canonical JSON (RFC 8785), which includes its number and the hash of the entry before. Whoever
keeps one checkpoint (a number and a hash) notices any later change, deletion, reordering or cut, and where it begins.
Prose and worked table: docs/rules/ledger.md.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rfc8785

#: what the first entry has before it
GENESIS = "0" * 64

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The chain up to ``sequence`` (0: empty) ends in ``head``, 64 hexadecimal digits."""

    sequence: int = 0
    head: str = GENESIS


@dataclass(frozen=True, slots=True)
class Entry:
    """``content`` holds only what JSON can: str, int within ±(2**53 - 1), bool, None, lists and mappings of them."""

    sequence: int
    previous: str
    hash: str
    content: Content


class Fault(StrEnum):
    CHANGED = "changed"
    DELETED = "deleted"
    REORDERED = "reordered"
    REPEATED = "repeated"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry, by its place in the chain (1 is the first), that is not as it was sealed."""

    sequence: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verdict:
    """``end`` is the last entry before the first break."""

    end: Checkpoint
    first_break: Break | None = None

    @property
    def intact(self) -> bool:
        return self.first_break is None


def digest(sequence: int, previous: str, content: Content) -> str:
    """Raises ``rfc8785.CanonicalizationError`` for what has no canonical JSON (floats that are not numbers, huge integers)."""
    return hashlib.sha256(rfc8785.dumps({"content": content, "previous": previous, "sequence": sequence})).hexdigest()


def append(end: Checkpoint, contents: Iterable[Content]) -> Iterator[Entry]:
    """The entries that continue the chain after ``end``, one for each content, in order."""
    for content in contents:
        sequence = end.sequence + 1
        entry = Entry(sequence, end.head, digest(sequence, end.head, content), content)
        yield entry
        end = Checkpoint(sequence, entry.hash)


def verify(
    entries: Iterable[Entry], checkpoints: Sequence[Checkpoint] = (), start: Checkpoint = Checkpoint()
) -> Verdict:
    """Follow the chain from ``start`` and locate the first break, also against what the checkpoints remember.

    Entry n whose own hash is right but which entry n+1 or a checkpoint remembers otherwise was rewritten: n is located.
    """
    remembered = {checkpoint.sequence: checkpoint.head for checkpoint in checkpoints}
    end, before = start, start
    rest = iter(entries)
    for entry in rest:
        fault = _fault(entry, end, rest)
        if fault is not None:
            return Verdict(end, Break(end.sequence + 1, fault))
        if entry.previous != end.head:
            return Verdict(before, Break(max(end.sequence, 1), Fault.CHANGED))
        if remembered.get(entry.sequence, entry.hash) != entry.hash:
            return Verdict(end, Break(entry.sequence, Fault.CHANGED))
        before, end = end, Checkpoint(entry.sequence, entry.hash)
    if max(remembered, default=0) > end.sequence:
        return Verdict(end, Break(end.sequence + 1, Fault.TRUNCATED))
    return Verdict(end)


def _fault(entry: Entry, end: Checkpoint, rest: Iterator[Entry]) -> Fault | None:
    expected = end.sequence + 1
    try:
        if digest(entry.sequence, entry.previous, entry.content) != entry.hash:
            return Fault.CHANGED
    except (rfc8785.CanonicalizationError, RecursionError):
        return Fault.CHANGED
    if entry.sequence == expected:
        return None
    if entry.sequence < expected:
        return Fault.REPEATED
    return Fault.REORDERED if any(later.sequence == expected for later in rest) else Fault.DELETED


def conceal(salt: bytes, value: str) -> str:
    """HMAC-SHA-256 of a reserved value in NFC: proves it to who holds the salt, and tells nothing once the salt is destroyed."""
    return hmac.new(salt, unicodedata.normalize("NFC", value).encode(), hashlib.sha256).hexdigest()
