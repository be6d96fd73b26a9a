"""Dates of an exercise, or of one commitment, as entries of a calendar feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max

from tequio.audit.models import Event
from tequio.calls.models import Call
from tequio.core.dates import FuzzyDate, first_day, from_edtf, last_day
from tequio.exercises.queries import ExerciseHeader
from tequio.formats.ical import CalendarEntry
from tequio.meetings.letters import entry_of
from tequio.meetings.models import Meeting
from tequio.opendata.queries import plan_pieces, public_plans
from tequio.opendata.routes import NoRoute, route_of
from tequio.workplans.models import Activity, Milestone, Series

#: when nothing in the record tells of a thing (it was there before the record), so that DTSTAMP never comes from a clock
BEFORE_THE_RECORD = datetime(2020, 1, 1, tzinfo=UTC)


class Told(NamedTuple):
    """The last change of a thing in the record and how many changes there were after the first."""

    at: datetime
    changes: int


ACTIVITY_COLUMNS = ("pk", "uid", "workplan_id", "position", "title", "starts", "ends", "cancelled_at")
NEVER = Told(BEFORE_THE_RECORD, 0)


def told_of(uids: Iterable[UUID]) -> dict[UUID, Told]:
    """One query for all of them."""
    rows = (
        Event.objects.filter(subject_uid__in=list(uids)).values("subject_uid").annotate(at=Max("at"), count=Count("pk"))
    )
    return {row["subject_uid"]: Told(row["at"], row["count"] - 1) for row in rows}


def exercise_entries(exercise: ExerciseHeader, site: str) -> Iterator[CalendarEntry]:
    """Windows of the calls, phases and milestones of the route, activities of the plans, what repeats, meetings."""
    yield from _calls(exercise, site)
    yield from _route(exercise, site)
    plans = public_plans(exercise).exclude(kind="route")
    yield from plan_entries(exercise, plans, site)
    yield from series_entries(exercise, plans, site)
    yield from meeting_entries(exercise, site)


def _calls(exercise: ExerciseHeader, site: str) -> Iterator[CalendarEntry]:
    calls = list(Call.objects.filter(exercise_id=exercise.id).exclude(status="draft").order_by("pk"))
    told = told_of(call.uid for call in calls)
    for call in calls:
        if call.closes_at is None:
            continue
        known = told.get(call.uid, NEVER)
        yield CalendarEntry(
            uid=str(call.uid),
            title=f"Cierra la convocatoria: {call.title}",
            changed_at=known.at,
            sequence=known.changes,
            begins_at=call.closes_at,
            ends_at=call.closes_at,
            url=f"{site}/{exercise.slug}/",
            categories=("Convocatoria",),
            cancelled=call.status == "void",
        )


def _route(exercise: ExerciseHeader, site: str) -> Iterator[CalendarEntry]:
    try:
        data = route_of(exercise)
    except NoRoute:
        return
    milestones = list(Milestone.objects.filter(workplan=data.plan.pk).order_by("position"))
    told = told_of([*(activity.uid for activity in data.activities), *(each.uid for each in milestones)])
    url = f"{site}/{exercise.slug}/ruta/"
    for activity in data.activities:
        row = data.scheduled.rows.get(activity.pk)
        span = from_edtf(f"{row.early_start}/{row.early_finish}") if row else _span(activity.starts, activity.ends)
        known = told.get(activity.uid, NEVER)
        slack = "" if row is None else "Sin margen." if row.critical else f"Margen: {row.total_float} días hábiles."
        yield _entry(
            activity.uid, activity.title, span, known, slack, url, "Ruta crítica", activity.cancelled_at is not None
        )
    for each in milestones:
        yield _entry(each.uid, each.name, each.date, told.get(each.uid, NEVER), "", url, "Fechas clave", False)


def plan_entries(exercise: ExerciseHeader, plans: Any, site: str) -> Iterator[CalendarEntry]:
    """One entry per activity with a date, in pieces of plans. Not its state: that changes with the day and not with the data."""
    for piece in plan_pieces(plans):
        numbers = {plan["pk"]: plan["commitment__number"] for plan in piece}
        from_these = Activity.objects.filter(workplan__in=list(numbers)).order_by("workplan_id", "position")
        rows = list(from_these.values(*ACTIVITY_COLUMNS))
        told = told_of(row["uid"] for row in rows)
        for row in rows:
            known = told.get(row["uid"], NEVER)
            yield activity_entry(row, known, f"{site}/{exercise.slug}", numbers[row["workplan_id"]])


def activity_entry(row: dict[str, Any], known: Told, base: str, number: int | None) -> CalendarEntry:
    """``number``: of its commitment; none in the year of an office. ``base``: address of the exercise."""
    place = f"compromisos/{number}/#actividad-{row['position']}" if number else "plan-anual/"
    return _entry(
        row["uid"],
        f"{row['title']} (compromiso {number})" if number else row["title"],
        _span(row["starts"], row["ends"]),
        known,
        "",
        f"{base}/{place}",
        "Compromisos" if number else "Plan anual",
        row["cancelled_at"] is not None,
    )


def series_entries(exercise: ExerciseHeader, plans: Any, site: str) -> Iterator[CalendarEntry]:
    """What repeats, one entry with its rule for each series; its changes are told of its activity. Two queries."""
    rows = Series.objects.filter(workplan__in=plans.values("pk"), activity__isnull=False).order_by("pk")
    found = list(rows.select_related("activity", "workplan__commitment"))
    told = told_of(each.activity.uid for each in found if each.activity)
    for each in found:
        number = each.workplan.commitment.number if hasattr(each.workplan, "commitment") else None
        known = told.get(each.activity.uid, NEVER) if each.activity else NEVER
        yield CalendarEntry(
            uid=str(each.uid),
            title=each.title,
            changed_at=known.at,
            sequence=known.changes,
            span=from_edtf(each.starts_on.isoformat()),
            rule=each.rule,
            until=each.until_on,
            skipped=tuple(date.fromisoformat(day) for day in each.skipped),
            url=f"{site}/{exercise.slug}/{f'compromisos/{number}/' if number else 'plan-anual/'}",
            categories=("Se repite",),
            cancelled=each.cancelled_at is not None,
        )


def meeting_entries(exercise: ExerciseHeader, site: str) -> Iterator[CalendarEntry]:
    """Those that were called, with the identity and the revision of their invitation."""
    rows = Meeting.objects.filter(exercise=exercise.id).exclude(session__status="draft")
    rows = rows.exclude(event__isnull=False, event__opened_at__isnull=True)
    for each in rows.select_related("exercise__jurisdiction", "event").order_by("begins_at", "pk"):
        event = getattr(each, "event", None)
        yield entry_of(each, url=f"{site}/{exercise.slug}/{f'eventos/{event.uid}/' if event else ''}")


def _span(starts: FuzzyDate | None, ends: FuzzyDate | None) -> FuzzyDate | None:
    """From the first day of the one to the last of the other; either alone stands as it was written."""
    if starts is None or ends is None:
        return starts or ends
    first, last = first_day(starts), last_day(ends)
    if first is None or last is None or starts.edtf == ends.edtf:
        return ends if last else starts
    return from_edtf(f"{starts.edtf}/{ends.edtf}") if first <= last else ends


def _entry(
    uid: UUID, title: str, span: FuzzyDate | None, known: Told, text: str, url: str, category: str, cancelled: bool
) -> CalendarEntry:
    return CalendarEntry(
        uid=str(uid),
        title=title,
        changed_at=known.at,
        sequence=known.changes,
        span=span,
        description=text,
        url=url,
        categories=(category,),
        cancelled=cancelled,
    )
