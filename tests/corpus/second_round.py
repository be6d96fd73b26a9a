"""A second round: the clean shapes of sheet, route, plan and call as other offices write them, and each with one fault planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

from openpyxl import Workbook

from tests.corpus import word
from tests.corpus.truth import Count, Example, Has, each

SHEET, ROUTE, PLAN, CALL = "commitment_sheet", "route", "annual_plan", "call"
Rows = Sequence[Sequence[str]]
Boxes = Mapping[str, str]
Cells = Mapping[tuple[int, int], str]


def with_cells(rows: Rows, cells: Cells) -> list[list[str]]:
    return [[cells.get((at, column), text) for column, text in enumerate(row)] for at, row in enumerate(rows)]


def pdf(path: Path, html: str) -> None:
    from weasyprint import HTML

    HTML(
        string="<style>body{font:10pt serif}td,th{border:1px solid;padding:3pt}table{border-collapse:collapse}</style>"
        + html
    ).write_pdf(str(path))


def html_table(rows: Rows, head: bool = True) -> str:
    made = []
    for at, row in enumerate(rows):
        tag = "th" if head and at == 0 else "td"
        made.append("".join(f"<{tag}>{escape(cell).replace(chr(10), '<br>')}</{tag}>" for cell in row))
    body = "".join(f"<tr>{row}</tr>" for row in made)
    return f"<table>{body}</table>"


def book_of(path: Path, **sheets: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    book.save(path)


# --- Sinaloa: two columns, every date in words, the date before the activity

SINALOA = {
    "Denominación del compromiso": "Vigilancia ciudadana de los camiones recolectores",
    "¿Es nuevo o continúa?": "Nuevo",
    "Eje temático": "Servicios públicos",
    "Fecha en que inicia": "seis de febrero de dos mil veintitrés",
    "Fecha en que concluye": "quince de diciembre de dos mil veintitrés",
    "Dependencia o entidad responsable": "Dirección de Servicios Públicos Municipales",
    "Servidor público responsable": "Titular de la Dirección de Servicios Públicos",
    "Cargo": "Dirección (titular)",
    "Unidad administrativa": "Departamento de Aseo y Limpia",
    "Correo institucional": "aseo@ahome.example.org",
    "Teléfono de contacto": "+52 668 816 4000",
    "Instancias de gobierno": "Dirección de Servicios Públicos Municipales\nÓrgano Interno de Control",
    "Órgano garante": "Comisión Estatal para el Acceso a la Información Pública de Sinaloa",
    "Organizaciones de la sociedad civil": "Iniciativa Sinaloa A. C.\nComité Vecinal de Los Mochis",
    "Problema público que se atiende": "Las colonias no saben qué día pasa el camión ni a quién quejarse.",
    "Objetivo del compromiso": "Que cada colonia conozca y vigile la ruta de su camión.",
    "Descripción corta (no más de 280 caracteres)": "Publicar rutas y horarios y abrir un tablero vecinal de incidencias del servicio.",
    "Aporte al acceso a la información": "Publica rutas y horarios por colonia.",
    "Aporte a la rendición de cuentas": "Obliga a explicar cada ruta no cumplida.",
    "Aporte a la participación ciudadana": "Las vecinas y los vecinos califican el servicio.",
    "Aporte a la innovación tecnológica": "Usa un tablero en línea.",
    "Contribución al combate a la corrupción": "Evita cobros indebidos. Evidencia de impacto: número de quejas por cobros resueltas.",
    "Indicador": "Porcentaje de rutas cumplidas. Línea base: 55 % (2022). Meta: 90 % (2023). Fuente: bitácoras.",
    "Estrategia": "Levantar las rutas, publicarlas y revisarlas con los comités vecinales.",
    "Participación de cada sector": "Gobierno: entrega las rutas.\nSociedad civil: vigila y califica.\n"
    "Órgano garante: acompaña la publicación.",
}
SINALOA_PLAN = (
    ("Fecha", "Objetivo o meta", "Núm.", "Responsable", "Actividad", "Evidencia"),
    (
        "veinte de febrero de dos mil veintitrés",
        "Rutas levantadas",
        "1",
        "Departamento de Aseo y Limpia",
        "Recorrer las rutas",
        "Bitácora\nMapa",
    ),
    (
        "treinta y uno de marzo de dos mil veintitrés",
        "Rutas publicadas",
        "2",
        "Dirección de Informática",
        "Publicar las rutas en el portal",
        "Liga de publicación",
    ),
    (
        "doce de junio de dos mil veintitrés",
        "Tablero vecinal en uso",
        "3",
        "Departamento de Aseo y Limpia",
        "Abrir el tablero",
        "Tablero\nManual de uso",
    ),
    (
        "primero de diciembre de dos mil veintitrés",
        "Informe final",
        "4",
        "Comité Vecinal de Los Mochis",
        "Presentar el informe",
        "Informe",
    ),
)


def sinaloa(path: Path, *, boxes: Boxes | None = None, cells: Cells | None = None, without: str = "") -> None:
    made = word.document("Plan de Acción Local del Municipio de Ahome 2023", "COMPROMISO DE GOBIERNO ABIERTO")
    word.table(made, [pair for pair in (SINALOA | dict(boxes or {})).items() if pair[0] != without])
    word.lines(made, "", "CALENDARIO DE TRABAJO")
    word.table(made, with_cells(SINALOA_PLAN, cells or {}))
    word.save(made, path)


def own_box(path: Path) -> None:
    """A box of the office's own right after the end date."""
    form = dict[str, str]()
    for label, value in SINALOA.items():
        form[label] = value
        if label == "Fecha en que concluye":
            form["Folio de registro municipal"] = "Gaceta 14 de marzo de 2023"
    made = word.document("Plan de Acción Local del Municipio de Ahome 2023", "COMPROMISO DE GOBIERNO ABIERTO")
    word.table(made, list(form.items()))
    word.lines(made, "", "CALENDARIO DE TRABAJO")
    word.table(made, SINALOA_PLAN)
    word.save(made, path)


