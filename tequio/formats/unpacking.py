"""Zip packages (Word, Excel, OpenDocument) and their XML, opened under limits.

Sizes are those of the central directory; ``zipfile`` never yields more than a member declares, so they are hard bounds.
XML: a document type is refused before the tree is built, so no entity can be defined, let alone expanded (billion laughs,
quadratic blow-up, external entities: OWASP, "XML External Entity Prevention").
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from tequio.core.refusals import UnreadableDocument

MEGABYTE = 1024 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"
_PIECE = 64 * 1024
#: ISO 29500 "strict" files use other namespaces for the same vocabulary
_STRICT = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    ("http://purl.oclc.org/ooxml/drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """``ratio`` counts only for members beyond ``ratio_from`` bytes: a small legitimate table may pack 200 to 1."""

    members: int = 2_000
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    ratio_from: int = 20 * MEGABYTE
    directory: int = 1 * MEGABYTE
    depth: int = 200


class Package:
    """A zip file whose directory has been checked; parts are read by their path, tolerant of case and leading slash."""

    def __init__(self, data: bytes, limits: PackageLimits | None = None) -> None:
        self.limits = limits or PackageLimits()
        _check_directory(data, self.limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as broken:
            raise UnreadableDocument(DAMAGED) from broken
        self._members = {_key(info.filename): info for info in self._zip.infolist()}
        _check_members(self._zip.infolist(), self.limits)

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, path: str) -> bytes:
        try:
            return self._zip.read(self._members[_key(path)])
        except KeyError as missing:
            raise UnreadableDocument(f"{DAMAGED} Le falta la parte «{path}».") from missing
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as broken:
            raise UnreadableDocument(f"{DAMAGED} No se puede leer la parte «{path}».") from broken

    def xml(self, path: str) -> Element:
        """The whole tree of a part."""
        for _, element, parent in self._walk(path):
            if parent is None:
                root = element
        return root

    def stream(self, path: str, wanted: frozenset[str]) -> Iterator[Element]:
        """Elements of the wanted tags as they end, then forgotten: memory does not grow with the part."""
        for event, element, parent in self._walk(path):
            if event == "end" and element.tag in wanted:
                yield element
                if parent is not None:
                    parent.remove(element)

    def children(self, path: str, tag: str) -> Iterator[Element]:
        """The children of the element with this tag, each complete when it comes and forgotten afterwards."""
        for event, element, parent in self._walk(path):
            if event == "end" and parent is not None and parent.tag == tag:
                yield element
                parent.remove(element)

    def _walk(self, path: str) -> Iterator[tuple[str, Element, Element | None]]:
        """Start and end of every element with its parent."""
        above: list[Element] = []
        for event, element in self._events(path):
            if event == "start":
                yield event, element, above[-1] if above else None
                above.append(element)
                if len(above) > self.limits.depth:
                    raise UnreadableDocument(TOO_DEEP.format(depth=self.limits.depth, path=path))
            else:
                above.pop()
                yield event, element, above[-1] if above else None

    def _events(self, path: str) -> Iterator[tuple[str, Element]]:
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        pieces = self._pieces(path)
        try:
            head = next(pieces, b"")
            refuse_document_type(head, path)
            parser.feed(transitional(head))
            yield from cast(Iterator[tuple[str, Element]], parser.read_events())
            for piece in pieces:
                parser.feed(piece)
                yield from cast(Iterator[tuple[str, Element]], parser.read_events())
            parser.close()
            yield from cast(Iterator[tuple[str, Element]], parser.read_events())
        except ParseError as broken:
            raise UnreadableDocument(f"{DAMAGED} La parte «{path}» no es XML bien formado.") from broken

    def _pieces(self, path: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._members[_key(path)]) as member:
                while piece := member.read(_PIECE):
                    yield piece
        except KeyError as missing:
            raise UnreadableDocument(f"{DAMAGED} Le falta la parte «{path}».") from missing
        except _BROKEN as broken:
            raise UnreadableDocument(f"{DAMAGED} No se puede leer la parte «{path}».") from broken

    def relations(self, path: str) -> dict[str, Relation]:
        """Relationships of a part by id; targets inside the package are made absolute."""
        folder, name = posixpath.split(path)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return {}
        return {
            item.get("Id", ""): Relation(
                kind=item.get("Type", "").rsplit("/", 1)[-1],
                target=_target(folder, item),
                external=item.get("TargetMode") == "External",
            )
            for item in self.xml(source)
        }


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    target: str
    external: bool = False


DAMAGED = (
    "El archivo está dañado o incompleto: ábralo en el programa con que se hizo, guárdelo otra vez y vuelva a enviarlo."
)
TOO_DEEP = "El archivo tiene demasiados niveles unos dentro de otros (más de {depth}, en «{path}») y no se abre."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
HAS_PASSWORD = "El archivo tiene contraseña: quítesela y vuelva a guardarlo."  # noqa: S105 - a sentence, not a secret


def transitional(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in data[:4096]:
        for strict, usual in _STRICT:
            data = data.replace(strict.encode(), usual.encode())
    return data


class _RootSeenError(Exception):
    """The first element began: what can hold a document type is over."""


def refuse_document_type(head: bytes, path: str) -> None:
    """Let expat read up to the first element, before which a document type must stand if there is one.

    A part whose first 64 kB hold no element is refused too: nothing but padding to hide a document type is that long.
    """

    def document_type(*_: object) -> None:
        raise UnreadableDocument(
            f"El archivo trae definiciones de XML que ningún documento de oficina necesita (en «{path}») y no se abre por seguridad."
        )

    def first_element(*_: object) -> None:
        raise _RootSeenError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = document_type
    parser.StartElementHandler = first_element
    try:
        parser.Parse(head)
    except _RootSeenError:
        return
    except expat.ExpatError as broken:
        raise UnreadableDocument(f"{DAMAGED} La parte «{path}» no es XML bien formado.") from broken
    raise UnreadableDocument(f"{DAMAGED} La parte «{path}» está vacía.")


def _check_directory(data: bytes, limits: PackageLimits) -> None:
    """Count members in the end record, before ``zipfile`` builds an object for each of them."""
    at = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise UnreadableDocument(DAMAGED)
    entries, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if entries > limits.members or size > limits.directory:
        raise UnreadableDocument(
            f"El archivo trae más de {limits.members:,} partes dentro y no se abre: no parece un documento de oficina."
        )


def _check_members(members: list[zipfile.ZipInfo], limits: PackageLimits) -> None:
    if any(info.flag_bits & 1 for info in members):
        raise UnreadableDocument(HAS_PASSWORD)
    total = sum(info.file_size for info in members)
    if total > limits.unpacked or any(_is_bomb(info, limits) for info in members):
        raise UnreadableDocument(
            f"El archivo crece demasiado al descomprimirse (a {total // MEGABYTE:,} MB; se admiten {limits.unpacked // MEGABYTE} MB) "
            "y no se abre: quite imágenes u hojas que no hagan falta, o divídalo."
        )


def _is_bomb(info: zipfile.ZipInfo, limits: PackageLimits) -> bool:
    return info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1)


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, item: Element) -> str:
    target = item.get("Target", "")
    if item.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
