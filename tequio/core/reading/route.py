"""A route ("ruta crítica"): numbered phases, milestones with their dates, the window it aims at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tequio.core.dates import FuzzyDate, Status, find_all, last_day, needs_year
from tequio.core.reading.goals import unread
from tequio.core.reading.layout import Grid, Layout, Line, Row, subject_by_elimination
from tequio.core.reading.records import Milestone, Phase, Remark, Route
from tequio.core.reading.schedules import YearContext, row_dates
from tequio.core.reading.words import code_of, goes_on, key, one_line, squash, whole_number, without_doubled_words

_PHASE_HEADINGS = ("fase", "etapa", "paso", "activid", "ruta", "cronograma", "calendario", "proceso")
_OTHER_HEADINGS = (
    "objetiv",
    "meta",
    "integrante",
    "antecedente",
    "requisito",
    "nota",
    "anexo",
    "participante",
    "acuerdo",
)
_MILESTONE = re.compile(r"^(?P<name>[^:|]{3,120}?)\s*(?::|\||\s[-–—]|\.{3,})\s*(?P<date>.{3,80})$")
_DATE_OF = re.compile(
    r"^fecha\s+(?:propuesta\s+|programada\s+|estimada\s+|tentativa\s+)?(?:de\s+la|de\s+los|de\s+las|del|de|para\s+la|para\s+el|para)?\s*",
    re.I,
)
_NOT_MILESTONES = ("objetivo", "elabor", "actualiz", "impres", "version", "vigencia", "lugar", "pagina", "telefono")
_OBJECTIVE = re.compile(r"^objetivo(?:\s+general)?\s*[:.]\s*(?P<text>.+)$", re.I | re.S)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(slots=True)
class RouteReader:
    layout: Layout
    text: str
    remarks: list[Remark] = field(default_factory=list)

    def read(self) -> Route:
        lines = list(self.layout.lines())
        grid = max((grid for grid in self.layout.grids() if is_phases(grid)), key=lambda g: len(g.rows), default=None)
        objective = _objective(lines)
        window = _window(objective) or _window_in(lines)
        runs = _runs(lines)
        objectives = next((run for run in runs if _speaks(run.heading, ("objetiv",))), None)
        context = _context(window, self.text)
        milestones = self._milestones(lines, context)
        if grid is not None:
            phases, stops = self._from_grid(_with_own_numbers(grid), context)
            milestones = [*milestones, *stops]
        else:
            phases = self._from_run(_phase_run(runs, objectives))
        milestones += [
            stop
            for other in self.layout.grids()
            if other is not grid
            for stop in self._from_milestone_grid(other, context)
        ]
        return Route(
            objective=objective,
            objectives=tuple(line.text for line in objectives.lines) if objectives else (),
            target_window=window,
            proposed=bool(re.search(r"\bpropuest[oa]s?\b", self.text[:20000], re.I)),
            phases=tuple(phases),
            milestones=_in_order(milestones),
        )

    def _from_run(self, run: _Run | None) -> list[Phase]:
        return (
            [self._phase(line.number, line.text, index, line.where) for index, line in enumerate(run.lines)]
            if run
            else []
        )

    def _phase(self, code: str, text: str, index: int, where: str) -> Phase:
        source = squash(text)
        title = without_doubled_words(source)
        if title != source:
            self.remarks.append(
                Remark(
                    "title-repaired",
                    f"Se quitó una palabra repetida: «{source}» → «{title}».",
                    where,
                    ("phases", index, "title"),
                )
            )
        return Phase(whole_number(code), title.rstrip(" ;"), source)

    def _from_grid(self, grid: Grid, context: YearContext) -> tuple[list[Phase], list[Milestone]]:
        column = _phase_column(grid)
        phases: list[Phase] = []
        for row in grid.rows:
            title = one_line(grid.text(row, column))
            if not title or grid.is_banner(row):
                continue
            code = "" if grid.cell(row, "number").merged and phases else code_of(grid.text(row, "number"))
            before = phases[-1].title if phases else ""
            if (
                phases
                and not code
                and "number" in grid.columns
                and (goes_on(before, title) or (row.first and not _dated(grid, row)))
            ):
                whole = f"{phases[-1].source_text} {title}"
                phases[-1] = replace(phases[-1], title=without_doubled_words(whole), source_text=whole)
                self.remarks.append(
                    Remark(
                        "rows-joined",
                        "Se unió un renglón que continuaba en otra página.",
                        row.where,
                        ("phases", len(phases) - 1),
                    )
                )
                continue
            if grid.cell(row, column).merged and phases and key(phases[-1].source_text) == key(title):
                continue
            starts, finish, odd = row_dates(grid, row, context)
            if odd and starts is None and finish is None:
                self.remarks.append(
                    Remark(
                        "date-unreadable",
                        unread(odd),
                        row.where,
                        ("phases", len(phases)),
                    )
                )
            phase = self._phase(code, title, len(phases), row.where)
            phases.append(
                replace(
                    phase,
                    duration=_days(grid.text(row, "duration")),
                    predecessors=_predecessors(grid.text(row, "predecessors")),
                    starts=starts,
                    ends=finish,
                )
            )
        return phases, []

    def _from_milestone_grid(self, grid: Grid, context: YearContext) -> list[Milestone]:
        if not grid.has("milestone") or not grid.has("date", "starts", "ends"):
            return []
        found = []
        for row in grid.rows:
            starts, finish, odd = row_dates(grid, row, context)
            name = one_line(grid.text(row, "milestone"))
            if name and not (finish or starts) and needs_year(odd.strip(" .")):
                self._lacks_year(odd, row.where)
            if name and (finish or starts):
                found.append(Milestone(_name(name), finish or starts))
        return found

    def _milestones(self, lines: Sequence[Line], context: YearContext) -> list[Milestone]:
        found: list[Milestone] = []
        for line in lines:
            match = _MILESTONE.match(line.text[:240])
            if match is None or len(line.text) > 240 or any(stem in key(match["name"]) for stem in _NOT_MILESTONES):
                continue
            name = _name(match["name"])
            when = context.exactly(match["date"].strip(" .")) if len(key(match["name"])) > 3 else None
            if when is None and _DATE_OF.match(match["name"]) and needs_year(match["date"].strip(" .")):
                self._lacks_year(match["date"], line.where)
            if when is not None and name:
                found.append(Milestone(name, when))
        return found

    def _lacks_year(self, text: str, where: str) -> None:
        text = f"A «{text.strip()}» le falta el año y el texto no lo da."
        self.remarks.append(Remark("date-unreadable", text, where))


@dataclass(slots=True)
class _Run:
    """Consecutive items of one list, and the line above them."""

    heading: str
    lines: list[Line] = field(default_factory=list)
    bulleted: bool = False

    def last(self) -> int | None:
        return whole_number(self.lines[-1].number) if self.lines else None


def is_phases(grid: Grid) -> bool:
    return grid.has("phase", "activity") and bool(
        grid.months or grid.has("number", "date", "starts", "ends", "duration", "predecessors")
    )


def _with_own_numbers(grid: Grid) -> Grid:
    """Where the column "Fase" holds only numbers ("I", "Fase 2"), they number what the column beside them says."""
    cells = [grid.cell(row, "phase") for row in grid.rows]
    texts = [cell.text for cell in cells if cell.text.strip() and not cell.merged]
    if "number" in grid.columns or len(texts) < 2 or not all(code_of(text) for text in texts):
        return grid
    beside = grid.columns.get("activity") or subject_by_elimination(grid.headings, grid.heading_places)
    if not beside:
        return grid
    columns = {name: places for name, places in grid.columns.items() if name != "activity"}
    return replace(grid, columns={**columns, "number": grid.columns["phase"], "phase": beside})


def _phase_column(grid: Grid) -> str:
    """A column "Actividad" beside merged "Etapa" cells holds the phases."""
    if grid.has("phase") and grid.has("activity"):
        repeated = sum(grid.cell(row, "phase").merged or not grid.text(row, "phase") for row in grid.rows)
        return (
            "activity" if repeated or len({grid.text(row, "phase") for row in grid.rows}) < len(grid.rows) else "phase"
        )
    return "phase" if grid.has("phase") else "activity"


def _dated(grid: Grid, row: Row) -> bool:
    return any(grid.text(row, name) for name in ("date", "starts", "ends", "duration", "predecessors"))


def _runs(lines: Iterable[Line]) -> list[_Run]:
    runs: list[_Run] = []
    heading = ""
    open_run = False
    for line in lines:
        number = whole_number(line.number)
        if number is not None or line.bullet or (line.number.isalpha() and len(line.number) == 1):
            last = runs[-1] if runs else None
            goes = last is not None and (
                open_run or (number is not None and last.last() == number - 1 and not _speaks(heading, _PHASE_HEADINGS))
            )
            if (
                last is None
                or not goes
                or (number == 1 and last.last() not in {None, 0})
                or (number is None) != (last.last() is None)
            ):
                runs.append(_Run(heading, bulleted=number is None))
            runs[-1].lines.append(line)
            open_run = True
        else:
            heading, open_run = line.text[:200], False
    return runs


def _speaks(heading: str, stems: Sequence[str]) -> bool:
    words = f" {key(heading)}"
    return any(f" {stem}" in words for stem in stems)


def _phase_run(runs: Sequence[_Run], objectives: _Run | None) -> _Run | None:
    """The list under a heading of phases; else the longest numbered list that is of something else's."""
    others = [run for run in runs if run is not objectives]
    named = [
        run
        for run in others
        if _speaks(run.heading, _PHASE_HEADINGS) and not _speaks(run.heading, ("objetiv",)) and len(run.lines) > 1
    ]
    free = [
        run for run in others if not _speaks(run.heading, _OTHER_HEADINGS) and not run.bulleted and len(run.lines) > 2
    ]
    return max(named or free, key=lambda run: (not run.bulleted, len(run.lines)), default=None)


