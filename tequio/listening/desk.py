"""The verbs of an event as its desk finds them: what each form asks, when it is offered and which action it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_pages import Told
from tequio.calls.models import Call
from tequio.calls.office_forms import OfficeForm
from tequio.documents.rendering import Form
from tequio.listening import actions, forms
from tequio.listening.doors import Spot
from tequio.listening.mechanics import mechanics_of
from tequio.listening.models import EventStatus, EventTable
from tequio.meetings.letters import when, where

DRAFT, OPEN, HELD = EventStatus.DRAFT, EventStatus.OPEN, EventStatus.HELD


@dataclass(frozen=True, slots=True)
class Verb:
    """``statuses`` of the events on which it is offered; ``to_run``: only for who runs it, ``to_issue``: for who
    gives out documents; ``fields``: where each refusal is told."""

    title: Any
    lead: Any
    button: Any
    form: Callable[..., OfficeForm]
    does: Callable[[Spot, Any], object]
    done: Any
    given: Callable[[Spot], dict[str, Any]] = lambda spot: {}
    statuses: tuple[EventStatus, ...] = ()
    to_run: bool = False
    to_issue: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def with_calls(*args: Any, spot: Spot, **kwargs: Any) -> OfficeForm:
    calls = Call.objects.filter(exercise=spot.row).exclude(status="void").order_by("-pk")[:200]
    return forms.EventForm(*args, calls=list(calls), **kwargs)


def plain(form: type[OfficeForm]) -> Callable[..., OfficeForm]:
    def made(*args: Any, spot: Spot, **kwargs: Any) -> OfficeForm:
        return form(*args, **kwargs)

    return made


def write(spot: Spot, form: Any) -> object:
    if spot.event is None:
        return actions.prepare_event(exercise=spot.row, **form.details(), key=form.cleaned_data["key"], **spot.by)
    return actions.edit_event(event=spot.event, **form.details(), **spot.by)


def typed_of(spot: Spot) -> dict[str, Any]:
    event = spot.mine
    topics = event.topics.order_by("position").values_list("name", flat=True)
    values = {name: getattr(event, name) for name in ("kind", "purpose", "how")}
    call = event.call.uid if event.call else ""
    return {**values, "title": event.meeting.title, "topics": "\n".join(topics), "call": call, **span_of(spot)}


def span_of(spot: Spot) -> dict[str, Any]:
    meeting, zone = spot.mine.meeting, spot.exercise.zone
    begins, ends = meeting.begins_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    hours = {"day": begins.date(), "hour": begins.time(), "ends": ends.time()}
    return {**hours, "where": meeting.place, "link": meeting.link}


def move(spot: Spot, form: Any) -> object:
    data = form.cleaned_data
    told = {"place": data["where"], "link": data["link"], "reason": data["reason"]}
    return actions.move_event(event=spot.mine, **form.span(), **told, **spot.by)


def open_it(spot: Spot, form: Any) -> object:
    return actions.open_event(event=spot.mine, **spot.by)


def hold(spot: Spot, form: Any) -> object:
    return actions.hold_event(event=spot.mine, **spot.by)


def cancel(spot: Spot, form: Any) -> object:
    return actions.cancel_event(event=spot.mine, **form.cleaned_data, **spot.by)


def add_table(spot: Spot, form: Any) -> object:
    return actions.add_table(event=spot.mine, **form.cleaned_data, **spot.by)


def report(spot: Spot, form: Any) -> object:
    return actions.write_report(table=spot.here, **form.cleaned_data, **spot.by)


def issue(spot: Spot, form: Any) -> object:
    return actions.issue_report(table=spot.here, form=Form.DOCX, **form.cleaned_data, **spot.by)


def texts_of(table: EventTable) -> dict[str, Any]:
    return {"said": table.said, "proposals": table.proposals, "agreements": table.agreements}


OF_EXERCISE = {
    "nuevo": Verb(
        gettext_lazy("Preparar un evento"),
        gettext_lazy("Queda en preparación: nadie más lo lee hasta que usted lo anuncie."),
        gettext_lazy("Guardar"),
        with_calls,
        write,
        gettext_lazy("Se guardó el evento. Revíselo y anúncielo cuando esté listo."),
        lambda spot: {"key": uuid4()},
    ),
}
OF_EVENT = {
    "editar": Verb(
        gettext_lazy("Corregir el evento"),
        gettext_lazy("Mientras está en preparación se cambia todo."),
        gettext_lazy("Guardar los cambios"),
        with_calls,
        write,
        gettext_lazy("Se guardaron los cambios."),
        typed_of,
        (DRAFT,),
    ),
    "anunciar": Verb(
        gettext_lazy("Anunciar el evento"),
        gettext_lazy(
            "Desde este momento lo lee cualquiera. Después sólo se cambian la hora y el lugar, con su motivo."
        ),
        gettext_lazy("Anunciar"),
        plain(forms.PlainForm),
        open_it,
        gettext_lazy("El evento quedó anunciado."),
        statuses=(DRAFT,),
    ),
    "realizado": Verb(
        gettext_lazy("Marcar como realizado"),
        gettext_lazy("Se publican cuántas personas fueron, por sector, y las relatorías. No se puede deshacer."),
        gettext_lazy("Se realizó"),
        plain(forms.PlainForm),
        hold,
        gettext_lazy("El evento quedó como realizado."),
        statuses=(OPEN,),
        to_run=True,
    ),
    "mesa": Verb(
        gettext_lazy("Agregar una mesa"),
        gettext_lazy("Cada mesa tiene su tema y, después, su relatoría."),
        gettext_lazy("Agregar la mesa"),
        plain(forms.TableForm),
        add_table,
        gettext_lazy("Se agregó la mesa."),
        statuses=(DRAFT, OPEN, HELD),
        fields=(("say-something", "topic"), ("table-already-there", "topic"), ("too-many-tables", "topic")),
    ),
    "mover": Verb(
        gettext_lazy("Cambiar la hora o el lugar"),
        gettext_lazy("Ya se anunció: el motivo queda a la vista."),
        gettext_lazy("Cambiar"),
        plain(forms.MoveForm),
        move,
        gettext_lazy("Se cambió. El motivo ya se lee en su página."),
        span_of,
        (OPEN,),
        fields=(("say-something", "reason"),),
    ),
    "cancelar": Verb(
        gettext_lazy("Cancelar el evento"),
        gettext_lazy("No se puede deshacer. Si ya se anunció, el motivo queda a la vista."),
        gettext_lazy("Cancelar el evento"),
        plain(forms.ReasonForm),
        cancel,
        gettext_lazy("El evento quedó cancelado."),
        statuses=(DRAFT, OPEN),
        fields=(("say-something", "reason"),),
    ),
}
OF_TABLE = {
    "relatoria": Verb(
        gettext_lazy("Escribir la relatoría"),
        gettext_lazy("Se guarda mientras escribe. Se publica cuando el evento se marca como realizado."),
        gettext_lazy("Guardar la relatoría"),
        plain(forms.ReportForm),
        report,
        gettext_lazy("La relatoría quedó guardada."),
        lambda spot: texts_of(spot.here),
        (OPEN, HELD),
        to_run=True,
        fields=(("say-something", "said"),),
    ),
    "emitir": Verb(
        gettext_lazy("Emitir la relatoría"),
        gettext_lazy("Toma folio, número y huella. Si después cambia, se emite otra versión."),
        gettext_lazy("Emitir con folio"),
        plain(forms.IssueForm),
        issue,
        gettext_lazy("La relatoría tiene folio."),
        statuses=(HELD,),
        to_run=True,
        to_issue=True,
    ),
}


def told_of(spot: Spot) -> tuple[Told, ...]:
    """What is true before the change."""
    if spot.event is None:
        return ()
    event = spot.event
    lines = [
        Told(_("Evento"), event.meeting.title),
        Told(_("Situación"), str(EventStatus(event.status).label)),
        Told(_("Cuándo"), when(event.meeting)),
        Told(_("Dónde"), where(event.meeting)),
    ]
    if event.call is not None:
        lines.append(Told(_("Convocatoria"), f"{event.call.title} ({str(event.call.get_status_display()).lower()})"))
        lines.append(Told(_("Mecánica"), mechanics_of(event.call)[:300] or _("La convocatoria no la dice")))
    if spot.table is not None:
        lines.append(Told(_("Mesa"), f"{spot.table.number}. {spot.table.topic}"))
    return tuple(lines)


def told_done(name: str) -> str:
    """The sentence that follows what has just been done."""
    every = OF_EXERCISE | OF_EVENT | OF_TABLE
    return str(every[name].done) if name in every else ""
