"""Excel files as people make them: merges, hidden rows, formulas without result, dates, colours, stray cells."""

from __future__ import annotations

import pytest

from tequio.core.reading.document import Cell, Document, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.xlsx_in import read_xlsx
from tests.formats.office import S, excel, package, relations, sheet, unpacked

#: 0 General · 1 date · 2 month, year · 3 one decimal · 4 percent · 5 date, hour · 6 yellow · 7 theme · 8 palette · 9 white
STYLES = (
    f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="mmm\\-yy"/></numFmts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor indexed="10"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill></fills><cellXfs>'
    + "".join(
        f'<xf numFmtId="{form}" fillId="{fill}"/>'
        for form, fill in ((0, 0), (14, 0), (165, 0), (164, 0), (9, 0), (22, 0), (0, 2), (0, 3), (0, 4), (0, 5))
    )
    + "</cellXfs></styleSheet>"
)


def s(reference: str, text: str, style: int = 0) -> str:
    return f'<c r="{reference}" t="inlineStr" s="{style}"><is><t>{text}</t></is></c>'


def n(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def read(rows: str, after: str = "", before: str = "", **parts: str) -> Document:
    return read_xlsx(excel({"Plan": sheet(rows, after, before)}, states=None, styles=STYLES, **parts), "prueba.xlsx")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(document: Document) -> list[list[Cell]]:
    return [list(line) for line in tables(document)[0].rows]


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line] for line in cells(document)]


@pytest.mark.parametrize(
    ("value", "style", "expected", "date"),
    [
        ("1", 0, "1", False),
        ("1.1000000000000001", 0, "1.1", False),
        ("1", 3, "1.0", False),
        ("0.5", 4, "50%", False),
        ("523338192374", 0, "523338192374", False),
        ("44375", 1, "2021-06-28", True),
        ("44501", 2, "2021-11", True),
        ("44375.4375", 5, "2021-06-28T10:30", True),
        ("61", 1, "1900-03-01", True),
        ("59", 1, "1900-02-28", True),
    ],
)
def test_numbers_and_dates_as_people_see_them(value: str, style: int, expected: str, date: bool) -> None:
    cell = cells(read(row(1, n("A1", value, style))))[0][0]
    assert (cell.text, cell.typed_date) == (expected, date)


def test_codes_typed_as_text_stay_as_typed() -> None:
    assert texts(read(row(1, s("A1", "1.10"), s("B1", "007")))) == [["1.10", "007"]]


def test_merged_cells_repeat_their_text_and_empty_ones_stay_empty() -> None:
    rows = row(1, s("A1", "CRONOGRAMA")) + row(2, s("A2", "1"), s("B2", "Uno"), s("C2", "NOV")) + row(3, s("B3", "Dos"))
    document = read(rows, '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>')
    assert [[(cell.text, cell.merged) for cell in line] for line in cells(document)] == [
        [("CRONOGRAMA", False), ("CRONOGRAMA", True), ("CRONOGRAMA", True)],
        [("1", False), ("Uno", False), ("NOV", False)],
        [("1", True), ("Dos", False), ("", False)],
    ]


def test_hidden_rows_columns_and_sheets_are_listed_not_read() -> None:
    rows = row(1, s("A1", "No."), s("B1", "interno"), s("C1", "Actividad"))
    rows += row(2, s("A2", "1"), s("B2", "nota"), s("C2", "cancelada"), more='hidden="1"') + row(
        3, s("A3", "2"), s("C3", "vigente")
    )
    plan = sheet(rows, before='<cols><col min="2" max="2" hidden="1"/></cols>')
    book = excel({"Plan": plan, "Vieja": sheet(row(1, s("A1", "borrador")))}, states={"Vieja": "veryHidden"})
    document = read_xlsx(book, "x.xlsx")
    assert texts(document) == [["No.", "Actividad"], ["2", "vigente"]]
    assert tables(document)[0].row_numbers == (1, 3)
    assert [(item.text, item.where) for item in document.dropped] == [
        ("1 | nota | cancelada", "hoja «Plan», fila 2"),
        ("interno | nota", "hoja «Plan», columna B"),
        ("borrador", "hoja «Vieja»"),
    ]


def test_a_merge_that_begins_in_a_hidden_row_shows_in_the_visible_one() -> None:
    rows = row(1, s("A1", "1"), s("B1", "Uno"), more='hidden="1"') + row(2, s("B2", "Dos"))
    document = read(rows, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    assert [(cell.text, cell.merged) for cell in cells(document)[0]] == [("1", False), ("Dos", False)]


def test_formulas_give_their_stored_result_or_say_that_there_is_none() -> None:
    rows = row(
        1,
        '<c r="A1"><f>B1+1</f><v>7</v></c>',
        '<c r="B1"><f>SUM(C1)</f></c>',
        '<c r="C1" t="str"><f>"a"</f><v>texto</v></c>',
    )
    rows += row(2, '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="B2" t="b"><v>1</v></c>', s("C2", "x"))
    document = read(rows)
    assert texts(document) == [["7", "", "texto"], ["", "VERDADERO", "x"]]
    assert [(item.text, item.where) for item in document.dropped] == [
        ("=SUM(C1)", "hoja «Plan», celda B1"),
        ("#DIV/0!", "hoja «Plan», celda A2"),
    ]


def test_fill_colours_by_value_theme_and_palette() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
        '<a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1>'
        "</a:clrScheme></a:themeElements></a:theme>"
    )
    rows = row(1, s("A1", "a", 6), s("B1", "b", 7), s("C1", "c", 8), s("D1", "d", 9), s("E1", "e"))
    parts = unpacked(excel({"Plan": sheet(rows)}, styles=STYLES, theme__theme1=theme))
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("s1", "worksheet", "worksheets/sheet1.xml"),
        ("x1", "styles", "styles.xml"),
        ("x2", "theme", "theme/theme1.xml"),
    )
    document = read_xlsx(package(parts), "x.xlsx")
    assert [cell.fill for cell in cells(document)[0]] == ["FFFF00", "A2B8E2", "FF0000", None, None]


