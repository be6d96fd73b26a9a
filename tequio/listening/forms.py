"""What the desk of an event writes, checked field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_forms import ADDRESS, choice, day, text
from tequio.bodies.session_forms import LASTS, an_hour
from tequio.calls.blocks import paragraphs_of
from tequio.calls.models import Call
from tequio.calls.office_forms import OfficeForm, OnceForm, prose
from tequio.listening.models import EventKind

NOT_NAMES = gettext_lazy("El puesto o la organización, no el nombre: es público.")


class SpanForm(OfficeForm):
    """A span of one day, in the hour of the place."""

    def span(self) -> dict[str, datetime]:
        data, zone = self.cleaned_data, self.place.zone
        begins = datetime.combine(data["day"], data["hour"], zone)
        ends = datetime.combine(data["day"], data["ends"], zone) if data["ends"] else begins + LASTS
        return {"begins_at": begins, "ends_at": ends}

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        if cleaned.get("hour") and cleaned.get("ends") and cleaned["ends"] <= cleaned["hour"]:
            self.add_error("ends", _("Termina antes de empezar: escriba una hora después de la primera."))
        return cleaned


def a_link() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Liga, si es a distancia"), required=False, max_length=300, validators=[ADDRESS]
    )


class EventForm(OnceForm, SpanForm):
    kind = choice(gettext_lazy("Qué clase de evento es"), [("", gettext_lazy("Elija una")), *EventKind.choices])
    title = text(gettext_lazy("Cómo se llama"), gettext_lazy("Como se leerá en el sitio y en el calendario."))
    purpose = prose(gettext_lazy("Para qué es"), required=True)
    topics = prose(
        gettext_lazy("Temas"),
        gettext_lazy("Uno por renglón y en pocas palabras, por ejemplo: Derechos humanos. Por ellos se cuenta."),
    )
    how = prose(
        gettext_lazy("Cómo se participa"), gettext_lazy("Si hay que inscribirse, qué llevar, si hay intérprete.")
    )
    call = choice(
        gettext_lazy("Convocatoria que fija su mecánica"),
        (),
        gettext_lazy("Un foro o una mesa de trabajo la necesita: no se anuncia mientras no esté publicada."),
        required=False,
    )
    day = day(gettext_lazy("Día"))
    hour = an_hour(gettext_lazy("Empieza"))
    ends = an_hour(gettext_lazy("Termina"), gettext_lazy("Vacío: dos horas después."), required=False)
    where = text(gettext_lazy("Lugar"), required=False)
    link = a_link()
    groups = (
        ("", ("key", "kind", "title", "purpose", "topics")),
        (gettext_lazy("Cuándo y dónde"), ("day", "hour", "ends", "where", "link")),
        (gettext_lazy("Cómo se participa"), ("call", "how")),
    )

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {str(each.uid): each for each in calls}
        field = self.fields["call"]
        if isinstance(field, forms.ChoiceField):
            told = [(uid, self._told(each)) for uid, each in self.calls.items()]
            field.choices = [("", _("Ninguna")), *told]

    def _told(self, call: Call) -> str:
        if call.status == "published":
            return call.title
        return _("%(call)s (%(status)s)") % {"call": call.title, "status": str(call.get_status_display()).lower()}

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("kind", "title", "purpose", "how", "link")},
            "topics": paragraphs_of(data["topics"]),
            "place": data["where"],
            "call": self.calls.get(data["call"]),
            **self.span(),
        }


class MoveForm(SpanForm):
    day = day(gettext_lazy("Día"))
    hour = an_hour(gettext_lazy("Empieza"))
    ends = an_hour(gettext_lazy("Termina"), gettext_lazy("Vacío: dos horas después."), required=False)
    where = text(gettext_lazy("Lugar"), required=False)
    link = a_link()
    reason = prose(
        gettext_lazy("Por qué cambia"), gettext_lazy("Lo lee cualquiera en la página del evento."), required=True
    )


class PlainForm(OfficeForm):
    """A button to be sure of."""


class ReasonForm(OfficeForm):
    reason = prose(gettext_lazy("Por qué"), gettext_lazy("Es público."), required=True)


class TableForm(OfficeForm):
    topic = text(gettext_lazy("De qué trata la mesa"))
    facilitator = text(gettext_lazy("Quién facilita"), NOT_NAMES, required=False, longest=200)
    note_taker = text(gettext_lazy("Quién toma nota"), NOT_NAMES, required=False, longest=200)


class ReportForm(OfficeForm):
    said = prose(
        gettext_lazy("Lo que se dijo"),
        gettext_lazy("Un párrafo por renglón. Será público: diga el sector o el puesto, no los nombres."),
        required=True,
    )
    proposals = prose(gettext_lazy("Propuestas"), gettext_lazy("Una por renglón."))
    agreements = prose(gettext_lazy("Acuerdos"), gettext_lazy("Uno por renglón."))


class IssueForm(OfficeForm):
    office = text(
        gettext_lazy("Siglas de la oficina que la emite"), gettext_lazy("Van en el folio, por ejemplo STL."), longest=20
    )
