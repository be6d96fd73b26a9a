"""What a seat, or the office for it, writes of the dialogue: each form knows for which seats she who writes may speak."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_forms import ADDRESS, choice, day, text
from tequio.bodies.models import Body, Seat
from tequio.bodies.queries.alarms import seat_words
from tequio.calls.held import HeldFile
from tequio.calls.models import Declaration
from tequio.calls.office_forms import OfficeForm, OnceForm, bodies_of, prose
from tequio.people.models import KIND_LABELS


def label_of(seat: Seat) -> str:
    """«Titular, Colectivo»; without an organisation, its sector."""
    sector = "" if seat.organisation or not seat.sector else str(dict(SECTORS)[seat.sector])
    return f"{seat_words(seat)}, {sector}" if sector else seat_words(seat)


SECTORS = {kind.value: label for kind, label in KIND_LABELS.items()}


class SeatForm(OfficeForm):
    """``unheard``: seats that have not heard their sector, said beside their name."""

    seat = choice(gettext_lazy("En nombre de qué asiento"), ())

    def __init__(self, *args: Any, seats: Iterable[Seat], unheard: frozenset[int] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(each.uid): each for each in seats}
        told = [(uid, self._told(each, each.pk in unheard)) for uid, each in self.seats.items()]
        field = self.fields["seat"]
        if isinstance(field, forms.ChoiceField):
            field.choices = told if len(told) == 1 else [("", _("Elija uno")), *told]
        if len(told) == 1:
            self.initial.setdefault("seat", told[0][0])

    def _told(self, seat: Seat, unheard: bool) -> str:
        told = label_of(seat)
        return _("%(seat)s (aún no escucha a su sector)") % {"seat": told} if unheard else told

    def clean_seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]


class InclusionForm(HeldFile, OnceForm, SeatForm):
    held_on = day(gettext_lazy("Qué día fue"))
    people = forms.IntegerField(
        label=gettext_lazy("A cuántas personas se llegó"),
        min_value=1,
        max_value=1_000_000,
        error_messages={
            "required": gettext_lazy("Falta decir a cuántas."),
            "invalid": gettext_lazy("Escriba un número, por ejemplo 24."),
            "min_value": gettext_lazy("Al menos una persona."),
            "max_value": gettext_lazy("Escriba a cuántas personas se llegó, con cifras."),
        },
    )
    text = prose(
        gettext_lazy("Qué se hizo"),
        gettext_lazy("Un foro, una reunión, una consulta, y con quiénes. Es público: no escriba nombres de personas."),
        required=True,
    )
    evidence_url = forms.CharField(
        label=gettext_lazy("Liga donde consta"),
        help_text=gettext_lazy(
            "Una nota o una publicación que ya es pública. Hace falta esta liga o el archivo de abajo."
        ),
        required=False,
        max_length=200,
        validators=[ADDRESS],
    )
    file = forms.FileField(
        label=gettext_lazy("Un archivo que lo prueba"),
        help_text=gettext_lazy(
            "Lista de asistencia, minuta o foto: PDF, Word o imagen, hasta 20 MB. No se publica: "
            "lo abren usted, la secretaría técnica y la auditoría."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.heic"}),
    )
    field_order = ("key", "seat", "held_on", "people", "text", "evidence_url", "file")

    def clean_text(self) -> str:
        return within(self.cleaned_data["text"], 500)

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        self.receive()
        if not (self.attached or cleaned.get("evidence_url") or {"file", "evidence_url"} & set(self.errors)):
            self.add_error("evidence_url", _("Falta con qué consta: escriba una liga o suba un archivo."))
        return cleaned


def within(text: str, longest: int) -> str:
    """A browser sends two characters for each end of line."""
    plain = text.replace("\r\n", "\n")
    if len(plain) > longest:
        raise forms.ValidationError(_("Son a lo más %(n)s caracteres: acórtelo.") % {"n": longest})
    return plain


class TopicForm(SeatForm):
    title = text(
        gettext_lazy("El tema"),
        gettext_lazy("En una frase, como se leerá: «Que el presupuesto se entienda»."),
    )
    proposed_on = day(gettext_lazy("Cuándo se propuso"))
    field_order = ("seat", "title", "proposed_on")


class DeclarationForm(OnceForm):
    title = text(gettext_lazy("Título"))
    declared_on = day(gettext_lazy("Cuándo se declaró"))
    text = prose(
        gettext_lazy("El texto"),
        gettext_lazy("Se publica tal cual y ya no cambia: cada asiento firma estas palabras."),
        required=True,
    )
    signers = choice(gettext_lazy("A quién se llama a firmar"), (), required=False)
    field_order = ("key", "title", "declared_on", "text", "signers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies_of(self.place)
        offer_bodies(self, "signers", self.bodies, _("A nadie todavía"))

    def clean_signers(self) -> Body | None:
        return body_chosen(self, "signers", self.bodies)


def offer_bodies(form: forms.Form, name: str, bodies: QuerySet[Body], nobody: str) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        told = [(str(each.uid), _("Titulares de %(body)s") % {"body": each.name}) for each in bodies[:500]]
        field.choices = [("", nobody), *told]


def body_chosen(form: forms.Form, name: str, bodies: QuerySet[Body]) -> Body | None:
    uid = form.cleaned_data[name]
    return bodies.get(uid=uid) if uid else None


class CallSignersForm(OfficeForm):
    declaration = choice(gettext_lazy("Qué declaración"), ())
    signers = choice(gettext_lazy("A quién se llama a firmar"), ())

    def __init__(self, *args: Any, declarations: Iterable[Declaration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declarations = {str(each.uid): each for each in declarations}
        field = self.fields["declaration"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Elija una")), *((uid, each.title) for uid, each in self.declarations.items())]
        self.bodies = bodies_of(self.place)
        offer_bodies(self, "signers", self.bodies, _("Elija uno"))

    def clean_declaration(self) -> Declaration:
        return self.declarations[self.cleaned_data["declaration"]]

    def clean_signers(self) -> Body | None:
        return body_chosen(self, "signers", self.bodies)


class SignForm(SeatForm):
    seat = choice(gettext_lazy("Con qué asiento"), ())
    reason = text(
        gettext_lazy("Si no la firma, por qué"),
        gettext_lazy("Es público, junto a su puesto. No escriba datos personales."),
        required=False,
        longest=500,
    )
