from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.core.reading.words import key
from tequio.core.refusals import Refusal
from tequio.core.territories import HEADINGS, Node, Tree
from tequio.places.models import Closure, Jurisdiction, NonWorkingDay, Territory


@dataclass(frozen=True, slots=True)
class LocalCalendar:
    """Days off besides the statutory ones; ``closures`` are (first, last), both included. Each with its published source."""

    days: tuple[date, ...] = ()
    closures: tuple[tuple[date, date], ...] = ()
    sources: tuple[str, ...] = ()


def local_calendar(jurisdiction: Jurisdiction) -> LocalCalendar:
    """Of this place and of those it lies in: a municipality rests on its state's days too. Two queries per level."""
    days: list[date] = []
    closures: list[tuple[date, date]] = []
    sources: list[str] = []
    place: Jurisdiction | None = jurisdiction
    while place is not None:
        for day in place.non_working_days.order_by("day_on"):
            days.append(day.day_on)
            sources.append(f"{day.day_on:%d/%m/%Y} {day.name}: {day.source}")
        for closure in place.closures.order_by("first_on"):
            closures.append((closure.first_on, closure.last_on))
            sources.append(f"{closure.first_on:%d/%m/%Y} a {closure.last_on:%d/%m/%Y} {closure.name}: {closure.source}")
        place = place.parent
    return LocalCalendar(tuple(sorted(set(days))), tuple(closures), tuple(sources))


def find_day_off(jurisdiction: Jurisdiction, uid: UUID) -> NonWorkingDay | Closure | None:
    day = NonWorkingDay.objects.filter(jurisdiction=jurisdiction, uid=uid).select_related("jurisdiction").first()
    if day is not None:
        return day
    return Closure.objects.filter(jurisdiction=jurisdiction, uid=uid).select_related("jurisdiction").first()


def tree_of(jurisdiction_id: int, *, rows: Iterable[Territory] | None = None) -> Tree:
    """Every territory of a place, those that were closed too. One query, or none where the ``rows`` are at hand."""
    found = Territory.objects.filter(jurisdiction=jurisdiction_id) if rows is None else rows
    return Tree(Node(each.pk, each.parent_id, each.kind, each.name, each.merged_into_id) for each in found)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody comes from: ``words`` as they were written or as the territory is called; both empty where it was not said."""

    territory: Territory | None = None
    words: str = ""


class UnknownTerritory(Refusal):
    code = "unknown-territory"


def origin_of(jurisdiction_id: int, *, chosen: str = "", words: str = "") -> Origin:
    """What a form says: ``chosen`` the uid of a territory, ``words`` what was written beside it. Words that name exactly one open
    territory, inside the chosen one if there is one, mean it. Raises UnknownTerritory for a choice that is not of that place."""
    words = " ".join(words.split())
    here = Territory.objects.filter(jurisdiction=jurisdiction_id, closed_on__isnull=True)
    picked = here.filter(uid=chosen).first() if is_uid(chosen) else None
    if chosen and picked is None:
        raise UnknownTerritory(_("Elija un lugar de la lista, o escríbalo con sus palabras."))
    named = _named(here, words)
    if picked:
        tree = tree_of(jurisdiction_id) if named else None
        named = [each for each in named if tree and each.pk in tree.inside(picked.pk)]
    found = named[0] if len(named) == 1 else picked
    return Origin(found, words or (found.name if found else ""))


def _named(here: QuerySet[Territory], words: str) -> list[Territory]:
    """Those called so; else, of «delegación Centro», the delegaciones called «Centro»."""
    whole = key(words)
    found = list(here.filter(key=whole)) if whole else []
    kind, _space, name = whole.partition(" ")
    if found or kind not in HEADINGS or not name:
        return found
    return list(here.filter(key=name, kind=HEADINGS[kind]))


def is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class TerritoryChoice:
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class TerritoryGroup:
    """A delegación and what lies in it; ``name`` is empty for those that have nothing inside."""

    name: str
    choices: tuple[TerritoryChoice, ...]


@dataclass(frozen=True, slots=True)
class TerritoryChoices:
    """What a form offers. ``whole``: every open territory; where there are too many for a page only the upper ones are offered, and
    the colonia is written beside them."""

    groups: tuple[TerritoryGroup, ...] = ()
    whole: bool = True


#: more options than these make a list that nobody reads and a page that weighs
MOST_CHOICES = 400


def territory_choices(jurisdiction_id: int) -> TerritoryChoices:
    """Open territories of a place, grouped by the one at the top; one query."""
    rows = Territory.objects.filter(jurisdiction=jurisdiction_id, closed_on__isnull=True).order_by("key", "pk")
    inside: dict[int | None, list[Territory]] = defaultdict(list)
    found = list(rows)
    for each in found:
        inside[each.parent_id].append(each)
    whole = len(found) <= MOST_CHOICES
    tops = inside[None][:MOST_CHOICES]
    alone = [_choice(top) for top in tops if not whole or not inside[top.pk]]
    groups = [
        TerritoryGroup(top.name, (_choice(top), *(_choice(each) for each in _under(top, inside))))
        for top in tops
        if whole and inside[top.pk]
    ]
    rest = (TerritoryGroup("", tuple(alone)),) if alone else ()
    return TerritoryChoices((*groups, *rest), whole)


def _choice(territory: Territory) -> TerritoryChoice:
    return TerritoryChoice(str(territory.uid), territory.name)


def _under(top: Territory, inside: Mapping[int | None, list[Territory]]) -> Iterator[Territory]:
    for each in inside[top.pk]:
        yield each
        yield from _under(each, inside)
