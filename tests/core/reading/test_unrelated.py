"""What is not one of the five kinds is unknown, and says nothing else."""

# ruff: noqa: E501  short documents are easier to read whole

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tequio.core.reading import read
from tequio.core.reading.answer import answer
from tequio.core.reading.document import Block, Cell, Document, Paragraph, Table
from tequio.core.reading.records import Kind
from tequio.core.refusals import UnreadableDocument
from tequio.formats.opening import open_document


def table(*rows: Sequence[str]) -> Table:
    return Table(tuple(tuple(Cell(text) for text in row) for row in rows), "tabla 1")


def lines(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line) for line in text.strip().split("\n"))


UNRELATED: dict[str, tuple[Block, ...]] = {
    "factura": (
        *lines("FACTURA A-1020\nEmisor: Papelería del Centro\nFecha: 5 de marzo de 2021\nTeléfono: 55 5555 0100\nCorreo: ventas@example.org"),
        table(["Cantidad", "Descripción", "Precio unitario", "Importe"], ["10", "Resmas de papel", "95.00", "950.00"], ["2", "Tóner", "800.00", "1,600.00"], ["Total", "", "", "2,550.00"]),
    ),
    "poema": lines("En la casa del agua\nduerme la tarde lenta,\ny un pájaro sin nombre\nle canta a la tormenta.\n\nDe sus alas de barro\nnace la primavera."),
    "formato en blanco": (
        table(["Nombre", ""], ["Puesto", ""], ["Correo electrónico", ""], ["Teléfono", ""], ["Fecha", ""], ["Firma", ""]),
    ),
    "ficha en blanco": (
        *lines("FICHA DE COMPROMISO"),
        table(["Tema", ""], ["Fecha de inicio", ""], ["Institución responsable", ""], ["Problema", ""], ["Objetivo", ""], ["Descripción", ""]),
        table(["No.", "Meta", "Actividad", "Fecha", "Evidencia", "Responsable"], ["", "", "", "", "", ""]),
    ),
    "lista de asistencia": (
        *lines("LISTA DE ASISTENCIA\nSesión del 5 de marzo de 2021"),
        table(["No.", "Nombre", "Institución", "Cargo", "Correo electrónico", "Teléfono", "Firma"], *(
            [str(n), f"Persona {n}", "Secretaría de Salud", "Enlace", f"p{n}@example.org", "5555550100", ""] for n in range(1, 9)
        )),
    ),
    "presupuesto": (
        *lines("PRESUPUESTO DE EGRESOS 2022"),
        table(["Clave", "Concepto", "Presupuesto aprobado", "Modificado", "Ejercido"], ["1000", "Servicios personales", "5,000", "5,100", "2,000"], ["2000", "Materiales", "300", "300", "120"]),
    ),
    "directorio": (table(["Área", "Titular", "Teléfono", "Correo"], ["Obras", "Persona Uno", "55 5555 0101", "a@example.org"], ["Salud", "Persona Dos", "55 5555 0102", "b@example.org"]),),
    "minuta": lines("MINUTA DE LA SESIÓN\nSiendo las 10:00 horas del 5 de marzo de 2021 se reunieron las personas integrantes.\nAcuerdos\n1. Se aprueba el orden del día.\n2. Se instruye a la secretaría técnica a publicar la minuta.\n3. La próxima sesión será el 9 de abril de 2021."),
    "receta": (*lines("Mole de la casa\nIngredientes\n1. Chiles\n2. Chocolate\n3. Ajonjolí\nPreparación\n1. Tostar los chiles.\n2. Moler todo.\n3. Servir."),),
    "oficio": lines("Oficio SF/012/2021\nAsunto: se solicita información\nLic. Persona Uno\nDirectora de Planeación\nPor este medio solicito a usted el informe de actividades del mes de marzo.\nAtentamente\nTitular de la unidad"),
    "horario de clases": (table(["Hora", "Lunes", "Martes", "Miércoles"], ["8:00", "Matemáticas", "Español", "Historia"], ["9:00", "Física", "Química", "Arte"]),),
    "inventario": (table(["No.", "Descripción", "Marca", "Cantidad", "Estado"], ["1", "Silla", "Genérica", "40", "Bueno"], ["2", "Mesa", "Genérica", "8", "Regular"]),),
    "solicitud de empleo": (
        *lines("SOLICITUD DE EMPLEO\nFecha: 3 de mayo de 2022\nPuesto: Analista\nÁrea: Finanzas\nCorreo: persona@example.org\nTeléfono: 55 5555 0100\nObjetivo: crecer profesionalmente"),
    ),
    "agenda": (*lines("AGENDA DEL DÍA"), table(["Hora", "Actividad", "Responsable"], ["10:00", "Registro", "Logística"], ["10:30", "Bienvenida", "Presidencia"], ["11:00", "Mesas", "Facilitación"])),
    "convocatoria a sesión": lines("ORDEN DEL DÍA\n1. Lista de asistencia\n2. Lectura del acta anterior\n3. Convocatoria a la siguiente sesión\n4. Asuntos generales"),
    "nada": (),
    "vacíos": (Paragraph(""), Table((), "t"), Table(((),), "t"), Table(((Cell(""),),), "t")),
}  # fmt: skip


@pytest.mark.parametrize("name", UNRELATED)
def test_unrelated_documents_are_unknown(name: str) -> None:
    found = answer(read(Document(name, "docx", UNRELATED[name])))
    assert (found["kind"], found["records"], found["summary"]) == ("unknown", {}, {})


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    "folder", ["data/imports", "data/ogp", "data/pb", "data/polis", "domain", "data/forms/xls", "data/bad-input/made"]
)
def test_tables_of_other_things_are_unknown(shared: Path, folder: str) -> None:
    kinds = {}
    files = [path for path in sorted((shared / folder).rglob("*")) if path.suffix in {".csv", ".xlsx", ".xls", ".md"}]
    for path in files[:40]:
        try:
            kinds[path.name] = read(open_document(path)).kind
        except UnreadableDocument:
            continue
    kinds.pop("route-yucatan.csv", None)
    assert {name: kind for name, kind in kinds.items() if kind is not Kind.UNKNOWN} == {}
