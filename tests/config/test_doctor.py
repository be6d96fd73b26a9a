from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.conftest import Run, runner

Demo = tuple[Path, Run]


def findings(run: Run) -> tuple[int, dict[str, dict[str, object]]]:
    done = run("doctor", "--json")
    answer = json.loads(done.stdout)
    return done.returncode, {each["what"]: each for each in answer["findings"]}


def test_a_demonstration_is_healthy(demo: Demo) -> None:
    code, found = findings(demo[1])
    assert code == 0
    assert found["Registro público"]["state"] != "íntegro hasta el evento 0"
    assert found["Demostración"]["state"] == "encendida"
    done = demo[1]("doctor")
    assert done.stdout.startswith("✓ Base de datos: sqlite\n")


def test_an_empty_place_is_told_what_to_do(empty: Run) -> None:
    code, found = findings(empty)
    assert code == 1
    assert found["Tablas"]["mend"] == "Corra: tequio manage migrate"


def test_a_lost_file_is_named(demo: Demo, tmp_path: Path) -> None:
    var = Path(shutil.copytree(demo[0], tmp_path / "var"))
    with closing(sqlite3.connect(var / "tequio.sqlite3")) as database:
        (key,) = database.execute("SELECT min(key) FROM files_storedfile").fetchone()
    (var / "files" / key).unlink()
    code, found = findings(runner(var))
    assert code == 1
    assert found["Archivos"]["state"] == f"faltan 1, el primero {key}"


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("SITE_URL", "http://abierto.example.org", "Dirección"),
        ("SECRET_KEY", "corta", "Clave de la instalación"),
        ("DATABASE_URL", "postgres://nadie@127.0.0.1:1/nada", "Base de datos"),
    ],
)
def test_each_thing_that_is_wrong_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    import os
    import subprocess
    import sys

    environment = {
        key: text
        for key, text in os.environ.items()
        if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY")
    }
    environment |= {"TEQUIO_VAR": str(tmp_path / "var"), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "tequio.config.cli", "doctor", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    found = {each["what"]: each for each in json.loads(done.stdout)["findings"]}
    assert found[what]["wrong"] is True
    assert found[what]["mend"]
