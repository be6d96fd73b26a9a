"""The critical route: objectives, phases with duration, predecessors and dates, and the dates that bind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tequio.core.outline import Align, Block, Cell, Heading, Listing, Order, Outline, Paragraph, Table, lines_of
from tequio.core.reading.records import Phase, Route
from tequio.core.writing.words import Style, date_cell, written


def route(record: Route, *, title: str, organisation: str = "", foot: str = "", dated: date | None = None) -> Outline:
    """``title`` is that of the work plan; columns that no phase fills are left out."""
    return Outline(
        title=title,
        blocks=tuple(_blocks(record, title, organisation)),
        first_sheet="Ruta crítica",
        running_head=organisation,
        running_foot=foot,
        dated=dated,
    )


def _blocks(record: Route, title: str, organisation: str) -> Iterator[Block]:
    if organisation:
        yield Heading(organisation, 2, Align.CENTRE)
    yield Heading(title, 1, Align.CENTRE)
    if record.objective:
        yield Paragraph(f"Objetivo general: {record.objective}")
    if record.objectives:
        yield Heading("Objetivos específicos:", 2)
        yield Listing(record.objectives, Order.NUMBERS)
    proposed = " propuestas" if record.proposed else ""
    yield Heading(f"Fases{proposed} del proyecto", 2)
    yield phase_table(record.phases)
    if record.milestones:
        yield Heading(f"Fechas{proposed}", 2)
        yield from (
            Paragraph(f"{_named(milestone.name)}: {written(milestone.date)}.") for milestone in record.milestones
        )


def _named(name: str) -> str:
    """ "Firma del PAL" → "Fecha de firma del PAL"; an acronym keeps its capitals."""
    if name.lower().startswith("fecha") or not name:
        return name
    plain = name if name[:2].isupper() else name[0].lower() + name[1:]
    return f"Fecha de {plain}"


def phase_table(phases: tuple[Phase, ...]) -> Table:
    """No., Fase and, where some phase has them, Duración, Predecesoras, Inicio and Fin."""
    timed = any(phase.duration is not None or phase.predecessors for phase in phases)
    dated = any(phase.starts or phase.ends for phase in phases)
    names = ["No.", "Fase", *(["Duración", "Predecesoras"] * timed), *(["Inicio", "Fin"] * dated)]
    widths = (6, 50, *((12, 16) * timed), *((14, 14) * dated))
    head = tuple(Cell((name,), strong=True) for name in names)
    rows = (_row(phase, timed=timed, dated=dated) for phase in phases)
    return Table(widths, (head, *rows), head=1, title="Fases")


def _row(phase: Phase, *, timed: bool, dated: bool) -> tuple[Cell, ...]:
    cells = [_number(phase.number), Cell(lines_of(phase.title))]
    if timed:
        before = phase.predecessors
        cells += [_number(phase.duration), Cell((before,) if before else (), align=Align.CENTRE)]
    if dated:
        cells += [date_cell(phase.starts, Style.SHORT), date_cell(phase.ends, Style.SHORT)]
    return tuple(cells)


def _number(value: int | None) -> Cell:
    return Cell() if value is None else Cell((str(value),), align=Align.CENTRE, value=value)
