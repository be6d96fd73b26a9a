"""The five defining texts: exact counts, and every trap of theirs that belongs to reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tequio.core.reading import read
from tequio.core.reading.answer import answer
from tequio.core.reading.records import Reading
from tequio.formats.opening import open_document

pytestmark = pytest.mark.needs_shared
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


@cache
def reading(number: str) -> Reading:
    return read(open_document(next(SEEDS.glob(f"{number}_*.txt"))))


def found(number: str) -> dict[str, Any]:
    return answer(reading(number))


def edtf(value: Any) -> Any:
    return value.edtf if value else None


@pytest.mark.covers("req:4", "req:23")
def test_methodology_has_its_axes_and_steps_and_no_debris() -> None:
    seed = found("000")
    assert (seed["kind"], seed["summary"]) == ("methodology", {"axes": 6, "steps": 8})
    assert [piece["text"] for piece in seed["dropped"]] == ["[footnoteRef:1]", "[bookmark: _GoBack]"]
    assert "[bookmark" not in str(seed["records"])
    assert "deberán prever las actividades de inclusión" in seed["records"]["notes"][0]
    assert [remark["code"] for remark in seed["remarks"]] == ["noise-removed"]


@pytest.mark.covers("req:24", "req:27", "req:29", "req:31", "req:43")
def test_route_has_its_phases_milestones_and_window() -> None:
    route = reading("001").route
    assert route is not None
    assert [phase.number for phase in route.phases] == list(range(1, 36))
    assert [(stop.name, edtf(stop.date)) for stop in route.milestones] == [
        ("Inicio", "2021-06-28"), ("Presentación del PAL", "2021-10-11"), ("Firma del PAL", "2021-10-18"),
    ]  # fmt: skip
    assert (edtf(route.target_window), route.proposed, len(route.objectives)) == ("2021-09/2021-10", True, 3)
    assert reading("001").header.ordinal == 1


@pytest.mark.covers("req:30")
def test_years_of_milestones_are_inferred_from_the_window() -> None:
    route = reading("001").route
    assert route is not None
    assert all(stop.date and stop.date.inferred for stop in route.milestones)


@pytest.mark.covers("req:42")
def test_doubled_word_is_repaired_and_kept() -> None:
    route = reading("001").route
    assert route is not None
    assert route.phases[19].title == "Realización de consulta a funcionarios y ayuntamientos"
    assert route.phases[19].source_text == "Realización de de consulta a funcionarios y ayuntamientos"
    assert [remark.path for remark in reading("001").remarks if remark.code == "title-repaired"] == [
        ("phases", 19, "title")
    ]


@pytest.mark.covers("req:50", "req:52", "req:60", "req:61", "req:44")
def test_call_has_its_window_requirements_and_contact() -> None:
    seed = found("002")
    assert seed["summary"] == {"requirements": 3, "objectives": 5, "window_days": 48}
    assert (seed["records"]["ordinal"], seed["records"]["edition"]) == (3, "2020-2021")
    assert seed["records"]["hashtags"] == ["#IIPALDgo", "#GobAbiertoDgo"]
    assert "gobiernoabierto@idaip.org.mx" in seed["records"]["contact"]
    headings = [section["heading"] for section in seed["records"]["sections"]]
    assert headings[1:] == ["CONSIDERANDO", "SE CONVOCA", "BASES", "PLAZOS Y PROCESO DE INSCRIPCIÓN", "RESULTADOS"]


@pytest.mark.covers("req:79", "req:81", "req:86")
def test_sheet_has_its_counts() -> None:
    assert found("003")["summary"] == {
        "commitments": 1, "goals": 11, "activities": 16, "means_kinds": 13, "required_means": 47, "dated": 13, "to_be_defined": 3,
    }  # fmt: skip


@pytest.mark.covers("req:64", "req:65", "req:66", "req:67", "req:68", "req:69")
def test_sheet_has_its_identification() -> None:
    header, commitment = reading("003").header, reading("003").commitments[0]
    assert (header.ordinal, header.year, header.motto) == (2, 2019, "Instituciones abiertas contra la corrupción")
    assert (commitment.branch, commitment.kind, commitment.theme) == (
        "ejecutivo",
        "new",
        "Transparencia y Rendición de cuentas",
    )
    assert (edtf(commitment.starts_on), edtf(commitment.ends_on)) == ("2019-08-22", "2020-08-22")
    assert (commitment.responsible.phone, commitment.responsible.extension) == ("+51 (33) 3819 2374", "43612")


@pytest.mark.covers("req:71", "req:72", "req:73")
def test_sectors_come_from_the_organisation() -> None:
    actors = reading("003").commitments[0].actors
    assert [actor.sector.value for actor in actors] == [
        *["government"] * 4,
        "guarantor",
        "civil_society",
        "civil_society",
        "citizen",
    ]
    assert actors[4].box is not None
    assert actors[4].box.value == "government"
    assert (actors[7].name, actors[7].organisation) == ("Omar Palafox Sáenz", "")


@pytest.mark.covers("req:74", "req:75")
def test_wording_of_the_citizens_is_apart() -> None:
    problem = reading("003").commitments[0].problem
    assert problem.official == "Deficiencia en el acceso y calidad de la información"
    assert problem.citizen_wording == "Falta de transparencia en programas sociales"
    assert problem.note.endswith("por parte de la ciudadanía que busca acceder a ellos.")


@pytest.mark.covers("req:80")
def test_means_are_shared_by_the_activities_of_a_goal() -> None:
    first, second = reading("003").commitments[0].goals[:2]
    assert (len(first.means), [activity.means for activity in first.activities]) == (4, [(), ()])
    assert [len(activity.means) for activity in second.activities] == [3, 6]


@pytest.mark.covers("req:83")
def test_two_names_in_a_cell_are_told_apart() -> None:
    goals = reading("003").commitments[0].goals
    assert [len(goal.responsibles) for goal in goals] == [1, 1, 1, 2, 1, 2, 1, 2, 2, 2, 2]
    assert goals[10].responsibles == ("Mauricio Esponda Martínez", "Saira Pérez")


@pytest.mark.covers("req:89", "case:F5")
def test_dates_are_day_first_and_doubt_is_kept() -> None:
    goals = reading("003").commitments[0].goals
    assert edtf(goals[4].activities[0].date) == "2019-11-07"
    first, undefined = goals[0].activities[0].date, goals[8].activities[0].date
    assert first is not None
    assert undefined is not None
    assert (first.edtf, first.ambiguous) == ("2019-09-05", True)
    assert (undefined.edtf, undefined.status.value) == (None, "to_be_defined")
    plan = reading("004").annual_plan
    assert plan is not None
    assert plan.activities[0].starts is not None
    assert plan.activities[0].starts.status.value == "month"


@pytest.mark.covers("req:91")
def test_cells_broken_by_a_page_are_joined() -> None:
    goals = reading("003").commitments[0].goals
    assert goals[1].means[-1] == goals[3].means[-1] == "Informe general de las mesas de trabajo"
    assert goals[9].means[-1] == "Informe de Medición de Impacto"
    assert goals[6].means[2] == "Memoria fotográfica"
    assert "entre sociedad civil y servidoras" in goals[3].title
    assert [remark.code for remark in reading("003").remarks] == ["rows-joined"]
    assert reading("003").commitments[0].anticorruption.endswith("acto de corrupción.")


@pytest.mark.covers("req:99", "req:100", "req:101", "req:118", "req:124")
def test_annual_plan_has_its_tree() -> None:
    seed = found("004")
    assert seed["summary"] == {"activities": 8, "subactivities": 11, "objectives": 2, "goals": 1, "mechanisms": 11}
    assert "debate público y foros de opinión" in seed["records"]["mechanisms"]
    assert (seed["records"]["area"], seed["records"]["administration"]) == ("PARTICIPACION CIUDADANA", "2021-2024")
    assert seed["records"]["signatory"].endswith("JEFATURA DE PARTICIPACION CIUDADANA")


@pytest.mark.covers("req:102", "req:103")
def test_months_take_the_year_of_the_administration() -> None:
    plan = reading("004").annual_plan
    assert plan is not None
    months = {(edtf(activity.starts), activity.starts.inferred) for activity in plan.activities if activity.starts}
    assert months == {("2021-11", True), ("2021-12", True)}


@pytest.mark.covers("req:104")
def test_activity_broken_by_a_page_takes_the_dates_of_its_children() -> None:
    plan = reading("004").annual_plan
    assert plan is not None
    sixth = plan.activities[5]
    assert (sixth.title[:20], edtf(sixth.starts), edtf(sixth.ends), sixth.derived) == (
        "Definir e Implementa",
        "2021-12",
        "2021-12",
        True,
    )


@pytest.mark.covers("req:125")
def test_slogan_is_dropped_twice_with_its_reason() -> None:
    seed = found("004")
    assert [piece["text"] for piece in seed["dropped"]] == ["Bienestar incluyente para todas y todos"] * 2
    assert all("se repite" in piece["reason"] for piece in seed["dropped"])
    assert "Bienestar" not in str(seed["records"])
