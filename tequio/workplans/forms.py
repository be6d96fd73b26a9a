"""What a person types about the route: read, checked, and kept as it was typed while it is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from tequio.web.form_errors import FormError
from tequio.workplans.models import Activity

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
    return {activity.code or str(activity.position): activity for activity in activities}


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