SINALOA_SAYS: dict[str, object] = {
    "commitments.0.title": "Vigilancia ciudadana de los camiones recolectores",
    "commitments.0.kind": "new",
    "commitments.0.theme": "Servicios públicos",
    "commitments.0.starts_on.edtf": "2023-02-06",
    "commitments.0.ends_on.edtf": "2023-12-15",
    "commitments.0.responsible.organisation": "Dirección de Servicios Públicos Municipales",
    "commitments.0.responsible.email": "aseo@ahome.example.org",
    "commitments.0.objective": Has("conozca y vigile"),
    "commitments.0.goals": each(
        "title", "Rutas levantadas", "Rutas publicadas", "Tablero vecinal en uso", "Informe final"
    ),
    "commitments.0.goals.0.activities": each("date.edtf", "2023-02-20"),
    "commitments.0.goals.3.activities": each("date.edtf", "2023-12-01"),
    "commitments.0.goals.0.means": ["Bitácora", "Mapa"],
}

# --- Morelos: a workbook, ISO dates, the plan of work in a second sheet

MORELOS = (
    ("FICHA TÉCNICA DEL COMPROMISO",),
    ("2º Plan de Acción Local de Morelos 2022",),
    (),
    ("Nombre", "Presupuesto de obra en lenguaje claro"),
    ("Tipo", "Nuevo"),
    ("Materia", "Obra pública"),
    ("Inicia", "2022-03-01"),
    ("Finaliza", "2022-11-30"),
    ("Entidad responsable", "Secretaría de Obras Públicas"),
    ("Persona responsable", "Titular de la Unidad de Transparencia"),
    ("Puesto", "Titular de unidad"),
    ("Área", "Unidad de Transparencia"),
    ("Correo", "transparencia@obras.example.org"),
    ("Teléfono", "777 329 2200", "Ext.", "1450"),
    ("Sector gobierno", "Secretaría de Obras Públicas; Secretaría de Hacienda"),
    ("Sector sociedad civil", "Morelos Rinde Cuentas, A.C.; Colegio de Ingenieros Civiles"),
    ("Organismo garante", "Instituto Morelense de Información Pública y Estadística"),
    ("Problemática", "La ciudadanía no entiende en qué se gasta el presupuesto de obra."),
    ("Objetivo", "Explicar en una página cada obra y su costo."),
    ("Descripción breve", "Se publicará una ficha por obra, con costo, avance y contratista."),
    ("Transparencia", "Da a conocer cada obra."),
    ("Rendición de cuentas", "Explica los cambios de costo."),
    ("Participación", "Las personas eligen qué obras se explican primero."),
    ("Tecnología", "Las fichas salen de una base de datos abierta."),
    ("Anticorrupción", "Muestra los convenios modificatorios. Medición de impacto: obras con sobrecosto explicado."),
    ("Indicador", "Obras con ficha publicada. Línea base: 0 (2021). Meta: 120 (2022). Fuente: portal."),
    ("Estrategia", "Probar el formato con diez obras y extenderlo."),
    ("Participación de los sectores", "Gobierno: publica. Sociedad civil: revisa. Órgano garante: capacita."),
)
MORELOS_PLAN = (
    (
        "No.",
        "Actividad específica",
        "Resultado esperado",
        "Fecha compromiso",
        "Área responsable",
        "Medio de verificación",
        "Presupuesto",
    ),
    ("1", "Diseñar el formato", "Formato acordado", "2022-04-15", "Unidad de Transparencia", "Formato", "Sin costo"),
    ("2", "Publicar diez fichas", "Fichas de prueba", "2022-06-30", "Dirección de Obras", "Fichas", "Sin costo"),
    (
        "3",
        "Taller con comités",
        "Observaciones recibidas",
        "2022-08-19",
        "Morelos Rinde Cuentas",
        "Lista de asistencia",
        "$ 20,000",
    ),
    (
        "4",
        "Publicar las fichas restantes",
        "Fichas completas",
        "2022-11-25",
        "Dirección de Obras",
        "Portal",
        "Sin costo",
    ),
)


def morelos(path: Path, *, boxes: Boxes | None = None, cells: Cells | None = None) -> None:
    form = [[row[0], (boxes or {}).get(row[0], row[1]), *row[2:]] if len(row) > 1 else row for row in MORELOS]
    book_of(path, Ficha=form, Programa_de_trabajo=with_cells(MORELOS_PLAN, cells or {}))


MORELOS_SAYS: dict[str, object] = {
    "commitments.0.title": "Presupuesto de obra en lenguaje claro",
    "commitments.0.starts_on.edtf": "2022-03-01",
    "commitments.0.ends_on.edtf": "2022-11-30",
    "commitments.0.responsible.extension": "1450",
    "commitments.0.goals": each("number", 1, 2, 3, 4),
    "commitments.0.goals.0.title": "Formato acordado",
    "commitments.0.goals.0.activities.0.title": "Diseñar el formato",
    "commitments.0.goals.3.activities.0.date.edtf": "2022-11-25",
}

# --- Hidalgo: four columns, dates such as 15-nov-2020, two activities in a merged goal

