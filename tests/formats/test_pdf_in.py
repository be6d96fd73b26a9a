"""PDF: tables with and without lines, paragraphs from lines, headers and footers, scans, passwords."""

from __future__ import annotations

from pathlib import Path

import pytest

from tequio.core.reading.document import Document, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.pdf_in import read_pdf
from tests.formats.office import pdf, pdf_file

Piece = tuple[float, float, float, str]


def read(*pages: list[Piece], boxes: list[list[tuple[float, float, float, float]]] | None = None) -> Document:
    return read_pdf(pdf(pages, boxes or []), "prueba.pdf")


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


PROSE = [
    "Que la participación ciudadana en el ejercicio local de Gobierno Abierto es funda-",
    "mental para reafirmar los compromisos con la transparencia, el acceso a la informa-",
    "ción y la rendición de cuentas de la edición 2020-2021 en el municipio.",
]


def prose(top: float = 100, left: float = 72) -> list[Piece]:
    return [(left, top + 14 * at, 11, line) for at, line in enumerate(PROSE)]


WHOLE = (
    "Que la participación ciudadana en el ejercicio local de Gobierno Abierto es fundamental para reafirmar los compromisos "
    "con la transparencia, el acceso a la información y la rendición de cuentas de la edición 2020-2021 en el municipio."
)


def test_lines_become_paragraphs_and_cut_words_whole() -> None:
    document = read(
        [*prose(), (72, 150, 11, "1. Ser residentes del estado."), (72, 164, 11, "2. Manifestarlo por escrito.")]
    )
    assert [(one.number, one.text) for one in paragraphs(document)] == [
        (None, WHOLE),
        ("1", "Ser residentes del estado."),
        ("2", "Manifestarlo por escrito."),
    ]
    assert tables(document) == []


def test_ruled_table_with_merged_cells_and_wrapped_lines() -> None:
    boxes = [
        (50.0, 100.0, 40.0, 60.0),
        (90.0, 100.0, 150.0, 30.0),
        (90.0, 130.0, 150.0, 30.0),
        (240.0, 100.0, 120.0, 60.0),
    ]
    words = [
        (54.0, 112.0, 9.0, "1"),
        (94.0, 112.0, 9.0, "Reunión de presentación con el"),
        (94.0, 123.0, 9.0, "consejo municipal"),
        (94.0, 142.0, 9.0, "Segunda reunión"),
        (244.0, 112.0, 9.0, "• Lista de asistencia"),
        (244.0, 123.0, 9.0, "• Memoria fotográfica de la"),
        (250.0, 134.0, 9.0, "sesión"),
    ]
    document = read(words, boxes=[boxes])
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    means = "● Lista de asistencia\n● Memoria fotográfica de la sesión"
    assert [[(cell.text, cell.merged) for cell in row] for row in table.rows] == [
        [("1", False), ("Reunión de presentación con el consejo municipal", False), (means, False)],
        [("1", True), ("Segunda reunión", False), (means, True)],
    ]
    assert table.where == "página 1, tabla 1"


def test_a_table_without_lines_is_found_by_how_its_words_line_up() -> None:
    rows = [
        ("No.", "Actividad", "Inicio"),
        ("1", "Redacción del plan de trabajo", "28 de junio"),
        ("2", "Jornadas de divulgación", "5 de julio"),
        ("3", "Convocatoria a foros", ""),
        ("4", "Firma del plan", "18 de octubre"),
    ]
    words = [
        (x, 300 + 20 * at, 10, text)
        for at, row in enumerate(rows)
        for x, text in zip((72, 110, 400), row, strict=True)
        if text
    ]
    document = read([*prose(), *words])
    assert tables(document) == [[list(row) for row in rows]]
    assert [one.text for one in paragraphs(document)] == [WHOLE]


def test_a_wrapped_cell_of_a_table_without_lines_stays_in_its_row() -> None:
    words: list[Piece] = []
    for at, (number, lines, date) in enumerate(
        [
            ("No.", ["Actividad"], "Fecha"),
            ("1", ["Jornadas de divulgación a los", "sectores"], "5 de julio"),
            ("2", ["Foros"], "9 de julio"),
            ("3", ["Firma"], "12 de julio"),
        ]
    ):
        words += [(72, 200 + 40 * at, 10, number), (400, 200 + 40 * at, 10, date)]
        words += [(110, 200 + 40 * at + 12 * line, 10, text) for line, text in enumerate(lines)]
    assert tables(read(words))[0][1] == ["1", "Jornadas de divulgación a los sectores", "5 de julio"]


def test_running_prose_and_numbered_lists_are_not_tables() -> None:
    listed = [
        (72 if part == 0 else 100, 200 + 16 * at, 11, text)
        for at in range(8)
        for part, text in enumerate((f"{at + 1}.", f"Requisito número {at}"))
    ]
    document = read([*prose(), *listed])
    assert tables(document) == []
    assert [one.number for one in paragraphs(document)][1:] == [str(at) for at in range(1, 9)]