def test_months_as_coloured_columns_keep_the_colour_of_empty_cells() -> None:
    rows = row(1, s("A1", "Actividad"), s("B1", "ENE"), s("C1", "FEB")) + row(
        2, s("A2", "Foro"), '<c r="B2" s="6"/>', '<c r="C2"/>'
    )
    assert [(cell.text, cell.fill) for cell in cells(read(rows))[1]] == [("Foro", None), ("", "FFFF00"), ("", None)]


def test_a_sheet_that_claims_to_be_endless_and_a_stray_cell_far_away() -> None:
    rows = (
        row(1, s("A1", "No."), s("B1", "Actividad"))
        + row(2, n("A2", "1"), s("B2", "Foro"))
        + row(1_048_576, s("XFD1048576", "perdida"))
    )
    document = read(
        rows, '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>', '<dimension ref="A1:XFD1048576"/>'
    )
    assert texts(document) == [["No.", "Actividad"], ["1", "Foro"]]
    assert [(item.text, item.where) for item in document.dropped] == [("perdida", "hoja «Plan», celda XFD1048576")]


def test_blank_rows_inside_stay_and_those_around_go() -> None:
    document = read(row(3, s("B3", "26")) + row(5, s("B5", "27")) + row(9, '<c r="B9" s="6"/>'))
    assert texts(document) == [["26"], [""], ["27"]]
    assert tables(document)[0].row_numbers == (3, 4, 5)


def test_shared_strings_with_runs_line_breaks_and_escapes() -> None:
    strings = (
        f'<sst xmlns="{S}"><si><r><t>Lista </t></r><r><t>de asistencia</t></r><rPh><t>fonético</t></rPh></si>'
        "<si><t>• Minuta_x000D_\n• Foto</t></si></sst>"
    )
    document = read(row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>'), sharedStrings=strings)
    assert texts(document) == [["Lista de asistencia", "● Minuta\n● Foto"]]


def test_print_headers_comments_and_text_boxes() -> None:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    header = '&amp;C&amp;"Arial"&amp;12Bienestar &amp;&amp; más&amp;RPágina &amp;P'
    plan = sheet(row(1, s("A1", "x")), f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>")
    parts = unpacked(excel({"Plan": plan}))
    links = ("c", "comments", "../comments1.xml"), ("d", "drawing", "../drawings/drawing1.xml")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*links)
    comment = '<comment ref="A1"><text><r><t>¿Quién?</t></r></text></comment>'
    parts["xl/comments1.xml"] = f'<comments xmlns="{S}"><commentList>{comment}</commentList></comments>'
    said = "<a:p><a:r><a:t>Nota: </a:t></a:r><a:r><a:t>sujeto a cambios</a:t></a:r></a:p>"
    shape = f"<xdr:sp><xdr:txBody>{said}</xdr:txBody></xdr:sp>"
    parts["xl/drawings/drawing1.xml"] = f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}">{shape}</xdr:wsDr>'
    document = read_xlsx(package(parts), "x.xlsx")
    assert document.running == ("Bienestar & más", "Página")
    assert document.notes == ("Comentario en hoja «Plan», celda A1: ¿Quién?",)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Nota: sujeto a cambios"]


def test_several_sheets_are_several_tables() -> None:
    document = read_xlsx(
        excel({"Metas": sheet(row(1, s("A1", "m"))), "Vacía": sheet(""), "Plan": sheet(row(1, s("A1", "p")))}), "x.xlsx"
    )
    assert [table.where for table in tables(document)] == ["hoja «Metas»", "hoja «Plan»"]


def test_cells_without_references_follow_each_other() -> None:
    rows = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>1</v></c></row>'
    assert texts(read(rows)) == [["a", "b"], ["1", ""]]


def test_more_cells_than_fit_is_a_refusal() -> None:
    rows = "".join(row(number, s(f"A{number}", "x")) for number in range(1, 50_100))
    with pytest.raises(UnreadableDocument, match="demasiadas filas"):
        read(rows)


def test_a_book_without_its_sheet_is_damaged_or_empty_but_never_a_traceback() -> None:
    data = excel({"Plan": "<worksheet"})
    with pytest.raises(UnreadableDocument, match="dañado"):
        read_xlsx(data, "x.xlsx")
    assert read(row(1)).blocks == ()
