"""People trained: by sector, in each quarter and on each topic, with small cells unsaid on this page and worked out from no other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.core.linked_cells import Sum, hidden_cells
from tequio.exercises.queries import ExerciseHeader
from tequio.listening.models import Event, EventKind, EventStatus, EventTopic
from tequio.listening.queries.counts import ALL, hidden_of_event, people_by_event, sector_names
from tequio.listening.queries.quarters import quarter_of
from tequio.web.pages import Crumb, Download

#: (what the row is about, its name, sector)
RowKey = tuple[str, str]
Key = tuple[str, str, str]
EVERY: RowKey = ("all", "")


@dataclass(frozen=True, slots=True)
class Cell:
    """``people`` is None where so few came that saying it could tell who. ``share``: whole percent of the row, for its bar."""

    sector: str
    people: int | None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    kind: str
    trainings: int
    cells: tuple[Cell, ...]
    people: int | None


@dataclass(frozen=True, slots=True)
class TrainingsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    sectors: tuple[str, ...]
    whole: Line
    quarters: tuple[Line, ...]
    topics: tuple[Line, ...]
    hides: bool
    downloads: tuple[Download, ...]
    events_url: str


TRAININGS = Dataset(
    "capacitaciones",
    "Personas capacitadas",
    "Un renglón por sector en cada corte: todo, cada trimestre y cada tema. Una capacitación cuenta en cada uno de sus temas.",
    (
        Field("corte", "Corte", choices=("total", "trimestre", "tema"), required=True),
        Field("nombre", "Trimestre o tema"),
        Field("sector", "Sector", description="«todos» es la suma.", required=True),
        Field("personas", "Personas", FieldKind.INTEGER, "Vacío si son menos de cinco o si podría deducirse."),
        Field("reservado", "Cifra reservada por ser de pocas personas", FieldKind.BOOLEAN, required=True),
        Field("capacitaciones", "Capacitaciones", FieldKind.INTEGER, required=True),
    ),
)


def trainings_page(exercise: ExerciseHeader) -> TrainingsPage:
    """Four queries, whatever the number of trainings."""
    whole, quarters, topics, sectors = trained(exercise)
    every = (whole, *quarters, *topics)
    url = f"{exercise.url}capacitaciones"
    return TrainingsPage(
        exercise=exercise,
        title=_("Personas capacitadas"),
        description=_("Cuántas personas de cada sector se han capacitado, por trimestre y por tema."),
        crumbs=(
            Crumb(_("Inicio"), "/"),
            exercise.crumb(),
            Crumb(_("Eventos"), f"{exercise.url}eventos/"),
            Crumb(_("Personas capacitadas")),
        ),
        sectors=sectors,
        whole=whole,
        quarters=quarters,
        topics=topics,
        hides=any(each.people is None for line in every for each in line.cells)
        or any(each.people is None for each in every),
        downloads=(
            Download(_("Los mismos datos"), "CSV", f"{url}.csv"),
            Download(_("Los mismos datos"), "Excel", f"{url}.xlsx"),
        ),
        events_url=f"{exercise.url}eventos/",
    )


def trained(exercise: ExerciseHeader) -> tuple[Line, tuple[Line, ...], tuple[Line, ...], tuple[str, ...]]:
    """All, by quarter (the last first), by topic (the most people first), and the sectors that are their columns."""
    events = Event.objects.filter(exercise=exercise.id, kind=EventKind.TRAINING, status=EventStatus.HELD)
    begins = dict(events.values_list("pk", "meeting__begins_at"))
    people = people_by_event(events)
    rows: dict[RowKey, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for pk, at in begins.items():
        rows[EVERY].append(pk)
        quarter = quarter_of(at.astimezone(exercise.zone).date())
        names[quarter.code] = str(quarter)
        rows["quarter", quarter.code].append(pk)
    for pk, name in EventTopic.objects.filter(event__in=events).order_by("pk").values_list("event", "name"):
        names.setdefault(name.casefold(), name)
        rows["topic", name.casefold()].append(pk)
    codes = [code for code in sector_names(exercise.pack) if code or any(each[code] for each in people.values())]
    counts, hidden = unsaid(rows, people, codes)
    lines = {row: line_of(row, names, pks, codes, counts, hidden) for row, pks in rows.items()}
    whole = lines.pop(EVERY, Line("", "all", 0, tuple(Cell(each, 0) for each in shown(codes, exercise)), 0))
    quarters = [lines[row] for row in sorted(lines, reverse=True) if row[0] == "quarter"]
    topics = sorted(
        (lines[row] for row in lines if row[0] == "topic"), key=lambda line: (-(line.people or 0), line.name)
    )
    columns = shown(codes, exercise)
    return (
        named(whole, columns),
        tuple(named(each, columns) for each in quarters),
        tuple(named(each, columns) for each in topics),
        columns,
    )


def shown(codes: list[str], exercise: ExerciseHeader) -> tuple[str, ...]:
    names = sector_names(exercise.pack)
    return tuple(names[code] for code in codes)


def named(line: Line, columns: tuple[str, ...]) -> Line:
    cells = tuple(Cell(name, each.people, each.share) for name, each in zip(columns, line.cells, strict=True))
    return Line(line.name, line.kind, line.trainings, cells, line.people)


def unsaid(
    rows: dict[RowKey, list[int]], people: dict[int, Counter[str]], codes: list[str]
) -> tuple[dict[Key, int], frozenset[Key]]:
    """Every count and those that stay unsaid: each row sums its sectors, each sector of a row sums its trainings, and what the page
    of a training already says cannot be unsaid here."""
    counts: dict[Key, int] = {}
    hidden: set[Key] = set()
    told: set[Key] = set()
    for pk, found in people.items():
        counts |= {("event", str(pk), code): found[code] for code in codes}
        counts["event", str(pk), ALL] = sum(found.values())
        small = hidden_of_event(found)
        hidden |= {("event", str(pk), code) for code in small}
        told |= {("event", str(pk), code) for code in (*codes, ALL) if code not in small}
    sums: list[Sum[Key]] = []
    for (kind, name), pks in rows.items():
        for code in (*codes, ALL):
            parts: tuple[Key, ...] = tuple(("event", str(pk), code) for pk in pks if pk in people)
            counts[kind, name, code] = sum(counts[part] for part in parts)
            sums.append(Sum((kind, name, code), parts))
        sums.append(Sum((kind, name, ALL), tuple((kind, name, code) for code in codes)))
    quarters = [row for row in rows if row[0] == "quarter"]
    sums += [Sum((*EVERY, code), tuple((*row, code) for row in quarters)) for code in (*codes, ALL) if rows]
    return counts, hidden_cells(counts, sums, hidden=hidden, told=told)


def line_of(
    row: RowKey,
    names: dict[str, str],
    pks: list[int],
    codes: list[str],
    counts: dict[Key, int],
    hidden: frozenset[Key],
) -> Line:
    kind, name = row
    whole = counts[kind, name, ALL]
    cells = []
    for code in codes:
        people = None if (kind, name, code) in hidden else counts[kind, name, code]
        share = people * 100 // whole if people is not None and whole and (kind, name, ALL) not in hidden else None
        cells.append(Cell(code, people, share))
    return Line(names.get(name, ""), kind, len(pks), tuple(cells), None if (kind, name, ALL) in hidden else whole)


WORDS = {"all": "total", "quarter": "trimestre", "topic": "tema"}


def training_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    whole, quarters, topics, _sectors = trained(exercise)
    for line in (whole, *quarters, *topics):
        sums = (*line.cells, Cell("todos", line.people))
        for cell in sums:
            yield (WORDS[line.kind], line.name, cell.sector, cell.people, cell.people is None, line.trainings)
