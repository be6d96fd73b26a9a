"""The first page of an exercise: what it is for, where it stands, what is open, who decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Body, DecisionLevel, Seat, SeatRole
from tequio.calls.models import State
from tequio.calls.queries import CallCard, card
from tequio.core.progress import Progress
from tequio.core.reading.records import Sector
from tequio.dashboard.queries.board import Filters as BoardFilters
from tequio.dashboard.queries.board import Share, board, shares
from tequio.dashboard.queries.findings import SeverityCount, counts_of, last_run, severity_counts
from tequio.documents.models import Issued, Kind
from tequio.exercises.models import Axis, MethodStep
from tequio.exercises.queries import ExerciseHeader, StageShown
from tequio.people.models import KIND_LABELS
from tequio.web import words
from tequio.web.pages import Crumb, Download
from tequio.workplans.models import Activity, Milestone, WorkPlan
from tequio.workplans.queries.route import Route, route_of

NEXT = 4


@dataclass(frozen=True, slots=True)
class NextDate:
    """``day`` and ``month`` are drawn as a leaf of a calendar; a month without a day has no ``day``."""

    on: date
    day: str
    month: str
    title: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Door:
    """Something that can be opened today."""

    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class SeatShown:
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class SectorSeats:
    name: str
    seats: tuple[SeatShown, ...]


@dataclass(frozen=True, slots=True)
class BodyShown:
    name: str
    level: str
    sectors: tuple[SectorSeats, ...]


@dataclass(frozen=True, slots=True)
class DocumentShown:
    title: str
    folio: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    promise: str
    lead: str
    primary: Door | None
    doors: tuple[Door, ...]
    stages: tuple[StageShown, ...]
    call: CallCard | None
    call_is_open: bool
    call_is_waiting: bool
    next_dates: tuple[NextDate, ...]
    bodies: tuple[BodyShown, ...]
    total: Progress
    commitments: int
    shares: tuple[Share, ...]
    findings: tuple[SeverityCount, ...]
    findings_day: date | None
    documents: tuple[DocumentShown, ...]
    facts: tuple[Fact, ...]
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the exercise has to show."""

    call: CallCard | None
    commitments: int
    plans: dict[str, int]
    steps: int
    axes: int
    route: Route | None


def home_page(exercise: ExerciseHeader, *, now: datetime) -> HomePage:
    whole = board(exercise, now=now)
    held = Holdings(
        call=card(exercise, now=now) if exercise.takes_changes else None,
        commitments=len(whole.rows),
        plans=dict(WorkPlan.objects.filter(exercise=exercise.id).values_list("kind", "id")),
        steps=MethodStep.objects.filter(exercise=exercise.id).count(),
        axes=Axis.objects.filter(exercise=exercise.id).count(),
        route=route_of(exercise),
    )
    promise, lead = promise_of(exercise, held)
    open_doors = doors(exercise, held)
    run = last_run(exercise)
    counts = counts_of(run)
    return HomePage(
        exercise=exercise,
        title=exercise.name,
        description=f"{promise}. {lead}",
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(exercise.name)),
        promise=promise,
        lead=lead,
        primary=open_doors[0] if open_doors else None,
        doors=open_doors[1:],
        stages=whole.stages,
        call=held.call,
        call_is_open=bool(held.call and held.call.window.state in (State.OPEN, State.UPCOMING)),
        call_is_waiting=bool(held.call and held.call.window.state == State.UPCOMING),
        next_dates=next_dates(exercise, held),
        bodies=bodies(exercise),
        total=whole.total,
        commitments=held.commitments,
        shares=shares(whole, BoardFilters(), f"{exercise.url}tablero/"),
        findings=severity_counts(exercise, counts, ""),
        findings_day=run.run_at.astimezone(exercise.zone).date() if run else None,
        documents=documents(exercise),
        facts=facts(held),
    )


def facts(held: Holdings) -> tuple[Fact, ...]:
    """Figures of what the exercise holds while it has no commitments to follow."""
    if "annual" in held.plans:
        rows = Activity.objects.filter(workplan=held.plans["annual"])
        top, under = rows.filter(parent=None).count(), rows.exclude(parent=None).count()
        return Fact(str(top), _("actividades")), Fact(str(under), _("subactividades"))
    if held.route:
        return facts_of_route(held.route)
    if held.steps:
        return Fact(str(held.steps), _("pasos")), Fact(str(held.axes), _("ejes temáticos"))
    return ()


