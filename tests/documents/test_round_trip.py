"""What we write is read back to the same records: samples, published documents and odd data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tequio.core.dates import from_edtf
from tequio.core.outline import Outline, Signatory, stamped
from tequio.core.reading import read
from tequio.core.reading.records import (
    Activity,
    Actor,
    AnnualPlan,
    Commitment,
    Goal,
    Kind,
    Milestone,
    Phase,
    PlanHeader,
    PlannedActivity,
    Problem,
    Reading,
    Responsible,
    Route,
    Sector,
    Values,
)
from tequio.core.writing.annual_plan import annual_plan
from tequio.core.writing.commitment_sheet import commitment_sheets
from tequio.core.writing.route import route
from tequio.documents.rendering import Form, render
from tequio.formats.opening import open_bytes, open_document
from tests.documents.comparing import plain

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EDITABLE = (Form.DOCX, Form.XLSX)
each_form = pytest.mark.parametrize("form", EDITABLE)


def back(outline: Outline, form: Form) -> Reading:
    issued = stamped(outline, folio="DPC/012/2026", version=1)
    return read(open_bytes(render(issued, form), f"ida-y-vuelta.{form}"))


def sheet_outline(reading: Reading) -> Outline:
    (commitment,) = reading.commitments
    signatory = Signatory(commitment.responsible.person, commitment.responsible.post)
    return commitment_sheets(
        [commitment], reading.header, signatories=[signatory], foot="Documento de muestra. Personas ficticias."
    )


@pytest.mark.covers("req:79", "exp:12")
@each_form
@pytest.mark.parametrize("name", ["compromiso-jalisco-2019.docx", "compromiso-jalisco-2019-partido.docx"])
def test_the_sample_sheet(name: str, form: Form) -> None:
    reading = read(open_document(SAMPLES / name))
    again = back(sheet_outline(reading), form)
    assert plain(again.commitments) == plain(reading.commitments)
    assert plain(again.header) == plain(reading.header)


@pytest.mark.needs_shared
@pytest.mark.covers("req:79")
@each_form
@pytest.mark.parametrize("name", ["originales/compromiso-jalisco-2019.docx", "limpios/compromiso.docx"])
def test_a_published_sheet(name: str, form: Form, shared: Path) -> None:
    reading = read(open_document(shared / "data/documents" / name))
    assert plain(back(sheet_outline(reading), form).commitments) == plain(reading.commitments)


@pytest.mark.covers("req:101")
@each_form
@pytest.mark.parametrize("name", ["plan-anual-2021-2024.docx", "plan-anual-2021-2024.xlsx"])
def test_the_sample_annual_plan(name: str, form: Form) -> None:
    plan = read(open_document(SAMPLES / name)).annual_plan
    assert plan is not None
    assert plain(back(annual_plan(plan), form).annual_plan) == plain(plan)


@pytest.mark.needs_shared
@each_form
@pytest.mark.parametrize("name", ["originales/plan-anual-2021-2024.xlsx", "limpios/plan-anual.docx"])
def test_a_published_annual_plan(name: str, form: Form, shared: Path) -> None:
    plan = read(open_document(shared / "data/documents" / name)).annual_plan
    assert plan is not None
    assert plain(back(annual_plan(plan), form).annual_plan) == plain(plan)


@pytest.mark.covers("req:27")
@each_form
@pytest.mark.parametrize("name", ["ruta-yucatan-2021.docx", "ruta-yucatan-2021.xlsx", "ruta-yucatan-2021.txt"])
def test_the_sample_route(name: str, form: Form) -> None:
    record = read(open_document(SAMPLES / name)).route
    assert record is not None
    assert len(record.phases) == 35
    outline = route(record, title="Propuesta de plan de trabajo rumbo al Plan de Acción Local")
    assert plain(back(outline, form).route) == plain(record)


HEADER = PlanHeader("Tercer Plan de Acción Local de Gobierno Abierto", 3, 2024, "Puertas abiertas")
ODD = Commitment(
    title='=HYPERLINK("http://example.org","y") “comillas” & más',
    kind="ongoing",
    number=7,
    branch="municipal",
    theme="@Agua; riego",
    starts_on=from_edtf("2024-01-15"),
    ends_on=from_edtf("2025-12"),
    description="Ñandú 🌽 " + "á" * 272,
    objective="+52 por ciento más lectores, -3 quejas",
    problem=Problem(
        "Nadie sabe cuándo llega el agua", "Que si la tubería, que si la bomba", "Hay datos, pero dispersos"
    ),
    responsible=Responsible(
        "Organismo de Agua", "Tomasa Ficticia", "Titular", "Redes", "agua@example.org", "+52 55 5555 0100", "12"
    ),
    actors=(
        Actor("", "Organismo de Agua", Sector.GOVERNMENT, Sector.GOVERNMENT),
        Actor("", "Instituto de Transparencia del Estado", Sector.GUARANTOR, Sector.GUARANTOR),
        Actor("Ana Ficticia", "Red del Agua A. C.", Sector.CIVIL_SOCIETY, Sector.CIVIL_SOCIETY),
        Actor("Beto Ficticio", "", Sector.CITIZEN, Sector.CIVIL_SOCIETY),
    ),
    values=Values("Se publica todo", "Se explica todo", "", "=1+1"),
    anticorruption="Ver «antes» y después | con tubo; y punto",
    strategy="Primero medir, luego publicar",
    indicators=("Porcentaje de pozos medidos", "Días sin agua"),
    sector_roles=("Gobierno: mide.", "Sociedad civil: revisa."),
    goals=(
        Goal(
            1,
            "Medir -todos- los pozos",
            ("Convocatoria", "Lista de asistencia"),
            ("Organismo de Agua", "Ana Ficticia", "Beto Ficticio"),
            (
                Activity("Primera medición 🌧️", from_edtf("2024-02-29")),
                Activity("=CMD|' /C calc'!A0", from_edtf("2024-09/2024-10")),
                Activity("Por definir", from_edtf(None)),
            ),
        ),
        Goal(
            2,
            "Publicar lo medido",
            ("Base de datos publicada", "Minuta"),
            ("Organismo de Agua",),
            (
                Activity("Publicar la base", from_edtf("2024-11"), ("Base de datos publicada",)),
                Activity("Explicarla", from_edtf("2025-03-03"), ("Minuta",)),
            ),
        ),
        Goal(
            3,
            "Evaluar en kʼaaxil ꞌ",
            ("Informe final",),
            ("Red del Agua A. C.",),
            (Activity("Informe", from_edtf("2025-06-10/2025-06-14")),),
        ),
    ),
    subject_to_change=True,
)


@pytest.mark.covers("req:76", "req:79", "req:83", "req:86", "exp:5", "exp:12", "exp:23")
@each_form
def test_an_odd_sheet(form: Form) -> None:
    """280 characters, emoji, formulas, a month, a range, a date to be defined, three responsibles, means of an activity."""
    assert len(ODD.description) == 280
    (again,) = back(commitment_sheets([ODD], HEADER), form).commitments
    assert plain(again) == plain(ODD)


@each_form
def test_a_sheet_with_next_to_nothing(form: Form) -> None:
    bare = Commitment(
        title="Compromiso por escribir", theme="Agua", goals=(Goal(1, "Medir", (), (), (Activity("Medir pozos"),)),)
    )
    (again,) = back(commitment_sheets([bare], PlanHeader()), form).commitments
    assert plain(again) == plain(bare)


@each_form
def test_an_odd_annual_plan(form: Form) -> None:
    plan = AnnualPlan(
        area="PARTICIPACIÓN CIUDADANA",
        administration="2024-2027",
        objectives=("Uno que sirva", "Dos =2"),
        goals=("Orientar a los vecinos",),
        activities=(
            PlannedActivity(
                "1",
                "Programar -algo-",
                from_edtf("2024-11"),
                from_edtf("2024-12"),
                (
                    PlannedActivity("1.1", "Pedir", from_edtf("2024-11-05"), from_edtf("2024-11-20")),
                    PlannedActivity("1.10", "Décima 🌽", from_edtf("2024-12"), from_edtf("2024-12")),
                ),
            ),
            PlannedActivity("2", "Sin fecha", from_edtf(None), from_edtf(None)),
            PlannedActivity("3", "Cada mes", from_edtf("2025-01"), from_edtf("2027-09")),
        ),
        signatory="Tomasa Ficticia, Jefatura de Participación",
    )
    assert plain(back(annual_plan(plan), form).annual_plan) == plain(plan)


ROUTE = Route(
    objective="Construir el plan, que se prevé firmar en septiembre – octubre de 2024",
    objectives=("Primero =1", "Segundo"),
    target_window=from_edtf("2024-09/2024-10"),
    phases=(
        Phase(1, "Fase =1+1", duration=5),
        Phase(2, "Fase dos", duration=0, predecessors="1CC+2;1"),
        Phase(3, "Fase 🌽", duration=10, predecessors="2"),
    ),
    milestones=(Milestone("Inicio", from_edtf("2024-06-28")), Milestone("Firma del PAL", from_edtf("2024-10"))),
)
DATED = tuple(
    replace(phase, duration=None, predecessors="", starts=from_edtf("2024-07-01"), ends=from_edtf("2024-08"))
    for phase in ROUTE.phases
)


@each_form
@pytest.mark.parametrize("record", [ROUTE, replace(ROUTE, phases=DATED, proposed=True)], ids=["linked", "dated"])
def test_an_odd_route(record: Route, form: Form) -> None:
    reading = back(route(record, title="Plan de trabajo rumbo al Plan de Acción Local"), form)
    assert plain(reading.route) == plain(record)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: commitment_sheets([ODD], HEADER), Kind.COMMITMENT_SHEET),
        (lambda: route(ROUTE, title="Plan de trabajo rumbo al Plan de Acción Local"), Kind.ROUTE),
    ],
)
def test_a_pdf_is_recognised_by_our_own_reader(make: Callable[[], Outline], kind: Kind) -> None:
    assert back(make(), Form.PDF).kind is kind
