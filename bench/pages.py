"""Tablero and compromiso with 12 and with 1,200 commitments beside a bare Django page, on one server in one run.

Worker CPU per request over the bare page's: tablero and compromiso at 12 and 1,200 stay under the limits; the number of queries is the
same at both sizes; the worker holds less than 120 MiB afterwards.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SIZES = {"doce": 12, "mil-doscientos": 1200}
LIMITS = {"tablero": 8.0, "compromiso": 12.0}
ROUNDS, REQUESTS = 7, 40
RESIDENT_LIMIT = 120.0
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def fetch(url: str) -> int:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


def seconds_per_request(pid: int, url: str) -> float:
    before = cpu_seconds(pid)
    for _ in range(REQUESTS):
        fetch(url)
    return (cpu_seconds(pid) - before) / REQUESTS


def queries(path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return len(captured)


def worker_of(server: subprocess.Popen[bytes]) -> int:
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    for _ in range(200):
        found = children.read_text(encoding="ascii").split()
        if found:
            return int(found[0])
        time.sleep(0.05)
    raise SystemExit("el servidor no arrancó")


def wait_for(url: str) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            fetch(url)
            return
        time.sleep(0.05)
    raise SystemExit("el servidor no contesta")


def measure(base: str, pid: int, paths: dict[str, str]) -> dict[str, float]:
    """Median CPU seconds per request of each page; the pages take turns, so that a busy machine hurts all alike."""
    for path in paths.values():
        for _ in range(10):
            fetch(base + path)
    samples: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS):
        for name, path in paths.items():
            samples[name].append(seconds_per_request(pid, base + path))
    return {name: statistics.median(values) for name, values in samples.items()}


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.seeding import exercise

    for slug, size in SIZES.items():
        exercise(slug, size)


def report(base: str, pid: int) -> int:
    paths = {"página mínima": "/bare/"}
    for slug, size in SIZES.items():
        paths[f"tablero con {size}"] = f"/{slug}/tablero/"
        paths[f"compromiso con {size}"] = f"/{slug}/compromisos/7/"
    seconds = measure(base, pid, paths)
    bare = seconds["página mínima"]
    failed = False
    for name, value in seconds.items():
        limit = next((limit for word, limit in LIMITS.items() if name.startswith(word)), None)
        over = limit is not None and value > limit * bare
        failed |= over
        told = f"  {value / bare:5.1f} ×  (límite {limit} ×)" if limit else ""
        print(f"{name:22} {value * 1000:7.2f} ms de CPU{told}{'  SOBRE EL LÍMITE' if over else ''}")
    for word in LIMITS:
        counts = [queries(path) for name, path in paths.items() if name.startswith(word)]
        failed |= len(set(counts)) != 1
        print(f"{word}: consultas con {' y '.join(map(str, SIZES.values()))} compromisos: {counts}")
    resident = resident_mib(pid)
    print(f"memoria del proceso después: {resident:.0f} MiB (límite {RESIDENT_LIMIT:.0f})")
    return 1 if failed or resident > RESIDENT_LIMIT else 0


def main() -> int:
    from tests.postgres import free_port

    with tempfile.TemporaryDirectory(prefix="tequio-bench-") as folder:
        os.environ.update(TEQUIO_VAR=folder, DJANGO_SETTINGS_MODULE="bench.pages_settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        prepare()
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "2", "-b", f"127.0.0.1:{port}"]
        server = subprocess.Popen([*command, "--log-level", "warning", "tequio.config.wsgi:application"])
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base + "/bare/")
            return report(base, worker_of(server))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    raise SystemExit(main())
