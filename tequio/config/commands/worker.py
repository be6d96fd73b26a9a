"""``tequio worker``: seals the record and sends the mail, until it is told to stop."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, default=5.0, help="segundos entre vueltas (%(default)s)")
    parser.add_argument("--once", action="store_true", help="una sola vuelta, y termina")


def run(args: argparse.Namespace) -> int:
    import signal
    import sys
    import threading

    from tequio.config import worker
    from tequio.config.environment import prepare, refuse_without_tables

    prepare()
    refuse_without_tables()
    jobs = worker.jobs_of_production()
    if args.once:
        sealed, _followed, sent, *_rest = (job(worker.clock()) for job in jobs)
        sys.stdout.write(f"{sealed} eventos sellados, {sent} mensajes enviados.\n")
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.work(jobs, stop=stop, every=args.every, now=worker.clock)
    return 0
