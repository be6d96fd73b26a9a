"""Build the sample documents from ``source/*.toml``: Word, Excel and text, the same bytes every time.

python samples/make.py            writes the files beside this one
python samples/make.py --check    says which file is not what its source gives
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tequio.formats.ooxml import settle  # noqa: E402

Source = dict[str, Any]

MADE_ON = date(2026, 1, 1)
SAMPLE_NOTE = "Documento de muestra de Tequio. Las personas, los correos y los teléfonos son ficticios."
GREY = "E7E6E6"
SHEET_WIDTHS = (5.2, 7.0, 2.6, 2.4)
PLAN_WIDTHS = (1.0, 4.4, 3.4, 2.5, 3.6, 3.0)
PLAN_HEADINGS = (
    "No.",
    "OBJETIVOS O METAS",
    "ACTIVIDADES ESPECIFICAS",
    "FECHA DE CUMPLIMIENTO",
    "MEDIOS DE VERIFICACIÓN",
    "AUTORIDAD ENCARGADA DEL CUMPLIMIENTO",
)
VALUES_HEADING = """Descripción de cómo este compromiso es relevante para avanzar los valores de la OGP:
1. Acceso a la información
2. Rendición de cuentas
3. Participación ciudadana
4. Tecnología e innovación para la apertura"""
ANTICORRUPTION_HEADING = """Descripción de cómo este compromiso es relevante en el combate a la corrupción:
(Señalar los elementos considerados para la evidencia de medición de impacto alcanzado)"""


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def new_document(title: str) -> Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = "Arial"
    normal.font.size = Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "es-MX")
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2):
        style = document.styles[f"Heading {level}"]
        style.font.name = "Arial"
        style.font.size = Pt(14 - 2 * level)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(1.8)
    section.footer.paragraphs[0].text = SAMPLE_NOTE
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Tequio", "es-MX"
    return document


def word_bytes(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return settle(out.getvalue(), MADE_ON)


def shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def write_cell(cell: _Cell, lines: Sequence[str], *, bold: bool = False) -> None:
    """One paragraph per line; a line that begins with «● » is a bullet of the document, not typed."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        bullet = line.startswith("● ")
        if bullet:
            paragraph.style = "List Bullet"
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.4), Cm(-0.4)
        run = paragraph.add_run(line.removeprefix("● "))
        run.bold = bold
        run.font.size = Pt(9)


def bullets(lines: Sequence[str]) -> list[str]:
    return [f"● {line}" for line in lines]


def repeat_row(table: Table, index: int) -> None:
    mark = OxmlElement("w:tblHeader")
    table.rows[index]._tr.get_or_add_trPr().append(mark)


def numbered(document: Document, num_id: int) -> Callable[[str], Paragraph]:
    """Paragraphs with automatic numbers: the number is not in the text, as in the files people send."""

    def add(text: str) -> Paragraph:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{num_id}"/></w:numPr>')
        )
        return paragraph

    return add


def new_list(document: Document, style: str) -> int:
    """A list that starts again at 1 (or a): its own ``w:num`` over the abstract list of a built-in style."""
    numbering = document.part.numbering_part.element
    base = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == base).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(0).add_startOverride(1)
    return int(num.numId)


def lettered_list(document: Document) -> int:
    """The same list with a) b) c)."""
    numbering: Any = document.part.numbering_part.element
    base = document.styles["List Number"].element.pPr.numPr.numId.val
    source = next(num for num in numbering.num_lst if num.numId == base).abstractNumId.val
    abstracts = numbering.findall(qn("w:abstractNum"))
    copy = deepcopy(next(item for item in abstracts if item.get(qn("w:abstractNumId")) == str(source)))
    number = max(int(item.get(qn("w:abstractNumId"))) for item in abstracts) + 1
    copy.set(qn("w:abstractNumId"), str(number))
    level = copy.find(qn("w:lvl"))
    level.find(qn("w:numFmt")).set(qn("w:val"), "lowerLetter")
    level.find(qn("w:lvlText")).set(qn("w:val"), "%1)")
    style = level.find(qn("w:pStyle"))
    if style is not None:
        level.remove(style)
    abstracts[-1].addnext(copy)
    return int(numbering.add_num(number).numId)


FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def add_footnote(document: Document, paragraph: Paragraph, text: str) -> None:
    """A real footnote, which python-docx cannot write: the part, its relationship and the reference."""
    paragraph_xml = (
        '<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
    )
    separator = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    body = (
        f"<w:footnotes {nsdecls('w')}>{separator.format('separator', -1)}{separator.format('continuationSeparator', 0)}"
        f'<w:footnote w:id="1">{paragraph_xml}</w:footnote></w:footnotes>'
    )
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + body.encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))
    paragraph.add_run(".")


def add_bookmark(paragraph: Paragraph, name: str) -> None:
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>')
    paragraph._p.append(start)
    paragraph._p.append(end)


def methodology_docx(source: Source) -> bytes:
    document = new_document(source["title"])
    for block in source["block"]:
        document.add_heading(block["heading"], block.get("level", 1))
        for text in block["paragraphs"]:
            paragraph = document.add_paragraph(text)
            if block.get("bookmark"):
                add_bookmark(paragraph, "_GoBack")
            if "footnote" in block:
                add_footnote(document, paragraph, block["footnote"])
        for text in block.get("bullets", ()):
            document.add_paragraph(text, style="List Bullet")
    return word_bytes(document)


def methodology_txt(source: Source) -> bytes:
    """The text that a converter leaves, with its debris."""
    lines: list[str] = []
    for block in source["block"]:
        lines.append(block["heading"])
        for text in block["paragraphs"]:
            if "footnote" in block:
                text += f"[footnoteRef:1]. [1:  {block['footnote']}\n] "
            lines.append(("[bookmark: _GoBack]" if block.get("bookmark") else "") + text)
        lines += [f"· {text}" for text in block.get("bullets", ())]
        lines.append("")
    return "\n".join(lines).encode()


def route_docx(source: Source) -> bytes:
    document = new_document(source["title"])
    for text in (source["organisation"], source["title"]):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph(source["objective"])
    document.add_paragraph().add_run(source["objectives_heading"] + ":").bold = True
    objective = numbered(document, new_list(document, "List Number"))
    for text in source["objectives"]:
        objective(text)
    document.add_paragraph().add_run(source["phases_heading"]).bold = True
    phase = numbered(document, new_list(document, "List Number"))
    for number, (title, _, _) in enumerate(source["phases"], 1):
        if number == source["blank_before"]:
            document.add_paragraph()
        phase(title)
    document.add_paragraph().add_run(source["milestones_heading"]).bold = True
    for text in [*source["milestones"], source["annex"]]:
        document.add_paragraph(text)
    return word_bytes(document)


def route_txt(source: Source) -> bytes:
    lines = ["", "", source["organisation"], "", source["title"], "", source["objective"], ""]
    lines += [source["objectives_heading"] + ":", ""]
    lines += [f"{number}. {text}" for number, text in enumerate(source["objectives"], 1)]
    lines += ["", source["phases_heading"], ""]
    for number, (title, _, _) in enumerate(source["phases"], 1):
        lines += [""] * (number == source["blank_before"]) + [f"{number}. {title}"]
    lines += ["", source["milestones_heading"], ""]
    lines += "\n\n".join([*source["milestones"], source["annex"]]).split("\n")
    return "\n".join(lines).encode()


