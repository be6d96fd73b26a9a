"""Which of the five kinds a document is, by what it holds and not by its name. Doubt is ``unknown``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tequio.core.reading.annual_plan import is_schedule, is_title
from tequio.core.reading.boxes import answered
from tequio.core.reading.call import SECTION_WORDS, TITLE_WORDS, call_title, is_section
from tequio.core.reading.commitment_sheet import SheetsReader, is_goals, is_table_of_commitments
from tequio.core.reading.headings import LABELS
from tequio.core.reading.layout import Grid, Layout, Line, Row
from tequio.core.reading.methodology import says_more, step_places
from tequio.core.reading.records import Kind
from tequio.core.reading.route import RouteReader, is_phases
from tequio.core.reading.words import code_of, key

_THRESHOLD = 5
#: a sheet has at least so many answered boxes per line, a route so many phases: an article that mentions them does not
_DENSITY = 0.12
_PHASES_SHARE = 0.2
_STEPS_SHARE = 0.05
_LONGEST_PHASE = 160
#: boxes that only the sheet of a commitment has; the others are in any form
_TELLING = frozenset(
    {
        "problem",
        "objective",
        "values",
        "anticorruption",
        "kind",
        "actors_government",
        "actors_civil_society",
        "actors_guarantor",
        "strategy",
        "sector_roles",
        "theme",
        "indicators",
        "organisation",
        "value_access",
        "value_accountability",
        "value_participation",
        "value_technology",
    }
)
_PROCESS = (
    "gobierno abierto",
    "plan de accion",
    "compromiso",
    "mesas",
    "secretariado",
    "participacion",
    "problematica",
    "tema",
    "seguimiento",
    "evaluacion",
    "difusion",
    "convocatoria",
    "diagnostico",
    "consulta",
    "cocreacion",
    "ciudadan",
    "metodologia",
    "mecanismo",
    "foro",
)
_ROUTE_TITLE = re.compile(
    r"ruta\s+cr[ií]tica|hoja\s+de\s+ruta|\bfases\b|\betapas\b|plan\s+de\s+trabajo\s+(?:rumbo|para|hacia)|cronograma\s+del?\s+proceso",
    re.I,
)
#: the schedule of making a plan together is a route, also when it is called a programme or a calendar
_COCREATION_TITLE = re.compile(
    r"(?:cronograma|calendario|programa|plan\s+de\s+trabajo|ruta)\b[^.:;\n]{0,100}\b(?:co-?\s?creaci[oó]n|plan(?:es)?\s+de\s+acci[oó]n)",
    re.I,
)
_METHODOLOGY_TITLE = re.compile(
    r"^(?:propuesta\s+de\s+)?(?:metodolog[ií]a|gu[ií]a\s+metodol[oó]gica|lineamientos\s+metodol)", re.I
)


def recognise(layout: Layout) -> Kind:
    lines = [line for line in layout.lines() if line.text.strip()]
    scores = {
        Kind.COMMITMENT_SHEET: _sheet(layout, lines),
        Kind.CALL: _call(_running(layout), _row_labels(layout)),
        Kind.ROUTE: _route(layout, lines),
        Kind.ANNUAL_PLAN: _annual_plan(layout, lines),
        Kind.METHODOLOGY: _methodology(lines),
    }
    kind = max(scores, key=lambda kind: scores[kind])
    return kind if scores[kind] >= _THRESHOLD else Kind.UNKNOWN


def _sheet(layout: Layout, lines: Sequence[Line]) -> int:
    """Answered boxes, the word itself, and a work plan with means of verification."""
    if any(is_table_of_commitments(grid) and grid.rows for grid in layout.grids()):
        return 12
    boxes = [piece for piece in SheetsReader(layout).pieces() if not isinstance(piece, Grid)]
    known = [box.field for box in boxes if box.field in LABELS and answered(box.value)]
    filled, telling = set(known), len(set(known) & _TELLING)
    named = any("compromiso" in key(line.text[:200]) for line in lines[:60]) or "title" in {box.field for box in boxes}
    plan = max((_plan_weight(grid) for grid in layout.grids() if is_goals(grid)), default=0)
    dense = len(known) >= _DENSITY * len(lines)
    dated = {"starts_on", "ends_on"} <= filled or "period" in filled
    framed = "title" in filled and telling >= 1 and dated and len(filled) >= 5
    boxes_weight = min(len(filled), 8) if dense and (framed or (telling >= 3 and (named or telling >= 5))) else 0
    if not named and not boxes_weight:
        plan -= 3 if any(is_title(line.text) for line in lines[:12]) else 1
    return boxes_weight + max(plan, 0) + (2 if named and telling >= 2 and dense else 0)


def _plan_weight(grid: Grid) -> int:
    weight = 2 * grid.has("means") + grid.has("responsible") + grid.has("goal") + grid.has("date", "starts", "ends")
    return weight + 1 if grid.rows and weight >= 4 else 0


def _running(layout: Layout) -> list[Line]:
    """Running text: lines, and rows of a spreadsheet that hold a single text."""
    kept = [
        item for item in layout.items if isinstance(item, Line) or (isinstance(item, Row) and len(item.filled()) == 1)
    ]
    return [line for line in Layout(items=list(kept)).lines() if line.text.strip()]


def _row_labels(layout: Layout) -> list[Line]:
    """The labels of the rows "label | text" of a form or a poster set in a table."""
    rows = [item for item in layout.items if isinstance(item, Row) and len(item.filled()) == 2]
    return [Line(row.filled()[0], row.where) for row in rows[:60]]


def _call(lines: Sequence[Line], labels: Sequence[Line] = ()) -> int:
    title = call_title(lines)
    convenes = any(re.search(r"\bconvocan?\b", line.text[:300], re.I) for line in lines[:200])
    sections = {
        word
        for line in [*lines, *labels]
        if is_section(line)
        for word in SECTION_WORDS
        if key(line.text).startswith(word)
    }
    listed = any(line.number and len(line.text) < 160 and key(line.text).startswith("convocatoria") for line in lines)
    named = key(title).startswith(TITLE_WORDS) and not (listed and not convenes)
    if not named and not convenes:
        return 0
    return (4 if named else 2 if title else 0) + 3 * convenes + min(len(sections), 4)


def _route(layout: Layout, lines: Sequence[Line]) -> int:
    grids = [grid for grid in layout.grids() if is_phases(grid) and not grid.has("means") and grid.rows]
    grid = max(grids, key=lambda g: len(g.rows), default=None)
    above = [line.text for line in lines[:60] if len(line.text) <= 240] + ([grid.above[:240]] if grid else [])
    titled = any(_ROUTE_TITLE.search(text) for text in above) or _cocreates(above)
    if grid is not None:
        return 3 * titled + _network_weight(grid) - (4 if not titled and any(is_title(t) for t in above[:12]) else 0)
    if not titled:
        return 0
    route = RouteReader(Layout(items=list(layout.items)), "").read()
    lengths = sorted(len(phase.title) for phase in route.phases)
    if len(lengths) < 3 or len(lengths) < _PHASES_SHARE * len(lines) or lengths[len(lengths) // 2] > _LONGEST_PHASE:
        return 0
    return 6 + bool(route.milestones)


def _cocreates(texts: Sequence[str]) -> bool:
    """Whether a title, one of the first short lines, is that of making a plan together and not of a year's work."""
    first = " ".join(texts[:3])
    titles = [*texts[:12], first] if len(first) <= 240 else texts[:12]
    return any(_COCREATION_TITLE.search(text) and not re.search(r"\banual\b", text, re.I) for text in titles)


