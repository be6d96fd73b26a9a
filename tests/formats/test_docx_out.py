from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tequio.core.reading.document import Paragraph, Table
from tequio.formats import docx_out
from tequio.formats.opening import open_bytes
from tests.formats.outlines import HOSTILE, ORTHOGRAPHY, OUTLINE, STAMPED


@pytest.mark.covers("req:127")
def test_the_same_outline_gives_the_same_bytes() -> None:
    assert docx_out.render(STAMPED) == docx_out.render(STAMPED)


def test_nothing_in_the_package_tells_when_it_was_made() -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_out.render(STAMPED)))
    assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2019-08-22T00:00:00Z" in package.read("docProps/core.xml")


def test_headings_and_lists_are_styles_to_edit_with() -> None:
    document = docx.Document(io.BytesIO(docx_out.render(OUTLINE)))
    styles = {paragraph.text: str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style}
    assert styles["Plan de Acción Local de prueba"] == "Heading 1"
    assert styles["Objetivos"] == "Heading 2"
    assert styles["Primero"] == "List Number"
    assert styles["Punto"] == "List Bullet"


def test_the_language_is_said_once_and_for_all_texts() -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_out.render(OUTLINE)))
    assert b'w:lang w:val="es-MX"' in package.read("word/styles.xml")


def test_the_header_row_repeats_and_goals_span_their_activities() -> None:
    document = docx.Document(io.BytesIO(docx_out.render(OUTLINE)))
    (table,) = document.tables
    marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True] + [False] * (len(table.rows) - 1)
    assert table.cell(1, 1)._tc is table.cell(2, 1)._tc
    assert table.cell(1, 2).text == "Primera reunión"


def test_the_stamp_and_the_page_number_are_at_the_foot() -> None:
    document = docx.Document(io.BytesIO(docx_out.render(STAMPED)))
    foot = document.sections[0].footer.paragraphs[0]
    assert STAMPED.stamp is not None
    assert STAMPED.stamp.line in foot.text
    assert "Documento de muestra" in foot.text
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.sections[0].header.paragraphs[0].text == "Lema de prueba & más"


@pytest.mark.covers("exp:23")
def test_our_own_reader_finds_every_text_as_it_was_given() -> None:
    document = open_bytes(docx_out.render(OUTLINE), "ficha.docx")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    texts = {cell.text for row in table.rows for cell in row}
    for hostile in HOSTILE:
        clean = hostile.replace("\0", "\ufffd").replace("\x07", "\ufffd").strip()
        assert any(clean.split("<")[0].strip() in text for text in texts), hostile
    assert ORTHOGRAPHY in texts
    assert "Capacitar en:\n● Gobierno abierto\n● Rendición de cuentas" in texts
    numbers = [block.number for block in document.blocks if isinstance(block, Paragraph) and block.number]
    assert [number.strip(".)") for number in numbers] == ["1", "2", "a", "b"]


def test_two_lists_do_not_continue_one_another() -> None:
    from dataclasses import replace

    from tequio.core.outline import Listing, Order

    two = replace(OUTLINE, blocks=(Listing(("a", "b"), Order.NUMBERS), Listing(("c",), Order.NUMBERS)))
    document = open_bytes(docx_out.render(two), "listas.docx")
    numbers = [block.number for block in document.blocks if isinstance(block, Paragraph)]
    assert [str(number).strip(".") for number in numbers] == ["1", "2", "1"]
