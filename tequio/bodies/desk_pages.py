"""A form of the desk as its page shows it: one sheet for every verb about bodies and seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms

from tequio.bodies.desk_forms import DeskForm
from tequio.exercises.queries import ExerciseHeader
from tequio.web.form_errors import FormError, errors_of
from tequio.web.pages import Crumb, Option

WIDGETS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.Textarea, "long"),
    (forms.CheckboxInput, "check"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """``kind``: hidden, long, check, select, file, or the type of the input. ``few`` options are shown all at once."""

    name: str
    label: str
    hint: str
    kind: str
    value: str
    required: bool
    options: tuple[Option, ...]
    errors: tuple[str, ...]
    #: the endings of the files that it takes
    accept: str = "application/pdf"

    @property
    def few(self) -> bool:
        return self.kind == "select" and len(self.options) <= 3


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the sheet beside the form."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    kicker: str
    lead: str
    button: str
    action: str
    back_url: str
    fields: tuple[FieldShown, ...]
    told: tuple[Told, ...]
    takes_files: bool
    errors: tuple[FormError, ...]


def fields_of(form: DeskForm) -> tuple[FieldShown, ...]:
    return tuple(field_shown(form[name]) for name in form.fields)


def field_shown(bound: forms.BoundField) -> FieldShown:
    widget = bound.field.widget
    kind = next((name for each, name in WIDGETS if isinstance(widget, each)), getattr(widget, "input_type", "text"))
    if widget.attrs.get("type") == "date":
        kind = "date"
    value = written(bound.value())
    choices = getattr(bound.field, "choices", ()) if kind == "select" else ()
    return FieldShown(
        name=bound.name,
        label=str(bound.label),
        hint=str(bound.help_text),
        kind=kind,
        value=value,
        required=bound.field.required,
        options=tuple(Option(str(label), str(code), str(code) == value) for code, label in choices),
        errors=tuple(map(str, bound.errors)),
        accept=str(widget.attrs.get("accept", "application/pdf")),
    )


def written(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def errors_in(form: DeskForm) -> tuple[FormError, ...]:
    """On top, each with the label of its field; beside the field the label is already there."""
    if not form.is_bound:
        return ()
    return tuple(
        FormError(f"{form[each.field].label}: {each.text}" if each.field else each.text, each.field)
        for each in errors_of(form)
    )
