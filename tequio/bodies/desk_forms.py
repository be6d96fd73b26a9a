"""What the office writes about bodies and seats, checked field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.models import DecisionKind, DecisionLevel, Gender, Kind, PledgeKind, SeatRole
from tequio.files.actions import store_file
from tequio.files.models import StoredFile
from tequio.formats.attachments import LARGEST, UnacceptableFile, identify
from tequio.people.models import KINDS, Organisation
from tequio.places.models import Jurisdiction

NOBODY = ("", gettext_lazy("No se dice"))
ADDRESS = URLValidator(["https", "http"], message=gettext_lazy("Esa liga no está completa: empieza con https://."))


def text(label: Any, hint: Any = "", *, required: bool = True, longest: int = 300) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=longest,
        error_messages={"required": gettext_lazy("Falta escribir esto."), "max_length": gettext_lazy("Es muy largo.")},
    )


def long_text(label: Any, hint: Any = "") -> forms.CharField:
    field = text(label, hint, longest=1000)
    field.widget = forms.Textarea()
    return field


def day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Falta la fecha."),
            "invalid": gettext_lazy("Esa fecha no existe: escriba día, mes y año, por ejemplo 31/01/2026."),
        },
    )


def choice(label: Any, choices: Any, hint: Any = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=required,
        error_messages={
            "required": gettext_lazy("Falta elegir una opción."),
            "invalid_choice": gettext_lazy("Elija una de las opciones de la lista."),
        },
    )


class DeskForm(forms.Form):
    """Knows the place whose organisations may be chosen."""

    def __init__(self, *args: Any, place: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        if isinstance(field := self.fields.get("organisation"), forms.ChoiceField):
            rows = Organisation.objects.filter(jurisdiction=place, successor__isnull=True).order_by("name")
            first = _("Elija una") if field.required else _("Ninguna: viene a título propio")
            field.choices = [("", first), *((str(each.uid), each.name) for each in rows[:1000])]

    def organisation_chosen(self) -> Organisation | None:
        uid = self.cleaned_data.get("organisation")
        return Organisation.objects.get(jurisdiction=self.place, uid=uid) if uid else None


class BodyForm(DeskForm):
    name = text(gettext_lazy("Nombre del órgano"))
    kind = choice(gettext_lazy("Qué órgano es"), Kind.choices)
    decision_level = choice(gettext_lazy("Hasta dónde decide"), DecisionLevel.choices)


class ActForm(DeskForm):
    installed_on = day(gettext_lazy("Día en que se instaló"))
    reference = text(gettext_lazy("Folio o referencia del acta"), required=False)
    url = forms.CharField(label=gettext_lazy("Liga donde se lee"), required=False, max_length=500, validators=[ADDRESS])
    file = forms.FileField(
        label=gettext_lazy("El acta, en PDF"),
        help_text=gettext_lazy(
            "Se publica tal como la sube: que no lleve domicilios, teléfonos ni firmas de particulares."
        ),
        required=False,
    )

    def kept(self, at: datetime) -> StoredFile | None:
        """The bytes as they came: it is a PDF that the office publishes."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        content = content_of(upload)
        found = identify(content, upload.name)
        return store_file(content=content, name=found.name, media_type=found.media_type, at=at)

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        if upload.size > LARGEST:
            raise forms.ValidationError(_("El archivo pesa más de 20 MB: redúzcalo o escriba su liga."))
        try:
            found = identify(content_of(upload), upload.name)
        except UnacceptableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if found.kind != "pdf":
            raise forms.ValidationError(_("El acta se sube en PDF."))
        return upload


def content_of(upload: UploadedFile[bytes]) -> bytes:
    upload.seek(0)
    content: bytes = upload.read()
    return content


class EndForm(DeskForm):
    on = day(
        gettext_lazy("Primer día sin el órgano"),
        gettext_lazy("Desde ese día nadie ocupa sus asientos. No puede ser un día que aún no llega."),
    )
    reason = long_text(
        gettext_lazy("Por qué terminó"), gettext_lazy("Se publica: el acuerdo o la norma, y qué sigue. Sin nombres.")
    )


class TakeBackEndForm(DeskForm):
    reason = long_text(gettext_lazy("Por qué se deshace"), gettext_lazy("Queda en la bitácora, junto con lo anterior."))


class PersonForm(DeskForm):
    """Who sits. The name is not shown to anybody unless the person agrees."""

    person = text(
        gettext_lazy("Nombre de la persona"),
        gettext_lazy("Sólo lo lee la secretaría técnica: el público lee el puesto."),
        longest=200,
    )
    email = forms.EmailField(
        label=gettext_lazy("Su correo"),
        help_text=gettext_lazy("Con él entra al sitio. Si ya tiene cuenta, escriba el mismo."),
        required=False,
        error_messages={"invalid": gettext_lazy("Ese correo no está completo: falta la arroba o lo que sigue.")},
    )
    territory = text(
        gettext_lazy("De dónde viene"),
        gettext_lazy("Región, municipio o delegación. Sólo se publican sumas."),
        required=False,
        longest=200,
    )
    gender = choice(
        gettext_lazy("Género, si la persona quiso decirlo"),
        [NOBODY, *Gender.choices],
        gettext_lazy("Sólo se publican sumas."),
        required=False,
    )
    term_ends_on = day(
        gettext_lazy("Cuándo termina su periodo"),
        gettext_lazy("El primer día que ya no le toca. Deje vacío si no se ha dicho."),
        required=False,
    )


