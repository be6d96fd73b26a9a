"""OpenDocument text and spreadsheets as LibreOffice writes them."""

from __future__ import annotations

import pytest

from tequio.core.reading.document import Document, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.odf_in import read_ods, read_odt
from tequio.formats.recognition import recognise
from tests.formats.office import package

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    [
        *(f'xmlns:{short}="{_BASE}{short}:1.0"' for short in ("office", "text", "table", "style")),
        f'xmlns:draw="{_BASE}drawing:1.0"',
        f'xmlns:fo="{_BASE}xsl-fo-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)
LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def file(kind: str, body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def text(body: str, styles: str = "") -> Document:
    data = file("text", body, styles)
    assert recognise(data, "x.odt") == "odt"
    return read_odt(data, "x.odt")


def book(body: str, styles: str = "") -> Document:
    data = file("spreadsheet", body, styles)
    assert recognise(data, "x.ods") == "ods"
    return read_ods(data, "x.ods")


def rows(document: Document) -> list[list[tuple[str, bool]]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[(cell.text, cell.merged) for cell in row] for row in table.rows]


def test_numbered_lists_with_levels_bullets_and_headings() -> None:
    inner = "<text:list><text:list-item><text:p>Foros</text:p></text:list-item></text:list>"
    body = '<text:h text:outline-level="2">BASES</text:h>'
    body += f'<text:list text:style-name="L1"><text:list-item><text:p>Uno</text:p>{inner}</text:list-item>'
    body += "<text:list-item><text:p>Dos</text:p></text:list-item></text:list>"
    body += '<text:list text:style-name="L2"><text:list-item><text:p>Minuta</text:p></text:list-item></text:list>'
    found = [block for block in text(body, LISTS).blocks if isinstance(block, Paragraph)]
    assert [(one.level, one.number, one.bullet, one.text) for one in found] == [
        (2, None, False, "BASES"),
        (0, "1", False, "Uno"),
        (0, "1.1", False, "Foros"),
        (0, "2", False, "Dos"),
        (0, None, True, "Minuta"),
    ]


def test_merged_cells_down_and_across_belong_to_all_they_cover() -> None:
    body = (
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell>'
        "<table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/>"
        "<table:table-cell><text:p>c</text:p></table:table-cell><table:table-cell/></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>lema</text:p></table:table-cell>'
        '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row></table:table>'
    )
    assert rows(text(body)) == [
        [("1", False), ("a", False), ("b", False)],
        [("1", True), ("c", False), ("", False)],
        [("lema", False), ("lema", True), ("lema", True)],
    ]


def test_notes_links_hidden_text_and_deletions() -> None:
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>dos</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        "<text:p>Plazo<text:note><text:note-body><text:p>Ver anexo.</text:p></text:note-body></text:note> de <text:s/>"
        'tres<text:span text:style-name="H">secreto</text:span> a <text:a xlink:href="mailto:a@example.org">correo</text:a></text:p>'
    )
    document = text(body, styles)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "Plazo de tres a correo (a@example.org)"
    ]
    assert document.notes == ("Ver anexo.",)
    assert [item.text for item in document.dropped] == ["dos", "secreto"]


def test_sheets_with_dates_colours_hidden_rows_and_endless_blanks() -> None:
    styles = '<style:style style:name="V"><style:table-cell-properties fo:background-color="#92d050"/></style:style>'
    body = (
        '<table:table table:name="Plan"><table:table-row><table:table-cell><text:p>Foro</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2021-06-28"><text:p>28/06/21</text:p></table:table-cell>'
        '<table:table-cell table:style-name="V"/><table:table-cell><text:p>x</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:visibility="collapse"><table:table-cell><text:p>oculta</text:p></table:table-cell></table:table-row>'
        "<table:table-row><table:table-cell><text:p>Firma</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
    )
    document = book(body, styles)
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [(cell.text, cell.typed_date, cell.fill) for cell in table.rows[0]] == [
        ("Foro", False, None),
        ("2021-06-28", True, None),
        ("", False, "92D050"),
        ("x", False, None),
    ]
    assert table.row_numbers == (1, 3)
    assert [(item.text, item.where) for item in document.dropped] == [("oculta", "hoja «Plan», fila 2")]


def test_a_password_is_said() -> None:
    data = package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            "content.xml": "x",
        }
    )
    with pytest.raises(UnreadableDocument, match="contraseña"):
        recognise(data, "x.odt")
