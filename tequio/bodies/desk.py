"""The verbs of the desk: what each form asks, what it tells beforehand and which action it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.bodies import actions
from tequio.bodies import desk_forms as forms
from tequio.bodies.actions.bodies import Act
from tequio.bodies.actions.directory import Offer
from tequio.bodies.actions.ending import agreements_open, sessions_ahead
from tequio.bodies.actions.succession import Holder
from tequio.bodies.desk_pages import Told
from tequio.bodies.models import Body, Kind, Pledge, PledgeKind, Seat, Session, SessionStatus
from tequio.bodies.queries.alarms import seat_words
from tequio.bodies.queries.pages import day_shown, seats_on
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.people.actions import create_person
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction
from tequio.web.words import long_date


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the desk stands: a place, and in it a body, a seat of it, a pledge or an organisation."""

    exercise: ExerciseHeader
    place: Jurisdiction
    body: Body | None = None
    seat: Seat | None = None
    pledge: Pledge | None = None
    organisation: Organisation | None = None

    @property
    def url(self) -> str:
        if self.organisation:
            return f"{self.exercise.url}directorio/"
        return f"{self.exercise.url}organos/{self.body.uid}/" if self.body else f"{self.exercise.url}organos/"

    @property
    def name(self) -> str:
        if self.seat:
            return seat_words(self.seat)
        named = (self.pledge and self.pledge.what) or (self.organisation and self.organisation.name)
        return named or (self.body.name if self.body else self.place.name)


