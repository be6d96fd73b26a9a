"""``make test``: the whole suite on SQLite, then every test that touches the database on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres import throw_away_cluster


def pytest(*arguments: str, **environment: str) -> int:
    workers = str(min(os.cpu_count() or 1, 4))
    # in the order of tests/conftest.py, which puts the longest files first
    spread = ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder")
    command = [sys.executable, "-m", "pytest", *spread, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main(arguments: list[str]) -> int:
    print("== SQLite", flush=True)
    sqlite = pytest(*arguments, TEQUIO_SUITE="sqlite")
    print("== PostgreSQL", flush=True)
    with throw_away_cluster() as url:
        if url is None:
            print(
                "OMITIDO: no hay PostgreSQL (initdb, pg_ctl) ni TEST_POSTGRES_URL; las pruebas de base corrieron sólo en SQLite."
            )
            postgres = int(os.environ.get("CI") == "true")
        else:
            postgres = pytest(*arguments, TEQUIO_SUITE="postgresql", DATABASE_URL=url)
    return sqlite or postgres


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
