"""An outline as the file a person asks for: Word, Excel or PDF, with its media type."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from tequio.core.outline import Outline
from tequio.formats import docx_out, pdf_out, xlsx_out
from tequio.formats.html_out import FontFace


class Form(StrEnum):
    """The ending of the file's name."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


MEDIA_TYPES = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PDF: "application/pdf",
}
#: weight → file; they have the letters of Maya, Nahuatl and Otomí, which a server's fonts may lack
FONTS = {"400": "noto-print-regular.woff2", "700": "noto-print-bold.woff2"}


@lru_cache(maxsize=1)
def fonts() -> tuple[FontFace, ...]:
    folder = Path(__file__).parent / "fonts"
    return tuple(FontFace("Noto Sans", (folder / name).read_bytes(), weight) for weight, name in FONTS.items())


def pdf(outline: Outline) -> bytes:
    return pdf_out.render(outline, fonts())


RENDERERS: dict[Form, Callable[[Outline], bytes]] = {
    Form.DOCX: docx_out.render,
    Form.XLSX: xlsx_out.render,
    Form.PDF: pdf,
}


def render(outline: Outline, form: Form) -> bytes:
    """The same outline gives the same bytes (requirement 127). Raises PdfUnavailable where the system cannot make PDF."""
    return RENDERERS[form](outline)
