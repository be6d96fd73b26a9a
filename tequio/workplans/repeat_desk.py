"""The page on which an activity is made to repeat: its days are seen before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.dates import Status, first_day, parse
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import Activity, Goal, Series
from tequio.workplans.plan_desk import PlanDesk, key_of
from tequio.workplans.recurring import (
    Every,
    RepeatsWrong,
    agreed_end,
    days_of_series,
    end_series,
    every_of,
    outside,
    proposed_days,
    repeat_activity,
    skip_day,
)

#: days of one series that the page lists; a weekly one of a year
SHOWN = 60


@dataclass(frozen=True, slots=True)
class SeriesShown:
    """``days``: (value of the form, in words, whether it has passed)."""

    uid: UUID
    every: str
    span: str
    days: tuple[tuple[str, str, bool], ...]
    more: int
    skipped: tuple[str, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class RepeatPage:
    """``proposed``: the days that the form asks for, before they are stored. ``warning``: they leave the dates of the plan."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    activity: str
    choices: tuple[Option, ...]
    first: str
    until: str
    key: str
    proposed: tuple[str, ...]
    warning: str
    series: tuple[SeriesShown, ...]
    reason: str = ""
    errors: tuple[FormError, ...] = ()


def repeat(desk: PlanDesk, uid: UUID, goal: bool = False) -> HttpResponse:
    part = desk.part_at(str(uid))
    if isinstance(part, Goal):
        raise Http404(uid)
    activity = Activity.objects.select_related("workplan__exercise").get(pk=part.pk)
    if desk.request.method != "POST":
        return repeat_shown(desk, activity)
    step, _colon, about = desk.request.POST.get("paso", "").partition(":")
    try:
        return stored(desk, activity, step, about)
    except RepeatsWrong as refusal:
        return repeat_shown(desk, activity, (FormError(str(refusal), refusal.field),))
    except Refusal as refusal:
        return repeat_shown(desk, activity, (FormError(str(refusal), "motivo"),))


def stored(desk: PlanDesk, activity: Activity, step: str, about: str) -> HttpResponse:
    """Raises Refusal."""
    post = desk.request.POST
    who: dict[str, Any] = {"by": desk.person, "at": desk.at}
    if step in ("saltar", "terminar"):
        series = (
            Series.objects.select_related("workplan__exercise").filter(activity=activity, uid=key_of(about)).first()
        )
        if series is None:
            raise Http404(about)
        if step == "terminar":
            end_series(series=series, reason=post.get("motivo", "")[:500], **who)
        else:
            day = day_in(post.get("dia", ""), "dia")
            skip_day(series=series, day=day, reason=post.get("motivo", "")[:500], **who)
        return HttpResponseRedirect(desk.request.path)
    first, until = day_in(post.get("desde", ""), "desde"), day_in(post.get("hasta", ""), "hasta")
    if step != "guardar":
        _rule, days = proposed_days(desk.plan, post.get("cada", ""), first, until)
        return repeat_shown(desk, activity, days=days)
    key = key_of(post.get("clave", ""))
    repeat_activity(activity=activity, every=post.get("cada", ""), first=first, until=until, key=key, **who)
    return HttpResponseRedirect(desk.request.path)


def day_in(text: str, field: str) -> date:
    """One day, as people write it. Raises RepeatsWrong."""
    found = parse(text[:60]) if text.strip() else None
    day = first_day(found) if found is not None and found.status is Status.EXACT else None
    if day is None:
        raise RepeatsWrong(_("Escriba un día completo, por ejemplo 15/01/2022. Primero el día."), field)
    return day


def repeat_shown(
    desk: PlanDesk, activity: Activity, errors: tuple[FormError, ...] = (), days: tuple[date, ...] = ()
) -> HttpResponse:
    post, uid = desk.request.POST, activity.uid
    title, back = _("Repetir una actividad"), f"{desk.base}actividades/{uid}/"
    end = agreed_end(activity.workplan)
    every = post.get("cada", Every.MONTH.value)
    rows = Series.objects.filter(activity=activity).order_by("starts_on", "pk")
    page = RepeatPage(
        exercise=desk.exercise,
        title=title,
        description=_("Reuniones o entregas que se hacen una y otra vez: cada día queda en el calendario."),
        crumbs=(*desk.back, Crumb(_("Editar"), desk.base), Crumb(title)),
        action=desk.request.path,
        back_url=back,
        activity=activity.title,
        choices=tuple(Option(str(each.label), each.value, each.value == every) for each in Every),
        first=post.get("desde", "")[:60],
        until=post.get("hasta", f"{end:%d/%m/%Y}" if end else "")[:60],
        key=post.get("clave", "")[:40] or str(uuid4()),
        proposed=tuple(words.long_date(day) for day in days),
        warning=warning_of(outside(activity, days)),
        series=tuple(series_shown(each, desk.exercise.today) for each in rows),
        reason=post.get("motivo", "")[:500],
        errors=errors,
    )
    return render(desk.request, "workplans/repeat.html", {"page": page}, status=422 if errors else 200)


def warning_of(days: int) -> str:
    if not days:
        return ""
    told = ngettext(
        "%(n)s fecha queda fuera de las que el plan da a esta actividad.",
        "%(n)s fechas quedan fuera de las que el plan da a esta actividad.",
        days,
    )
    return f"{told % {'n': days}} {_('Puede guardarlas así o corregir antes las fechas de la actividad.')}"


def series_shown(series: Series, today: date) -> SeriesShown:
    days = days_of_series(series)
    return SeriesShown(
        uid=series.uid,
        every=str(every_of(series).label),
        span=words.span(series.starts_on, series.until_on),
        days=tuple((day.isoformat(), words.long_date(day), day < today) for day in days[:SHOWN]),
        more=max(0, len(days) - SHOWN),
        skipped=tuple(words.long_date(date.fromisoformat(day)) for day in series.skipped),
        ended=series.cancelled_at is not None,
    )
