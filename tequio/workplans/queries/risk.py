"""Where the risk of a route is, in plain words: what cannot wait among the phases that have not ended yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.schedule import Row, Schedule
from tequio.web import words
from tequio.workplans.models import Activity, Milestone
from tequio.workplans.queries.consequences import ending, reached
from tequio.workplans.queries.schedules import Scheduled

#: committed dates that are named when they are not met
NAMED = 2


@dataclass(frozen=True, slots=True)
class Risk:
    """``first`` is the sentence in bold; ``rest`` what follows from it; ``next`` the first phase that cannot wait, with its day."""

    first: str
    rest: str
    next: str = ""


def risk_of(
    activities: list[Activity], milestones: Sequence[Milestone], scheduled: Scheduled, today: date
) -> Risk | None:
    """None where the dates cannot be computed."""
    plan = scheduled.schedule
    if plan is None:
        return None
    rows = [row for row in scheduled.rows.values() if not row.summary]
    ahead = [row for row in rows if row.early_finish >= today]
    if not ahead:
        last = max((row.early_finish for row in rows), default=today)
        day = words.long_date(last)
        return Risk(
            _("Según el calendario, todas las fases ya debieron terminar."), _("La última, el %(day)s.") % {"day": day}
        )
    short = [row for row in ahead if row.total_float < 0]
    if short:
        return not_enough(short, missed(plan, milestones))
    tight = [row for row in ahead if row.total_float == 0]
    return cannot_wait(tight, milestones, ending(activities, plan)) if tight else all_can_wait(ahead, activities, plan)


def not_enough(short: list[Row], missed: list[str]) -> Risk:
    days = -min(row.total_float for row in short)
    first = ngettext(
        "No alcanza el tiempo: falta %(n)s día hábil.", "No alcanza el tiempo: faltan %(n)s días hábiles.", days
    )
    rest = ngettext(
        "%(n)s fase tendría que empezar antes o durar menos",
        "%(n)s fases tendrían que empezar antes o durar menos",
        len(short),
    ) % {"n": len(short)}
    promised = _(" para cumplir %(dates)s") % {"dates": words.joined(missed[:NAMED])} if missed else ""
    return Risk(first % {"n": days}, f"{rest}{promised}.", soonest(short))


def cannot_wait(tight: list[Row], milestones: Sequence[Milestone], end: str) -> Risk:
    first = ngettext(
        "El riesgo está en %(n)s fase que no tiene margen.",
        "El riesgo está en %(n)s fases que no tienen margen.",
        len(tight),
    )
    rest = ngettext(
        "Si se atrasa un día, %(end)s se atrasa un día", "Si una se atrasa un día, %(end)s se atrasa un día", len(tight)
    )
    held = any(each.activity_id and each.bound != "SNET" for each in milestones)
    or_else = _(" o deja de cumplirse una fecha comprometida") if held else ""
    return Risk(first % {"n": len(tight)}, f"{rest % {'end': end}}{or_else}.", soonest(tight))


def all_can_wait(ahead: list[Row], activities: list[Activity], plan: Schedule) -> Risk:
    least = min(ahead, key=lambda row: row.total_float)
    values = {"name": least.name, "days": words.days(least.total_float), "end": ending(activities, plan)}
    return Risk(
        _("Todas las fases que faltan tienen margen."),
        _("La más justa, «%(name)s», puede moverse %(days)s hábiles sin mover %(end)s.") % values
        if least.total_float != 1
        else _("La más justa, «%(name)s», puede moverse un día hábil sin mover %(end)s.") % values,
    )


def missed(plan: Schedule, milestones: Sequence[Milestone]) -> list[str]:
    """«Firma», el 18 de octubre de 2021: the committed dates that the calendar does not reach."""
    found = []
    for each in milestones:
        day, now = each.date_last_on, reached(plan, each)
        if day is not None and now is not None and now > day:
            found.append(_("«%(name)s», el %(day)s") % {"name": each.name, "day": words.long_date(day)})
    return found


def soonest(rows: list[Row]) -> str:
    """«Consulta en línea abierta, el 13 de agosto de 2021»."""
    first = min(rows, key=lambda row: row.early_finish)
    return _("%(name)s, el %(day)s") % {"name": first.name, "day": words.long_date(first.early_finish)}
