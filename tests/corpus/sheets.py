"""Commitment sheets: forms of two and four columns, labelled paragraphs, workbooks, one row per commitment, the OGP template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.corpus import word
from tests.corpus.truth import Count, Example, Has, Lacks, each, one_of

SHEET = "commitment_sheet"
CLEAN_TOO = ("indicator-missing", "strategy-missing", "participant-without-responsibility", "unknown-acronyms")

# --- Nuevo León: two columns, ticks in brackets, ranges of months


PLAN_NL = (
    ("Núm.", "Meta", "Actividades", "Fecha de\ncumplimiento", "Medio de verificación", "Responsable"),
    (
        "1",
        "Diagnóstico de la información que se publica sobre transporte",
        "1.1 Levantar el inventario de bases de datos\n1.2 Consultar a personas usuarias",
        "Enero - febrero de 2022\nMarzo de 2022",
        "• Inventario\n• Minuta de trabajo",
        "Dirección de Planeación del Transporte",
    ),
    (
        "2",
        "Portal de datos de rutas y horarios en operación",
        "2.1 Publicar la primera versión del portal",
        "15 de junio de 2022",
        "• Informe de publicación",
        "Dirección de Informática",
    ),
    (
        "3",
        "Personas usuarias capacitadas",
        "3.1 Impartir cuatro talleres",
        "Del 5 al 9 de septiembre de 2022",
        "• Lista de asistencia\n• Memoria fotográfica",
        "Dirección de Planeación del Transporte",
    ),
)


def nuevo_leon(
    path: Path,
    *,
    values: Mapping[str, str] | None = None,
    plan: Sequence[Sequence[str]] = PLAN_NL,
) -> None:
    made = word.document(
        "Gobierno del Estado de Nuevo León",
        "Tercer Plan de Acción Local de Gobierno Abierto 2022-2023",
        "FICHA DE COMPROMISO",
        header="Nuevo León abierto, Nuevo León de todas las personas",
    )
    boxes = {
        "Nombre del compromiso": "Datos abiertos del transporte público metropolitano",
        "Tipo de compromiso": "(X) Nuevo   ( ) Continuidad",
        "Temática": "Movilidad y transporte",
        "Fecha de inicio": "3 de enero de 2022",
        "Fecha de conclusión": "30 de noviembre de 2022",
        "Dependencia responsable": "Instituto de Movilidad y Accesibilidad",
        "Nombre de la persona responsable": "Titular de la Dirección General",
        "Cargo": "Directora General",
        "Correo electrónico": "direccion@movilidad.example.org",
        "Teléfono": "+52 (81) 2020 6600 ext. 214",
        "Actores gubernamentales": "Instituto de Movilidad y Accesibilidad; Secretaría de Administración",
        "Actores de la sociedad civil": "Colectivo Pueblo a Pie, A.C.; Red de Personas Usuarias",
        "Órgano garante": "Instituto Estatal de Transparencia, Acceso a la Información y Protección de Datos Personales",
        "Problemática que atiende": "Nadie sabe a qué hora pasa el camión ni cuáles son las rutas autorizadas.",
        "Objetivo": "Que cualquier persona consulte las rutas, horarios y tarifas autorizadas.",
        "Descripción breve": "Se publicarán en formato abierto las rutas, horarios y tarifas del transporte público.",
        "Acceso a la información": "Publica datos que hoy no se conocen.",
        "Rendición de cuentas": "Permite comparar lo autorizado con lo que se presta.",
        "Participación ciudadana": "Las personas usuarias deciden qué datos se publican primero.",
        "Tecnología e innovación": "Usa un formato internacional de datos de transporte.",
        "Combate a la corrupción": "Hace visibles las concesiones.",
    } | dict(values or {})
    word.table(made, list(boxes.items()))
    made.add_paragraph("Plan de trabajo")
    word.table(made, plan)
    word.save(made, path)


NL_SAYS: dict[str, object] = {
    "commitments.0.title": "Datos abiertos del transporte público metropolitano",
    "commitments.0.kind": "new",
    "commitments.0.theme": "Movilidad y transporte",
    "commitments.0.starts_on.edtf": "2022-01-03",
    "commitments.0.ends_on.edtf": "2022-11-30",
    "commitments.0.responsible.organisation": "Instituto de Movilidad y Accesibilidad",
    "commitments.0.responsible.post": "Directora General",
    "commitments.0.responsible.phone": Has("2020 6600"),
    "commitments.0.responsible.extension": "214",
    "commitments.0.actors": each("sector", "government", "government", "civil_society", "civil_society", "guarantor"),
    "commitments.0.objective": Has("consulte las rutas"),
    "commitments.0.values.participation": Has("deciden"),
    "commitments.0.goals": each("number", 1, 2, 3),
    "commitments.0.goals.0.activities": each("date.edtf", "2022-01/2022-02", "2022-03"),
    "commitments.0.goals.0.activities.1.title": Has("Consultar a personas usuarias"),
    "commitments.0.goals.0.means": ["Inventario", "Minuta de trabajo"],
    "commitments.0.goals.2.activities.0.date.edtf": "2022-09-05/2022-09-09",
    "commitments.0.goals.1.responsibles": ["Dirección de Informática"],
}


def plan_with(row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    """The plan of Nuevo León with one other cell."""
    return tuple(
        tuple(text if (at, place) == (row, column) else cell for place, cell in enumerate(cells))
        for at, cells in enumerate(PLAN_NL)
    )


LONG = (
    "Se publicarán en formato abierto las rutas, horarios y tarifas autorizadas del transporte público metropolitano, "
)
LONG = (LONG + "con la participación de las personas usuarias en cada una de las etapas del trabajo. " * 4)[:280] + "á"


# --- Oaxaca: labelled paragraphs, no table


def oaxaca(
    path: Path,
    *,
    civil: str = "Educa y Teje, A.C.; Universidad de la Sierra",
    means_2: str = "Minuta y acta de acuerdos",
) -> None:
    made = word.document(
        "# Compromiso 4: Obra pública comunitaria a la vista",
        "Plan de Acción Local de Oaxaca 2021",
        "Tema: Obra pública y vigilancia comunitaria",
        "¿Es un compromiso nuevo o en curso?: Nuevo",
        "Fecha de inicio: 01/02/2021",
        "Fecha de término: 15/12/2021",
        "Problema a resolver: Las asambleas no conocen cuánto cuesta cada obra ni quién la construye.",
        "Objetivo general: Que cada asamblea reciba y discuta el expediente de su obra.",
        "Descripción del compromiso: Entregar a las asambleas un resumen de cada expediente y recoger sus observaciones.",
        "Institución responsable: Secretaría de las Infraestructuras",
        "Persona responsable: Coordinación de Planeación",
        "Correo: planeacion@infraestructuras.example.org",
        "Tel. 951 501 6900 Ext. 12345",
        "Otros actores de gobierno: Contraloría Social",
        f"Actores de sociedad civil: {civil}",
        "Organismo garante: Instituto de Acceso a la Información Pública del Estado",
        "## Metas y actividades",
        "Meta 1. Resúmenes de expediente elaborados con las autoridades comunitarias",
        "Actividad: Acordar el formato del resumen",
        "Fecha compromiso: 26 de febrero de 2021",
        "Medio de verificación: Formato aprobado",
        "Responsable: Coordinación de Planeación",
        "Meta 2. Asambleas informadas",
        "Actividad: Presentar los resúmenes en doce asambleas",
        "Fecha compromiso: abril - junio de 2021",
        f"Medio de verificación: {means_2}",
        "Responsable: Contraloría Social",
        "Meta 3. Observaciones atendidas",
        "Actividad: Responder por escrito a cada asamblea",
        "Fecha compromiso: a más tardar el 30 de noviembre de 2021",
        "Medio de verificación: Oficios de respuesta",
        "Responsable: Coordinación de Planeación",
    )
    word.save(made, path)


OAXACA_SAYS: dict[str, object] = {
    "commitments.0.title": "Obra pública comunitaria a la vista",
    "commitments.0.number": 4,
    "commitments.0.kind": "new",
    "commitments.0.theme": "Obra pública y vigilancia comunitaria",
    "commitments.0.starts_on.edtf": "2021-02-01",
    "commitments.0.ends_on.edtf": "2021-12-15",
    "commitments.0.responsible.organisation": "Secretaría de las Infraestructuras",
    "commitments.0.responsible.extension": "12345",
    "commitments.0.goals": each(
        "title",
        Has("Resúmenes de expediente"),
        "Asambleas informadas",
        "Observaciones atendidas",
    ),
    "commitments.0.goals.1.activities.0.title": "Presentar los resúmenes en doce asambleas",
    "commitments.0.goals.1.activities.0.date.edtf": "2021-04/2021-06",
    "commitments.0.goals.2.activities.0.date.edtf": "2021-11-30",
    "commitments.0.goals.2.means": ["Oficios de respuesta"],
    "commitments.0.goals.1.responsibles": ["Contraloría Social"],
}


# --- Coahuila: four columns with merges, tick boxes of Word


def coahuila(
    path: Path,
    *,
    phone: str = "844 411 8500",
    guarantor: str = "Instituto Coahuilense de Acceso a la Información Pública (ICAI)",
    only_technology: bool = False,
) -> None:
    made = word.document("Compromiso de Gobierno Abierto", "Plan de Acción Local 2020-2021 del Estado de Coahuila")
    rows = [
        ["Título del compromiso", "Semáforo de la contratación de medicamentos", "", ""],
        ["Estatus", "", "Eje", "Salud"],
        ["Inicio", "1o de marzo de 2020", "Término", "28 de febrero de 2021"],
        ["Institución responsable", "Secretaría de Salud", "Área", "Dirección de Adquisiciones"],
        ["Responsable", "Titular de la Dirección", "Puesto", "Director de Adquisiciones"],
        ["E-mail", "adquisiciones@salud.example.org", "Teléfono", phone],
        ["ACTORES INVOLUCRADOS", "", "", ""],
        [
            "Gobierno",
            "Secretaría de Salud\nSecretaría de Fiscalización",
            "Sociedad civil",
            "Consejo Cívico de las Instituciones",
        ],
        ["Órgano garante", guarantor, "Academia", "Facultad de Medicina"],
        ["Problemática", "Los pacientes no encuentran los medicamentos que ya se pagaron.", "", ""],
        ["Objetivo principal", "Mostrar cada semana qué medicamentos hay, cuánto costaron y quién los vendió.", "", ""],
        [
            "Breve descripción (máximo 280 caracteres)",
            "Tablero semanal de existencias y compras de medicamentos.",
            "",
            "",
        ],
        ["RELEVANCIA PARA LOS VALORES DE GOBIERNO ABIERTO", "", "", ""],
        [
            "Transparencia",
            "" if only_technology else "Abre las compras.",
            "Participación",
            "" if only_technology else "El consejo revisa.",
        ],
        [
            "Rendición de cuentas",
            "" if only_technology else "Explica el desabasto.",
            "Tecnología e innovación",
            "Tablero en línea.",
        ],
    ]
    merges = [(row, 1, row, 3) for row in (0, 9, 10, 11)] + [(row, 0, row, 3) for row in (6, 12)]
    form = word.table(made, rows, merges)
    ticks = form.cell(1, 1).paragraphs[0]
    word.tick_box(ticks, False, "Nuevo")
    word.tick_box(ticks, True, "En curso")
    made.add_paragraph("CALENDARIO DE TRABAJO")
    plan = word.table(
        made,
        [
            ["META", "ACTIVIDAD", "PERIODO", "", "EVIDENCIA", "RESPONSABLES"],
            ["", "", "INICIA", "TERMINA", "", ""],
            [
                "1. Tablero publicado",
                "Integrar las bases de compras",
                "02/03/2020",
                "30/04/2020",
                "Base de datos",
                "Dirección de Adquisiciones",
            ],
            ["", "Publicar el tablero", "01/05/2020", "29/05/2020", "Liga de publicación", "Dirección de Informática"],
            [
                "2. Tablero revisado por el consejo",
                "Sesión trimestral de revisión",
                "15/06/2020",
                "15/12/2020",
                "Minutas",
                "Consejo Cívico de las Instituciones",
            ],
        ],
        [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4), (0, 5, 1, 5), (2, 0, 3, 0)],
        repeat_header=True,
    )
    word.shade(plan.cell(0, 0), "7030A0")
    word.save(made, path)


COAHUILA_SAYS: dict[str, object] = {
    "commitments.0.title": "Semáforo de la contratación de medicamentos",
    "commitments.0.kind": "ongoing",
    "commitments.0.starts_on.edtf": "2020-03-01",
    "commitments.0.ends_on.edtf": "2021-02-28",
    "commitments.0.responsible.area": "Dirección de Adquisiciones",
    "commitments.0.responsible.email": "adquisiciones@salud.example.org",
    "commitments.0.goals": each("number", 1, 2),
    "commitments.0.goals.0.title": "Tablero publicado",
    "commitments.0.goals.0.activities": each("title", "Integrar las bases de compras", "Publicar el tablero"),
    "commitments.0.goals.0.activities.0.date.edtf": "2020-03-02/2020-04-30",
    "commitments.0.goals.1.activities.0.date.edtf": "2020-06-15/2020-12-15",
    "commitments.0.goals.0.means": ["Base de datos", "Liga de publicación"],
}


# --- Tlaxcala: a workbook with one sheet per commitment


def tlaxcala(path: Path, *, second_end: dt.date = dt.date(2022, 10, 31)) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Portada"
    cover["B3"] = "PLAN DE ACCIÓN LOCAL TLAXCALA 2022"
    cover["B5"] = "Secretariado Técnico Local"
    topics = (
        ("Agua potable a la vista", "Comisión Estatal del Agua", dt.date(2022, 3, 1), dt.date(2022, 12, 15)),
        ("Becas con padrón público", "Secretaría de Educación", dt.date(2022, 2, 1), second_end),
        ("Alertas de género con datos", "Instituto de la Mujer", dt.date(2022, 4, 4), dt.date(2023, 3, 31)),
    )
    for number, (title, office, starts, ends) in enumerate(topics, 1):
        sheet = book.create_sheet(f"C{number}")
        sheet["A1"] = f"COMPROMISO {number}"
        sheet.merge_cells("A1:F1")
        for row, (label, value) in enumerate(
            (
                ("Compromiso", title),
                ("Institución responsable", office),
                ("Fecha de inicio", starts),
                ("Fecha de término", ends),
                ("Objetivo", f"Publicar información sobre {title.lower()}."),
                ("Sociedad civil", "Colectivo Malintzin"),
                ("Gobierno", office),
                ("Órgano garante", "Instituto de Acceso a la Información Pública"),
            ),
            3,
        ):
            sheet.cell(row, 1, label)
            sheet.cell(row, 2, value)
        for column, heading in enumerate(
            ("No.", "Meta", "Actividad", "Fecha", "Medio de verificación", "Responsable"), 1
        ):
            sheet.cell(13, column, heading)
        for step, (goal, month) in enumerate((("Diagnóstico", 5), ("Publicación", 7), ("Evaluación", 9)), 1):
            cells = (step, goal, f"{goal} con la ciudadanía", dt.date(2022, month, 10), "Informe", office)
            for column, value in enumerate(cells, 1):
                sheet.cell(13 + step, column, value)
    hidden = book.create_sheet("Catálogos")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "Estatus"
    hidden["A2"] = "Nuevo"
    book.save(path)


# --- Veracruz: one row per commitment in a worksheet


VERACRUZ = (
    ("Gasto de comunicación social", "Coordinación de Comunicación", "2021-04-01", "2021-11-30"),
    ("Mapa de fosas y búsquedas", "Comisión de Búsqueda", "2021-05-03", "2022-05-02"),
    ("Presupuesto para niñas y niños", "Secretaría de Finanzas", "2021-04-15", "2021-12-17"),
    ("Calidad del aire en tiempo real", "Secretaría de Medio Ambiente", "2021-06-01", "2022-03-31"),
)


def veracruz(path: Path, *, last: tuple[str, str] = ("2021-06-01", "2022-03-31")) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Matriz de compromisos · Plan de Acción Local de Veracruz 2021-2022"
    headings = (
        "No.",
        "Compromiso",
        "Dependencia responsable",
        "Objetivo",
        "Fecha de inicio",
        "Fecha de término",
        "Indicador",
    )
    for column, heading in enumerate(headings, 1):
        sheet.cell(3, column, heading)
    for at, (title, office, starts, ends) in enumerate(VERACRUZ, 1):
        if at == len(VERACRUZ):
            starts, ends = last
        dates = (dt.date.fromisoformat(starts), dt.date.fromisoformat(ends))
        sheet.append([at, title, office, f"Abrir: {title}", *dates, "Consultas por mes"])
    book.save(path)


VERACRUZ_SAYS: dict[str, object] = {
    "commitments": each("title", *(title for title, *_ in VERACRUZ)),
    "commitments.1.starts_on.edtf": "2021-05-03",
    "commitments.1.ends_on.edtf": "2022-05-02",
    "commitments.2.responsible.organisation": "Secretaría de Finanzas",
    "commitments.2.number": 3,
}


def san_luis(path: Path) -> None:
    """One row per commitment, separated by semicolons, in the encoding of old Excel."""
    path.write_bytes(
        (
            "Núm;Nombre del compromiso;Institución responsable;Descripción;Inicio;Conclusión\r\n"
            "1;Trámites sin coyotes;Secretaría General;Publicar pasos, costos y tiempos;1-feb-2019;30-nov-2019\r\n"
            '2;"Escuelas: en qué se gasta";Secretaría de Educación;"Publicar el gasto; escuela por escuela";15-feb-2019;15-ene-2020\r\n'
            "3;Policía de proximidad;Secretaría de Seguridad Pública;Rendir cuentas a cada colonia;marzo de 2019;octubre de 2019\r\n"
        ).encode("cp1252")
    )


# --- several commitments in one document


def campeche(path: Path, *, second_dates: tuple[str, str] = ("7 de junio de 2021", "8 de octubre de 2021")) -> None:
    made = word.document("PLAN DE ACCIÓN LOCAL", "Estado de Campeche, 2021", "Compromisos")
    for number, title, dates in (
        (1, "Pesca ribereña con reglas claras", ("12 de abril de 2021", "20 de septiembre de 2021")),
        (2, "Zonas arqueológicas abiertas a su gente", second_dates),
        (3, "Cuentas claras en los mercados", ("3 de mayo de 2021", "Por definirse")),
    ):
        made.add_paragraph(f"Compromiso {number}. {title}", style="Heading 2")
        word.table(
            made,
            [
                ["Responsable", f"Dirección {number}"],
                ["Periodo", "Del 1 de marzo al 17 de diciembre de 2021"],
                ["Objetivo", f"Que las personas sepan más de: {title.lower()}."],
            ],
        )
        word.table(
            made,
            [
                ["Meta", "Actividades específicas", "Fecha límite", "Evidencia"],
                [
                    f"Meta 1. Primera etapa del compromiso {number}",
                    "Reunión con las personas interesadas",
                    dates[0],
                    "Minuta",
                ],
                [f"Meta 2. Segunda etapa del compromiso {number}", "Publicación de resultados", dates[1], "Informe"],
            ],
        )
    word.save(made, path)


CAMPECHE_SAYS: dict[str, object] = {
    "commitments": each(
        "title",
        "Pesca ribereña con reglas claras",
        "Zonas arqueológicas abiertas a su gente",
        "Cuentas claras en los mercados",
    ),
    "commitments.0.number": 1,
    "commitments.2.starts_on.edtf": "2021-03-01",
    "commitments.2.ends_on.edtf": "2021-12-17",
    "commitments.0.goals": each("number", 1, 2),
    "commitments.2.goals.1.activities.0.date.status": "to_be_defined",
}


# --- text


CHIHUAHUA = """# Ficha del compromiso: Bosques con cuentas claras