def call_docx(source: Source) -> bytes:
    document = new_document(source["title"])
    document.add_heading(source["title"], 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in source["section"]:
        document.add_heading(section["heading"], 2).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text in section.get("paragraphs", ()):
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for number, (label, text) in enumerate(section.get("numbered", ()), 1):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{number}. {label} ").bold = True
            paragraph.add_run(text)
        for letter, text in zip("abcdefgh", section.get("lettered", ()), strict=False):
            document.add_paragraph(f"{letter}) {text}").paragraph_format.left_indent = Cm(1)
        if "items" in section:
            item = numbered(document, new_list(document, "List Number"))
            for text in section["items"]:
                item(text)
    return word_bytes(document)


def sheet_pairs(source: Source) -> list[tuple[str, list[str]]]:
    return [
        ("Tema", [source["theme"]]),
        ("Fecha de inicio", [source["starts"]]),
        ("Fecha de conclusión", [source["ends"]]),
        ("Institución responsable", [source["institution"]]),
        ("Nombre de la persona responsable", [source["person"]]),
        ("Puesto", [source["post"]]),
        ("Área o Departamento", [source["area"]]),
        ("Correo electrónico", [source["email"]]),
        ("Teléfono", [source["phone"]]),
        ("Gobierno", bullets(source["government"])),
        ("Sociedad civil, iniciativa privada, grupos de trabajo, academia, etc.", bullets(source["civil_society"])),
        ("Problema/tema que se va a abordar (se pretende resolver)", source["problem"]),
        ("Objetivo principal", [source["objective"]]),
        ("Breve descripción del compromiso (máximo 280 caracteres)", [source["description"]]),
        (
            VALUES_HEADING,
            source["values"],
        ),
        (
            ANTICORRUPTION_HEADING,
            [source["anticorruption"]],
        ),
    ]


def new_table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return table


def write_pairs(document: Document, source: Source, pairs: Sequence[tuple[str, list[str]]], *, boxes: bool) -> None:
    table = new_table(document, len(pairs) + boxes, SHEET_WIDTHS)
    if boxes:
        marks = ("X", "") if source["new"] else ("", "X")
        for cell, text in zip(table.rows[0].cells, ("Nuevo", marks[0], "En curso", marks[1]), strict=True):
            write_cell(cell, [text], bold=True)
    for row, (label, lines) in zip(table.rows[boxes:], pairs, strict=True):
        cells = row.cells
        write_cell(cells[0], label.split("\n"), bold=True)
        shade(cells[0], GREY)
        if label == "Teléfono":
            write_cell(cells[1], lines)
            write_cell(cells[2], ["Extensión"], bold=True)
            write_cell(cells[3], [source["extension"]])
        else:
            write_cell(cells[1].merge(cells[3]), lines)


def plan_rows(source: Source) -> list[list[list[str]]]:
    """Six cells a row, each a list of lines; a goal's later activities have only their own cells."""
    rows = []
    for goal in source["goal"]:
        for index, (activity, due, *means) in enumerate(goal["rows"]):
            first = index == 0
            cells = [
                [str(goal["number"])] if first else [],
                goal["title"] if first else [],
                [activity],
                [due],
                bullets(means[0]) if means else [],
                goal["responsibles"] if first else [],
            ]
            rows.append(cells)
    return rows


def write_plan_table(document: Document, rows: Sequence[Sequence[Sequence[str]]], *, merge: bool) -> None:
    table = new_table(document, len(rows) + 1, PLAN_WIDTHS)
    for cell, heading in zip(table.rows[0].cells, PLAN_HEADINGS, strict=True):
        write_cell(cell, [heading], bold=True)
        shade(cell, GREY)
    repeat_row(table, 0)
    for index, row in enumerate(rows, 1):
        for column, lines in enumerate(row):
            if merge and not lines and not row[0] and index > 1:
                table.cell(index - 1, column).merge(table.cell(index, column))
            else:
                write_cell(table.cell(index, column), lines or [""])


def sheet_heading(source: Source) -> Document:
    document = new_document(source["title"])
    document.sections[0].header.paragraphs[0].text = source["plan"]
    for text in (source["plan"], source["title"]):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if text == source["plan"] else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(text)
        run.bold = True
        run.font.size = Pt(12)
    return document


def plan_title(document: Document, *, new_page: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("PLAN ANUAL DE TRABAJO*").bold = True


def sheet_docx(source: Source) -> bytes:
    """One table for the sheet and one for the plan; goals span their activities by vertical merging."""
    document = sheet_heading(source)
    write_pairs(document, source, sheet_pairs(source), boxes=True)
    plan_title(document, new_page=True)
    write_plan_table(document, plan_rows(source), merge=True)
    document.add_paragraph(source["subject_to_change"])
    return word_bytes(document)


def split_sheet_docx(source: Source) -> bytes:
    """As a converter leaves it: a table per page, a row cut in two, tags of a web page inside a cell."""
    document = sheet_heading(source)
    pairs = [
        (label, [f"<p>{line}</p>" for line in lines] if label == "Objetivo principal" else lines)
        for label, lines in sheet_pairs(source)
    ]
    cut = next(index for index, (label, _) in enumerate(pairs) if label.startswith("Problema"))
    head = pairs[cut][1]
    words = head[-1].split(" ")
    rest = " ".join(words[9:])
    first = [*pairs[:cut], (pairs[cut][0], [*head[:-1], " ".join(words[:9])])]
    write_pairs(document, source, first, boxes=True)
    document.add_paragraph()
    write_pairs(document, source, [("", [rest]), *pairs[cut + 1 :]], boxes=False)
    plan_title(document, new_page=False)
    for page in pages_of(plan_rows(source)):
        write_plan_table(document, page, merge=False)
        document.add_paragraph()
    document.add_paragraph(source["subject_to_change"])
    return word_bytes(document)


def pages_of(rows: list[list[list[str]]]) -> list[list[list[list[str]]]]:
    """Cut inside the title of goal 2, before its last means, and in mid-phrase inside the means of goals 4 and 7."""
    first, second = deepcopy(rows[:3]), deepcopy(rows[3:6])
    first[2][1], tail = rows[2][1][:4], rows[2][1][4:]
    second[0][1] = tail
    last = second[0][4].pop()
    third = [[[], [], [], [], [last], []], *second[1:]]
    goal4 = third[-1]
    goal4[4][-1] = goal4[4][-1].removesuffix(" trabajo")
    title = goal4[1][0].split(" sociedad ")
    goal4[1], moved = [title[0] + " sociedad"], ["civil" + title[1].removeprefix("civil"), *goal4[1][1:]]
    fourth = deepcopy(rows[6:10])
    fourth[0][1], fourth[0][4] = moved, ["trabajo"]
    goal7 = deepcopy(rows[10])
    whole = goal7[4]
    goal7[4] = [*whole[:2], "● Memoria"]
    fifth = [[[], [], [], [], ["fotográfica", *whole[3:]], []], *deepcopy(rows[11:])]
    return [first, [second[0]], third, [*fourth, goal7], fifth]


def annual_plan_docx(source: Source) -> bytes:
    document = new_document(f"{source['title']} {source['area']}")
    header = document.sections[0].header.paragraphs[0]
    header.text, header.alignment = source["slogan"], WD_ALIGN_PARAGRAPH.RIGHT
    for text in (source["title"], source["area"], source["administration"]):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    for heading, items in (("OBJETIVOS", source["objectives"]), ("METAS", source["goals"])):
        document.add_paragraph().add_run(heading).bold = True
        item = numbered(document, lettered_list(document))
        for text in items:
            item(text)
    write_schedule(document, source)
    for text in ("", "", "_" * 40, source["signatory"], source["signatory_post"]):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return word_bytes(document)


def write_schedule(document: Document, source: Source) -> None:
    table: Any = new_table(document, 2, (1.2, 11.4, 2.6, 2.6))
    write_cell(table.rows[0].cells[0].merge(table.rows[0].cells[3]), ["CRONOGRAMA"], bold=True)
    for cell, heading in zip(table.rows[1].cells, source["columns"], strict=True):
        write_cell(cell, [heading], bold=True)
        shade(cell, "F4B183")
    for code, title, starts, ends in source["rows"]:
        parent = "." not in code
        if code == source["split_before"]:
            write_cell(table.add_row().cells[0], [code], bold=True)
            cells = table.add_row().cells
            write_cell(cells[0].merge(cells[3]), ["", source["slogan"], ""])
            code = ""
        for cell, text in zip(table.add_row().cells, (code, title, starts, ends), strict=True):
            write_cell(cell, [text], bold=parent)


# ── Excel ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def new_sheet(title: str) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.page_setup.paperSize = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = sheet.oddFooter
    foot.center.text = SAMPLE_NOTE
    return book, sheet


def excel_bytes(book: openpyxl.Workbook) -> bytes:
    book.properties.creator = "Tequio"
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue(), MADE_ON)


EDGE = Side(style="thin", color="808080")


def put(
    sheet: Worksheet, row: int, values: Sequence[Any], *, bold: bool = False, boxed: bool = False, fill: str = ""
) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value if value != "" else None)
        cell.font = Font(name="Arial", size=10, bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if boxed:
            cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)


