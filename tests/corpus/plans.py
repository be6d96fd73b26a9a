"""Annual plans of offices: tables of months, quarters, ranges in one cell, Gantt charts, objectives and mechanisms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.corpus import word
from tests.corpus.truth import Example, Has, each, one_of

PLAN = "annual_plan"
BLUE = PatternFill("solid", fgColor="FF5B9BD5")

TEPIC = (
    ("1", "Instalar el consejo consultivo", "Enero 2023", "Febrero 2023"),
    ("1.1", "Publicar la convocatoria", "Enero 2023", "Enero 2023"),
    ("1.2", "Tomar protesta a las personas consejeras", "Febrero 2023", "Febrero 2023"),
    ("2", "Presupuesto participativo", "Marzo 2023", "Septiembre 2023"),
    ("2.1", "Recibir propuestas", "Marzo 2023", "Abril 2023"),
    ("2.2", "Jornada de votación", "Mayo 2023", "Mayo 2023"),
    ("2.3", "Dar seguimiento a las obras", "Junio 2023", "Septiembre 2023"),
    ("3", "Capacitar a comités vecinales", "Octubre 2023", "Noviembre 2023"),
)


def tepic(path: Path, *, rows: Sequence[Sequence[str]] = TEPIC) -> None:
    made = word.document(
        "H. Ayuntamiento de Tepic",
        "Dirección de Participación Ciudadana",
        "PROGRAMA ANUAL DE TRABAJO 2023",
        "Objetivos",
        "a) Acercar las decisiones del gobierno municipal a los barrios.",
        "b) Que los comités vecinales vigilen las obras.",
        "Metas",
        "a) Un consejo consultivo en funciones.",
        footer="Tepic, ciudad que escucha",
    )
    word.table(made, [["Núm.", "Actividad", "Inicio", "Término"], *rows])
    word.lines(made, "", "___________________", "TITULAR DE LA DIRECCIÓN DE PARTICIPACIÓN CIUDADANA")
    word.save(made, path)


def row_changed(code: str, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(text if row[0] == code and at == column else cell for at, cell in enumerate(row)) for row in TEPIC
    )


CELAYA = (
    (1, "Difundir los mecanismos de participación", (1, 2, 3)),
    (1.1, "Pláticas en escuelas", (1, 2)),
    (1.2, "Pláticas en mercados", (3,)),
    (2, "Consejo de participación ciudadana", (4, 5, 6, 7)),
    (2.1, "Sesión de instalación", (4,)),
    (2.2, "Definir prioridades por colonia", (5, 6)),
    (3, "Informe anual", (12,)),
)
LETTERS = ("E", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D")
SHORT = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sept", "Oct", "Nov", "Dic")


def celaya(
    path: Path, *, months: Sequence[str] = SHORT, coloured: bool = False, title: str = "PLAN ANUAL DE TRABAJO 2022"
) -> None:
    """Twelve columns of months, the year in the title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Municipio de Celaya · Coordinación de Participación Ciudadana"
    sheet["A2"] = title
    for column, heading in enumerate(("No.", "Actividades", *months), 1):
        sheet.cell(4, column, heading)
    for row, (code, activity, when) in enumerate(CELAYA, 5):
        sheet.cell(row, 1, code)
        sheet.cell(row, 2, activity)
        for month in when:
            cell = sheet.cell(row, 2 + month)
            if coloured:
                cell.fill = BLUE
            else:
                cell.value = "x"
    book.save(path)


CELAYA_SAYS: dict[str, object] = {
    "activities": each("title", *(title for code, title, _ in CELAYA if isinstance(code, int))),
    "activities.0.starts.edtf": "2022-01",
    "activities.0.ends.edtf": "2022-03",
    "activities.1.children": each("starts.edtf", "2022-04", "2022-05"),
    "activities.2.ends.edtf": "2022-12",
}


def apizaco(path: Path) -> None:
    """One column of periods, as people abbreviate them; lines of action without codes."""
    made = word.document(
        "PROGRAMA DE TRABAJO 2022", "Unidad de Gobierno Abierto, Apizaco", "Línea de acción 1: Escuchar"
    )
    word.table(
        made,
        [
            ["No.", "Actividad", "Periodo de ejecución", "Responsable"],
            ["1", "Buzón en cada delegación", "Enero-Feb 22", "Unidad de Gobierno Abierto"],
            ["2", "Audiencias públicas mensuales", "Ene - Dic 2022", "Presidencia Municipal"],
            ["3", "Encuesta de prioridades", "2do trimestre 2022", "Unidad de Gobierno Abierto"],
            ["4", "Publicación de resultados", "Julio 2022", "Comunicación Social"],
            ["5", "Foro de cierre", "1ra. quincena de diciembre de 2022", "Unidad de Gobierno Abierto"],
        ],
    )
    word.save(made, path)