Segundo Plan de Acción Local de Chihuahua, 2018

| Campo | Contenido |
|---|---|
| **Compromiso** | Bosques con cuentas claras |
| **Tipo** | Nuevo |
| **Inicia** | 5 de marzo de 2018 |
| **Concluye** | 14 de diciembre de 2018 |
| **Dependencia responsable** | Secretaría de Desarrollo Rural |
| **Objetivo** | Publicar los permisos de aprovechamiento forestal de cada ejido |

## Plan de trabajo

| Meta | Actividad | ¿Cuándo? | ¿Cómo se comprueba? | ¿Quién? |
|:--|:--|:-:|:--|:--|
| 1. Permisos publicados | Reunir los permisos de 2015 a 2017 | 30 de abril de 2018 | Base de permisos | Secretaría de Desarrollo Rural |
| 2. Ejidos informados | Visitar diez ejidos | julio y agosto de 2018 | Actas de visita | Consejo Forestal |
| 3. Denuncias atendidas | Abrir un buzón | 2018-10-15 | Reporte del buzón | Consejo Forestal |
"""


def chihuahua(path: Path) -> None:
    path.write_text(CHIHUAHUA, encoding="utf-8")


MORELIA = """AYUNTAMIENTO DE MORELIA
FICHA DE COMPROMISO MUNICIPAL 2022

