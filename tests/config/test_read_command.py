"""``tequio read``: JSON, a readable page, exit codes, and a quick start."""

# ruff: noqa: E501

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tequio.config.cli import main
from tequio.config.commands.read import table

SHEET = """Compromiso 1. Datos abiertos del agua

Nuevo\tX\tEn curso\t
Tema\tAgua
Fecha de inicio\t1 de marzo de 2022
Fecha de término\t1 de marzo de 2023
Institución responsable\tComisión Estatal del Agua
Objetivo\tAbrir los datos
Problema\tNo hay datos

No.\tMeta\tActividad\tFecha\tEvidencia\tResponsable
1\tAbrir\tPublicar los datos\t5 de mayo de 2022\tMinuta\tPersona Uno
2\tCerrar\tInforme\tPor definir\tInforme final\tPersona Uno
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "ficha.txt"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_json_has_the_agreed_shape(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(sheet), "--json"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert printed.err == ""
    assert {"file", "kind", "summary", "records", "dropped"} <= found.keys()
    assert (found["file"], found["kind"]) == ("ficha.txt", "commitment_sheet")
    assert found["summary"]["goals"] == 2
    commitment = found["records"]["commitments"][0]
    assert {
        "title",
        "kind",
        "theme",
        "starts_on",
        "ends_on",
        "description",
        "objective",
        "problem",
        "responsible",
        "actors",
        "values",
        "anticorruption",
        "goals",
    } <= commitment.keys()
    assert commitment["goals"][0]["activities"][0]["date"] | {"ambiguous": False} == {
        "edtf": "2022-05-05", "status": "exact", "inferred": False, "ambiguous": False, "source_text": "5 de mayo de 2022",
    }  # fmt: skip
    assert commitment["goals"][1]["activities"][0]["date"]["edtf"] is None


def test_page_says_kind_counts_and_records(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(sheet)]) == 0
    page = capsys.readouterr().out
    assert "ficha.txt: ficha de compromiso" in page
    assert "metas: 2" in page
    assert "Publicar los datos" in page
    assert "5 de mayo de 2022" in page
    assert "Por definir" in page


def test_unknown_document_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "poema.txt"
    path.write_text("En la casa del agua\nduerme la tarde lenta", encoding="utf-8")
    assert main(["read", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["records"], found["summary"]) == ("unknown", {}, {})


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02\xff\xfe" * 50])
def test_what_cannot_be_read_exits_2_with_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "roto.docx"
    if content is not None:
        path.write_bytes(content)
    assert main(["read", str(path), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "roto.docx" in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.needs_shared
@pytest.mark.covers("req:125", "req:23")
def test_page_lists_what_was_set_aside(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(next((shared / "seeds").glob("004_*.txt")))]) == 0
    page = capsys.readouterr().out
    assert "Lo que se apartó" in page
    assert "lema o encabezado de página que se repite" in page


def test_it_loads_nothing_that_it_does_not_need(sheet: Path) -> None:
    """Only Python's own start and the parsers of text: no database, no settings, no readers of Word or PDF."""
    code = "import sys; from tequio.config.cli import main; main(['read', sys.argv[1]]); print([m for m in ('django', 'docx', 'openpyxl', 'pdfplumber') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, str(sheet)], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_table_shortens_its_longest_columns() -> None:
    rows = [["1", "palabra " * 30, "x" * 80], ["2", "corta", ""]]
    lines = list(table(["No.", "Actividad", "Nota"], rows))
    assert all(len(line) <= 126 for line in lines)
    assert "…" in lines[2]
    assert list(table(["No."], [])) == []
