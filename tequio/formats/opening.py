"""The door for documents: recognised by content, opened under limits, in a process of their own that a bomb may take down alone."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from tequio.core.reading.document import Document
from tequio.core.refusals import UnreadableDocument
from tequio.formats.lines import clean_line
from tequio.formats.recognition import EMPTY_FILE, recognise

MEGABYTE = 1024 * 1024
_READERS = {
    "docx": "docx_in",
    "xlsx": "xlsx_in",
    "xls": "xls_in",
    "pdf": "pdf_in",
    "odt": "odf_in",
    "ods": "odf_in",
    "csv": "csv_in",
    "txt": "text_in",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds of wall time, and the longest answer (bytes of JSON) taken from the process that opens the file.

    Limits inside a format stand with it: members and ratio in ``unpacking``, cells in ``grid``, pages in ``pdf_in``.
    ``plain`` is the size up to which plain text, which needs no parser, is read without another process.
    """

    size: int = 20 * MEGABYTE
    seconds: float = 20.0
    memory: int = 512 * MEGABYTE
    answer: int = 64 * MEGABYTE
    plain: int = MEGABYTE // 2


LIMITS = Limits()


def open_document(path: Path, limits: Limits = LIMITS) -> Document:
    """Read a file of any kind we know. Raises UnreadableDocument with one sentence: which file, what is wrong, what to do."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refusal(path.name, "no es un archivo: indique un documento.")
        with path.open("rb") as stream:
            return _open(stream, path.name, limits)
    except FileNotFoundError as missing:
        raise refusal(path.name, "no existe: revise el nombre y la carpeta.") from missing
    except PermissionError as forbidden:
        raise refusal(path.name, "no hay permiso para leerlo: pídalo a quien lo guardó.") from forbidden
    except (OSError, ValueError) as failed:
        raise refusal(
            path.name, "el disco o el nombre no permiten abrirlo: cópielo a otra carpeta con un nombre corto."
        ) from failed


def open_bytes(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The same for bytes already at hand, for instance an upload; ``name`` gives the extension and appears in refusals."""
    if len(data) > limits.size:
        raise refusal(name, _too_big(len(data), limits))
    with tempfile.TemporaryFile() as stream:
        stream.write(data)
        stream.seek(0)
        return _open(stream, name, limits)


def read_document(data: bytes, name: str) -> Document:
    """Recognise and parse in this process, without limits of time or memory: for the confined process, and for tests."""
    found = recognise(data, name)
    module = import_module(f"tequio.formats.{_READERS[found]}")
    read: Callable[[bytes, str], Document] = getattr(module, "read_text" if found == "txt" else f"read_{found}")
    return read(data, name)


def refusal(name: str, reason: str) -> UnreadableDocument:
    """ "No se puede leer «x.docx»: el archivo está vacío…" """
    shown = clean_line(name)[:120] or "archivo sin nombre"
    return UnreadableDocument(f"No se puede leer «{shown}»: {reason[:1].lower()}{reason[1:]}")


def _open(stream: BinaryIO, name: str, limits: Limits) -> Document:
    size = os.fstat(stream.fileno()).st_size
    if size == 0:
        raise refusal(name, EMPTY_FILE)
    if size > limits.size:
        raise refusal(name, _too_big(size, limits))
    try:
        if size <= limits.plain:
            data = stream.read(limits.plain + 1)
            if _is_plain(data, name):
                return read_document(data, name)
            stream.seek(0)
        from tequio.formats.confinement import read_confined

        return read_confined(stream, name, limits)
    except UnreadableDocument as unreadable:
        raise refusal(name, str(unreadable)) from unreadable


def _is_plain(data: bytes, name: str) -> bool:
    """Text files are told here; whatever needs a parser is not even looked into in this process."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or b"%PDF-" in data[:1024]:
        return False
    return recognise(data, name) in {"txt", "csv"}


def _too_big(size: int, limits: Limits) -> str:
    return (
        f"pesa {size / MEGABYTE:.1f} MB y se admiten hasta {limits.size // MEGABYTE} MB: "
        "quite las imágenes que no hagan falta, o divídalo."
    )
