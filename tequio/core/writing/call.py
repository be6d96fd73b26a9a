"""A call: headings with their paragraphs, in the order in which the sections come."""

from __future__ import annotations

from datetime import date

from tequio.core.outline import Align, Block, Heading, Outline, Paragraph
from tequio.core.reading.records import Call


def call(record: Call, *, foot: str = "", dated: date | None = None) -> Outline:
    blocks: list[Block] = [Heading(record.title, 1, Align.CENTRE)]
    for section in record.sections:
        blocks.append(Heading(section.heading, 2, Align.CENTRE))
        blocks += [Paragraph(text) for text in section.paragraphs]
    return Outline(record.title, tuple(blocks), first_sheet="Convocatoria", running_foot=foot, dated=dated)
