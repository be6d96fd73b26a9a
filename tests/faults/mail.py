"""Goal G8: letters against a real SMTP server that refuses and hangs up, with a worker that is killed again and again.

``python -m tests.faults.mail`` runs it whole (1,000 letters, the server away for a minute, a kill every three seconds) and prints the
counts. Time runs sixty times faster for the worker only, so a minute away is the hour of case D3 and a lease of five minutes is five
seconds. ``--plant`` breaks the protection on purpose; the run must then fail.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.postgres import free_port

#: one letter in ten belongs to a change that is undone
UNDONE_EVERY = 10
#: one answer in ten is a hang-up after the letter was taken
DROP_EVERY = 10
#: one letter in fifteen is asked to come later
BUSY_EVERY = 15
PLANTS = ("", "inside", "early")


@dataclass(frozen=True)
class Plan:
    """``away``: seconds without a server. ``kill_every``: seconds that a worker works. ``patience``: of the whole run."""

    letters: int = 1000
    away: float = 60
    kill_every: float = 3
    patience: float = 400
    plant: str = ""


@dataclass
class Outcome:
    """``received``: Message-ID → times; the rest are those that break the promise."""

    received: Counter[str]
    kills: int
    drops: int
    wanted: set[str]
    undone: set[str]
    before_commit: set[str]
    seconds: float

    @property
    def lost(self) -> set[str]:
        return self.wanted - set(self.received)

    @property
    def duplicates(self) -> int:
        return sum(times - 1 for times in self.received.values())

    def broken(self) -> list[str]:
        """What G8 promises and did not happen, in words; empty when it held."""
        found = []
        if self.lost:
            found.append(f"{len(self.lost)} letters never arrived")
        if self.duplicates > self.kills + self.drops:
            found.append(f"{self.duplicates} duplicates, more than {self.kills} kills + {self.drops} hang-ups")
        if told := self.undone & set(self.received):
            found.append(f"{len(told)} letters tell of a change that was undone")
        if self.before_commit:
            found.append(f"{len(self.before_commit)} letters arrived before their change was stored")
        return found


@dataclass
class Mailbox:
    """What a bad SMTP server does with a letter: takes it, asks it to come later, or takes it and hangs up without saying so."""

    database: Path
    received: Counter[str] = field(default_factory=Counter)
    before_commit: set[str] = field(default_factory=set)
    drops: int = 0
    asked: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        if self.asked % BUSY_EVERY == 0:
            return "451 4.3.0 busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        text = content.decode() if isinstance(content, bytes) else content
        name = next(
            line.partition(":")[2].strip() for line in text.splitlines() if line.lower().startswith("message-id:")
        )
        if not self._is_stored(name):
            self.before_commit.add(name)
        self.received[name] += 1
        if sum(self.received.values()) % DROP_EVERY == 0 and server.transport is not None:
            self.drops += 1
            server.transport.close()
        return "250 OK"

    def _is_stored(self, name: str) -> bool:
        with contextlib.closing(sqlite3.connect(self.database, timeout=30)) as rows:
            return bool(rows.execute("select 1 from outbox_message where message_id = ?", [name]).fetchone())


@contextlib.contextmanager
def smtp(mailbox: Mailbox, port: int) -> Iterator[None]:
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield
    finally:
        server.stop()


def program(name: str, *arguments: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{name}", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE if name == "worker" else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def installation(folder: Path, port: int) -> dict[str, str]:
    environment = {
        "TEQUIO_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/tequio.sqlite3",
        "SECRET_KEY": "only-for-the-faults",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_DOMAIN": "example.org",
        "DJANGO_SETTINGS_MODULE": "tequio.config.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env={**os.environ, **environment}, check=True
    )
    return environment


def run(plan: Plan) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tequio-faults-") as kept:
        folder, port, began = Path(kept), free_port(), time.monotonic()
        environment = installation(folder, port)
        mailbox = Mailbox(folder / "tequio.sqlite3")
        writer = program("writer", str(plan.letters), plan.plant, environment=environment)
        kills = work_until_empty(plan, mailbox, environment, port, writer)
        numbers = range(plan.letters)
        undone = {name_of(number) for number in numbers if is_undone(number)}
        wanted = {name_of(number) for number in numbers} - undone
        seconds = time.monotonic() - began
    return Outcome(mailbox.received, kills, mailbox.drops, wanted, undone, mailbox.before_commit, seconds)


def work_until_empty(
    plan: Plan, mailbox: Mailbox, environment: dict[str, str], port: int, writer: subprocess.Popen[bytes]
) -> int:
    """Workers, one after the other, each killed; how many were. The server answers once ``away`` seconds have passed."""
    kills, end = 0, time.monotonic() + plan.patience
    back = time.monotonic() + plan.away
    born = str(time.time())
    with contextlib.ExitStack() as services:
        answers = False
        while time.monotonic() < end:
            if not answers and time.monotonic() >= back:
                services.enter_context(smtp(mailbox, port))
                answers = True
            kills += lives(program("worker", born, plan.plant, environment=environment), plan.kill_every)
            if answers and writer.poll() is not None and nothing_waits(mailbox.database):
                break
        writer.wait(30)
    return kills


def lives(worker: subprocess.Popen[bytes], seconds: float) -> int:
    """Killed that long after it says that it works: on a busy machine it takes longer than that to begin. 1 when it was killed."""
    with worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(seconds)
        if worker.poll() is not None:
            return 0
        worker.send_signal(signal.SIGKILL)
        return 1


def nothing_waits(database: Path) -> bool:
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as rows:
        waiting = "select count(*) from outbox_message where sent_at is null and bounced_at is null"
        return bool(rows.execute(waiting).fetchone()[0] == 0)


def name_of(number: int) -> str:
    from uuid import NAMESPACE_OID, uuid5

    return f"<{uuid5(NAMESPACE_OID, str(number))}@example.org>"


def is_undone(number: int) -> bool:
    return number % UNDONE_EVERY == UNDONE_EVERY - 1


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--letters", type=int, default=Plan.letters)
    asked.add_argument("--away", type=float, default=Plan.away)
    asked.add_argument("--plant", choices=PLANTS, default="")
    given = asked.parse_args(arguments)
    outcome = run(Plan(letters=given.letters, away=given.away, plant=given.plant))
    print(
        f"{len(outcome.wanted)} letters of stored changes, {len(outcome.undone)} of undone ones; {len(outcome.received)} arrived, "
        f"{outcome.duplicates} duplicates, {outcome.kills} kills, {outcome.drops} hang-ups, {outcome.seconds:.0f} s"
    )
    for sentence in outcome.broken():
        print(f"BROKEN: {sentence}")
    return 1 if outcome.broken() else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