HIDALGO = (
    ("Compromiso", "Reporte abierto de fugas de agua", "", ""),
    ("Nuevo (X)", "", "Continuidad ( )", ""),
    ("Tema", "Agua y saneamiento", "", ""),
    ("Fecha inicial", "15-ene-2020", "Fecha final", "15-nov-2020"),
    ("Institución que coordina", "Comisión de Agua y Alcantarillado", "Área", "Gerencia Operativa"),
    ("Enlace responsable", "Titular de la Gerencia Operativa", "Puesto", "Gerente"),
    ("Correo-e", "operativa@agua.example.org", "Tel.", "(771) 717 4300"),
    (
        "Actores del gobierno",
        "Comisión de Agua y Alcantarillado\nSecretaría de Contraloría",
        "Actores sociales",
        "Hidalgo Consciente A. C.",
    ),
    (
        "Órgano garante local",
        "Instituto de Transparencia, Acceso a la Información Pública Gubernamental del Estado de Hidalgo",
        "",
        "",
    ),
    ("Problema a resolver", "Nadie sabe cuántas fugas hay ni cuándo se reparan.", "", ""),
    ("Objetivo general", "Publicar cada fuga reportada y el día en que se repara.", "", ""),
    (
        "Descripción del compromiso (280 caracteres máximo)",
        "Mapa abierto de fugas reportadas y reparadas en la ciudad.",
        "",
        "",
    ),
    (
        "Relevancia para los valores de gobierno abierto",
        (
            "1. Acceso a la información: abre los reportes.\n2. Rendición de cuentas: mide los días de reparación.\n"
            "3. Participación ciudadana: cualquier persona reporta.\n4. Tecnología e innovación: mapa en línea."
        ),
        "",
        "",
    ),
    (
        "Relevancia en el combate a la corrupción",
        "Descubre pagos por reparaciones no hechas. Impacto: reparaciones verificadas.",
        "",
        "",
    ),
    ("Indicador", "Días de reparación. Línea base: 12 (2019). Meta: 5 (2020). Fuente: mapa.", "", ""),
    ("Estrategia", "Abrir los reportes, publicarlos y revisarlos cada trimestre.", "", ""),
    (
        "Participación de cada sector",
        "Gobierno: repara y publica.\nSociedad civil: verifica.\nÓrgano garante: da seguimiento.",
        "",
        "",
    ),
)
HIDALGO_PLAN = (
    ("#", "Metas", "Acciones", "Fecha límite", "Medios de comprobación", "A cargo de"),
    (
        "1",
        "Reportes abiertos",
        "Definir los campos del reporte",
        "14-feb-2020",
        "Catálogo de campos\nMinuta",
        "Gerencia Operativa",
    ),
    ("", "", "Abrir la base de reportes", "13-mar-2020", "", ""),
    ("2", "Mapa publicado", "Publicar el mapa", "29-may-2020", "Mapa en línea", "Dirección de Sistemas"),
    ("3", "Revisión con la sociedad civil", "Reunión de revisión", "28-ago-2020", "Minuta", "Hidalgo Consciente A. C."),
    ("4", "Informe de resultados", "Publicar el informe", "30-oct-2020", "Informe", "Gerencia Operativa"),
)


def hidalgo(path: Path, *, boxes: Cells | None = None, cells: Cells | None = None) -> None:
    made = word.document("Gobierno del Estado de Hidalgo", "Primer Plan de Acción Local 2020")
    merges = [(row, 1, row, 3) for row, texts in enumerate(HIDALGO) if not texts[2]]
    word.table(made, with_cells(HIDALGO, boxes or {}), merges)
    word.lines(made, "Plan de trabajo")
    word.table(made, with_cells(HIDALGO_PLAN, cells or {}), [(1, column, 2, column) for column in (0, 1, 4, 5)])
    word.save(made, path)


HIDALGO_SAYS: dict[str, object] = {
    "commitments.0.title": "Reporte abierto de fugas de agua",
    "commitments.0.kind": "new",
    "commitments.0.starts_on.edtf": "2020-01-15",
    "commitments.0.ends_on.edtf": "2020-11-15",
    "commitments.0.goals": each("number", 1, 2, 3, 4),
    "commitments.0.goals.0.activities": each("date.edtf", "2020-02-14", "2020-03-13"),
    "commitments.0.goals.2.responsibles": ["Hidalgo Consciente A. C."],
    "commitments.0.values.participation": Has("cualquier persona"),
}

# --- Querétaro: dd/mm/aaaa everywhere, columns of money and progress

QRO_PLAN = (
    (
        "Núm.",
        "Meta",
        "Línea de acción",
        "Responsable de la actividad",
        "Fecha de entrega",
        "Producto o evidencia",
        "% de avance",
        "Costo",
    ),
    ("1", "Padrón de luminarias", "Levantar el padrón", "Dirección de Alumbrado", "28/02/2022", "Padrón", "0 %", "$0"),
    (
        "2",
        "Plataforma de reportes",
        "Abrir la plataforma",
        "Dirección de Sistemas",
        "29/04/2022",
        "Plataforma\nManual",
        "0 %",
        "$150,000",
    ),
    (
        "3",
        "Caminatas nocturnas",
        "Realizar seis caminatas",
        "Red de Mujeres de Querétaro",
        "30/06/2022",
        "Relatoría",
        "0 %",
        "$0",
    ),
    ("4", "Informe", "Entregar el informe", "Dirección de Alumbrado", "18/11/2022", "Informe", "0 %", "$0"),
)


def queretaro(path: Path, *, boxes: Boxes | None = None, cells: Cells | None = None) -> None:
    made = word.document(
        "Municipio de Corregidora", "Plan de Acción Local 2022 · Formato de compromiso", footer="Página 1"
    )
    form = SINALOA | {
        "Denominación del compromiso": "Calles iluminadas y seguras para las mujeres",
        "Eje temático": "Seguridad con perspectiva de género",
        "Fecha en que inicia": "17/01/2022",
        "Fecha en que concluye": "30/11/2022",
        "Dependencia o entidad responsable": "Secretaría de Servicios Públicos",
        "Teléfono de contacto": "442 209 6000",
        "Órgano garante": "Comisión de Transparencia y Acceso a la Información Pública del Estado de Querétaro",
        "Organizaciones de la sociedad civil": "Red de Mujeres de Querétaro\nComité Vecinal de El Pueblito",
        "Problema público que se atiende": "Hay calles sin luz y nadie publica cuáles.",
        "Objetivo del compromiso": "Reducir las calles sin alumbrado.",
        "Descripción corta (no más de 280 caracteres)": "Publicar el padrón de luminarias y repararlas según los reportes de las vecinas.",
    }
    word.table(made, list((form | dict(boxes or {})).items()))
    word.lines(made, "Programa de actividades")
    word.table(made, with_cells(QRO_PLAN, cells or {}))
    word.save(made, path)


QRO_SAYS: dict[str, object] = {
    "commitments.0.title": "Calles iluminadas y seguras para las mujeres",
    "commitments.0.starts_on.edtf": "2022-01-17",
    "commitments.0.ends_on.edtf": "2022-11-30",
    "commitments.0.goals": each(
        "title", "Padrón de luminarias", "Plataforma de reportes", "Caminatas nocturnas", "Informe"
    ),
    "commitments.0.goals.1.means": ["Plataforma", "Manual"],
    "commitments.0.goals.2.activities.0.title": "Realizar seis caminatas",
    "commitments.0.goals.2.responsibles": ["Red de Mujeres de Querétaro"],
}

# --- Campeche: a PDF, months only; Colima: ranges

