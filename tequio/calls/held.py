"""A file that was chosen in a form that has to be corrected: it waits, and need not be chosen again."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core import signing

from tequio.calls.actions import Attached
from tequio.files.actions import held_content, hold_content
from tequio.formats.attachments import LARGEST, UnacceptableFile, identify

#: how long it waits
HELD_FOR = timedelta(days=1)
SALT = "tequio.calls.held"


class HeldFile(forms.Form):
    """Of a form with a field «file». ``attached`` is what came, ``held`` what the page carries in a hidden field."""

    attached: Attached | None = None
    held = ""

    def receive(self) -> None:
        """The file chosen now, else the one that was waiting for the rest to be corrected."""
        upload = self.files.get("file")
        try:
            if upload is not None:
                self._keep(upload.read() if (upload.size or 0) <= LARGEST else b"", upload.name or "")
                return
            key, name = signing.loads(self.data.get("held", ""), salt=SALT, max_age=HELD_FOR)
        except UnacceptableFile as refusal:
            self.add_error("file", str(refusal))
        except (signing.BadSignature, ValueError):
            return
        else:
            content = held_content(key)
            if content is not None:
                self._keep(content, name)

    def _keep(self, content: bytes, called: str) -> None:
        found = identify(content, called)
        self.attached = Attached(content, found.name, found.media_type)
        self.held = signing.dumps([hold_content(content), found.name], salt=SALT)