def los_cabos(path: Path, *, quarter: str = "1er trimestre") -> None:
    """Quarters as columns with an X, in a semicolon file."""
    path.write_bytes(
        (
            f"Plan anual de actividades 2024 - Dirección de Participación Social;;;;;\n"
            f"Clave;Actividad;{quarter};2do trimestre;3er trimestre;4to trimestre\n"
            "1;Asambleas vecinales;X;X;;\n"
            "2;Comités de obra;;X;X;\n"
            "3;Rendición de cuentas a colonias;;;;X\n"
        ).encode("cp1252")
    )


FRESNILLO = """PLAN ANUAL DE TRABAJO
JEFATURA DE PARTICIPACION CIUDADANA
ADMINISTRACION 2021-2024

OBJETIVOS
a) Lograr que la ciudadania participe en las decisiones del municipio.
b) Formar comites en las comunidades.

METAS
a) Cuarenta comites formados.

CRONOGRAMA DE ACTIVIDADES
NO.\tACTIVIDAD\tINICIO\tTERMINO
1\tVisitar comunidades\tNOV\tNOV
1.1\tElaborar calendario de visitas\tNOV\tNOV
2\tFormar comites\tNOV\tDIC
2.1\tAsambleas en comunidades\tNOV\tNOV
2.2\tActas de integracion\tDIC\tDIC

JEFA DE PARTICIPACION CIUDADANA
"""


def fresnillo(path: Path) -> None:
    path.write_text(FRESNILLO, encoding="utf-16")


URUAPAN = """
<style>td,th{{border:1px solid;padding:3px}}table{{border-collapse:collapse;width:100%}}body{{font:10pt sans-serif}}
@page{{@bottom-center{{content:"Uruapan, contigo todo"}}}}</style>
<h2>Programa Operativo Anual 2023</h2><p>Dirección de Atención y Participación Ciudadana</p>
<table><tr><th>Núm.</th><th>Acción</th><th>Fecha de inicio</th><th>Fecha de término</th></tr>
<tr><td>1</td><td>Consejos de barrio</td><td>16/01/2023</td><td>31/03/2023</td></tr>
<tr><td>1.1</td><td>Convocar a los barrios</td><td>16/01/2023</td><td>27/01/2023</td></tr>
<tr><td>1.2</td><td>Elegir a las mesas directivas</td><td>30/01/2023</td><td>{end}</td></tr>
<tr><td>2</td><td>Ayuntamiento abierto</td><td>03/04/2023</td><td>30/11/2023</td></tr>
<tr><td>3</td><td>Consulta sobre el plan municipal</td><td>01/06/2023</td><td>30/06/2023</td></tr></table>
"""


def uruapan_pdf(path: Path, *, end: str = "31/03/2023") -> None:
    from weasyprint import HTML

    HTML(string=URUAPAN.format(end=end)).write_pdf(str(path))


def salamanca(path: Path, *, meetings: str = "Feb-Dic 2022") -> None:
    """Objectives in a table, strategies merged downwards, a list of mechanisms, dates with two-digit years."""
    made = word.document("Plan de Trabajo Anual", "Jefatura de Participación Ciudadana, Salamanca", "Ejercicio 2022")
    word.table(
        made,
        [
            ["Estrategia", "Clave", "Acciones", "Calendarización"],
            ["Organizar", "1", "Conformar el consejo de participación", "Ene-Feb 22"],
            ["", "2", "Reuniones mensuales del consejo", meetings],
            ["Participar", "3", "Poner en marcha los mecanismos de participación", "Mar-Oct 22"],
            ["", "4", "Evaluar con las colonias", "Nov 2022"],
        ],
        [(1, 0, 2, 0), (3, 0, 4, 0)],
    )
    word.lines(
        made,
        "Mecanismos de participación:",
        "* Plebiscito",
        "* Consulta popular",
        "* Presupuesto participativo",
        "* Cabildo abierto",
    )
    word.save(made, path)


SALAMANCA_SAYS: dict[str, object] = {
    "activities": each("code", "1", "2", "3", "4"),
    "activities.0.starts.edtf": "2022-01",
    "activities.0.ends.edtf": "2022-02",
    "activities.3.starts.edtf": "2022-11",
}