def test_what_repeats_at_the_edges_of_the_pages_is_set_apart() -> None:
    pages: list[list[Piece]] = [
        [
            (72, 40, 9, "Bienestar incluyente para todas y todos"),
            *prose(150 + 20 * at),
            (300, 760, 9, f"Página {at + 1} de 3"),
        ]
        for at in range(3)
    ]
    document = read(*pages)
    assert document.running == ("Bienestar incluyente para todas y todos",)
    assert [one.text for one in paragraphs(document)] == [WHOLE] * 3
    assert [item.reason for item in document.dropped] == [
        "encabezado o pie que se repite en las páginas",
        "número de página",
    ]


def test_a_paragraph_cut_by_the_page_is_one() -> None:
    document = read([(72, 700, 11, PROSE[0][:-6] + "esencial")], [(72, 80, 11, "para reafirmar los compromisos.")])
    assert [one.text for one in paragraphs(document)] == [PROSE[0][:-6] + "esencial para reafirmar los compromisos."]


def test_a_row_split_over_two_pages_is_two_rows() -> None:
    boxes = [(50.0, top, 40.0, 30.0) for top in (100.0, 130.0)] + [(90.0, top, 150.0, 30.0) for top in (100.0, 130.0)]
    first: list[Piece] = [(54, 112, 9, "6"), (94, 112, 9, "Foro"), (54, 142, 9, "7"), (94, 142, 9, "Reunión")]
    second: list[Piece] = [(94, 112, 9, "de seguimiento"), (54, 142, 9, "8"), (94, 142, 9, "Cierre")]
    assert tables(read(first, second, boxes=[boxes, boxes])) == [
        [["6", "Foro"], ["7", "Reunión"]],
        [["", "de seguimiento"], ["8", "Cierre"]],
    ]


def test_a_scan_says_what_to_do() -> None:
    facts = "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
    image = f"<< /Type /XObject {facts} >>\nstream\nx\nendstream"
    data = pdf_file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>",
            image,
            "<< /Length 30 >>\nstream\nq 612 0 0 792 0 0 cm /I Do Q \nendstream",
        ]
    )
    with pytest.raises(UnreadableDocument, match="imagen escaneada"):
        read_pdf(data, "escaneo.pdf")


def test_a_pdf_without_its_end_is_still_read_and_half_of_one_is_refused() -> None:
    data = pdf([prose()], [])
    assert [one.text for one in paragraphs(read_pdf(data[: data.rindex(b"%%EOF")], "x.pdf"))] == [WHOLE]
    with pytest.raises(UnreadableDocument, match=r"dañado|no tiene texto"):
        read_pdf(data[: len(data) // 3], "x.pdf")


@pytest.mark.needs_shared
def test_passwords_and_circles(shared: Path) -> None:
    folder = shared / "data" / "pdf"
    with pytest.raises(UnreadableDocument, match="contraseña"):
        read_pdf((folder / "minimal-aes256.pdf").read_bytes(), "x.pdf")
    with pytest.raises(UnreadableDocument, match="no tiene texto"):
        read_pdf((folder / "circular-page-tree.pdf").read_bytes(), "x.pdf")


@pytest.mark.needs_shared
def test_the_real_commitment_sheet_gives_the_cells_of_its_word_version(shared: Path) -> None:
    """The PDF was printed from the Word file: cell by cell both must say the same."""
    from tequio.formats.docx_in import read_docx

    folder = shared / "data" / "documents" / "originales"
    printed = read_pdf((folder / "compromiso-jalisco-2019.pdf").read_bytes(), "x.pdf")
    typed = read_docx((folder / "compromiso-jalisco-2019.docx").read_bytes(), "x.docx")

    def cells(document: Document) -> set[str]:
        return {" ".join(cell.split()) for table in tables(document) for row in table for cell in row if cell}

    missing = cells(typed) - cells(printed)
    assert missing == set()


def test_figures_that_call_footnotes_leave_the_words_and_the_notes_are_kept() -> None:
    words: list[Piece] = [
        *prose(),
        (72, 160, 11, "Resueltos a través de Gobierno Abierto"),
        (264.5, 156, 6, "1"),
        (268, 160, 11, "."),
    ]
    foot: list[Piece] = [
        (72, 700, 5, "1"),
        (78, 703, 8, "Los integrantes deberán prever la"),
        (72, 713, 8, "inclusión."),
    ]
    document = read([*words, *foot])
    assert paragraphs(document)[-1].text == "Resueltos a través de Gobierno Abierto."
    assert document.notes == ("Los integrantes deberán prever la inclusión.",)
