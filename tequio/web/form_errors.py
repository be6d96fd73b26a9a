"""What is wrong in a form: told on top with a link to the field, and again at the field."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True, slots=True)
class FormError:
    """``field`` is the id of the field, empty when the whole form is meant."""

    text: str
    field: str = ""


def errors_of(form: BaseForm) -> tuple[FormError, ...]:
    return tuple(
        FormError(str(text), "" if name == "__all__" else name) for name, texts in form.errors.items() for text in texts
    )