def put_line(sheet: Worksheet, row: int, text: str, columns: int, *, bold: bool = False) -> None:
    put(sheet, row, [text], bold=bold)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def as_number(text: str) -> Any:
    """Codes typed in Excel become numbers: 1.1 is one and a tenth."""
    if text.isdecimal():
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


def route_xlsx(source: Source) -> bytes:
    book, sheet = new_sheet("Ruta crítica")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 6, 70
    sheet.column_dimensions["C"].width = sheet.column_dimensions["D"].width = 14
    row = 1
    for text, bold in ((source["organisation"], True), (source["title"], True), (source["objective"], False)):
        put_line(sheet, row, text, 4, bold=bold)
        row += 1
    put(sheet, row, [source["objectives_heading"]], bold=True)
    for number, text in enumerate(source["objectives"], 1):
        row += 1
        put_line(sheet, row, f"{number}. {text}", 4)
    row += 2
    put(sheet, row, [source["phases_heading"]], bold=True)
    row += 1
    put(sheet, row, ["No.", "Fase", "Duración", "Predecesoras"], bold=True, boxed=True, fill="BDD7EE")
    for number, (title, days, before) in enumerate(source["phases"], 1):
        row += 1 + (number == source["blank_before"])
        put(sheet, row, [number, title, days, as_number(before)], boxed=True)
    row += 2
    for text in [source["milestones_heading"], *source["milestones"], "", source["annex"]]:
        put(sheet, row, [text])
        sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
        row += 1
    return excel_bytes(book)


