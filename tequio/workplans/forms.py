"""What a person types about the route: read, checked, and kept as it was typed while it is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from tequio.core.dates import first_day, last_day, parse
from tequio.core.refusals import Refusal
from tequio.web.form_errors import FormError
from tequio.workplans.drawing import Drawn, PhaseChange, PhaseState, canonical, number_of
from tequio.workplans.models import Activity, Bound
from tequio.workplans.predecessors import waits_of

#: in one what-if
MOST_SUPPOSITIONS = 10
#: working days: four years
LONGEST = 1000
LATER, SOONER, LASTS = "atraso", "adelanto", "dura"
MODES = (LATER, SOONER, LASTS)


class Values(Protocol):
    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Supposition:
    """One line of «¿Qué pasa si…?», as typed."""

    phase: str
    mode: str
    days: str

    @property
    def is_blank(self) -> bool:
        return not self.phase and not self.days


@dataclass(frozen=True, slots=True)
class Supposed:
    """``units``: working days that the phase takes more, or less when negative."""

    activity: Activity
    mode: str
    days: int
    units: int


def suppositions_of(values: Values) -> tuple[Supposition, ...]:
    """The lines of the address in order; blank ones do not count."""
    phases, modes, days = (values.getlist(name) for name in ("fase", "modo", "dias"))
    lines = []
    for at in range(max(len(phases), len(days))):
        phase, mode, count = (given[at].strip()[:20] if at < len(given) else "" for given in (phases, modes, days))
        lines.append(Supposition(phase, mode if mode in MODES else LATER, count))
    return tuple(line for line in lines if not line.is_blank)[: MOST_SUPPOSITIONS + 1]


def supposed(
    lines: tuple[Supposition, ...], activities: list[Activity]
) -> tuple[tuple[Supposed, ...], tuple[FormError, ...]]:
    """What the lines mean, or what is wrong with each (``field`` is its id on the page)."""
    by_number = phases_by_number(activities)
    found: list[Supposed] = []
    errors: list[FormError] = []
    for place, line in enumerate(lines, 1):
        if place > MOST_SUPPOSITIONS:
            errors.append(FormError(_("Pruebe con 10 fases a la vez como máximo."), ""))
            break
        one = _supposed(line, place, by_number, {each.activity.pk for each in found})
        (errors if isinstance(one, FormError) else found).append(one)  # type: ignore[arg-type]
    return tuple(found), tuple(errors)


def phases_by_number(activities: list[Activity]) -> Mapping[str, Activity]:
    """By the number that people see: the code of the document, or the position where it gives none."""
    return {number_of(activity): activity for activity in activities}


def _supposed(line: Supposition, place: int, by_number: Mapping[str, Activity], seen: set[int]) -> Supposed | FormError:
    activity = by_number.get(line.phase)
    if activity is None:
        text = _("No hay una fase %(number)s en esta ruta.") if line.phase else _("Elija la fase.")
        return FormError(text % {"number": line.phase} if line.phase else text, f"fase-{place}")
    if activity.pk in seen:
        return FormError(_("La fase %(number)s está dos veces: déjela una.") % {"number": line.phase}, f"fase-{place}")
    days = whole(line.days)
    if days is None or not 0 <= days <= LONGEST:
        text = _("Escriba los días hábiles con cifras, de 0 a 1,000.")
        return FormError(text, f"dias-{place}")
    return _counted(line, place, activity, days)


def _counted(line: Supposition, place: int, activity: Activity, days: int) -> Supposed | FormError:
    lasts = activity.duration or 0
    if line.mode == LATER:
        return Supposed(activity, line.mode, days, days)
    if not lasts:
        text = _("La fase %(number)s es un solo momento, sin duración: sólo puede atrasarse.")
        return FormError(text % {"number": line.phase}, f"modo-{place}")
    if line.mode == LASTS:
        return Supposed(activity, line.mode, days, days - lasts)
    if days > lasts:
        text = _("La fase %(number)s dura %(days)s días hábiles: no puede acortarse más que eso.")
        return FormError(text % {"number": line.phase, "days": lasts}, f"dias-{place}")
    return Supposed(activity, line.mode, days, -days)


def whole(text: str) -> int | None:
    """A whole number as a person types it; « 5», «+5» and «5 días» are five."""
    plain = text.strip().removeprefix("+").removesuffix("días").removesuffix("dias").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else None


@dataclass(frozen=True, slots=True)
class TypedPhase:
    """The fields of one phase as typed; ``seen`` is the state that the page showed, as a token."""

    position: int
    duration: str
    predecessors: str
    bound: str
    bound_on: str
    seen: str

    def hidden(self) -> tuple[tuple[str, str], ...]:
        values = (self.duration, self.predecessors, self.bound, self.bound_on, self.seen)
        return tuple((f"{name}-{self.position}", value) for name, value in zip(NAMES, values, strict=True))


NAMES = ("dura", "antes", "tipo", "fecha", "visto")
LONGEST_PREDECESSORS = 300


def typed_from(position: int, state: PhaseState) -> TypedPhase:
    """What the form shows of a stored phase."""
    return TypedPhase(
        position=position,
        duration="" if state.duration is None else str(state.duration),
        predecessors=state.predecessors.replace(";", "; "),
        bound=state.bound,
        bound_on=f"{state.bound_on:%d/%m/%Y}" if state.bound_on else "",
        seen=state.token(),
    )


def typed_phases(values: Mapping[str, str], drawing: Drawn) -> dict[int, TypedPhase]:
    """By position, those that came with the form."""
    positions = [each.position for each in drawing.activities if f"visto-{each.position}" in values]
    return {
        position: TypedPhase(position, *(values.get(f"{name}-{position}", "").strip()[:400] for name in NAMES))
        for position in positions
    }


def read_phases(
    typed: Mapping[int, TypedPhase], drawing: Drawn
) -> tuple[tuple[PhaseChange, ...], tuple[FormError, ...]]:
    """The phases that changed, and what cannot be understood of them."""
    changes: list[PhaseChange] = []
    errors: list[FormError] = []
    for one in typed.values():
        activity = drawing.at(one.position)
        seen = state_of(one.seen) or drawing.state(activity)
        if one == typed_from(one.position, seen):
            continue
        wanted, wrong = _wanted(one, activity, drawing)
        errors += wrong
        if not wrong and wanted != seen:
            changes.append(PhaseChange(one.position, seen, wanted))
    return tuple(changes), tuple(errors)


def state_of(token: str) -> PhaseState | None:
    """The inverse of ``PhaseState.token``; None for what is no token."""
    parts = token.split("|")
    if len(parts) != 4 or (parts[2] and parts[2] not in Bound.values):
        return None
    try:
        duration = int(parts[0]) if parts[0] else None
        return PhaseState(duration, parts[1], parts[2], date.fromisoformat(parts[3]) if parts[3] else None)
    except ValueError:
        return None


def _wanted(one: TypedPhase, activity: Activity, drawing: Drawn) -> tuple[PhaseState, list[FormError]]:
    errors: list[FormError] = []
    duration, predecessors = whole(one.duration), ""
    if (duration is None and one.duration) or (duration is not None and duration > LONGEST):
        errors.append(_error(one, "dura", _("Escriba los días hábiles con cifras, de 0 a 1,000.")))
    elif duration is None and activity.duration is not None:
        errors.append(_error(one, "dura", _("Escriba cuántos días hábiles dura; 0 si es un solo momento.")))
    try:
        predecessors = canonical(one.predecessors[:LONGEST_PREDECESSORS], drawing)
    except Refusal as refusal:
        errors.append(_error(one, "antes", str(refusal)))
    if number_of(activity) in {wait.code for wait in waits_of(predecessors)}:
        errors.append(_error(one, "antes", _("Una fase no puede esperarse a sí misma.")))
    bound_on, wrong = _bound(one)
    errors += wrong
    return PhaseState(duration, predecessors, one.bound if bound_on else "", bound_on), errors


def _bound(one: TypedPhase) -> tuple[date | None, list[FormError]]:
    if not one.bound and not one.bound_on:
        return None, []
    if one.bound not in Bound.values:
        return None, [_error(one, "tipo", _("Elija qué pide esa fecha, o bórrela."))]
    found = parse(one.bound_on) if one.bound_on else None
    day = first_day(found) if found else None
    if found is None or day is None or day != last_day(found) or found.inferred:
        return None, [_error(one, "fecha", _("Escriba el día completo, por ejemplo 11/10/2021."))]
    return day, []


def _error(one: TypedPhase, name: str, text: str) -> FormError:
    return FormError(_("Fase %(number)s: %(text)s") % {"number": one.position, "text": text}, f"{name}-{one.position}")
