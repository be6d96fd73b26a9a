"""People advised by the office: by topic and by territory in each quarter, with small cells unsaid; and the desk that notes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from tequio.core import linked_cells
from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.core.linked_cells import hidden_cells
from tequio.exercises.queries import ExerciseHeader
from tequio.listening.doors import Spot
from tequio.listening.models import Advice, Channel, Subject
from tequio.listening.queries.quarters import Quarter, quarter_of
from tequio.places.queries import TerritoryChoices, territory_choices
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Download, Option

#: notes that the desk shows of the last ones
LAST = 12
ALL = ("all", "")


@dataclass(frozen=True, slots=True)
class Line:
    """``people`` is None where so few were advised that saying it could tell who; then neither how many ``times``."""

    name: str
    people: int | None
    times: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class AdvicePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    quarter: str
    quarters: tuple[Option, ...]
    people: int | None
    times: int
    subjects: tuple[Line, ...]
    territories: tuple[Line, ...]
    channels: tuple[Line, ...]
    hides: bool
    downloads: tuple[Download, ...]
    desk_url: str


ADVICE = Dataset(
    "orientaciones",
    "Personas orientadas",
    "Un renglón por tema, territorio y medio en cada trimestre. Cada corte suma a las mismas personas.",
    (
        Field("trimestre", "Trimestre", description="Año y número, por ejemplo 2021-4.", required=True),
        Field("corte", "Corte", choices=("total", "tema", "territorio", "medio"), required=True),
        Field("nombre", "Tema, territorio o medio"),
        Field("personas", "Personas", FieldKind.INTEGER, "Vacío si son menos de cinco o si podría deducirse."),
        Field(
            "orientaciones",
            "Orientaciones",
            FieldKind.INTEGER,
            "Veces que se orientó; vacío donde lo están las personas.",
        ),
        Field("reservado", "Cifra reservada por ser de pocas personas", FieldKind.BOOLEAN, required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One quarter: its cells by (what, name) and those that stay unsaid."""

    people: Counter[tuple[str, str]]
    times: Counter[tuple[str, str]]
    hidden: frozenset[tuple[str, str]]

    def lines(self, what: str, names: Mapping[str, str] | None = None) -> tuple[Line, ...]:
        found = [key for key in self.people if key[0] == what]
        found.sort(key=lambda key: (key in self.hidden, -self.people[key] if key not in self.hidden else 0, key[1]))
        return tuple(self.line(key, (names or {}).get(key[1], key[1])) for key in found)

    def line(self, key: tuple[str, str], name: str) -> Line:
        if key in self.hidden:
            return Line(name, None, None, None)
        whole = self.people[ALL]
        share = self.people[key] * 100 // whole if ALL not in self.hidden else None
        return Line(name, self.people[key], self.times[key], share)


def told_of(exercise_id: int, quarter: Quarter) -> Told:
    """One query; its rows are as many as the topics, territories and channels of a quarter, not as the notes."""
    rows = Advice.objects.filter(
        exercise=exercise_id, withdrawn_at__isnull=True, given_on__gte=quarter.first_on, given_on__lt=quarter.ends_on
    )
    grouped = rows.values_list("subject", "comes_from__name", "territory", "channel")
    people: Counter[tuple[str, str]] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    for subject, known, written, channel, some, notes in grouped.annotate(Sum("people"), Count("pk")).order_by(
        "territory"
    ):
        for key in (ALL, ("subject", subject), ("territory", known or written), ("channel", channel)):
            people[key] += some
            times[key] += notes
    lines = [
        linked_cells.Sum(ALL, tuple(key for key in people if key[0] == what))
        for what in ("subject", "territory", "channel")
    ]
    return Told(people, times, hidden_cells(people, lines) if people else frozenset())


def quarters_of(exercise_id: int) -> list[Quarter]:
    """Those with something, the last first. One query."""
    days = Advice.objects.filter(exercise=exercise_id, withdrawn_at__isnull=True)
    return sorted({quarter_of(day) for day in days.dates("given_on", "month")}, reverse=True)