class SeatForm(PersonForm):
    role = choice(gettext_lazy("Papel"), SeatRole.choices)
    votes = forms.BooleanField(label=gettext_lazy("El asiento tiene voto"), required=False)
    organisation = choice(gettext_lazy("Organización"), (), required=False)
    sector = choice(gettext_lazy("Sector, si no viene de una organización"), [NOBODY, *KINDS], required=False)
    starts_on = day(gettext_lazy("Desde cuándo"))

    field_order = ("role", "votes", "organisation", "sector", "person", "email", "starts_on", "term_ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False
        self.fields["person"].help_text = _("Deje vacío si está vacante. El público lee el puesto, no el nombre.")


class ReplaceForm(PersonForm):
    on = day(gettext_lazy("Desde qué día"))
    reason = long_text(gettext_lazy("Motivo del cambio"), gettext_lazy("Es público. No escriba datos personales."))

    field_order = ("person", "email", "on", "reason", "term_ends_on")


class VacantForm(DeskForm):
    on = day(gettext_lazy("Desde qué día queda vacante"))
    reason = long_text(gettext_lazy("Motivo"), gettext_lazy("Es público. No escriba datos personales."))


class TermForm(DeskForm):
    term_ends_on = day(
        gettext_lazy("El periodo termina"),
        gettext_lazy("El primer día que ya no le toca. Deje vacío si no tiene término."),
        required=False,
    )
    reason = long_text(gettext_lazy("Con qué fundamento"), gettext_lazy("La convocatoria, un acuerdo, una prórroga."))


class NameForm(DeskForm):
    shown = choice(
        gettext_lazy("Qué lee el público"),
        [("no", gettext_lazy("Sólo el puesto")), ("yes", gettext_lazy("El puesto y el nombre"))],
    )
    source = text(
        gettext_lazy("Dónde consta que la persona aceptó"),
        gettext_lazy("Por ejemplo: carta de aceptación del 4 de marzo de 2026."),
        required=False,
    )


class VotingForm(DeskForm):
    kind = choice(gettext_lazy("Clase de decisión"), DecisionKind.choices)
    suplente_votes = choice(
        gettext_lazy("En ausencia de quien es titular, ¿vota su suplente?"),
        [("yes", gettext_lazy("Sí vota")), ("no", gettext_lazy("No vota"))],
    )
    decided_by_post = text(gettext_lazy("Puesto de quien lo decidió"), gettext_lazy("El puesto, no el nombre."))
    decided_on = day(gettext_lazy("Fecha de la decisión"))
    reason = long_text(gettext_lazy("Fundamento"), gettext_lazy("El acuerdo, la regla interna o la interpretación."))


class InterestsForm(DeskForm):
    topics = forms.CharField(
        label=gettext_lazy("Temas que le interesan"),
        help_text=gettext_lazy("Uno por renglón."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(),
    )
    declared_on = day(gettext_lazy("Cuándo los declaró"))

    def clean_topics(self) -> list[str]:
        return [line for line in self.cleaned_data["topics"].splitlines() if line.strip()]


class PledgeForm(DeskForm):
    key = forms.UUIDField(widget=forms.HiddenInput(), error_messages={"required": "", "invalid": ""})
    giver = text(
        gettext_lazy("Quién lo ofrece"),
        gettext_lazy(
            "La organización o el grupo, como quiere que se lea: «vecinas de la colonia Centro». Sin nombres."
        ),
    )
    kind = choice(gettext_lazy("Qué clase de apoyo"), PledgeKind.choices)
    what = text(gettext_lazy("Qué ofrece"), longest=500)
    amount = forms.DecimalField(
        label=gettext_lazy("Cantidad"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={"invalid": gettext_lazy("Escriba la cantidad con cifras, por ejemplo 1500.50.")},
    )
    unit = text(gettext_lazy("Unidad"), gettext_lazy("Pesos, sacos, jornadas…"), required=False, longest=60)
    promised_on = day(gettext_lazy("Cuándo lo ofreció"))
    session = choice(gettext_lazy("En qué reunión se ofreció"), (), required=False)


class PledgeEndForm(DeskForm):
    ending = choice(
        gettext_lazy("Qué pasó con el apoyo"),
        [("received", gettext_lazy("Se recibió")), ("withdrawn", gettext_lazy("Ya no se dará"))],
    )
    on = day(gettext_lazy("Cuándo"))
    reason = text(gettext_lazy("Si ya no se dará, por qué"), required=False, longest=500)


class RoundForm(DeskForm):
    """What an advisory body is asked."""

    document = choice(
        gettext_lazy("Sobre qué documento"),
        (),
        gettext_lazy("La última versión de cada documento con folio. Esa versión queda pública con la consulta."),
    )
    asks = long_text(gettext_lazy("Qué se le pregunta"), gettext_lazy("Qué partes conviene leer y para qué servirá."))
    closes_on = day(gettext_lazy("Hasta qué día se reciben comentarios"), gettext_lazy("Ese día incluido."))
