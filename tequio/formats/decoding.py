"""Bytes of plain text → characters, whatever program saved them: UTF-8, UTF-16 with or without mark, and the old Western code pages."""

from __future__ import annotations

import codecs

from tequio.core.refusals import UnreadableDocument

#: UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "mac_roman", "cp850")
_SPANISH = frozenset("áéíóúñüÁÉÍÓÚÑÜ¿¡ºª°“”‘’«»–—…·•€\u00a0")
_SAMPLE = 64 * 1024
NOT_TEXT = "El archivo no es texto ni un documento que se pueda leer. Se admiten .docx, .xlsx, .xls, .csv, .txt, .md, .pdf, .odt y .ods."


def decode(data: bytes) -> str:
    """Characters of a text file, its byte order mark removed. Raises UnreadableDocument when it is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    if not looks_like_text(data):
        raise UnreadableDocument(NOT_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return data.decode(_old_encoding(data), errors="replace")


def looks_like_text(data: bytes) -> bool:
    """Few control characters in the first 64 kB; some NULs are tolerated, exports of old systems carry them."""
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(sample):
        return True
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\r\x0b\x0c\x00")
    return controls * 200 <= len(sample) and sample.count(0) * 10 <= len(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in nearly every second byte."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _old_encoding(data: bytes) -> str:
    """The code page under which the bytes above 127 are letters of Spanish; Windows' own where they tie."""
    high = bytes(byte for byte in data[: 16 * _SAMPLE] if byte > 127)
    return max(_OLD, key=lambda encoding: sum(letter in _SPANISH for letter in high.decode(encoding, errors="replace")))
