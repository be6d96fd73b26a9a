"""Plain text: lists, tables separated by tabs or bars, HTML and Markdown fragments, debris of conversions."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tequio.core.reading.document import Document, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.lines import cell_text
from tequio.formats.text_in import read_text


def read(text: str) -> Document:
    return read_text(text.encode(), "prueba.txt")


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document, at: int = 0) -> list[list[str]]:
    return [
        [cell.text for cell in row] for row in [block for block in document.blocks if isinstance(block, Table)][at].rows
    ]


def test_lines_are_paragraphs_with_their_number_bullet_and_place() -> None:
    found = paragraphs(
        read("1. Objetivo\n\n· Minuta\n- Lista\n- a) Sumar\n\t  \nC. JEFATURA DE ÁREA.\n12.5 millones de pesos\n")
    )
    assert [(one.text, one.number, one.bullet, one.where) for one in found] == [
        ("Objetivo", "1", False, "línea 1"),
        ("Minuta", None, True, "línea 3"),
        ("Lista", None, True, "línea 4"),
        ("Sumar", "a", False, "línea 5"),
        ("C. JEFATURA DE ÁREA.", None, False, "línea 7"),
        ("12.5 millones de pesos", None, False, "línea 8"),
    ]


def test_markdown_headings_bold_and_links() -> None:
    found = paragraphs(
        read(
            "## **BASES**\nEscriba a [correo](mailto:a@example.org) o <https://example.org/sitio/>\n- 1. Objeto.** Participar\n---\n"
        )
    )
    assert [(one.level, one.text, one.number) for one in found] == [
        (2, "BASES", None),
        (0, "Escriba a correo (a@example.org) o https://example.org/sitio/", None),
        (0, "Objeto. Participar", "1"),
    ]


def test_lines_cut_at_a_fixed_width_are_joined_and_list_items_are_not() -> None:
    text = "Que la participación ciudadana en el ejercicio local de gobierno abierto es\nfundamental para todos.\n"
    text += "22. sistematización de consultas en comunidades de todas las regiones del\n23. sistematización"
    assert [one.text for one in paragraphs(read(text))] == [
        "Que la participación ciudadana en el ejercicio local de gobierno abierto es fundamental para todos.",
        "sistematización de consultas en comunidades de todas las regiones del",
        "sistematización",
    ]


def test_tables_by_tabs_are_padded_and_survive_blank_lines() -> None:
    document = read("Plan\nTema\tAgua\t\t\nTeléfono\t33\tExtensión\t4\n\n\tcontinúa\nPuesto\tTitular\n\nFin\n")
    assert rows(document) == [
        ["Tema", "Agua", "", ""],
        ["Teléfono", "33", "Extensión", "4"],
        ["", "continúa", "", ""],
        ["Puesto", "Titular", "", ""],
    ]
    assert [block.row_numbers for block in document.blocks if isinstance(block, Table)] == [(2, 3, 5, 6)]
    assert [one.text for one in paragraphs(document)] == ["Plan", "Fin"]


def test_a_cell_of_several_lines_belongs_to_its_row() -> None:
    text = "No.\tMeta\tMedios\tQuién\n1\tCapacitar en:\n● Gobierno abierto\n"
    text += "● Sistema anticorrupción\tMinuta\tÁrea A\n2\tForo\tLista\tÁrea B\n"
    assert rows(read(text)) == [
        ["No.", "Meta", "Medios", "Quién"],
        ["1", "Capacitar en:\n● Gobierno abierto\n● Sistema anticorrupción", "Minuta", "Área A"],
        ["2", "Foro", "Lista", "Área B"],
    ]


def test_cells_between_quotes_keep_their_lines_and_tabs_of_a_spreadsheet() -> None:
    assert rows(read('a\t"uno\ndos ""tres"""\tb\nc\td\te\n')) == [["a", 'uno\ndos "tres"', "b"], ["c", "d", "e"]]


def test_html_fragments_become_lines() -> None:
    cell = '<ul style="x"> ● Convocatoria ● Lista de asistencia '
    listed = "<p>Valores:</p> <ol> 1. Acceso a la información 2. Rendición de cuentas 2020. 3. Tecnología "
    items = "<ul><li>Uno</li><li>Dos &amp; tres</li></ul>"
    assert rows(read(f"{cell}\t{listed}\t{items}\t1 < 2 y <b>3</b>\n"))[0] == [
        "● Convocatoria\n● Lista de asistencia",
        "Valores:\n1. Acceso a la información\n2. Rendición de cuentas 2020.\n3. Tecnología",
        "● Uno\n● Dos & tres",
        "1 < 2 y 3",
    ]