NOMBRE DEL COMPROMISO: LUMINARIAS QUE SI PRENDEN
TEMA: SERVICIOS PUBLICOS
FECHA DE INICIO: 17 DE ENERO DE 2022
FECHA DE TERMINO: 16 DE DICIEMBRE DE 2022
AREA RESPONSABLE: DIRECCION DE ALUMBRADO PUBLICO
NOMBRE DEL RESPONSABLE: TITULAR DE LA DIRECCION
TELEFONO: 443 322 0700
PROBLEMATICA: LAS LUMINARIAS FUNDIDAS TARDAN MESES EN REPARARSE.
OBJETIVO: REPARAR EN 72 HORAS Y PUBLICAR CADA REPORTE.

PLAN DE TRABAJO
NO.\tMETA\tACTIVIDAD\tFECHA DE CUMPLIMIENTO\tMEDIOS DE VERIFICACION\tRESPONSABLE
1\tCENSO DE LUMINARIAS\tRECORRER LAS COLONIAS\tFEB 2022\tCENSO\tALUMBRADO PUBLICO
2\tREPORTES EN LINEA\tABRIR EL FORMULARIO\tABR 2022\tFORMULARIO\tINFORMATICA
3\tREPORTE MENSUAL\tPUBLICAR TIEMPOS DE REPARACION\tJUN - DIC 2022\tREPORTES\tALUMBRADO PUBLICO
"""


def morelia(path: Path) -> None:
    path.write_bytes(MORELIA.replace("\n", "\r\n").encode("utf-8-sig"))


# --- Guanajuato: tracked changes, text box, footnote debris


def guanajuato(path: Path) -> None:
    made = word.document()
    word.text_box(made, "Compromiso 2", "Panteones: precios a la vista")
    form = word.table(
        made,
        [
            ["Fecha de arranque", ""],
            ["Fecha de cierre", ""],
            ["Ente responsable", "Dirección de Servicios Municipales"],
            ["Problema público", "Los cobros cambian según quién atiende."],
            ["Objetivo", "Publicar y respetar las tarifas de los panteones."],
        ],
    )
    word.replaced(form.cell(0, 1).paragraphs[0], "1 de marzo de 2021", "15 de marzo de 2021")
    word.replaced(form.cell(1, 1).paragraphs[0], "30 de noviembre de 2021", "10 de diciembre de 2021")
    word.table(
        made,
        [
            ["#", "Meta", "Actividad", "Plazo", "Medios de verificación", "Responsable"],
            [
                "1",
                "Tarifas publicadas",
                "Colocar las tarifas en cada panteón",
                "última semana de marzo de 2021",
                "Fotografías",
                "Servicios Municipales",
            ],
            [
                "2",
                "Quejas atendidas",
                "Instalar buzón de quejas",
                "2do trimestre 2021",
                "Acta de instalación",
                "Contraloría Municipal",
            ],
            ["3", "Informe", "Informe público", "Noviembre 2021", "Informe final", "Contraloría Municipal"],
        ],
    )
    word.save(made, path)


# --- page-broken plan, repeated heading, slogan, "continúa"


def hidalgo(path: Path, *, repeated_number: bool = False, empty_means: bool = False) -> None:
    heading = ["No.", "Meta", "Actividades", "Fecha", "Medios de verificación", "Responsable"]
    made = word.document("COMPROMISO: Presupuesto participativo en los barrios", header="Hidalgo crece contigo")
    made.add_paragraph("Fecha de inicio: 7 de febrero de 2022. Fecha de conclusión: 25 de noviembre de 2022.")
    made.add_paragraph("Institución responsable: Secretaría de Planeación")
    word.table(
        made,
        [
            heading,
            [
                "1",
                "Reglas acordadas",
                "Mesa de trabajo con barrios",
                "21 de febrero de 2022",
                "● Minuta\n● Lista de asistencia",
                "Secretaría de Planeación",
            ],
            [
                "2",
                "Propuestas",
                "Recepción de propuestas",
                "1 de abril de 2022",
                "" if empty_means else "● Padrón de propuestas",
                "Secretaría de Planeación",
            ],
            ["", "", "Revisión de factibilidad (continúa…)", "6 de mayo de 2022", "", ""],
        ],
    )
    made.add_paragraph("Hidalgo crece contigo")
    word.table(
        made,
        [
            heading,
            [
                "3",
                "Votación en las colonias",
                "Jornada de votación",
                "19 de junio de 2022",
                "● Acta de la jornada",
                "Consejo de Barrios",
            ],
            ["Hidalgo crece contigo", "", "", "", "", ""],
            [
                "3" if repeated_number else "4",
                "Obras terminadas",
                "Entrega de obras",
                "28 de octubre de 2022",
                "● Actas de entrega\n● Memoria fotográfica",
                "Secretaría de Obras",
            ],
        ],
        [(2, 0, 2, 5)],
    )
    word.save(made, path)


HIDALGO_SAYS: dict[str, object] = {
    "commitments.0.title": "Presupuesto participativo en los barrios",
    "commitments.0.starts_on.edtf": "2022-02-07",
    "commitments.0.ends_on.edtf": "2022-11-25",
    "commitments.0.goals": each(
        "title", "Reglas acordadas", "Propuestas", "Votación en las colonias", "Obras terminadas"
    ),
    "commitments.0.goals.1.activities": Count(2),
    "commitments.0.goals.1.activities.1.title": Has("Revisión de factibilidad"),
    "commitments.0.goals.3.means": ["Actas de entrega", "Memoria fotográfica"],
}


# --- the template of the Open Government Partnership, as a city of another country fills it


def rosario(path: Path) -> None:
    made = word.document("Plan de Acción de Gobierno Abierto de la Ciudad 2023-2024", "Plantilla de compromiso")
    word.table(
        made,
        [
            ["Número y nombre del compromiso", "3. Basurales bajo control vecinal"],
            ["Fecha de inicio y de término del compromiso", "1 de marzo de 2023 - 30 de agosto de 2024"],
            ["Institución o actor responsable de la implementación", "Secretaría de Ambiente y Espacio Público"],
            ["Descripción del compromiso", ""],
            [
                "¿Cuál es la problemática que el compromiso aborda?",
                "Los microbasurales reaparecen porque nadie sabe cuándo se limpian.",
            ],
            ["¿Cuál es el compromiso?", "Publicar el calendario de limpieza y un registro vecinal de reapariciones."],
            [
                "¿Cómo contribuirá a resolver la problemática?",
                "Las vecinas y los vecinos podrán exigir la limpieza en fecha.",
            ],
            [
                "¿Por qué es relevante frente a los valores de OGP?",
                "Avanza el acceso a la información y la participación ciudadana.",
            ],
            ["Información adicional", "Presupuesto incluido en el ejercicio 2023."],
        ],
        [(3, 0, 3, 1)],
    )
    word.table(
        made,
        [
            ["Actividad (hito) con un producto verificable", "Fecha de inicio", "Fecha de término", "Responsable"],
            ["Calendario de limpieza publicado", "01/03/2023", "30/04/2023", "Dirección de Higiene"],
            ["Registro vecinal en funcionamiento", "02/05/2023", "31/10/2023", "Dirección de Higiene"],
            ["Evaluación con vecinales", "01/06/2024", "30/08/2024", "Universidad"],
        ],
    )
    word.table(
        made,
        [
            ["Información de contacto", ""],
            ["Nombre de la persona responsable", "Dirección de Innovación"],
            ["Título, departamento", "Directora"],
            ["Correo electrónico y teléfono", "abierto@ciudad.example.org / +54 341 480 2000"],
            ["Otros actores involucrados: actores de gobierno", "Distritos municipales"],
            ["OSC, sector privado, organismos multilaterales, grupos de trabajo", "Red de Vecinales; Universidad"],
        ],
        [(0, 0, 0, 1)],
    )
    word.save(made, path)


def quito(path: Path) -> None:
    """Months as columns, coloured, in the sheet of a commitment."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["FICHA DE COMPROMISO DE GOBIERNO ABIERTO 2021"])
    for pair in (
        ("Compromiso:", "Presupuestos barriales abiertos"),
        ("Responsable:", "Secretaría de Coordinación Territorial"),
        ("Fecha de inicio:", dt.datetime(2021, 4, 1)),
        ("Fecha de fin:", dt.datetime(2021, 9, 30)),
        ("Objetivo:", "Que cada barrio siga el avance de su obra."),
    ):
        sheet.append(list(pair))
    sheet.append([])
    sheet.append(
        ["N°", "Meta", "Actividad", "Medio de verificación", "Responsable", "Abr", "May", "Jun", "Jul", "Ago", "Sep"]
    )
    rows = (
        (1, "Datos", "Levantar datos de obras", "Base", "Territorial", (6, 7)),
        (2, "Portal", "Publicar el portal", "Enlace", "Informática", (8,)),
        (3, "Veeduría", "Recorridos con veedores", "Informes", "Territorial", (9, 10, 11)),
    )
    for number, goal, activity, means, who, months in rows:
        sheet.append([number, goal, activity, means, who])
        for column in months:
            sheet.cell(sheet.max_row, column).fill = PatternFill("solid", fgColor="FF70AD47")
    book.save(path)


