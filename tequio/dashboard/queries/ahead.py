"""Beside the list of the week: the next dates of the exercises where a person works, and what has happened in them lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.calls.models import Call
from tequio.core.dates import FuzzyDate
from tequio.dashboard.queries.desk import WEEK, Desk
from tequio.meetings.models import Meeting
from tequio.monitoring.models import Delay, Evidence, Review
from tequio.monitoring.spots import activity_url, plan_label, plan_url
from tequio.web import words
from tequio.workplans.models import Activity, Milestone

#: lines of each of the two lists
SHOWN = 6
#: as far as the next dates look
FAR = timedelta(days=60)
#: as far back as what happened lately
LATELY = timedelta(days=14)
OUTCOMES = {
    "accepted": gettext_lazy("Se aceptó «%(what)s»"),
    "returned": gettext_lazy("Se devolvió «%(what)s»"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """A day ahead: ``when`` in words, ``left`` how long until then."""

    day: date
    what: str
    about: str
    when: str
    left: str
    url: str


@dataclass(frozen=True, slots=True)
class News:
    at: datetime
    what: str
    about: str
    when: str
    url: str


def coming(desk: Desk) -> tuple[Coming, ...]:
    """The nearest first, in three queries. What is due this week is in the list itself."""
    found = [*_activities(desk), *_meetings(desk), *_milestones(desk), *_closings(desk)]
    return tuple(sorted(found, key=lambda each: (each.day, each.what))[:SHOWN])


def _activities(desk: Desk) -> Iterator[Coming]:
    for plan, found in desk.progress.items():
        at = desk.plans[plan]
        for each in found.activities:
            if each.last_on is None or each.due is None or each.state in ("verified", "cancelled"):
                continue
            mine = desk.is_mine(plan, each) or desk.keeps(plan)
            if mine and at.today + WEEK <= each.last_on <= at.today + FAR:
                url = activity_url(at.exercise.slug, at.number, each.position)
                about = plan_label(at.number)
                yield _coming(each.last_on, each.title, about, at.today, url, each.due)


def _of_days(desk: Desk, path: str, column: str) -> Q:
    """Of each exercise, from its own today."""
    asked = Q(pk__in=[])
    for pk, today in desk.today.items():
        asked |= Q(**{path: pk, f"{column}__gte": today, f"{column}__lte": today + FAR})
    return asked


def _of_moments(desk: Desk, column: str) -> Q:
    """The same days, as they begin and end in each place."""
    asked = Q(pk__in=[])
    for pk, today in desk.today.items():
        zone = desk.exercises[pk].jurisdiction.zone
        first, last = (datetime.combine(day, time(), zone) for day in (today, today + FAR))
        asked |= Q(exercise=pk, **{f"{column}__gte": first, f"{column}__lt": last})
    return asked


def _meetings(desk: Desk) -> Iterator[Coming]:
    called = Meeting.objects.filter(_of_moments(desk, "begins_at"), cancelled_at__isnull=True)
    called = called.exclude(event__isnull=False, event__opened_at__isnull=True).select_related("event")
    for each in called.exclude(session__status__in=("draft", "cancelled")).order_by("begins_at")[:SHOWN]:
        exercise = desk.exercises[each.exercise_id]
        begins = each.begins_at.astimezone(exercise.jurisdiction.zone)
        about = " · ".join(filter(None, [f"{begins:%H:%M}", each.place]))
        event = getattr(each, "event", None)
        url = f"/{exercise.slug}/eventos/{event.uid}/" if event else f"/{exercise.slug}/"
        yield _coming(begins.date(), each.title, about, desk.today[exercise.pk], url)


def _milestones(desk: Desk) -> Iterator[Coming]:
    rows = Milestone.objects.filter(_of_days(desk, "workplan__exercise", "date_last_on")).select_related("workplan")
    for each in rows.order_by("date_last_on")[:SHOWN]:
        exercise = desk.exercises[each.workplan.exercise_id]
        if each.date_last_on is not None:
            today, url = desk.today[exercise.pk], f"/{exercise.slug}/ruta/"
            yield _coming(each.date_last_on, each.name, _("Fecha comprometida de la ruta"), today, url, each.date)


def _closings(desk: Desk) -> Iterator[Coming]:
    for each in Call.objects.filter(_of_moments(desk, "closes_at"), status="published").order_by("closes_at")[:SHOWN]:
        exercise = desk.exercises[each.exercise_id]
        if each.closes_at is not None:
            # half open: the last day is the one before midnight
            last = (each.closes_at - timedelta(microseconds=1)).astimezone(exercise.jurisdiction.zone).date()
            yield _coming(
                last,
                words.sentence_case(each.title, exercise.name),
                _("Cierra la convocatoria"),
                desk.today[exercise.pk],
                f"/{exercise.slug}/",
            )


def _coming(day: date, what: str, about: str, today: date, url: str, written: FuzzyDate | None = None) -> Coming:
    left = (day - today).days
    when = words.fuzzy_short(written.edtf) if written else words.short_date(day)
    return Coming(day, what, about, when, _("Hoy") if left == 0 else _("En %(days)s") % {"days": words.days(left)}, url)


def news(desk: Desk) -> tuple[News, ...]:
    """The last first, in two queries. What was given by this person is in the list itself."""
    found = sorted([*_answers(desk), *_moves(desk)], key=lambda each: each.at, reverse=True)
    return tuple(found[:SHOWN])


def _answers(desk: Desk) -> Iterator[News]:
    lately = Q(pk__in=[])
    for pk, since in _since(desk):
        here = Q(evidence__means__goal__workplan__exercise=pk) | Q(evidence__means__activity__workplan__exercise=pk)
        lately |= here & Q(reviewed_at__gte=since)
    given = {each.pk: each for pieces in desk.evidence.values() for each in pieces}
    rows = Review.objects.standing().filter(lately).exclude(evidence__submitted_by=desk.person)
    for each in rows.order_by("-reviewed_at")[: SHOWN * 3]:
        evidence = given.get(each.evidence_id)
        if evidence is not None and _may_know(desk, evidence, each.outcome):
            told = str(OUTCOMES[each.outcome]) % {"what": evidence.means.text}
            yield _news(desk, _plan_of(evidence), each.reviewed_at, told, evidence.activity or evidence.means.activity)


def _may_know(desk: Desk, evidence: Evidence, outcome: str) -> bool:
    """An acceptance is public; a return is seen by who follows the evidence."""
    plan = _plan_of(evidence)
    if plan not in desk.plans:
        return False
    mine = plan in desk.roles.plans or desk.keeps(plan) or bool(desk.sectors[desk.plans[plan].exercise.pk])
    return outcome == "accepted" or mine


def _moves(desk: Desk) -> Iterator[News]:
    lately = Q(pk__in=[])
    for pk, since in _since(desk):
        lately |= Q(activity__workplan__exercise=pk, declared_at__gte=since)
    rows = Delay.objects.filter(lately, activity__workplan__in=desk.plans).exclude(declared_by=desk.person)
    for each in rows.select_related("activity").order_by("-declared_at")[:SHOWN]:
        new = words.fuzzy_short(each.new_ends.edtf if each.new_ends else None)
        told = _("«%(what)s» se movió a: %(day)s") % {"what": each.activity.title, "day": new}
        yield _news(desk, each.activity.workplan_id, each.declared_at, told, each.activity)


def _since(desk: Desk) -> Iterator[tuple[int, datetime]]:
    for pk, today in desk.today.items():
        yield pk, datetime.combine(today - LATELY, time(), desk.exercises[pk].jurisdiction.zone)


def _plan_of(evidence: Evidence) -> int:
    owner = evidence.means.goal or evidence.means.activity
    return owner.workplan_id if owner else 0


def _news(desk: Desk, plan: int, at: datetime, told: str, activity: Activity | None) -> News:
    of = desk.plans[plan]
    url = plan_url(of.exercise.slug, of.number)
    if activity is not None:
        url = activity_url(of.exercise.slug, of.number, activity.position)
    day = at.astimezone(of.exercise.jurisdiction.zone).date()
    about = plan_label(of.number)
    if activity is not None and activity.title not in told:
        about = f"{about} · {activity.title}"
    return News(at, told, about, words.short_date(day), url)