MONTHS_PLAN = (
    ("No.", "Meta", "Actividad", "Mes de cumplimiento", "Evidencias", "Responsable"),
    ("1", "Mapa de playas públicas", "Levantar accesos", "Marzo de 2023", "Mapa", "Dirección de Desarrollo Urbano"),
    ("2", "Accesos señalados", "Colocar señales", "Mayo de 2023", "Fotografías", "Dirección de Obras"),
    ("3", "Accesos vigilados", "Recorridos vecinales", "Septiembre de 2023", "Relatoría", "Playas para Todos A. C."),
    ("4", "Informe", "Publicar el informe", "Noviembre de 2023", "Informe", "Dirección de Desarrollo Urbano"),
)


def campeche_boxes() -> dict[str, str]:
    return SINALOA | {
        "Denominación del compromiso": "Playas públicas con acceso libre",
        "Fecha en que inicia": "1 de febrero de 2023",
        "Fecha en que concluye": "15 de diciembre de 2023",
        "Dependencia o entidad responsable": "Dirección de Desarrollo Urbano",
        "Teléfono de contacto": "+52 981 811 9200",
        "Órgano garante": "Comisión de Transparencia y Acceso a la Información Pública del Estado de Campeche",
        "Organizaciones de la sociedad civil": "Playas para Todos A. C.",
    }


def campeche(path: Path, *, boxes: Boxes | None = None) -> None:
    form = list((campeche_boxes() | dict(boxes or {})).items())
    pdf(
        path,
        "<h2>Plan de Acción Local de Champotón 2023</h2><h3>Compromiso de gobierno abierto</h3>"
        f"{html_table(form, head=False)}<h3>Plan de trabajo</h3>{html_table(MONTHS_PLAN)}",
    )


COLIMA_PLAN = (
    ("Meta", "Periodo de realización", "Actividades", "Verificable", "Quién lo hace"),
    (
        "Meta 1. Diagnóstico de baches",
        "Del 6 al 17 de febrero de 2023",
        "Recorrido de calles",
        "Base de datos",
        "Dirección de Obras",
    ),
    (
        "Meta 2. Calendario público",
        "Del 1 al 31 de marzo de 2023",
        "Publicar el calendario",
        "Calendario",
        "Dirección de Obras",
    ),
    (
        "Meta 3. Vigilancia vecinal",
        "De abril a octubre de 2023",
        "Revisar las obras",
        "Actas",
        "Comité Vecinal de Tecomán",
    ),
    ("Meta 4. Informe", "Del 6 al 24 de noviembre de 2023", "Publicar el informe", "Informe", "Dirección de Obras"),
)


def colima(path: Path, *, cells: Cells | None = None) -> None:
    made = word.document("Ayuntamiento de Tecomán", "Plan de Acción Local 2023")
    form = SINALOA | {
        "Denominación del compromiso": "Bacheo a la vista",
        "Fecha en que inicia": "1 de febrero de 2023",
        "Fecha en que concluye": "30 de noviembre de 2023",
        "Teléfono de contacto": "313 322 9400",
        "Órgano garante": "Instituto de Transparencia, Acceso a la Información Pública "
        "y Protección de Datos Personales del Estado de Colima",
    }
    word.table(made, list(form.items()))
    word.lines(made, "Cronograma del compromiso")
    word.table(made, with_cells(COLIMA_PLAN, cells or {}))
    word.save(made, path)


TWO_OF_ONE = {
    "Instancias de gobierno": "Titular de la Dirección, Dirección de Servicios Públicos Municipales\n"
    "Subdirección, Dirección de Servicios Públicos Municipales",
}
ONLY_TECHNOLOGY = dict.fromkeys(
    ("Aporte al acceso a la información", "Aporte a la rendición de cuentas", "Aporte a la participación ciudadana"), ""
)
LONG = ("Publicar rutas y horarios y abrir un tablero vecinal de incidencias del servicio de limpia. " * 5)[:280] + "ñ"

# --- Routes

TLAXCALA = (
    (1, "Elaboración de la ruta crítica", 5, None),
    (2, "Diseño de la encuesta en línea", 5, "1"),
    (3, "Diseño de los talleres comunitarios", 8, "1"),
    (4, "Convocatoria a la encuesta en línea", 4, "2"),
    (5, "Convocatoria a los talleres comunitarios", 5, "3"),
    (6, "Aplicación de la encuesta en línea", 15, "4"),
    (7, "Realización de los talleres comunitarios", 10, "5"),
    (8, "Sistematización de la encuesta en línea", 5, "6"),
    (9, "Sistematización de los talleres comunitarios", 5, "7"),
    (10, "Redacción del diagnóstico", 8, "8, 9"),
    (11, "Diseño de las mesas de cocreación", 5, "10"),
    (12, "Convocatoria a las mesas de cocreación", 5, "11"),
    (13, "Desarrollo de las mesas de cocreación", 5, "12"),
    (14, "Sistematización de las mesas de cocreación", 5, "13"),
    (15, "Redacción del Plan de Acción Local", 5, "14"),
    (16, "Presentación del Plan de Acción Local", 1, "15"),
    (17, "Firma del Plan de Acción Local", 1, "16"),
)
PHASES = tuple(title for _, title, *_ in TLAXCALA)


def tlaxcala(path: Path, *, cycle: bool = False, repeated: bool = False, year: str = " de 2023") -> None:
    """Durations before the title, predecessors under another name, the milestones below in two columns."""
    rows: list[list[object]] = [
        ["Comisión Estatal de Gobierno Abierto de Tlaxcala"],
        ["Ruta de trabajo hacia el Tercer Plan de Acción Local"],
        [],
        ["ID", "Días hábiles", "Etapa o fase del proceso", "Depende de", "Responsable"],
    ]
    for number, title, days, before in TLAXCALA:
        shown = 7 if repeated and number == 8 else number
        rows.append([shown, days, title, "12" if cycle and number == 11 else before, "Secretaría Técnica"])
    rows += [[], ["Fechas clave"]]
    rows += [
        ["Arranque", f"6 de marzo{year}"],
        ["Presentación del plan", f"14 de agosto{year}"],
        ["Firma del plan", f"28 de agosto{year}"],
    ]
    book_of(path, Ruta=rows)


