"""A parcel costs no more memory for what is large, and is never fooled by a path."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from tequio.formats.parcel import Parcel

PIECE = 1 << 20


class Sink:
    """A disk without end: it counts, and keeps nothing."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        pass


def megabytes(number: int) -> Iterator[bytes]:
    for place in range(number):
        yield bytes([place % 251]) * PIECE


@pytest.mark.covers("req:99")
def test_a_large_file_passes_through_without_staying() -> None:
    sink = Sink()
    tracemalloc.start()
    try:
        with Parcel(sink) as parcel:  # type: ignore[arg-type]
            packed = parcel.add("evidencias/video.pdf", megabytes(48))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert packed.size == 48 * PIECE < sink.size
    assert peak < 8 * PIECE


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "dos.txt"])
def test_no_file_leaves_the_folder_or_hides_another(path: str) -> None:
    with Parcel(Sink()) as parcel:  # type: ignore[arg-type]
        parcel.add("dos.txt", iter((b"x",)))
        with pytest.raises(ValueError, match="not a path"):
            parcel.add(path, iter((b"y",)))
