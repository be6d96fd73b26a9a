"""Documents with several difficulties at once: other headings, marks, orders and habits than the rest of the corpus."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.corpus import word
from tests.corpus.sheets import CLEAN_TOO
from tests.corpus.truth import Count, Example, Has, each, one_of

SHEET, ROUTE, PLAN, CALL, METHOD = "commitment_sheet", "route", "annual_plan", "call", "methodology"


def labels_over_values(path: Path) -> None:
    """Labels in one row and values under them, section bars, a plan with the date first."""
    made = word.document("FORMATO DE COMPROMISO", "Plan de Acción Local Sinaloa 2017")
    rows = [
        ["I. DATOS GENERALES", "", ""],
        ["Nombre del compromiso", "Fecha de inicio", "Fecha de término"],
        ["Tianguis en orden", "6 de marzo de 2017", "15 de diciembre de 2017"],
        ["Dependencia responsable", "Nombre del responsable", "Correo electrónico"],
        ["Oficialía Mayor", "Titular de Vía Pública", "viapublica@culiacan.example.org"],
        ["II. CONTENIDO", "", ""],
        ["Problemática", "Los espacios se asignan sin reglas y se cobran cuotas sin recibo.", ""],
        ["Objetivo", "Publicar el padrón de espacios y los cobros autorizados.", ""],
    ]
    word.table(made, rows, [(0, 0, 0, 2), (5, 0, 5, 2), (6, 1, 6, 2), (7, 1, 7, 2)])
    made.add_paragraph("III. PLAN DE TRABAJO")
    word.table(
        made,
        [
            ["Fecha límite", "Responsable(s)", "Acción específica", "Meta", "Medio(s) de verificación"],
            ["31/mar/2017", "Vía Pública", "Levantar el padrón", "Padrón completo", "Padrón"],
            ["30/jun/2017", "Vía Pública", "Publicar el padrón", "Padrón público", "Portal"],
            ["29/sep/2017", "Contraloría", "Revisar recibos", "Cobros revisados", "Informe"],
        ],
    )
    word.save(made, path)


def html_and_ticks(path: Path) -> None:
    """A CSV exported from a form: labels and values, HTML fragments, a list with semicolons."""
    path.write_text(
        "Campo,Respuesta\n"
        "Título del compromiso,Bibliotecas que abren en la tarde\n"
        'Tipo de compromiso,"[ ] Nuevo [x] En curso"\n'
        "Fecha de inicio,2021-02-15\n"
        "Fecha de conclusión,2021-11-30\n"
        "Institución responsable,Secretaría de Cultura\n"
        'Actores de gobierno,"<ul><li>Secretaría de Cultura</li><li>DIF Municipal</li></ul>"\n'
        '"Organizaciones de la sociedad civil","<p>Leer entre Todos, A.C.</p>"\n'
        "Órgano garante,Instituto de Transparencia del Estado\n"
        "Objetivo principal,<b>Ampliar</b> el horario de doce bibliotecas.\n",
        encoding="utf-8",
    )


def pilcrow(path: Path) -> None:
    """Two commitments, one after the other, in a text with underlines and dots, the plan as a list under each."""
    path.write_text(
        "PLAN DE ACCION LOCAL DE BAJA CALIFORNIA SUR\n===========================================\n\n"
        "COMPROMISO 1: PESCA CON DATOS\n-----------------------------\n"
        "Responsable ........: Secretaria de Pesca\n"
        "Inicio .............: 1 de febrero de 2022\n"
        "Termino ............: 30 de noviembre de 2022\n"
        "Objetivo ...........: Publicar permisos y volumenes.\n\n"
        "COMPROMISO 2: AGUA PARA TODOS\n-----------------------------\n"
        "Responsable ........: Organismo de Agua\n"
        "Inicio .............: 15 de febrero de 2022\n"
        "Termino ............: 15 de diciembre de 2022\n"
        "Objetivo ...........: Publicar el tandeo.\n",
        encoding="utf-8",
    )


def sub_numbered(path: Path) -> None:
    """Activities numbered 1.1, 1.2 in their own column, two header rows, dates in two columns, "Pendiente" in one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["COMPROMISO:", "Transporte escolar seguro"])
    sheet.append(["INICIO:", "10/01/2023", "TÉRMINO:", "15/12/2023"])
    sheet.append(["RESPONSABLE:", "Dirección de Educación"])
    sheet.append([])
    sheet.append(["META", "ACTIVIDADES", None, "FECHAS", None, "MEDIOS DE VERIFICACIÓN", "RESPONSABLE"])
    sheet.append([None, "No.", "Descripción de la actividad", "Inicio", "Fin", None, None])
    rows = (
        ("Padrón de unidades", "1.1", "Revisar unidades", "16/01/2023", "28/02/2023", "Padrón", "Transporte"),
        (None, "1.2", "Publicar el padrón", "01/03/2023", "31/03/2023", None, None),
        ("Choferes capacitados", "2.1", "Impartir cursos", "17/04/2023", "30/06/2023", "Constancias", "Educación"),
        ("Informe", "3.1", "Presentar resultados", "Pendiente", None, "Informe", "Educación"),
    )
    for row in rows:
        sheet.append(list(row))
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("B5:C5")
    sheet.merge_cells("D5:E5")
    sheet.merge_cells("F5:F6")
    sheet.merge_cells("G5:G6")
    sheet.merge_cells("A7:A8")
    sheet.merge_cells("F7:F8")
    sheet.merge_cells("G7:G8")
    book.save(path)


