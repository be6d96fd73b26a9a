"""What the office writes of a call, checked field by field; a list is written one item per line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_forms import DeskForm, choice, day, text
from tequio.bodies.models import Body
from tequio.calls.blocks import Written, paragraphs_of, sections_of, written_of
from tequio.calls.models import ApplicantType, Call
from tequio.calls.records import first_day_of, last_day_of
from tequio.calls.rules import Chosen, chosen_of, rows_of
from tequio.calls.sectors import types_called, types_of
from tequio.exercises.models import Exercise
from tequio.places.models import Jurisdiction

LONGEST = 20_000
WRITTEN = ("considerations", "summons", "bases", "process", "results")
LISTS = ("objectives", "requirements", "contact", "hashtags")
TICKED = ("residence", "adult", "availability", "honorary")
#: what a call says of who selects while there is no body that does
SELECTORS = ("selectors", "selectors_reason", "selectors_post", "selectors_on")
#: the box of each type of applicant
TYPES = {f"type_{each.value}": each for each in ApplicantType}


def prose(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    field = text(label, hint, required=required, longest=LONGEST)
    field.widget = forms.Textarea()
    return field


def tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class OfficeForm(DeskForm):
    """``groups``: a legend and the fields under it; none when the form is short."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()


class OnceForm(OfficeForm):
    """Makes something new: sent twice, it makes it once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput())


class CallForm(OnceForm):
    title = text(gettext_lazy("Título"), gettext_lazy("Como se leerá en el sitio, en el cartel y al compartirla."))
    opens_on = day(gettext_lazy("Primer día"), gettext_lazy("Abre a las 0:00 horas."), required=False)
    closes_on = day(gettext_lazy("Último día"), gettext_lazy("Cierra al terminar ese día."), required=False)
    considerations = prose(gettext_lazy("Considerando"), gettext_lazy("Un párrafo por renglón."))
    summons = prose(gettext_lazy("Se convoca"), gettext_lazy("A quién se invita y a qué."))
    bases = prose(gettext_lazy("Bases"))
    objectives = prose(gettext_lazy("Objetivos"), gettext_lazy("Uno por renglón; el número se pone solo."))
    process = prose(gettext_lazy("Plazos y proceso de inscripción"), gettext_lazy("Las fechas se agregan solas."))
    requirements = prose(gettext_lazy("Requisitos"), gettext_lazy("Uno por renglón; el número se pone solo."))
    results = prose(gettext_lazy("Resultados"), gettext_lazy("Cuándo y cómo se dan a conocer."))
    contact = prose(
        gettext_lazy("Informes"), gettext_lazy("Correo, teléfono u horario de la oficina; uno por renglón.")
    )
    hashtags = prose(
        gettext_lazy("Etiquetas para redes"), gettext_lazy("Una por renglón, por ejemplo #GobiernoAbierto.")
    )
    takes_applications = tick(gettext_lazy("Las solicitudes se reciben en este sitio"))
    residence = tick(gettext_lazy("Vivir en este lugar"))
    adult = tick(gettext_lazy("Ser mayor de edad"))
    availability = tick(gettext_lazy("Tener tiempo para al menos una etapa"))
    honorary = tick(gettext_lazy("Participar sin pago"))
    declarations = prose(
        gettext_lazy("Otras cosas que la persona debe declarar"),
        gettext_lazy("Una por renglón: cada una será una casilla."),
    )
    selected_by = choice(gettext_lazy("Órgano que selecciona"), (), required=False)
    selectors = text(
        gettext_lazy("Si aún no hay órgano, instituciones que seleccionan"),
        gettext_lazy("Las que convocan, por su nombre. Es público."),
        required=False,
        longest=1000,
    )
    selectors_reason = text(gettext_lazy("Por qué no hay un órgano que lo haga"), required=False, longest=1000)
    selectors_post = text(gettext_lazy("Quién lo determinó, por su puesto"), required=False)
    selectors_on = day(gettext_lazy("Qué día se determinó"), required=False)
    groups = (
        ("", ("key", "title", "opens_on", "closes_on")),
        (
            gettext_lazy("El texto"),
            ("considerations", "summons", "bases", "objectives", "process", "requirements", "results"),
        ),
        (gettext_lazy("Para saber más"), ("contact", "hashtags")),
        (gettext_lazy("Quién puede participar"), ("takes_applications", *TICKED, "declarations")),
        (gettext_lazy("Desde dónde pueden postularse (si no marca nada, desde cualquiera)"), tuple(TYPES)),
        (gettext_lazy("Quién selecciona"), ("selected_by", *SELECTORS)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: tick(each.label) for name, each in TYPES.items()}
        self.bodies = bodies_of(self.place)
        found = [(str(each.uid), each.name) for each in self.bodies[:500]]
        nobody = _("Todavía no hay: lo hacen las instituciones que convocan")
        field = self.fields["selected_by"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", nobody), *found]
            field.help_text = _(
                "Lo aprueba en sesión, con quórum y votación; sin esa decisión no se envían los resultados."
            )

    def clean_selected_by(self) -> Body | None:
        uid = self.cleaned_data["selected_by"]
        return self.bodies.get(uid=uid) if uid else None

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and not closes and "closes_on" not in self.errors:
            self.add_error("closes_on", _("Falta el último día."))
        if closes and not opens and "opens_on" not in self.errors:
            self.add_error("opens_on", _("Falta el primer día."))
        told = [bool(cleaned.get(name)) for name in SELECTORS]
        if not cleaned.get("selected_by") and any(told):
            for name, said in zip(SELECTORS, told, strict=True):
                if not said and name not in self.errors:
                    self.add_error(name, _("Falta decirlo: es público, junto con lo demás."))
        return cleaned

    def selection(self) -> dict[str, Any]:
        """A body, or who does it meanwhile; never both."""
        data = self.cleaned_data
        if data["selected_by"]:
            empty = {name: "" for name in SELECTORS if name != "selectors_on"}
            return {"selected_by": data["selected_by"], **empty, "selectors_on": None}
        return {"selected_by": None, **{name: data[name] for name in SELECTORS}}

    def details(self) -> dict[str, Any]:
        """As a call keeps them."""
        data = self.cleaned_data
        chosen = Chosen(**{name: data[name] for name in TICKED}, declarations=paragraphs_of(data["declarations"]))
        return {
            **{name: list(paragraphs_of(data[name])) for name in LISTS},
            "sections": sections_of(Written(**{name: data[name] for name in WRITTEN})),
            "eligibility": rows_of(chosen, place=self.place.name),
            "takes_applications": data["takes_applications"],
            "applicant_types": types_called(each.value for name, each in TYPES.items() if data[name]),
            **self.selection(),
        }


def typed_of(call: Call) -> dict[str, Any]:
    """A draft as its form shows it."""
    written, chosen = written_of(call), chosen_of(call)
    return {
        "title": call.title,
        "opens_on": first_day_of(call),
        "closes_on": last_day_of(call),
        **{name: getattr(written, name) for name in WRITTEN},
        **{name: "\n".join(map(str, getattr(call, name))) for name in LISTS},
        **{name: getattr(chosen, name) for name in TICKED},
        "declarations": "\n".join(chosen.declarations),
        "takes_applications": call.takes_applications,
        "selected_by": call.selected_by.uid if call.selected_by else "",
        **{name: getattr(call, name) for name in SELECTORS},
        **{name: each in types_of(call) for name, each in TYPES.items()},
    }


def bodies_of(place: Jurisdiction) -> QuerySet[Body]:
    return Body.objects.filter(jurisdiction=place, dissolved_on__isnull=True).order_by("name")


def new_call(exercise: Exercise, today: date) -> Mapping[str, Any]:
    """With what nearly every call asks; a first call constitutes the body that a later one will name."""
    title = _("Convocatoria para participar en %(name)s") % {"name": exercise.name}
    ticked = ("takes_applications", "residence", "availability", "honorary", *TYPES)
    first = {
        "selectors": _("Las instituciones que firman esta convocatoria"),
        "selectors_reason": _("El órgano se constituye con esta convocatoria."),
        "selectors_post": _("Secretaría técnica de %(name)s") % {"name": exercise.name},
        "selectors_on": today,
    }
    return {"title": title, "key": uuid4(), **dict.fromkeys(ticked, True), **first}


class PublishForm(OfficeForm):
    pass


class ExtendForm(OfficeForm):
    closes_on = day(gettext_lazy("Nuevo último día"))
    reason = prose(gettext_lazy("Por qué se amplía"), gettext_lazy("Se publica como adenda."), required=True)


class AddendumForm(OfficeForm):
    text = prose(
        gettext_lazy("Qué se aclara"),
        gettext_lazy("Se publica con su número y su fecha; el texto original no cambia."),
        required=True,
    )


class SelectingBodyForm(OfficeForm):
    body = choice(gettext_lazy("Órgano que selecciona"), ())
    reason = prose(
        gettext_lazy("Por qué cambia"),
        gettext_lazy("Es público: se agrega a la convocatoria como adenda."),
        required=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies_of(self.place)
        found = [(str(each.uid), each.name) for each in self.bodies[:500]]
        self.fields["body"] = choice(_("Órgano que selecciona"), [("", _("Elija uno")), *found])
        self.order_fields(("body", "reason"))

    def clean_body(self) -> Body:
        return self.bodies.get(uid=self.cleaned_data["body"])


class VoidForm(OfficeForm):
    reason = prose(gettext_lazy("Por qué queda desierta"), gettext_lazy("Es público."), required=True)


class ReissueForm(OnceForm):
    opens_on = day(gettext_lazy("Primer día"))
    closes_on = day(gettext_lazy("Último día"))


class NoticeForm(OfficeForm):
    text = prose(
        gettext_lazy("El aviso"),
        gettext_lazy("Para qué se usan los datos, quién los guarda y cómo pedir que se borren."),
        required=True,
    )
    kept_days = forms.IntegerField(
        label=gettext_lazy("Cuántos días se guardan los datos"),
        min_value=1,
        max_value=3650,
        error_messages={
            "required": gettext_lazy("Falta escribir esto."),
            "invalid": gettext_lazy("Escriba un número de días, por ejemplo 365."),
            "min_value": gettext_lazy("Al menos un día."),
            "max_value": gettext_lazy("A lo más diez años: 3650 días."),
        },
    )


def year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1900,
        max_value=2200,
        error_messages={
            "required": gettext_lazy("Falta el año."),
            **dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                gettext_lazy("Escriba el año con cuatro cifras, por ejemplo 2026."),
            ),
        },
    )


class MechanismForm(OfficeForm):
    name = text(gettext_lazy("Nombre oficial"), gettext_lazy("Por ejemplo: Mecanismo de Diálogo Ciudadano."))
    plan = text(gettext_lazy("De qué plan es"))
    organiser = choice(gettext_lazy("Órgano que lo organiza"), ())
    first_year, last_year = year(gettext_lazy("Primer año")), year(gettext_lazy("Último año"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies_of(self.place)
        found = [(str(each.uid), each.name) for each in self.bodies[:500]]
        self.fields["organiser"] = choice(_("Órgano que lo organiza"), [("", _("Elija uno")), *found])
        self.order_fields(("name", "plan", "organiser", "first_year", "last_year"))

    def clean_organiser(self) -> Body:
        return self.bodies.get(uid=self.cleaned_data["organiser"])
