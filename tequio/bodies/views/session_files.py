from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tequio.files.actions import read_file
from tequio.files.models import StoredFile

#: a browser draws these; everything else is saved
DRAWN = {"application/pdf", "image/jpeg", "image/png"}


def file_response(file: StoredFile) -> HttpResponse:
    """A file opened from here runs nothing."""
    response = HttpResponse(read_file(file), content_type=file.media_type)
    drawn = file.media_type in DRAWN
    response["Content-Disposition"] = content_disposition_header(not drawn, file.original_name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
