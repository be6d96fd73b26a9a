"""Word files as people make them: automatic numbers, merges, ticks, notes, tracked changes, text boxes."""

from __future__ import annotations

import pytest

from tequio.core.reading.document import Document, Paragraph, Table
from tequio.formats.docx_in import read_docx
from tests.formats.office import NAMES, item, numbering, p, package, relations, tbl, tc, tr, word


def read(body: str, links: tuple[tuple[str, str, str], ...] = (), **parts: str) -> Document:
    return read_docx(word(body, links, **parts), "prueba.docx")


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


class TestListNumbers:
    LISTS = numbering(
        {
            1: [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")],
            2: [("bullet", "·")],
            3: [("upperRoman", "%1.")],
            4: [("decimal", "Artículo %1.")],
        },
        {
            1: (1, ""),
            2: (2, ""),
            3: (3, ""),
            4: (4, ""),
            5: (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            6: (1, ""),
        },
    )

    def numbers(self, body: str) -> list[str | None]:
        return [found.number for found in paragraphs(read(body, numbering=self.LISTS))]

    def test_counts_levels_and_restarts_below_a_higher_one(self) -> None:
        body = item(1, "a") + item(1, "b", 1) + item(1, "c", 1) + item(1, "d") + item(1, "e", 1) + item(1, "f", 2)
        assert self.numbers(body) == ["1", "1.1", "1.2", "2", "2.1", "a"]

    def test_lists_of_one_definition_continue_unless_overridden(self) -> None:
        assert self.numbers(item(1, "a") + item(1, "b") + item(6, "c") + item(5, "d") + item(5, "e")) == [
            "1",
            "2",
            "3",
            "1",
            "2",
        ]

    def test_bullets_romans_and_labels_with_words(self) -> None:
        found = paragraphs(
            read(item(2, "viñeta") + item(3, "uno") + item(3, "dos") + item(4, "Objeto"), numbering=self.LISTS)
        )
        assert [(one.text, one.number, one.bullet) for one in found] == [
            ("viñeta", None, True),
            ("uno", "I", False),
            ("dos", "II", False),
            ("Artículo 1. Objeto", "1", False),
        ]

    def test_empty_list_paragraphs_do_not_count_in_running_text(self) -> None:
        assert self.numbers(item(1, "a") + item(1, "") + item(1, "b")) == ["1", "2"]

    def test_number_column_filled_by_an_automatic_list(self) -> None:
        rows = [tr(tc(item(1, "")), tc(text)) for text in ("Uno", "Dos")]
        assert texts(table(read(tbl(*rows), numbering=self.LISTS))) == [["1", "Uno"], ["2", "Dos"]]

    def test_numbers_through_the_style(self) -> None:
        styles = (
            f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="Lista"><w:name w:val="List Number"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Hija"><w:name w:val="Mi lista"/><w:basedOn w:val="Lista"/></w:style></w:styles>'
        )
        body = p("a", '<w:pStyle w:val="Lista"/>') + p("b", '<w:pStyle w:val="Hija"/>')
        found = paragraphs(read(body, numbering=self.LISTS, styles=styles))
        assert [one.number for one in found] == ["1", "2"]

    def test_typed_numbers_are_taken_apart_too(self) -> None:
        found = paragraphs(
            read(p("3.- Firma del PAL") + p("1.1 Secretariado") + p("b) Difundir") + p("2021 fue año electoral"))
        )
        assert [(one.number, one.text) for one in found] == [
            ("3", "Firma del PAL"),
            ("1.1", "Secretariado"),
            ("b", "Difundir"),
            (None, "2021 fue año electoral"),
        ]


class TestTables:
    def test_vertical_merge_belongs_to_all_its_rows_and_an_empty_cell_to_itself(self) -> None:
        begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        body = tbl(
            tr(tc("1", begin), tc("Primera"), tc("Lista", begin)),
            tr(tc("", go_on), tc("Segunda"), tc("", go_on)),
            tr(tc("2"), tc("Otra"), tc("")),
        )
        rows = table(read(body)).rows
        assert [[(cell.text, cell.merged) for cell in row] for row in rows] == [
            [("1", False), ("Primera", False), ("Lista", False)],
            [("1", True), ("Segunda", False), ("Lista", True)],
            [("2", False), ("Otra", False), ("", False)],
        ]

    def test_spans_and_skipped_grid_columns_keep_rows_equally_long(self) -> None:
        body = tbl(
            tr(tc("Título", '<w:gridSpan w:val="3"/>')),
            tr(tc("b"), tc("c"), properties='<w:gridBefore w:val="1"/>'),
            tr(tc("a"), tc("b"), tc("c")),
        )
        rows = table(read(body)).rows
        assert [[(cell.text, cell.merged) for cell in row] for row in rows] == [
            [("Título", False), ("Título", True), ("Título", True)],
            [("", False), ("b", False), ("c", False)],
            [("a", False), ("b", False), ("c", False)],
        ]

    def test_columns_that_exist_only_in_the_grid_are_folded(self) -> None:
        wide = '<w:gridSpan w:val="4"/>'
        assert texts(table(read(tbl(tr(tc("Tema"), tc("Agua", wide)), tr(tc("Fecha"), tc("2021", wide)))))) == [
            ["Tema", "Agua"],
            ["Fecha", "2021"],
        ]

    def test_fill_colour_and_white(self) -> None:
        body = tbl(
            tr(
                tc("ENE", '<w:shd w:val="clear" w:fill="92d050"/>'),
                tc("FEB", '<w:shd w:fill="FFFFFF"/>'),
                tc("MAR", '<w:shd w:fill="auto"/>'),
            )
        )
        body += tbl(tr(tc("x"), tc("y")))
        assert [cell.fill for cell in table(read(body)).rows[0]] == ["92D050", None, None]

    def test_bullets_breaks_and_nested_tables_become_lines(self) -> None:
        lists = numbering({1: [("bullet", "·")]}, {1: (1, "")})
        nested = tbl(tr(tc("Correo"), tc("a@example.org")), tr(tc("Teléfono"), tc("33 5555 0100")))
        lines = "<w:p><w:r><w:t>Uno</w:t><w:br/><w:t>dos</w:t></w:r></w:p>"
        body = tbl(tr(tc(item(1, "Minuta") + p("• Lista")), tc(lines)), tr(tc("Contacto"), tc(nested + p())))
        assert texts(table(read(body, numbering=lists))) == [
            ["● Minuta\n● Lista", "Uno\ndos"],
            ["Contacto", "Correo | a@example.org\nTeléfono | 33 5555 0100"],
        ]

    def test_a_box_round_text_is_the_documents_own_text(self) -> None:
        document = read(tbl(tr(tc(p("SE CONVOCA") + tbl(tr(tc("Base"), tc("Primera")))))))
        assert [type(block) for block in document.blocks] == [Paragraph, Table]

    def test_rows_and_cells_inside_content_controls(self) -> None:
        row = f"<w:sdt><w:sdtContent>{tr(tc('a'), f'<w:sdt><w:sdtContent>{tc(chr(98))}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"
        assert texts(table(read(tbl(row, tr(tc("c"), tc("d")))))) == [["a", "b"], ["c", "d"]]


class TestInline:
    def one(self, inner: str) -> Document:
        return read(f"<w:p>{inner}</w:p>")

    def text(self, inner: str) -> str:
        return "\n".join(found.text for found in paragraphs(self.one(inner)))

    @pytest.mark.parametrize(
        ("run", "expected"),
        [
            ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
            ('<w:sym w:font="Wingdings" w:char="F0FB"/>', "✗"),
            ('<w:sym w:font="Wingdings 2" w:char="F053"/>', "☒"),
            ('<w:sym w:font="Wingdings" w:char="F0A8"/>', "☐"),
        ],
    )
    def test_ticks_of_the_symbol_fonts(self, run: str, expected: str) -> None:
        assert self.text(f"<w:r><w:t>En curso </w:t>{run}</w:r>") == f"En curso {expected}"

    def test_check_boxes_new_and_old(self) -> None:
        state = '<w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        new = f"<w:sdt>{state}<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
        old = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        old += '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        assert (
            self.text(f"<w:r><w:t>Nuevo </w:t></w:r>{new}<w:r><w:t> En curso </w:t></w:r>{old}") == "Nuevo ☒ En curso ☐"
        )

    def test_fields_give_their_result_not_their_code(self) -> None:
        begin, middle, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        code, result = "<w:r><w:instrText>DATE</w:instrText></w:r>", "<w:r><w:t>28 de junio</w:t></w:r>"
        inner = f"{begin}{code}{middle}{result}{end}<w:r><w:t> de 2021</w:t></w:r>"
        assert self.text(inner) == "28 de junio de 2021"

    def test_tracked_changes_keep_what_was_added_and_list_what_was_deleted(self) -> None:
        inner = '<w:r><w:t>Plazo de </w:t></w:r><w:del w:id="1"><w:r><w:delText>dos</w:delText></w:r></w:del>'
        inner += '<w:ins w:id="2"><w:r><w:t>tres</w:t></w:r></w:ins>'
        document = self.one(inner)
        assert paragraphs(document)[0].text == "Plazo de tres"
        assert [(item.text, "control de cambios" in item.reason) for item in document.dropped] == [("dos", True)]

    def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_a_deleted_row_goes(self) -> None:
        joined = p("Primera parte ", "<w:rPr><w:del/></w:rPr>") + p("y segunda.")
        body = joined + tbl(tr(tc("1"), tc("queda")), tr(tc("2"), tc("se borró"), properties="<w:del/>"))
        document = read(body)
        assert paragraphs(document)[0].text == "Primera parte y segunda."
        assert texts(table(document)) == [["1", "queda"]]
        assert "se borró" in document.dropped[0].text

    def test_hidden_text_and_unfilled_controls_are_listed_not_read(self) -> None:
        unfilled = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Haga clic aquí</w:t></w:r></w:sdtContent></w:sdt>"
        document = self.one(
            f"<w:r><w:t>Visible</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secreto</w:t></w:r>{unfilled}"
        )
        assert paragraphs(document)[0].text == "Visible"
        assert [item.text for item in document.dropped] == ["secreto", "Haga clic aquí"]

    def test_links_keep_their_words_and_an_address_they_do_not_say(self) -> None:
        links = (
            ("l1", "hyperlink", "mailto:contacto@example.org?subject=x"),
            ("l2", "hyperlink", "https://www.example.org/sitio/"),
        )
        body = '<w:p><w:hyperlink r:id="l1"><w:r><w:t>Escríbanos</w:t></w:r></w:hyperlink></w:p>'
        body += '<w:p><w:hyperlink r:id="l2"><w:r><w:t>www.example.org/sitio</w:t></w:r></w:hyperlink></w:p>'
        assert [found.text for found in paragraphs(read(body, links))] == [
            "Escríbanos (contacto@example.org)",
            "www.example.org/sitio",
        ]

    def test_odd_spaces_and_invisible_characters(self) -> None:
        assert (
            self.text("<w:r><w:t>partici\u00adpa\u200bción\u00a0 ciu­dadana e\u0301</w:t></w:r>")
            == "participación ciudadana é"
        )

    def test_a_text_box_is_read_once(self) -> None:
        content = f"<w:txbxContent>{p('Fecha límite: 15 de noviembre')}</w:txbxContent>"
        modern = f"<mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        old = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        document = self.one(
            f"<w:r><w:t>Bases</w:t></w:r><w:r><mc:AlternateContent>{modern}{old}</mc:AlternateContent></w:r>"
        )
        assert [found.text for found in paragraphs(document)] == ["Bases", "Fecha límite: 15 de noviembre"]

    def test_pictures_are_mentioned(self) -> None:
        document = self.one(
            "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r><w:r><w:t>Texto</w:t></w:r>"
        )
        assert "imágenes" in document.dropped[0].reason