def aguascalientes(path: Path, *, without: str = "", repeated: bool = False) -> None:
    """A table without predecessors, dates in two columns, nothing else."""
    made = word.document(
        "Secretariado Técnico Local de Aguascalientes", "Ruta crítica para el Primer Plan de Acción Local 2022"
    )
    days: tuple[str, ...] = (
        "10/01/2022",
        "17/01/2022",
        "24/01/2022",
        "31/01/2022",
        "14/02/2022",
        "21/02/2022",
        "28/02/2022",
        "14/03/2022",
    )
    days += (
        "22/03/2022",
        "28/03/2022",
        "04/04/2022",
        "18/04/2022",
        "25/04/2022",
        "02/05/2022",
        "16/05/2022",
        "23/05/2022",
        "30/05/2022",
    )
    kept = [title for title in PHASES if title != without]
    rows = [["Fase", "Fecha de inicio", "Número", "Observaciones"]]
    for at, (title, day) in enumerate(zip(kept, days, strict=False), 1):
        rows.append([title, day, str(6 if repeated and at == 7 else at), ""])
    word.table(made, rows)
    word.save(made, path)


def michoacan(path: Path, *, year: str = " de 2022", period: str = ", a firmarse en 2022") -> None:
    """Numbered lines, the milestones in a table."""
    made = word.document(
        "Plan de trabajo y ruta crítica",
        f"Objetivo: construir el Segundo Plan de Acción Local de Michoacán{period}.",
        "Fases del proceso",
        *(f"{number}. {title}" for number, title, *_ in TLAXCALA),
        "Hitos",
    )
    word.table(
        made,
        [
            ["Hito", "Fecha"],
            ["Inicio de los trabajos", f"7 de febrero{year}"],
            ["Presentación pública del plan", f"11 de julio{year}"],
            ["Firma del plan", f"25 de julio{year}"],
        ],
    )
    word.save(made, path)


# --- Annual plans

COMONFORT = (
    (1, "Instalar los consejos de barrio", (1, 2), "a"),
    (1.1, "Publicar la convocatoria", (1,), "a"),
    (1.2, "Tomar protesta", (2,), "a"),
    (2, "Presupuesto participativo", (3, 4, 5, 6), "b"),
    (2.1, "Recibir propuestas de obra", (3, 4), "b"),
    (2.2, "Votación de propuestas", (6,), "b"),
    (3, "Informar a los barrios", (11, 12), "a"),
    (3.1, "Asamblea de rendición de cuentas", (11,), "a"),
)
MONTH_NAMES = (
    "Enero",
    "Febrero",
    "Marzo",
    "Abril",
    "Mayo",
    "Junio",
    "Julio",
    "Agosto",
    "Septiembre",
    "Octubre",
    "Noviembre",
    "Diciembre",
)


def comonfort(path: Path, *, year: str = "2023") -> None:
    rows: list[list[object]] = [
        [f"PROGRAMA ANUAL DE ACTIVIDADES {year}"],
        ["Dirección de Participación Ciudadana de Comonfort"],
        ["OBJETIVOS"],
        ["a) Que los barrios decidan junto con el Ayuntamiento."],
        ["b) Que el presupuesto se ejerza con la gente."],
        [],
        ["Clave", "Descripción de la actividad", "Objetivo", *MONTH_NAMES],
    ]
    for code, title, months, objective in COMONFORT:
        rows.append([code, title, objective, *("X" if month in months else None for month in range(1, 13))])
    book_of(path, POA=rows)


COMONFORT_SAYS: dict[str, object] = {
    "activities": each("title", *(title for code, title, *_ in COMONFORT if isinstance(code, int))),
    "activities.0.starts.edtf": "2023-01",
    "activities.1.ends.edtf": "2023-06",
    "activities.1.children": each("starts.edtf", "2023-03", "2023-06"),
    "objectives": Count(2),
}

SALTILLO = (
    ("Código", "Término", "Inicio", "Acción", "Vínculo con el objetivo"),
    ("1", "MAR 2022", "ENE 2022", "Capacitar al consejo ciudadano", "a"),
    ("1.1", "ENE 2022", "ENE 2022", "Contratar a la instancia capacitadora", "a"),
    ("1.2", "MAR 2022", "FEB 2022", "Impartir el curso", "a"),
    ("2", "AGO 2022", "MAY 2022", "Auditoría ciudadana de obras", "b"),
    ("2.1", "MAY 2022", "MAY 2022", "Elegir las obras", "b"),
    ("2.2", "AGO 2022", "JUN 2022", "Recorrer las obras", "b"),
    ("3", "DIC 2022", "DIC 2022", "Informe de resultados", "b"),
)
SALTILLO_SAYS: dict[str, object] = {
    "activities": each(
        "title", "Capacitar al consejo ciudadano", "Auditoría ciudadana de obras", "Informe de resultados"
    ),
    "activities.0.starts.edtf": "2022-01",
    "activities.0.ends.edtf": "2022-03",
    "activities.1.children": each("ends.edtf", "2022-05", "2022-08"),
}


def without_years(rows: Rows) -> list[list[str]]:
    return [[cell.replace(" 2022", "") for cell in row] for row in rows]


SALTILLO_HEAD = (
    "PLAN DE TRABAJO ANUAL",
    "Coordinación de Participación Social",
    "ADMINISTRACIÓN 2022-2024",
    "OBJETIVOS",
    "a) Contar con un consejo ciudadano capacitado.",
    "b) Que la ciudadanía vigile la obra pública.",
)


def saltillo(path: Path, *, rows: Rows = SALTILLO) -> None:
    made = word.document(*SALTILLO_HEAD)
    word.table(made, rows)
    word.save(made, path)


def saltillo_pdf(path: Path) -> None:
    head = "".join(f"<p>{line}</p>" for line in SALTILLO_HEAD)
    pdf(path, f"{head}{html_table(SALTILLO)}<p>Titular de la Coordinación</p>")


# --- Guanajuato: labels that ask; other orders and words of the plan