def colima(path: Path) -> None:
    """UTF-16 with tabs, as Excel saves "texto Unicode"; the plan of one commitment, its columns in another order."""
    text = (
        "FICHA DEL COMPROMISO\t\t\t\t\r\n"
        "Compromiso\tPlayas limpias y públicas\t\t\t\r\n"
        "Inicio del compromiso\t1/02/2023\t\t\t\r\n"
        "Fin del compromiso\t30/11/2023\t\t\t\r\n"
        "\t\t\t\t\r\n"
        "Responsable\tEvidencia\tFecha programada\tActividad\tMeta\r\n"
        "Zona Federal\tMapa\t28 feb 2023\tDelimitar accesos\t1. Accesos señalados\r\n"
        "Turismo\tFotografías\t15 may 2023\tColocar letreros\t\r\n"
        "Turismo\tInforme\tPendiente\tMedir la limpieza\t2. Playas evaluadas\r\n"
    )
    path.write_bytes(text.encode("utf-16"))


PDF_SHEET = """
<style>@page{{size:letter;@top-center{{content:"Zacatecas, trabajo que se ve"}}}} td,th{{border:1px solid;padding:4px}}
table{{border-collapse:collapse;width:100%;margin-bottom:14px}} body{{font:10pt sans-serif}}</style>
<h2>FICHA TÉCNICA DEL COMPROMISO</h2>
<table>
<tr><td>Nombre</td><td>Archivo municipal al alcance</td></tr>
<tr><td>Modalidad</td><td>Nuevo ☒ &nbsp; En curso ☐</td></tr>
<tr><td>Fecha de inicio</td><td>10 de enero de 2023</td></tr>
<tr><td>Fecha de término</td><td>15 de diciembre de 2023</td></tr>
<tr><td>Institución responsable</td><td>Archivo General Municipal</td></tr>
<tr><td>Objetivo</td><td>Digitalizar y publicar los libros de cabildo.</td></tr>
<tr><td>Descripción breve (máx. 280 caracteres)</td><td>{description}</td></tr>
</table>
<table><thead><tr><th>No.</th><th>Meta</th><th>Actividades</th><th>Fecha</th><th>Medio de verificación</th><th>Responsable</th></tr></thead>
<tr><td rowspan=2>1</td><td rowspan=2>Libros digitalizados</td><td>Selección de libros</td><td>28 de febrero de 2023</td>
<td rowspan=2>Inventario</td><td rowspan=2>Archivo General</td></tr>
<tr><td>Digitalización</td><td>30 de junio de 2023</td></tr>
<tr><td>2</td><td>Libros publicados</td><td>Portal</td><td>29 de septiembre de 2023</td><td>Liga</td><td>Informática</td></tr>
<tr><td>3</td><td>Visitas</td><td>Visitas guiadas con escuelas</td><td>Noviembre de 2023</td><td>Lista</td><td>Archivo General</td></tr>
</table>
"""