def test_notes_comments_headers_and_contents() -> None:
    body = '<w:p><w:r><w:t>Gobierno Abierto</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    body += '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    body += p("1. Objetivo ........ 3", '<w:pStyle w:val="TDC1"/>')
    note = f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1">{p("—")}</w:footnote>'
    note += f'<w:footnote w:id="2">{p("Prever la inclusión.")}</w:footnote></w:footnotes>'
    comment = f'<w:comments {NAMES}><w:comment w:id="0" w:author="x">{p("¿Quién firma?")}</w:comment></w:comments>'
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="TDC1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    header = f"<w:hdr {NAMES}>{p('Bienestar incluyente')}{p('3')}</w:hdr>"
    document = read(body, footnotes=note, comments=comment, styles=styles, header1=header, header2=header)
    assert [found.text for found in paragraphs(document)] == ["Gobierno Abierto"]
    assert document.notes == ("Prever la inclusión.", "Comentario: ¿Quién firma?")
    assert document.running == ("Bienestar incluyente",)
    assert "índice" in document.dropped[0].reason


def test_heading_levels_by_style_name_and_outline() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="Title"/></w:style></w:styles>'
    )
    body = (
        p("a", '<w:pStyle w:val="T1"/>')
        + p("b", '<w:pStyle w:val="P"/>')
        + p("c", '<w:outlineLvl w:val="2"/>')
        + p("d")
    )
    assert [found.level for found in paragraphs(read(body, styles=styles))] == [1, 1, 3, 0]


def test_strict_office_files_use_other_names_for_the_same_words() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{p("Texto")}</w:body></w:document>'
    data = package({"_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")), "word/document.xml": body})
    assert [found.text for found in paragraphs(read_docx(data, "estricto.docx"))] == ["Texto"]
