"""The memoria fotográfica of a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies.actions.session_rules import locked, note, refuse_unless_prepares
from tequio.bodies.models import Session, SessionPhoto, SessionStatus
from tequio.core.refusals import Refusal
from tequio.files.actions import store_file
from tequio.formats.attachments import identify, refused
from tequio.formats.photos import clean_photo, thumbnail
from tequio.people.models import Person

#: of one session
MOST = 24


class PhotoSaysNothing(Refusal):
    code = "photo-says-nothing"


class TooManyPhotos(Refusal):
    code = "too-many-photos"


@transaction.atomic
def keep_photo(*, session: Session, content: bytes, name: str, caption: str, by: Person, at: datetime) -> SessionPhoto:
    """It is drawn again, so that nothing but the picture stays; the same twice is one. Raises UnacceptableFile."""
    refuse_unless_prepares(by, session, at)
    locked(session, SessionStatus.OPEN, SessionStatus.CLOSED)
    if not caption.strip():
        raise PhotoSaysNothing(_("Diga qué se ve en la foto, para quien no puede verla."))
    found = identify(content, name)
    if not found.is_photo:
        raise refused(name, "no es una fotografía. Suba una imagen JPG, PNG, WebP o HEIC")
    plain = clean_photo(content, found.kind, name)
    media_type = f"image/{'png' if plain.kind == 'png' else 'jpeg'}"
    file = store_file(content=plain.content, name=f"foto.{plain.kind}", media_type=media_type, at=at)
    if known := session.photos.filter(file__sha256=file.sha256).first():
        return known
    if session.photos.count() >= MOST:
        raise TooManyPhotos(_("Ya hay %(n)s fotos: quite alguna antes de agregar otra.") % {"n": MOST})
    small = store_file(
        content=thumbnail(content, found.kind, name), name="foto-chica.jpg", media_type="image/jpeg", at=at
    )
    photo = SessionPhoto.objects.create(session=session, file=file, small=small, caption=caption.strip(), added_at=at)
    note("photo_kept", session, by, at, {"title": (None, photo.caption), "sha256": (None, file.sha256)})
    return photo


@transaction.atomic
def remove_photo(*, photo: SessionPhoto, by: Person, at: datetime) -> None:
    """It shows somebody who did not agree, or it is of another day."""
    session = photo.session
    refuse_unless_prepares(by, session, at)
    note("photo_removed", session, by, at, {"title": (photo.caption, None), "sha256": (photo.file.sha256, None)})
    photo.delete()
