"""Routes and schedules of co-creation: Gantt charts with X or colour, weeks, stages, lists, predecessors, tables of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.corpus import word
from tests.corpus.truth import Count, Example, Has, each, one_of

ROUTE = "route"
GREEN = PatternFill("solid", fgColor="FF92D050")

QUERETARO = (
    ("Integración del grupo promotor", "Secretaría Técnica", (1,)),
    ("Diseño de la metodología de los talleres regionales", "Secretaría Técnica", (1, 2)),
    ("Convocatoria a los talleres regionales", "Comunicación Social", (2,)),
    ("Realización de los talleres regionales", "Municipios", (3, 4)),
    ("Sistematización de los talleres regionales", "Universidad", (4,)),
    ("Elaboración del documento diagnóstico", "Universidad", (5,)),
    ("Convocatoria a las mesas de cocreación", "Comunicación Social", (5,)),
    ("Desarrollo de las mesas de cocreación", "Secretaría Técnica", (6,)),
    ("Sistematización de las mesas de cocreación", "Secretaría Técnica", (7,)),
    ("Redacción del Plan de Acción Local", "Secretaría Técnica", (7, 8)),
    ("Firma del Plan de Acción Local", "Secretariado", (9,)),
)
MONTHS = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP")


def queretaro(path: Path, *, mark: str = "X", year: str = " 2022") -> None:
    """Months as columns with an X."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cronograma"
    sheet["A1"] = "Secretariado Técnico Local de Gobierno Abierto de Querétaro"
    sheet["A2"] = f"Ruta crítica para la cocreación del Primer Plan de Acción Local{year}"
    sheet.merge_cells("A1:L1")
    sheet.merge_cells("A2:L2")
    for column, heading in enumerate(("No.", "Actividad", "Responsable", *MONTHS), 1):
        sheet.cell(4, column, heading)
    for row, (title, who, months) in enumerate(QUERETARO, 5):
        sheet.cell(row, 1, row - 4)
        sheet.cell(row, 2, title)
        sheet.cell(row, 3, who)
        for month in months:
            cell = sheet.cell(row, 3 + month)
            if mark:
                cell.value = mark
            else:
                cell.fill = GREEN
    book.save(path)


QUERETARO_SAYS: dict[str, object] = {
    "phases": each("title", *(title for title, *_ in QUERETARO)),
    "phases.1.starts.edtf": "2022-01",
    "phases.1.ends.edtf": "2022-02",
    "phases.10.starts.edtf": "2022-09",
}

TABASCO = (
    ("1", "Preparación", "Reunión de arranque", "S1"),
    ("2", "Preparación", "Convocatoria a foros municipales", "S2 S3"),
    ("3", "Consulta", "Realización de foros municipales", "S4 S5 S6"),
    ("4", "Consulta", "Sistematización de foros municipales", "S7"),
    ("5", "Cierre", "Redacción del plan", "S7 S8"),
    ("6", "Cierre", "Firma del plan", "S8"),
)


