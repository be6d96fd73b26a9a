"""The page where the office records that an institution took the place of another, with all that passes told beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tequio.bodies.desk import Spot, Verb
from tequio.bodies.desk_forms import DeskForm, choice, day, long_text
from tequio.bodies.desk_pages import Told
from tequio.bodies.views.desk import answer, doorkeeper
from tequio.commitments.handover import Passing, hand_over_institution, passing
from tequio.people.models import Organisation, Person
from tequio.web.words import joined


class HandOverForm(DeskForm):
    organisation = choice(gettext_lazy("Qué institución toma su lugar"), ())
    on = day(gettext_lazy("Desde qué día"))
    reason = long_text(
        gettext_lazy("Con qué fundamento"), gettext_lazy("El decreto o la reforma, con su fecha. Es público.")
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Revisé lo que pasa a la otra institución: esto no se deshace"),
        error_messages={"required": gettext_lazy("Marque que revisó lo que pasa a la otra institución.")},
    )


def does(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    data = form.cleaned_data
    return hand_over_institution(
        organisation=cast("Organisation", spot.organisation),
        successor=form.organisation_chosen(),
        on=data["on"],
        reason=data["reason"],
        by=by,
        at=at,
    )


def tells(spot: Spot) -> tuple[Told, ...]:
    found = passing(cast("Organisation", spot.organisation))
    return (Told(_("Lo que pasa"), in_words(found)), Told(_("Lo que no cambia"), unchanged()))


def in_words(found: Passing) -> str:
    parts = (
        (found.seats, ngettext("%(n)s asiento", "%(n)s asientos", found.seats)),
        (found.posts, ngettext("%(n)s puesto", "%(n)s puestos", found.posts)),
        (found.commitments, ngettext("%(n)s compromiso", "%(n)s compromisos", found.commitments)),
        (found.plans, ngettext("%(n)s plan de trabajo", "%(n)s planes de trabajo", found.plans)),
        (
            found.responsibilities,
            ngettext("%(n)s actividad o meta", "%(n)s actividades o metas", found.responsibilities),
        ),
    )
    told = [text % {"n": n} for n, text in parts if n]
    return joined(told) or _("Nada: no tiene asientos ni responde por nada que siga abierto.")


def unchanged() -> str:
    return _("Lo que firmó y lo que entregó conservan su nombre, y sus asientos anteriores quedan en la historia.")


HAND_OVER = Verb(
    gettext_lazy("Registrar el relevo de una institución"),
    gettext_lazy("La institución que la sucede recibe sus asientos, sus puestos y lo que le toca responder."),
    gettext_lazy("Registrar el relevo"),
    HandOverForm,
    does,
    gettext_lazy("Se registró el relevo."),
    lambda spot: {"on": spot.exercise.today},
    tells=tells,
)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    one = Organisation.objects.filter(jurisdiction=place, uid=uid).select_related("jurisdiction").first()
    if one is None:
        raise Http404(uid)
    return answer(request, "relevo", HAND_OVER, Spot(exercise, place, organisation=one), person)