def zacatecas_pdf(
    path: Path, *, description: str = "Digitalizar y publicar los libros de cabildo de 1850 a 1950."
) -> None:
    from weasyprint import HTML

    HTML(string=PDF_SHEET.format(description=description)).write_pdf(str(path))


def jalisco_tall(path: Path) -> None:
    """A plan where a goal's number and title share a cell, responsibles are several per cell and dates are Excel serials."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Compromiso", "Comedores escolares vigilados"])
    sheet.append(["Fecha inicial", 44571])
    sheet.append(["Fecha final", 44895])
    sheet["B2"].number_format = sheet["B3"].number_format = "dd/mm/yyyy"
    sheet.append(["Responsable de la implementación", "Sistema DIF Municipal"])
    sheet.append([])
    sheet.append(["Metas", "Actividades", "Fecha compromiso", "Productos", "Encargados"])
    rows = (
        ("Meta 1: Comités formados", "Elegir comités en 20 escuelas", 44620, "Actas", "DIF / Educación"),
        ("Meta 2: Menús publicados", "Publicar menús y costos", 44680, "Publicación", "DIF"),
        ("Meta 3: Evaluación", "Aplicar encuesta a familias", 44865, "Encuesta; Informe", "Universidad"),
    )
    for row in rows:
        sheet.append(list(row))
        sheet.cell(sheet.max_row, 3).number_format = "d-mmm-yy"
    book.save(path)


def nayarit(path: Path) -> None:
    """Municipal letterhead, yes or no instead of ticks, units that are people's posts, dates with weekday names."""
    made = word.document(
        "H. XLII Ayuntamiento Constitucional",
        "Dirección de Participación Ciudadana",
        "Cédula de compromiso",
        footer="Página 1 de 2",
    )
    word.table(
        made,
        [
            ["Denominación del compromiso", "Agua para las comunidades de la sierra"],
            ["Nuevo", "Sí"],
            ["En curso", "No"],
            ["Vigencia", "Del lunes 7 de marzo al viernes 16 de diciembre de 2022"],
            ["Unidad responsable", "Organismo Operador de Agua"],
            ["Enlace", "Jefatura de Vinculación"],
            ["Tel./Cel.", "(311) 215 30 00, ext. 105"],
            ["Situación actual", "El agua llega por tandeo cada doce días."],
            ["Propósito", "Que cada comunidad conozca y vigile el tandeo."],
        ],
    )
    word.table(
        made,
        [
            ["Metas", "Acciones", "Fecha estimada", "Comprobación", "A cargo de"],
            [
                "1.- Calendario público",
                "Acordar el calendario en asamblea",
                "viernes 25 de marzo de 2022",
                "Acta de asamblea",
                "Organismo Operador",
            ],
            [
                "2.- Comités de agua",
                "Integrar seis comités",
                "2ª quincena de mayo de 2022",
                "Actas de integración",
                "Participación Ciudadana",
            ],
            ["3.- Revisión", "Reunión de cierre", "por confirmar", "Minuta", "Jefatura de Vinculación"],
        ],
    )
    word.save(made, path)