def facts_of_route(route: Route) -> tuple[Fact, ...]:
    total, schedule = Fact(str(len(route.activities)), _("fases")), route.scheduled.schedule
    if schedule is None:
        return (total,)
    finish = schedule.finish
    end = Fact(f"{finish.day} {words.month_short(finish.month)}", _("llega al final, %(year)s") % {"year": finish.year})
    return total, Fact(str(len(schedule.critical_path)), _("sin margen")), end


def promise_of(exercise: ExerciseHeader, held: Holdings) -> tuple[str, str]:
    """One promise in plain words and one sentence, by what there is to see and do."""
    place = {"place": exercise.place}
    if held.call and held.call.window.state == State.OPEN:
        return _("Usted puede participar"), _(
            "La convocatoria está abierta. Lea las bases y diga que quiere ser parte."
        )
    if held.commitments:
        return _("Lo que se prometió y cómo va"), _(
            "Cada compromiso tiene responsables, fechas y documentos con que se comprueba."
        )
    if "annual" in held.plans:
        text = _("Las actividades de participación ciudadana, con su mes y quién las hace.")
        return _("Lo que hará el municipio, mes por mes"), text
    if "route" in held.plans:
        text = _("Cada fase hasta la firma, cuánto puede moverse y cuáles no tienen margen.")
        return _("Así se construye el plan, paso a paso"), text
    if held.steps or held.axes:
        return _("Cómo se eligen los temas del plan"), _(
            "Los pasos y los ejes que se acordaron, con sus propias palabras."
        )
    return _("Un plan hecho entre varios sectores"), _("Aquí se publicará cada paso de %(place)s.") % place


def doors(exercise: ExerciseHeader, held: Holdings) -> tuple[Door, ...]:
    """What can be opened, the most useful first."""
    url, found = exercise.url, []
    if held.call and held.call.window.state in (State.OPEN, State.UPCOMING):
        found.append(Door(_("Convocatoria"), held.call.window.sentence, held.call.url, _("Leer la convocatoria")))
    if held.commitments:
        found.append(Door(_("Tablero"), _("Avance real y programado"), f"{url}tablero/", _("Ver cómo va el plan")))
    if "annual" in held.plans:
        found.append(Door(_("Plan anual"), _("Actividades por mes"), f"{url}plan-anual/", _("Ver el plan anual")))
    if "route" in held.plans:
        found.append(Door(_("Ruta crítica"), _("Fases y márgenes"), f"{url}ruta/", _("Ver la ruta crítica")))
    if held.steps or held.axes:
        found.append(Door(_("Metodología"), _("Pasos y ejes"), f"{url}metodologia/", _("Leer la metodología")))
    if held.call and held.call.window.state == State.CLOSED:
        found.append(Door(_("Convocatoria"), held.call.window.sentence, held.call.url, _("Leer la convocatoria")))
    return tuple(found)


def next_dates(exercise: ExerciseHeader, held: Holdings) -> tuple[NextDate, ...]:
    found = []
    if held.call and held.call.window.state == State.OPEN and held.call.closes_on:
        found.append(leaf(held.call.closes_on, _("Cierra la convocatoria"), _("Convocatoria"), held.call.url))
    ahead = Activity.objects.filter(
        workplan__exercise=exercise.id, ends_last_on__gte=exercise.today, cancelled_at=None, children=None
    ).order_by("ends_last_on", "id")
    for activity in ahead.select_related("workplan__commitment")[:NEXT]:
        found.append(leaf_of(activity, exercise))
    if held.route:
        for row in held.route.upcoming(exercise.today, NEXT):
            found.append(leaf(row.early_finish, row.name, _("Ruta crítica"), f"{exercise.url}ruta/"))
    milestones = Milestone.objects.filter(workplan__exercise=exercise.id, date_first_on__gte=exercise.today)
    for milestone in milestones.order_by("date_first_on")[:NEXT]:
        if milestone.date_first_on:
            found.append(leaf(milestone.date_first_on, milestone.name, _("Ruta crítica"), f"{exercise.url}ruta/"))
    # a milestone tied to a phase is told once
    once = {(each.on, each.title): each for each in found}
    return tuple(sorted(once.values(), key=lambda each: each.on)[:NEXT])


