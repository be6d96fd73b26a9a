from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Escriba su correo electrónico."),
            "invalid": _("Eso no parece un correo. Debe ser como nombre@ejemplo.org."),
            "max_length": _("Un correo tiene a lo más 254 caracteres."),
        },
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=40,
        error_messages={
            "required": _("Escriba el código de seis cifras que llegó a su correo."),
            "max_length": _("El código tiene seis cifras."),
        },
    )
