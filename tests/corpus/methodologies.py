"""Methodologies of co-creation: axes in a list, in a table or in a sentence; steps numbered, headed or lettered."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.corpus import word
from tests.corpus.truth import Example, Has, Lacks

METHOD = "methodology"


def tamaulipas(path: Path, *, selectors: str = "las personas integrantes y sus suplentes") -> None:
    made = word.document(
        "# Metodología para la cocreación del Plan de Acción Local 2022-2024",
        "El presente documento establece los pasos con los que se construirá el plan.",
        "## Ejes temáticos",
        "* Seguridad ciudadana",
        "* Agua y medio ambiente",
        "* Salud",
        "* Educación",
        "* Combate a la corrupción",
        "## Procedimiento",
        "1) Propuesta de temas: cada integrante propondrá los temas de su sector.",
        "1) Mesas de trabajo: se realizará una mesa por cada eje.",
        f"1) Selección de problemáticas: {selectors} seleccionarán las problemáticas.",
        f"1) Selección de compromisos: {selectors} seleccionarán los compromisos.",
        "1) Planes de trabajo: cada compromiso tendrá calendario y estrategia.",
        "1) Firma y publicación del plan.",
    )
    word.save(made, path)


def baja(path: Path) -> None:
    """Axes in a table, stages as headings."""
    made = word.document("METODOLOGÍA DE COCREACIÓN", "Baja California, Plan de Acción Local 2023")
    made.add_paragraph("Las mesas de diálogo se organizarán por eje:")
    word.table(
        made,
        [
            ["Eje", "Dependencia enlace"],
            ["1. Migración", "Secretaría del Migrante"],
            ["2. Vivienda", "Instituto de Vivienda"],
            ["3. Movilidad", "Instituto de Movilidad"],
            ["4. Transparencia presupuestaria", "Secretaría de Hacienda"],
        ],
    )
    word.lines(
        made,
        "# Etapa 1. Sensibilización",
        "Se explicará a las dependencias qué es el gobierno abierto.",
        "# Etapa 2. Diagnóstico participativo",
        "Se levantará información en las mesas de diálogo.",
        "# Etapa 3. Cocreación de compromisos",
        "Las mesas redactarán los compromisos.",
        "# Etapa 4. Validación",
        "El Secretariado aprobará el plan.",
    )
    word.save(made, path)


TRUJILLO = """METODOLOGIA PARA ELABORAR EL PLAN DE ACCION MUNICIPAL

Los temas se agruparan en los siguientes ejes tematicos:
a) Obras publicas
b) Seguridad
c) Limpieza publica

ETAPAS DE LA METODOLOGIA

I. Preparacion. Se formara un equipo con representantes de cada sector.
II. Consulta. Se haran talleres en cada barrio.
III. Priorizacion. Las personas participantes votaran los temas.
IV. Redaccion. El equipo redactara los compromisos y los devolvera a los barrios.
"""


def trujillo(path: Path) -> None:
    path.write_text(TRUJILLO, encoding="utf-8")


PDF = """
<style>body{font:11pt sans-serif}</style><h1>Metodología para las mesas de trabajo</h1><p>Secretariado Técnico Local de Hidalgo, 2020</p>
<h2>Ejes</h2><ol><li>Derechos humanos</li><li>Desarrollo rural</li><li>Cultura</li></ol>
<h2>Pasos</h2><p><b>Paso 1.</b> Registro de participantes.</p><p><b>Paso 2.</b> Presentación del tema a cargo de quien facilita.</p>
<p><b>Paso 3.</b> Lluvia de ideas.</p><p><b>Paso 4.</b> Selección de la problemática.</p><p><b>Paso 5.</b> Relatoría.</p>
"""


def hidalgo_pdf(path: Path) -> None:
    from weasyprint import HTML

    HTML(string=PDF).write_pdf(str(path))


CLEAN: tuple[Example, ...] = (
    Example(
        "tamaulipas.docx",
        tamaulipas,
        METHOD,
        {"axes": 5, "steps": 6},
        {"axes.1": "Agua y medio ambiente", "steps.1.title": Has("Mesas de trabajo")},
        clean=True,
    ),
    Example(
        "baja-california.docx",
        baja,
        METHOD,
        {"axes": 4, "steps": 4},
        {
            "axes.3": "Transparencia presupuestaria",
            "steps.2.title": Has("Cocreación de compromisos"),
            "axes": Lacks("Secretaría"),
        },
        clean=True,
    ),
    Example(
        "trujillo.txt",
        trujillo,
        METHOD,
        {"axes": 3, "steps": 4},
        {"axes.0": "Obras publicas", "steps.2.title": Has("Priorizacion")},
        clean=True,
    ),
    Example("hidalgo.pdf", hidalgo_pdf, METHOD, {"axes": 3, "steps": 5}, {"axes.2": "Cultura"}, clean=True),
)


def tamaulipas_without_substitutes(path: Path) -> None:
    """The problems are chosen with the substitutes, the commitments without them."""
    made = word.document(
        "Metodología para la cocreación del Plan de Acción Local",
        "Ejes: 1. Salud, 2. Educación, 3. Agua.",
        "Pasos",
        "1. Las personas integrantes y suplentes seleccionarán las problemáticas de cada mesa.",
        "2. Las problemáticas serán analizadas por las personas integrantes, quienes seleccionarán los compromisos.",
        "3. Cada compromiso tendrá un plan de trabajo.",
    )
    word.save(made, path)


FAULTY: tuple[Example, ...] = (
    Example(
        "suplentes.docx",
        tamaulipas_without_substitutes,
        METHOD,
        {"axes": 3, "steps": 3},
        finds=("suplentes-omitted",),
        errors=0,
    ),
    Example(
        "sin-suplentes-en-ninguna.docx", partial(tamaulipas, selectors="las personas integrantes"), METHOD, clean=True
    ),
)
EXAMPLES = CLEAN + FAULTY
