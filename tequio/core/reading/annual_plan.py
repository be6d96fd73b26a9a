"""The annual work plan of an area: objectives, goals, a schedule of activities and subactivities by months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from tequio.core.dates import FuzzyDate
from tequio.core.reading.document import Dropped
from tequio.core.reading.goals import unread
from tequio.core.reading.layout import Grid, Layout, Line, Row
from tequio.core.reading.mechanisms import find_mechanisms, listed_below
from tequio.core.reading.records import AnnualPlan, PlannedActivity, Remark
from tequio.core.reading.schedules import YearContext, administration, annual_context, row_dates, span_of
from tequio.core.reading.words import code_of, enumerated, goes_on, key, one_line, squash

_TITLE = re.compile(
    r"(?:plan|programa|cronograma|calendario)\s+(?:anual|operativo|de\s+trabajo|de\s+actividades)", re.I
)
_OFFICE = re.compile(
    r"(?:(?:sub)?direcci[oó]n|jefatura|coordinaci[oó]n|departamento|unidad|oficina|secretar[ií]a|instituto|regidur[ií]a|[aá]rea)\s+"
    r"(?:general\s+|municipal\s+|t[eé]cnica\s+)?(?:de|para)\b",
    re.I,
)
_RULE = re.compile(r"^[_\-=–—.\s]*$")
_SIGNING = ("atentamente", "elaboro", "autorizo", "reviso", "vo bo", "firma", "nombre y firma", "aprobo", "responsable")
_POSTS = (
    "titular", "director", "jef", "coordinador", "responsable", "encargad", "secretari", "president", "regidor", "sindic",
    "subdirector", "lic ", "c ", "ing ", "mtr", "dr ", "dra ", "prof",
)  # fmt: skip
_HEADINGS = {"objectives": "objetiv", "goals": "meta"}


@dataclass(slots=True)
class _Node:
    code: str
    title: str
    starts: FuzzyDate | None
    ends: FuzzyDate | None
    children: list[_Node] = field(default_factory=list)
    objectives: tuple[str, ...] = ()

    def plain(self) -> PlannedActivity:
        children = tuple(child.plain() for child in self.children)
        starts, finish = self.starts, self.ends
        derived = starts is None and finish is None and bool(children)
        if derived:
            starts, finish = span_of([(child.starts, child.ends) for child in children])
        return PlannedActivity(
            self.code,
            self.title,
            starts,
            finish,
            children,
            derived and (starts or finish) is not None,
            self.objectives,
        )


@dataclass(slots=True)
class AnnualPlanReader:
    layout: Layout
    text: str
    #: the slogan and other lines that repeat, from running headers too
    slogan: str = ""
    remarks: list[Remark] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def read(self) -> AnnualPlan:
        grids = [grid for grid in self.layout.grids() if is_schedule(grid)]
        first = self.layout.items.index(grids[0]) if grids else len(self.layout.items)
        above = _lines(self.layout.items[:first])
        below = _lines(self.layout.items[first + 1 :]) if grids else []
        title = " ".join(line.text for line in above[:6])
        term = administration(self.text)
        context = annual_context(title, term)
        nodes = self._nodes(grids, context)
        activities = tuple(node.plain() for node in nodes)
        for index, activity in enumerate(activities):
            if activity.derived:
                self.remarks.append(
                    Remark(
                        "dates-from-children",
                        f"La actividad {activity.code or index + 1} no tiene fechas: se tomaron las de sus subactividades.",
                        activity.code,
                        ("activities", index),
                    )
                )
        sections = _sections(above)
        return AnnualPlan(
            area=_area(above),
            administration=term,
            slogan=self.slogan,
            objectives=tuple(sections["objectives"]),
            goals=tuple(sections["goals"]),
            activities=activities,
            mechanisms=find_mechanisms(activities, [line.text for line in [*above, *below]])
            or listed_below([*above, *below]),
            signatory=_signatory(below),
        )

    def _nodes(self, grids: Sequence[Grid], context: YearContext) -> list[_Node]:
        nodes: list[_Node] = []
        waiting: _Node | None = None
        for grid in grids:
            for row in grid.rows:
                waiting = self._read_row(grid, row, context, nodes, waiting)
        return nodes

    def _read_row(
        self, grid: Grid, row: Row, context: YearContext, nodes: list[_Node], waiting: _Node | None
    ) -> _Node | None:
        """``waiting``: a numbered row whose text did not come yet, because a page ended."""
        if grid.is_banner(row):
            self._drop_banner(row, waiting)
            return waiting
        code, title = _code_and_title(grid, row)
        starts, finish, odd = row_dates(grid, row, context)
        if odd and starts is None and finish is None:
            self.remarks.append(Remark("date-unreadable", unread(odd), row.where))
        if waiting is not None and not code and title:
            waiting.title = title
            waiting.starts, waiting.ends = starts, finish
            self._joined(row, waiting.code)
            return None
        last = _last(nodes)
        if (
            last is not None
            and not code
            and title
            and "number" in grid.columns
            and (goes_on(last.title, title) or (row.first and starts is None))
        ):
            last.title = f"{last.title} {title}"
            self._joined(row, last.code)
            return None
        if not title and not code:
            return waiting
        node = _Node(code, title, starts, finish, objectives=_served(grid, row))
        self._place(grid, row, node, nodes)
        return node if not title else None

    def _place(self, grid: Grid, row: Row, node: _Node, nodes: list[_Node]) -> None:
        sub = one_line(grid.text(row, "subactivity")) if grid.has("activity") else ""
        if sub:
            repeated = nodes and (not node.title or key(nodes[-1].title) == key(node.title))
            if not repeated:
                nodes.append(_Node(node.code, node.title, None, None))
            nodes[-1].children.append(_Node("", sub, node.starts, node.ends))
            return
        parent = _parent(nodes, node.code)
        if parent is not None:
            node.code = _tenth(parent, node.code)
            parent.children.append(node)
        else:
            nodes.append(node)

    def _joined(self, row: Row, code: str) -> None:
        self.remarks.append(
            Remark("rows-joined", f"La actividad {code} continuaba en otro renglón o página.", row.where)
        )

    def _drop_banner(self, row: Row, waiting: _Node | None) -> None:
        text = squash(row.filled()[0])
        if key(text) in self.layout.slogans or waiting is not None:
            reason = "lema o encabezado de página dentro de la tabla; no es una actividad"
            self.slogan = self.slogan or text
        else:
            reason = "título dentro de la tabla; no es una actividad"
        self.dropped.append(Dropped(text, reason, row.where))


def _served(grid: Grid, row: Row) -> tuple[str, ...]:
    """The objectives an activity serves, where the schedule has a column for them (requirement 100)."""
    text = squash(grid.text(row, "goal")) if grid.has("activity") and grid.has("goal") else ""
    pieces = [piece for piece in re.split(r"[\s,;/]+", text.lower()) if piece not in {"", "y", "e"}]
    letters = tuple(piece.rstrip(").") for piece in pieces)
    return letters if all(len(letter) == 1 for letter in letters) else (text,)


def is_schedule(grid: Grid) -> bool:
    return grid.has("activity", "subactivity", "phase", "goal") and bool(
        grid.months or grid.has("starts", "ends", "date")
    )


def is_title(text: str) -> bool:
    return bool(_TITLE.search(text[:300]))


def _lines(items: Iterable[Line | Row | Grid]) -> list[Line]:
    layout = Layout(items=list(items))
    return [line for line in layout.lines() if line.text.strip()]


def _code_and_title(grid: Grid, row: Row) -> tuple[str, str]:
    column = next(name for name in ("activity", "phase", "subactivity", "goal") if grid.has(name))
    number = grid.cell(row, "number")
    code = code_of(number.text)
    title = one_line(grid.text(row, column))
    if not code and not number.text.strip():
        found = enumerated(title)
        if found and found[1] and found[0][0].isdecimal():
            return code_of(found[0]), found[1]
    return code, title


def _last(nodes: Sequence[_Node]) -> _Node | None:
    if not nodes:
        return None
    return nodes[-1].children[-1] if nodes[-1].children else nodes[-1]


def _parent(nodes: Sequence[_Node], code: str) -> _Node | None:
    """The activity whose code begins this one; a letter belongs to the activity above."""
    if code.isalpha() and nodes and (nodes[-1].code.isdecimal()):
        return nodes[-1]
    if "." not in code:
        return None
    head = code.rsplit(".", 1)[0]
    return next((node for node in reversed(nodes) if node.code == head or head.startswith(f"{node.code}.")), None)


def _tenth(parent: _Node, code: str) -> str:
    """A spreadsheet shows 1.10 as 1.1: after 1.9 it can only be the tenth."""
    if parent.children and parent.children[-1].code == f"{parent.code}.9" and code == f"{parent.code}.1":
        return f"{code}0"
    return code


def _sections(lines: Sequence[Line]) -> dict[str, list[str]]:
    """What stands under "OBJETIVOS" and "METAS", one entry per item."""
    found: dict[str, list[str]] = {"objectives": [], "goals": []}
    current = ""
    listed = False
    for line in lines:
        name = _section(line)
        if name is not None:
            current, rest = name
            listed = False
            if rest:
                found[current].append(rest)
            continue
        if current and (line.number or line.bullet):
            found[current].append(line.text)
            listed = True
        elif current and found[current] and goes_on(found[current][-1], line.text):
            found[current][-1] = f"{found[current][-1]} {line.text}"
        elif current and not listed and len(line.text) > 40 and not line.text.isupper():
            found[current].append(line.text)
        elif current and (line.level or line.text.isupper()):
            current = ""
    return found


def _section(line: Line) -> tuple[str, str] | None:
    head, _, rest = line.text.partition(":")
    words = key(head)
    if len(words.split()) > 4 or line.bullet:
        return None
    name = next((name for name, stem in _HEADINGS.items() if f" {stem}" in f" {words}"), None)
    return (name, rest.strip()) if name else None


def _area(lines: Sequence[Line]) -> str:
    """The line that names an office; else one beside the title that is neither the administration nor a heading."""
    named = next(
        (line.text for line in takewhile(lambda line: _section(line) is None, lines[:8]) if _names_area(line)), ""
    )
    if named:
        return squash(named)
    titled = False
    for line in lines[:8]:
        inline = re.match(
            r"(?:[aá]rea|dependencia|direcci[oó]n|departamento|unidad(?:\s+administrativa)?)\s*(?:responsable)?\s*:\s*(.{3,160})$",
            line.text,
            re.I,
        )
        if inline:
            return squash(inline[1])
        if _section(line) is not None:
            break
        if is_title(line.text):
            titled = True
            continue
        if (
            titled
            and not (line.number or line.bullet)
            and not administration(line.text)
            and len(line.text) < 120
            and not any(char.isdecimal() for char in line.text)
            and _section(line) is None
        ):
            return line.text
    before = next(
        (
            line.text
            for line in lines[:2]
            if not is_title(line.text) and len(line.text) < 120 and _section(line) is None
        ),
        "",
    )
    return "" if administration(before) else before


def _signs(text: str) -> bool:
    words = f" {key(text)}"
    return text.isupper() or any(f" {stem}" in words for stem in _POSTS)


def _names_area(line: Line) -> bool:
    text = line.text
    plain = not (line.number or line.bullet or any(char.isdecimal() for char in text)) and len(text) < 120
    return plain and bool(_OFFICE.match(text)) and not is_title(text) and ":" not in text


def _signatory(lines: Sequence[Line]) -> str:
    """Name and post under the table."""
    kept = [line.text.strip(" ._") for line in lines if not _RULE.match(line.text[:200]) and len(line.text) < 120]
    named = [
        text
        for text in kept
        if key(text.rstrip(":")) not in _SIGNING and "sujet" not in key(text) and not text.startswith("*")
    ]
    if len(kept) == 1 == len(lines) and not _signs(kept[0]):
        return ""  # a single line under the table that is no post nor name in capitals: the foot of the page
    return ", ".join(text for text in named[:2] if text)
