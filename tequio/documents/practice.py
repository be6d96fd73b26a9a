"""The documents of the practice exercise, with dates counted from the day of installation: they enter by the importer like any other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tequio.core.dates import FuzzyDate, from_edtf, render
from tequio.core.outline import Signatory
from tequio.core.reading.records import (
    Activity,
    Actor,
    Call,
    CallSection,
    Commitment,
    Goal,
    Milestone,
    Phase,
    PlanHeader,
    Problem,
    Responsible,
    Route,
    Sector,
    Values,
)
from tequio.core.writing.call import call
from tequio.core.writing.commitment_sheet import commitment_sheets
from tequio.core.writing.route import route
from tequio.formats import docx_out, xlsx_out

SOURCE = Path(__file__).with_name("practice.toml")
SATURDAY = 5
#: how far apart are the two months between which the signature is expected
WINDOW = 30


def build(today: date) -> list[tuple[str, bytes]]:
    """``(file name, bytes)``: the call, the route with durations and predecessors, and one sheet per commitment."""
    return _Practice(today, tomllib.loads(SOURCE.read_text("utf-8"))).files()


@dataclass(frozen=True)
class _Practice:
    today: date
    source: Mapping[str, Any]

    def files(self) -> list[tuple[str, bytes]]:
        made = [("convocatoria-practica.docx", self._call()), ("ruta-practica.xlsx", self._route())]
        for number, entry in enumerate(self.source["commitment"], 1):
            made.append((f"{entry['file']}.docx", self._sheet(number, entry)))
        return made

    def _day(self, offset: int) -> date:
        """Never on a weekend: those go to Monday."""
        day = self.today + timedelta(days=offset)
        return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day

    def _date(self, offset: int | str) -> FuzzyDate:
        if isinstance(offset, int):
            return from_edtf(self._day(offset).isoformat())
        if offset.startswith("mes+"):
            months = self.today.year * 12 + self.today.month - 1 + int(offset.removeprefix("mes+"))
            return from_edtf(f"{months // 12:04}-{months % 12 + 1:02}")
        return from_edtf(None)

    def _call(self) -> bytes:
        entry = self.source["call"]
        window = entry["window"].format(
            opens=render(self._day(entry["opens"])), closes=render(self._day(entry["closes"]))
        )
        sections = (
            CallSection("CONSIDERANDO", tuple(entry["considering"])),
            CallSection("SE CONVOCA", (entry["calling"].format(year=self.today.year),)),
            CallSection("BASES", (entry["general"], entry["specific"])),
            CallSection("PLAZOS Y PROCESO DE INSCRIPCIÓN", (entry["intro"], *entry["requirements"], window)),
            CallSection("RESULTADOS", (entry["results"], entry["hashtags"])),
        )
        record = Call(title=entry["title"], sections=sections)
        return docx_out.render(call(record, foot=self.source["foot"], dated=self.today))

    def _route(self) -> bytes:
        entry = self.source["route"]
        signature = self._day(entry["signature"])
        later = signature + timedelta(days=WINDOW)
        window = render(from_edtf(f"{signature:%Y-%m}/{later:%Y-%m}"))
        names = (
            ("Fecha de inicio", "starts"),
            ("Fecha de presentación del PAL", "presentation"),
            ("Fecha de firma del PAL", "signature"),
        )
        record = Route(
            objective=entry["objective"].format(window=window),
            objectives=tuple(entry["objectives"]),
            proposed=True,
            phases=tuple(
                Phase(number, title, duration=days, predecessors=before)
                for number, (title, days, before) in enumerate(entry["phases"], 1)
            ),
            milestones=tuple(Milestone(name, self._date(entry[key])) for name, key in names),
        )
        outline = route(
            record,
            title=entry["title"],
            organisation=entry["organisation"],
            foot=self.source["foot"],
            dated=self.today,
        )
        return xlsx_out.render(outline)

    def _sheet(self, number: int, entry: Mapping[str, Any]) -> bytes:
        header = PlanHeader(self.source["plan"], 1, self.today.year, self.source["motto"])
        signatory = Signatory(entry["person"], entry["post"])
        outline = commitment_sheets(
            [self._commitment(number, entry)],
            header,
            signatories=[signatory],
            foot=self.source["foot"],
            dated=self.today,
        )
        return docx_out.render(outline)

    def _commitment(self, number: int, entry: Mapping[str, Any]) -> Commitment:
        fields = ("organisation", "person", "post", "area", "email", "phone", "extension")
        values = ("access", "accountability", "participation", "technology")
        return Commitment(
            title=entry["title"],
            kind="new",
            number=number,
            branch="ejecutivo",
            theme=entry["theme"],
            starts_on=self._date(entry["starts"]),
            ends_on=self._date(entry["ends"]),
            description=entry["description"],
            objective=entry["objective"],
            problem=Problem(entry["official"], entry["citizen"]),
            responsible=Responsible(**{name: entry[name] for name in fields}),
            actors=tuple(_actors(entry)),
            values=Values(**{name: entry.get(name, "") for name in values}),
            anticorruption=entry["anticorruption"],
            strategy=entry["strategy"],
            indicators=tuple(entry["indicators"]),
            sector_roles=tuple(entry["sector_roles"]),
            goals=tuple(self._goal(number, goal) for number, goal in enumerate(entry["goal"], 1)),
            subject_to_change=True,
        )

    def _goal(self, number: int, entry: Mapping[str, Any]) -> Goal:
        activities = tuple(Activity(title, self._date(due)) for title, due in entry["activities"])
        return Goal(number, entry["title"], tuple(entry["means"]), tuple(entry["responsibles"]), activities)


def _actors(entry: Mapping[str, Any]) -> list[Actor]:
    boxes = (
        ("government", Sector.GOVERNMENT),
        ("guarantor", Sector.GUARANTOR),
        ("civil_society", Sector.CIVIL_SOCIETY),
    )
    return [Actor(organisation=name, sector=sector, box=sector) for key, sector in boxes for name in entry[key]]