def test_markdown_tables() -> None:
    assert rows(read("| No. | Actividad |\n|---|:---:|\n| 1 | Foro \\| mesa |\n| 2 | **Firma** |\n\nFin")) == [
        ["No.", "Actividad"],
        ["1", "Foro | mesa"],
        ["2", "Firma"],
    ]


def test_rows_of_dashes_are_rulings() -> None:
    assert rows(read("a\tb\n---\t--\nc\td")) == [["a", "b"], ["c", "d"]]


def test_debris_is_removed_and_listed_and_the_note_is_kept() -> None:
    document = read(
        "Gobierno Abierto[footnoteRef:1]. [1:  Prever la\ninclusión.\n] \n[bookmark: _GoBack]El plan\0 será público."
    )
    assert [one.text for one in paragraphs(document)] == ["Gobierno Abierto.", "El plan será público."]
    assert document.notes == ("Prever la inclusión.",)
    assert [item.text for item in document.dropped] == [
        "(1 caracteres nulos)",
        "[footnoteRef:1]",
        "[bookmark: _GoBack]",
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "mac_roman", "cp850"]
)
def test_any_usual_encoding(encoding: str) -> None:
    text = "Órgano garante: ¿quién presentará el informe de acción número uno del año? Según la comisión, participación mañana"
    assert paragraphs(read_text(text.encode(encoding), "x.txt"))[0].text == text


@pytest.mark.needs_shared
@pytest.mark.covers("req:23")
def test_the_methodology_loses_exactly_two_pieces_of_debris_and_no_word(shared: Path) -> None:
    path = next((shared / "seeds").glob("000_*.txt"))
    document = read_text(path.read_bytes(), path.name)
    assert [item.text for item in document.dropped] == ["[footnoteRef:1]", "[bookmark: _GoBack]"]
    assert all(item.reason and item.where for item in document.dropped)
    assert len(document.notes) == 1
    assert document.notes[0].startswith("Los integrantes del Secretariado, deberán prever")
    shown = "\n".join(one.text for one in paragraphs(document))
    assert "[" not in shown
    assert "]" not in shown


@pytest.mark.needs_shared
def test_the_commitment_sheet_broken_by_pages_keeps_every_row_and_no_tag(shared: Path) -> None:
    path = next((shared / "seeds").glob("003_*.txt"))
    document = read_text(path.read_bytes(), path.name)
    assert [len(block.rows) for block in document.blocks if isinstance(block, Table)] == [18, 20]
    sheet, plan = rows(document), rows(document, 1)
    assert [row[0] for row in plan if row[0]] == ["No.", *map(str, range(1, 12))]
    assert {len(row) for row in plan} == {6}
    assert not any("<" in cell or "\t" in cell for row in sheet + plan for cell in row)
    continued = next(row for row in sheet if not row[0])
    assert continued[1].startswith("información son percibidos")


#: each once made a pattern go back over itself
HOSTILE = (
    '"a\tb\n' * 60_000,
    "[bookmark: x]" * 80_000,
    "[footnoteRef:1] [1: " * 60_000,
    "<p " + " " * 1_000_000,
    ("<a " + "href=" * 300 + "<") * 600 + "\tx",
    "| a |\n|--|" + " " * 1_000_000 + "x",
    "# a" + " " * 1_000_000 + "b",
    "-" * 500_000 + "x\ty\n",
    "<ol>" * 100_000 + "\tx",
    " " * 1_000_000 + "\tx",
    "\t\n\n" * 300_000,
    "a\tb\n● x\n" * 100_000,
    "[" * 500_000,
    "1. " * 300_000 + "\tx",
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_text_is_read_or_refused(hostile: str) -> None:
    """Text is read without a process of its own: nothing in it may take long (``bench/growth.py`` measures it)."""
    with contextlib.suppress(UnreadableDocument):
        assert read(hostile).format == "txt"


def test_words_that_end_in_o_before_a_tab_are_not_bullets() -> None:
    assert cell_text("Inicio\tTérmino\no\tMinuta") == "Inicio Término\n● Minuta"
