"""Case K1: whoever takes evidence in is killed at every step between the bytes on the disk and the end of the transaction.

``python -m tests.faults.giving 50`` prints what remained, as JSON. ``--plant`` writes the bytes after the row instead of before it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

Child = Callable[[], None]


def prepare(folder: str) -> None:
    os.environ.update(
        TEQUIO_VAR=folder,
        DATABASE_URL=f"sqlite:///{folder}/tequio.sqlite3",
        SECRET_KEY="only-for-the-faults",
        DJANGO_SETTINGS_MODULE="tequio.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def killed(child: Child) -> bool:
    """Run in a process of its own; whether it was killed before its end."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        child()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def dying_at(step: int) -> Callable[..., Any]:
    """A wrapper of the database's conversation that kills its own process before statement number ``step`` after the bytes are kept."""
    done = iter(range(10_000))

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        from tequio.files.actions import stored_keys

        # nothing is counted before this gift's bytes are on the disk
        if len(list(stored_keys())) > kept_before and next(done) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    from tequio.files.actions import stored_keys

    kept_before = len(list(stored_keys()))
    return wrapper


def bytes_last() -> None:
    """The fault: the bytes are written once the row is stored."""
    from django.db import transaction

    from tequio.files import actions

    write = actions._write
    actions._write = lambda path, content: transaction.on_commit(lambda: slowly(write, path, content))


def slowly(write: Callable[..., None], *arguments: Any) -> None:
    """As a full disk or a network folder would; in between the process dies."""
    os.kill(os.getpid(), signal.SIGKILL)
    write(*arguments)


def give(table: Any, content: bytes, wrapper: Callable[..., Any] | None) -> None:
    from django.db import connection

    from tequio.monitoring.intake import Gift, give_evidence, receive
    from tests import builders

    with ExitStack() as around:
        if wrapper is not None:
            around.enter_context(connection.execute_wrapper(wrapper))
        give_evidence(
            means=table.means[0],
            activity=table.first,
            gift=Gift(file=receive(content, "minuta.pdf")),
            key=uuid4(),
            pack=builders.pack(),
            by=table.officer,
            at=builders.NOW,
        )


def contents() -> Iterator[bytes]:
    while True:
        yield b"%PDF-1.4\n" + uuid4().hex.encode() + b"\n%%EOF\n"


def run(times: int, *, plant: bool) -> dict[str, int]:
    from tequio.files.actions import collect_orphans, stored_keys
    from tequio.files.models import StoredFile
    from tequio.monitoring.models import Evidence
    from tests import builders

    table = builders.table()
    if plant:
        bytes_last()
    made = contents()
    kills = sum(
        killed(lambda step=step: give(table, next(made), None if plant else dying_at(step % 8)))  # type: ignore[misc]
        for step in range(times)
    )
    files = StoredFile.objects.count()
    lost = sum(key not in set(stored_keys()) for key in StoredFile.objects.values_list("key", flat=True))
    orphans = len(collect_orphans(older_than=timedelta(seconds=-1)))
    whole = killed(lambda: give(table, next(made), None))
    return {
        "kills": kills,
        "evidence": Evidence.objects.count() - (0 if whole else 1),
        "files": files,
        "rows_without_bytes": lost,
        "orphans": orphans,
        "after": Evidence.objects.count(),
        "left": len(list(stored_keys())),
    }


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("times", type=int, nargs="?", default=50)
    asked.add_argument("--plant", action="store_true")
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tequio-faults-") as folder:
        prepare(folder)
        sys.stdout.write(json.dumps(run(given.times, plant=given.plant)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
