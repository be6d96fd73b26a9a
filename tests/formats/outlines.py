"""One outline with everything in it, hostile text too, for the tests of each format."""

from __future__ import annotations

from datetime import date

from tequio.core.outline import (
    Align,
    Cell,
    Heading,
    Listing,
    NewPage,
    Order,
    Outline,
    Paragraph,
    Signatory,
    Signatures,
    Table,
    bullets,
    stamped,
)

#: each would be run by a spreadsheet, or break XML or HTML, if it were let through
HOSTILE = (
    "=1+1",
    "+52 33 0000 2374",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","x")',
    "\t=1+1",
    "</w:t></td><script>alert(1)</script>",
    "{{ 7*7 }} & <b>",
    "nulo\0 y campana\x07",
)
ORTHOGRAPHY = "Xcunyá, kʼaaxil, tlahtōlli, ʉ ẍ ɨ ñ, üäë, 🌽"

TABLE = Table(
    (1, 4, 3, 2),
    (
        (Cell(("No.",)), Cell(("META",)), Cell(("ACTIVIDAD",)), Cell(("FECHA",))),
        (
            Cell(("1",), rows=2, value=1),
            Cell(("Capacitar en:", *bullets(["Gobierno abierto", "Rendición de cuentas"])), rows=2),
            Cell(("Primera reunión",)),
            Cell(("5 de septiembre de 2019",), value=date(2019, 9, 5)),
        ),
        (Cell(("Segunda reunión",)), Cell(("Por definir",))),
        *((Cell((str(number),), value=number), Cell((text,), columns=3)) for number, text in enumerate(HOSTILE, 2)),
        (Cell(("Total",), columns=2, heading=True), Cell((ORTHOGRAPHY,), columns=2)),
    ),
    head=1,
    title="Plan de prueba",
)

OUTLINE = Outline(
    title="Ficha de prueba <&>",
    blocks=(
        Heading("Plan de Acción Local de prueba", 1, Align.CENTRE),
        Paragraph("Un párrafo con “comillas” y eñes."),
        Heading("Objetivos", 2),
        Listing(("Primero", "Segundo"), Order.NUMBERS),
        Listing(("Alfa", "Beta"), Order.LETTERS),
        Listing(("Punto",), Order.BULLETS),
        NewPage("Plan: [anual]/de*trabajo?"),
        Heading("PLAN ANUAL DE TRABAJO", 2),
        TABLE,
        Paragraph("*Sujeto a cambios", small=True),
        Signatures((Signatory("Amparo Ficticia Robledo", "Titular"), Signatory("Jacinto Ficticio", "Red Vecinal"))),
    ),
    first_sheet="Ficha",
    running_head="Lema de prueba & más",
    running_foot="Documento de muestra",
    dated=date(2019, 8, 22),
)
STAMPED = stamped(OUTLINE, folio="DPC/012/2026", version=2)
