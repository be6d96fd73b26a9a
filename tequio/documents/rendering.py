"""An outline as the file a person asks for: Word, Excel or PDF, with its media type."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from tequio.core.outline import Outline
from tequio.formats import docx_out, pdf_out, xlsx_out


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
RENDERERS: dict[Form, Callable[[Outline], bytes]] = {
    Form.DOCX: docx_out.render,
    Form.XLSX: xlsx_out.render,
    Form.PDF: pdf_out.render,
}


def render(outline: Outline, form: Form) -> bytes:
    """The same outline gives the same bytes (requirement 127). Raises PdfUnavailable where the system cannot make PDF."""
    return RENDERERS[form](outline)