def leaf_of(activity: Activity, exercise: ExerciseHeader) -> NextDate:
    plan, on = activity.workplan, activity.ends_last_on or exercise.today
    exact = activity.ends_first_on == activity.ends_last_on
    if plan.kind == "commitment":
        number = plan.commitment.number
        kind = _("Compromiso %(number)s") % {"number": f"{number:02d}"}
        return leaf(
            on, activity.title, kind, f"{exercise.url}compromisos/{number}/#actividad-{activity.position}", exact=exact
        )
    pages = {"route": (_("Ruta crítica"), "ruta/"), "annual": (_("Plan anual"), "plan-anual/")}
    kind, page = pages[plan.kind]
    return leaf(on, activity.title, kind, f"{exercise.url}{page}", exact=exact)


def leaf(on: date, title: str, kind: str, url: str, *, exact: bool = True) -> NextDate:
    return NextDate(on, str(on.day) if exact else "", words.month_short(on.month), title, kind, url)


def bodies(exercise: ExerciseHeader) -> tuple[BodyShown, ...]:
    """Who decides: the bodies of the place that existed that day, their seats by sector."""
    day = exercise.today
    installed = Q(installed_on=None) | Q(installed_on__lte=day)
    rows = (
        Body.objects.filter(installed, jurisdiction=exercise.jurisdiction_id)
        .exclude(dissolved_on__lte=day)
        .order_by("id")
    )
    found = in_office(list(rows))
    seats: dict[int, list[Seat]] = defaultdict(list)
    held = (
        Seat.objects.held_on(day)
        .filter(body__in=[body.pk for body in found])
        .select_related("organisation", "person")
        .order_by("id")
    )
    for seat in held:
        seats[seat.body_id].append(seat)
    return tuple(BodyShown(body.name, body.get_decision_level_display(), by_sector(seats[body.pk])) for body in found)


def in_office(bodies: list[Body]) -> list[Body]:
    """A place has one maximum body of each kind at a time: the last one installed succeeds those before it."""
    maximum = [body for body in bodies if body.decision_level == DecisionLevel.MAXIMUM]
    maximum.sort(key=lambda body: (body.installed_on or date.min, body.pk))
    current = {body.kind: body.pk for body in maximum}
    return [body for body in bodies if body not in maximum or current[body.kind] == body.pk]


def by_sector(seats: list[Seat]) -> tuple[SectorSeats, ...]:
    groups: dict[str, list[SeatShown]] = defaultdict(list)
    for seat in seats:
        if seat.role in (SeatRole.TITULAR, SeatRole.FACILITADOR):
            groups[seat.sector].append(seat_shown(seat))
    order = [kind.value for kind in KIND_LABELS]
    keys = sorted(groups, key=lambda key: order.index(key) if key in order else len(order))
    return tuple(
        SectorSeats(str(KIND_LABELS[Sector(key)]) if key else _("Facilitación neutral"), tuple(groups[key]))
        for key in keys
    )


def seat_shown(seat: Seat) -> SeatShown:
    organisation = seat.organisation.name if seat.organisation else ""
    person = seat.person.name if seat.person else ""
    votes = _("con voto") if seat.votes else _("sin voto")
    return SeatShown(
        organisation or person or _("Lugar por ocupar"), f"{person} · {votes}" if organisation and person else votes
    )


def documents(exercise: ExerciseHeader) -> tuple[DocumentShown, ...]:
    rows = Issued.objects.filter(exercise=exercise.id).order_by("-issued_at", "-id")[:6]
    with_page = {each.value for each in Kind}
    return tuple(
        DocumentShown(
            row.get_kind_display(),
            row.folio,
            f"{exercise.url}documentos/{row.subject_uid}/" if row.kind in with_page else "",
        )
        for row in rows
    )