GUANAJUATO = {
    "Título del compromiso": "Padrón abierto de comercio en vía pública",
    "Estatus": "(x) Nuevo  ( ) En curso",
    "Línea temática": "Comercio y espacio público",
    "Periodo de ejecución": "Del 1 de marzo al 30 de noviembre de 2021",
    "Ente público responsable": "Dirección de Fiscalización",
    "Persona de enlace": "Titular de la Dirección de Fiscalización",
    "Cargo de la persona de enlace": "Directora",
    "Correo electrónico institucional": "fiscalizacion@leon.example.org",
    "Teléfono y extensión": "477 788 0000 ext. 210",
    "Dependencias y entidades que participan": "Dirección de Fiscalización\nTesorería Municipal",
    "Colectivos y organizaciones civiles": "Comerciantes Unidos A. C.\nObservatorio Ciudadano de León",
    "Órgano garante de la transparencia": "Instituto de Acceso a la Información Pública para el Estado de Guanajuato",
    "¿Qué problema resuelve?": "No se sabe quién tiene permiso para vender en la calle.",
    "¿Qué se busca lograr?": "Que los permisos sean públicos.",
    "¿En qué consiste? (hasta 280 caracteres)": "Publicar el padrón de permisos con su ubicación y su costo.",
    "¿Cómo abona a la transparencia?": "Publica los permisos.",
    "¿Cómo abona a la rendición de cuentas?": "Explica cada permiso negado.",
    "¿Cómo fomenta la participación ciudadana?": "Las personas comerciantes validan el padrón.",
    "¿Cómo usa la tecnología y la innovación?": "Usa un mapa.",
    "¿Cómo previene la corrupción?": "Quita cobros sin recibo. Medición de impacto: quejas por cobros indebidos.",
    "Indicador de resultado": "Permisos publicados. Línea base: 0 (2020). Meta: 100 % (2021). Fuente: padrón.",
    "Estrategia de implementación": "Depurar, publicar y validar.",
    "Qué hará cada sector": "Gobierno: publica.\nSociedad civil: valida.\nÓrgano garante: orienta.",
}
GUANAJUATO_PLAN = (
    ("Entregable(s)", "Fecha máxima", "Tarea", "Resultado esperado", "Encargado", "No. de meta"),
    ("Base de datos", "30 abr 2021", "Depurar el padrón", "Padrón depurado", "Dirección de Fiscalización", "1"),
    ("Mapa", "30 jul 2021", "Publicar el mapa", "Padrón publicado", "Tesorería Municipal", "2"),
    ("Minuta", "24 sep 2021", "Validar con comerciantes", "Padrón validado", "Comerciantes Unidos A. C.", "3"),
    ("Informe", "26 nov 2021", "Presentar el informe", "Informe público", "Dirección de Fiscalización", "4"),
)


def guanajuato(path: Path, *, boxes: Boxes | None = None, cells: Cells | None = None, without: str = "") -> None:
    made = word.document("Municipio de León, Guanajuato", "FICHA DE COMPROMISO DE GOBIERNO ABIERTO 2021")
    word.table(made, [pair for pair in (GUANAJUATO | dict(boxes or {})).items() if pair[0] != without])
    word.lines(made, "", "Ruta de cumplimiento")
    word.table(made, with_cells(GUANAJUATO_PLAN, cells or {}))
    word.save(made, path)


GUANAJUATO_SAYS: dict[str, object] = {
    "commitments.0.title": "Padrón abierto de comercio en vía pública",
    "commitments.0.kind": "new",
    "commitments.0.starts_on.edtf": "2021-03-01",
    "commitments.0.ends_on.edtf": "2021-11-30",
    "commitments.0.responsible.organisation": "Dirección de Fiscalización",
    "commitments.0.responsible.extension": "210",
    "commitments.0.objective": Has("públicos"),
    "commitments.0.problem": Has("quién tiene permiso"),
    "commitments.0.description": Has("ubicación"),
    "commitments.0.values.technology": Has("mapa"),
    "commitments.0.anticorruption": Has("recibo"),
    "commitments.0.goals": each("title", "Padrón depurado", "Padrón publicado", "Padrón validado", "Informe público"),
    "commitments.0.goals.1.activities": each("date.edtf", "2021-07-30"),
    "commitments.0.goals.2.responsibles": ["Comerciantes Unidos A. C."],
}


def durango(path: Path, *, cycle: bool = False) -> None:
    """Title first, the number third; the milestones as lines above the table."""
    rows: list[list[object]] = [
        ["Cronograma y ruta crítica del Cuarto Plan de Acción Local de Durango"],
        ["Inicio de los trabajos: 9 de enero de 2023"],
        ["Firma del plan: 30 de junio de 2023"],
        [],
        ["Actividad", "Duración (días)", "No.", "Actividad predecesora"],
    ]
    rows += [
        [title, days, number, "12" if cycle and number == 11 else before] for number, title, days, before in TLAXCALA
    ]
    book_of(path, Cronograma=rows)


MARKS = tuple(
    (str(code), title, *("X" if month in months else "" for month in range(1, 13)))
    for code, title, months, _ in COMONFORT
)


def comonfort_pdf(path: Path) -> None:
    head = ("No.", "Actividad", *(name[:3].upper() for name in MONTH_NAMES))
    pdf(path, f"<h3>PROGRAMA ANUAL DE TRABAJO 2023</h3><p>Dirección de Participación</p>{html_table((head, *MARKS))}")


def periods(path: Path) -> None:
    """One column of periods among columns of another use."""
    made = word.document("PLAN ANUAL DE TRABAJO 2022", "Participación Ciudadana de Mérida")
    word.table(
        made,
        [
            ["Clave", "Meta anual", "Actividades a desarrollar", "Periodo", "Área"],
            ["1", "12", "Audiencias en comisarías", "Febrero a noviembre", "Gobierno"],
            ["1.1", "1", "Calendario de audiencias", "Febrero", "Gobierno"],
            ["1.2", "12", "Celebrar las audiencias", "Marzo - noviembre", "Gobierno"],
            ["2", "1", "Informe de participación", "Diciembre", "Comunicación"],
        ],
    )
    word.save(made, path)


# --- Calls


def call(path: Path, window: str, place: str = "Guerrero", ordinal: str = "Segundo") -> None:
    made = word.document(
        f"# CONVOCATORIA PARA INTEGRAR EL SECRETARIADO TÉCNICO DEL {ordinal.upper()} PLAN DE ACCIÓN LOCAL DE {place.upper()}",
        "## ANTECEDENTES",
        "Que el gobierno abierto requiere de la colaboración entre la sociedad y las autoridades;",
        "## SE INVITA",
        f"A colectivos, universidades, cámaras y personas interesadas a participar en el {ordinal} Plan de Acción Local de {place}.",
        "## QUIÉNES PUEDEN PARTICIPAR",
        "* Personas que residan en el estado.",
        "* Personas con interés en los asuntos públicos.",
        "* Quienes envíen una carta de motivos.",
        "## REGISTRO",
        window,
        "## CONSIDERACIONES FINALES",
        "La participación es honorífica y no genera relación laboral.",
        "Informes en participa@abierto.example.org y al teléfono 747 471 9000.",
    )
    word.save(made, path)