def quarter_romans(path: Path) -> None:
    """I II III IV under "Trimestre", a colour of the office's own in the activity column, units and quantities."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "PROGRAMA OPERATIVO ANUAL 2024"
    sheet["A2"] = "Dirección de Desarrollo Social y Participación"
    for column, text in enumerate(("No.", "Actividad", "Unidad de medida", "Cantidad", "Trimestre"), 1):
        sheet.cell(4, column, text)
    sheet.merge_cells("E4:H4")
    for column, text in enumerate(("I", "II", "III", "IV"), 5):
        sheet.cell(5, column, text)
    for letter in "ABCD":
        sheet.merge_cells(f"{letter}4:{letter}5")
    rows = (
        ("Asambleas de barrio", "Asamblea", 12, (5, 6, 7, 8)),
        ("Comités de obra", "Comité", 8, (6,)),
        ("Informe", "Documento", 1, (8,)),
    )
    for row, (title, unit, quantity, marks) in enumerate(rows, 6):
        sheet.append([row - 5, title, unit, quantity])
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFFFF2CC")
        for column in marks:
            sheet.cell(row, column, "●")
    book.save(path)


def year_rows(path: Path) -> None:
    """Months of two years under merged years, a month merged over unlabelled weeks is not there; marks are numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Ruta de cocreación del Plan de Acción Local de Jalisco"
    sheet["C3"], sheet["F3"] = 2022, 2023
    sheet.merge_cells("C3:E3")
    sheet.merge_cells("F3:H3")
    for column, text in enumerate(("#", "Fase", "Oct", "Nov", "Dic", "Ene", "Feb", "Mar"), 1):
        sheet.cell(4, column, text)
    rows = (
        ("Diseño de los talleres", (3,)),
        ("Convocatoria a los talleres", (4,)),
        ("Realización de los talleres", (4, 5)),
        ("Sistematización de los talleres", (6,)),
        ("Firma del plan", (8,)),
    )
    for row, (title, marks) in enumerate(rows, 5):
        sheet.cell(row, 1, row - 4)
        sheet.cell(row, 2, title)
        for column in marks:
            sheet.cell(row, column, 1)
    book.save(path)


