"""What a file is, by what it holds and then by its name; everything that is not read is refused saying what to do instead."""

from __future__ import annotations

import re
from pathlib import PurePath

from tequio.core.refusals import UnreadableDocument
from tequio.formats.decoding import NOT_TEXT, decode, looks_like_text
from tequio.formats.unpacking import DAMAGED, HAS_PASSWORD, Package

READABLE = ".docx, .xlsx, .xls, .csv, .txt, .md, .pdf, .odt y .ods"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)\b",
    re.I | re.S,
)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_TEXT_NAMES = {
    "txt": "txt",
    "md": "txt",
    "markdown": "txt",
    "text": "txt",
    "": "txt",
    "csv": "csv",
    "tsv": "csv",
    "tab": "csv",
}
_SPREADSHEET_MEDIA = (b"application/vnd.oasis.opendocument.spreadsheet", b"application/vnd.oasis.opendocument.text")

EMPTY_FILE = "El archivo está vacío (0 bytes): vuelva a guardarlo o a descargarlo."
OLD_WORD = "El archivo es de Word 97–2003 (.doc): ábralo en Word o LibreOffice y guárdelo como .docx."
BINARY_EXCEL = "El archivo es un libro binario de Excel (.xlsb): ábralo en Excel y guárdelo como .xlsx."
SLIDES = "El archivo es una presentación: copie su texto a un documento .docx."
RICH_TEXT = "El archivo es texto enriquecido (.rtf): ábralo en Word o LibreOffice y guárdelo como .docx."
WEB_PAGE = "El archivo es una página web (HTML), aunque se llame de otro modo: ábralo en Word o Excel y guárdelo como .docx o .xlsx."
IMAGE = "El archivo es una imagen y no tiene texto: pida la versión en Word o Excel."
PLAIN_ZIP = f"El archivo es un .zip que no es de Office: descomprímalo y envíe el documento que trae ({READABLE})."
XML_FILE = "El archivo es XML, que no se lee como documento: ábralo en el programa con que se hizo y guárdelo como .docx o .xlsx."
OTHER_NAME = f"El archivo no es de un tipo que se lea. Se admiten {READABLE}."


def extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def recognise(data: bytes, name: str) -> str:
    """ "docx", "xlsx", "xls", "pdf", "odt", "ods", "csv" or "txt". Raises UnreadableDocument for anything else."""
    if not data:
        raise UnreadableDocument(EMPTY_FILE)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_format(data)
    if data.startswith(_OLE):
        return _compound_format(data, extension(name))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocument(RICH_TEXT)
    if (
        data.startswith(_IMAGES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}
    ):
        raise UnreadableDocument(IMAGE)
    if not looks_like_text(data):
        raise UnreadableDocument(_damaged_or_foreign(extension(name)))
    return _text_format(data, extension(name))


def _damaged_or_foreign(suffix: str) -> str:
    return DAMAGED if suffix in {"docx", "xlsx", "xlsm", "xls", "pdf", "odt", "ods"} else NOT_TEXT


def _package_format(data: bytes) -> str:
    package = Package(data)
    names = package.names()
    if "mimetype" in package:
        return _open_document_format(package)
    mains = [relation.target for relation in package.relations("").values() if relation.kind == "officeDocument"]
    main = (mains or [""])[0].lower()
    if main.endswith(".bin") or "xl/workbook.bin" in package:
        raise UnreadableDocument(BINARY_EXCEL)
    for folder, found in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "")):
        if main.startswith(folder) or (not main and any(name.startswith(folder) for name in names)):
            if not found:
                raise UnreadableDocument(SLIDES)
            return found
    raise UnreadableDocument(PLAIN_ZIP)


def _open_document_format(package: Package) -> str:
    media = package.read("mimetype")[:100].strip()
    if media not in _SPREADSHEET_MEDIA:
        raise UnreadableDocument(SLIDES if b"presentation" in media else PLAIN_ZIP)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableDocument(HAS_PASSWORD)
    return "ods" if media.endswith(b"spreadsheet") else "odt"


def _compound_format(data: bytes, suffix: str) -> str:
    """An OLE container says what it is by the names of its streams, written in UTF-16."""

    def at(name: str) -> int:
        return data.find(name.encode("utf-16-le"))

    if at("EncryptedPackage") >= 0:
        raise UnreadableDocument(HAS_PASSWORD)
    places = {
        kind: at(name) for kind, name in (("xls", "Workbook"), ("doc", "WordDocument"), ("ppt", "PowerPoint Document"))
    }
    found = sorted((place, kind) for kind, place in places.items() if place >= 0)
    kinds = [kind for _, kind in found]
    kind = suffix if suffix in kinds else (kinds or [""])[0]
    if kind == "xls" or (not kind and at("Book") >= 0):
        return "xls"
    raise UnreadableDocument({"doc": OLD_WORD, "ppt": SLIDES}.get(kind, OTHER_NAME))


def _text_format(data: bytes, suffix: str) -> str:
    head = decode(data[:8192])
    if _HTML.match(head) or suffix in {"html", "htm", "mht", "mhtml", "xhtml"}:
        raise UnreadableDocument(WEB_PAGE)
    if suffix in _TEXT_NAMES:
        return _TEXT_NAMES[suffix]
    if head.lstrip().startswith("<?xml"):
        raise UnreadableDocument(XML_FILE)
    if suffix == "xls":
        # many systems export separated values under this name
        return "csv"
    if suffix in {"docx", "doc", "xlsx", "xlsm", "pdf", "odt", "ods"}:
        raise UnreadableDocument(
            f"El archivo se llama .{suffix} pero por dentro es texto simple: si lo es, cámbiele el nombre a .txt o .csv."
        )
    raise UnreadableDocument(OTHER_NAME)