def tabasco(path: Path) -> None:
    """Weeks in colour under merged months; stages merged downwards."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "CRONOGRAMA DE TRABAJO PARA EL PLAN DE ACCIÓN LOCAL DE TABASCO"
    for column, heading in enumerate(("No.", "Etapa", "Actividades"), 1):
        sheet.cell(3, column, heading)
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for at, month in enumerate(("Mayo 2023", "Junio 2023")):
        first = 4 + 4 * at
        sheet.cell(3, first, month)
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=first + 3)
        for week in range(4):
            sheet.cell(4, first + week, f"S{week + 1}")
    for row, (number, stage, title, weeks) in enumerate(TABASCO, 5):
        sheet.cell(row, 1, int(number))
        sheet.cell(row, 2, stage)
        sheet.cell(row, 3, title)
        for name in weeks.split():
            sheet.cell(row, 3 + int(name.removeprefix("S"))).fill = GREEN
    for start in (5, 7, 9):
        sheet.merge_cells(start_row=start, end_row=start + 1, start_column=2, end_column=2)
    book.save(path)


PUEBLA = (
    ("Planeación", "1", "Elaboración del plan de trabajo", "10/01/2022", "21/01/2022"),
    ("Planeación", "2", "Diseño de la consulta en línea", "24/01/2022", "04/02/2022"),
    ("Consulta", "3", "Convocatoria a la consulta en línea", "07/02/2022", "11/02/2022"),
    ("Consulta", "4", "Aplicación de la consulta en línea", "14/02/2022", "18/03/2022"),
    ("Consulta", "5", "Sistematización de la consulta en línea", "22/03/2022", "01/04/2022"),
    ("Cocreación", "6", "Invitación a las mesas de trabajo", "04/04/2022", "08/04/2022"),
    ("Cocreación", "7", "Celebración de las mesas de trabajo", "18/04/2022", "29/04/2022"),
    ("Cocreación", "8", "Relatoría y sistematización de las mesas de trabajo", "02/05/2022", "13/05/2022"),
    ("Cierre", "9", "Presentación pública del plan", "23/05/2022", "23/05/2022"),
    ("Cierre", "10", "Firma del plan", "30/05/2022", "30/05/2022"),
)


def puebla(path: Path, *, rows: Sequence[Sequence[str]] = PUEBLA, annex: str = "") -> None:
    """A Word table with a merged column of stages and a header over two rows."""
    made = word.document("Hoja de ruta del Plan de Acción Local de Puebla", "Ejercicio de gobierno abierto 2022")
    merges = [(0, 3, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2)]
    top = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0] != rows[top][0]:
            if at - top > 1:
                merges.append((top + 2, 0, at + 1, 0))
            top = at
    word.table(
        made,
        [["Etapa", "Núm.", "Actividad", "Fecha", ""], ["", "", "", "Inicio", "Término"], *rows],
        merges,
        repeat_header=True,
    )
    if annex:
        made.add_paragraph(annex)
    word.save(made, path)


def without(number: str) -> tuple[tuple[str, ...], ...]:
    kept = [row for row in PUEBLA if row[1] != number]
    return tuple((row[0], str(at), *row[2:]) for at, row in enumerate(kept, 1))


def changed(number: str, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(text if at == column and row[1] == number else cell for at, cell in enumerate(row)) for row in PUEBLA
    )


SONORA = """PROPUESTA DE RUTA DE TRABAJO
Segundo Plan de Acción Local de Sonora 2023

Objetivo general: Construir con la ciudadanía el plan de acción, para su firma en noviembre - diciembre de 2023.

Fases

1.- Instalación del equipo de trabajo
2.- Diseño de los grupos focales
3.- Invitación a los grupos focales
4.- Realización de los grupos focales
5.- Sistematización de los grupos focales
6.- Elaboración del diagnóstico
7.- Convocatoria a mesas de cocreación
8.- Mesas de cocreación
9.- Sistematización de las mesas de cocreación
10.- Redacción del plan
11.- Firma del plan

Fechas clave