def _objective(lines: Sequence[Line]) -> str:
    for index, line in enumerate(lines):
        found = _OBJECTIVE.match(line.text)
        if found:
            return squash(found["text"])
        if key(line.text) in {"objetivo", "objetivo general"} and index + 1 < len(lines):
            return lines[index + 1].text
    return ""


def _window(text: str) -> FuzzyDate | None:
    return next(
        (found for found in find_all(text[:2000]) if found.status in {Status.MONTH, Status.RANGE} and found.edtf), None
    )


def _window_in(lines: Sequence[Line]) -> FuzzyDate | None:
    """The months in which it aims to be signed, wherever the text says so."""
    for line in lines[:400]:
        if _speaks(line.text[:2000], ("firm", "public", "concluir", "aprob")) and len(line.text) < 2000:
            found = _window(line.text)
            if found is not None:
                return found
    return None


def _context(window: FuzzyDate | None, text: str) -> YearContext:
    """Dates without a year fall in the twelve months that end with the window; else in the one year the text names."""
    last = last_day(window) if window else None
    if last is not None:
        month = last.month % 12 + 1
        return YearContext(None, date(last.year - (1 if last.month < 12 else 0), month, 1))
    years = {int(year) for year in _YEAR.findall(text[:5000])} or {int(year) for year in _YEAR.findall(text[:200000])}
    return YearContext(min(years)) if years else YearContext()


def _name(text: str) -> str:
    bare = _DATE_OF.sub("", squash(text).strip(" .•●-"), count=1).strip()
    return bare[:1].upper() + bare[1:]


def _in_order(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """As written, each name and day once."""
    seen: dict[tuple[str, str | None], Milestone] = {}
    for milestone in milestones:
        seen.setdefault((key(milestone.name), milestone.date.edtf if milestone.date else None), milestone)
    return tuple(seen.values())


def _days(text: str) -> int | None:
    """ "5", "5 días", "5.0" → 5; "2 semanas" → 10 working days."""
    found = re.match(r"\s*(\d{1,4})(?:[.,]0+)?\s*(\S*)", text[:40])
    if found is None:
        return None
    return int(found[1]) * (5 if key(found[2]).startswith("semana") else 1)


def _predecessors(text: str) -> str:
    flat = squash(text)[:400]
    return re.sub(
        r"(?<=\d)\.0+(?=$|[;,\s])", "", "" if key(flat) in {"", "na", "n a", "ninguna", "no aplica"} else flat
    )
