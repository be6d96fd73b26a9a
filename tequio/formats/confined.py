"""The process in which one file is opened: ``python -m tequio.formats.confined MEMORY SECONDS NAME`` with the file as input.

It answers on its output with one letter and what belongs to it: D and the document as JSON, R and the refusal, M when
memory ran out. It is started by ``confinement`` and is of no use to people.
"""

from __future__ import annotations

import gc
import os
import sys

#: enough for Python to keep a compiled module, too little to fill a disk
_LARGEST_FILE = 1024 * 1024


def main(arguments: list[str]) -> int:
    memory, seconds, name = int(arguments[0]), float(arguments[1]), arguments[2]
    answer = os.fdopen(os.dup(1), "wb")
    # libraries that print must not write into the answer
    os.dup2(2, 1)
    confine(memory, seconds)
    # one document and then the end: looking for garbage at the usual pace takes a third of the time
    gc.set_threshold(200_000, 20, 20)
    answer.write(_read(name))
    answer.flush()
    # freeing a million small objects one by one takes longer than ending
    os._exit(0)


def confine(memory: int, seconds: float) -> None:
    """Limits that the system enforces, where it has them."""
    try:
        import resource
    except ImportError:
        return
    wanted = [
        (resource.RLIMIT_CPU, int(seconds) + 2),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ]
    if memory:
        wanted.append((resource.RLIMIT_AS, memory))
    for limit, value in wanted:
        try:
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError):
            continue


def _read(name: str) -> bytes:
    from tequio.core.refusals import UnreadableDocument
    from tequio.formats.confinement import BROKE
    from tequio.formats.document_json import to_json
    from tequio.formats.opening import read_document

    try:
        return b"D" + to_json(read_document(sys.stdin.buffer.read(), name))
    except UnreadableDocument as refused:
        return b"R" + str(refused).encode()
    except MemoryError:
        return b"M"
    except Exception:
        # whatever a parser raises on a damaged file is the file's fault as far as the reader is concerned
        return b"R" + BROKE.encode()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
