"""``read``: a document → what it says. Pure: no disk, no clock, no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tequio.core.reading.annual_plan import AnnualPlanReader
from tequio.core.reading.call import CallReader
from tequio.core.reading.commitment_sheet import SheetsReader
from tequio.core.reading.document import Block, Document, Dropped, Paragraph, Table
from tequio.core.reading.header import read_header
from tequio.core.reading.layout import Layout, lay_out
from tequio.core.reading.methodology import MethodologyReader
from tequio.core.reading.recognise import recognise
from tequio.core.reading.records import Kind, Reading, Remark
from tequio.core.reading.route import RouteReader
from tequio.core.reading.words import squash

_DEBRIS = re.compile(r"\[(?:bookmark:|footnoteRef:)[^\[\]\n]{0,200}\]")


@dataclass(slots=True)
class _Source:
    document: Document
    layout: Layout
    text: str
    guarantors: Sequence[str]
    dropped: list[Dropped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def wrapped(self) -> bool:
        """A printed page breaks lines where it likes: they separate nothing."""
        return self.document.format == "pdf"


def read(document: Document, *, guarantors: Sequence[str] = ()) -> Reading:
    """Everything understood of one document; ``guarantors`` are names or acronyms besides those known everywhere.

    Never raises on any Document. A kind that is not sure is ``unknown``; what is set aside is in ``dropped`` with its
    reason, what a person should know in ``remarks``.
    """
    document, debris = _without_debris(document)
    layout = lay_out(document)
    source = _Source(document, layout, text_of(document), guarantors, [*document.dropped, *debris, *layout.dropped])
    kind = recognise(layout)
    reading = Reading(kind, document.name, source.text, read_header(source.text))
    if kind is not Kind.UNKNOWN:
        reading = _READERS[kind](source, reading)
        _remark_noise(source)
    return replace(reading, dropped=tuple(dict.fromkeys(source.dropped)), remarks=tuple(source.remarks))


def text_of(document: Document) -> str:
    """The whole text: paragraphs, then each table row by row, copies of merged cells once."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(f"{block.number}. {block.text}" if block.number else block.text)
            continue
        for row in block.rows:
            lines.append("\t".join(cell.text for cell in row if cell.text and not cell.merged))
    return "\n".join([*lines, *document.notes])


def _without_debris(document: Document) -> tuple[Document, list[Dropped]]:
    """Marks that word processors leave when their text is pasted (requirement 23)."""
    dropped: list[Dropped] = []

    def clear(text: str, where: str) -> str:
        if "[" not in text:
            return text
        dropped.extend(
            Dropped(mark, "marca interna de un procesador de texto", where) for mark in _DEBRIS.findall(text)
        )
        return _DEBRIS.sub("", text)

    def cleared(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, text=clear(block.text, block.where))
        if not any("[" in cell.text for row in block.rows for cell in row):
            return block
        rows = tuple(tuple(replace(cell, text=clear(cell.text, block.where)) for cell in row) for row in block.rows)
        return Table(rows, block.where, block.row_numbers)

    return replace(document, blocks=tuple(cleared(block) for block in document.blocks)), dropped


def _remark_noise(source: _Source) -> None:
    marks = [piece for piece in source.dropped if _DEBRIS.fullmatch(piece.text.strip()[:220])]
    if marks:
        text = f"Se quitaron {len(marks)} marcas de un procesador de texto: {', '.join(squash(piece.text)[:60] for piece in marks[:6])}."
        source.remarks.append(Remark("noise-removed", text, marks[0].where))


def _remark_slogans(source: _Source) -> None:
    slogans = [piece for piece in source.dropped if piece.reason.startswith("lema")]
    if slogans:
        text = f"Se apartó «{squash(slogans[0].text)[:120]}», que se repite en las páginas: {len(slogans)} lugares."
        source.remarks.append(Remark("slogan-removed", text, slogans[0].where))


def _read_sheets(source: _Source, reading: Reading) -> Reading:
    reader = SheetsReader(source.layout, source.guarantors, source.wrapped, None)
    commitments = reader.read()
    source.dropped.extend(reader.dropped)
    source.remarks.extend(reader.remarks)
    return replace(reading, commitments=commitments)


def _read_route(source: _Source, reading: Reading) -> Reading:
    reader = RouteReader(source.layout, source.text)
    route = reader.read()
    source.remarks.extend(reader.remarks)
    return replace(reading, route=route)


def _read_annual_plan(source: _Source, reading: Reading) -> Reading:
    slogan = next((piece.text for piece in source.layout.dropped if piece.reason.startswith("lema")), "")
    reader = AnnualPlanReader(source.layout, source.text, slogan)
    plan = reader.read()
    source.dropped.extend(reader.dropped)
    source.remarks.extend(reader.remarks)
    _remark_slogans(source)
    return replace(reading, annual_plan=plan)


def _read_call(source: _Source, reading: Reading) -> Reading:
    reader = CallReader(source.layout, source.text)
    call = reader.read()
    source.remarks.extend(reader.remarks)
    return replace(reading, call=call)


def _read_methodology(source: _Source, reading: Reading) -> Reading:
    reader = MethodologyReader(source.layout, source.document.notes)
    return replace(reading, methodology=reader.read())


_READERS: dict[Kind, Callable[[_Source, Reading], Reading]] = {
    Kind.COMMITMENT_SHEET: _read_sheets,
    Kind.ROUTE: _read_route,
    Kind.ANNUAL_PLAN: _read_annual_plan,
    Kind.CALL: _read_call,
    Kind.METHODOLOGY: _read_methodology,
}
