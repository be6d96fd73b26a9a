"""No document makes the readers fail."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.core.reading import read
from tequio.core.reading.answer import answer
from tequio.core.reading.document import Block, Cell, Document, Paragraph, Table
from tequio.core.reading.records import Kind

WORDS = [
    "No.", "Meta", "Actividad", "Fecha", "Inicio", "Fin", "Medios de verificación", "Responsable", "Fase", "Duración", "Predecesoras",
    "Compromiso 1:", "COMPROMISO: algo", "Nuevo", "En curso", "X", "( )", "(X)", "☒", "Tema", "Problema", "Gobierno", "Sociedad civil",
    "Correo electrónico", "CONVOCATORIA", "SE CONVOCA", "BASES", "Fases", "1.", "1.1", "a)", "IV.", "● uno", "NOV", "31/02/2020",
    "Por definir", "ADMINISTRACIÓN 2021-2024", "PLAN ANUAL DE TRABAJO", "Objetivos", "ejes:", "<ul> ● a ● b", "<p>x</p>", "[bookmark: x]",
    "de de", "", " ", "\t", "\n", "ext. 5", "+52 33", "del 1 al 5 de marzo de 2020", "Fecha de firma: 3 de mayo", "Total", "…", "ẞ", "ﬁ",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=4).map("\n".join),
    st.text(max_size=30),
)
cells = st.builds(Cell, text=texts, merged=st.booleans(), fill=st.sampled_from([None, "FFFFFF", "92D050"]))
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple), max_size=8).map(
        lambda rows: Table(tuple(rows), "tabla")
    )
)
paragraphs = st.builds(
    Paragraph,
    text=texts,
    level=st.integers(0, 6),
    number=st.sampled_from([None, None, "1", "2", "3", "1.1", "a", "iv", "²"]),
    bullet=st.booleans(),
)
documents = st.builds(
    Document,
    name=st.just("x"),
    format=st.sampled_from(["docx", "pdf", "txt", "xlsx"]),
    blocks=st.lists(st.one_of(tables, paragraphs), max_size=12).map(tuple),
    running=st.lists(texts, max_size=2).map(tuple),
)


@given(documents)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_gets_an_answer(document: Document) -> None:
    found = json.loads(json.dumps(answer(read(document))))
    assert found["kind"] in {kind.value for kind in Kind}


def long_documents(size: int) -> dict[str, Document]:
    """One very long line of each kind of text that a pattern could stumble on."""
    lines = {
        "letters": "a" * size,
        "spaces": " " * size + "x",
        "words": "palabra " * (size // 8),
        "parentheses": "(" * size,
        "tags": "<p" * (size // 2),
        "bullets": "● " * (size // 2),
        "numbers": "1." * (size // 2),
        "commas": "a, " * (size // 3),
        "semicolons": "Minuta; " * (size // 8),
        "colons": "Fecha de: " * (size // 10),
        "dates": "1 de mayo al " * (size // 13),
        "names": "Ana Ruiz " * (size // 9),
        "capitals": "Compromiso 1: " * (size // 14),
        "quoted": "expresado por la ciudadanía " * (size // 28),
        "emails": "a@" * (size // 2),
        "hashes": "#a" * (size // 2),
        "plans": "plan de acción de " * (size // 18),
        "brackets": "[bookmark:" * (size // 10),
        "breaks": "Minuta\n" * (size // 7),
        "tabs": "a\t" * (size // 2),
    }
    return {name: _everywhere(text) for name, text in lines.items()}


def _everywhere(text: str) -> Document:
    """The line as a paragraph, in a box of a form, and in every column of a work plan."""
    head = tuple(Cell(name) for name in ("No.", "Meta", "Actividad", "Fecha", "Medios de verificación", "Responsable"))
    plan = Table((head, tuple(Cell(text) for _ in head), tuple(Cell(text) for _ in head)), "tabla 2")
    form = [
        (Cell(label), Cell(text))
        for label in ("Tema", "Problema", "Gobierno", "Teléfono", "Valores de la OGP", "Objetivo")
    ]
    blocks: tuple[Block, ...] = (
        Paragraph("Compromiso 1: prueba"),
        Table(tuple(form), "tabla 1"),
        plan,
        Paragraph(text),
    )
    return Document("largo", "docx", blocks)


@pytest.mark.parametrize("name", long_documents(60))
def test_a_long_line_is_read(name: str) -> None:
    """``bench/growth.py`` measures that the time grows with the size and no faster."""
    found = json.loads(json.dumps(answer(read(long_documents(48_000)[name]))))
    assert found["kind"] in {kind.value for kind in Kind}


@pytest.mark.parametrize("name", ["spaces", "parentheses", "tags", "dates", "emails", "commas"])
def test_a_line_of_a_megabyte_is_read(name: str) -> None:
    last = long_documents(1_000_000)[name].blocks[-1]
    assert isinstance(last, Paragraph)
    text = last.text
    found = read(Document("largo", "txt", (Paragraph("Ruta crítica"), Paragraph(text), Paragraph(text, number="1"))))
    assert found.kind in set(Kind)
