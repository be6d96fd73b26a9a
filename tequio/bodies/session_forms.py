"""What the table of a session writes: another day, why it is not held, a paper, the signed sheet, what is needed, an oficio."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_forms import ADDRESS, DeskForm, choice, content_of, long_text
from tequio.bodies.desk_forms import day as a_day
from tequio.bodies.desk_forms import text as a_line
from tequio.bodies.papers import paper_kind, photo_kind, scan_kind
from tequio.bodies.recurrence import Pace
from tequio.formats.attachments import LARGEST, UnacceptableFile
from tequio.meetings.models import NeedKind

#: a session that says nothing else
LASTS = timedelta(hours=2)
PAPERS = ".pdf,.docx,.xlsx,.xls,.odt,.ods,.csv,.txt,.jpg,.jpeg,.png,.webp,.heic"
PHOTOS = ".jpg,.jpeg,.png,.webp,.heic"
SCANS = ".pdf,.jpg,.jpeg,.png,.webp,.heic"


class HourInput(forms.TimeInput):
    input_type = "time"


def an_hour(label: Any, hint: Any = "", *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=HourInput(format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Falta la hora."),
            "invalid": gettext_lazy("Esa hora no existe: escríbala así, 16:30."),
        },
    )


def upload(label: Any, hint: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": gettext_lazy("Falta elegir el archivo."),
            "empty": gettext_lazy("El archivo está vacío (0 bytes). Vuelva a guardarlo o a descargarlo."),
        },
    )


class WhenForm(DeskForm):
    """A span of one day, in the hour of the place."""

    day = a_day(gettext_lazy("Día"))
    hour = an_hour(gettext_lazy("Empieza"))
    ends = an_hour(gettext_lazy("Termina"), gettext_lazy("Vacío: dos horas después."), required=False)
    where = a_line(gettext_lazy("Lugar"), required=False)

    def span(self) -> tuple[datetime, datetime]:
        data = self.cleaned_data
        begins = datetime.combine(data["day"], data["hour"], self.place.zone)
        ends = datetime.combine(data["day"], data["ends"], self.place.zone) if data["ends"] else begins + LASTS
        return begins, ends

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if data.get("hour") and data.get("ends") and data["ends"] <= data["hour"]:
            self.add_error("ends", _("Termina antes de empezar: escriba una hora después de la primera."))
        return data


class MoveForm(WhenForm):
    link = forms.CharField(
        label=gettext_lazy("Liga, si es a distancia"), required=False, max_length=300, validators=[ADDRESS]
    )
    reason = long_text(
        gettext_lazy("Por qué se mueve"),
        gettext_lazy("Lo lee quien fue invitado y queda público. No escriba datos personales."),
    )

    field_order = ("day", "hour", "ends", "where", "link", "reason")


class SeriesForm(WhenForm):
    pace = choice(gettext_lazy("Cada cuándo"), Pace.choices)
    until = a_day(gettext_lazy("Hasta"), gettext_lazy("A más tardar, el fin del periodo."))

    field_order = ("pace", "day", "hour", "ends", "until", "where")


class CancelForm(DeskForm):
    reason = long_text(
        gettext_lazy("Por qué se cancela"),
        gettext_lazy("Lo lee quien fue invitado y queda público. No escriba datos personales."),
    )


class FileForm(DeskForm):
    """One file, looked at by what it holds."""

    @staticmethod
    def look(content: bytes, name: str) -> object:
        return paper_kind(content, name)

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("El archivo pesa más de 20 MB: redúzcalo o divídalo en varios."))
        try:
            self.look(content_of(given), given.name)
        except UnacceptableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return given

    def content(self) -> bytes:
        return content_of(self.cleaned_data["file"])

    def file_name(self) -> str:
        return str(self.cleaned_data["file"].name)


class PaperForm(FileForm):
    item = choice(gettext_lazy("De qué punto es"), ())
    title = a_line(gettext_lazy("Cómo se llama"), gettext_lazy("Vacío: el nombre del archivo."), required=False)
    file = upload(
        gettext_lazy("El documento"),
        gettext_lazy("PDF, Word, Excel, OpenDocument, texto o imagen; hasta 20 MB."),
        PAPERS,
    )
    shown = choice(
        gettext_lazy("¿Quién puede abrirlo?"),
        [
            ("invited", gettext_lazy("Sólo quien fue invitado a la sesión")),
            ("public", gettext_lazy("Todas las personas: sale en la página pública")),
        ],
        gettext_lazy("Público sólo si no lleva datos personales."),
    )


class PhotoForm(FileForm):
    file = upload(gettext_lazy("La foto"), gettext_lazy("JPG, PNG, WebP o HEIC; hasta 20 MB."), PHOTOS)
    caption = a_line(gettext_lazy("Qué se ve"), gettext_lazy("Lo lee quien no puede verla. Sin nombres de personas."))

    @staticmethod
    def look(content: bytes, name: str) -> object:
        return photo_kind(content, name)


class ListForm(FileForm):
    file = upload(
        gettext_lazy("La lista firmada"),
        gettext_lazy("Escaneada en PDF o en foto; hasta 20 MB. Queda reservada: sólo la abre la secretaría técnica."),
        SCANS,
    )

    @staticmethod
    def look(content: bytes, name: str) -> object:
        return scan_kind(content, name)


class NeedForm(DeskForm):
    kind = choice(gettext_lazy("De qué clase es"), NeedKind.choices)
    text = a_line(gettext_lazy("Qué hace falta"), gettext_lazy("Con cantidad: «40 sillas», «café para 25 personas»."))


class OficioForm(DeskForm):
    key = forms.UUIDField(widget=forms.HiddenInput(), error_messages={"required": "", "invalid": ""})
    need = choice(
        gettext_lazy("Para qué es"), (), gettext_lazy("Lo que se pide queda como «Solicitado»."), required=False
    )
    addressee = a_line(gettext_lazy("A quién se dirige"), gettext_lazy("El puesto y la oficina."))
    subject = a_line(gettext_lazy("Asunto"))
    text = long_text(gettext_lazy("Qué se pide"))
    office = a_line(
        gettext_lazy("Clave de su oficina"),
        gettext_lazy("Con ella se forma el número: «DPC» da DPC/012/2026."),
        longest=20,
    )


class AnswerForm(DeskForm):
    on = a_day(gettext_lazy("Cuándo contestaron"))
    answer = long_text(gettext_lazy("Qué contestaron"))
