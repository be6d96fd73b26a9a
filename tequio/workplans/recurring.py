"""An activity that repeats, as the monthly follow-up of an office: its days are a rule, and one of them can be cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from dateutil.rrule import rrulestr
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.dates import last_day
from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tequio.web import words
from tequio.workplans.actions import NeedsAReason, note, refuse_unless_drafter
from tequio.workplans.models import Activity, Series, WorkPlan

#: a weekly meeting of three years
LONGEST = 160


class Every(models.TextChoices):
    WEEK = "week", gettext_lazy("Cada semana")
    TWO_WEEKS = "two-weeks", gettext_lazy("Cada dos semanas")
    MONTH = "month", gettext_lazy("Cada mes")
    TWO_MONTHS = "two-months", gettext_lazy("Cada dos meses")
    THREE_MONTHS = "three-months", gettext_lazy("Cada tres meses")
    YEAR = "year", gettext_lazy("Cada año")


MONTHS = {Every.MONTH: 1, Every.TWO_MONTHS: 2, Every.THREE_MONTHS: 3, Every.YEAR: 12}


class RepeatsWrong(Refusal):
    """``field`` of the form that has to be corrected."""

    code = "repeats-wrong"

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


def rule_of(every: Every, first: date) -> str:
    """In the words of RFC 5545. On the 29th, the 30th or the 31st, a shorter month has it on its last day."""
    if every in (Every.WEEK, Every.TWO_WEEKS):
        return "FREQ=WEEKLY" if every == Every.WEEK else "FREQ=WEEKLY;INTERVAL=2"
    step = f"FREQ=MONTHLY;INTERVAL={MONTHS[every]}" if MONTHS[every] > 1 else "FREQ=MONTHLY"
    if first.day <= 28:
        return step
    days = ",".join(str(day) for day in range(28, first.day + 1))
    return f"{step};BYMONTHDAY={days};BYSETPOS=-1"


def every_of(series: Series) -> Every:
    return next(each for each in Every if rule_of(each, series.starts_on) == series.rule)


def days_of(rule: str, first: date, until: date, skipped: Sequence[str] = ()) -> tuple[date, ...]:
    """Every day of the series, ``until`` included, without those that were cancelled; at most one more than ``LONGEST``."""
    moments = rrulestr(rule, dtstart=datetime.combine(first, time()))
    found: list[date] = []
    for moment in moments.xafter(datetime.combine(first, time()), count=LONGEST + 1, inc=True):
        if moment.date() > until:
            break
        if moment.date().isoformat() not in skipped:
            found.append(moment.date())
    return tuple(found)


def days_of_series(series: Series) -> tuple[date, ...]:
    return days_of(series.rule, series.starts_on, series.until_on, series.skipped)


def proposed_days(plan: WorkPlan, every: str, first: date, until: date) -> tuple[str, tuple[date, ...]]:
    """The rule and its days, before anything is stored. Raises RepeatsWrong."""
    if every not in Every.values:
        raise RepeatsWrong(_("Elija cada cuándo se repite."), "cada")
    if until < first:
        raise RepeatsWrong(_("Termina antes de empezar: revise las dos fechas."), "hasta")
    term = plan.exercise.period_ends_on
    if term is not None and until > term:
        told = _("El periodo termina el %(day)s: las reuniones llegan a más tardar hasta ese día.")
        raise RepeatsWrong(told % {"day": words.long_date(term)}, "hasta")
    rule = rule_of(Every(every), first)
    days = days_of(rule, first, until)
    if not 2 <= len(days) <= LONGEST:
        raise RepeatsWrong(
            _("Así ocurre menos de dos veces o más de %(n)s: revise las fechas.") % {"n": LONGEST}, "hasta"
        )
    return rule, days


def outside(activity: Activity, days: Sequence[date]) -> int:
    """How many of the days fall outside the dates that the plan gives to the activity."""
    starts, ends = activity.starts_first_on or activity.ends_first_on, activity.ends_last_on or activity.starts_last_on
    return sum((starts is not None and day < starts) or (ends is not None and day > ends) for day in days)


@transaction.atomic
def repeat_activity(
    *, activity: Activity, every: str, first: date, until: date, key: UUID, by: Person, at: datetime
) -> Series:
    """The same ``key`` twice is the same series."""
    plan = activity.workplan
    refuse_unless_drafter(by, plan, at)
    there = Series.objects.filter(workplan=plan, uid=key).first()
    if there is not None:
        return there
    rule, days = proposed_days(plan, every, first, until)
    series = Series.objects.create(
        uid=key,
        workplan=plan,
        activity=activity,
        title=activity.title[:300],
        rule=rule,
        starts_on=first,
        until_on=until,
    )
    changes = {"title": (None, series.title), "rule": (None, rule), "starts": (None, first), "ends": (None, until)}
    note("series_added", plan, by, at, {**changes, "days": (None, len(days))}, of=activity)
    return series


@transaction.atomic
def skip_day(*, series: Series, day: date, reason: str, by: Person, at: datetime) -> None:
    """One of its days will not be held; the others stay."""
    refuse_unless_drafter(by, series.workplan, at)
    series = (
        Series.objects.select_for_update(of=("self",))
        .select_related("workplan__exercise", "activity")
        .get(pk=series.pk)
    )
    if not reason.strip():
        raise NeedsAReason(_("Para cancelar una fecha hay que decir por qué."))
    if series.cancelled_at is not None or day not in days_of_series(series):
        raise RepeatsWrong(_("Esa fecha no es de esta serie, o ya se había cancelado."), "dia")
    Series.objects.filter(pk=series.pk).update(skipped=sorted([*series.skipped, day.isoformat()]))
    changes = {"date": (day, None), "reason": (None, reason.strip())}
    note("meeting_skipped", series.workplan, by, at, changes, of=series.activity)


@transaction.atomic
def end_series(*, series: Series, reason: str, by: Person, at: datetime) -> None:
    """What remains of it will not be held. Its days stay told, as cancelled."""
    refuse_unless_drafter(by, series.workplan, at)
    series = (
        Series.objects.select_for_update(of=("self",))
        .select_related("workplan__exercise", "activity")
        .get(pk=series.pk)
    )
    if not reason.strip():
        raise NeedsAReason(_("Para terminar la serie hay que decir por qué."))
    if series.cancelled_at is not None:
        raise RepeatsWrong(_("Esta serie ya se había cancelado."), "")
    Series.objects.filter(pk=series.pk).update(cancelled_at=at)
    changes = {"ends": (series.until_on, None), "reason": (None, reason.strip())}
    note("series_cancelled", series.workplan, by, at, changes, of=series.activity)


def agreed_end(plan: WorkPlan) -> date | None:
    """The last day that a new series may take: the end of the period, or of the plan."""
    return plan.exercise.period_ends_on or (last_day(plan.target) if plan.target else None)


def next_day(series: Series, today: date) -> date | None:
    return next((day for day in days_of_series(series) if day >= today), None)
