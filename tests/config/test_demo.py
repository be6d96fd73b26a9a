from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tequio.config.demonstration.census import NAMES, WORDS
from tequio.config.demonstration.exercises import HISTORIC
from tests.config.conftest import Run, runner

Demo = tuple[Path, Run]
SIX = {"jalisco-2016", "yucatan-2021", "durango-2020", "jalisco-2019", "municipio-2021", "practica"}
AS_OF = {
    "jalisco-2016": "2016-09-01",
    "yucatan-2021": "2021-08-04",
    "durango-2020": "2020-10-20",
    "jalisco-2019": "2019-11-20",
    "municipio-2021": "2021-12-06",
}


def test_the_days_of_the_historic_exercises_are_those_decided() -> None:
    assert {sample.slug: str(sample.as_of) for sample in HISTORIC} == AS_OF


def test_no_state_of_any_object_is_empty(demo: Demo) -> None:
    done = demo[1]("demo", "--census", "--json")
    assert done.returncode == 0, done.stderr
    census = json.loads(done.stdout)
    assert set(census) == set(NAMES)
    assert [
        f"{name}: {state}" for name, states in census.items() for state, number in states.items() if not number
    ] == []
    assert {state for states in census.values() for state in states} <= set(WORDS)


def test_the_census_is_readable_too(demo: Demo) -> None:
    done = demo[1]("demo", "--census")
    assert done.returncode == 0
    assert "Evidencia\n  enviada" in done.stdout
    assert "← falta" not in done.stdout


def test_a_second_run_loses_and_repeats_nothing(demo: Demo, tmp_path: Path) -> None:
    _var, run = demo
    before = json.loads(run("backup", tmp_path / "before", "--json").stdout)
    again = run("demo", "--no-serve")
    assert again.returncode == 0
    after = json.loads(run("backup", tmp_path / "after", "--json").stdout)
    assert before["tables"] == after["tables"]
    assert before["files"] == after["files"]
    assert "sellados" not in again.stderr


def test_it_prints_the_six_addresses(demo: Demo) -> None:
    said = demo[1]("demo", "--no-serve", "--port", "8077").stderr
    for slug in SIX:
        assert f"http://localhost:8077/{slug}/" in said
    assert "borrador" not in said


def test_the_key_is_made_here_and_only_its_owner_reads_it(demo: Demo) -> None:
    path = demo[0] / "secret-key"
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_text()) >= 50


def test_a_port_in_use_is_said_in_one_line(demo: Demo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = demo[1]("demo", "--port", str(port))
    assert done.returncode == 2
    assert (
        done.stderr
        == f"tequio demo: El puerto {port} ya está en uso por otro programa. Pruebe con otro: --port {port + 1}\n"
    )


@pytest.mark.parametrize("port", ["0", "70000", "-1"])
def test_a_port_that_is_none(demo: Demo, port: str) -> None:
    done = demo[1]("demo", "--port", port)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_production_does_not_open_a_demonstration(demo: Demo) -> None:
    done = demo[1]("serve", "--port", "18999")
    assert done.returncode == 2
    assert "demostración" in done.stderr


def test_a_demonstration_does_not_touch_an_installation(tmp_path: Path) -> None:
    run = runner(tmp_path / "var")
    assert run("manage", "migrate", "--verbosity", "0").returncode == 0
    founded = (
        "from datetime import datetime, UTC; from tequio.people.actions import found_installation; "
        "found_installation(country='México', time_zone='America/Mexico_City', name='x', email='real@example.org', at=datetime.now(UTC))"
    )
    assert run("manage", "shell", "--command", founded).returncode == 0
    done = run("demo", "--no-serve")
    assert done.returncode == 2
    assert "no es de muestra" in done.stderr


@pytest.mark.covers("req:131")
def test_check_of_a_stored_exercise_says_what_the_file_says(demo: Demo) -> None:
    samples = Path(__file__).resolve().parents[2] / "samples"
    stored = json.loads(demo[1]("check", "--exercise", "jalisco-2019", "--json").stdout)
    of_file = json.loads(
        demo[1]("check", samples / "compromiso-jalisco-2019.docx", "--pack", "jalisco-2019", "--json").stdout
    )
    assert stored["counts"] == of_file["counts"] == {"error": 0, "warning": 6, "info": 7}
    assert [one["code"] for one in stored["findings"]] == [one["code"] for one in of_file["findings"]]


def test_check_of_an_exercise_that_is_not_there(demo: Demo, empty: Run) -> None:
    for run in (demo[1], empty):
        done = run("check", "--exercise", "nadie")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("tequio check: ")
