"""Opening a file in a process of its own: this side starts it, watches it and takes back one Document or one refusal.

The other side is ``tequio.formats.confined``. The process gets the file as its input, no secrets in its environment,
and limits on memory and time that the system enforces; where the system has no such limits (Windows, macOS), this side
watches its memory and ends it. What comes back is JSON of bounded size, never pickle: a parser that has been taken over
can lie about the document and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO, Protocol

from tequio.core.reading.document import Document
from tequio.core.refusals import UnreadableDocument
from tequio.formats.document_json import from_json
from tequio.formats.memory import resident_bytes

TOO_SLOW = (
    "Tardó demasiado en abrirse (más de {seconds:.0f} segundos): quite lo que no haga falta, o divídalo en varios."
)
TOO_HUNGRY = "Necesita demasiada memoria para abrirse (más de {megabytes} MB): quite imágenes y hojas que no hagan falta, o divídalo."
TOO_LONG = "Trae demasiado texto para leerlo de una vez: divídalo en varios documentos."
BROKE = (
    "El archivo está dañado por dentro y el programa que lo abría se detuvo: "
    "ábralo en su programa, guárdelo otra vez y vuelva a enviarlo."
)
_ROOT = Path(__file__).resolve().parent.parent.parent
#: the rest of the environment holds passwords and addresses that a parser has no business with
_PASSED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_TICK = 0.05


class Bounds(Protocol):
    """What is asked of ``opening.Limits``."""

    @property
    def seconds(self) -> float: ...
    @property
    def memory(self) -> int: ...
    @property
    def answer(self) -> int: ...


def read_confined(stream: BinaryIO, name: str, limits: Bounds, watched: bool = sys.platform != "linux") -> Document:
    """Parse the stream (a real file, at its start) in another process. Raises UnreadableDocument.

    ``watched``: memory is limited from this side instead of by the system.
    """
    process = _start(stream, name, 0 if watched else limits.memory, limits.seconds)
    try:
        answer = _answer(process, limits, watched)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    return _understood(answer, process.returncode, limits)


def _start(stream: BinaryIO, name: str, memory: int, seconds: float) -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _PASSED if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-X", "utf8", "-m", "tequio.formats.confined", str(memory), str(seconds), name],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": str(_ROOT)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _answer(process: subprocess.Popen[bytes], limits: Bounds, watched: bool) -> bytes:
    """All it wrote, while it keeps within its time, its memory and the length of its answer."""
    pieces: list[bytes] = []
    reader = threading.Thread(target=_collect, args=(process, limits.answer, pieces), daemon=True)
    reader.start()
    deadline = time.monotonic() + limits.seconds
    while reader.is_alive():
        reader.join(_TICK if watched else max(0.0, deadline - time.monotonic()))
        if watched and resident_bytes(process.pid) > limits.memory:
            raise UnreadableDocument(_too_hungry(limits))
        if reader.is_alive() and time.monotonic() >= deadline:
            raise UnreadableDocument(TOO_SLOW.format(seconds=limits.seconds))
    answer = b"".join(pieces)
    if len(answer) > limits.answer:
        raise UnreadableDocument(TOO_LONG)
    process.wait(timeout=max(_TICK, deadline - time.monotonic()))
    return answer


def _collect(process: subprocess.Popen[bytes], limit: int, pieces: list[bytes]) -> None:
    if process.stdout is not None:
        pieces.append(process.stdout.read(limit + 1))


def _understood(answer: bytes, code: int, limits: Bounds) -> Document:
    kind, body = answer[:1], answer[1:]
    if kind == b"M":
        raise UnreadableDocument(_too_hungry(limits))
    if kind == b"R":
        raise UnreadableDocument(body.decode("utf-8", errors="replace"))
    try:
        if kind == b"D" and code == 0:
            return from_json(body)
    except (json.JSONDecodeError, UnicodeDecodeError, LookupError, TypeError, RecursionError):
        pass
    raise UnreadableDocument(BROKE)


def _too_hungry(limits: Bounds) -> str:
    return TOO_HUNGRY.format(megabytes=limits.memory // (1024 * 1024))
