"""The route as a table with bars: which phases have no slack, and what a day of delay moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.schedule import Row
from tequio.exercises.models import StageKey
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.pages import Crumb, Download, Option
from tequio.workplans.baselines import approved
from tequio.workplans.models import Activity, Milestone, Status, WorkPlan
from tequio.workplans.queries.axis import Axis, MonthMark, axis_of
from tequio.workplans.queries.consequences import since_in_words
from tequio.workplans.queries.risk import Risk, risk_of
from tequio.workplans.queries.schedules import Scheduled, schedule_of

VIEWS = ("todas", "sin-margen", "este-mes")


@dataclass(frozen=True, slots=True)
class Bar:
    """Percentages of the width. ``kind``: past, now, ahead (by the calendar). ``slack`` is the dashed tail, from x to x."""

    x: float
    width: float
    kind: str
    elapsed: float
    slack: tuple[float, float] | None
    diamond: bool


@dataclass(frozen=True, slots=True)
class Phase:
    number: str
    title: str
    dates: str
    slack_days: int | None
    tight: bool
    when: str
    bar: Bar | None

    @property
    def short_days(self) -> int:
        """How many are lacking, of one that should have begun before it can."""
        return max(0, -(self.slack_days or 0))


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """``meets`` compares the computed date with the promised one, when both are known."""

    name: str
    date: str
    inferred: bool
    x: float | None
    meets: str


@dataclass(frozen=True, slots=True)
class RoutePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    plan: str = ""
    objective: str = ""
    target: str = ""
    proposed: bool = False
    sentence: str = ""
    total: int = 0
    tight: int = 0
    risk: Risk | None = None
    why_not: str = ""
    groups: tuple[Group, ...] = ()
    shown: int = 0
    milestones: tuple[MilestoneShown, ...] = ()
    months: tuple[MonthMark, ...] = ()
    today_x: float | None = None
    views: tuple[Option, ...] = ()
    view: str = "todas"
    exists: bool = True
    uid: UUID | None = None
    downloads: tuple[Download, ...] = ()
    #: the phases to choose from in «¿Qué pasa si…?»; none when the dates cannot be computed
    choices: tuple[Option, ...] = ()
    #: against what was approved; empty while nothing was
    since_approval: str = ""
    changes_url: str = ""
    #: only for who may change it
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The last route of an exercise with its computed dates."""

    plan: WorkPlan
    activities: list[Activity]
    milestones: list[Milestone]
    scheduled: Scheduled

    def upcoming(self, today: date, count: int) -> list[Row]:
        """The phases that finish next."""
        rows = [row for row in self.scheduled.rows.values() if row.early_finish >= today and not row.summary]
        return sorted(rows, key=lambda row: row.early_finish)[:count]


def route_of(exercise: ExerciseHeader) -> Route | None:
    plan = WorkPlan.objects.filter(exercise=exercise.id, kind="route").order_by("-id").first()
    if plan is None:
        return None
    activities = list(Activity.objects.filter(workplan=plan.pk).order_by("position"))
    milestones = list(Milestone.objects.filter(workplan=plan.pk).order_by("position"))
    scheduled = schedule_of(plan, activities, milestones, jurisdiction_id=exercise.jurisdiction_id)
    return Route(plan, activities, milestones, scheduled)


def route_page(exercise: ExerciseHeader, view: str) -> RoutePage:
    crumbs = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Ruta crítica")))
    route = route_of(exercise)
    if route is None:
        text = _("La ruta crítica de %(name)s aún no se publica.") % {"name": exercise.name}
        return RoutePage(exercise, _("Ruta crítica"), text, crumbs, exists=False)
    plan, activities, milestones, scheduled = route.plan, route.activities, route.milestones, route.scheduled
    axis = axis_of(days_of(scheduled, milestones))
    phases = [
        (activity, phase_of(activity, scheduled.rows.get(activity.pk), axis, exercise.today)) for activity in activities
    ]
    view = view if view in VIEWS and scheduled.schedule else "todas"
    kept = [
        (activity, phase)
        for activity, phase in phases
        if belongs(view, scheduled.rows.get(activity.pk), exercise.today)
    ]
    tight = [phase for _activity, phase in phases if phase.tight]
    sentence = in_words(phases, scheduled, exercise)
    return RoutePage(
        exercise=exercise,
        title=_("Ruta crítica"),
        description=sentence,
        crumbs=crumbs,
        plan=plan.title,
        objective=plan.objective,
        target=words.fuzzy(plan.target.edtf) if plan.target else "",
        proposed=plan.status == "proposed",
        sentence=sentence,
        total=len(activities),
        tight=len(tight),
        risk=risk_of(activities, milestones, scheduled, exercise.today),
        why_not=scheduled.why_not,
        groups=grouped(kept),
        shown=len(kept),
        milestones=tuple(milestone_shown(each, axis, scheduled) for each in milestones),
        months=axis.months() if axis else (),
        today_x=axis.x(exercise.today) if axis and axis.holds(exercise.today) else None,
        views=views(view, exercise),
        view=view,
        uid=plan.uid,
        choices=choices_of(activities) if scheduled.schedule else (),
        since_approval=since_approval_of(plan, scheduled, activities),
        changes_url=f"{exercise.url}ruta/cambios/",
    )


