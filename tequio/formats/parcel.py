"""A parcel: a ZIP written piece by piece, in which the same content gives the same bytes, and that says of each of its files the SHA-256.

``huellas.sha256`` is what ``sha256sum`` writes: it can be checked without this program (``sha256sum -c huellas.sha256``). Memory does not
grow with the files: each is given in pieces, and the ZIP goes out as it comes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tequio.core.ledger import Break, verify
from tequio.core.refusals import UnreadableDocument
from tequio.formats.record import read_checkpoint, read_entries

PRINTS = "huellas.sha256"
RECORD = "registro/registro-publico.jsonl"
#: a ZIP has no empty date; this one is its first
ALWAYS = (1980, 1, 1, 0, 0, 0)
PIECE = 1 << 20
#: these are compressed already: to do it again costs time and saves nothing
PACKED = {"pdf", "docx", "xlsx", "zip", "jpg", "jpeg", "png", "webp", "mp3", "m4a", "ogg", "woff2"}


@dataclass(frozen=True, slots=True)
class Packed:
    path: str
    size: int
    sha256: str


class Parcel:
    """``out`` needs to be written to only. Leaving its block adds the fingerprints."""

    def __init__(self, out: IO[bytes]) -> None:
        self.packed: list[Packed] = []
        self._paths: set[str] = set()
        self._zip = zipfile.ZipFile(out, "w")

    def add(self, path: str, pieces: Iterable[bytes]) -> Packed:
        """Raises ValueError for a path that is there already or that would leave the folder."""
        if path in self._paths or path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"not a path of a parcel: {path}")
        self._paths.add(path)
        mark, size = hashlib.sha256(), 0
        with self._zip.open(_info(path), "w", force_zip64=True) as target:
            for piece in pieces:
                mark.update(piece)
                size += len(piece)
                target.write(piece)
        found = Packed(path, size, mark.hexdigest())
        self.packed.append(found)
        return found

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def __enter__(self) -> Parcel:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._add_prints()
        self._zip.close()

    def _add_prints(self) -> None:
        lines = sorted(f"{each.sha256}  {each.path}\n" for each in self.packed)
        with self._zip.open(_info(PRINTS), "w") as target:
            target.write("".join(sorted(lines, key=lambda line: line[66:])).encode())


def _info(path: str) -> zipfile.ZipInfo:
    """The same on every machine: no date, no owner, no name of a system."""
    info = zipfile.ZipInfo(path, ALWAYS)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    ending = path.rpartition(".")[2].lower()
    info.compress_type = zipfile.ZIP_STORED if ending in PACKED else zipfile.ZIP_DEFLATED
    return info


@dataclass(frozen=True, slots=True)
class Verdict:
    """``fault``: changed, missing, added, unreadable, or what is broken in the record (``record``), of ``path``."""

    files: int
    events: int
    path: str = ""
    fault: str = ""
    record: Break | None = None

    @property
    def intact(self) -> bool:
        return not self.fault


def verify_parcel(path: Path) -> Verdict:
    """Every file against its fingerprint, then the chain of the record. Raises UnreadableDocument for what is no parcel."""
    try:
        with zipfile.ZipFile(path) as parcel:
            if PRINTS not in parcel.namelist():
                raise UnreadableDocument(f"{path} no es un paquete de Tequio: no trae {PRINTS}.")
            return _verify(parcel)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableDocument(f"No se puede abrir {path}: no es un paquete completo.") from error


def _verify(parcel: zipfile.ZipFile) -> Verdict:
    prints = dict(_lines(parcel.read(PRINTS)))
    there = [name for name in parcel.namelist() if name != PRINTS]
    for name in sorted(set(prints) - set(there)):
        return Verdict(len(there), 0, name, "missing")
    for name in there:
        if name not in prints:
            return Verdict(len(there), 0, name, "added")
        if _print_of(parcel, name) != prints[name]:
            return Verdict(len(there), 0, name, "changed")
    return _verify_record(parcel, len(there))


def _verify_record(parcel: zipfile.ZipFile, files: int) -> Verdict:
    if RECORD not in parcel.namelist():
        return Verdict(files, 0, RECORD, "missing")
    with io.TextIOWrapper(parcel.open(RECORD), encoding="utf-8", errors="replace") as lines:
        found = verify(read_entries(lines), [read_checkpoint(lines.readline())])
    broken = found.first_break
    return Verdict(files, found.end.sequence, RECORD if broken else "", broken.fault.value if broken else "", broken)


def _lines(text: bytes) -> Iterable[tuple[str, str]]:
    for line in text.decode("utf-8", "replace").splitlines():
        yield line[66:], line[:64]


def _print_of(parcel: zipfile.ZipFile, name: str) -> str:
    """Empty for one that cannot be read to its end."""
    try:
        with parcel.open(name) as content:
            return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except zipfile.BadZipFile:
        return ""