MARCH_END = one_of(
    "2021-03", "2021-03-25/2021-03-31", "2021-03-29/2021-03-31", "2021-03-22/2021-03-31", "2021-03-22/2021-03-28"
)

CLEAN: tuple[Example, ...] = (
    Example(
        "nuevo-leon.docx",
        nuevo_leon,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 4, "means_kinds": 5},
        NL_SAYS,
        clean=True,
        true_too=CLEAN_TOO,
        absent=("Nuevo León de todas",),
    ),
    Example(
        "oaxaca.docx",
        oaxaca,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        OAXACA_SAYS,
        clean=True,
        true_too=(*CLEAN_TOO, "mixed-date-formats"),
    ),
    Example(
        "coahuila.docx",
        coahuila,
        SHEET,
        {"commitments": 1, "goals": 2, "activities": 3},
        COAHUILA_SAYS,
        clean=True,
        true_too=(*CLEAN_TOO, "mixed-date-formats", "ongoing-without-predecessor"),
    ),
    Example(
        "tlaxcala.xlsx",
        tlaxcala,
        SHEET,
        {"commitments": 3, "goals": 9, "activities": 9},
        {
            "commitments": each(
                "title", "Agua potable a la vista", "Becas con padrón público", "Alertas de género con datos"
            ),
            "commitments.1.starts_on.edtf": "2022-02-01",
            "commitments.2.responsible.organisation": "Instituto de la Mujer",
            "commitments.2.ends_on.edtf": "2023-03-31",
            "commitments.2.goals.2.activities.0.date.edtf": "2022-09-10",
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example("veracruz.xlsx", veracruz, SHEET, {"commitments": 4}, VERACRUZ_SAYS, clean=True, true_too=CLEAN_TOO),
    Example(
        "san-luis.csv",
        san_luis,
        SHEET,
        {"commitments": 3},
        {
            "commitments": each("title", "Trámites sin coyotes", "Escuelas: en qué se gasta", "Policía de proximidad"),
            "commitments.1.description": "Publicar el gasto; escuela por escuela",
            "commitments.0.ends_on.edtf": "2019-11-30",
            "commitments.2.starts_on.edtf": "2019-03",
            "commitments.1.responsible.organisation": "Secretaría de Educación",
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "campeche.docx",
        campeche,
        SHEET,
        {"commitments": 3, "goals": 6, "activities": 6, "to_be_defined": 1},
        CAMPECHE_SAYS,
        clean=True,
        true_too=(*CLEAN_TOO, "undated"),
    ),
    Example(
        "chihuahua.md",
        chihuahua,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "Bosques con cuentas claras",
            "commitments.0.kind": "new",
            "commitments.0.ends_on.edtf": "2018-12-14",
            "commitments.0.goals": each("title", "Permisos publicados", "Ejidos informados", "Denuncias atendidas"),
            "commitments.0.goals.1.activities.0.date.edtf": "2018-07/2018-08",
            "commitments.0.goals.2.activities.0.date.edtf": "2018-10-15",
            "commitments.0.goals.2.means": ["Reporte del buzón"],
            "commitments.0.goals.2.responsibles": ["Consejo Forestal"],
        },
        clean=True,
        true_too=(*CLEAN_TOO, "mixed-date-formats"),
    ),
    Example(
        "morelia.txt",
        morelia,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "LUMINARIAS QUE SI PRENDEN",
            "commitments.0.starts_on.edtf": "2022-01-17",
            "commitments.0.ends_on.edtf": "2022-12-16",
            "commitments.0.responsible.phone": Has("443 322 0700"),
            "commitments.0.objective": Has("72 HORAS"),
            "commitments.0.goals.2.activities.0.date.edtf": "2022-06/2022-12",
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "guanajuato.docx",
        guanajuato,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "Panteones: precios a la vista",
            "commitments.0.starts_on.edtf": "2021-03-15",
            "commitments.0.ends_on.edtf": "2021-12-10",
            "commitments.0.responsible.organisation": "Dirección de Servicios Municipales",
            "commitments.0.problem.official": Has("cobros cambian"),
            "commitments.0.goals.0.activities.0.date.edtf": MARCH_END,
            "commitments.0.goals.1.activities.0.date.edtf": "2021-04/2021-06",
        },
        clean=True,
        true_too=CLEAN_TOO,
        absent=("1 de marzo de 2021", "30 de noviembre de 2021"),
    ),
    Example(
        "hidalgo.docx",
        hidalgo,
        SHEET,
        {"commitments": 1, "goals": 4, "activities": 5},
        HIDALGO_SAYS,
        clean=True,
        true_too=(*CLEAN_TOO, "rows-joined", "slogan-removed"),
        absent=("Hidalgo crece contigo",),
    ),
    Example(
        "rosario.docx",
        rosario,
        SHEET,
        {"commitments": 1, "activities": 3},
        {
            "commitments.0.title": "Basurales bajo control vecinal",
            "commitments.0.number": 3,
            "commitments.0.starts_on.edtf": "2023-03-01",
            "commitments.0.ends_on.edtf": "2024-08-30",
            "commitments.0.responsible.organisation": "Secretaría de Ambiente y Espacio Público",
            "commitments.0.responsible.email": "abierto@ciudad.example.org",
            "commitments.0.problem.official": Has("microbasurales"),
        },
        finds=("sector-missing",),
        errors=1,
        mentions=("Registro vecinal en funcionamiento", "Red de Vecinales"),
    ),
    Example(
        "quito.xlsx",
        quito,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "Presupuestos barriales abiertos",
            "commitments.0.starts_on.edtf": "2021-04-01",
            "commitments.0.ends_on.edtf": "2021-09-30",
            "commitments.0.goals.0.activities.0.date.edtf": "2021-04/2021-05",
            "commitments.0.goals.1.activities.0.date.edtf": "2021-06",
            "commitments.0.goals.2.activities.0.date.edtf": "2021-07/2021-09",
            "commitments.0.goals.2.means": ["Informes"],
        },
        clean=True,
        true_too=(*CLEAN_TOO, "year-inferred"),
    ),
    Example(
        "colima.csv",
        colima,
        SHEET,
        {"commitments": 1, "goals": 2, "activities": 3, "to_be_defined": 1},
        {
            "commitments.0.title": "Playas limpias y públicas",
            "commitments.0.ends_on.edtf": "2023-11-30",
            "commitments.0.goals": each("title", "Accesos señalados", "Playas evaluadas"),
            "commitments.0.goals.0.activities": each("title", "Delimitar accesos", "Colocar letreros"),
            "commitments.0.goals.0.activities.1.date.edtf": "2023-05-15",
            "commitments.0.goals.0.means": ["Mapa", "Fotografías"],
        },
        clean=True,
        true_too=(*CLEAN_TOO, "undated", "mixed-date-formats"),
    ),
    Example(
        "zacatecas.pdf",
        zacatecas_pdf,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 4},
        {
            "commitments.0.title": "Archivo municipal al alcance",
            "commitments.0.kind": "new",
            "commitments.0.starts_on.edtf": "2023-01-10",
            "commitments.0.goals.0.activities": each("date.edtf", "2023-02-28", "2023-06-30"),
            "commitments.0.goals.2.activities.0.date.edtf": "2023-11",
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "seriales.xlsx",
        jalisco_tall,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3},
        {
            "commitments.0.title": "Comedores escolares vigilados",
            "commitments.0.starts_on.edtf": "2022-01-10",
            "commitments.0.ends_on.edtf": "2022-11-30",
            "commitments.0.responsible": Has("Sistema DIF Municipal"),
            "commitments.0.goals": each("title", "Comités formados", "Menús publicados", "Evaluación"),
            "commitments.0.goals.1.activities.0.date.edtf": "2022-04-29",
            "commitments.0.goals.2.means": ["Encuesta", "Informe"],
        },
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "nayarit.docx",
        nayarit,
        SHEET,
        {"commitments": 1, "goals": 3, "activities": 3, "to_be_defined": 1},
        {
            "commitments.0.title": "Agua para las comunidades de la sierra",
            "commitments.0.kind": "new",
            "commitments.0.starts_on.edtf": "2022-03-07",
            "commitments.0.ends_on.edtf": "2022-12-16",
            "commitments.0.responsible": Has("Organismo Operador de Agua"),
            "commitments.0.responsible.extension": "105",
            "commitments.0.problem.official": Has("tandeo cada doce"),
            "commitments.0.objective": Has("vigile el tandeo"),
            "commitments.0.goals": each("number", 1, 2, 3),
            "commitments.0.goals.0.activities.0.date.edtf": "2022-03-25",
            "commitments.0.goals.1.activities.0.date.edtf": one_of("2022-05-16/2022-05-31", "2022-05"),
            "commitments.0.goals.2.title": Lacks("3.-"),
        },
        clean=True,
        true_too=(*CLEAN_TOO, "undated"),
    ),
)

