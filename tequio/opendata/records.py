"""The public record as a file that ``tequio verify`` checks without this installation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from tequio.audit.actions import chain_end
from tequio.audit.record import entries
from tequio.formats import record


def lines() -> Iterator[bytes]:
    """The checkpoint, then the events up to it: what is sealed while the file travels belongs to the next one."""
    end = chain_end()
    sealed = takewhile(lambda entry: entry.sequence <= end.sequence, entries())
    for line in record.write(sealed, end):
        yield line.encode()
