"""The year of an office: a tree of activities with months, exactly as precise as they were written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.core.dates import FuzzyDate, first_day, last_day
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.pages import Crumb, Download
from tequio.workplans.models import Activity, Goal, Series, WorkPlan
from tequio.workplans.queries.axis import Axis, MonthMark, axis_of
from tequio.workplans.recurring import every_of, next_day


@dataclass(frozen=True, slots=True)
class Line:
    """``guessed``: the document gave no year. ``derived``: the dates come from the lines under it. ``repeats``: in words."""

    code: str
    title: str
    level: int
    dates: str
    source_text: str
    guessed: bool
    derived: bool
    undated: bool
    when: str
    x: float | None
    width: float
    url: str
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class AnnualPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    exists: bool = True
    area: str = ""
    administration: str = ""
    objectives: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    signatory: str = ""
    lines: tuple[Line, ...] = ()
    top: int = 0
    under: int = 0
    guessed: int = 0
    months: tuple[MonthMark, ...] = ()
    today_x: float | None = None
    uid: UUID | None = None
    downloads: tuple[Download, ...] = ()
    edit_url: str = ""


def annual_page(exercise: ExerciseHeader) -> AnnualPage:
    crumbs = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Plan anual")))
    title = _("Plan anual de trabajo")
    plan = WorkPlan.objects.filter(exercise=exercise.id, kind="annual").order_by("-id").first()
    if plan is None:
        return AnnualPage(
            exercise, title, _("El plan anual de %(name)s aún no se publica.") % {"name": exercise.name}, crumbs, False
        )
    activities = list(Activity.objects.filter(workplan=plan.pk).order_by("position"))
    axis = axis_of([day for activity in activities for day in ends_of(activity)], whole_months=True)
    repeats = repeats_of(plan, exercise.today)
    lines = tuple(
        replace(line_of(activity, level, axis, exercise), repeats=repeats.get(activity.pk, ""))
        for activity, level in in_tree_order(activities)
    )
    goals = Goal.objects.filter(workplan=plan.pk).order_by("position").values_list("title", flat=True)
    top = sum(line.level == 1 for line in lines)
    counts = {
        "top": top,
        "under": len(lines) - top,
        "area": words.sentence_case(plan.area, exercise.name) or exercise.office,
    }
    return AnnualPage(
        exercise=exercise,
        title=title,
        description=_("%(area)s: %(top)s actividades y %(under)s subactividades, mes por mes.") % counts,
        crumbs=crumbs,
        area=words.sentence_case(plan.area, exercise.name),
        administration=plan.administration,
        objectives=tuple(plan.objectives),
        goals=tuple(goals),
        mechanisms=tuple(plan.mechanisms),
        signatory=plan.signatory,
        lines=lines,
        top=top,
        under=len(lines) - top,
        guessed=sum(line.guessed for line in lines),
        months=axis.months() if axis else (),
        today_x=axis.x(exercise.today) if axis and axis.holds(exercise.today) else None,
        uid=plan.uid,
    )


def repeats_of(plan: WorkPlan, today: date) -> dict[int, str]:
    """By id of the activity: «Cada mes, hasta el 30 de junio de 2022. La siguiente: 6 de enero de 2022.»"""
    found = {}
    for series in Series.objects.filter(workplan=plan.pk, activity__isnull=False, cancelled_at__isnull=True):
        told = _("%(every)s, hasta el %(day)s.") % {
            "every": every_of(series).label,
            "day": words.long_date(series.until_on),
        }
        coming = next_day(series, today)
        following = _("La siguiente: %(day)s.") % {"day": words.long_date(coming)} if coming else ""
        found[series.activity_id or 0] = f"{told} {following}".strip()
    return found


def in_tree_order(activities: list[Activity]) -> list[tuple[Activity, int]]:
    """Each parent followed by its children, with the level from 1."""
    under: dict[int | None, list[Activity]] = defaultdict(list)
    for activity in activities:
        under[activity.parent_id].append(activity)
    found: list[tuple[Activity, int]] = []

    def walk(parent: int | None, level: int) -> None:
        for activity in under[parent]:
            found.append((activity, level))
            walk(activity.pk, level + 1)

    walk(None, 1)
    return found


def ends_of(activity: Activity) -> list[date]:
    first, last = span_of(activity)
    return [day for day in (first, last) if day]


def span_of(activity: Activity) -> tuple[date | None, date | None]:
    """First and last day it may take; either date alone stands for both."""
    first = activity.starts or activity.ends
    last = activity.ends or activity.starts
    return (first_day(first) if first else None, last_day(last) if last else None)


def line_of(activity: Activity, level: int, axis: Axis | None, exercise: ExerciseHeader) -> Line:
    written = [each for each in (activity.starts, activity.ends) if each]
    first, last = span_of(activity)
    x, width = axis.span(first, last) if axis and first and last else (None, 0.0)
    when = (
        "ahead"
        if not (first and last)
        else "past"
        if last < exercise.today
        else "now"
        if first <= exercise.today
        else "ahead"
    )
    return Line(
        code=activity.code,
        title=activity.title,
        level=min(level, 2),
        dates=dates_of(activity.starts, activity.ends),
        source_text=written[0].source_text if written else "",
        guessed=any(each.inferred for each in written),
        derived=activity.dates_derived,
        undated=first is None,
        when=when,
        x=x,
        width=width,
        url=f"{exercise.url}plan-anual/actividades/{activity.position}/",
    )


def dates_of(starts: FuzzyDate | None, ends: FuzzyDate | None) -> str:
    first, last = (each.edtf if each else None for each in (starts, ends))
    if first and last and first != last:
        return words.fuzzy_short(f"{first}/{last}")
    return words.fuzzy(first or last)
