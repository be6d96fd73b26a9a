"""The verbs of a call as its office finds them: what each form asks, what it tells beforehand and which action it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.desk_pages import Told
from tequio.calls import actions
from tequio.calls import office_forms as forms
from tequio.calls.decided import has_ended
from tequio.calls.doors import Visit
from tequio.calls.models import Call, Mechanism, Status
from tequio.calls.records import last_day_of
from tequio.people.models import Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tequio.web.words import long_date


@dataclass(frozen=True, slots=True)
class Spot:
    """Who is at the office, and before which call."""

    visit: Visit
    call: Call | None = None

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.visit.person, "at": self.visit.at}

    @property
    def mine(self) -> Call:
        return cast("Call", self.call)


@dataclass(frozen=True, slots=True)
class Verb:
    """``statuses`` of the calls on which it is ``offered``; ``fields``: where each refusal is told."""

    title: Any
    lead: Any
    button: Any
    form: type[forms.OfficeForm]
    does: Callable[[Spot, Any], object]
    done: Any
    given: Callable[[Spot], dict[str, Any]] = lambda spot: {}
    statuses: tuple[Status, ...] = ()
    fields: tuple[tuple[str, str], ...] = (("window-backwards", "closes_on"),)
    offered: Callable[[Call], bool] = lambda call: True


def write(spot: Spot, form: Any) -> object:
    days = {name: form.cleaned_data[name] for name in ("title", "opens_on", "closes_on")}
    if spot.call is None:
        key = form.cleaned_data["key"]
        return actions.create_call(exercise=spot.visit.row, **days, details=form.details(), key=key, **spot.by)
    return actions.edit_call(call=spot.call, **days, details=form.details(), **spot.by)


def publish(spot: Spot, form: Any) -> object:
    return actions.publish_call(call=spot.mine, **spot.by)


def extend(spot: Spot, form: Any) -> object:
    return actions.extend_call(call=spot.mine, **form.cleaned_data, **spot.by)


def add(spot: Spot, form: Any) -> object:
    return actions.add_addendum(call=spot.mine, **form.cleaned_data, **spot.by)


def name_body(spot: Spot, form: Any) -> object:
    return actions.name_selecting_body(call=spot.mine, **form.cleaned_data, **spot.by)


def void(spot: Spot, form: Any) -> object:
    return actions.void_call(call=spot.mine, **form.cleaned_data, **spot.by)


def reissue(spot: Spot, form: Any) -> object:
    return actions.reissue_call(call=spot.mine, **form.cleaned_data, **spot.by)


def tell_privacy(spot: Spot, form: Any) -> object:
    where = spot.visit.row.jurisdiction
    return publish_notice(jurisdiction=where, purpose=Purpose.APPLICATION, **form.cleaned_data, **spot.by)


def describe(spot: Spot, form: Any) -> object:
    return actions.describe_mechanism(exercise=spot.visit.row, **form.cleaned_data, **spot.by)


def mechanism_today(spot: Spot) -> dict[str, Any]:
    found = Mechanism.objects.filter(exercise=spot.visit.row).select_related("organiser").first()
    if found is None:
        return {}
    values = {name: getattr(found, name) for name in ("name", "plan", "first_year", "last_year")}
    return {**values, "organiser": found.organiser.uid}


def notice_today(spot: Spot) -> dict[str, Any]:
    last = notice_in_force(spot.visit.row.jurisdiction_id, Purpose.APPLICATION)
    return {"text": last.text, "kept_days": last.kept_days} if last else {"kept_days": 365}


OF_EXERCISE = {
    "nueva": Verb(
        gettext_lazy("Escribir una convocatoria"),
        gettext_lazy("Se guarda como borrador: nadie más la lee hasta que usted la publique."),
        gettext_lazy("Guardar el borrador"),
        forms.CallForm,
        write,
        gettext_lazy("Se guardó el borrador. Revíselo y publíquelo cuando esté listo."),
        lambda spot: {**forms.new_call(spot.visit.row, spot.visit.row.jurisdiction.today(spot.visit.at))},
    ),
    "aviso": Verb(
        gettext_lazy("Aviso de privacidad de las solicitudes"),
        gettext_lazy("Lo lee y lo acepta cada persona antes de enviar su solicitud. Cada cambio es una versión nueva."),
        gettext_lazy("Publicar el aviso"),
        forms.NoticeForm,
        tell_privacy,
        gettext_lazy("Se publicó el aviso de privacidad."),
        notice_today,
        fields=(("notice-is-the-same", "text"),),
    ),
    "dialogo": Verb(
        gettext_lazy("Describir el mecanismo de diálogo"),
        gettext_lazy("Cómo se llama, quién lo organiza, para qué plan y en qué años. Es público."),
        gettext_lazy("Guardar"),
        forms.MechanismForm,
        describe,
        gettext_lazy("Se guardó el mecanismo de diálogo."),
        mechanism_today,
        fields=(("years-backwards", "last_year"),),
    ),
}
OF_CALL = {
    "editar": Verb(
        gettext_lazy("Corregir el borrador"),
        gettext_lazy("Mientras sea borrador se cambia todo. Después de publicarla, sólo con adendas."),
        gettext_lazy("Guardar los cambios"),
        forms.CallForm,
        write,
        gettext_lazy("Se guardaron los cambios."),
        lambda spot: forms.typed_of(spot.mine),
        (Status.DRAFT,),
    ),
    "publicar": Verb(
        gettext_lazy("Publicar la convocatoria"),
        gettext_lazy("Desde este momento la lee cualquiera. Lo que cambie después se dirá en una adenda, a la vista."),
        gettext_lazy("Publicar"),
        forms.PublishForm,
        publish,
        gettext_lazy("La convocatoria quedó publicada."),
        statuses=(Status.DRAFT,),
    ),
    "ampliar": Verb(
        gettext_lazy("Dar más días"),
        gettext_lazy("Sólo mientras está abierta. El cierre anterior queda a la vista."),
        gettext_lazy("Ampliar el plazo"),
        forms.ExtendForm,
        extend,
        gettext_lazy("Se amplió el plazo."),
        statuses=(Status.PUBLISHED,),
    ),
    "adenda": Verb(
        gettext_lazy("Agregar una adenda"),
        gettext_lazy("Una aclaración a lo que ya se publicó."),
        gettext_lazy("Publicar la adenda"),
        forms.AddendumForm,
        add,
        gettext_lazy("Se publicó la adenda."),
        statuses=(Status.PUBLISHED,),
    ),
    "organo": Verb(
        gettext_lazy("Nombrar otro órgano que selecciona"),
        gettext_lazy(
            "Cuando el que dice la convocatoria terminó o no puede votarlo. Lo que estaba en el orden del día de "
            "aquel ya no cuenta: la selección se lleva a una sesión del nuevo."
        ),
        gettext_lazy("Nombrar este órgano"),
        forms.SelectingBodyForm,
        name_body,
        gettext_lazy("Se nombró al órgano que selecciona. Quedó como adenda, a la vista."),
        statuses=(Status.PUBLISHED,),
        fields=(("body-cannot-select", "body"), ("needs-a-reason", "reason")),
        offered=lambda call: call.takes_applications and call.results_at is None,
    ),
    "desierta": Verb(
        gettext_lazy("Declarar desierta"),
        gettext_lazy("Deja de recibir solicitudes y no se puede deshacer. Después se puede volver a emitir."),
        gettext_lazy("Declarar desierta"),
        forms.VoidForm,
        void,
        gettext_lazy("Se declaró desierta."),
        statuses=(Status.PUBLISHED,),
    ),
    "reemitir": Verb(
        gettext_lazy("Volver a emitir"),
        gettext_lazy("Se hace un borrador con el mismo texto y otras fechas; cada una dice cuál es la otra."),
        gettext_lazy("Hacer el borrador"),
        forms.ReissueForm,
        reissue,
        gettext_lazy("Se hizo el borrador de la nueva convocatoria. Revíselo y publíquelo."),
        lambda spot: {"key": uuid4()},
        (Status.VOID,),
    ),
}


def told_of(spot: Spot) -> tuple[Told, ...]:
    """What is true before the change."""
    if spot.call is None:
        return ()
    call = spot.call
    lines = [Told(_("Convocatoria"), call.title), Told(_("Situación"), str(call.state(spot.visit.at).label))]
    if (last := last_day_of(call)) is not None:
        lines.append(Told(_("Último día"), long_date(last)))
    if call.selected_by is not None:
        over = _("%(body)s (ya terminó)") if has_ended(call, spot.visit.at) else "%(body)s"
        lines.append(Told(_("Quién selecciona"), over % {"body": call.selected_by.name}))
    if call.takes_applications and call.status != Status.DRAFT:
        lines.append(Told(_("Solicitudes recibidas"), str(call.applications.count())))
    return tuple(lines)


def told_done(name: str) -> str:
    """The sentence that follows what has just been done."""
    every = OF_EXERCISE | OF_CALL
    return str(every[name].done) if name in every else ""