def call_pdf(path: Path) -> None:
    pdf(
        path,
        "<h1>Convocatoria abierta</h1><p>El Ayuntamiento de Nogales invita a integrar el Consejo de Gobierno Abierto 2023.</p>"
        "<h2>Requisitos</h2><ol><li>Vivir en el municipio.</li><li>Ser mayor de edad.</li></ol>"
        "<h2>Fechas</h2><p>Las solicitudes se recibirán desde el día 3 de abril y hasta las 15:00 horas del día 28 de abril de 2023.</p>"
        "<p>El cargo es honorífico. Mayores informes: consejo@nogales.example.org.</p>",
    )


def window(opens: str, closes: str) -> dict[str, object]:
    return {"opens_on.edtf": opens, "closes_on.edtf": closes, "requirements": Count(3)}


def fault(name: str, build: partial[None], code: str, says: Mapping[str, object], errors: int = 0) -> Example:
    return Example(name, build, SHEET, says=says, finds=(code,), clean=not errors, errors=errors)


COMMON = ("commitments.0.title", "commitments.0.starts_on.edtf", "commitments.0.responsible.organisation")


def partly(says: Mapping[str, object]) -> dict[str, object]:
    return {path: value for path, value in says.items() if path in COMMON}


IN_SHEETS = (
    Example("palabras.docx", sinaloa, SHEET, says=SINALOA_SAYS, clean=True),
    Example("iso.xlsx", morelos, SHEET, says=MORELOS_SAYS, clean=True),
    Example("abreviadas.docx", hidalgo, SHEET, says=HIDALGO_SAYS, clean=True),
    Example("cifras.docx", queretaro, SHEET, says=QRO_SAYS, clean=True),
    Example(
        "meses.pdf",
        campeche,
        SHEET,
        says={
            "commitments.0.title": "Playas públicas con acceso libre",
            "commitments.0.ends_on.edtf": "2023-12-15",
            "commitments.0.goals": each("number", 1, 2, 3, 4),
            "commitments.0.goals.2.activities": each("date.edtf", "2023-09"),
        },
        clean=True,
    ),
    Example(
        "rangos.docx",
        colima,
        SHEET,
        says={
            "commitments.0.title": "Bacheo a la vista",
            "commitments.0.goals": each(
                "title", "Diagnóstico de baches", "Calendario público", "Vigilancia vecinal", "Informe"
            ),
            "commitments.0.goals.0.activities": each("date.edtf", "2023-02-06/2023-02-17"),
            "commitments.0.goals.2.activities": each("date.edtf", "2023-04/2023-10"),
            "commitments.0.goals.0.means": ["Base de datos"],
            "commitments.0.goals.2.responsibles": ["Comité Vecinal de Tecomán"],
        },
        clean=True,
    ),
    Example("dos-de-una.docx", partial(sinaloa, boxes=TWO_OF_ONE), SHEET, says=partly(SINALOA_SAYS), clean=True),
    fault(
        "larga.xlsx", partial(morelos, boxes={"Finaliza": "2024-03-02"}), "too-long-duration", partly(MORELOS_SAYS), 1
    ),
    fault("sin-garante.docx", partial(sinaloa, without="Órgano garante"), "sector-missing", partly(SINALOA_SAYS), 1),
    fault(
        "fuera.docx",
        partial(colima, cells={(4, 1): "Del 27 de noviembre al 4 de diciembre de 2023"}),
        "outside-commitment",
        {},
        1,
    ),
    fault(
        "ambigua.docx",
        partial(sinaloa, cells={(3, 0): "5/6/23"}),
        "mixed-date-formats",
        {"commitments.0.goals.2.activities.0.date.edtf": "2023-06-05"},
    ),
    fault("desorden.docx", partial(hidalgo, cells={(4, 3): "27-mar-2020"}), "out-of-order", partly(HIDALGO_SAYS)),
    fault("lada.pdf", partial(campeche, boxes={"Teléfono de contacto": "+54 981 811 9200"}), "phone-country", {}),
    fault(
        "sin-medios.docx",
        partial(queretaro, cells={(3, 5): ""}),
        "goal-without-means",
        {"commitments.0.goals.2.means": []},
    ),
    fault(
        "sin-responsable.xlsx",
        partial(morelos, cells={(2, 4): ""}),
        "goal-without-responsible",
        {"commitments.0.goals.1.responsibles": []},
    ),
    fault(
        "repetido.docx",
        partial(hidalgo, cells={(4, 0): "2"}),
        "goal-numbers",
        {"commitments.0.goals": each("number", 1, 2, 2, 4)},
    ),
    fault("solo-tecnologia.docx", partial(sinaloa, boxes=ONLY_TECHNOLOGY), "technology-only", partly(SINALOA_SAYS)),
    fault(
        "descripcion.docx",
        partial(sinaloa, boxes={"Descripción corta (no más de 280 caracteres)": LONG}),
        "description-too-long",
        partly(SINALOA_SAYS),
        1,
    ),
)

