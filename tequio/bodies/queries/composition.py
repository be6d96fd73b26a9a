"""How a body is composed: its findings and its plurality figures, from the seats held on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Gender, Seat, SeatRole
from tequio.core.composition import CompositionFinding, Held, findings
from tequio.core.reading.records import Sector
from tequio.core.rules.findings import Severity
from tequio.core.rules.pack import RulePack
from tequio.core.small_cells import small_hidden

#: fewer answers than these would tell who said what
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` is whole, rounded down; ``exact`` has one decimal: «61.5». ``count`` is None where so few people would tell who
    they are."""

    label: str
    count: int | None
    percent: int
    exact: str


@dataclass(frozen=True, slots=True)
class Plurality:
    """Of the people who sit with a vote. ``genders`` and ``territories`` are empty while too few people have said theirs."""

    seats: int
    sectors: tuple[Share, ...]
    genders: tuple[Share, ...]
    territories: tuple[Share, ...]


def sector_code(seat: Seat, pack: RulePack, day: date) -> str:
    """What the organisation is that day, by the pack; the seat's own word where it has none."""
    kind = seat.organisation.kind_on(day) if seat.organisation else None
    if kind is None and seat.sector:
        kind = Sector(seat.sector)
    found = pack.sector_of(kind) if kind else None
    return found.code if found else ""


def findings_of(body: Body, seats: Sequence[Seat], pack: RulePack, day: date) -> tuple[CompositionFinding, ...]:
    """``seats``: those held that day."""
    held = [
        Held(
            sector=sector_code(seat, pack, day),
            organisation=seat.organisation.name if seat.organisation else "",
            votes=seat.votes,
            held=not seat.is_vacant(),
            facilitates=seat.role == SeatRole.FACILITADOR,
        )
        for seat in seats
        if seat.role in (SeatRole.TITULAR, SeatRole.FACILITADOR)
    ]
    names = {sector.code: sector.name for sector in pack.sectors}
    found = findings(body.kind, held, pack.composition, names)
    return found if body.has_act else (act_missing(), *found)


def act_missing() -> CompositionFinding:
    return CompositionFinding(
        "act-missing",
        59,
        Severity.WARNING,
        _("No consta el acta de instalación. Súbala o escriba dónde se consulta."),
        _("Requisito de formalidad del órgano («espacio plural, formal y pertinente»)"),
    )


def plurality(seats: Iterable[Seat], pack: RulePack, day: date) -> Plurality:
    sitting = [seat for seat in seats if seat.votes and not seat.is_vacant()]
    names = {sector.code: sector.name.capitalize() for sector in pack.sectors}
    codes = Counter(sector_code(seat, pack, day) for seat in sitting)
    order = [*names, *(code for code in codes if code not in names)]
    return Plurality(
        seats=len(sitting),
        sectors=tuple(
            share(names.get(code, _("Sin sector conocido")), codes[code], len(sitting)) for code in order if sitting
        ),
        genders=shares([str(Gender(seat.gender).label) for seat in sitting if seat.gender]),
        territories=shares([seat.territory for seat in sitting if seat.territory]),
    )


def shares(values: list[str]) -> tuple[Share, ...]:
    if len(values) < FEWEST:
        return ()
    counts = Counter(values)
    told = small_hidden(counts)
    return tuple(
        share(label, count, len(values)) if told[label] is not None else Share(label, None, 0, "")
        for label, count in sorted(counts.items(), key=lambda each: (told[each[0]] is None, -each[1], each[0]))
    )


def share(label: str, count: int, of: int) -> Share:
    return Share(label, count, count * 100 // of, f"{count * 100 / of:.1f}".removesuffix(".0"))
