"""A file that was chosen in a form that has to be corrected: it waits, and need not be chosen again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from tequio.calls.actions import Attached
from tequio.files.actions import held_content, hold_content, wait_longer
from tequio.formats.attachments import LARGEST, UnacceptableFile, identify, too_large

SALT = "tequio.calls.held"


@dataclass(frozen=True, slots=True)
class Held:
    """What passed the door and waits on the disk, a day since it was last seen. ``size`` in bytes."""

    key: str
    name: str
    media_type: str
    size: int

    @property
    def token(self) -> str:
        """What a page carries of it in a hidden field."""
        return signing.dumps(asdict(self), salt=SALT)

    def waits(self) -> bool:
        return wait_longer(self.key)

    def attached(self, label: str = "") -> Attached | None:
        """None once it was collected."""
        content = held_content(self.key)
        return Attached(content, self.name, self.media_type, label) if content is not None else None


def hold(upload: UploadedFile[Any]) -> Held:
    """Raises UnacceptableFile."""
    called = upload.name or ""
    if (upload.size or 0) > LARGEST:
        raise too_large(called, upload.size or 0)
    content = upload.read()
    found = identify(content, called)
    return Held(hold_content(content), found.name, found.media_type, len(content))


def held_in(token: str) -> Held | None:
    """None for what was not signed here."""
    try:
        return Held(**signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


class HeldFile(forms.Form):
    """Of a form with a field «file». ``attached`` is what came, ``held`` what the page carries in a hidden field."""

    attached: Attached | None = None
    held = ""

    def receive(self) -> None:
        """The file chosen now, else the one that was waiting for the rest to be corrected."""
        upload = self.files.get("file")
        try:
            kept = hold(upload) if upload is not None else held_in(self.data.get("held", ""))
        except UnacceptableFile as refusal:
            self.add_error("file", str(refusal))
            return
        if kept is not None and kept.waits():
            self.attached, self.held = kept.attached(), kept.token