FAULTY: tuple[Example, ...] = (
    Example(
        "nl-dos-anios-y-un-dia.docx",
        partial(nuevo_leon, values={"Fecha de conclusión": "4 de enero de 2024"}),
        SHEET,
        finds=("too-long-duration",),
        errors=1,
    ),
    Example(
        "nl-dos-anios-exactos.docx",
        partial(nuevo_leon, values={"Fecha de conclusión": "3 de enero de 2024"}),
        SHEET,
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "nl-281.docx",
        partial(nuevo_leon, values={"Descripción breve": LONG}),
        SHEET,
        finds=("description-too-long",),
        errors=1,
    ),
    Example(
        "nl-280.docx",
        partial(nuevo_leon, values={"Descripción breve": LONG[:280]}),
        SHEET,
        clean=True,
        true_too=CLEAN_TOO,
    ),
    Example(
        "nl-actividad-fuera.docx",
        partial(nuevo_leon, plan=plan_with(3, 3, "12 de diciembre de 2022")),
        SHEET,
        finds=("outside-commitment",),
        errors=1,
    ),
    Example(
        "nl-rango-que-se-sale.docx",
        partial(nuevo_leon, plan=plan_with(3, 3, "Del 28 de noviembre al 2 de diciembre de 2022")),
        SHEET,
        finds=("outside-commitment",),
        errors=1,
    ),
    Example(
        "nl-sin-medios.docx",
        partial(nuevo_leon, plan=plan_with(2, 4, "")),
        SHEET,
        finds=("goal-without-means",),
        errors=0,
    ),
    Example(
        "nl-guion-en-medios.docx",
        partial(nuevo_leon, plan=plan_with(2, 4, "—")),
        SHEET,
        finds=("goal-without-means",),
        errors=0,
    ),
    Example(
        "nl-sin-responsable.docx",
        partial(nuevo_leon, plan=plan_with(2, 5, "")),
        SHEET,
        finds=("goal-without-responsible",),
        errors=0,
    ),
    Example(
        "nl-numero-repetido.docx",
        partial(nuevo_leon, plan=plan_with(3, 0, "2")),
        SHEET,
        {"goals": 3},
        finds=("goal-numbers",),
        errors=0,
    ),
    Example(
        "nl-fecha-ambigua.docx",
        partial(nuevo_leon, plan=plan_with(2, 3, "6/5/22")),
        SHEET,
        says={"commitments.0.goals.1.activities.0.date.edtf": "2022-05-06"},
        finds=("mixed-date-formats",),
        errors=0,
    ),
    Example(
        "nl-sin-objetivo.docx",
        partial(nuevo_leon, values={"Objetivo": ""}),
        SHEET,
        finds=("objective-missing",),
        errors=0,
    ),
    Example(
        "nl-fin-antes-del-inicio.docx",
        partial(nuevo_leon, values={"Fecha de conclusión": "30 de noviembre de 2021"}),
        SHEET,
        finds=("end-before-start",),
    ),
    Example(
        "nl-fecha-imposible.docx",
        partial(nuevo_leon, plan=plan_with(2, 3, "31 de junio de 2022")),
        SHEET,
        finds=("date-unreadable",),
        errors=0,
    ),
    Example(
        "nl-fechas-en-desorden.docx",
        partial(nuevo_leon, plan=plan_with(3, 3, "20 de mayo de 2022")),
        SHEET,
        finds=("out-of-order",),
        errors=0,
    ),
    *(
        Example(
            f"nl-por-definir-{number}.docx",
            partial(nuevo_leon, plan=plan_with(3, 3, words)),
            SHEET,
            {"to_be_defined": 1},
            {"commitments.0.goals.2.activities.0.date.status": "to_be_defined"},
            finds=("undated",),
            errors=0,
        )
        for number, words in enumerate(
            (
                "Fecha por definir",
                "POR DETERMINAR",
                "Se definirá posteriormente",
                "Pendiente de definir",
                "A definir",
                "S/F",
            ),
            1,
        )
    ),
    Example("oaxaca-sin-sociedad-civil.docx", partial(oaxaca, civil=""), SHEET, finds=("sector-missing",), errors=1),
    Example("oaxaca-sin-medios.docx", partial(oaxaca, means_2=""), SHEET, finds=("goal-without-means",), errors=0),
    Example("coahuila-sin-garante.docx", partial(coahuila, guarantor=""), SHEET, finds=("sector-missing",), errors=1),
    Example(
        "coahuila-lada.docx", partial(coahuila, phone="+57 844 411 8500"), SHEET, finds=("phone-country",), errors=0
    ),
    Example(
        "coahuila-lada-00.docx", partial(coahuila, phone="0034 844 411 850"), SHEET, finds=("phone-country",), errors=0
    ),
    Example(
        "coahuila-lada-52.docx",
        partial(coahuila, phone="(+52 1) 844-411-85-00"),
        SHEET,
        not_finds=("phone-country",),
        errors=0,
    ),
    Example(
        "coahuila-solo-tecnologia.docx",
        partial(coahuila, only_technology=True),
        SHEET,
        finds=("technology-only",),
        errors=0,
    ),
    Example(
        "tlaxcala-actividad-fuera.xlsx",
        partial(tlaxcala, second_end=dt.date(2022, 8, 31)),
        SHEET,
        finds=("outside-commitment",),
        errors=1,
    ),
    Example(
        "veracruz-al-reves.xlsx",
        partial(veracruz, last=("2022-06-01", "2022-03-31")),
        SHEET,
        finds=("end-before-start",),
        errors=1,
    ),
    Example(
        "veracruz-tres-anios.xlsx",
        partial(veracruz, last=("2021-06-01", "2024-05-31")),
        SHEET,
        finds=("too-long-duration",),
        errors=1,
    ),
    Example(
        "campeche-desorden.docx",
        partial(campeche, second_dates=("8 de octubre de 2021", "7 de junio de 2021")),
        SHEET,
        finds=("out-of-order",),
        errors=0,
    ),
    Example(
        "hidalgo-numero-repetido.docx",
        partial(hidalgo, repeated_number=True),
        SHEET,
        {"goals": 4},
        finds=("goal-numbers",),
        errors=0,
    ),
    Example(
        "hidalgo-sin-medios.docx",
        partial(hidalgo, empty_means=True),
        SHEET,
        {"goals": 4},
        finds=("goal-without-means",),
        errors=0,
    ),
    Example(
        "zacatecas-281.pdf",
        partial(zacatecas_pdf, description=LONG),
        SHEET,
        finds=("description-too-long",),
        errors=1,
    ),
)

EXAMPLES = CLEAN + FAULTY
