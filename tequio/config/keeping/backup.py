"""One folder with everything: the database, the files, and a manifest that says what must come back.

``manifest.json`` · ``database.sqlite3`` or ``database.sql`` (pg_dump) or ``database.jsonl`` (rows, where pg_dump is missing or of
another version) · ``files/`` as they lie in the installation. The keys of the installation are never in it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from tequio.config.keeping import tables
from tequio.core.refusals import Refusal
from tequio.files.actions import path_of

FORMAT = "tequio-backup-1"
MANIFEST = "manifest.json"


class PlaceIsTaken(Refusal):
    code = "place-taken"


class FileIsLost(Refusal):
    code = "file-lost"


def back_up(target: Path, *, now: datetime) -> dict[str, Any]:
    """Writes the folder and gives its manifest. It is complete only when the manifest is there, which is written last."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlaceIsTaken(f"{target} ya existe y no está vacía: indique una carpeta nueva.")
    target.mkdir(parents=True, exist_ok=True)
    with SameMoment():
        database = dump(target)
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "engine": tables.engine(),
            "database": {"name": database.name, "sha256": sha256(database)},
            "tables": tables.digests(),
            "record": tables.record_state(),
            "files": tables.file_rows(),
        }
    copy_files(manifest["files"], target / "files")
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    return manifest


class SameMoment:
    """A transaction in which every read sees the same state: in SQLite nobody else writes meanwhile, PostgreSQL is asked for it."""

    def __enter__(self) -> None:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    def __exit__(self, *error: Any) -> None:
        self._atomic.__exit__(*error)


def dump(target: Path) -> Path:
    if connection.vendor == "sqlite":
        return dump_sqlite(target / "database.sqlite3")
    if shutil.which("pg_dump"):
        path = target / "database.sql"
        if dump_postgresql(path):
            return path
        path.unlink(missing_ok=True)
    return dump_rows(target / "database.jsonl")


def dump_sqlite(path: Path) -> Path:
    """SQLite's own online backup. A second connection reads: the one that holds the transaction would wait for itself."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        # one file that is all there is, without a journal beside it
        copy.execute("PRAGMA journal_mode=DELETE")
    return path


def dump_postgresql(path: Path) -> bool:
    """From the same snapshot as the digests; false where this pg_dump cannot read this server (versions differ)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    options = ["--no-owner", "--no-privileges", "--no-comments", f"--snapshot={snapshot}", "--file", str(path)]
    done = subprocess.run(["pg_dump", *options], env=postgresql_environment(), capture_output=True, check=False)
    return done.returncode == 0


def postgresql_environment(database: str | None = None) -> dict[str, str]:
    """For pg_dump and psql: no password on a command line."""
    import os

    given = connection.settings_dict
    named = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": database or given["NAME"],
    }
    return {**os.environ, **{name: str(value) for name, value in named.items() if value}}


class Exact(DjangoJSONEncoder):
    """Django's own cuts moments to milliseconds: the hashes of the record would not be right any more."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def dump_rows(path: Path) -> Path:
    """Every row as JSON, one per line."""
    with path.open("w", encoding="utf-8") as out:
        for model in tables.models():
            rows = model._default_manager.order_by("pk").iterator(chunk_size=1000)
            serializers.serialize("jsonl", rows, stream=out, cls=Exact)
    return path


def copy_files(keys: dict[str, str], target: Path) -> None:
    for key in keys:
        source, copy = path_of(key), target / key
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, copy)
        except FileNotFoundError as error:
            raise FileIsLost(
                f"Falta el archivo {key}, que la base de datos nombra: el respaldo no estaría completo."
            ) from error


def sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
