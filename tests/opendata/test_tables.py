from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tequio.checks.models import Override
from tequio.commitments.models import Commitment
from tequio.core.dates import from_edtf
from tequio.dashboard.queries import board
from tequio.exercises.models import Exercise
from tequio.exercises.queries import header
from tequio.formats.csv_out import DANGEROUS
from tequio.opendata import datasets, queries
from tequio.opendata.filters import Filters
from tequio.people.models import Person
from tequio.workplans.models import Activity
from tests.formats.outlines import HOSTILE
from tests.opendata.conftest import SLUG, Rows
from tests.pages import world

pytestmark = pytest.mark.django_db
Table = Callable[[str], Rows]
Body = Callable[[str], bytes]


@pytest.mark.covers("exp:11", "exp:39")
def test_one_row_per_commitment_with_the_figures_of_the_board(table: Table) -> None:
    world.everything(7)
    rows = table("datos/compromisos.csv")
    found = board.board(header(SLUG, now=timezone.now()), now=timezone.now())
    assert tuple(rows[0]) == datasets.COMMITMENTS.headings
    assert [row["numero"] for row in rows] == [str(n) for n in range(1, 8)]
    assert [(int(row["cumplidas"]), int(row["actividades"])) for row in rows] == [
        (r.done, r.counted) for r in found.rows
    ]
    assert sum(int(row["con_retraso"]) for row in rows) == found.total.overdue
    assert {row["calculado_el"] for row in rows} == {"2019-11-20"}
    assert rows[0]["pagina"] == "https://abierto.example.org/plan-2019/compromisos/1/"


@pytest.mark.covers("exp:11", "exp:16")
@pytest.mark.parametrize(
    "chosen",
    [
        {"q": "xcunya"},
        {"q": "padrones"},
        {"q": "nada parecido"},
        {"tema": "Servicios públicos"},
        {"institucion": "Junta Municipal de Agua"},
        {"estado": "con-retraso"},
        {"estado": "cumplido"},
        {"estado": "no-existe"},
        {"q": "agua", "estado": "por-iniciar"},
        {"tema": "Igualdad de género", "institucion": "Instituto de Igualdad", "estado": "con-retraso"},
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_on_screen_is_what_is_downloaded(chosen: dict[str, str], form: str, body: Body) -> None:
    world.commitments(world.exercise(SLUG), 12)
    whole = board.board(header(SLUG, now=timezone.now()), now=timezone.now())
    seen = board.filtered(whole.rows, screen_filters(chosen))
    content = body(f"datos/compromisos.{form}?{urlencode(chosen)}")
    if form == "csv":
        numbers = [int(row["numero"]) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        numbers = [int(str(cell.value)) for cell in sheet["A"][1:] if cell.value is not None]
    assert numbers == [row.number for row in seen]


def screen_filters(chosen: dict[str, str]) -> board.Filters:
    query, theme, institution, state = (chosen.get(name, "") for name in ("q", "tema", "institucion", "estado"))
    return board.Filters(query=query, theme=theme, institution=institution, state=state)


@pytest.mark.covers("exp:11")
def test_dates_are_real_in_excel(body: Body) -> None:
    world.commitments(world.exercise(SLUG), 1)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(body("datos/compromisos.xlsx"))).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    first = sheet.cell(2, headings.index("inicia_el") + 1)
    assert first.is_date
    assert f"{first.value:%Y-%m-%d}" == "2019-08-22"
    assert sheet.cell(2, headings.index("inicio") + 1).value == "2019-08-22"


@pytest.mark.covers("exp:5", "req:86")
def test_a_date_to_be_defined_is_said_and_no_day_is_invented(table: Table) -> None:
    of = world.exercise(SLUG)
    world.commitments(of, 6)
    Activity.objects.filter(workplan__commitment__number=1, position=1).update(
        ends=from_edtf("2019-11"), ends_first_on="2019-11-01", ends_last_on="2019-11-30"
    )
    rows = table("datos/actividades.csv")
    undated = [row for row in rows if row["fecha"] == "Por definir"]
    assert len(undated) == 5
    assert {(row["inicia_el"], row["termina_el"], row["estado"]) for row in undated} == {("", "", "Fecha por definir")}
    month = rows[0]
    assert (month["fecha"], month["inicia_el"], month["termina_el"]) == ("2019-11", "2019-11-01", "2019-11-30")


def test_activities_say_their_means_and_how_many_are_proven(table: Table) -> None:
    world.everything(2)
    rows = table("datos/actividades.csv")
    first = next(row for row in rows if row["compromiso"] == "1")
    assert first["medios"] == "Convocatoria | Lista de asistencia | Minuta"
    assert (first["medios_requeridos"], first["medios_aceptados"], first["estado"]) == ("3", "3", "Cumplido")
    assert {row["plan"] for row in rows} == {"ruta", "compromiso", "anual"}
    assert len({row["uid"] for row in rows}) == len(rows)


def test_what_is_not_published_is_nowhere(table: Table, client: Client) -> None:
    world.everything(3)
    Commitment.objects.filter(number=2).update(status="draft")
    assert [row["numero"] for row in table("datos/compromisos.csv")] == ["1", "3"]
    assert "2" not in {row["compromiso"] for row in table("datos/actividades.csv")}
    for path in ("ficha.docx", "calendario.ics"):
        assert client.get(f"/{SLUG}/compromisos/2/{path}").status_code == 404
    Exercise.objects.update(status="draft")
    assert client.get(f"/{SLUG}/datos/compromisos.csv").status_code == 404


def test_findings_with_who_took_responsibility(table: Table) -> None:
    of = world.everything(1)
    person = Person.objects.create(jurisdiction=of.jurisdiction, name="Titular Ficticia")
    Override.objects.create(
        exercise=of,
        fingerprint=f"{1:064}",
        reason="Así está en la gaceta.",
        overridden_by=person,
        overridden_at=world.NOW,
    )
    rows = table("datos/hallazgos.csv")
    assert [row["severidad"] for row in rows] == ["error", "advertencia", "información"]
    assert [(row["asumido"], row["motivo"]) for row in rows][1] == ("true", "Así está en la gaceta.")


def test_without_anything_there_are_only_headings(table: Table, client: Client) -> None:
    world.exercise(SLUG)
    for name in ("compromisos", "actividades", "hallazgos"):
        assert table(f"datos/{name}.csv") == []
    response = client.get(f"/{SLUG}/datos/ruta-critica.csv")
    assert response.status_code == 422
    assert "aún no tiene ruta crítica" in response.content.decode()


@pytest.mark.covers("exp:11")
@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text])
def test_no_text_of_a_person_is_run_by_a_spreadsheet(text: str, table: Table, body: Body) -> None:
    world.everything(2, words=world.Words(text))
    for name in ("compromisos", "actividades", "hallazgos", "ruta-critica"):
        rows = table(f"datos/{name}.csv")
        assert rows
        cells = [value for row in rows for value in row.values()]
        assert any(text in cell for cell in cells), name
        assert [cell for cell in cells if cell.startswith(DANGEROUS) and not cell.lstrip("-").isdigit()] == []
    for name in ("compromisos", "ruta-critica"):
        book = openpyxl.load_workbook(io.BytesIO(body(f"datos/{name}.xlsx")))
        kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}
        assert "f" not in kinds


