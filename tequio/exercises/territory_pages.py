"""Pages of the tree of territories of a place: a branch at a time, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.core.reading.words import key
from tequio.core.territories import Step
from tequio.exercises.queries import ExerciseHeader
from tequio.places.actions.territories import Planned
from tequio.places.models import Territory, TerritoryKind
from tequio.places.queries import TerritoryChoices
from tequio.web.downloads import address, downloads
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Download, Option

PER_PAGE = 100
#: of what a list would add, told one by one
MOST_TOLD = 60
MOST_REMARKS = 12
PLURALS = {
    TerritoryKind.REGION: ("región", "regiones"),
    TerritoryKind.MUNICIPALITY: ("municipio", "municipios"),
    TerritoryKind.DELEGATION: ("delegación", "delegaciones"),
    TerritoryKind.AGENCY: ("agencia", "agencias"),
    TerritoryKind.COLONIA: ("colonia", "colonias"),
    TerritoryKind.LOCALITY: ("localidad", "localidades"),
    TerritoryKind.SECTOR: ("sector", "sectores"),
    TerritoryKind.OTHER: ("otro", "otros"),
}


TERRITORIES = Dataset(
    "territorios",
    "Territorios",
    "Las delegaciones, colonias y demás partes en que se divide el lugar, también las que se cerraron.",
    (
        Field("id", "Identificador", required=True, unique=True),
        Field("clase", "Clase", required=True),
        Field("nombre", "Nombre", required=True),
        Field("dentro_de", "Identificador de aquel en que está"),
        Field("clave", "Clave del INEGI"),
        Field("cerrado", "Desde cuándo ya no se elige", FieldKind.DATE),
        Field("ahora_es", "Identificador de aquel con el que se unió"),
    ),
)


class NoSuchTerritory(Exception):
    pass


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    """``where``: in what it lies, told only among results of a search. ``inside``: how many open ones lie directly in it."""

    name: str
    url: str
    kind: str
    code: str
    inside: int
    where: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Becoming:
    """What a closed one became."""

    closed_on: date
    why: str
    into: str
    into_url: str


@dataclass(frozen=True, slots=True)
class TreePage:
    """The top of the tree, one branch of it, or what a search found."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    here: str
    uid: str
    kind: str
    code: str
    is_top: bool
    summary: str
    lines: tuple[TerritoryLine, ...]
    closed: tuple[TerritoryLine, ...]
    becoming: Becoming | None
    query: str
    previous_url: str
    next_url: str
    downloads: tuple[Download, ...]
    words_url: str
    may: bool
    done: str


