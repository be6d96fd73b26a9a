"""The days off of a place, year by year: those of the law, its own, and those of the place that it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from tequio.audit.queries import HistoryLine, history
from tequio.core.reading.words import key
from tequio.core.rules.pack import RulePack
from tequio.core.workdays import LocalDay, statutory_days
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.places.models import Closure, Jurisdiction, Level, NonWorkingDay
from tequio.places.permissions import can_edit_calendar
from tequio.web import words
from tequio.web.pages import Crumb, Option
from tequio.workplans.queries.schedules import calendar_of

BASE = "/dias-inhabiles/"
COUNTRY = "MX"
LAW = "Ley Federal del Trabajo, artículo 74"
PER_PAGE = 50
#: changes told at the foot of the page
LAST_CHANGES = 12
VERBS = {
    "places.non_working_day_added",
    "places.non_working_day_removed",
    "places.closure_added",
    "places.closure_removed",
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """``last``: of a closure, else None. ``whose``: the law, this place or the one it lies in. ``change_url``: only who may."""

    first: date
    last: date | None
    name: str
    source: str
    whose: str
    is_own: bool
    change_url: str = ""

    @property
    def when(self) -> str:
        """«lunes 3 de febrero», «del 21 jul 2021 al 1 ago 2021»."""
        if self.last is None:
            day = {"n": self.first.day, "month": words.month(self.first.month)}
            return f"{WEEKDAYS[self.first.weekday()]} {_('%(n)s de %(month)s') % day}"
        span = {"first": words.short_date(self.first), "last": words.short_date(self.last)}
        return _("del %(first)s al %(last)s") % span


@dataclass(frozen=True, slots=True)
class ChangeLine:
    on: date
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class DaysPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    place: str
    url: str
    year: int
    years: tuple[Option, ...]
    lines: tuple[DayLine, ...]
    #: whether some day is of this place or of the one it lies in
    has_local: bool
    working: int
    may: bool
    loads: bool
    done: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    name: str
    level: str
    url: str
    days: int
    closures: int


@dataclass(frozen=True, slots=True)
class PlacesPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    lines: tuple[PlaceLine, ...]
    pages: tuple[Option, ...]
    year: int


def place_at(uid: UUID) -> Jurisdiction | None:
    return Jurisdiction.objects.select_related("parent__parent").filter(uid=uid).first()


def lineage_of(place: Jurisdiction) -> tuple[Jurisdiction, ...]:
    """From the place up."""
    up = [place]
    while (parent := up[-1].parent) is not None:
        up.append(parent)
    return tuple(up)


def trail(place: Jurisdiction | None = None, here: str = "") -> tuple[Crumb, ...]:
    first = (Crumb(_("Inicio"), "/"), Crumb(_("Días inhábiles"), BASE if place else ""))
    if place is None:
        return first
    own = Crumb(place.name, f"{BASE}{place.uid}/" if here else "")
    return (*first, own, Crumb(here)) if here else (*first, own)


def days_page(place: Jurisdiction, person: Person | None, *, year: int, today: date, done: str = "") -> DaysPage:
    """Six queries at most, whatever the number of days."""
    may = person is not None and can_edit_calendar(person, place.pk)
    url, lines = f"{BASE}{place.uid}/", lines_of(place, year, may=may)
    working = calendar_of(place.pk).count(date(year, 1, 1), date(year, 12, 31))
    return DaysPage(
        title=_("Días inhábiles de %(place)s") % {"place": place.name},
        description=_(
            "En estos días no corren los plazos: ni los de las rutas y las sesiones, ni los de las solicitudes sobre datos personales."
        ),
        crumbs=trail(place),
        place=place.name,
        url=url,
        year=year,
        years=years_of(place, year, today, url),
        lines=lines,
        has_local=any(line.is_own or line.source != LAW for line in lines),
        working=working,
        may=may,
        loads=may and bool(offered(place, year)),
        done=done,
        changes=changes_of(place),
    )


def years_of(place: Jurisdiction, year: int, today: date, url: str) -> tuple[Option, ...]:
    known = {each.year for each in place.non_working_days.dates("day_on", "year", order="DESC")[:8]}
    shown = sorted(known | {year, today.year - 1, today.year, today.year + 1})
    return tuple(Option(str(each), str(each), each == year, f"{url}?anio={each}") for each in shown)


def lines_of(place: Jurisdiction, year: int, *, may: bool) -> tuple[DayLine, ...]:
    """Those of the law, of the place and of those it lies in, in order. Two queries."""
    up = lineage_of(place)
    names = {each.pk: each.name for each in up}
    found = [
        DayLine(day, None, name, LAW, _("Todo el país"), is_own=False)
        for day, name in statutory_days(COUNTRY, year).items()
    ]
    for each in NonWorkingDay.objects.filter(jurisdiction__in=up, day_on__year=year):
        found.append(line_of(each, each.day_on, None, names, place, may=may))
    for closed in Closure.objects.filter(jurisdiction__in=up, first_on__year__lte=year, last_on__year__gte=year):
        found.append(line_of(closed, closed.first_on, closed.last_on, names, place, may=may))
    return tuple(sorted(found, key=lambda line: (line.first, line.last or line.first, line.name)))


def line_of(
    row: NonWorkingDay | Closure,
    first: date,
    last: date | None,
    names: dict[int, str],
    place: Jurisdiction,
    *,
    may: bool,
) -> DayLine:
    own = row.jurisdiction_id == place.pk
    url = f"{BASE}{place.uid}/quitar/{row.uid}/" if own and may else ""
    return DayLine(first, last, row.name, row.source, names[row.jurisdiction_id], own, url)


def changes_of(place: Jurisdiction) -> tuple[ChangeLine, ...]:
    """The last ones, as the public record has them. One query."""
    events = (each for each in history([place.uid], limit=4 * LAST_CHANGES) if each.verb in VERBS)
    return tuple(change_line(each, place) for each, _n in zip(events, range(LAST_CHANGES), strict=False))


def change_line(event: HistoryLine, place: Jurisdiction) -> ChangeLine:
    gone = event.verb.endswith("removed")

    def value(name: str) -> str:
        return str(event.changes.get(name, ("", ""))[0 if gone else 1] or "")

    days = [
        words.long_date(date.fromisoformat(day)) for each in ("day_on", "first_on", "last_on") if (day := value(each))
    ]
    span = days[0] if len(days) == 1 else _("del %(first)s al %(last)s") % {"first": days[0], "last": days[-1]}
    told = {"days": span, "name": value("name")}
    text = _("Se quitó %(name)s: %(days)s") % told if gone else _("Se agregó %(name)s: %(days)s") % told
    reason = str(event.changes.get("reason", ("", ""))[1] or "")
    return ChangeLine(place.today(event.at), text, reason)


def places_page(*, page: int, year: int) -> PlacesPage:
    """Three queries."""
    rows = Jurisdiction.objects.exclude(level=Level.COUNTRY).annotate(
        days=Count("non_working_days", filter=Q(non_working_days__day_on__year=year), distinct=True),
        closed=Count(
            "closures", filter=Q(closures__first_on__year__lte=year, closures__last_on__year__gte=year), distinct=True
        ),
    )
    paged = Paginator(rows.order_by("name", "pk").values_list("name", "level", "uid", "days", "closed"), PER_PAGE)
    here = paged.get_page(page)
    more = paged.page_range if paged.num_pages > 1 else ()
    return PlacesPage(
        title=_("Días inhábiles"),
        description=_("Los de cada lugar, con la fuente de cada uno. Los del artículo 74 de la ley cuentan en todos."),
        crumbs=trail(),
        lines=tuple(
            PlaceLine(name, str(Level(level).label), f"{BASE}{uid}/", days, closed)
            for name, level, uid, days, closed in here
        ),
        pages=tuple(Option(str(each), str(each), each == here.number, f"{BASE}?pagina={each}") for each in more),
        year=year,
    )


def packs_of(place: Jurisdiction) -> list[RulePack]:
    """Those that its exercises use, and those that say they are of this place. One query."""
    used = set(Exercise.objects.filter(jurisdiction=place.pk).values_list("pack", flat=True))
    name = key(place.name)
    return [each for each in rulepack.load_all() if each.name in used or name in each.jurisdictions]


def offered(place: Jurisdiction, year: int) -> tuple[LocalDay, ...]:
    """The days of that year that its rule packs bring and that are still working days. Those of the packs of other places are not."""
    calendar = calendar_of(place.pk)
    days = {
        off.on(year): LocalDay(off.on(year), off.name, off.citation)
        for each in packs_of(place)
        for off in each.days_off
    }
    return tuple(days[day] for day in sorted(days) if calendar.is_working(day))
