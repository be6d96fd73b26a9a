"""Taking evidence in: what the form brings becomes files with their public and reserved versions, and one piece of evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tequio.core.proofs import Ask, Asks, asks_of
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.files.actions import store_file
from tequio.files.models import StoredFile, Version
from tequio.formats.attachments import Attachment, identify
from tequio.formats.photos import Photo, clean_photo
from tequio.monitoring.actions import submit_evidence
from tequio.monitoring.models import Evidence
from tequio.people.models import Person
from tequio.workplans.models import Activity, Means


class KeyWasUsed(Refusal):
    code = "key-reused"


class LacksWhatItsKindAsks(Refusal):
    """``lacks``: (field, sentence)."""

    code = "lacks-what-its-kind-asks"

    def __init__(self, lacks: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(text for _field, text in lacks))
        self.lacks = lacks


class Shown(StrEnum):
    """What the public will see once it is accepted."""

    RESERVED = "reserved"
    AS_IS = "as_is"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that passed the door. ``photo`` is the copy without metadata of what is a photograph."""

    content: bytes = field(repr=False)
    attachment: Attachment
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody gives for one means: a file, perhaps with its public version, or an address."""

    file: Received | None = None
    public: Received | None = None
    url: str = ""
    description: str = ""
    people: int | None = None
    agreements: str = ""
    shown: Shown = Shown.RESERVED


def receive(content: bytes, name: str) -> Received:
    """Raises UnacceptableFile."""
    attachment = identify(content, name)
    photo = clean_photo(content, attachment.kind, name) if attachment.is_photo else None
    return Received(content, attachment, photo)


def lacks(gift: Gift, asks: Asks) -> list[tuple[str, str]]:
    """(field of the form, what is missing), in the order of the form."""
    found = []
    is_photo = gift.file is not None and gift.file.attachment.is_photo
    if gift.file is None and not gift.url:
        found.append(("file", _("Elija un archivo o escriba una liga.")))
    if Ask.PHOTO in asks.asks and gift.file is not None and not is_photo and gift.file.attachment.kind != "pdf":
        found.append(("file", _("Una memoria fotográfica necesita al menos una foto, o un PDF con fotos.")))
    if (is_photo or Ask.PHOTO in asks.asks) and not gift.description.strip():
        found.append(("description", _("Describa la foto: qué pasa en ella, para quien no puede verla.")))
    if Ask.PEOPLE in asks.asks and not gift.people:
        found.append(("people", _("Escriba cuántas personas hay en la lista.")))
    if Ask.AGREEMENTS in asks.asks and not gift.agreements.strip():
        found.append(("agreements", _("Escriba al menos un acuerdo, o «Sin acuerdos».")))
    if gift.shown is Shown.OTHER and gift.file is not None and gift.public is None:
        found.append(("public", _("Elija la versión pública, o deje el archivo reservado.")))
    if gift.shown is Shown.AS_IS and asks.names:
        found.append(("shown", _("Esta lista trae nombres: el público sólo puede ver una versión sin ellos.")))
    return found


def give_evidence(
    *, means: Means, activity: Activity, gift: Gift, key: UUID, pack: RulePack, by: Person, at: datetime
) -> Evidence:
    """Once for each ``key``, however often the button was pressed."""
    try:
        return _give(means, activity, gift, key, pack, by, at)
    except IntegrityError:
        # the other press of a double click was faster
        given = Evidence.objects.filter(key=key).first()
        if given is None:
            raise
        return _same(given, means, gift, by)


@transaction.atomic
def _give(
    means: Means, activity: Activity, gift: Gift, key: UUID, pack: RulePack, by: Person, at: datetime
) -> Evidence:
    given = Evidence.objects.filter(key=key).first()
    if given is not None:
        return _same(given, means, gift, by)
    if found := lacks(gift, asks_of(means.kind.name)):
        raise LacksWhatItsKindAsks(found)
    return submit_evidence(
        means=means,
        activity=activity,
        file=_store(gift, asks_of(means.kind.name), at) if gift.file else None,
        url=gift.url,
        description=gift.description,
        people=gift.people,
        agreements=gift.agreements,
        key=key,
        pack=pack,
        by=by,
        at=at,
    )


def _same(given: Evidence, means: Means, gift: Gift, by: Person) -> Evidence:
    sha256 = hashlib.sha256(gift.file.content).hexdigest() if gift.file else None
    stored = (given.file.sha256 if given.file else None, given.means_id, given.submitted_by_id, given.url)
    if stored != (sha256, means.pk, by.pk, gift.url) or given.description != gift.description:
        raise KeyWasUsed(
            _("Este formulario ya se había enviado con otros datos. Abra uno nuevo para entregar otra cosa.")
        )
    return given


def _store(gift: Gift, asks: Asks, at: datetime) -> StoredFile:
    """The original is reserved unless somebody said that it may be seen as it is."""
    if gift.file is None:
        raise ValueError("there is no file to store")
    original = gift.file
    if gift.shown is Shown.AS_IS and original.photo is None:
        return _row(original.content, original.attachment.name, original.attachment.media_type, at)
    public = gift.public if gift.shown is Shown.OTHER else original if gift.shown is Shown.AS_IS else None
    return store_file(
        content=original.content,
        name=original.attachment.name,
        media_type=original.attachment.media_type,
        version=Version.RESERVED,
        public_version=_public(public, at) if public else None,
        at=at,
    )


def _public(received: Received, at: datetime) -> StoredFile:
    """Of a photograph, always the copy that tells neither place nor camera."""
    if received.photo is None:
        return _row(received.content, received.attachment.name, received.attachment.media_type, at)
    stem, _dot, ending = received.attachment.name.rpartition(".")
    name = received.attachment.name if ending in (received.photo.kind, "jpeg") else f"{stem}.{received.photo.kind}"
    return _row(received.photo.content, name, f"image/{'png' if received.photo.kind == 'png' else 'jpeg'}", at)


def _row(content: bytes, name: str, media_type: str, at: datetime) -> StoredFile:
    return store_file(content=content, name=name, media_type=media_type, at=at)
