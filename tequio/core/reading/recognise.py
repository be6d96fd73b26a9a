"""Which of the five kinds a document is, by what it holds and not by its name. Doubt is ``unknown``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tequio.core.reading.annual_plan import is_schedule, is_title
from tequio.core.reading.boxes import answered
from tequio.core.reading.call import SECTION_WORDS, call_title, is_section
from tequio.core.reading.commitment_sheet import SheetsReader, is_goals, is_table_of_commitments
from tequio.core.reading.headings import LABELS
from tequio.core.reading.layout import Grid, Layout, Line
from tequio.core.reading.methodology import step_places
from tequio.core.reading.records import Kind
from tequio.core.reading.route import RouteReader, is_phases
from tequio.core.reading.words import key

_THRESHOLD = 5
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


def recognise(layout: Layout) -> Kind:
    lines = [line for line in layout.lines() if line.text.strip()]
    scores = {
        Kind.COMMITMENT_SHEET: _sheet(layout, lines),
        Kind.CALL: _call(lines),
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
    reader = SheetsReader(layout)
    boxes = [piece for piece in reader._pieces() if not isinstance(piece, Grid)]
    filled = {box.field for box in boxes if box.field in LABELS and answered(box.value)}
    telling = len(filled & _TELLING)
    named = any("compromiso" in key(line.text[:200]) for line in lines[:60]) or any(
        box.field == "title" for box in boxes
    )
    plan = max((_plan_weight(grid) for grid in layout.grids() if is_goals(grid)), default=0)
    boxes_weight = min(len(filled), 8) if telling >= 3 and (named or telling >= 5) else 0
    return boxes_weight + (plan if named or boxes_weight else max(0, plan - 2)) + (2 if named and telling >= 2 else 0)


def _plan_weight(grid: Grid) -> int:
    weight = 2 * grid.has("means") + grid.has("responsible") + grid.has("goal") + grid.has("date", "starts", "ends")
    return weight + 1 if grid.rows and weight >= 4 else 0


def _call(lines: Sequence[Line]) -> int:
    title = call_title(lines)
    convenes = any(re.search(r"\bconvocan?\b", line.text[:300], re.I) for line in lines[:200])
    sections = {word for line in lines if is_section(line) for word in SECTION_WORDS if key(line.text).startswith(word)}
    listed = any(line.number and len(line.text) < 160 and key(line.text).startswith("convocatoria") for line in lines)
    named = key(title).startswith("convocatoria") and not (listed and not convenes)
    return (
        (4 if named else 2 if title and convenes else 0) + (3 if convenes else 0) + min(len(sections), 4)
        if named or convenes
        else 0
    )


def _route(layout: Layout, lines: Sequence[Line]) -> int:
    grids = [grid for grid in layout.grids() if is_phases(grid) and not grid.has("means") and grid.rows]
    grid = max(grids, key=lambda g: len(g.rows), default=None)
    titled = any(_ROUTE_TITLE.search(line.text[:300]) for line in lines[:80]) or bool(
        grid and _ROUTE_TITLE.search(grid.above[:400])
    )
    network = grid is not None and grid.has("predecessors")
    weight = (
        3 * titled
        + 2 * network
        + 2 * (grid is not None and grid.has("phase"))
        + (grid is not None and grid.has("duration"))
    )
    if grid is not None:
        codes = sum("." in grid.text(row, "number") for row in grid.rows)
        return (
            weight
            + (2 if len(grid.rows) >= 3 else 0)
            - (4 if any(is_title(line.text) for line in lines[:12]) and not titled else 0)
            - (2 if codes else 0)
        )
    if not titled:
        return 0
    route = RouteReader(Layout(items=list(layout.items)), "").read()
    return weight + (3 if len(route.phases) >= 3 else 0) + (1 if route.phases and route.milestones else 0)


def _annual_plan(layout: Layout, lines: Sequence[Line]) -> int:
    grids = [grid for grid in layout.grids() if is_schedule(grid) and grid.rows]
    if not grids:
        return 0
    grid = max(grids, key=lambda g: len(g.rows))
    above = [*(line.text for line in lines[:30]), grid.above]
    titled = any(is_title(text) for text in above)
    term = any(re.search(r"administraci[oó]n|ejercicio|20\d\d", text[:300], re.I) for text in above)
    codes = any("." in grid.text(row, "number") for row in grid.rows)
    schedule = any("cronograma" in key(text[:300]) or "calendario" in key(text[:300]) for text in above)
    both = grid.has("starts") and grid.has("ends")
    weight = 4 * titled + term + 2 * codes + 2 * bool(grid.months) + schedule + 2 * both + grid.has("activity")
    return weight - 3 * grid.has("predecessors") - 2 * grid.has("means") - 2 * (grid.has("phase") and not titled)


def _methodology(lines: Sequence[Line]) -> int:
    places = step_places(lines)
    text = key(" ".join(line.text[:2000] for line in lines[:400])[:40000])
    words = sum(f" {word}" in f" {text}" for word in _PROCESS)
    if len(places) < 3 or words < 5:
        return 0
    bodies = sum(
        after - before > 1 and any(len(line.text) > 60 for line in lines[before + 1 : after])
        for before, after in zip(places, [*places[1:], len(lines)], strict=True)
    )
    named = any(
        stem in key(line.text[:200])
        for line in lines[:10]
        for stem in ("metodologia", "lineamientos", "mecanismo", "procedimiento", "guia")
    )
    return (3 if bodies >= 3 else 0) + min(words // 3, 3) + 2 * named
