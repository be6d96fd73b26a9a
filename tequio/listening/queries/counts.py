"""How many people of each sector came: those with a name and those that were only counted, with small cells unsaid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from tequio.core.linked_cells import Sum, hidden_cells
from tequio.formats import rulepack
from tequio.listening.models import Event, Headcount
from tequio.meetings.models import Attendance

#: the name of the sum among the sectors; no pack has a sector without a code
ALL = "*"


@dataclass(frozen=True, slots=True)
class SectorCount:
    """``people`` is None where so few came that saying it could tell who."""

    code: str
    name: str
    people: int | None


def sector_names(pack: str) -> dict[str, str]:
    """Those of the pack in its order, and "" for people of whom nobody said it."""
    return {**{each.code: each.name for each in rulepack.load(pack).sectors}, "": _("sin sector")}


def people_by_event(events: QuerySet[Event]) -> dict[int, Counter[str]]:
    """Event → sector → people. Two queries, whatever the number of events."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    named = Attendance.objects.filter(meeting__event__in=events).values_list("meeting__event", "sector")
    for event, sector, people in named.annotate(Count("pk")):
        found[event][sector] += people
    for event, sector, people in Headcount.objects.filter(event__in=events).values_list("event", "sector", "people"):
        found[event][sector] += people
    return found


def hidden_of_event(people: Mapping[str, int]) -> frozenset[str]:
    """What the page of one event does not say."""
    counts = {**people, ALL: sum(people.values())}
    return hidden_cells(counts, [Sum(ALL, tuple(people))])


def counts_of_event(event: Event, *, whole: bool) -> tuple[tuple[SectorCount, ...], int | None]:
    """By sector and in all. ``whole``: for who noted them, without anything unsaid."""
    people = people_by_event(Event.objects.filter(pk=event.pk)).get(event.pk, Counter())
    hidden = frozenset() if whole else hidden_of_event(people)
    names = sector_names(event.exercise.pack)
    shown = tuple(
        SectorCount(code, name, None if code in hidden else people[code])
        for code, name in names.items()
        if code or people[code]
    )
    return shown if people else (), None if ALL in hidden else sum(people.values())


def told(code: Iterable[str], pack: str) -> tuple[str, ...]:
    names = sector_names(pack)
    return tuple(names.get(each, each) for each in code)