Arranque: lunes 7 de agosto de 2023
Presentación: martes 21 de noviembre de 2023
Firma: {signature}
"""


def sonora(path: Path, *, signature: str = "viernes 1 de diciembre de 2023") -> None:
    path.write_text(SONORA.format(signature=signature), encoding="cp1252")


def michoacan(path: Path, *, numbers: bool = True) -> None:
    """Word with automatic numbers, the year only in the introduction."""
    made = word.document(
        "Plan de trabajo para la cocreación",
        "El presente documento propone las fases para elaborar el Plan de Acción Local de Michoacán durante 2021.",
        "Fases del proyecto",
    )
    style = "1)" if numbers else "*"
    word.lines(
        made,
        *(
            f"{style} {title}"
            for title in (
                "Redacción de la ruta de trabajo",
                "Diseño de entrevistas con personas expertas",
                "Invitación a personas expertas",
                "Realización de entrevistas con personas expertas",
                "Análisis y sistematización de entrevistas",
                "Documento diagnóstico",
                "Redacción del Plan de Acción Local",
                "Firma del Plan de Acción Local",
            )
        ),
    )
    word.lines(made, "Fechas propuestas", "Inicio: 1 de febrero", "Firma: 30 de junio")
    word.save(made, path)


DURANGO_CSV = (
    ("id", "fase", "duración (días hábiles)", "predecesoras"),
    ("1", "Reunión de arranque", "1", ""),
    ("2", "Diseño de la encuesta", "5", "1"),
    ("3", "Difusión y convocatoria de la encuesta", "5", "2"),
    ("4", "Aplicación de la encuesta", "15", "3FC+2"),
    ("5", "Sistematización de la encuesta", "5", "4"),
    ("6", "Redacción del plan de acción", "10", "5"),
    ("7", "Firma del plan de acción", "0", "6"),
)


def durango_csv(path: Path, *, first_waits_for: str = "", missing: str = "5") -> None:
    rows = [list(row) for row in DURANGO_CSV]
    rows[1][3] = first_waits_for
    rows[6][3] = missing
    path.write_bytes("\r\n".join(";".join(row) for row in rows).encode("cp1252"))


def sinaloa(path: Path, *, cycle: bool = False) -> None:
    """Task list of a planning program: real dates, durations with a unit, names of predecessors by number."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Id", "Nombre de tarea", "Duración", "Comienzo", "Fin", "Predecesoras"])
    rows = (
        ("Ruta de cocreación del plan de acción local", "60 días", (2023, 1, 9), (2023, 4, 3), ""),
        ("Formación del comité organizador", "5 días", (2023, 1, 9), (2023, 1, 13), "4" if cycle else ""),
        ("Convocatoria a foros ciudadanos", "10 días", (2023, 1, 16), (2023, 1, 27), "2"),
        ("Realización de foros ciudadanos", "15 días", (2023, 1, 30), (2023, 2, 20), "3"),
        ("Sistematización de foros ciudadanos", "10 días", (2023, 2, 21), (2023, 3, 6), "4"),
        ("Redacción del plan", "10 días", (2023, 3, 7), (2023, 3, 21), "5"),
        ("Firma del plan", "1 día", (2023, 3, 22), (2023, 3, 22), "6"),
    )
    for number, (title, duration, starts, ends, waits) in enumerate(rows, 1):
        sheet.append([number, title, duration, dt.datetime(*starts), dt.datetime(*ends), waits])
    book.save(path)


YUCATECO = """
<style>td,th{border:1px solid #444;padding:3px}table{border-collapse:collapse;width:100%}body{font:10pt sans-serif}</style>
<h2>Cronograma general del proceso de cocreación, Plan de Acción Local de Tamaulipas 2022</h2>
<table><thead><tr><th>Fase</th><th>Descripción</th><th>Periodo</th></tr></thead>
<tr><td>1</td><td>Sensibilización a dependencias y organizaciones</td><td>Del 1 al 11 de marzo de 2022</td></tr>
<tr><td>2</td><td>Convocatoria a mesas regionales</td><td>14 - 25 de marzo de 2022</td></tr>
<tr><td>3</td><td>Realización de mesas regionales</td><td>abril de 2022</td></tr>
<tr><td>4</td><td>Sistematización de mesas regionales</td><td>mayo de 2022</td></tr>
<tr><td>5</td><td>Redacción de compromisos</td><td>mayo - junio de 2022</td></tr>
<tr><td>6</td><td>Firma y publicación del plan</td><td>30 de junio de 2022</td></tr></table>
"""


def tamaulipas_pdf(path: Path) -> None:
    from weasyprint import HTML

    HTML(string=YUCATECO).write_pdf(str(path))


GUERRERO = """# Ruta para construir el plan de acción local de Guerrero (2019)

## Etapas

1. **Formación** del grupo ciudadano
2. **Diseño** de la consulta en comunidades
3. **Convocatoria** a la consulta en comunidades
4. **Consulta** en comunidades
5. **Sistematización** de la consulta en comunidades
6. **Redacción** de compromisos
7. **Firma**

## Fechas

- Inicio: 4 de febrero de 2019
- Firma: 28 de junio de 2019
"""


def guerrero(path: Path) -> None:
    path.write_text(GUERRERO, encoding="utf-8")