def route_by_dates(path: Path) -> None:
    """Date first, then what happens: a calendar of the process without numbers."""
    made = word.document("CALENDARIO DEL PROCESO DE COCREACIÓN", "Segundo Plan de Acción Local de Tlaxcala")
    word.table(
        made,
        [
            ["Fecha", "Actividad", "Sede"],
            ["14 de enero de 2022", "Sesión de arranque", "Palacio de Gobierno"],
            ["Del 17 al 28 de enero de 2022", "Convocatoria a foros regionales", "En línea"],
            ["Febrero de 2022", "Foros regionales", "Seis municipios"],
            ["1 al 11 de marzo de 2022", "Sistematización de foros regionales", "Universidad"],
            ["Por definir", "Firma del plan", "Por definir"],
        ],
    )
    word.save(made, path)


def nested_stages(path: Path) -> None:
    """Stages as banners inside the table, steps numbered on through them."""
    made = word.document(
        "Cronograma de actividades", "Proceso de cocreación del plan de acción local de Nuevo León 2021"
    )
    word.table(
        made,
        [
            ["No.", "Actividad", "Inicio", "Término"],
            ["ETAPA 1. PREPARACIÓN", "", "", ""],
            ["1", "Plan de trabajo", "1 de marzo de 2021", "5 de marzo de 2021"],
            ["2", "Invitación a los grupos focales", "8 de marzo de 2021", "12 de marzo de 2021"],
            ["ETAPA 2. CONSULTA", "", "", ""],
            ["3", "Grupos focales", "15 de marzo de 2021", "26 de marzo de 2021"],
            ["4", "Sistematización de los grupos focales", "5 de abril de 2021", "9 de abril de 2021"],
            ["ETAPA 3. CIERRE", "", "", ""],
            ["5", "Firma", "30 de abril de 2021", "30 de abril de 2021"],
        ],
        [(1, 0, 1, 3), (4, 0, 4, 3), (7, 0, 7, 3)],
    )
    word.save(made, path)


def plan_semicolon(path: Path, *, child: str = "may-23") -> None:
    """Codes with letters, months as "mar-23", in a semicolon file with a preamble."""
    path.write_bytes(
        (
            "Municipio de Zapopan;;;\nPlan anual de trabajo 2023 de la Dirección de Participación Ciudadana;;;\n;;;\n"
            "Clave;Acción;Mes de inicio;Mes de término\n"
            "1;Consejos sociales;feb-23;may-23\n"
            "1.1;Renovar consejos;feb-23;mar-23\n"
            f"1.2;Capacitar consejos;abr-23;{child}\n"
            "2;Presupuesto participativo;jun-23;nov-23\n"
        ).encode("utf-8-sig")
    )


def call_decree(path: Path) -> None:
    """A call in one long paragraph, dates in words."""
    made = word.document(
        "CONVOCATORIA PÚBLICA PARA INTEGRAR EL CONSEJO CIUDADANO DE TRANSPARENCIA",
        "El Honorable Ayuntamiento de Xalapa, Veracruz, CONVOCA a la ciudadanía a participar en la integración del Consejo Ciudadano de "
        "Transparencia para el periodo 2022-2025, bajo las siguientes BASES:",
        "PRIMERA.- Las personas aspirantes deberán cumplir los siguientes requisitos:",
        "a) Contar con credencial para votar vigente;",
        "b) No desempeñar cargo público; y",
        "c) Presentar semblanza de una cuartilla.",
        "SEGUNDA.- La recepción de documentos será del lunes siete al viernes dieciocho de febrero de dos mil veintidós, "
        "en días y horas hábiles.",
        "TERCERA.- El cargo será honorífico y por tanto no remunerado.",
        "CUARTA.- Informes en transparencia@xalapa.example.org.",
    )
    word.save(made, path)


def call_from_publication(path: Path) -> None:
    path.write_text(
        "CONVOCATORIA\n\nMesas de trabajo del Primer Plan de Acción Local de Colima, edición 2020\n\n"
        "¿Quiénes pueden participar?\n- Organizaciones civiles\n- Personas expertas\n- Ciudadanía interesada\n\n"
        "¿Hasta cuándo?\nFecha de apertura: 03/02/2020\nFecha de cierre: 28/02/2020\n\n"
        "La participación es honorífica. Informes: mesas@colima.example.org  @GobAbiertoCol #ColimaAbierto\n",
        encoding="utf-8",
    )


