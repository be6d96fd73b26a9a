"""The office of the calls of an exercise: every one, also the drafts, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tequio.bodies.desk_pages import FieldShown, Told, errors_in, field_shown
from tequio.calls import blocks
from tequio.calls.blocks import Block
from tequio.calls.decided import has_ended
from tequio.calls.doors import Visit
from tequio.calls.models import Call, Status
from tequio.calls.office import OF_CALL, OF_EXERCISE, Spot, Verb, told_of
from tequio.calls.office_forms import OfficeForm
from tequio.calls.queries.calls import name_of, window_of
from tequio.calls.queries.selection import ended_words
from tequio.calls.queries.waiting import waiting_calls
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option


@dataclass(frozen=True, slots=True)
class Kept:
    """A call on the shelf of the office."""

    title: str
    status: str
    label: str
    sentence: str
    #: empty while nobody else reads it
    url: str
    desk_url: str
    received: int
    #: since when its applicants are not told
    waiting: str
    orders: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OfficePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[Kept, ...]
    orders: tuple[Option, ...]
    done: str


@dataclass(frozen=True, slots=True)
class Group:
    legend: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One verb. ``blocks``: the text that will be read, when it is about to be published."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    kicker: str
    button: str
    back_url: str
    groups: tuple[Group, ...]
    told: tuple[Told, ...]
    errors: tuple[FormError, ...]
    blocks: tuple[Block, ...] = field(default=())
    #: name of the file that waits while the rest is corrected, and what the page carries of it
    file: str = ""
    held: str = ""
    #: it has prose, which is kept while it is written
    keeps_draft: bool = False


#: name of the verb that describes the dialogue mechanism
OF_DIALOGUE = "dialogo"


def office_url(exercise: ExerciseHeader) -> str:
    return f"{exercise.url}convocatoria/gestion/"


def office_page(visit: Visit, *, done: str) -> OfficePage:
    base, exercise = office_url(visit.exercise), visit.exercise
    received = Count("applications", filter=~Q(applications__status="withdrawn"))
    rows = (
        Call.objects.filter(exercise=visit.row)
        .select_related("exercise__jurisdiction", "selected_by")
        .annotate(received=received)
    )
    waiting = {each.call.pk: each.sentence for each in waiting_calls([visit.row.pk], visit.at)}
    verbs = OF_EXERCISE.items() if visit.can_edit else ()
    title = _("Llevar las convocatorias")
    return OfficePage(
        exercise=exercise,
        title=title,
        description=_("Escribir, publicar y cerrar las convocatorias de %(name)s.") % {"name": exercise.name},
        crumbs=(*trail(exercise), Crumb(title)),
        rows=tuple(kept(each, visit, waiting.get(each.pk, "")) for each in rows.order_by("-id")),
        orders=tuple(Option(str(verb.title), name, url=f"{base}{name}/") for name, verb in verbs),
        done=done,
    )


def trail(exercise: ExerciseHeader) -> tuple[Crumb, ...]:
    return (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Convocatoria"), f"{exercise.url}convocatoria/"))


def kept(call: Call, visit: Visit, waiting: str) -> Kept:
    own = f"{visit.exercise.url}convocatoria/{call.uid}/"
    public = call.status != "draft"
    window = window_of(call, visit.exercise, visit.at)
    offered = [(name, verb) for name, verb in OF_CALL.items() if visit.can_edit and is_offered(verb, call)]
    return Kept(
        title=name_of(call, visit.exercise),
        status=call.status,
        label=str(call.state(visit.at).label),
        sentence=window.sentence if window and public else _("Nadie más la lee todavía.") if not public else "",
        url=own if public else "",
        desk_url=f"{own}solicitudes/" if public and call.takes_applications else "",
        received=getattr(call, "received", 0),
        waiting=waiting or ended_ahead(call, visit.at),
        orders=tuple(Option(str(verb.title), name, url=f"{own}gestion/{name}/") for name, verb in offered),
    )


def ended_ahead(call: Call, at: datetime) -> str:
    """Before the close nobody waits yet, and it is already known that the body that selects will not vote it."""
    shut = call.closes_at is None or call.closes_at <= at
    if shut or call.status != Status.PUBLISHED or call.selected_by is None or not has_ended(call, at):
        return ""
    return ended_words(call.selected_by)


def is_offered(verb: Verb, call: Call) -> bool:
    return call.status in verb.statuses and verb.offered(call)


def order_page(spot: Spot, name: str, verb: Verb, form: OfficeForm) -> OrderPage:
    exercise, back = spot.visit.exercise, office_url(spot.visit.exercise)
    named = form.groups or (("", tuple(form.fields)),)
    groups = tuple(Group(str(legend), tuple(field_shown(form[each]) for each in names)) for legend, names in named)
    text = blocks.told(spot.call).blocks if spot.call and name == "publicar" else ()
    return OrderPage(
        exercise=exercise,
        title=str(verb.title),
        description=str(verb.lead),
        crumbs=(*trail(exercise), Crumb(_("Llevar las convocatorias"), back), Crumb(str(verb.title))),
        kicker=name_of(spot.call, exercise) if spot.call else exercise.name,
        button=str(verb.button),
        back_url=back,
        groups=groups,
        keeps_draft=any(field.kind == "long" for group in groups for field in group.fields),
        told=told_of(spot),
        errors=errors_in(form),
        blocks=tuple(replace(each, heading=words.sentence_case(each.heading, "")) for each in text),
    )
