from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.privacy.models import Outcome, Right

LONGEST = 4000
TOO_LONG = _("Este texto tiene a lo más 4,000 caracteres: resúmalo.")


class RequestForm(forms.Form):
    key = forms.UUIDField(
        error_messages={"required": _("Abra de nuevo la página."), "invalid": _("Abra de nuevo la página.")}
    )
    jurisdiction = forms.UUIDField(
        error_messages={"required": _("Elija el lugar."), "invalid": _("Elija el lugar de la lista.")}
    )
    right = forms.ChoiceField(
        choices=Right.choices,
        error_messages={"required": _("Elija qué pide."), "invalid_choice": _("Elija una de las cuatro opciones.")},
    )
    name = forms.CharField(
        max_length=200,
        error_messages={
            "required": _("Escriba su nombre, para saber a quién responder."),
            "max_length": _("El nombre tiene a lo más 200 caracteres."),
        },
    )
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Escriba el correo al que llegará la respuesta."),
            "invalid": _("Eso no parece un correo. Debe ser como nombre@ejemplo.org."),
            "max_length": _("Un correo tiene a lo más 254 caracteres."),
        },
    )
    text = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Cuente qué pide y sobre qué datos, con lo que ayude a encontrarlos."),
            "max_length": TOO_LONG,
        },
    )


class WordsForm(forms.Form):
    """One text: a detail, a reason."""

    text = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Falta escribir el texto."), "max_length": TOO_LONG}
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=Outcome.choices,
        error_messages={"required": _("Elija si procede."), "invalid_choice": _("Elija una de las tres opciones.")},
    )
    answer = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Escriba la respuesta: qué se hará o por qué no procede."),
            "max_length": TOO_LONG,
        },
    )


def typed(data: Any, *names: str) -> dict[str, str]:
    """What was typed, to show it again."""
    return {name: str(data.get(name, ""))[: LONGEST + 200] for name in names}
