"""Documents of the same offices that are none of the five kinds: nothing may be read out of them as if they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.corpus import word
from tests.corpus.truth import Example


def book(path: Path, *rows: Sequence[object]) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    made.save(path)


def paper(path: Path, *lines: str, rows: Sequence[Sequence[str]] = ()) -> None:
    made = word.document(*lines)
    if rows:
        word.table(made, rows)
    word.save(made, path)


def text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")


INVOICE = (
    ("Cantidad", "Unidad", "Descripción", "P. unitario", "Importe"),
    ("40", "Servicio", "Coffee break para reunión", "85.00", "3,400.00"),
    ("2", "Pieza", "Mampara", "1,200.00", "2,400.00"),
)
ATTENDANCE = (
    ("LISTA DE ASISTENCIA", "", "", ""),
    ("Actividad: Mesa de trabajo del compromiso de movilidad", "", "Fecha: 12 de mayo de 2022", ""),
    ("No.", "Nombre", "Institución", "Firma"),
    (1, "Asistente 1", "Colectivo", ""),
    (2, "Asistente 2", "Universidad", ""),
    (3, "Asistente 3", "Ayuntamiento", ""),
)
MINUTES = (
    "MINUTA DE LA SEGUNDA SESIÓN ORDINARIA DEL SECRETARIADO TÉCNICO LOCAL",
    "Siendo las 10:00 horas del día 14 de octubre de 2021 se reunieron las personas integrantes.",
    "Orden del día",
    "1. Lista de asistencia y declaración de quórum.",
    "2. Lectura y aprobación del acta anterior.",
    "3. Avance de los compromisos.",
    "4. Asuntos generales.",
    "Acuerdos",
    "Primero. Se aprueba por unanimidad el calendario de sesiones.",
    "Segundo. La Secretaría de Salud enviará su informe a más tardar el 30 de octubre de 2021.",
    "Se levanta la sesión a las 12:15 horas.",
)
LETTER = (
    "Oficio No. DPC/045/2022",
    "Asunto: Solicitud de mobiliario",
    "Celaya, Gto., a 3 de marzo de 2022",
    "DIRECTOR DE COMPRAS",
    "PRESENTE",
    "Por medio del presente le solicito 50 sillas y 5 mesas para la instalación del Consejo, el día 18 de marzo de 2022.",
    "Sin otro particular, quedo de usted.",
    "ATENTAMENTE",
)
CV = (
    "CURRÍCULUM VÍTAE",
    "Objetivo: Colaborar en proyectos de participación ciudadana.",
    "Correo electrónico: persona@correo.example.org",
    "Teléfono: 55 0000 0000",
    "Experiencia",
    "2019-2021 Coordinadora de proyectos. Responsable de talleres en comunidades.",
    "2017-2019 Analista. Institución: Instituto de Estudios.",
    "Formación académica",
    "2012-2016 Licenciatura en Ciencia Política.",
)
AGENDA = (
    "ORDEN DEL DÍA",
    "Reunión de trabajo del Consejo Municipal, 8 de junio de 2022",
    "1. Bienvenida",
    "2. Presentación de asistentes",
    "3. Prioridades por colonia",
    "4. Asuntos generales",
    "5. Clausura",
)
POEM = """Al viento de la tarde

Dejo la puerta abierta,
que entre el viento a barrer
las hojas de noviembre
que no quise recoger.

Y si mañana llueve
sobre el patio del ayer,
que el agua lleve al río
lo que no pude aprender.
"""
NEWS = """Presentan plan de acción de gobierno abierto

XALAPA, Ver., 14 de mayo de 2021.- Con la participación de organizaciones civiles, universidades y dependencias se presentó este viernes el
plan de acción local, que reúne cuatro compromisos en materia de salud, medio ambiente y gasto público.

"Es apenas el inicio", dijo la representante de las organizaciones durante el acto, al que acudieron unas doscientas personas. Las metas
deberán cumplirse antes de marzo de 2022, explicó, y la ciudadanía podrá seguir los avances en un tablero.

