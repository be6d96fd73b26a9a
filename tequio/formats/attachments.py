"""What a file given as evidence is, by what it holds. The door for evidence: documents, photographs and sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from tequio.core.refusals import Refusal, UnreadableDocument
from tequio.formats.lines import clean_line
from tequio.formats.recognition import extension, recognise

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
}
PHOTOS = frozenset({"jpg", "png", "webp", "heic"})
#: other endings under which the same content is honestly called
ALSO = {
    "jpg": {"jpeg", "jpe", "jfif"},
    "txt": {"md", "markdown", "text"},
    "csv": {"tsv", "tab"},
    "heic": {"heif"},
    "ogg": {"oga", "opus"},
    "m4a": {"mp4"},
}
ALLOWED = (
    "PDF, Word (.docx), Excel (.xlsx, .xls), OpenDocument (.odt, .ods), CSV, texto, fotos (JPG, PNG, WebP, HEIC) "
    "y audio (MP3, M4A, OGG)"
)
_PHOTO_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
#: plain text that a computer may run
_PROGRAMS = {"bat", "cmd", "js", "vbs", "ps1", "sh", "html", "htm", "svg", "php", "py", "hta", "url", "reg"}
#: zip packages and compound files: what is wrong inside is worth telling
_PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")
_SOUND_BRANDS = {b"M4A ", b"M4B "}


class UnacceptableFile(Refusal):
    """The file cannot be taken; the text says which one, why and what to do."""

    code = "unacceptable-file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """``kind`` is the ending of ``MEDIA``; ``name`` carries it whatever the file was called."""

    kind: str
    media_type: str
    name: str

    @property
    def is_photo(self) -> bool:
        return self.kind in PHOTOS


def identify(data: bytes, name: str) -> Attachment:
    """Type by content, never by name. Raises UnacceptableFile; opens no package further than its directory."""
    if not data:
        raise refused(name, "está vacío (0 bytes). Vuelva a guardarlo o a descargarlo")
    if len(data) > LARGEST:
        raise too_large(name, len(data))
    kind = _by_signature(data) or _document(data, name)
    if kind == "pdf" and b"%%EOF" not in data[-2048:]:
        raise refused(name, "llegó incompleto: le falta el final. Descárguelo o expórtelo otra vez")
    return Attachment(kind, MEDIA[kind], named(name, kind))


def named(name: str, kind: str) -> str:
    """The name with the ending of what the file is: ``nomina.pdf.html`` that holds a PDF becomes ``nomina.pdf.html.pdf``."""
    plain = clean_line(name) or "archivo"
    known = {kind} | ALSO.get(kind, set())
    return plain if extension(plain) in known else f"{plain}.{kind}"


def too_large(name: str, size: int) -> UnacceptableFile:
    return refused(
        name, f"pesa {size / MEGABYTE:.1f} MB y se admiten hasta 20 MB. Redúzcalo o divídalo, o entregue una liga"
    )


def refused(name: str, reason: str) -> UnacceptableFile:
    shown = clean_line(PurePath(name.replace("\\", "/")).name)[:80] or "archivo sin nombre"
    return UnacceptableFile(f"«{shown}» {reason}.")


def _by_signature(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _PHOTO_BRANDS else "m4a" if data[8:12] in _SOUND_BRANDS else ""
    if data.startswith(b"OggS"):
        return "ogg"
    return "mp3" if data.startswith(b"ID3") or _is_mpeg_sound(data) else ""


def _is_mpeg_sound(data: bytes) -> bool:
    """A frame header (ISO 11172-3 §2.4.2.3) with layer III and neither a forbidden rate nor a forbidden bit rate."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    return data[2] & 0xF0 not in (0x00, 0xF0) and data[2] & 0x0C != 0x0C


def _document(data: bytes, name: str) -> str:
    head = data[:2048].decode("utf-8", "replace").lstrip("\ufeff \t\r\n").casefold()
    if head.startswith(("<svg", "<?xml", "<!doctype svg", "<!--")) and "<svg" in head:
        raise refused(name, "no es de un tipo permitido: por dentro es un dibujo SVG. Expórtelo como PNG o PDF")
    try:
        kind = recognise(data, name)
    except UnreadableDocument as unreadable:
        if not data.startswith(_PACKAGES):
            raise refused(name, f"no es de un tipo permitido. Se admiten: {ALLOWED}") from unreadable
        reason = str(unreadable).removeprefix("El archivo ").rstrip(".")
        raise refused(name, reason[:1].lower() + reason[1:]) from unreadable
    if kind in ("txt", "csv") and extension(name) in _PROGRAMS:
        raise refused(name, f"no es de un tipo permitido (.{extension(name)}). Se admiten: {ALLOWED}")
    return kind