def method_lettered(path: Path) -> None:
    """Stages in a table with objective and product; axes in one sentence."""
    made = word.document(
        "Metodología de las mesas de cocreación",
        "Plan de Acción Local de Morelos 2021",
        "Las mesas trabajarán sobre los ejes temáticos: salud, educación, seguridad y medio ambiente.",
        "Primera etapa. Sensibilización. Se explicará el proceso a quienes participan.",
        "Segunda etapa. Identificación de problemáticas. Cada mesa señalará tres problemáticas.",
        "Tercera etapa. Priorización. Las mesas votarán las problemáticas.",
        "Cuarta etapa. Redacción de compromisos. Cada mesa propondrá un compromiso con metas y responsables.",
    )
    word.save(made, path)


def evaluation(path: Path) -> None:
    """A report of progress: it speaks of commitments and goals, and is none of the five."""
    made = word.document(
        "Segundo informe trimestral de avances",
        "En este trimestre se atendieron 14 solicitudes y se celebraron dos reuniones del comité de seguimiento.",
        "El compromiso de transporte presenta un avance de 40 por ciento; el de salud, de 65 por ciento.",
        "Se anexan fotografías y listas de asistencia.",
    )
    word.save(made, path)


def mailing(path: Path) -> None:
    path.write_text(
        "De: enlace@dependencia.example.org\nPara: secretaria@abierto.example.org\nFecha: 4 de mayo de 2022\nAsunto: Re: Avances\n\n"
        "Buenos días:\nEnvío la minuta de la reunión. El responsable de la meta 2 salió de vacaciones y entregará el 20.\nSaludos.\n",
        encoding="utf-8",
    )