def _network_weight(grid: Grid) -> int:
    codes = any("." in code_of(grid.text(row, "number")) for row in grid.rows)
    tasks = 2 * (len(grid.rows) >= 3) - 2 * codes
    return 2 * grid.has("predecessors") + 2 * grid.has("phase") + grid.has("duration") + tasks


def _annual_plan(layout: Layout, lines: Sequence[Line]) -> int:
    grids = [grid for grid in layout.grids() if is_schedule(grid) and grid.rows]
    if not grids:
        return 0
    grid = max(grids, key=lambda g: len(g.rows))
    above = [*(line.text for line in lines[:30]), grid.above]
    titled = any(is_title(text) for text in above)
    term = any(re.search(r"administraci[oó]n|ejercicio|20\d\d", text[:300], re.I) for text in above)
    codes = any("." in code_of(grid.text(row, "number")) for row in grid.rows)
    schedule = any("cronograma" in key(text[:300]) or "calendario" in key(text[:300]) for text in above)
    both = grid.has("starts") and grid.has("ends")
    weight = 4 * titled + term + 2 * codes + 2 * bool(grid.months) + schedule + 2 * both + grid.has("activity")
    weight -= 5 * _cocreates([text for text in above if len(text) <= 240])
    return weight - 3 * grid.has("predecessors") - 2 * grid.has("means") - 2 * (grid.has("phase") and not titled)


def _methodology(lines: Sequence[Line]) -> int:
    places = step_places(lines)
    text = key(" ".join(line.text[:2000] for line in lines[:400])[:40000])
    words = sum(f" {word}" in f" {text}" for word in _PROCESS)
    titled = any(_METHODOLOGY_TITLE.match(line.text) for line in lines[:4] if len(line.text) <= 200)
    if len(places) < 3 or words < (3 if titled else 5) or len(places) < _STEPS_SHARE * len(lines):
        return 0
    bodies = sum(says_more(lines[place]) for place in places) if titled else 0
    bodies += sum(
        after - before > 1 and any(len(line.text) > 60 for line in lines[before + 1 : after])
        for before, after in zip(places, [*places[1:], len(lines)], strict=True)
    )
    named = any(
        stem in key(line.text[:200])
        for line in lines[:10]
        for stem in ("metodologia", "lineamientos", "mecanismo", "procedimiento", "guia")
    )
    return (3 if bodies >= 3 else 0) + min(words // 3, 3) + 2 * named + 3 * titled