@pytest.mark.covers("exp:11")
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(client: Client) -> None:
    world.everything(5, slug="pocos")
    world.everything(120, slug="muchos")

    def counted(path: str) -> int:
        with CaptureQueriesContext(connection) as made:
            response: Any = client.get(path)
            assert response.status_code == 200
            response.getvalue()
        return len(made)

    paths = ("datos/compromisos.csv", "datos/compromisos.xlsx", "datos/actividades.csv", "calendario.ics")
    few, many = ([counted(f"/{slug}/{path}") for path in paths] for slug in ("pocos", "muchos"))
    assert few == many
    assert max(few) <= 24


@pytest.mark.covers("exp:11")
def test_memory_does_not_grow_with_the_exercise() -> None:
    """Plans are read in pieces: with four times as many, the peak is that of one piece."""

    def peak(slug: str, count: int) -> int:
        world.commitments(world.exercise(slug), count)
        exercise = header(slug, now=timezone.now())
        tracemalloc.start()
        rows = sum(1 for _ in queries.commitment_rows(exercise, Filters(), ""))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert rows == count
        return used

    # one piece is still held while the next is read, so two are the least that say something
    small = peak("pocos", 2 * queries.PIECE)
    assert peak("muchos", 6 * queries.PIECE) < 1.15 * small


def test_the_data_package_describes_the_files_that_are_given(body: Body, table: Table) -> None:
    world.everything(2)
    package = json.loads(body("datos/datapackage.json"))
    assert [resource["name"] for resource in package["resources"]] == [
        "compromisos",
        "actividades",
        "hallazgos",
        "ruta-critica",
    ]
    for resource in package["resources"]:
        assert resource["path"].startswith("https://abierto.example.org/plan-2019/datos/")
        path = resource["path"].removeprefix("https://abierto.example.org/plan-2019/")
        rows = table(path)
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert list(rows[0]) == names
        for row in rows:
            assert_valid(row, resource["schema"])


def test_the_data_package_has_no_route_where_there_is_none(body: Body) -> None:
    world.exercise(SLUG)
    names = [resource["name"] for resource in json.loads(body("datos/datapackage.json"))["resources"]]
    assert names == ["compromisos", "actividades", "hallazgos"]


def assert_valid(row: dict[str, str], schema: dict[str, Any]) -> None:
    missing = {entry["value"] for entry in schema["missingValues"]}
    for field in schema["fields"]:
        value, limits = row[field["name"]], field.get("constraints", {})
        if value in missing:
            assert not limits.get("required"), field["name"]
            continue
        assert len(value) <= limits.get("maxLength", 10**6)
        assert value in limits.get("enum", [value]), field["name"]
        if field["type"] == "integer":
            int(value)
        if field["type"] == "date":
            assert len(value) == 10


def test_columns_are_a_promise() -> None:
    """Adding at the end is allowed; this list is what others already use."""
    assert datasets.COMMITMENTS.headings[:6] == ("numero", "titulo", "tipo", "tema", "rama", "institucion")
    assert datasets.ACTIVITIES.headings[:6] == ("plan", "compromiso", "numero_meta", "meta", "codigo", "actividad")
    assert datasets.ROUTE.headings[:4] == ("id", "actividad", "duracion", "predecesoras")
    assert datasets.FINDINGS.headings[:4] == ("severidad", "codigo", "requisito", "mensaje")