CLEAN: tuple[Example, ...] = (
    Example(
        "tepic.docx",
        tepic,
        PLAN,
        {"activities": 3, "subactivities": 5, "objectives": 2, "goals": 1},
        {
            "activities.1.title": "Presupuesto participativo",
            "activities.1.ends.edtf": "2023-09",
            "activities.1.children.2.starts.edtf": "2023-06",
            "activities.1.children.2.starts.inferred": False,
            "area": Has("Participación Ciudadana"),
        },
        clean=True,
        absent=("ciudad que escucha", "____"),
    ),
    Example(
        "celaya-x.xlsx",
        celaya,
        PLAN,
        {"activities": 3, "subactivities": 4},
        CELAYA_SAYS,
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "celaya-color.xlsx",
        partial(celaya, coloured=True),
        PLAN,
        {"activities": 3, "subactivities": 4},
        CELAYA_SAYS,
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "celaya-iniciales.xlsx",
        partial(celaya, months=LETTERS, title="Plan de trabajo anual 2022"),
        PLAN,
        {"activities": 3, "subactivities": 4},
        CELAYA_SAYS,
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "apizaco.docx",
        apizaco,
        PLAN,
        {"activities": 5},
        {
            "activities": each(
                "starts.edtf",
                one_of("2022-01", "2022-01/2022-02"),
                one_of("2022-01", "2022-01/2022-12"),
                one_of("2022-04", "2022-04/2022-06"),
                "2022-07",
                one_of("2022-12", "2022-12-01"),
            ),
            "activities.1.ends.edtf": one_of("2022-12", "2022-01/2022-12"),
        },
        clean=True,
    ),
    Example(
        "los-cabos-trimestres.csv",
        los_cabos,
        PLAN,
        {"activities": 3},
        {
            "activities.0.starts.edtf": one_of("2024-01", "2024-01/2024-03"),
            "activities.0.ends.edtf": one_of("2024-06", "2024-04/2024-06"),
            "activities.2.starts.edtf": one_of("2024-10", "2024-10/2024-12"),
            "activities.2.ends.edtf": one_of("2024-12", "2024-10/2024-12"),
        },
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "uruapan.pdf",
        uruapan_pdf,
        PLAN,
        {"activities": 3, "subactivities": 2},
        {"activities.0.children.1.ends.edtf": "2023-03-31", "activities.2.title": Has("plan municipal")},
        clean=True,
        true_too=("mixed-date-formats",),
        absent=("contigo todo",),
    ),
    Example(
        "salamanca.docx",
        salamanca,
        PLAN,
        {"activities": 4, "mechanisms": 4},
        SALAMANCA_SAYS,
        clean=True,
    ),
    Example(
        "fresnillo-sin-anio.txt",
        fresnillo,
        PLAN,
        {"activities": 2, "subactivities": 3, "objectives": 2, "goals": 1},
        {
            "activities.1.starts.edtf": "2021-11",
            "activities.1.starts.inferred": True,
            "activities.1.children.1.ends.edtf": "2021-12",
        },
        finds=("year-inferred",),
        clean=True,
    ),
)

FAULTY: tuple[Example, ...] = (
    Example(
        "tepic-hija-fuera.docx",
        partial(tepic, rows=row_changed("2.3", 3, "Octubre 2023")),
        PLAN,
        finds=("child-outside-parent",),
        errors=0,
    ),
    Example(
        "tepic-madre-sin-fechas.docx",
        partial(tepic, rows=[("2", "Presupuesto participativo", "", "") if row[0] == "2" else row for row in TEPIC]),
        PLAN,
        says={"activities.1.starts.edtf": "2023-03", "activities.1.ends.edtf": "2023-09", "activities.1.derived": True},
        finds=("dates-from-children",),
        errors=0,
    ),
    Example(
        "tepic-clave-repetida.docx",
        partial(tepic, rows=row_changed("2.2", 0, "2.1")),
        PLAN,
        {"activities": 3, "subactivities": 5},
        finds=("code-repeated",),
        errors=0,
    ),
    Example(
        "tepic-termina-antes.docx",
        partial(tepic, rows=row_changed("3", 3, "Septiembre 2023")),
        PLAN,
        finds=("end-before-start",),
    ),
    Example(
        "tepic-sin-fecha.docx",
        partial(tepic, rows=[(*row[:2], "", "") if row[0] == "3" else row for row in TEPIC]),
        PLAN,
        finds=("planned-without-dates",),
        errors=0,
    ),
    Example(
        "salamanca-recurrencia.docx",
        partial(salamanca, meetings="Feb 2022"),
        PLAN,
        finds=("recurrence-outside-dates",),
        errors=0,
    ),
    Example(
        "uruapan-hija-fuera.pdf",
        partial(uruapan_pdf, end="14/04/2023"),
        PLAN,
        finds=("child-outside-parent",),
        errors=0,
    ),
)

EXAMPLES = CLEAN + FAULTY