TLAXCALA_SAYS: dict[str, object] = {
    "phases": each("title", *PHASES),
    "milestones": each("date.edtf", "2023-03-06", "2023-08-14", "2023-08-28"),
}
MICHOACAN_SAYS: dict[str, object] = {
    "phases": each("title", *PHASES),
    "milestones": each("date.edtf", "2022-02-07", "2022-07-11", "2022-07-25"),
}
AGS = "Sistematización de los talleres comunitarios"
IN_ROUTES = (
    Example("predecesoras.xlsx", tlaxcala, ROUTE, says=TLAXCALA_SAYS, clean=True),
    Example(
        "con-fechas.docx",
        aguascalientes,
        ROUTE,
        says={"phases": each("title", *PHASES), "phases.16.starts.edtf": "2022-05-30"},
        clean=True,
    ),
    Example("en-lineas.docx", michoacan, ROUTE, says=MICHOACAN_SAYS, clean=True),
    Example("ciclo.xlsx", partial(tlaxcala, cycle=True), ROUTE, says=TLAXCALA_SAYS, finds=("cycle",), errors=1),
    Example(
        "fase-repetida.docx",
        partial(aguascalientes, repeated=True),
        ROUTE,
        says={"phases": Count(17)},
        finds=("phase-numbers",),
        clean=True,
    ),
    Example(
        "fase-repetida.xlsx",
        partial(tlaxcala, repeated=True),
        ROUTE,
        says={"phases": Count(17)},
        finds=("phase-numbers",),
        not_finds=("cycle",),
    ),
    Example(
        "hitos-sin-anio.docx",
        partial(michoacan, year=""),
        ROUTE,
        says={"phases": Count(17), "milestones": Count(3)},
        finds=("year-inferred",),
        clean=True,
    ),
    Example(
        "hitos-sin-ningun-anio.docx",
        partial(michoacan, year="", period=""),
        ROUTE,
        says={"phases": Count(17)},
        finds=("date-unreadable",),
    ),
    Example(
        "sin-sistematizar.docx",
        partial(aguascalientes, without=AGS),
        ROUTE,
        says={"phases": Count(16)},
        finds=("channel-not-systematised",),
        clean=True,
    ),
)

IN_PLANS = (
    Example(
        "meses.xlsx", comonfort, PLAN, summary={"activities": 3, "subactivities": 5}, says=COMONFORT_SAYS, clean=True
    ),
    Example(
        "anual.docx", saltillo, PLAN, summary={"activities": 3, "subactivities": 4}, says=SALTILLO_SAYS, clean=True
    ),
    Example(
        "anual.pdf", saltillo_pdf, PLAN, summary={"activities": 3, "subactivities": 4}, says=SALTILLO_SAYS, clean=True
    ),
    Example(
        "anual-sin-anio.docx",
        partial(saltillo, rows=without_years(SALTILLO)),
        PLAN,
        says=SALTILLO_SAYS,
        finds=("year-inferred",),
        clean=True,
    ),
)

IN_CALLS = (
    Example(
        "desde.docx",
        partial(call, window="Podrán registrarse desde el 9 de enero y a más tardar el 10 de febrero de 2023."),
        CALL,
        says=window("2023-01-09", "2023-02-10"),
        clean=True,
    ),
    Example(
        "cierra.docx",
        partial(
            call,
            window="El registro inicia el día lunes 4 de julio de 2022 y cierra el viernes 29 de julio del mismo año.",
            place="Nayarit",
            ordinal="Primer",
        ),
        CALL,
        says=window("2022-07-04", "2022-07-29"),
        clean=True,
    ),
    Example(
        "cifras-convocatoria.docx",
        partial(call, window="Periodo de registro: 15/08/2022 - 16/09/2022.", place="Tamaulipas", ordinal="Tercer"),
        CALL,
        says={**window("2022-08-15", "2022-09-16"), "ordinal": 3},
        clean=True,
    ),
    Example(
        "convocatoria.pdf",
        call_pdf,
        CALL,
        says={"opens_on.edtf": "2023-04-03", "closes_on.edtf": "2023-04-28", "requirements": Count(2)},
        clean=True,
    ),
)

G_PLAN_LATE = {(4, 1): "3 dic 2021"}
OTHERS = (
    Example("preguntas.docx", guanajuato, SHEET, says=GUANAJUATO_SAYS, clean=True),
    Example(
        "casilla-ajena.docx", own_box, SHEET, says=SINALOA_SAYS, mentions=("Gaceta 14 de marzo de 2023",), clean=True
    ),
    fault(
        "preguntas-sin-garante.docx",
        partial(guanajuato, without="Órgano garante de la transparencia"),
        "sector-missing",
        {},
        1,
    ),
    fault("preguntas-fuera.docx", partial(guanajuato, cells=G_PLAN_LATE), "outside-commitment", {}, 1),
    fault("preguntas-repetido.docx", partial(guanajuato, cells={(3, 5): "2"}), "goal-numbers", {}),
    Example(
        "predecesora.xlsx",
        durango,
        ROUTE,
        says={"phases": each("title", *PHASES), "milestones": each("date.edtf", "2023-01-09", "2023-06-30")},
        clean=True,
    ),
    Example(
        "predecesora-ciclo.xlsx",
        partial(durango, cycle=True),
        ROUTE,
        says={"phases": Count(17)},
        finds=("cycle",),
        errors=1,
    ),
    Example(
        "meses-con-x.pdf",
        comonfort_pdf,
        PLAN,
        says={key: value for key, value in COMONFORT_SAYS.items() if key != "objectives"},
        clean=True,
    ),
    Example(
        "periodos.docx",
        periods,
        PLAN,
        says={
            "activities": each("title", "Audiencias en comisarías", "Informe de participación"),
            "activities.0.ends.edtf": "2022-11",
            "activities.0.children": each("starts.edtf", "2022-02", "2022-03"),
        },
        clean=True,
    ),
    Example(
        "parentesis.docx",
        partial(
            call,
            window="El registro queda abierto a partir de la publicación de la presente (7 de marzo de 2022) y hasta el 8 de abril.",
        ),
        CALL,
        says=window("2022-03-07", "2022-04-08"),
        clean=True,
    ),
    Example(
        "al-reves.docx",
        partial(call, window="La fecha límite para registrarse es el 30-nov-2022; el registro abre el 2-nov-2022."),
        CALL,
        says=window("2022-11-02", "2022-11-30"),
        clean=True,
    ),
    Example(
        "hasta.docx",
        partial(call, window="Quedará abierta hasta el viernes 12 de mayo de 2023, a partir del lunes 17 de abril."),
        CALL,
        says=window("2023-04-17", "2023-05-12"),
        clean=True,
    ),
    Example(
        "letras.docx",
        partial(call, window="El plazo de inscripción comprende del primero al treinta de junio de dos mil veintidós."),
        CALL,
        says=window("2022-06-01", "2022-06-30"),
        clean=True,
    ),
)

EXAMPLES = (*IN_SHEETS, *IN_ROUTES, *IN_PLANS, *IN_CALLS, *OTHERS)
