"""The drill: a backup is restored into an empty place and compared with what its manifest promises."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tequio.config.keeping.backup import FORMAT, MANIFEST, sha256
from tequio.core.refusals import UnreadableDocument

Manifest = dict[str, Any]


def read_manifest(folder: Path) -> Manifest:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise UnreadableDocument(f"{folder} no es un respaldo de Tequio.")
        return dict(manifest)
    except FileNotFoundError as error:
        raise UnreadableDocument(
            f"{folder} no es un respaldo de Tequio, o quedó a medias: falta {MANIFEST}."
        ) from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UnreadableDocument(f"El manifiesto de {folder} no se puede leer.") from error


def drill(folder: Path) -> list[str]:
    """Every difference found, in plain Spanish; empty when the copy is the installation that was backed up."""
    manifest = read_manifest(folder)
    differences = [*database_bytes(folder, manifest), *file_bytes(folder, manifest)]
    with tempfile.TemporaryDirectory(prefix="tequio-simulacro-") as place:
        try:
            restored = restore(folder, manifest, Path(place))
        except RestoreFailed as failure:
            return [*differences, str(failure)]
    return [*differences, *compared(manifest, restored)]


class RestoreFailed(Exception):
    """The database of the backup does not load."""


def database_bytes(folder: Path, manifest: Manifest) -> Iterator[str]:
    database = manifest["database"]
    path = folder / Path(database["name"]).name
    if not path.is_file():
        yield f"Falta la base de datos del respaldo, {path.name}."
    elif sha256(path) != database["sha256"]:
        yield f"La base de datos del respaldo, {path.name}, cambió después de hacerse."


def file_bytes(folder: Path, manifest: Manifest) -> Iterator[str]:
    for key, expected in manifest["files"].items():
        path = folder / "files" / key
        if not path.is_file():
            yield f"Falta el archivo {key}."
        elif sha256(path) != expected:
            yield f"El archivo {key} no es el que se guardó."


def compared(manifest: Manifest, restored: Manifest) -> Iterator[str]:
    for table in sorted(manifest["tables"].keys() | restored["tables"].keys()):
        promised, found = manifest["tables"].get(table), restored["tables"].get(table)
        if promised is None or found is None:
            yield f"La tabla {table} está sólo en {'el respaldo' if found is None else 'la copia restaurada'}."
        elif promised["rows"] != found["rows"]:
            yield f"La tabla {table} tenía {promised['rows']} renglones y volvió con {found['rows']}."
        elif promised["sha256"] != found["sha256"]:
            yield f"La tabla {table} volvió con datos distintos."
    if manifest["record"] != restored["record"]:
        yield "El registro público no termina donde terminaba."
    if restored["record"]["first_break"] is not None:
        yield f"El registro público está roto en el evento {restored['record']['first_break']['sequence']}."
    if manifest["files"] != restored["files"]:
        yield "La copia restaurada no nombra los mismos archivos."


def restore(folder: Path, manifest: Manifest, place: Path) -> Manifest:
    """What a copy restored into ``place`` says of itself; in a process of its own, so that nothing touches this installation."""
    name = Path(manifest["database"]["name"]).name
    if not (folder / name).is_file():
        raise RestoreFailed(f"No hay base de datos que restaurar: falta {name}.")
    if name.endswith(".sql"):
        with closing(PostgresqlCopy(folder / name)) as copy:
            return in_copy(["describe"], place, copy.url)
    url = f"sqlite:///{place / 'tequio.sqlite3'}"
    if name.endswith(".sqlite3"):
        shutil.copyfile(folder / name, place / "tequio.sqlite3")
        return in_copy(["describe"], place, url)
    return in_copy(["load", str((folder / name).resolve())], place, url)


def in_copy(arguments: list[str], place: Path, url: str) -> Manifest:
    environment = {**os.environ, "TEQUIO_VAR": str(place), "DATABASE_URL": url, "SECRET_KEY": "simulacro"}
    environment.pop("TEQUIO_DEMO", None)
    environment["DJANGO_SETTINGS_MODULE"] = "tequio.config.settings"
    program = [sys.executable, "-m", "tequio.config.keeping.copy", *arguments]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["sin explicación"])[-1]
        raise RestoreFailed(f"La base de datos del respaldo no se puede restaurar: {reason[:300]}")
    return dict(json.loads(done.stdout))


class PostgresqlCopy:
    """An empty database beside the installation's own, filled with the dump and dropped at the end."""

    def __init__(self, dump: Path) -> None:
        from django.conf import settings
        from django.db import connection

        from tequio.config.keeping.backup import postgresql_environment

        if connection.vendor != "postgresql" or not shutil.which("psql"):
            raise RestoreFailed(
                "El respaldo es de PostgreSQL: el simulacro necesita DATABASE_URL de un servidor y psql."
            )
        self._connection = connection
        self.name = f"tequio_simulacro_{os.getpid()}"
        self._run(f'CREATE DATABASE "{self.name}"')
        command = ["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--file", str(dump)]
        done = subprocess.run(
            command, env=postgresql_environment(self.name), capture_output=True, text=True, check=False
        )
        if done.returncode:
            self.close()
            raise RestoreFailed(f"La base de datos del respaldo no se puede restaurar: {done.stderr.strip()[:300]}")
        given = settings.DATABASES["default"]
        user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
        self.url = f"postgres://{user}@{given['HOST'] or 'localhost'}:{given['PORT'] or 5432}/{self.name}"

    def _run(self, statement: str) -> None:
        with self._connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def close(self) -> None:
        with suppress(Exception):
            self._run(f'DROP DATABASE IF EXISTS "{self.name}"')
