"""What a change of the days off of a place would move: the routes that count with them, and the meetings already arranged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.exercises.models import Exercise, Status
from tequio.exercises.permissions import can_see_exercise
from tequio.meetings.models import Meeting
from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tequio.workplans.models import Activity, Kind, Milestone, WorkPlan
from tequio.workplans.queries.consequences import Promise, consequence
from tequio.workplans.queries.schedules import Scheduled, schedule_of

#: routes whose dates are worked out twice before a change; of the others it is said that they were not
MOST_ROUTES = 40


@dataclass(frozen=True, slots=True)
class RouteTold:
    """What changes in one route; ``url`` leads to its what-if."""

    name: str
    sentence: str
    promises: tuple[Promise, ...]
    url: str
    signs_later: bool = False


@dataclass(frozen=True, slots=True)
class Moves:
    """``depend``: routes that count with this calendar and were worked out; ``untold``: those that were not. ``meetings``: already
    arranged on those days."""

    sentence: str
    depend: int
    moved: tuple[RouteTold, ...]
    untold: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The last route of an exercise."""

    exercise: Exercise
    plan: WorkPlan
    activities: list[Activity]
    milestones: list[Milestone]

    def scheduled(self) -> Scheduled:
        """With the days off as they are now."""
        return schedule_of(self.plan, self.activities, self.milestones, jurisdiction_id=self.exercise.jurisdiction_id)


def planned(exercise: Exercise) -> Planned:
    plan = exercise.workplans.filter(kind=Kind.ROUTE).order_by("-pk")[0]
    activities = list(Activity.objects.filter(workplan=plan).order_by("position"))
    return Planned(exercise, plan, activities, list(Milestone.objects.filter(workplan=plan).order_by("position")))


def rehearsed(
    place: Jurisdiction,
    act: Callable[[], object],
    days: Sequence[tuple[date, date]],
    *,
    person: Person,
    at: datetime,
) -> Moves:
    """``act`` is done and undone: nothing stays, and what it refuses it refuses here too. ``days``: first and last, of each."""
    seen = [each for each in exercises_under(place) if can_see_exercise(person, each, at)]
    routes = [planned(each) for each in seen[:MOST_ROUTES]]
    before = [each.scheduled() for each in routes]
    with transaction.atomic():
        act()
        after = [each.scheduled() for each in routes]
        transaction.set_rollback(True)
    told = (told_of(*each) for each in zip(routes, before, after, strict=True))
    moved = tuple(each for each in told if each is not None)
    return Moves(
        sentence=sentence_of(len(routes), moved),
        depend=len(routes),
        moved=moved,
        untold=len(seen) - len(routes),
        meetings=meetings_on(place, days),
    )


def exercises_under(place: Jurisdiction) -> QuerySet[Exercise]:
    """With a route, of the place and of those inside it; an archived one no longer moves."""
    inside = Q(jurisdiction=place) | Q(jurisdiction__parent=place) | Q(jurisdiction__parent__parent=place)
    routes = WorkPlan.objects.filter(kind=Kind.ROUTE).values("exercise")
    found = Exercise.objects.filter(inside, pk__in=routes).exclude(status=Status.ARCHIVED)
    return found.select_related("jurisdiction").order_by("pk")


def told_of(route: Planned, before: Scheduled, after: Scheduled) -> RouteTold | None:
    """None where nothing changes."""
    url = f"/{route.exercise.slug}/ruta/que-pasa-si/"
    if before.schedule is None:
        return None
    if after.schedule is None:
        return RouteTold(route.exercise.name, after.why_not, (), url)
    change = consequence(before.schedule, after.schedule, route.activities, route.milestones)
    if not change.moved and not change.promises:
        return None
    sentence = change.ends[:1].upper() + change.ends[1:] + "."
    return RouteTold(route.exercise.name, sentence, change.promises, url, change.finish_by != 0)


def sentence_of(depend: int, moved: tuple[RouteTold, ...]) -> str:
    """«Cambian las fechas de 2 de las 5 rutas que cuentan con estos días. Se mueve 1 firma o final.»"""
    if not depend:
        return _("Ninguna ruta cuenta con estos días: no se mueve ninguna fecha de ruta.")
    if not moved:
        return ngettext(
            "%(n)s ruta cuenta con estos días y ninguna de sus fechas se mueve.",
            "%(n)s rutas cuentan con estos días y ninguna de sus fechas se mueve.",
            depend,
        ) % {"n": depend}
    told = ngettext(
        "Cambian las fechas de la ruta que cuenta con estos días.",
        "Cambian las fechas de %(moved)s de las %(n)s rutas que cuentan con estos días.",
        depend,
    ) % {"moved": len(moved), "n": depend}
    ends = sum(each.signs_later for each in moved)
    if not ends:
        return f"{told} {_('Ninguna firma ni final se mueve.')}"
    ending = ngettext("Se mueve %(n)s firma o final.", "Se mueven %(n)s firmas o finales.", ends)
    return f"{told} {ending % {'n': ends}}"


def meetings_on(place: Jurisdiction, days: Sequence[tuple[date, date]]) -> int:
    """By the clock of the place. One query."""
    found = Q(pk__in=())
    for first, last in days:
        begins, ends = (midnight(place, day) for day in (first, last + timedelta(days=1)))
        found |= Q(begins_at__gte=begins, begins_at__lt=ends)
    here = Q(exercise__jurisdiction=place) | Q(exercise__jurisdiction__parent=place)
    return Meeting.objects.filter(found, here, cancelled_at__isnull=True).count()


def midnight(place: Jurisdiction, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=place.zone)
