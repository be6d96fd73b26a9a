"""What was issued about something, and whether it still says the same."""

from __future__ import annotations

import hashlib
from uuid import UUID

from tequio.core.outline import Outline, stamped
from tequio.documents.models import Issued
from tequio.documents.rendering import Form, render


def last_issued(kind: str, subject_uid: UUID) -> Issued | None:
    return Issued.objects.filter(kind=kind, subject_uid=subject_uid).order_by("-version").first()


def content_now(outline: Outline, form: Form, *, kind: str, subject_uid: UUID) -> bytes:
    """The file with the folio under which it was last issued if it still says the same, otherwise without folio."""
    issued = last_issued(kind, subject_uid)
    if issued is not None:
        stamp = issued_stamp(outline, issued)
        if regenerates(outline, issued):
            return render(stamp, form)
    return render(outline, form)


def issued_stamp(outline: Outline, issued: Issued) -> Outline:
    return stamped(outline, folio=issued.folio, version=issued.version)


def regenerates(outline: Outline, issued: Issued) -> bool:
    """Whether making the issued document again from today's data gives the same bytes."""
    form = Form(issued.file.original_name.rpartition(".")[2])
    again = render(issued_stamp(outline, issued), form)
    return hashlib.sha256(again).hexdigest() == issued.sha256