def advice_page(exercise: ExerciseHeader, *, chosen: str = "", notes: bool = False) -> AdvicePage:
    """Two queries, whatever the number of notes."""
    quarters, url = quarters_of(exercise.id), f"{exercise.url}orientaciones"
    quarter = next(
        (each for each in quarters if each.code == chosen), quarters[0] if quarters else quarter_of(exercise.today)
    )
    told = told_of(exercise.id, quarter)
    subjects = {code: str(label) for code, label in Subject.choices}
    return AdvicePage(
        exercise=exercise,
        title=_("Personas orientadas"),
        description=_(
            "Cuántas personas orientó la oficina sobre mecanismos de participación y derechos, por trimestre."
        ),
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Orientaciones"))),
        quarter=str(quarter),
        quarters=tuple(
            Option(str(each), each.code, each == quarter, f"{url}/?trimestre={each.code}") for each in quarters
        ),
        people=None if ALL in told.hidden else told.people[ALL],
        times=told.times[ALL],
        subjects=told.lines("subject", subjects),
        territories=told.lines("territory"),
        channels=told.lines("channel", {code: str(label) for code, label in Channel.choices}),
        hides=bool(told.hidden),
        downloads=(
            Download(_("Todos los trimestres"), "CSV", f"{url}.csv"),
            Download(_("Todos los trimestres"), "Excel", f"{url}.xlsx"),
        ),
        desk_url=f"{url}/anotar/" if notes else "",
    )


def advice_rows(exercise: ExerciseHeader) -> Iterator[Row]:
    """One query for each quarter."""
    subjects, channels = dict(Subject.choices), dict(Channel.choices)
    for quarter in quarters_of(exercise.id):
        told = told_of(exercise.id, quarter)
        yield row_of(quarter, "total", told.line(ALL, ""))
        for what, word, names in (
            ("subject", "tema", subjects),
            ("territory", "territorio", {}),
            ("channel", "medio", channels),
        ):
            for line in told.lines(what, {code: str(label) for code, label in names.items()}):
                yield row_of(quarter, word, line)


def row_of(quarter: Quarter, what: str, line: Line) -> Row:
    return (quarter.code, what, line.name, line.people, line.times, line.people is None)


@dataclass(frozen=True, slots=True)
class Noted:
    uid: str
    day: date
    subject: str
    territory: str
    people: int
    channel: str
    note: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class AdviceDeskPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    report_url: str
    subjects: tuple[Option, ...]
    channels: tuple[Option, ...]
    territories: TerritoryChoices
    typed: dict[str, str]
    key: str
    last: tuple[Noted, ...]
    #: uid of the one that «Deshacer» takes back: the last that still counts
    undo: str
    today_people: int
    today_times: int
    notes: bool
    errors: tuple[FormError, ...]
    done: str


def advice_desk_page(
    spot: Spot, *, typed: dict[str, str] | None = None, errors: tuple[FormError, ...] = (), done: str = ""
) -> AdviceDeskPage:
    """Three queries."""
    url, today = f"{spot.exercise.url}orientaciones/", spot.exercise.today
    given = {"given_on": today.isoformat(), "people": "1", "channel": Channel.DESK.value, **(typed or {})}
    mine = Advice.objects.filter(exercise=spot.row)
    last = list(mine.select_related("comes_from").order_by("-pk")[:LAST])
    counts = mine.filter(given_on=today, withdrawn_at__isnull=True).aggregate(people=Sum("people"), times=Count("pk"))
    return AdviceDeskPage(
        exercise=spot.exercise,
        title=_("Anotar una orientación"),
        description=_(
            "Cada vez que la oficina orienta a alguien. Sin nombres: sólo de qué, de dónde y a cuántas personas."
        ),
        crumbs=(Crumb(_("Inicio"), "/"), spot.exercise.crumb(), Crumb(_("Orientaciones"), url), Crumb(_("Anotar"))),
        url=f"{url}anotar/",
        report_url=url,
        subjects=tuple(Option(str(label), code, code == given.get("subject")) for code, label in Subject.choices),
        channels=tuple(Option(str(label), code, code == given.get("channel")) for code, label in Channel.choices),
        territories=territory_choices(spot.row.jurisdiction_id),
        typed=given,
        key=given.get("key") or str(uuid4()),
        last=tuple(noted(each) for each in last),
        undo=next((str(each.uid) for each in last if each.withdrawn_at is None), ""),
        today_people=counts["people"] or 0,
        today_times=counts["times"],
        notes=spot.may.notes,
        errors=errors,
        done=done,
    )


def noted(advice: Advice) -> Noted:
    return Noted(
        uid=str(advice.uid),
        day=advice.given_on,
        subject=advice.topic or str(Subject(advice.subject).label),
        territory=advice.territory,
        people=advice.people,
        channel=str(Channel(advice.channel).label),
        note=advice.note,
        withdrawn=advice.withdrawn_at is not None,
    )