def tender(path: Path) -> None:
    """A programme of building works: a schedule that is no plan of participation."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Estado de cuenta del contrato OP-14/2022"])
    sheet.append(["Estimación", "Periodo", "Importe", "Amortización", "Neto"])
    sheet.append([1, "enero 2022", 120000, 36000, 84000])
    sheet.append([2, "febrero 2022", 98000, 29400, 68600])
    book.save(path)


def typing_errors(path: Path) -> None:
    """Typed in a hurry: letters missing, doubled or swapped in the headings."""
    made = word.document("FICHA DE COMPROMSIO", "Plan de Acción Local de Durango 2021")
    word.table(
        made,
        [
            ["Nombre del compromiso", "Rastro municipal a la vista"],
            ["Feha de inicio", "1 de marzo de 2021"],
            ["Fecha de temino", "30 de noviembre de 2021"],
            ["Institucion resposable", "Dirección de Servicios Públicos"],
            ["Probelmatica", "Nadie sabe cuánto se cobra por cada servicio."],
            ["Obejtivo", "Publicar las tarifas y los ingresos."],
        ],
    )
    word.table(
        made,
        [
            ["No.", "Meta", "Activdades", "Fecha de cumplimineto", "Medios de verficacion", "Resposable"],
            ["1", "Tarifas", "Publicar tarifas", "30 de abril de 2021", "Publicación", "Rastro"],
            ["2", "Ingresos", "Publicar ingresos", "30 de junio de 2021", "Informe", "Tesorería"],
        ],
    )
    word.save(made, path)


def shaded_months(path: Path) -> None:
    """A Word table with the months in full and shaded cells."""
    made = word.document("Plan anual de trabajo 2023", "Unidad de Participación Ciudadana")
    titles = ("Talleres en colonias", "Comités vecinales", "Informe")
    months = ("Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio")
    table = word.table(
        made, [["No.", "Actividad", *months], *([str(at), text, *[""] * 6] for at, text in enumerate(titles, 1))]
    )
    for row, columns in ((1, (2, 3)), (2, (4, 5, 6)), (3, (7,))):
        for column in columns:
            word.shade(table.cell(row, column), "4472C4")
    word.save(made, path)


def roman_phases(path: Path) -> None:
    path.write_text(
        "RUTA DE TRABAJO PARA LA COCREACION\nPlan de Accion Local de Yucatan 2023\n\n"
        "Fase I: Instalacion del equipo\nFase II: Convocatoria a talleres\nFase III: Talleres\n"
        "Fase IV: Sistematizacion de talleres\nFase V: Redaccion del plan\n\n"
        "Inicio: 6 de marzo de 2023\nFirma: 31 de agosto de 2023\n",
        encoding="utf-8",
    )


def only_closing(path: Path) -> None:
    made = word.document(
        "CONVOCATORIA",
        "Observatorio ciudadano del Plan de Acción Local de Nayarit, edición 2022",
        "REQUISITOS",
        "1. Ser mayor de edad.",
        "2. Vivir en Nayarit.",
        "La convocatoria se publica el 4 de julio de 2022 y las solicitudes se recibirán hasta el 29 de julio de 2022 en "
        "observatorio@nayarit.example.org. La participación es honorífica.",
    )
    word.save(made, path)


EXAMPLES: tuple[Example, ...] = (
    Example(
        "con-errores-de-dedo.docx",
        typing_errors,
        SHEET,
        {"commitments": 1, "goals": 2, "activities": 2},
        {
            "commitments.0.title": "Rastro municipal a la vista",
            "commitments.0.starts_on.edtf": "2021-03-01",
            "commitments.0.ends_on.edtf": "2021-11-30",
            "commitments.0.responsible.organisation": "Dirección de Servicios Públicos",
            "commitments.0.objective": Has("tarifas"),
            "commitments.0.problem.official": Has("Nadie sabe"),
            "commitments.0.goals.1.activities.0.date.edtf": "2021-06-30",
            "commitments.0.goals.1.means": ["Informe"],
            "commitments.0.goals.1.responsibles": ["Tesorería"],
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "meses-sombreados.docx",
        shaded_months,
        PLAN,
        {"activities": 3},
        {"activities": each("ends.edtf", "2023-02", "2023-05", "2023-06")},
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "fases-romanas.txt",
        roman_phases,
        ROUTE,
        {"phases": 5, "milestones": 2},
        {"phases": each("number", 1, 2, 3, 4, 5), "milestones.1.date.edtf": "2023-08-31"},
        clean=True,
    ),
    Example(
        "convocatoria-solo-cierre.docx",
        only_closing,
        CALL,
        {"requirements": 2},
        {"closes_on.edtf": "2022-07-29", "contact": Has("observatorio@")},
        errors=0,
    ),
    Example(
        "etiquetas-arriba.docx",
        labels_over_values,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "Tianguis en orden",
            "commitments.0.starts_on.edtf": "2017-03-06",
            "commitments.0.ends_on.edtf": "2017-12-15",
            "commitments.0.responsible.organisation": "Oficialía Mayor",
            "commitments.0.responsible.email": "viapublica@culiacan.example.org",
            "commitments.0.problem.official": Has("sin recibo"),
            "commitments.0.goals": each("title", "Padrón completo", "Padrón público", "Cobros revisados"),
            "commitments.0.goals.1.activities.0.date.edtf": "2017-06-30",
        },
        clean=True,
        true_too=(*CLEAN_TOO, "mixed-date-formats"),
    ),
    Example(
        "formulario-exportado.csv",
        html_and_ticks,
        SHEET,
        {"commitments": 1},
        {
            "commitments.0.title": "Bibliotecas que abren en la tarde",
            "commitments.0.kind": "ongoing",
            "commitments.0.ends_on.edtf": "2021-11-30",
            "commitments.0.actors": each("sector", "government", "government", "civil_society", "guarantor"),
            "commitments.0.objective": "Ampliar el horario de doce bibliotecas.",
        },
        clean=True,
        true_too=(*CLEAN_TOO, "ongoing-without-predecessor"),
        absent=("<ul>", "<b>"),
    ),
    Example(
        "dos-en-texto.txt",
        pilcrow,
        SHEET,
        {"commitments": 2},
        {
            "commitments": each("title", "PESCA CON DATOS", "AGUA PARA TODOS"),
            "commitments.1.number": 2,
            "commitments.1.starts_on.edtf": "2022-02-15",
            "commitments.0.ends_on.edtf": "2022-11-30",
            "commitments.0.responsible": Has("Secretaria de Pesca"),
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "actividades-subnumeradas.xlsx",
        sub_numbered,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 4, "to_be_defined": 1},
        {
            "commitments.0.title": "Transporte escolar seguro",
            "commitments.0.starts_on.edtf": "2023-01-10",
            "commitments.0.ends_on.edtf": "2023-12-15",
            "commitments.0.goals": each("title", "Padrón de unidades", "Choferes capacitados", "Informe"),
            "commitments.0.goals.0.activities": each("title", "Revisar unidades", "Publicar el padrón"),
            "commitments.0.goals.0.activities.1.date.edtf": "2023-03-01/2023-03-31",
        },
        clean=True,
        true_too=(*CLEAN_TOO, "undated", "mixed-date-formats"),
    ),
    Example(
        "trimestres-romanos.xlsx",
        quarter_romans,
        PLAN,
        {"activities": 3},
        {
            "activities": each("title", "Asambleas de barrio", "Comités de obra", "Informe"),
            "activities.1.starts.edtf": one_of("2024-04", "2024-04/2024-06"),
            "activities.0.ends.edtf": one_of("2024-12", "2024-10/2024-12"),
            "area": Has("Desarrollo Social"),
        },
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "meses-de-dos-anios.xlsx",
        year_rows,
        ROUTE,
        {"phases": 5},
        {
            "phases": each("starts.edtf", "2022-10", "2022-11", "2022-11", "2023-01", "2023-03"),
            "phases.2.ends.edtf": "2022-12",
            "phases.0.starts.inferred": False,
        },
        clean=True,
    ),
    Example(
        "calendario-por-fechas.docx",
        route_by_dates,
        ROUTE,
        {"phases": 5},
        {
            "phases.2.title": "Foros regionales",
            "phases.1.starts.edtf": "2022-01-17",
            "phases.1.ends.edtf": "2022-01-28",
            "phases.2.starts.edtf": "2022-02",
        },
        clean=True,
    ),
    Example(
        "etapas-como-rotulos.docx",
        nested_stages,
        ROUTE,
        {"phases": 5},
        {"phases": each("number", 1, 2, 3, 4, 5), "phases.3.ends.edtf": "2021-04-09"},
        clean=True,
    ),
    Example(
        "plan-mar-23.csv",
        plan_semicolon,
        PLAN,
        {"activities": 2, "subactivities": 2},
        {"activities.0.starts.edtf": "2023-02", "activities.1.ends.edtf": "2023-11"},
        clean=True,
    ),
    Example(
        "plan-mar-23-hija-fuera.csv",
        partial(plan_semicolon, child="jun-23"),
        PLAN,
        finds=("child-outside-parent",),
        errors=0,
    ),
    Example(
        "convocatoria-en-letra.docx",
        call_decree,
        CALL,
        {"requirements": 3, "window_days": 12},
        {"opens_on.edtf": "2022-02-07", "closes_on.edtf": "2022-02-18"},
        clean=True,
    ),
    Example(
        "convocatoria-numerica.txt",
        call_from_publication,
        CALL,
        {"window_days": 26},
        {"opens_on.edtf": "2020-02-03", "closes_on.edtf": "2020-02-28", "ordinal": 1, "edition": Has("2020")},
        clean=True,
        true_too=("mixed-date-formats",),
    ),
    Example(
        "metodologia-etapas-en-letra.docx",
        method_lettered,
        METHOD,
        {"axes": 4, "steps": 4},
        {"axes": Count(4), "axes.3": "medio ambiente", "steps.1.title": Has("Identificación")},
        clean=True,
    ),
    Example("informe-trimestral.docx", evaluation, "unknown", errors=0),
    Example("correo.txt", mailing, "unknown", errors=0),
    Example("estado-de-cuenta.xlsx", tender, "unknown", errors=0),
)