def since_approval_of(plan: WorkPlan, scheduled: Scheduled, activities: list[Activity]) -> str:
    """One query, and none while nothing was approved."""
    if plan.status != Status.APPROVED or scheduled.schedule is None:
        return ""
    base = approved(plan, activities)
    return since_in_words(base, base.since(scheduled.schedule), activities, scheduled.schedule) if base else ""


def choices_of(activities: list[Activity], chosen: str = "") -> tuple[Option, ...]:
    """«15. Activación de consulta en línea», by the number that people see."""
    numbers = [activity.code or str(activity.position) for activity in activities]
    return tuple(
        Option(f"{number}. {activity.title}", number, number == chosen)
        for number, activity in zip(numbers, activities, strict=True)
    )


def days_of(scheduled: Scheduled, milestones: list[Milestone]) -> list[date]:
    if not scheduled.schedule:
        return []
    rows = scheduled.rows.values()
    stated = [day for each in milestones for day in (each.date_first_on, each.date_last_on) if day]
    return [row.early_start for row in rows] + [row.late_finish for row in rows] + stated


def phase_of(activity: Activity, row: Row | None, axis: Axis | None, today: date) -> Phase:
    number = activity.code or str(activity.position)
    if row is None or axis is None:
        return Phase(number, activity.title, stated_dates(activity), None, False, "ahead", None)
    when = "past" if row.early_finish < today else "now" if row.early_start <= today else "ahead"
    x, width = axis.span(row.early_start, row.early_finish)
    elapsed = axis.x(today) - x if when == "now" else 0.0
    edge = round(x + width, 2)
    tail = (edge, axis.x(row.late_finish + timedelta(days=1))) if row.total_float > 0 else None
    return Phase(
        number=number,
        title=activity.title,
        dates=words.span(row.early_start, row.early_finish).removesuffix(f" {row.early_finish.year}"),
        slack_days=row.total_float,
        tight=row.total_float <= 0,
        when=when,
        bar=Bar(x, width, when, round(elapsed, 2), tail, activity.duration == 0),
    )


def stated_dates(activity: Activity) -> str:
    first, last = (each.edtf if each else None for each in (activity.starts, activity.ends))
    if first and last and first != last:
        return words.fuzzy_short(f"{first}/{last}")
    return words.fuzzy_short(first or last) if first or last else ""


def belongs(view: str, row: Row | None, today: date) -> bool:
    if view == "todas" or row is None:
        return True
    if view == "sin-margen":
        return row.total_float <= 0
    month = (today.year, today.month)
    return (row.early_start.year, row.early_start.month) <= month <= (row.late_finish.year, row.late_finish.month)


def grouped(kept: list[tuple[Activity, Phase]]) -> tuple[Group, ...]:
    """By stage in the order in which the first phase of each comes; inside, in the order of the document."""
    labels = dict(StageKey.choices)
    groups: dict[str, list[Phase]] = {}
    for activity, phase in kept:
        groups.setdefault(activity.stage, []).append(phase)
    return tuple(Group(str(labels.get(stage, "")), tuple(phases)) for stage, phases in groups.items())


def in_words(phases: list[tuple[Activity, Phase]], scheduled: Scheduled, exercise: ExerciseHeader) -> str:
    total = ngettext("%(n)s fase", "%(n)s fases", len(phases)) % {"n": len(phases)}
    if not scheduled.schedule:
        return _("%(total)s en orden. Sus fechas no se pueden calcular: %(why)s") % {
            "total": total,
            "why": scheduled.why_not,
        }
    finish = words.long_date(scheduled.schedule.finish)
    when = Counter(phase.when for _activity, phase in phases)
    head = _("%(total)s para llegar al %(finish)s.") % {"total": total, "finish": finish}
    tail = _("Según el calendario, %(past)s ya debieron terminar y %(now)s están en curso.")
    return f"{head} {tail % {'past': when['past'], 'now': when['now']}}"


def milestone_shown(milestone: Milestone, axis: Axis | None, scheduled: Scheduled) -> MilestoneShown:
    day = milestone.date_last_on
    row = scheduled.rows.get(milestone.activity_id) if milestone.activity_id else None
    meets = ""
    if row and day:
        reached = row.early_start if milestone.bound == "MSO" else row.early_finish
        values = {"day": words.short_date(reached)}
        text = (
            _("El calendario llega el %(day)s: cumple.")
            if reached <= day
            else _("El calendario llega el %(day)s: no cumple.")
        )
        meets = text % values
    return MilestoneShown(
        name=milestone.name,
        date=words.fuzzy(milestone.date.edtf) if milestone.date else _("Por definir"),
        inferred=bool(milestone.date and milestone.date.inferred),
        x=axis.x(day) if axis and day else None,
        meets=meets,
    )


def views(chosen: str, exercise: ExerciseHeader) -> tuple[Option, ...]:
    labels = {"todas": _("Todas"), "sin-margen": _("Sin margen"), "este-mes": _("Este mes")}
    url = f"{exercise.url}ruta/"
    return tuple(
        Option(labels[view], view, view == chosen, url if view == "todas" else f"{url}?ver={view}") for view in VIEWS
    )