Does = Callable[[Spot, Any, Person, datetime], object]
Given = Callable[[Spot], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verb:
    """``does`` receives the spot, the valid form, who and when; what it returns with a ``uid`` is named in the notice."""

    title: Any
    lead: Any
    button: Any
    form: type[forms.DeskForm]
    does: Does
    done: Any
    given: Given = lambda spot: {}
    undoes: bool = False
    #: of a field, what may be chosen in that spot
    choices: Callable[[Spot], dict[str, list[tuple[str, str]]]] = lambda spot: {}
    #: what else is told beside the form
    tells: Callable[[Spot], tuple[Told, ...]] = lambda spot: ()


def person_called(form: Any, place: Jurisdiction, by: Person, at: datetime) -> Person | None:
    """The one who enters with that e-mail, wherever she opened her account; else the only one with that name here; else a new one."""
    name, email = form.cleaned_data["person"].strip(), form.cleaned_data["email"].strip().lower()
    if email and (known := Person.objects.filter(account__email=email).first()):
        return known
    if not name:
        return None
    same = list(Person.objects.filter(jurisdiction=place, name=name)[:2]) if not email else []
    return same[0] if len(same) == 1 else create_person(jurisdiction=place, name=name, email=email, by=by, at=at)


def create(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    body = actions.create_body(jurisdiction=spot.place, by=by, at=at, **form.cleaned_data)
    actions.use_body(body=body, exercise=Exercise.objects.get(pk=spot.exercise.id), by=by, at=at)
    return body


def record_act(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    data = form.cleaned_data
    act = Act(data["reference"], data["url"], form.kept(at))
    actions.record_installation(body=body_of(spot), installed_on=data["installed_on"], act=act, by=by, at=at)


def seat(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    names = ("role", "votes", "sector", "starts_on", "term_ends_on", "territory", "gender")
    values = {name: form.cleaned_data[name] for name in names}
    organisation = form.organisation_chosen()
    if organisation and not values["sector"] and values["role"] != "facilitador":
        kind = organisation.kind_on(spot.exercise.today)
        values["sector"] = kind.value if kind else ""
    who = person_called(form, spot.place, by, at)
    return actions.add_seat(body=body_of(spot), organisation=organisation, person=who, by=by, at=at, **values)


def replace(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    data = form.cleaned_data
    who = person_called(form, spot.place, by, at)
    holder = Holder(cast("Person", who), data["term_ends_on"], data["territory"], data["gender"])
    return actions.replace_holder(seat=seat_of(spot), holder=holder, on=data["on"], reason=data["reason"], by=by, at=at)


def vacate(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    return actions.leave_vacant(seat=seat_of(spot), **form.cleaned_data, by=by, at=at)


def set_term(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    data = form.cleaned_data
    actions.set_term(seat=seat_of(spot), ends_on=data["term_ends_on"], reason=data["reason"], by=by, at=at)


def show_name(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    data = form.cleaned_data
    actions.show_name(seat=seat_of(spot), shown=data["shown"] == "yes", source=data["source"], by=by, at=at)


def settle(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    data = form.cleaned_data | {"suplente_votes": form.cleaned_data["suplente_votes"] == "yes"}
    actions.settle_suplente_vote(body=body_of(spot), **data, by=by, at=at)


def declare(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    if spot.organisation:
        actions.declare_interests(organisation=spot.organisation, **form.cleaned_data, by=by, at=at)


def pledge(spot: Spot, form: Any, by: Person, at: datetime) -> object:
    data = form.cleaned_data
    offer = Offer(
        data["giver"],
        PledgeKind(data["kind"]),
        data["what"],
        data["promised_on"],
        data["amount"],
        data["unit"],
        Session.objects.get(body=body_of(spot), uid=data["session"]) if data["session"] else None,
    )
    return actions.record_pledge(body=body_of(spot), offer=offer, by=by, at=at, key=data["key"])


def meetings_of(spot: Spot) -> dict[str, list[tuple[str, str]]]:
    """Those to which the body was called, the last first."""
    rows = Session.objects.filter(body=body_of(spot), convened_at__isnull=False).select_related("meeting__exercise")
    rows = rows.exclude(status=SessionStatus.CANCELLED).order_by("-meeting__begins_at", "-pk")
    found = [(str(each.uid), f"{each}, {long_date(each.meeting.day())}") for each in rows[:100]]
    return {"session": [("", _("Fuera de una reunión")), *found]}


def end_pledge(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    data, given = form.cleaned_data, cast("Pledge", spot.pledge)
    if data["ending"] == "received":
        actions.receive_pledge(pledge=given, on=data["on"], by=by, at=at)
    else:
        actions.withdraw_pledge(pledge=given, on=data["on"], reason=data["reason"], by=by, at=at)


def end(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    actions.end_body(body=body_of(spot), **form.cleaned_data, by=by, at=at)


def take_back(spot: Spot, form: Any, by: Person, at: datetime) -> None:
    actions.take_back_end(body=body_of(spot), **form.cleaned_data, by=by, at=at)


def seats_told(spot: Spot) -> Told:
    seats = seats_on(body_of(spot), day_shown(body_of(spot), spot.exercise.today))
    held = sum(not each.is_vacant() for each in seats)
    counted = ngettext("%(n)s asiento", "%(n)s asientos", len(seats)) % {"n": len(seats)}
    return Told(_("Sus asientos"), _("%(seats)s; en %(held)s se sienta alguien") % {"seats": counted, "held": held})


def what_ends(spot: Spot) -> tuple[Told, ...]:
    """And what has to be finished before."""
    lines = [seats_told(spot)]
    if ahead := [each.meeting.title for each in sessions_ahead(body_of(spot))]:
        lines.append(Told(_("Antes hay que cancelar o concluir"), "; ".join(ahead)))
    if count := agreements_open(body_of(spot)).count():
        lines.append(Told(_("Acuerdos que antes hay que cerrar"), str(count)))
    return tuple(lines)


def why_it_ended(spot: Spot) -> tuple[Told, ...]:
    body = body_of(spot)
    lines = [Told(_("Terminó el"), long_date(body.dissolved_on))] if body.dissolved_on else []
    return (*lines, Told(_("Motivo"), body.ended_why or "—"), seats_told(spot))


def body_of(spot: Spot) -> Body:
    return cast("Body", spot.body)


def seat_of(spot: Spot) -> Seat:
    return cast("Seat", spot.seat)


@transaction.atomic
def perform(verb: Verb, spot: Spot, form: Any, by: Person, at: datetime) -> object:
    """All of it or nothing: a person that was not seated is not left behind."""
    return verb.does(spot, form, by, at)


BODIES = {
    "nuevo": Verb(
        gettext_lazy("Registrar un órgano"),
        gettext_lazy("Queda en la lista pública del lugar y participa en este ejercicio."),
        gettext_lazy("Registrar el órgano"),
        forms.BodyForm,
        create,
        gettext_lazy("Se registró el órgano. Ahora ocupe sus asientos y guarde su acta de instalación."),
        lambda spot: {"kind": Kind.SECRETARIAT},
    )
}
OF_BODY = {
    "acta": Verb(
        gettext_lazy("Acta de instalación"),
        gettext_lazy("Con qué consta que el órgano existe y desde cuándo."),
        gettext_lazy("Guardar el acta"),
        forms.ActForm,
        record_act,
        gettext_lazy("Se guardó el acta de instalación."),
        lambda spot: {
            "installed_on": body_of(spot).installed_on,
            "reference": body_of(spot).act_reference,
            "url": body_of(spot).act_url,
        },
    ),
    "asiento-nuevo": Verb(
        gettext_lazy("Ocupar un asiento"),
        gettext_lazy("Un titular con voto, su suplente, un enlace que prepara o quien facilita sin votar."),
        gettext_lazy("Registrar el asiento"),
        forms.SeatForm,
        seat,
        gettext_lazy("Se registró el asiento."),
        lambda spot: {"starts_on": spot.exercise.today, "role": "titular", "votes": True},
    ),
    "voto": Verb(
        gettext_lazy("Resolver si votan los suplentes"),
        gettext_lazy("Queda a la vista quién lo decidió, cuándo y por qué. Lo anterior no se borra."),
        gettext_lazy("Registrar lo que se decidió"),
        forms.VotingForm,
        settle,
        gettext_lazy("Quedó registrado lo que se decidió de los suplentes."),
        lambda spot: {"decided_on": spot.exercise.today, "kind": "commitments"},
    ),
    "apoyo-nuevo": Verb(
        gettext_lazy("Registrar un apoyo"),
        gettext_lazy("Lo que las vecinas y los vecinos ofrecen: dinero, materiales o mano de obra."),
        gettext_lazy("Registrar el apoyo"),
        forms.PledgeForm,
        pledge,
        gettext_lazy("Se registró el apoyo."),
        lambda spot: {"promised_on": spot.exercise.today, "key": uuid4()},
        choices=meetings_of,
    ),
    "fin": Verb(
        gettext_lazy("Registrar que el órgano terminó"),
        gettext_lazy(
            "Con él terminan sus asientos: nadie vota, comenta ni es convocado por ellos. Su historia se sigue leyendo."
        ),
        gettext_lazy("Registrar que terminó"),
        forms.EndForm,
        end,
        gettext_lazy("Se registró que el órgano terminó."),
        lambda spot: {"on": spot.exercise.today},
        tells=what_ends,
    ),
    "fin-deshacer": Verb(
        gettext_lazy("Deshacer el fin del órgano"),
        gettext_lazy("El órgano sigue en funciones y quienes ocupaban sus asientos los ocupan otra vez."),
        gettext_lazy("Deshacer el fin"),
        forms.TakeBackEndForm,
        take_back,
        gettext_lazy("Se deshizo: el órgano sigue en funciones y sus asientos también."),
        tells=why_it_ended,
    ),
}
OF_SEAT = {
    "relevo": Verb(
        gettext_lazy("Cambiar a quien ocupa el asiento"),
        gettext_lazy("Quien estaba deja de votar ese día y queda en la historia del órgano."),
        gettext_lazy("Registrar el cambio"),
        forms.ReplaceForm,
        replace,
        gettext_lazy("Otra persona ocupa el asiento."),
        lambda spot: {"on": spot.exercise.today, "territory": seat_of(spot).territory},
        undoes=True,
    ),
    "vacante": Verb(
        gettext_lazy("Dejar vacante el asiento"),
        gettext_lazy("Desde ese día nadie vota ahí, salvo su suplente. La vacante se anuncia hasta que se ocupe."),
        gettext_lazy("Dejar vacante"),
        forms.VacantForm,
        vacate,
        gettext_lazy("El asiento quedó vacante."),
        lambda spot: {"on": spot.exercise.today},
        undoes=True,
    ),
    "periodo": Verb(
        gettext_lazy("Fijar el periodo"),
        gettext_lazy(
            "Un periodo que terminó se anuncia como vencido; la persona sigue ahí hasta que llegue quien la releva."
        ),
        gettext_lazy("Guardar el periodo"),
        forms.TermForm,
        set_term,
        gettext_lazy("Se fijó el periodo."),
        lambda spot: {"term_ends_on": seat_of(spot).term_ends_on},
    ),
    "nombre": Verb(
        gettext_lazy("Mostrar u ocultar el nombre"),
        gettext_lazy("El público lee el puesto. El nombre, sólo si la persona aceptó."),
        gettext_lazy("Guardar"),
        forms.NameForm,
        show_name,
        gettext_lazy("Quedó como se pidió."),
        lambda spot: {
            "shown": "yes" if seat_of(spot).name_shown_on else "no",
            "source": seat_of(spot).name_shown_source,
        },
    ),
}
OF_PLEDGE = {
    "cierre": Verb(
        gettext_lazy("Qué pasó con el apoyo"),
        gettext_lazy("Se recibió, o ya no se dará y por qué. Es público."),
        gettext_lazy("Registrar"),
        forms.PledgeEndForm,
        end_pledge,
        gettext_lazy("Quedó registrado qué pasó con el apoyo."),
        lambda spot: {"on": spot.exercise.today, "ending": "received"},
    )
}
OF_ORGANISATION = {
    "temas": Verb(
        gettext_lazy("Temas que le interesan"),
        gettext_lazy("Con ellos se la encuentra en el directorio."),
        gettext_lazy("Guardar los temas"),
        forms.InterestsForm,
        declare,
        gettext_lazy("Se guardaron los temas."),
        lambda spot: {
            "topics": "\n".join(
                cast("Organisation", spot.organisation).interests.order_by("topic").values_list("topic", flat=True)
            ),
            "declared_on": spot.exercise.today,
        },
    )
}


def told(verb: str) -> str:
    """The sentence that follows what has just been done."""
    if verb == "usado":
        return _("Este ejercicio trabaja ya con este órgano.")
    if verb == "apoyo-deshecho":
        return _("Se deshizo: el apoyo sigue ofrecido.")
    if verb == "deshecho":
        return _("Se deshizo: quien estaba antes ocupa otra vez el asiento.")
    every = BODIES | OF_BODY | OF_SEAT | OF_PLEDGE | OF_ORGANISATION
    return str(every[verb].done) if verb in every else ""


def told_of_directory(verb: str) -> str:
    done = {
        "temas": _("Se guardaron los temas."),
        "relevo": _(
            "Se registró el relevo: la institución que sigue recibió sus asientos y lo que le tocaba responder."
        ),
    }
    return done.get(verb, "")


def kicker(spot: Spot) -> str:
    return spot.name if not spot.seat else _("%(seat)s · %(body)s") % {"seat": spot.name, "body": body_of(spot).name}