def aguascalientes(path: Path) -> None:
    """Roman numerals, one line per phase with its dates in brackets, in a table without numbers elsewhere."""
    made = word.document(
        "Calendario de actividades para la elaboración del Plan de Acción Local", "Aguascalientes, 2020"
    )
    word.table(
        made,
        [
            ["FASE", "ACTIVIDAD", "FECHAS"],
            ["I", "Invitación a foros regionales", "13 al 24 de enero de 2020"],
            ["II", "Foros regionales", "3 al 14 de febrero de 2020"],
            ["III", "Sistematización de foros regionales", "17 al 28 de febrero de 2020"],
            ["IV", "Redacción de compromisos", "marzo de 2020"],
            ["V", "Firma del plan", "15 de abril de 2020"],
        ],
    )
    word.save(made, path)


def morelos(path: Path) -> None:
    """Colour only, weeks written as ranges of days, an office's logo row and a legend below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B1"] = "Gobierno Abierto Morelos"
    sheet["B2"] = "Programa de actividades del proceso de cocreación 2024"
    headings = ("Fase", "Actividad", "1-5 abr", "8-12 abr", "15-19 abr", "22-26 abr")
    for column, heading in enumerate(headings, 2):
        sheet.cell(4, column, heading)
    for row, (title, weeks) in enumerate(
        (
            ("Diseño de los conversatorios", (1,)),
            ("Invitación a los conversatorios", (1, 2)),
            ("Realización de los conversatorios", (3,)),
            ("Sistematización de los conversatorios", (4,)),
        ),
        5,
    ):
        sheet.cell(row, 2, row - 4)
        sheet.cell(row, 3, title)
        for week in weeks:
            sheet.cell(row, 3 + week).fill = GREEN
    sheet["C11"] = "Simbología: verde = programado"
    book.save(path)


CLEAN: tuple[Example, ...] = (
    Example(
        "queretaro-x.xlsx",
        queretaro,
        ROUTE,
        {"phases": 11},
        QUERETARO_SAYS,
        clean=True,
        true_too=("year-inferred", "predecessors-missing"),
    ),
    Example(
        "queretaro-color.xlsx",
        partial(queretaro, mark=""),
        ROUTE,
        {"phases": 11},
        QUERETARO_SAYS,
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "queretaro-bloque.xlsx",
        partial(queretaro, mark="■"),
        ROUTE,
        {"phases": 11},
        QUERETARO_SAYS,
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "tabasco-semanas.xlsx",
        tabasco,
        ROUTE,
        {"phases": 6},
        {
            "phases": each("title", *(title for _, _, title, _ in TABASCO)),
            "phases.0.starts.edtf": one_of("2023-05", "2023-05-01/2023-05-07", "2023-05-01"),
            "phases.2.starts.edtf": one_of(Has("2023-05")),
            "phases.2.ends.edtf": one_of(Has("2023-06")),
            "phases.5.starts.edtf": one_of(Has("2023-06")),
        },
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "puebla-etapas.docx",
        puebla,
        ROUTE,
        {"phases": 10},
        {
            "phases": each("title", *(row[2] for row in PUEBLA)),
            "phases.3.starts.edtf": "2022-02-14",
            "phases.3.ends.edtf": "2022-03-18",
            "phases.9.ends.edtf": "2022-05-30",
        },
        clean=True,
        true_too=("mixed-date-formats",),
    ),
    Example(
        "sonora.txt",
        sonora,
        ROUTE,
        {"phases": 11, "milestones": 3},
        {
            "phases.7.title": "Mesas de cocreación",
            "target_window.edtf": "2023-11/2023-12",
            "milestones": each("date.edtf", "2023-08-07", "2023-11-21", "2023-12-01"),
            "milestones.0.date.inferred": False,
        },
        clean=True,
    ),
    Example(
        "michoacan-numeros.docx",
        michoacan,
        ROUTE,
        {"phases": 8, "milestones": 2},
        {
            "phases.3.title": "Realización de entrevistas con personas expertas",
            "phases": each("number", *range(1, 9)),
            "milestones": each("date.edtf", "2021-02-01", "2021-06-30"),
            "milestones.1.date.inferred": True,
        },
        finds=("year-inferred",),
        clean=True,
    ),
    Example(
        "durango-predecesoras.csv",
        durango_csv,
        ROUTE,
        {"phases": 7},
        {"phases.3.predecessors": Has("3FC+2"), "phases.3.duration": 15, "phases.6.title": "Firma del plan de acción"},
        clean=True,
    ),
    Example(
        "sinaloa-tareas.xlsx",
        sinaloa,
        ROUTE,
        {"phases": 7},
        {"phases.3.duration": 15, "phases.3.starts.edtf": "2023-01-30", "phases.3.ends.edtf": "2023-02-20"},
        clean=True,
    ),
    Example(
        "tamaulipas.pdf",
        tamaulipas_pdf,
        ROUTE,
        {"phases": 6},
        {
            "phases.0.starts.edtf": one_of("2022-03-01", "2022-03-01/2022-03-11"),
            "phases.1.title": "Convocatoria a mesas regionales",
            "phases.5.title": "Firma y publicación del plan",
        },
        clean=True,
    ),
    Example(
        "guerrero.md",
        guerrero,
        ROUTE,
        {"phases": 7, "milestones": 2},
        {"phases.1.title": "Diseño de la consulta en comunidades", "milestones.1.date.edtf": "2019-06-28"},
        clean=True,
    ),
    Example(
        "aguascalientes-romanos.docx",
        aguascalientes,
        ROUTE,
        {"phases": 5},
        {"phases": each("number", 1, 2, 3, 4, 5), "phases.3.title": "Redacción de compromisos"},
        clean=True,
    ),
    Example(
        "morelos-semanas.xlsx",
        morelos,
        ROUTE,
        {"phases": 4},
        {
            "phases": Count(4),
            "phases.1.title": "Invitación a los conversatorios",
            "phases.2.starts.edtf": one_of("2024-04-15", "2024-04-15/2024-04-19", "2024-04"),
        },
        clean=True,
        true_too=("year-inferred",),
        absent=("Simbología",),
    ),
)

FAULTY: tuple[Example, ...] = (
    Example("queretaro-sin-anio.xlsx", partial(queretaro, year=""), ROUTE, {"phases": 11}, errors=0),
    Example(
        "puebla-sin-sistematizacion.docx",
        partial(puebla, rows=without("8")),
        ROUTE,
        {"phases": 9},
        finds=("channel-not-systematised",),
        errors=0,
    ),
    Example(
        "puebla-sin-convocatoria.docx",
        partial(puebla, rows=without("3")),
        ROUTE,
        {"phases": 9},
        finds=("channel-without-call",),
        errors=0,
    ),
    Example(
        "puebla-numero-repetido.docx",
        partial(puebla, rows=changed("5", 1, "4")),
        ROUTE,
        {"phases": 10},
        finds=("phase-numbers",),
        errors=0,
    ),
    Example(
        "puebla-fin-antes.docx",
        partial(puebla, rows=changed("4", 4, "18/01/2022")),
        ROUTE,
        {"phases": 10},
        finds=("end-before-start",),
        errors=1,
    ),
    Example(
        "puebla-anexo.docx",
        partial(puebla, annex="Para mayor detalle véase el Anexo 1 (diagrama de Gantt)."),
        ROUTE,
        {"phases": 10},
        finds=("annex-missing",),
        errors=0,
    ),
    Example(
        "sonora-firma-fuera.txt",
        partial(sonora, signature="lunes 15 de enero de 2024"),
        ROUTE,
        {"phases": 11},
        finds=("signature-outside-window",),
        errors=0,
    ),
    Example(
        "durango-ciclo.csv", partial(durango_csv, first_waits_for="4"), ROUTE, {"phases": 7}, finds=("cycle",), errors=1
    ),
    Example(
        "durango-predecesora-que-no-existe.csv",
        partial(durango_csv, missing="15"),
        ROUTE,
        finds=("predecessor-missing",),
        errors=0,
    ),
    Example("sinaloa-ciclo.xlsx", partial(sinaloa, cycle=True), ROUTE, finds=("cycle",), errors=1),
    Example(
        "puebla-titulos-parecidos.docx",
        partial(puebla, rows=changed("3", 2, "Aplicación de consulta en línea")),
        ROUTE,
        finds=("similar-titles",),
        errors=0,
    ),
)

EXAMPLES = CLEAN + FAULTY