@dataclass(frozen=True, slots=True)
class TerritoryFormPage:
    """``sheet``: new, name, move or close; what it asks is in its template."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    sheet: str
    subject: str
    action: str
    back_url: str
    typed: Mapping[str, str]
    kinds: tuple[Option, ...]
    choices: TerritoryChoices
    has_inside: bool
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list before it is read, and what it would add."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    columns: str
    example: str
    text: str
    planned: PlannedShown | None
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class PlannedShown:
    total: int
    summary: str
    shown: tuple[str, ...]
    more: int
    known: int
    closed: tuple[str, ...]
    remarks: tuple[str, ...]


def territory_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    """The whole tree; one query."""
    rows = Territory.objects.filter(jurisdiction=exercise.jurisdiction_id).select_related("parent", "merged_into")
    for each in rows.order_by("pk"):
        parent = str(each.parent.uid) if each.parent else None
        into = str(each.merged_into.uid) if each.merged_into else None
        kind = str(TerritoryKind(each.kind).label)
        yield (str(each.uid), kind, each.name, parent, each.code or None, each.closed_on, into)


def tree_page(
    exercise: ExerciseHeader, *, query: str = "", page: int = 1, may: bool = False, done: str = ""
) -> TreePage:
    """Three queries, whatever the size of the tree."""
    here = Territory.objects.filter(jurisdiction=exercise.jurisdiction_id)
    url = f"{exercise.url}territorios/"
    wanted = key(query)
    found = here.filter(key__contains=wanted) if wanted else here.filter(parent__isnull=True)
    lines, more = lines_of(found.filter(closed_on__isnull=True), url, page, tell_where=bool(wanted))
    counts = here.filter(closed_on__isnull=True).values_list("kind").annotate(n=Count("pk"))
    return TreePage(
        exercise=exercise,
        title=_("Territorios de %(place)s") % {"place": exercise.place},
        description=_(
            "Las delegaciones, colonias y demás partes en que se divide el lugar; con ellas se cuenta de dónde viene la gente."
        ),
        crumbs=(exercise.crumb(), Crumb(_("Territorios"))),
        url=url,
        here=url,
        uid="",
        kind="",
        code="",
        is_top=True,
        summary=summary_of(dict(counts)),
        lines=lines,
        closed=closed_of(found, url),
        becoming=None,
        query=query,
        **pages_of(url, page, more=more, query=query),
        downloads=downloads("territories", slug=exercise.slug) if lines else (),
        words_url=address("bodies:territory_words", (("slug", exercise.slug),)) if lines else "",
        may=may,
        done=done,
    )


def branch_page(
    exercise: ExerciseHeader, territory: Territory, *, page: int = 1, may: bool = False, done: str = ""
) -> TreePage:
    """Three queries besides that of the territory."""
    url = f"{exercise.url}territorios/"
    inside = Territory.objects.filter(parent=territory)
    lines, more = lines_of(inside.filter(closed_on__isnull=True), url, page)
    counts = inside.filter(closed_on__isnull=True).values_list("kind").annotate(n=Count("pk"))
    return TreePage(
        exercise=exercise,
        title=territory.name,
        description=_("Parte del territorio de %(place)s.") % {"place": exercise.place},
        crumbs=trail(exercise, territory),
        url=url,
        here=f"{url}{territory.uid}/",
        uid=str(territory.uid),
        kind=str(TerritoryKind(territory.kind).label),
        code=territory.code,
        is_top=False,
        summary=summary_of(dict(counts)),
        lines=lines,
        closed=closed_of(inside, url),
        becoming=becoming_of(territory, url),
        query="",
        **pages_of(f"{url}{territory.uid}/", page, more=more),
        downloads=(),
        words_url="",
        may=may,
        done=done,
    )


def territory_at(exercise: ExerciseHeader, uid: UUID) -> Territory:
    found = Territory.objects.filter(jurisdiction=exercise.jurisdiction_id, uid=uid)
    one = found.select_related("jurisdiction", "merged_into", "parent__parent__parent").first()
    if one is None:
        raise NoSuchTerritory(uid)
    return one


def trail(exercise: ExerciseHeader, territory: Territory, *last: Crumb) -> tuple[Crumb, ...]:
    """From the top to that one; the link of the last one only where something follows."""
    url = f"{exercise.url}territorios/"
    above: list[Crumb] = []
    at: Territory | None = territory
    while at is not None:
        above.append(Crumb(at.name, f"{url}{at.uid}/" if last or at is not territory else ""))
        at = at.parent
    return (exercise.crumb(), Crumb(_("Territorios"), url), *reversed(above), *last)


def lines_of(
    rows: QuerySet[Territory], url: str, page: int, *, tell_where: bool = False
) -> tuple[tuple[TerritoryLine, ...], bool]:
    """One page, and whether there is another one. One query."""
    start = (page - 1) * PER_PAGE
    counted = rows.select_related("parent").annotate(
        inside=Count("children", filter=Q(children__closed_on__isnull=True))
    )
    found = list(counted.order_by("key", "pk")[start : start + PER_PAGE + 1])
    lines = tuple(line_of(each, url, inside=each.inside, tell_where=tell_where) for each in found[:PER_PAGE])
    return lines, len(found) > PER_PAGE


def line_of(territory: Territory, url: str, *, inside: int = 0, tell_where: bool = False) -> TerritoryLine:
    return TerritoryLine(
        name=territory.name,
        url=f"{url}{territory.uid}/",
        kind=str(TerritoryKind(territory.kind).label),
        code=territory.code,
        inside=inside,
        where=territory.parent.name if tell_where and territory.parent else "",
        closed_on=territory.closed_on,
    )


def closed_of(rows: QuerySet[Territory], url: str) -> tuple[TerritoryLine, ...]:
    gone = rows.filter(closed_on__isnull=False).order_by(F("closed_on").desc(), "pk")
    return tuple(line_of(each, url) for each in gone[:PER_PAGE])


def becoming_of(territory: Territory, url: str) -> Becoming | None:
    if territory.closed_on is None:
        return None
    into = territory.merged_into
    return Becoming(
        territory.closed_on, territory.closed_why, into.name if into else "", f"{url}{into.uid}/" if into else ""
    )


def summary_of(counts: Mapping[str, int]) -> str:
    """«14 delegaciones y 120 colonias», in the order of the kinds."""
    parts = [
        f"{counts[kind.value]:,} {ngettext(*PLURALS[kind], counts[kind.value])}".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        )
        for kind in TerritoryKind
        if counts.get(kind.value)
    ]
    return _(" y ").join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def pages_of(url: str, page: int, *, more: bool, query: str = "") -> dict[str, str]:
    asked = {"q": query} if query else {}
    return {
        "previous_url": f"{url}?{urlencode({**asked, 'pagina': page - 1})}" if page > 1 else "",
        "next_url": f"{url}?{urlencode({**asked, 'pagina': page + 1})}" if more else "",
    }


def kind_options(chosen: str) -> tuple[Option, ...]:
    return tuple(Option(str(kind.label), kind.value, kind.value == chosen) for kind in TerritoryKind)


def planned_shown(planned: Planned, remarks: Iterable[str]) -> PlannedShown:
    counts: dict[str, int] = {}
    for path in planned.missing:
        counts[path[-1].kind] = counts.get(path[-1].kind, 0) + 1
    inside_out = sorted(planned.missing, key=lambda path: [step.key for step in path])
    return PlannedShown(
        total=len(planned.missing),
        summary=summary_of(counts),
        shown=tuple(map(path_words, inside_out[:MOST_TOLD])),
        more=max(0, len(planned.missing) - MOST_TOLD),
        known=planned.known,
        closed=tuple(map(path_words, planned.closed[:MOST_REMARKS])),
        remarks=tuple(remarks)[:MOST_REMARKS],
    )


def path_words(path: tuple[Step, ...]) -> str:
    return " › ".join(step.name for step in path)
