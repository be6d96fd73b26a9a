from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.conftest import Run

Demo = tuple[Path, Run]


@pytest.fixture(scope="session")
def backup(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "uno"
    done = demo[1]("backup", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(backup: Path, tmp_path: Path) -> Path:
    """To be damaged."""
    return Path(shutil.copytree(backup, tmp_path / "copia"))


@pytest.mark.covers("case:B1")
def test_a_backup_restores_into_an_empty_place_and_is_equal(demo: Demo, backup: Path) -> None:
    done = demo[1]("restore-drill", backup, "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout) == {"path": str(backup), "intact": True, "differences": []}
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["tables"]["commitments_commitment"]["rows"] >= 3
    assert manifest["record"]["sequence"] > 100
    assert len(manifest["files"]) > 10
    assert not any("secret" in path.name for path in backup.rglob("*"))


@pytest.mark.covers("case:B1")
def test_the_drill_leaves_the_installation_alone(demo: Demo, backup: Path) -> None:
    var = demo[0]
    before = {path: path.stat().st_mtime_ns for path in var.rglob("*") if path.is_file() and "sqlite3" in path.name}
    demo[1]("restore-drill", backup)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def flip(path: Path, place: int = -1) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def a_file(folder: Path) -> Path:
    return min(path for path in (folder / "files").rglob("*") if path.is_file())


def change_a_row(folder: Path) -> None:
    """As somebody would who also knows to write the new fingerprint of the database into the manifest."""
    import hashlib

    with closing(sqlite3.connect(folder / "database.sqlite3", isolation_level=None)) as database:
        database.execute("UPDATE commitments_commitment SET title = 'Otro' WHERE number = 1")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["database"]["sha256"] = hashlib.sha256((folder / "database.sqlite3").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def rewrite_the_record(folder: Path) -> None:
    import hashlib

    with closing(sqlite3.connect(folder / "database.sqlite3", isolation_level=None)) as database:
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET verb = 'otro' WHERE sequence = 5")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["database"]["sha256"] = hashlib.sha256((folder / "database.sqlite3").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte of the database": (lambda folder: flip(folder / "database.sqlite3", 40_000), "database.sqlite3"),
    "the database cut": (
        lambda folder: (folder / "database.sqlite3").write_bytes(b"SQLite format 3"),
        "database.sqlite3",
    ),
    "no database": (lambda folder: (folder / "database.sqlite3").unlink(), "database.sqlite3"),
    "a byte of a file": (lambda folder: flip(a_file(folder)), "no es el que se guardó"),
    "a file less": (lambda folder: a_file(folder).unlink(), "Falta el archivo"),
    "a row": (change_a_row, "commitments_commitment"),
    "an event": (rewrite_the_record, "evento 5"),
}


@pytest.mark.covers("case:B2")
@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_named(demo: Demo, copy: Path, damage: str) -> None:
    do, named = DAMAGES[damage]
    do(copy)
    done = demo[1]("restore-drill", copy)
    assert done.returncode == 1, done.stderr
    assert named in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.covers("case:B2")
def test_the_file_that_is_missing_is_named_by_its_key(demo: Demo, copy: Path) -> None:
    lost = a_file(copy)
    lost.unlink()
    done = demo[1]("restore-drill", copy)
    assert f"{lost.parent.name}/{lost.name}" in done.stdout


def test_half_a_backup_is_no_backup(demo: Demo, copy: Path, tmp_path: Path) -> None:
    (copy / "manifest.json").unlink()
    for folder in (copy, tmp_path / "nada"):
        done = demo[1]("restore-drill", folder)
        assert done.returncode == 2
        assert "manifest.json" in done.stderr
    (copy / "manifest.json").write_text("{}")
    assert demo[1]("restore-drill", copy).returncode == 2


def test_a_backup_never_writes_over_another(demo: Demo, backup: Path) -> None:
    done = demo[1]("backup", backup)
    assert done.returncode == 2
    assert "no está vacía" in done.stderr


def test_where_nothing_is_stored_there_is_nothing_to_back_up(empty: Run, tmp_path: Path) -> None:
    done = empty("backup", tmp_path / "b")
    assert done.returncode == 2
    assert "tequio demo" in done.stderr


@pytest.mark.covers("case:B1")
def test_rows_as_json_restore_too(backup: Path, tmp_path: Path) -> None:
    """What a PostgreSQL installation without pg_dump of its version gives: loaded into an empty database, compared."""
    import os
    import subprocess
    import sys

    from tequio.config.keeping.backup import sha256
    from tequio.config.keeping.restoring import drill, read_manifest

    folder = Path(shutil.copytree(backup, tmp_path / "filas"))
    program = (
        "import django; django.setup(); from pathlib import Path; from tequio.config.keeping.backup import dump_rows; "
        f"dump_rows(Path({str(folder / 'database.jsonl')!r}))"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'database.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tequio.config.settings",
        "SECRET_KEY": "x",
    }
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    manifest = read_manifest(folder)
    manifest["database"] = {"name": "database.jsonl", "sha256": sha256(folder / "database.jsonl")}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert drill(folder) == []
