"""The pages on which the secretaría técnica redraws the route: the form, what it would move, and what two people changed at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.audit.queries import HistoryLine, history
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.amendments import Redrawing, beyond_limits
from tequio.workplans.decided import decisions_about, words_of
from tequio.workplans.drawing import Drawn, PhaseChange, PhaseState, number_of
from tequio.workplans.forms import TypedPhase, state_of, typed_from
from tequio.workplans.models import Activity, Bound, Status, WorkPlan
from tequio.workplans.predecessors import waits_of
from tequio.workplans.queries.consequences import Consequence, consequence, ending

#: what two people may have changed at once; the committed date is one thing, its kind and its day
SIDES = ("duration", "predecessors", "date")


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """``dates`` are those of today; ``errors`` by name of the field."""

    position: int
    number: str
    title: str
    dates: str
    url: str
    typed: TypedPhase
    bounds: tuple[Option, ...]
    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class EditPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    route_url: str
    rows: tuple[PhaseRow, ...]
    errors: tuple[FormError, ...] = ()
    #: of one phase alone: what goes before and after it
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    alone: bool = False
    approved: bool = False
    approve_url: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    phase: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class FileTold:
    """What a file brings that is not applied with the change: phases that it adds, lacks or calls otherwise, and remarks."""

    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    route_url: str
    errors: tuple[FormError, ...] = ()
    told: FileTold | None = None


@dataclass(frozen=True, slots=True)
class BeforeSavingPage:
    """Nothing is stored yet. ``hidden`` carries what was typed; ``why_decision`` is why the body has to decide."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    sentence: str
    changes: tuple[FieldChange, ...]
    consequence: Consequence | None
    hidden: tuple[tuple[str, str], ...]
    finish: str
    reason: str
    decision: str
    why_decision: str
    decisions: tuple[Option, ...]
    errors: tuple[FormError, ...] = ()
    #: when the change came in a file
    file: FileTold | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One field that two people looked at. ``asks`` when both changed it in different ways; ``mine`` when only this person did."""

    name: str
    label: str
    seen: str
    stored: str
    wanted: str
    asks: bool
    mine: bool


def sides(
    seen: Mapping[str, str],
    stored: Mapping[str, str],
    mine: Mapping[str, str],
    labels: Mapping[str, object],
    said: Callable[[str, str], str],
) -> tuple[Side, ...]:
    """The fields that differ, by name: what both people saw, what is stored, what this one wrote. ``said``: a text as it is read."""
    return tuple(
        Side(
            name=f"elige-{name}",
            label=str(labels[name]),
            seen=said(name, seen[name]),
            stored=said(name, stored[name]),
            wanted=said(name, mine[name]),
            asks=stored[name] != seen[name] and mine[name] not in (stored[name], seen[name]),
            mine=stored[name] == seen[name] != mine[name],
        )
        for name in stored
        if len({seen[name], stored[name], mine[name]}) > 1
    )


@dataclass(frozen=True, slots=True)
class PhaseInConflict:
    phase: str
    who: str
    reason: str
    sides: tuple[Side, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    route_url: str
    phases: tuple[PhaseInConflict, ...]
    hidden: tuple[tuple[str, str], ...]
    reason: str
    decision: str


def crumbs_of(exercise: ExerciseHeader, *more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Ruta crítica"), f"{exercise.url}ruta/"), *more)


def action_of(exercise: ExerciseHeader, position: int | None) -> str:
    return f"{exercise.url}ruta/{f'fases/{position}' if position else 'editar'}/"


def edit_page(
    exercise: ExerciseHeader,
    drawing: Drawn,
    *,
    position: int | None = None,
    typed: Mapping[int, TypedPhase] | None = None,
    errors: tuple[FormError, ...] = (),
) -> EditPage:
    shown = [drawing.at(position)] if position else drawing.activities
    rows = drawing.scheduled(exercise.jurisdiction_id).rows
    dates = {pk: words.span(row.early_start, row.early_finish) for pk, row in rows.items()}
    title = phase_name(shown[0]) if position else _("Editar la ruta crítica")
    before, after = around(drawing, shown[0]) if position else ((), ())
    return EditPage(
        exercise=exercise,
        title=title,
        description=_("Cambie duraciones, predecesoras o fechas. Antes de guardar verá qué se mueve."),
        crumbs=crumbs_of(exercise, Crumb(title)),
        action=action_of(exercise, position),
        route_url=f"{exercise.url}ruta/",
        rows=tuple(row_of(each, drawing, dates, exercise, typed or {}, errors) for each in shown),
        errors=errors,
        before=before,
        after=after,
        alone=position is not None,
        approved=drawing.plan.status == Status.APPROVED,
    )


def phase_name(activity: Activity) -> str:
    return f"{number_of(activity)}. {activity.title}"


def around(drawing: Drawn, activity: Activity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    by_pk = {each.pk: each for each in drawing.activities}
    before = [by_pk[link.predecessor_id] for link in drawing.links if link.successor_id == activity.pk]
    after = [by_pk[link.successor_id] for link in drawing.links if link.predecessor_id == activity.pk]
    return tuple(map(phase_name, before)), tuple(map(phase_name, after))


def row_of(
    activity: Activity,
    drawing: Drawn,
    dates: Mapping[int, str],
    exercise: ExerciseHeader,
    typed: Mapping[int, TypedPhase],
    errors: Sequence[FormError],
) -> PhaseRow:
    at = activity.position
    shown = typed.get(at) or typed_from(at, drawing.state(activity))
    told = {error.field.partition("-")[0]: error.text for error in errors if error.field.endswith(f"-{at}")}
    choices = [("", _("Sin fecha fija")), *((value, str(label)) for value, label in Bound.choices)]
    bounds = tuple(Option(label, value, value == shown.bound) for value, label in choices)
    return PhaseRow(
        at,
        number_of(activity),
        activity.title,
        dates.get(activity.pk, ""),
        action_of(exercise, at),
        shown,
        bounds,
        told,
    )


def before_saving_page(
    exercise: ExerciseHeader,
    drawing: Redrawing,
    changes: Sequence[PhaseChange],
    typed: Mapping[int, TypedPhase],
    pack: RulePack,
    *,
    position: int | None,
    reason: str = "",
    decision: str = "",
    errors: tuple[FormError, ...] = (),
) -> BeforeSavingPage:
    was, now = drawing.was.schedule, drawing.now.schedule
    told = consequence(was, now, drawing.before.activities, drawing.after.milestones) if was and now else None
    title = _("Antes de guardar")
    return BeforeSavingPage(
        exercise=exercise,
        title=title,
        description=_("Todavía no se guarda nada: esto es lo que se movería."),
        crumbs=crumbs_of(exercise, Crumb(_("Editar"), f"{exercise.url}ruta/editar/"), Crumb(title)),
        action=action_of(exercise, position),
        sentence=sentence_of(drawing, told),
        changes=tuple(line for change in changes for line in field_changes(change, drawing.before)),
        consequence=told,
        hidden=tuple(pair for change in changes for pair in typed[change.position].hidden()),
        finish=now.finish.isoformat() if now else "",
        reason=reason,
        decision=decision,
        why_decision=beyond_limits(drawing, pack) if drawing.before.plan.status == Status.APPROVED else "",
        decisions=choices_of(drawing.before.plan, decision),
        errors=errors,
    )


def choices_of(plan: WorkPlan, chosen: str) -> tuple[Option, ...]:
    """The decisions of a body that may carry a change of an approved plan."""
    if plan.status != Status.APPROVED:
        return ()
    return tuple(Option(words_of(each), str(each.uid), str(each.uid) == chosen) for each in decisions_about(plan))


def file_page(exercise: ExerciseHeader, errors: tuple[FormError, ...] = (), told: FileTold | None = None) -> FilePage:
    title = _("Traer la ruta de Microsoft Project")
    return FilePage(
        exercise=exercise,
        title=title,
        description=_("Descargue la ruta en XML, cámbiela en Project y súbala: antes de guardar verá qué se mueve."),
        crumbs=crumbs_of(exercise, Crumb(title)),
        action=f"{exercise.url}ruta/archivo/",
        route_url=f"{exercise.url}ruta/",
        errors=errors,
        told=told,
    )


def sentence_of(drawing: Redrawing, told: Consequence | None) -> str:
    if told is not None:
        return _("Con este cambio, %(ends)s.") % {"ends": told.ends}
    if drawing.now.schedule is None:
        return _("Las fechas todavía no se pueden calcular: %(why)s") % {"why": drawing.now.why_not}
    values = {
        "end": ending(drawing.after.activities, drawing.now.schedule),
        "day": words.long_date(drawing.now.schedule.finish),
    }
    return _("Con este cambio ya se pueden calcular las fechas: %(end)s queda el %(day)s.") % values


def field_changes(change: PhaseChange, drawing: Drawn) -> list[FieldChange]:
    phase, labels = phase_name(drawing.at(change.position)), labels_of()
    pairs = [(name, said(name, change.seen), said(name, change.wanted)) for name in SIDES]
    return [FieldChange(phase, labels[name], was, now) for name, was, now in pairs if was != now]


def labels_of() -> dict[str, str]:
    return {"duration": _("Duración"), "predecessors": _("Predecesoras"), "date": _("Fecha fija")}


def said(name: str, state: PhaseState) -> str:
    """One field of a phase, in words."""
    if name == "duration":
        return said_duration(state.duration)
    if name == "predecessors":
        return words.joined([str(wait) for wait in waits_of(state.predecessors)]) or _("Ninguna")
    return said_date(state.bound, state.bound_on)


def said_duration(duration: int | None) -> str:
    if duration is None:
        return _("Sin duración")
    if not duration:
        return _("Un solo momento")
    return ngettext("%(n)s día hábil", "%(n)s días hábiles", duration) % {"n": words.number(duration)}


def said_date(bound: str, on: date | None) -> str:
    if not bound or on is None:
        return _("Sin fecha fija")
    return f"{Bound(bound).label}: {words.long_date(on)}"


def conflict_page(
    exercise: ExerciseHeader,
    drawing: Drawn,
    changes: Sequence[PhaseChange],
    typed: Mapping[int, TypedPhase],
    *,
    position: int | None,
    reason: str = "",
    decision: str = "",
) -> ConflictPage:
    """Every phase that somebody else changed meanwhile, and what else was typed, untouched."""
    stale = [change for change in changes if drawing.state(drawing.at(change.position)) != change.seen]
    others = [typed[change.position] for change in changes if change not in stale]
    last = last_changes(drawing, stale)
    title = _("Otra persona cambió lo mismo")
    return ConflictPage(
        exercise=exercise,
        title=title,
        description=_("No se guardó nada encima. Estas son las dos versiones, campo por campo."),
        crumbs=crumbs_of(exercise, Crumb(_("Editar"), f"{exercise.url}ruta/editar/"), Crumb(title)),
        action=action_of(exercise, position),
        route_url=f"{exercise.url}ruta/",
        phases=tuple(in_conflict(change, drawing, typed[change.position], last, exercise) for change in stale),
        hidden=tuple(pair for one in others for pair in one.hidden()),
        reason=reason,
        decision=decision,
    )


def last_changes(drawing: Drawn, stale: Sequence[PhaseChange]) -> dict[object, tuple[HistoryLine, str]]:
    """The last event of each of these phases and who did it; two queries."""
    found: dict[object, HistoryLine] = {}
    for line in history([drawing.at(change.position).uid for change in stale]):
        found.setdefault(line.subject_uid, line)
    names = dict(Person.objects.filter(uid__in=[line.actor_uid for line in found.values()]).values_list("uid", "name"))
    return {uid: (line, names.get(line.actor_uid, "")) for uid, line in found.items() if line.actor_uid}


def in_conflict(
    change: PhaseChange,
    drawing: Drawn,
    typed: TypedPhase,
    last: Mapping[object, tuple[HistoryLine, str]],
    exercise: ExerciseHeader,
) -> PhaseInConflict:
    activity = drawing.at(change.position)
    stored = drawing.state(activity)
    line, name = last.get(activity.uid, (None, ""))
    labels = labels_of()
    return PhaseInConflict(
        phase=phase_name(activity),
        who=who_and_when(name, line.at, exercise) if line else "",
        reason=str(line.changes.get("reason", (None, ""))[1] or "") if line else "",
        sides=tuple(side_of(field, labels[field], change, stored) for field in SIDES),
        hidden=(*typed.hidden()[:-1], (f"visto-{change.position}", stored.token())),
    )


def who_and_when(name: str, at: datetime, exercise: ExerciseHeader) -> str:
    local = at.astimezone(exercise.zone)
    values = {"name": name or _("La secretaría técnica"), "day": words.long_date(local), "hour": f"{local:%H:%M}"}
    return _("%(name)s la cambió el %(day)s a las %(hour)s.") % values


def side_of(name: str, label: str, change: PhaseChange, stored: PhaseState) -> Side:
    seen, now, wanted = (said(name, state) for state in (change.seen, stored, change.wanted))
    return Side(
        name=f"elige-{name}-{change.position}",
        label=label,
        seen=seen,
        stored=now,
        wanted=wanted,
        asks=seen not in (now, wanted) and now != wanted,
        mine=seen == now != wanted,
    )


def resolved(values: Mapping[str, str], typed: Mapping[int, TypedPhase], drawing: Drawn) -> dict[int, TypedPhase]:
    """Each field as it was chosen: what is stored, unless the person kept their own."""
    merged = {}
    for at, one in typed.items():
        seen = typed_from(at, state_of(one.seen) or drawing.state(drawing.at(at)))
        mine = {name: values.get(f"elige-{name}-{at}", "mia") == "mia" for name in SIDES}
        merged[at] = TypedPhase(
            at,
            one.duration if mine["duration"] else seen.duration,
            one.predecessors if mine["predecessors"] else seen.predecessors,
            one.bound if mine["date"] else seen.bound,
            one.bound_on if mine["date"] else seen.bound_on,
            one.seen,
        )
    return merged


def plan_of(exercise: ExerciseHeader) -> WorkPlan | None:
    """The route of the page, with its exercise."""
    routes = WorkPlan.objects.filter(exercise=exercise.id, kind="route").select_related("exercise__jurisdiction")
    return routes.order_by("-id").first()