Al evento no acudió el titular de Finanzas.
"""
PRIVACY = (
    "AVISO DE PRIVACIDAD SIMPLIFICADO",
    "La Dirección de Participación Ciudadana es la responsable del tratamiento de los datos personales que nos proporcione.",
    "Los datos serán utilizados para: 1) registro de asistencia; 2) envío de información; 3) estadística.",
    "Usted podrá ejercer sus derechos de acceso, rectificación, cancelación y oposición.",
    "Fecha de última actualización: 10 de enero de 2022",
)
CONTRACT = (
    "CONTRATO DE PRESTACIÓN DE SERVICIOS",
    "DECLARACIONES",
    "I. Declara «EL MUNICIPIO» que requiere los servicios.",
    "CLÁUSULAS",
    "PRIMERA. Objeto. El prestador impartirá cuatro talleres.",
    "SEGUNDA. Vigencia. Del 1 de marzo al 30 de junio de 2022.",
    "TERCERA. Monto. $48,000.00 más IVA.",
    "CUARTA. Obligaciones. Entregar informes mensuales.",
)


def works(path: Path) -> None:
    """Shifts of the staff by day: a table of marks that is no Gantt chart."""
    book(
        path,
        ("ROL DE GUARDIAS", "", "", "", "", ""),
        ("Nombre", "Lunes", "Martes", "Miércoles", "Jueves", "Viernes"),
        ("Recepción", "X", "", "X", "", "X"),
        ("Archivo", "", "X", "", "X", ""),
    )


BUILDERS: dict[str, Callable[[Path], None]] = {
    "factura.docx": lambda path: paper(
        path, "FACTURA A-1023", "Fecha: 3 de marzo de 2022", "Cliente: Municipio", rows=INVOICE
    ),
    "lista-de-asistencia.xlsx": lambda path: book(path, *ATTENDANCE),
    "minuta.docx": lambda path: paper(path, *MINUTES),
    "presupuesto.xlsx": lambda path: book(
        path,
        ("Presupuesto 2022 por partida", "", "", ""),
        ("Partida", "Concepto", "Aprobado", "Ejercido"),
        (2111, "Papelería", 12000, 8300.5),
        (2212, "Coffee break", 24000, 11200),
        (3751, "Viáticos", 18000, 0),
        ("", "Total", 54000, 19500.5),
    ),
    "poema.txt": lambda path: text(path, POEM),
    "padron.csv": lambda path: text(
        path,
        "Folio,Beneficiario,Localidad,Apoyo,Fecha de entrega\n"
        "001,Persona 1,La Loma,Despensa,12/03/2022\n002,Persona 2,El Salto,Beca,15/03/2022\n",
    ),
    "oficio.docx": lambda path: paper(path, *LETTER),
    "curriculum.docx": lambda path: paper(path, *CV),
    "nota-de-prensa.txt": lambda path: text(path, NEWS),
    "orden-del-dia.docx": lambda path: paper(path, *AGENDA),
    "aviso-de-privacidad.docx": lambda path: paper(path, *PRIVACY),
    "contrato.docx": lambda path: paper(path, *CONTRACT),
    "guardias.xlsx": works,
    "directorio.xlsx": lambda path: book(
        path,
        ("Directorio de enlaces", "", "", "", ""),
        ("No.", "Institución", "Cargo", "Correo electrónico", "Teléfono"),
        (1, "Secretaría de Salud", "Enlace", "enlace@salud.example.org", "844 000 0000"),
        (2, "Instituto de Transparencia", "Director", "direccion@iti.example.org", "844 000 0001"),
    ),
    "inventario.csv": lambda path: text(
        path, "No.;Descripción;Estado;Resguardante\n1;Proyector;Bueno;Dirección\n2;Mesa;Regular;Dirección\n"
    ),
    "horario-escolar.xlsx": lambda path: book(
        path,
        ("Hora", "Lunes", "Martes", "Miércoles"),
        ("8:00", "Español", "Matemáticas", "Ciencias"),
        ("9:00", "Historia", "Español", "Arte"),
    ),
    "encuesta.csv": lambda path: text(
        path, "marca temporal,edad,colonia,¿participaría?\n2022-05-01,34,Centro,Sí\n2022-05-02,51,La Paz,No\n"
    ),
    "receta.md": lambda path: text(
        path,
        "# Pan de muerto\n\n## Ingredientes\n\n- 500 g de harina\n- 4 huevos\n\n## Pasos\n\n1. Mezcle.\n2. Amase.\n3. Hornee.\n",
    ),
    "vacio.txt": lambda path: text(path, "\n \n"),
    "ventas-por-mes.xlsx": lambda path: book(
        path,
        ("Ventas del mercado municipal 2022",),
        ("Local", "Enero", "Febrero", "Marzo"),
        ("Frutas", 1200, 1310, 1290),
        ("Carnes", 2300, 2210, 2400),
    ),
}

EXAMPLES: tuple[Example, ...] = tuple(Example(name, build, "unknown", errors=0) for name, build in BUILDERS.items())
