"""Ordinals, acronyms, annexes, decisions."""

from __future__ import annotations

import pytest

from tequio.core.reading.records import Goal, Kind, Reading
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.core.rules.ordinals import plan_mentions, tag_mentions
from tequio.formats import rulepack

from .smallest import call, method, planned

PACK = rulepack.load("ogp-local")


def found(reading: Reading, code: str) -> list[Finding]:
    return [one for one in evaluate(reading, PACK) if one.code == code]


@pytest.mark.covers("req:63", "req:43")
@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("Tercer Plan de Acción Local", [3]),
        ("TERCER PLAN DE ACCIÓN LOCAL", [3]),
        ("3er. Plan de Acción", [3]),
        ("3º PAL", [3]),
        ("III Plan de Acción", [3]),
        ("el Plan de Acción Local", []),
        ("tercera reunión del plan de acción", []),
        ("de los planes de acción I y II", []),
        ("2 planes de acción", []),
        ("6. Plan de Acción", []),
    ],
)
def test_ordinals_before_the_name_of_the_plan(text: str, ordinals: list[int]) -> None:
    assert [one.ordinal for one in plan_mentions(text, PACK.vocabulary.plan)] == ordinals


@pytest.mark.covers("req:63", "req:61")
@pytest.mark.parametrize(
    ("tag", "ordinals"),
    [
        ("#IIPALDgo", [2]),
        ("#IIIPALDgo", [3]),
        ("#3erPAL", [3]),
        ("#TercerPlan", [3]),
        ("#PAL3", [3]),
        ("#PALIII", [3]),
        ("#PALDgo", []),
        ("#PAL2020", []),
        ("#GobAbiertoDgo", []),
        ("#PlanDgoIV", [4]),
    ],
)
def test_ordinals_inside_hashtags(tag: str, ordinals: list[int]) -> None:
    assert [one.ordinal for one in tag_mentions(f"Participe {tag} ahora")] == ordinals


@pytest.mark.covers("req:63")
def test_one_finding_for_a_document_and_none_where_earlier_plans_are_told_of() -> None:
    history = (
        "Que el Segundo Plan de Acción Local concluyó en 2019.\nSe convoca al Tercer Plan de Acción Local. #IIIPAL"
    )
    assert not found(call(history), "ordinal-mismatch")
    wrong = "Se convoca al Tercer Plan de Acción Local.\nParticipar en el Segundo Plan de Acción Local. #IIPAL #IIPAL"
    (finding,) = found(call(wrong), "ordinal-mismatch")
    assert finding.severity == "warning"
    assert "«Segundo Plan de Acción» (2.º)" in finding.message


@pytest.mark.covers("req:90")
@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Reunión con la SSAS", ["SSAS"]),
        ("Reunión con Subdvosc sobre el programa", ["Subdvosc"]),
        ("Taller de Reglas de Operación (ROP) y revisión de las ROP", []),
        ("Plataforma de programas sociales (MONAPP)", ["MONAPP"]),
        ("Consejo de Instituciones para el Desarrollo Social (CIDES)", []),
        ("Presentación del PAL ante el STL", []),
        ("REUNIÓN CON TODAS LAS DEPENDENCIAS", []),
        ("Segunda fase, etapa II del programa", []),
        ("Consejo A. C. y otros", []),
        ("Reunión con transparencia y Constitución", []),
        ("Instalación, Obstrucción, Monstruo, Transcripción, Huixtla", []),
        ("Correo a enlace.SEDIS@example.org", []),
    ],
)
def test_acronyms_that_nobody_explains(text: str, unknown: list[str]) -> None:
    findings = found(planned(Goal(1, text)), "unknown-acronyms")
    assert [one.severity for one in findings] == (["info"] if unknown else [])
    assert all(name in findings[0].message for name in unknown)


@pytest.mark.covers("req:90")
def test_the_acronyms_of_a_sheet_are_one_list() -> None:
    (finding,) = found(planned(Goal(1, "Reunión con la SSAS"), Goal(2, "Uso de MONAPP en la SSAS")), "unknown-acronyms")
    assert "SSAS y MONAPP" in finding.message


@pytest.mark.covers("req:32")
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Consultar cronograma anexo.", True),
        ("Ver Anexo 2 para el detalle.", True),
        ("Consultar cronograma anexo.\nAnexo 1. Cronograma\nNo. Fase", False),
        ("Deberán anexar su identificación.", False),
        ("Plan de trabajo.", False),
    ],
)
def test_an_annex_nobody_attached(text: str, missing: bool) -> None:
    assert bool(found(Reading(Kind.ROUTE, text=text), "annex-missing")) is missing


@pytest.mark.covers("req:10")
def test_alternates_are_asked_for_only_where_another_decision_names_them() -> None:
    first = "Los integrantes del Secretariado y/o suplentes seleccionen las problemáticas."
    (finding,) = found(
        method(first, "Serán analizadas por los integrantes, quienes seleccionarán los compromisos."),
        "suplentes-omitted",
    )
    assert finding.path == ("steps", 1)
    assert not found(method(first, "Los suplentes y los integrantes votarán los compromisos."), "suplentes-omitted")
    assert not found(method(first, "Los integrantes se reunirán y propondrán temas."), "suplentes-omitted")
