"""The verbs of the dialogue as a seat and the office find them on its page: what each form asks and which action it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.utils.translation import gettext_lazy

from tequio.bodies.models import Seat, SeatRole
from tequio.calls import actions
from tequio.calls import dialogue_forms as forms
from tequio.calls.hearing import Hearing
from tequio.calls.models import Declaration, Mechanism
from tequio.calls.office_forms import OfficeForm
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is at the dialogue of an exercise. ``own`` are the seats she holds that day in bodies of the place, ``seats`` those for
    which she may speak in the dialogue: hers in the body that organises it, or every one for the office."""

    person: Person
    row: Exercise
    exercise: ExerciseHeader
    at: datetime
    keeps: bool
    mechanism: Mechanism | None
    own: tuple[Seat, ...]
    seats: tuple[Seat, ...]

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.person, "at": self.at}

    @property
    def dialogue(self) -> Mechanism:
        return cast("Mechanism", self.mechanism)

    def unheard(self) -> frozenset[int]:
        """Of the seats for which she may speak, those that have not heard their sector. Two queries."""
        hearing = Hearing(self.dialogue)
        return frozenset(each.pk for each in self.seats if hearing.first_day(each) is None)


def seats_held(person: Person, row: Exercise, at: datetime) -> tuple[Seat, ...]:
    """Whoever facilitates speaks for nobody. One query."""
    held = Seat.objects.held_on(row.today(at)).filter(person=person, body__jurisdiction=row.jurisdiction)
    return tuple(
        held.exclude(role=SeatRole.FACILITADOR).select_related("organisation", "body__jurisdiction").order_by("pk")
    )


def seats_spoken_for(
    mechanism: Mechanism | None, own: Sequence[Seat], *, keeps: bool, at: datetime
) -> tuple[Seat, ...]:
    if mechanism is None:
        return ()
    if not keeps:
        return tuple(each for each in own if each.body_id == mechanism.organiser_id)
    held = Seat.objects.held_on(mechanism.exercise.today(at)).filter(body_id=mechanism.organiser_id)
    held = held.exclude(role=SeatRole.FACILITADOR).exclude(person=None)
    return tuple(held.select_related("organisation", "body__jurisdiction").order_by("pk")[:500])


@dataclass(frozen=True, slots=True)
class Verb:
    """``of_office``: only the secretaría técnica does it. ``fields``: where each refusal is told."""

    title: Any
    lead: Any
    button: Any
    form: Callable[..., OfficeForm]
    does: Callable[[Voice, Any], str]
    of_office: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def given(voice: Voice) -> dict[str, Any]:
    """What stands in an empty form."""
    return {"key": uuid4(), "proposed_on": voice.row.today(voice.at)}


def hear(voice: Voice, form: Any) -> str:
    data = {name: form.cleaned_data[name] for name in ("key", "seat", "held_on", "people", "text", "evidence_url")}
    actions.record_inclusion(mechanism=voice.dialogue, evidence=form.attached, **data, **voice.by)
    return "inclusion"


def propose(voice: Voice, form: Any) -> str:
    """It tells at once whether a finding is left."""
    data = {name: form.cleaned_data[name] for name in ("seat", "title", "proposed_on")}
    made = actions.propose_topic(mechanism=voice.dialogue, **data, **voice.by)
    heard = Hearing(voice.dialogue).first_day(made.seat)
    return "tema" if heard is not None and heard < made.proposed_on else "tema-sin-escuchar"


def declare(voice: Voice, form: Any) -> str:
    actions.record_declaration(exercise=voice.row, **form.cleaned_data, **voice.by)
    return "declaracion"


def call(voice: Voice, form: Any) -> str:
    data = form.cleaned_data
    actions.call_signers(declaration=data["declaration"], body=data["signers"], **voice.by)
    return "llamar"


def with_declarations(data: Any, files: Any, *, voice: Voice, **kwargs: Any) -> OfficeForm:
    found = voice.row.declarations.select_related("exercise__jurisdiction").order_by("-declared_on", "-pk")
    return forms.CallSignersForm(data, files, declarations=found[:200], **kwargs)


def of_seats(form: type[forms.SeatForm], *, warns: bool = False) -> Callable[..., OfficeForm]:
    """The form with the seats of who fills it."""

    def made(data: Any, files: Any, *, voice: Voice, **kwargs: Any) -> OfficeForm:
        unheard = voice.unheard() if warns else frozenset()
        return form(data, files, seats=voice.seats, unheard=unheard, **kwargs)

    return made


def without_seats(data: Any, files: Any, *, voice: Voice, **kwargs: Any) -> OfficeForm:
    return forms.DeclarationForm(data, files, **kwargs)


VERBS = {
    "inclusion": Verb(
        gettext_lazy("Registrar una actividad de inclusión"),
        gettext_lazy("Qué hizo un asiento para escuchar a su sector, antes de proponer un tema. Es público."),
        gettext_lazy("Registrar"),
        of_seats(forms.InclusionForm),
        hear,
        fields=(("nobody-reached", "people"), ("inclusion-ahead", "held_on"), ("seat-elsewhere", "seat")),
    ),
    "tema": Verb(
        gettext_lazy("Proponer un tema"),
        gettext_lazy(
            "Primero se escucha al sector y después se propone. Si no consta que se escuchó, el tema se "
            "registra y queda un hallazgo a la vista."
        ),
        gettext_lazy("Proponer"),
        of_seats(forms.TopicForm, warns=True),
        propose,
        fields=(("already-proposed", "title"), ("topic-ahead", "proposed_on"), ("seat-elsewhere", "seat")),
    ),
    "declaracion": Verb(
        gettext_lazy("Registrar una declaración conjunta"),
        gettext_lazy("Se publica, y cada asiento la firma desde su cuenta."),
        gettext_lazy("Registrar"),
        without_seats,
        declare,
        of_office=True,
        fields=(("declaration-ahead", "declared_on"), ("nobody-to-call", "signers")),
    ),
    "llamar": Verb(
        gettext_lazy("Llamar a firmar una declaración"),
        gettext_lazy(
            "A cada titular le llega un correo, una sola vez, y se publica quién firmó, quién falta y quién no."
        ),
        gettext_lazy("Llamar a firmar"),
        with_declarations,
        call,
        of_office=True,
        fields=(("nobody-to-call", "signers"),),
    ),
}
DONE = {
    "inclusion": gettext_lazy("Se registró la actividad de inclusión."),
    "tema": gettext_lazy("Se propuso el tema."),
    "tema-sin-escuchar": gettext_lazy(
        "Se propuso el tema. No consta una actividad de inclusión anterior: queda un hallazgo a la vista hasta que se registre."
    ),
    "declaracion": gettext_lazy("Se registró la declaración. Cada asiento ya puede firmarla desde su cuenta."),
    "llamar": gettext_lazy("Se llamó a firmar: a cada titular le llega un correo."),
    "no-firma": gettext_lazy("Quedó dicho por qué no la firma. Puede firmarla después."),
    "firma": gettext_lazy("Su firma quedó en la declaración."),
}


def told_done(name: str) -> str:
    return str(DONE[name]) if name in DONE else ""


def unsigned(declaration: Declaration, own: Sequence[Seat]) -> tuple[Seat, ...]:
    """Her seats that have not signed it. One query."""
    signed = set(declaration.signatures.filter(seat__in=own).values_list("seat_id", flat=True))
    return tuple(each for each in own if each.pk not in signed)
