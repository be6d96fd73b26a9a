from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tequio.files.actions import read_file
from tequio.monitoring.queries import public_file


@require_safe
def evidence_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The public version of an accepted piece of evidence; what was never accepted or is reserved does not exist here."""
    file = public_file(uid)
    if file is None:
        raise Http404(uid)
    response = HttpResponse(read_file(file), content_type=file.media_type)
    shown = file.media_type in ("image/jpeg", "image/png", "image/webp")
    response["Content-Disposition"] = content_disposition_header(not shown, file.original_name) or "attachment"
    return response
