"""A schedule in plain Spanish."""

from __future__ import annotations

from datetime import date, datetime

from tequio.core.dates import render
from tequio.core.schedule.model import ConstraintKind
from tequio.core.schedule.plan import Schedule
from tequio.core.schedule.whatif import Comparison

#: constraints that no delay can break
_OPEN = frozenset({ConstraintKind.SNET, ConstraintKind.FNET})
_WRITTEN = ("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")


def days(units: int, per_day: int = 1) -> str:
    """ "un día hábil", "12 días hábiles", "2.5 días hábiles"."""
    if units % per_day:
        return f"{units / per_day:.1f} días hábiles"
    count = units // per_day
    words = _WRITTEN[count] if 0 <= count < len(_WRITTEN) else f"{count:,}"
    return f"{words} {'día hábil' if count == 1 else 'días hábiles'}"


def day_of(moment: date) -> str:
    return render(moment.date() if isinstance(moment, datetime) else moment)


def float_words(units: int, per_day: int = 1) -> str:
    """What a person is told about one task: "Sin margen", "Puede moverse dos días hábiles", "Faltan tres días hábiles"."""
    if units > 0:
        return f"Puede moverse {days(units, per_day)}"
    if units == 0:
        return "Sin margen"
    return f"{'Falta' if units == -per_day else 'Faltan'} {days(-units, per_day)}"


def without_float(plan: Schedule, *, ending: str = "el final") -> str:
    """How many tasks cannot wait, and what happens to ``ending`` ("la firma") if one does."""
    per_day = plan.timeline.unit
    leaves = [units for at, units in enumerate(plan.columns.total_float) if not plan.columns.is_summary[at]]
    short = -min(leaves)
    if short > 0:
        goal = f"terminar el {day_of(plan.required_finish)}" if plan.required_finish else "cumplir las fechas fijadas"
        late = sum(1 for units in leaves if units < 0)
        return (
            f"No alcanza el tiempo: para {goal} {'falta' if short == per_day else 'faltan'} {days(short, per_day)}. "
            f"{_tasks(late)} {'tendría' if late == 1 else 'tendrían'} que empezar antes de lo posible o durar menos."
        )
    tight = sum(1 for units in leaves if units == 0)
    if not tight:
        return f"Todas las actividades tienen margen: la más justa puede moverse {days(min(leaves), per_day)}."
    held = any(constraint.kind not in _OPEN for task in plan.tasks for constraint in task.constraints)
    or_else = " o deja de cumplirse una fecha fijada" if held else ""
    if tight == 1:
        return f"Una actividad no tiene margen. Si se atrasa un día, {ending} se atrasa un día{or_else}."
    return f"{tight:,} actividades no tienen margen. Si una se atrasa un día, {ending} se atrasa un día{or_else}."


def what_moves(change: Comparison, *, per_day: int = 1, ending: str = "el final") -> str:
    """The consequence of a change: how many tasks move, and the last date before and after."""
    if not change.moved and not change.added and not change.removed:
        return f"No se mueve nada: {ending} sigue siendo el {day_of(change.now_finish)}."
    count = len(change.moved)
    moved = f"{_tasks(count)} {'cambia' if count == 1 else 'cambian'} de fecha"
    if not change.finish_by:
        return f"{moved}; {ending} sigue siendo el {day_of(change.now_finish)}."
    verb = "se atrasa" if change.finish_by > 0 else "se adelanta"
    return (
        f"{moved}; {ending} {verb} {days(abs(change.finish_by), per_day)}: "
        f"del {day_of(change.was_finish)} al {day_of(change.now_finish)}."
    )


def _tasks(count: int) -> str:
    return "Una actividad" if count == 1 else f"{count:,} actividades"
