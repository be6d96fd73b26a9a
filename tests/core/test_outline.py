from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tequio.core.outline import (
    Cell,
    Heading,
    Listing,
    Order,
    Outline,
    Paragraph,
    Signatory,
    Signatures,
    Table,
    bullets,
    fingerprint,
    lines_of,
    placed,
    stamped,
)

OUTLINE = Outline("Ficha", (Heading("Ficha", 1), Paragraph("Texto"), Table((1, 1), ((Cell(("a",)), Cell(("b",))),))))


def test_cells_go_to_the_first_free_column_after_the_spans_above() -> None:
    table = Table(
        (1, 1, 1),
        (
            (Cell(("a",), rows=2), Cell(("b",), columns=2)),
            (Cell(("c",)), Cell(("d",))),
            (Cell(("e",), columns=2), Cell(("f",))),
        ),
    )
    found = [(row, column, cell.text) for row, column, cell in placed(table)]
    assert found == [(0, 0, "a"), (0, 1, "b"), (1, 1, "c"), (1, 2, "d"), (2, 0, "e"), (2, 2, "f")]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(((Cell(),),), id="a column is left empty"),
        pytest.param(((Cell(), Cell(), Cell()),), id="one cell too many"),
        pytest.param(((Cell(columns=3),),), id="a span leaves the table to the right"),
        pytest.param(((Cell(rows=2), Cell()),), id="a span leaves the table below"),
        pytest.param(((Cell(), Cell(rows=2)), (Cell(columns=2),)), id="two cells on the same square"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="row"):
        list(placed(Table((1, 1), rows)))


@pytest.mark.covers("req:127")
def test_the_fingerprint_is_of_what_the_document_says_and_not_of_its_stamp() -> None:
    issued = stamped(OUTLINE, folio="DPC/012/2026", version=2)
    assert issued.stamp is not None
    assert issued.stamp.fingerprint == fingerprint(OUTLINE) == fingerprint(issued)
    assert "DPC/012/2026" in issued.stamp.line
    assert "versión 2" in issued.stamp.line


@pytest.mark.parametrize(
    "other",
    [
        replace(OUTLINE, title="Otra"),
        replace(OUTLINE, dated=date(2021, 1, 1)),
        replace(OUTLINE, blocks=OUTLINE.blocks[:2]),
        replace(OUTLINE, blocks=(Heading("Ficha", 2), *OUTLINE.blocks[1:])),
        replace(OUTLINE, blocks=(*OUTLINE.blocks, Signatures((Signatory("Ana"),)))),
    ],
)
def test_another_content_has_another_fingerprint(other: Outline) -> None:
    assert fingerprint(other) != fingerprint(OUTLINE)


def test_blocks_with_the_same_fields_are_told_apart() -> None:
    """A list of one text and a paragraph with that text do not say the same."""
    listing = replace(OUTLINE, blocks=(Listing(("Texto",), Order.BULLETS),))
    letters = replace(OUTLINE, blocks=(Listing(("Texto",), Order.LETTERS),))
    assert fingerprint(listing) != fingerprint(letters)


def test_lines_and_bullets_of_a_text() -> None:
    assert lines_of(" uno \n\n dos\r\n") == ("uno", "dos")
    assert lines_of("") == ()
    assert bullets(["Lista de\n asistencia"]) == ("● Lista de asistencia",)
