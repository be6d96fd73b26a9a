"""``tequio check`` and ``tequio packs`` from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tequio.config.cli import main
from tequio.config.commands.check import Report, as_dict, as_lines, show
from tequio.core.rules.findings import Finding, Severity

SHEET = """Segundo Plan de Acción Local de Gobierno Abierto 2019

COMPROMISO DE GOBIERNO ABIERTO: Información abierta del agua

Nuevo\tX\tEn curso\t
Tema\tAgua
Fecha de inicio\t22 de agosto de 2019
Fecha de conclusión\t{end}
Institución responsable\tComisión Estatal del Agua
Objetivo principal\tQue cualquier persona sepa cuánta agua hay
Breve descripción del compromiso\tPublicar cada mes los datos del agua.
"""


def written(folder: Path, end: str, name: str = "ficha.txt") -> Path:
    path = folder / name
    path.write_text(SHEET.format(end=end), encoding="utf-8")
    return path


def error(code: str = "cycle", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, 28, severity, "Quite una predecesora.", "fase 10", "Método de la ruta crítica", ("phases", 9))


def report(*findings: Finding) -> Report:
    return Report("ruta.xlsx", "route", "ogp-local", "Reglas generales", "Porque sí.", findings)


@pytest.mark.covers("req:13", "case:F3")
@pytest.mark.parametrize(("end", "code"), [("22 de agosto de 2021", 0), ("23 de agosto de 2021", 1)])
def test_exit_is_one_only_with_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str, code: int
) -> None:
    assert main(["check", str(written(tmp_path, end)), "--json"]) == code
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"]["error"] == code
    assert [one["code"] for one in answer["findings"] if one["severity"] == "error"] == ["too-long-duration"] * code


def test_json_is_one_document_with_the_documented_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(written(tmp_path, "23 de agosto de 2021")), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert {"file", "pack", "pack_reason", "findings", "counts"} <= set(answer)
    assert set(answer["counts"]) == {"error", "warning", "info"}
    finding = answer["findings"][0]
    assert {"code", "requirement", "severity", "message", "where", "citation", "path"} <= set(finding)
    assert finding["path"] == ["commitments", 0, "ends_on"]
    assert finding["where"] == "compromiso 1, fecha de conclusión"
    assert (answer["file"], answer["pack"]) == ("ficha.txt", "ogp-local")


def test_a_pack_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(written(tmp_path, "22 de agosto de 2020")), "--pack", "jalisco-2019", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["pack"] == "jalisco-2019"
    assert answer["pack_reason"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "diga qué documento"),
        (["check", "no-esta.docx"], "no-esta.docx"),
        (["check", "ficha.txt", "--pack", "marte-2019"], "marte-2019"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_two(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    written(tmp_path, "22 de agosto de 2020")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert captured.err.count("\n") == 1


def test_a_person_reads_by_severity_where_what_to_do_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(written(tmp_path, "23 de agosto de 2021"))])
    text = capsys.readouterr().out
    assert "Errores: hay que corregirlos (1)" in text
    assert "compromiso 1, fecha de conclusión: El compromiso dura más de 2 años." in text
    assert "Metodología Jalisco 2016, numeral 4" in text
    assert "1 error, " in text


def test_findings_of_any_source_are_shown_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(report(error(), error("x", Severity.INFO)), as_json=False) == 1
    assert show(report(error("x", Severity.WARNING)), as_json=True) == 0
    assert "1 error, 0 advertencias y 1 aviso." in capsys.readouterr().out
    assert as_lines(report())[-1] == "Sin hallazgos."
    assert as_dict(report(error()))["counts"] == {"error": 1, "warning": 0, "info": 0}


@pytest.mark.covers("req:131")
def test_packs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "--json"]) == 0
    packs = {pack["name"]: pack for pack in json.loads(capsys.readouterr().out)}
    assert len(packs["sinaloa-2017"]["sectors"]) == 4
    assert main(["packs"]) == 0
    assert "organismos autónomos" in capsys.readouterr().out
