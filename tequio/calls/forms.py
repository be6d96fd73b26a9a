"""The shape of what an applicant and the office type. Nothing typed is lost, right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.calls.actions import Given
from tequio.calls.enclosing import Enclosure
from tequio.calls.models import ApplicantType, Call
from tequio.calls.rules import STAGES, rules_of
from tequio.calls.sectors import types_of
from tequio.core.eligibility import RuleKind, Verdict, judge

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

MOTIVE = 2000
TEXTS = ("applicant_type", "type_text", "organisation_name", "post", "name", "email", "state", "municipality", "motive")
#: the field of the page where each kind of rule is answered
FIELD_OF = {RuleKind.AVAILABILITY: "stages", RuleKind.HONORARY: "honorary", RuleKind.DECLARATION: "codes"}


def _told(required: StrOrPromise = "", longest: StrOrPromise = "") -> dict[str, Any]:
    return {"required": required, "max_length": longest or gettext_lazy("Este texto es demasiado largo: acórtelo.")}


class ApplicationForm(forms.Form):
    key = forms.UUIDField(error_messages={"required": gettext_lazy("Abra de nuevo la página.")})
    notice = forms.UUIDField()
    applicant_type = forms.ChoiceField(
        choices=ApplicantType.choices,
        error_messages={
            **_told(gettext_lazy("Elija desde dónde participa.")),
            "invalid_choice": gettext_lazy("Elija una de las opciones: la convocatoria es para ellas."),
        },
    )
    type_text = forms.CharField(required=False, max_length=120, error_messages=_told())
    organisation_name = forms.CharField(required=False, max_length=300, error_messages=_told())
    post = forms.CharField(required=False, max_length=200, error_messages=_told())
    name = forms.CharField(max_length=200, error_messages=_told(gettext_lazy("Escriba su nombre.")))
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": gettext_lazy("Escriba su correo: ahí llegan el acuse y el resultado."),
            "invalid": gettext_lazy("Eso no parece un correo. Debe ser como nombre@ejemplo.org."),
        },
    )
    state = forms.CharField(max_length=100, error_messages=_told(gettext_lazy("Escriba en qué estado vive.")))
    municipality = forms.CharField(required=False, max_length=120, error_messages=_told())
    motive = forms.CharField(
        max_length=MOTIVE,
        error_messages=_told(
            gettext_lazy("Cuente por qué quiere participar."),
            gettext_lazy("Su texto tiene a lo más 2,000 caracteres: acórtelo."),
        ),
    )
    stages = forms.MultipleChoiceField(required=False, choices=list(STAGES.items()))
    honorary = forms.BooleanField(required=False)
    adult = forms.BooleanField(required=False)
    codes = forms.MultipleChoiceField(required=False)
    accept = forms.BooleanField(
        error_messages=_told(gettext_lazy("Para enviarla hay que aceptar el aviso de privacidad."))
    )

    def __init__(self, *args: Any, call: Call, enclosures: Sequence[Enclosure] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules_of(call)
        codes = [(rule.code, rule.text) for rule in self.rules if rule.kind is RuleKind.DECLARATION]
        self.fields["codes"] = forms.MultipleChoiceField(required=False, choices=codes)
        self.fields["applicant_type"].choices = [(each.value, each.label) for each in types_of(call)]  # type: ignore[attr-defined]
        self.verdicts: tuple[Verdict, ...] = ()
        self.enclosures = enclosures
        self.fields |= {each.field: forms.Field(required=False) for each in enclosures if each.wrong}

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        if cleaned.get("applicant_type") == ApplicantType.OTHER and not cleaned.get("type_text"):
            self.add_error("type_text", _("Escriba con sus palabras desde dónde participa."))
        for row in self.enclosures:
            if row.wrong:
                self.add_error(row.field, row.wrong)
        self.given = self._given(cleaned)
        self.verdicts = judge(self.rules, self.given.declared())
        for each in self.verdicts:
            if not each.met and each.rule.holds_back:
                self.add_error(FIELD_OF[each.rule.kind], each.reason)
        return cleaned

    def _given(self, cleaned: dict[str, Any]) -> Given:
        told: dict[str, Any] = {name: cleaned.get(name, "") for name in TEXTS}
        told |= {name: tuple(cleaned.get(name, ())) for name in ("stages", "codes")}
        told |= {name: bool(cleaned.get(name)) for name in ("honorary", "adult")}
        return Given(**told)
