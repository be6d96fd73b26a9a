"""Files that a session takes in: papers of its points, and the signed list with the public version that the program makes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tequio.bodies.actions.agenda import add_paper
from tequio.bodies.actions.attendance import keep_list
from tequio.bodies.minutes_outline import attendance_outline
from tequio.bodies.models import AgendaItem, Paper, Session
from tequio.documents.rendering import Form, render
from tequio.files.actions import store_file
from tequio.files.models import StoredFile, Version
from tequio.formats.attachments import Attachment, UnacceptableFile, identify, refused
from tequio.formats.photos import clean_photo
from tequio.meetings.models import Meeting
from tequio.people.models import Person

#: what a signed sheet comes as
SCANS = {"pdf", "jpg", "png", "webp", "heic"}
#: sound is not read before a session
HEARD = {"mp3", "m4a", "ogg"}


def paper_kind(content: bytes, name: str) -> Attachment:
    """Raises UnacceptableFile."""
    found = identify(content, name)
    if found.kind in HEARD:
        raise refused(name, "es un audio. Los documentos de una sesión se leen: suba PDF, Word, Excel o una imagen")
    return found


def scan_kind(content: bytes, name: str) -> Attachment:
    """Raises UnacceptableFile."""
    found = identify(content, name)
    if found.kind not in SCANS:
        raise refused(name, "no es una imagen. Suba la lista escaneada en PDF o una foto de ella")
    return found


def photo_kind(content: bytes, name: str) -> Attachment:
    """Raises UnacceptableFile, also where the picture cannot be drawn again."""
    found = identify(content, name)
    if not found.is_photo:
        raise refused(name, "no es una fotografía. Suba una imagen JPG, PNG, WebP o HEIC")
    clean_photo(content, found.kind, name)
    return found


@transaction.atomic
def give_paper(
    *, item: AgendaItem, content: bytes, name: str, title: str, public: bool, by: Person, at: datetime
) -> Paper:
    """A photograph that everybody may open goes without place or camera."""
    found = paper_kind(content, name)
    kept = content
    if found.is_photo and public:
        photo = clean_photo(content, found.kind, name)
        kept, found = photo.content, identify(photo.content, name)
    version = Version.PUBLIC if public else Version.RESERVED
    file = store_file(content=kept, name=found.name, media_type=found.media_type, version=version, at=at)
    return add_paper(item=item, file=file, title=title.strip() or found.name, by=by, at=at)


@transaction.atomic
def give_list(*, session: Session, content: bytes, name: str, by: Person, at: datetime) -> None:
    """The public version is made from what was recorded, not from the sheet: no name, telephone or signature can be in it."""
    found = scan_kind(content, name)
    public = render(attendance_outline(session), Form.PDF)
    keep_list(session=session, scan=content, media_type=found.media_type, public=public, by=by, at=at)


def list_of(session: Session) -> StoredFile | None:
    return StoredFile.objects.filter(lists_of=session.meeting_id).first()


def public_list(session: Session) -> StoredFile | None:
    """Also once the signed one was erased."""
    rows = Meeting.objects.select_related("public_list", "paper_list__public_version")
    kept = rows.get(pk=session.meeting_id)
    return kept.public_list or (kept.paper_list.public_version if kept.paper_list else None)


__all__ = [
    "UnacceptableFile",
    "give_list",
    "give_paper",
    "list_of",
    "paper_kind",
    "photo_kind",
    "public_list",
    "scan_kind",
]