def annual_plan_xlsx(source: Source) -> bytes:
    book, sheet = new_sheet("PLAN ANUAL")
    head: Any = sheet.oddHeader
    head.right.text = source["slogan"]
    for column, width in zip("ABCD", (7, 80, 16, 16), strict=True):
        sheet.column_dimensions[column].width = width
    lines = [source["title"], source["area"], source["administration"], "", "OBJETIVOS"]
    lines += [f"{letter}) {text}" for letter, text in zip("abc", source["objectives"], strict=False)]
    lines += ["METAS", *(f"{letter}) {text}" for letter, text in zip("abc", source["goals"], strict=False))]
    lines += ["", source["slogan"], "", "CRONOGRAMA"]
    for row, text in enumerate(lines, 1):
        if text:
            put_line(sheet, row, text, 4, bold=text.isupper())
    row = len(lines) + 1
    put(sheet, row, source["columns"], bold=True, boxed=True, fill="F4B183")
    for code, title, starts, ends in source["rows"]:
        row += 1
        if code == source["split_before"]:
            put(sheet, row, [as_number(code), "", "", ""], boxed=True, bold=True)
            put_line(sheet, row + 2, source["slogan"], 4)
            row, code = row + 4, ""
        put(sheet, row, [as_number(code), title, starts, ends], boxed=True, bold="." not in code)
    for offset, text in enumerate((source["signatory"], source["signatory_post"]), 4):
        put_line(sheet, row + offset, text, 4)
    return excel_bytes(book)


# ── all of them ───────────────────────────────────────────────────────────────────────────────────────────────────

BUILDERS: tuple[tuple[str, str, Callable[[Source], bytes]], ...] = (
    ("metodologia-jalisco-2016", ".docx", methodology_docx),
    ("metodologia-jalisco-2016", ".txt", methodology_txt),
    ("ruta-yucatan-2021", ".docx", route_docx),
    ("ruta-yucatan-2021", ".txt", route_txt),
    ("ruta-yucatan-2021", ".xlsx", route_xlsx),
    ("convocatoria-durango-2020", ".docx", call_docx),
    ("compromiso-jalisco-2019", ".docx", sheet_docx),
    ("compromiso-jalisco-2019", "-partido.docx", split_sheet_docx),
    ("plan-anual-2021-2024", ".docx", annual_plan_docx),
    ("plan-anual-2021-2024", ".xlsx", annual_plan_xlsx),
)


def build() -> dict[str, bytes]:
    """File name → bytes, for every sample."""
    made = {}
    for name, ending, builder in BUILDERS:
        source = tomllib.loads((HERE / "source" / f"{name}.toml").read_text("utf-8"))
        made[name + ending] = builder(source)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    different = [
        name for name, content in build().items() if not (HERE / name).exists() or (HERE / name).read_bytes() != content
    ]
    for name in different:
        sys.stdout.write(f"{'distinto de su fuente' if check else 'escrito'}: {name}\n")
        if not check:
            (HERE / name).write_bytes(build()[name])
    return 1 if check and different else 0


if __name__ == "__main__":
    raise SystemExit(main())
