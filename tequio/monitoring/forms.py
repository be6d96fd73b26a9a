"""What a person sends: read, checked field by field, and kept while it is corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.dates import FuzzyDate, last_day, parse
from tequio.core.proofs import Asks
from tequio.files.actions import held_content, hold_content
from tequio.formats.attachments import LARGEST, UnacceptableFile
from tequio.monitoring.intake import Gift, Received, Shown, lacks, receive
from tequio.monitoring.models import DelayReason
from tequio.monitoring.pages import GivingValues, Held
from tequio.people.models import Person
from tequio.web import words

#: how long a file waits for its form to be corrected
HELD_FOR = timedelta(days=1)
SALT = "tequio.monitoring.held"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that came with a form that has to be corrected."""

    key: str
    name: str


class GiftForm(forms.Form):
    """One piece of evidence. There is no field for progress: it is derived."""

    key = forms.UUIDField(error_messages={"required": "", "invalid": ""})
    url = forms.CharField(
        required=False,
        max_length=200,
        validators=[
            URLValidator(["https", "http"], message=gettext_lazy("Esa liga no está completa: empieza con https://."))
        ],
        error_messages={"max_length": gettext_lazy("La liga tiene más de 200 caracteres: use una más corta.")},
    )
    description = forms.CharField(
        required=False,
        max_length=500,
        error_messages={"max_length": gettext_lazy("La descripción tiene a lo más 500 caracteres.")},
    )
    people = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        error_messages={
            "invalid": gettext_lazy("Escriba el número de personas con cifras, por ejemplo 34."),
            "min_value": gettext_lazy("Una lista de asistencia tiene al menos una persona."),
            "max_value": gettext_lazy("Ese número de personas es demasiado grande."),
        },
    )
    agreements = forms.CharField(
        required=False,
        max_length=5000,
        error_messages={"max_length": gettext_lazy("Los acuerdos tienen a lo más 5,000 caracteres: resúmalos.")},
    )
    shown = forms.ChoiceField(required=False, choices=[(each.value, each.value) for each in Shown])
    file = forms.FileField(required=False, allow_empty_file=True)
    public = forms.FileField(required=False, allow_empty_file=True)

    def __init__(self, *args: Any, asks: Asks, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks, self.person = asks, person
        self.waiting: dict[str, Waiting] = {}
        #: whether a file was refused only because of its size
        self.too_large = False

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        files = {name: self._received(name) for name in ("file", "public")}
        broken = set(self.errors)
        self.gift = Gift(
            file=files["file"],
            public=files["public"],
            url=cleaned.get("url", ""),
            description=" ".join(cleaned.get("description", "").split()),
            people=cleaned.get("people"),
            agreements=cleaned.get("agreements", "").strip(),
            shown=Shown(cleaned.get("shown") or Shown.RESERVED),
        )
        for name, text in lacks(self.gift, self.asks):
            # a link that is not well written is one: nobody is asked for it twice
            if name not in broken and not (name == "file" and "url" in broken):
                self.add_error(name, text)
        return cleaned

    def _received(self, name: str) -> Received | None:
        """The file chosen now, else the one that was waiting. What is refused is told at its own field."""
        upload = self.files.get(name)
        self.too_large |= upload is not None and (upload.size or 0) > LARGEST
        try:
            if upload is not None:
                return self._keep(name, _content(upload), upload.name or "")
            waiting = self._was_waiting(name)
            content = held_content(waiting.key) if waiting else None
            return self._keep(name, content, waiting.name) if waiting and content is not None else None
        except UnacceptableFile as refusal:
            self.add_error(name, str(refusal))
            return None

    def _keep(self, name: str, content: bytes, called: str) -> Received:
        received = receive(content, called)
        self.waiting[name] = Waiting(hold_content(content), received.attachment.name)
        return received

    def _was_waiting(self, name: str) -> Waiting | None:
        try:
            key, called, person = signing.loads(self.data.get(f"held_{name}", ""), salt=SALT, max_age=HELD_FOR)
        except (signing.BadSignature, ValueError):
            return None
        return Waiting(key, called) if person == str(self.person.uid) else None

    def typed(self) -> GivingValues:
        told = {name: str(self.data.get(name, ""))[:6000] for name in ("url", "description", "people", "agreements")}
        shown = str(self.data.get("shown", ""))
        return GivingValues(
            **told, shown=shown or Shown.RESERVED.value, file=self._held("file"), public=self._held("public")
        )

    def _held(self, name: str) -> Held | None:
        waiting = self.waiting.get(name)
        if waiting is None:
            return None
        content = held_content(waiting.key) or b""
        token = signing.dumps([waiting.key, waiting.name, str(self.person.uid)], salt=SALT)
        return Held(waiting.name, words.size(len(content)), token)


def _content(upload: UploadedFile[bytes]) -> bytes:
    """Not even read when it is over the limit."""
    if (upload.size or 0) > LARGEST:
        raise UnacceptableFile(
            _("«%(name)s» pesa %(size)s y se admiten hasta 20 MB. Redúzcalo o divídalo, o entregue una liga.")
            % {"name": (upload.name or "")[:80], "size": words.size(upload.size or 0)}
        )
    content: bytes = upload.read()
    return content


class DelayForm(forms.Form):
    reason = forms.ChoiceField(
        choices=DelayReason.choices,
        error_messages={
            "required": gettext_lazy("Elija un motivo."),
            "invalid_choice": gettext_lazy("Elija un motivo de la lista."),
        },
    )
    text = forms.CharField(
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Explique por qué: el público lo va a leer."),
            "max_length": gettext_lazy("La explicación tiene a lo más 1,000 caracteres."),
        },
    )
    ends = forms.CharField(
        max_length=60,
        error_messages={
            "required": gettext_lazy("Escriba la nueva fecha, o «por definir»."),
            "max_length": gettext_lazy("Escriba sólo la fecha."),
        },
    )

    decision = forms.UUIDField(
        required=False, error_messages={"invalid": gettext_lazy("Elija una de las decisiones de la lista.")}
    )
    seen = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends(self) -> FuzzyDate:
        found = parse(self.cleaned_data["ends"])
        if found is None:
            raise forms.ValidationError(words.not_a_date(self.cleaned_data["ends"]))
        last = last_day(found) if found.edtf else None
        if last is not None and last < self.today:
            raise forms.ValidationError(
                _("La nueva fecha ya pasó: hoy es %(day)s.") % {"day": words.long_date(self.today)}
            )
        return found

    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        told = {name: self.cleaned_data[field] for name, field in TOLD.items()}
        return {**told, "seen": self.cleaned_data["seen"] if "seen" in self.data else None}


#: what ``declare_delay`` calls each field
TOLD = {"reason": "reason", "text": "text", "new_ends": "ends", "decision": "decision"}


class ReviewForm(forms.Form):
    decision = forms.ChoiceField(
        choices=[("accept", ""), ("return", ""), ("start", "")],
        error_messages={
            "required": gettext_lazy("Elija aceptar o devolver."),
            "invalid_choice": gettext_lazy("Elija aceptar o devolver."),
        },
    )
    reason = forms.CharField(
        required=False,
        max_length=2000,
        error_messages={"max_length": gettext_lazy("El motivo tiene a lo más 2,000 caracteres.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("decision") == "return"
            and not cleaned.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("Escriba qué falta o qué no corresponde: quien la entregó necesita saberlo."))
        return cleaned
