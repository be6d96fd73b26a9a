"""What is written about the days off of a place, what each form does, and the page that tells first what it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_forms import DeskForm, day, text
from tequio.bodies.desk_pages import FieldShown, Told, errors_in, fields_of
from tequio.core.refusals import Refusal
from tequio.core.workdays import LocalDay
from tequio.people.models import Person
from tequio.places import actions
from tequio.places.models import Closure, Jurisdiction, NonWorkingDay
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.queries.days_moves import Moves, rehearsed
from tequio.workplans.queries.days_off import BASE, trail

#: under which field each refusal is told
FIELDS = {
    "day-already-off": "first",
    "day-far-away": "first",
    "closure-too-long": "last",
    "say-source": "source",
    "say-name": "name",
    "say-why": "reason",
}


class DayForm(DeskForm):
    first = day(gettext_lazy("Día"))
    last = day(
        gettext_lazy("Hasta, si son varios días seguidos"),
        gettext_lazy("Vacío: un solo día. Unas vacaciones se anotan completas, con sus sábados y domingos."),
        required=False,
    )
    name = text(
        gettext_lazy("Qué día es"), gettext_lazy("Por ejemplo: Feria municipal, vacaciones de verano."), longest=200
    )
    source = text(
        gettext_lazy("Dónde se publicó"),
        gettext_lazy("Periódico oficial, acuerdo o circular, con su número y fecha. Lo lee cualquiera."),
    )


class RemovalForm(DeskForm):
    reason = text(gettext_lazy("Por qué vuelve a ser hábil"), gettext_lazy("Lo lee cualquiera."))


class LoadForm(DeskForm):
    """A button to be sure of."""


@dataclass(frozen=True, slots=True)
class DayFormPage:
    """``moves``: what it would move, once it was asked; ``seen``: of which values that was told. ``offered``: the days to load."""

    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    place: str
    action: str
    back_url: str
    button: str
    fields: tuple[FieldShown, ...]
    told: tuple[Told, ...]
    errors: tuple[FormError, ...]
    moves: Moves | None = None
    seen: str = ""
    offered: tuple[LocalDay, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One verb: its sheet, what it does and on which days (first and last) that falls."""

    name: str
    title: str
    lead: str
    button: str
    form: type[DeskForm]
    does: Callable[[Mapping[str, Any], Person, datetime], object]
    days: Callable[[Mapping[str, Any]], tuple[tuple[date, date], ...]]
    told: tuple[Told, ...] = ()
    offered: tuple[LocalDay, ...] = ()


def adding(place: Jurisdiction) -> Change:
    def does(given: Mapping[str, Any], by: Person, at: datetime) -> object:
        said = {"jurisdiction": place, "name": given["name"], "source": given["source"], "by": by, "at": at}
        if given["last"] and given["last"] != given["first"]:
            return actions.add_closure(first_on=given["first"], last_on=given["last"], **said)
        return actions.add_non_working_day(day_on=given["first"], **said)

    return Change(
        "agregar",
        _("Agregar un día inhábil"),
        _("Antes de guardarlo verá qué fechas mueve."),
        _("Guardar el día"),
        DayForm,
        does,
        lambda given: ((given["first"], given["last"] or given["first"]),),
    )


def removing(row: NonWorkingDay | Closure) -> Change:
    def does(given: Mapping[str, Any], by: Person, at: datetime) -> object:
        if isinstance(row, Closure):
            return actions.remove_closure(closure=row, reason=given["reason"], by=by, at=at)
        return actions.remove_non_working_day(day=row, reason=given["reason"], by=by, at=at)

    span = (row.first_on, row.last_on) if isinstance(row, Closure) else (row.day_on, row.day_on)
    return Change(
        "quitar",
        _("Quitar un día inhábil"),
        _("Volverá a contarse como hábil. Qué día era y por qué se quitó queda en el registro."),
        _("Quitarlo"),
        RemovalForm,
        does,
        lambda given: (span,),
        (Told(_("Cuándo"), words.span(*span)), Told(_("Qué día es"), row.name), Told(_("Publicado en"), row.source)),
    )


def loading(place: Jurisdiction, year: int, days: tuple[LocalDay, ...]) -> Change:
    def does(given: Mapping[str, Any], by: Person, at: datetime) -> object:
        return actions.load_days_off(jurisdiction=place, days=days, by=by, at=at)

    return Change(
        "cargar",
        _("Cargar los días oficiales de %(year)s") % {"year": year},
        _("Los trae el paquete de reglas de este lugar, con su fuente. Los que ya estaban no se repiten."),
        _("Cargarlos"),
        LoadForm,
        does,
        lambda given: tuple((each.day, each.day) for each in days),
        offered=days,
    )


def form_page(
    place: Jurisdiction,
    change: Change,
    form: DeskForm,
    *,
    action: str,
    refused: tuple[FormError, ...] = (),
    moves: Moves | None = None,
) -> DayFormPage:
    return DayFormPage(
        title=change.title,
        description=change.lead,
        crumbs=trail(place, change.title),
        place=place.name,
        action=action,
        back_url=f"{BASE}{place.uid}/",
        button=change.button,
        fields=fields_of(form),
        told=change.told,
        errors=errors_in(form) or refused,
        moves=moves,
        seen=values_of(form) if moves else "",
        offered=change.offered,
        unverified=any("sin verificar" in each.source for each in change.offered),
    )


def values_of(form: DeskForm) -> str:
    """So that what is kept is what was told: other values are told again first."""
    return "|".join(str(form.cleaned_data[name] or "") for name in sorted(form.fields))


def rehearse(place: Jurisdiction, change: Change, form: DeskForm, *, by: Person, at: datetime) -> Moves:
    """Raises what the change itself refuses."""
    given = form.cleaned_data
    return rehearsed(place, lambda: change.does(given, by, at), change.days(given), person=by, at=at)


def error_of(refusal: Refusal, change: Change) -> tuple[FormError, ...]:
    field = FIELDS.get(refusal.code, "")
    return (FormError(str(refusal), field if field in change.form.base_fields else ""),)
