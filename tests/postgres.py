"""A throw-away PostgreSQL for the suite: ``TEST_POSTGRES_URL``, or a cluster made with the server programs of the machine."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest Debian version, else where PATH finds them."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if newest:
        return newest[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root: as root the programs run as postgres, or as nobody where that user is missing."""
    if os.geteuid() != 0:
        return []
    names = {user.pw_name for user in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def throw_away_cluster() -> Iterator[str | None]:
    """URL of a fresh cluster on loopback, gone at the end; None where the programs are missing."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = programs()
    if folder is None:
        yield None
        return
    home = Path(tempfile.mkdtemp(prefix="tequio-pg-"))
    run = [*unprivileged()]
    try:
        if run:
            shutil.chown(home, run[2])
        data, port = home / "data", free_port()
        quiet: dict[str, object] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": home}
        subprocess.run([*run, folder / "initdb", "-D", data, "-A", "trust", "-U", "tequio", "-E", "UTF8"], **quiet)  # type: ignore[call-overload]
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=on"
        start = [*run, folder / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start"]
        subprocess.run(start, **quiet)  # type: ignore[call-overload]
        try:
            yield f"postgres://tequio@127.0.0.1:{port}/postgres"
        finally:
            stop = [*run, folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, **{**quiet, "check": False})  # type: ignore[call-overload]
    finally:
        shutil.rmtree(home, ignore_errors=True)
