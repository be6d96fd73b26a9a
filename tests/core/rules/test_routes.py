"""Channels, dependencies, titles and milestones of a route."""

from __future__ import annotations

import pytest

from tequio.core.reading.records import Kind, Phase, Reading, Route
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.core.rules.routes import predecessors
from tequio.formats import rulepack

from .smallest import route, waiting

PACK = rulepack.load("yucatan-2021")


def found(reading: Reading, code: str) -> list[Finding]:
    return [one for one in evaluate(reading, PACK) if one.code == code]


def channels(reading: Reading, code: str) -> list[str]:
    return [one.message for one in found(reading, code)]


@pytest.mark.covers("req:35", "req:34")
def test_a_general_name_means_the_kinds_the_route_names() -> None:
    titles = (
        "Diseño de foros públicos temáticos",
        "Diseño de foros públicos afirmativos",
        "Convocatoria a foros públicos",
        "Realización de foros públicos",
        "Realización de mesas con especialistas",
        "Sistematización de resultados de mesas y foros",
    )
    assert not found(route(*titles), "channel-not-systematised")
    (finding,) = found(route(*titles), "channel-without-call")
    assert "mesas con especialistas" in finding.message
    (finding,) = found(route(*titles[:4]), "channel-not-systematised")
    assert "afirmativos" in finding.message
    assert "temáticos" in finding.message


@pytest.mark.covers("req:35")
def test_only_the_kind_that_is_not_systematised_is_named() -> None:
    reading = route(
        "Realización de foros temáticos", "Realización de foros afirmativos", "Sistematización de foros temáticos"
    )
    (finding,) = found(reading, "channel-not-systematised")
    assert finding.path == ("phases", 1)
    assert "temáticos" not in finding.message


@pytest.mark.covers("req:35")
def test_a_systematisation_of_everything_counts_until_the_diagnosis() -> None:
    held = ("Convocatoria a la consulta", "Realización de grupos focales", "Aplicación de entrevistas")
    assert not found(route(*held, "Sistematización de resultados", "Documento diagnóstico"), "channel-not-systematised")
    late = route(*held, "Documento diagnóstico", "Sistematización y definición de objetivos")
    assert len(found(late, "channel-not-systematised")) == 2
    assert not found(late, "channel-without-call")


@pytest.mark.covers("req:35")
@pytest.mark.parametrize(("title", "gaps"), [("Sistematización general", 0), ("Sistematización de foros", 1)])
def test_a_general_systematisation_that_waits_for_the_channel_gathers_it(title: str, gaps: int) -> None:
    held, diagnosis = Phase(1, "Realización de grupos focales"), Phase(2, "Documento diagnóstico")
    late = Phase(3, title, predecessors="1")
    reading = Reading(Kind.ROUTE, route=Route(phases=(held, diagnosis, late)))
    assert len(found(reading, "channel-not-systematised")) == gaps


@pytest.mark.covers("req:35")
def test_cocreation_is_not_a_consultation_and_a_platform_is_not_its_consultation() -> None:
    assert not found(route("Ejecución de mesas de cocreación"), "channel-not-systematised")
    assert not found(route("Activación de plataforma de consulta en línea"), "channel-not-systematised")
    assert found(route("Activación de la consulta en línea"), "channel-not-systematised")


@pytest.mark.covers("req:36")
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Activación de plataforma de consulta en línea", "Activación de consulta en línea", True),
        ("Diseño de foros públicos temáticos", "Diseño de foros públicos afirmativos", False),
        ("Presentación del PAL", "Retroalimentación del PAL", False),
        ("Realización de la consulta ciudadana", "Realización de consultas ciudadanas", True),
        ("Publicación de convocatoria", "Publicación de la convocatoria estatal", False),
        ("Consulta en línea abierta", "Apertura de consulta en línea abierta", False),
    ],
)
def test_titles_that_are_taken_for_each_other(one: str, other: str, alike: bool) -> None:
    assert bool(found(route(one, other), "similar-titles")) is alike


@pytest.mark.covers("req:28")
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("1", (1,)),
        ("10;11", (10, 11)),
        ("3, 4 y 5", (3, 4, 5)),
        ("12FC+2; 7SS-1", (12, 7)),
        ("ninguna", ()),
        ("4 FF + 3 d", (4,)),
    ],
)
def test_predecessors(text: str, numbers: tuple[int, ...]) -> None:
    assert predecessors(Phase(1, "Fase", predecessors=text)) == numbers


@pytest.mark.covers("req:28")
def test_cycles_are_named_once_each() -> None:
    both = waiting(p1="2", p2="1", p3="4", p4="5", p5="3", p6="5", p7="7")
    findings = found(both, "cycle")
    assert [one.severity for one in findings] == ["error"] * 3
    assert [one.message.split("empezar: ")[1].split(".")[0] for one in findings] == [
        "1 → 2 → 1",
        "3 → 4 → 5 → 3",
        "7 → 7",
    ]
    assert not found(waiting(p1="", p2="1", p3="1;2"), "cycle")


@pytest.mark.covers("req:28")
def test_the_loop_of_a_long_route_is_found_whole() -> None:
    chain = {f"p{number}": str(number - 1) for number in range(2, 800)}
    assert not found(waiting(p1="", **chain), "cycle")
    assert len(found(waiting(p1="799", **chain), "cycle")) == 1
